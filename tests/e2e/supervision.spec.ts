/** No orphan, no lost word: what holds when processes of the running app die. */

import { expect, isAlive, test, untilGone } from '#tests/support/app/app-window.ts';
import { answer, callTools, gate, say } from '#tests/support/gemini-api-server/index.ts';

test('kill -9 of main while agents work, one with a running command: no process is left, and every stored word is there at the next start', async ({
  api,
  launch,
}) => {
  const window = await launch();
  const held = gate();
  await window.newConversation();
  api.reply(answer(['Shown before the end', held]));
  await window.send('First task');
  await expect(window.thread).toContainText('Shown before the end');

  await window.newConversation();
  api.reply(callTools({ name: 'run_shell_command', args: { command: 'touch started; sleep 1000' } }));
  await window.send('Second task');
  await window.page.getByRole('button', { name: /Allow once/ }).click();
  await expect(window.page.getByRole('status', { name: 'Agent state' })).toContainText('Working');
  await expect.poll(() => window.processes().length).toBeGreaterThan(6);
  // What has been shown is in the database within a quarter second; the command has been shown for longer than that.
  await expect.poll(() => window.commandLines().some((line) => line.includes('sleep 1000'))).toBe(true);

  const processes = window.processes();
  process.kill(window.mainPid, 'SIGKILL');
  await untilGone(processes);
  expect(processes.filter(isAlive)).toEqual([]);
  held.open();

  const next = await launch();
  await next.row('First task').click();
  await expect(next.thread).toContainText('Shown before the end');
  await expect(next.thread).toContainText('Interrupted');
  await next.row('Second task').click();
  await expect(next.thread).toContainText('Second task');
  api.reply(say('Here I am again.'));
  await next.ask('Are you there?', 'Here I am again.');
  expect(JSON.stringify(api.streams.at(-1)?.contents)).toContain('Second task');
});

test('kill -9 of an agent in the middle of an answer: what was shown stays, Try again answers anew, other conversations notice nothing', async ({
  api,
  launch,
}) => {
  const window = await launch();
  await window.newConversation();
  api.reply(say('I am the other one.'));
  await window.ask('Other conversation', 'I am the other one.');
  const [other] = window.agents();

  const held = gate();
  await window.newConversation();
  api.reply(answer(['Half an answer', held]));
  await window.send('Doomed task');
  await expect(window.thread).toContainText('Half an answer');
  const agent = window.agents().find((pid) => pid !== other);
  process.kill(agent ?? 0, 'SIGKILL');
  await expect(window.thread).toContainText('Interrupted');
  await expect(window.thread).toContainText('Half an answer');
  held.open();

  api.reply(say('A whole answer.'));
  await window.thread
    .getByRole('button', { name: /Try again/ })
    .first()
    .click();
  await expect(window.thread).toContainText('A whole answer.');
  expect(window.agents()).toContain(other);
});

test('a window that crashes in the middle of a stream comes back with the text whole, once', async ({ api, launch }) => {
  const window = await launch();
  const held = gate();
  await window.newConversation();
  api.reply(answer(['One, two, ', held, 'three.']));
  await window.send('Count');
  await expect(window.thread).toContainText('One, two,');
  await window.page.reload();
  await window.row('Count').click();
  await expect(window.thread).toContainText('One, two,');
  held.open();
  await expect(window.thread.getByRole('article').last()).toContainText('One, two, three.');
  await expect(window.stopButton).toHaveCount(0);
  expect((await window.thread.getByRole('article').last().innerText()).match(/One, two,/g)).toHaveLength(1);
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} of main is an orderly quit: no process is left`, async ({ api, launch }) => {
    const window = await launch();
    const held = gate();
    await window.newConversation();
    api.reply(answer(['Working', held]));
    await window.send('Task');
    await expect(window.thread).toContainText('Working');
    const processes = window.processes();
    process.kill(window.mainPid, signal);
    await untilGone(processes);
    expect(processes.filter(isAlive)).toEqual([]);
    held.open();
  });
}

test('a second start brings the first window to the front and ends; a link it was given is opened there, and sends nothing', async ({
  api,
  launch,
}) => {
  const window = await launch();
  const shown = window.app.evaluate(({ app }) => new Promise<void>((resolve) => app.once('second-instance', () => resolve())));
  const exitCode = await window.startSecondInstance();
  await shown;
  expect(exitCode).toBe(0);
  await window.newConversation();

  expect(await window.startSecondInstance('agent-manager://new?prompt=Words%20of%20a%20link')).toBe(0);
  await expect(window.composer).toHaveValue('Words of a link');
  expect(api.streams).toEqual([]);
  await window.startSecondInstance('agent-manager://conversation/not-there');
  await expect(window.page.getByText('This conversation is no longer there.')).toBeVisible();
});

test('quitting twice, and while an agent starts, leaves nothing', async ({ api, launch }) => {
  const window = await launch();
  await window.newConversation();
  api.reply(say('never seen'));
  await window.send('Task');
  await expect.poll(() => window.agents().length).toBeGreaterThan(0);
  const processes = window.processes();
  await window.app
    .evaluate(({ app }) => {
      app.quit();
      app.quit();
    })
    .catch(() => undefined);
  await untilGone(processes);
  expect(processes.filter(isAlive)).toEqual([]);
});
