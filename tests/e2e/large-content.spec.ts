/** Sizes that break chat windows: a conversation of years, an answer of a megabyte, a paste of a megabyte. */
import { expect, test } from '#tests/support/app/app-window.ts';
import { addConversation, seedDatabase } from '#tests/support/app/seed-database.ts';
import { answer, say } from '#tests/support/gemini-api-server/index.ts';

const MEGABYTE = 1024 * 1024;

test('a conversation of 2,000 messages opens at its end, scrolls to its beginning, and goes on', async ({ api, dataFolder, launch }) => {
  test.slow();
  seedDatabase(dataFolder, (database) => {
    addConversation(database, {
      title: 'Years of talk',
      turns: 1000,
      words: (turn) => ({
        prompt: `Question number ${turn}?`,
        answer: `Answer number ${turn}.\n\n- one\n- two\n\n\`\`\`ts\nconst n = ${turn};\n\`\`\``,
      }),
    });
  });
  const window = await launch();
  await window.row('Years of talk').click();
  const article = (text: string) => window.thread.getByText(text, { exact: true });
  await expect(article('Answer number 1000.')).toBeInViewport();
  expect(await window.thread.getByRole('article').count()).toBeLessThan(60);

  await window.thread.focus();
  await expect
    .poll(
      async () => {
        await window.page.keyboard.press('Home');
        return article('Question number 1?').isVisible();
      },
      { timeout: 60_000 },
    )
    .toBe(true);
  expect(await window.thread.getByRole('article').count()).toBeLessThan(60);
  await window.page.keyboard.press('End');
  await expect(article('Answer number 1000.')).toBeInViewport();
  api.reply(say('Number 1001.'));
  await window.ask('And now?', 'Number 1001.');
  expect(JSON.stringify(api.streams.at(-1)?.contents)).toContain('Answer number 1000.');
});

test('an answer of a megabyte streams in whole, the window stays usable, and it is there after a restart', async ({ api, launch }) => {
  test.slow();
  const window = await launch();
  // Every sentence is another one: the SDK takes repetition for a loop, and stops it.
  const sentence = (number: number) => `${(number * 7919).toString(36)} words of ${(number * 104_729).toString(36)} say ${number}. `;
  const paragraph = (number: number) => `${Array.from({ length: 36 }, (_, index) => sentence(number * 36 + index)).join('')}\n\n`;
  const pieces = Array.from({ length: 1000 }, (_, number) => paragraph(number));
  expect(pieces.join('').length).toBeGreaterThan(MEGABYTE);
  await window.newConversation();
  api.reply(answer(['The beginning.\n\n', ...pieces, 'The end.']));
  await window.send('Write a book');
  await expect(window.thread).toContainText('words of');
  await window.composer.fill('typed meanwhile');
  await expect(window.composer).toHaveValue('typed meanwhile');
  await expect(window.stopButton).toHaveCount(0, { timeout: 60_000 });
  await expect(window.thread.getByText('The end.', { exact: true })).toBeInViewport();
  await window.quit();

  const next = await launch();
  await next.row('Write a book').click();
  await expect(next.thread.getByText('The end.', { exact: true })).toBeInViewport();
  await expect(next.composer).toHaveValue('typed meanwhile');

  await test.step('a paste of a megabyte can be edited, sent and is folded in the thread', async () => {
    await next.newConversation();
    const log = 'a line of a log that somebody pasted\n'.repeat(Math.ceil(MEGABYTE / 37));
    await next.app.evaluate(({ clipboard }, text) => clipboard.writeText(text), log);
    await next.composer.focus();
    await next.page.keyboard.press('ControlOrMeta+v');
    await expect.poll(() => next.composer.evaluate((element) => (element as HTMLTextAreaElement).value.length)).toBe(log.length);
    await next.page.keyboard.type('What is wrong?');
    api.reply(say('Too long.'));
    await next.page.keyboard.press('Enter');
    await expect(next.thread).toContainText('Too long.', { timeout: 30_000 });
    await expect(next.composer).toHaveValue('');
    const sent = api.streams.at(-1)?.lastText ?? '';
    expect([sent.length, sent.endsWith('What is wrong?')]).toEqual([log.length + 'What is wrong?'.length, true]);
    const prompt = next.thread.getByRole('article').first();
    expect((await prompt.boundingBox())?.height).toBeLessThan(800);
    await expect(prompt.getByRole('button', { name: /^Show/ })).toBeVisible();
  });
});
