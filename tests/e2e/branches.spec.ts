/** Editing, answering anew and stepping between versions, all in one conversation, over a restart. */
import { type AppWindow, expect, test } from '#tests/support/app/app-window.ts';
import { fail, say } from '#tests/support/gemini-api-server/index.ts';

const article = (window: AppWindow, text: string) => window.thread.getByRole('article').filter({ hasText: text });
const button = (window: AppWindow, text: string, name: string) => article(window, text).getByRole('button', { name });

test('edited, tried again, stepped between, restarted, and gone on with: each time the agent knows the path that is shown', async ({
  api,
  launch,
}) => {
  const window = await launch();
  await window.newConversation();
  api.reply(say('Red.'), say('Apple.'));
  await window.ask('A colour?', 'Red.');
  await window.ask('A fruit?', 'Apple.');

  await test.step('a failed answer tried again is a version beside it', async () => {
    api.reply(fail(403, 'No.'));
    await window.send('A town?');
    await expect(window.thread.getByRole('alert')).toContainText('refuses access');
    await expect(window.stopButton).toHaveCount(0);
    api.reply(say('Rome.'));
    await article(window, 'refuses access').hover();
    await button(window, 'refuses access', 'Answer anew').click();
    await expect(article(window, 'Rome.')).toContainText('2/2');
    expect(JSON.stringify(api.streams.at(-1)?.contents)).toContain('Apple.');
  });

  await test.step('the second prompt edited', async () => {
    api.reply(say('Carrot.'));
    await article(window, 'A fruit?').hover();
    await button(window, 'A fruit?', 'Edit and send again').click();
    const editor = window.page.getByRole('textbox', { name: 'Edit message' });
    await editor.fill('A vegetable?');
    await editor.press('Enter');
    await expect(window.thread).toContainText('Carrot.');
    await expect(window.thread).not.toContainText('Rome.');
    const sent = JSON.stringify(api.streams.at(-1)?.contents);
    expect(sent).toContain('Red.');
    expect(sent).not.toContain('fruit');
  });

  await test.step('its answer anew, then back to the first answer of the first version', async () => {
    api.reply(say('Potato.'));
    await article(window, 'Carrot.').hover();
    await button(window, 'Carrot.', 'Answer anew').click();
    await expect(article(window, 'Potato.')).toContainText('2/2');
    await button(window, 'Potato.', 'Previous version').click();
    await expect(window.thread).toContainText('Carrot.');
    await button(window, 'A vegetable?', 'Previous version').click();
    await expect(window.thread).toContainText('Apple.');
    await expect(window.thread).toContainText('Rome.');
  });

  await window.quit();
  const next = await launch();
  await next.row('A colour?').click();
  await expect(next.thread).toContainText('Rome.');
  await expect(next.thread).not.toContainText('Carrot.');
  api.reply(say('Going on in Rome.'));
  await next.ask('And then?', 'Going on in Rome.');
  const sent = JSON.stringify(api.streams.at(-1)?.contents);
  for (const words of ['A colour?', 'Red.', 'A fruit?', 'Apple.', 'A town?', 'Rome.']) expect(sent).toContain(words);
  for (const words of ['vegetable', 'Carrot', 'Potato', 'refuses']) expect(sent).not.toContain(words);

  await test.step('the other branch is still there, and can be gone on with as well', async () => {
    await article(next, 'A fruit?').hover();
    await button(next, 'A fruit?', 'Next version').click();
    await expect(next.thread).toContainText(/Carrot\.|Potato\./);
    await expect(next.thread).not.toContainText('Rome.');
    api.reply(say('Soup.'));
    await next.ask('Cook it', 'Soup.');
    const contents = JSON.stringify(api.streams.at(-1)?.contents);
    expect(contents).toContain('A vegetable?');
    expect(contents).not.toContain('Rome.');
  });
});
