/** The main job, from the first window to the next day: the built app, real agents, a local server that speaks the Gemini API. */

import { expect, isAlive, test, untilGone } from '#tests/support/app/app-window.ts';
import { answer, gate, say } from '#tests/support/gemini-api-server/index.ts';

test('a person talks to an agent, and the conversation lasts', async ({ api, launch }) => {
  const window = await launch();
  await window.newConversation();

  await test.step('three turns with context, in one process', async () => {
    api.reply(say('My name is **Ada**.'), say('I like tea.'), say('Ada likes tea.'));
    await window.ask('Who are you?', 'My name is Ada.');
    await expect(window.thread.locator('strong')).toHaveText('Ada');
    const agents = window.agents();
    expect(agents).toHaveLength(1);
    await window.ask('What do you like?', 'I like tea.');
    await window.ask('Sum it up', 'Ada likes tea.');
    expect(window.agents()).toEqual(agents);
    const sent = JSON.stringify(api.streams[2]?.contents);
    for (const words of ['Who are you?', 'My name is', 'I like tea.']) expect(sent).toContain(words);
  });

  await test.step('a second conversation beside it has its own process and knows nothing of the first', async () => {
    await window.newConversation();
    api.reply(say('A fresh start.'));
    await window.ask('Hello there', 'A fresh start.');
    expect(window.agents()).toHaveLength(2);
    expect(JSON.stringify(api.streams.at(-1)?.contents)).not.toContain('Ada');
    await window.row('Who are you?').click();
    await expect(window.thread).toContainText('Ada likes tea.');
    await window.row('Hello there').click();
    await expect(window.thread).toContainText('A fresh start.');
  });

  await test.step('Stop in the middle keeps what was shown, and the conversation goes on', async () => {
    const held = gate();
    api.reply(answer(['The first half', held, ' and never the second']));
    await window.send('Tell me everything');
    await expect(window.thread).toContainText('The first half');
    await window.stopButton.click();
    await expect(window.stopButton).toHaveCount(0);
    await expect(window.thread).toContainText('The first half');
    await expect(window.thread).toContainText('Stopped');
    held.open();
    api.reply(say('As I was saying.'));
    await window.ask('Go on', 'As I was saying.');
    expect(JSON.stringify(api.streams.at(-1)?.contents)).toContain('The first half');
  });

  await test.step('an earlier message edited is a branch, and one can step back', async () => {
    api.reply(say('A fresher start.'));
    const prompt = window.thread.getByRole('article').filter({ hasText: 'Hello there' });
    await prompt.hover();
    await prompt.getByRole('button', { name: 'Edit and send again' }).click();
    const editor = window.page.getByRole('textbox', { name: 'Edit message' });
    await editor.fill('Hello again');
    await editor.press('Enter');
    await expect(window.thread).toContainText('A fresher start.');
    await expect(window.thread).not.toContainText('The first half');
    await expect(window.thread).toContainText('2/2');
    await window.page.getByRole('button', { name: 'Previous version' }).first().click();
    await expect(window.thread).toContainText('As I was saying.');
    await window.page.getByRole('button', { name: 'Next version' }).first().click();
    await expect(window.thread).toContainText('A fresher start.');
  });

  await test.step('deleting a conversation ends its process; Undo brings it back', async () => {
    const before = window.agents();
    await window.row('Hello there').click({ button: 'right' });
    await window.page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect(window.row('Hello there')).toHaveCount(0);
    await expect.poll(() => window.agents().length).toBe(before.length - 1);
    await window.page.getByRole('button', { name: 'Undo' }).click();
    await expect(window.row('Hello there')).toHaveCount(1);
  });

  await test.step('quitting leaves no process', async () => {
    const processes = window.processes();
    expect(processes.length).toBeGreaterThan(3);
    await window.quit();
    await untilGone(processes);
    expect(processes.filter(isAlive)).toEqual([]);
  });

  await test.step('the next day the history is there, and the next turn has the context', async () => {
    const nextDay = await launch();
    await nextDay.row('Who are you?').click();
    await expect(nextDay.thread).toContainText('Ada likes tea.');
    expect(nextDay.agents()).toEqual([]);
    api.reply(say('Still Ada.'));
    await nextDay.ask('And today?', 'Still Ada.');
    await expect(nextDay.thread).toContainText('started anew with this conversation’s history');
    const sent = JSON.stringify(api.streams.at(-1)?.contents);
    for (const words of ['Who are you?', 'I like tea.', 'And today?']) expect(sent).toContain(words);
  });
});
