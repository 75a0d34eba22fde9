/** The Processes view and what can be done in it, on the real app: everything it shows is checked against the system's own word. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppWindow } from '#tests/support/app/app-window.ts';
import { expect, isAlive, test, untilGone } from '#tests/support/app/app-window.ts';
import { answer, callTools, gate, say } from '#tests/support/gemini-api-server/index.ts';

const grid = (window: AppWindow) => window.page.getByRole('treegrid', { name: 'Processes' });
const processRow = (window: AppWindow, name: string) => grid(window).getByRole('row', { name });

async function pidIn(window: AppWindow, name: string): Promise<number> {
  const text = await processRow(window, name).innerText();
  return Number(/pid\s+(\d+)/.exec(text)?.[1]);
}

test('the tree shows each agent with what it started, lives on by itself, and its rows stop, restart and tell', async ({ api, launch }) => {
  const window = await launch();
  await window.newConversation();
  api.reply(say('Done.'));
  await window.ask('First task', 'Done.');
  await window.newConversation();
  api.reply(callTools({ name: 'run_shell_command', args: { command: 'touch started; sleep 1000' } }));
  await window.send('Second task');
  await window.page.getByRole('button', { name: /Allow once/ }).click();

  await window.page.getByRole('button', { name: /^2 agents/ }).click();
  await expect(processRow(window, 'sleep')).toBeVisible();
  await expect(processRow(window, 'First task')).toContainText('Ready');
  await expect(processRow(window, 'First task')).toContainText(/stops in \d+:\d\d/);
  await expect(processRow(window, 'Second task')).toContainText('Working');
  // Every row is a living process of this app, and the memory shown is what the kernel counts for it.
  const pid = await pidIn(window, 'First task');
  expect(window.agents()).toContain(pid);
  expect(readFileSync(`/proc/${await pidIn(window, 'sleep')}/comm`, 'utf8').trim()).toBe('sleep');
  const levels = await grid(window)
    .getByRole('row')
    .evaluateAll((rows) => rows.map((row) => [row.getAttribute('aria-label'), row.getAttribute('aria-level')]));
  expect(levels).toContainEqual(['Agent Manager', '1']);
  expect(levels).toContainEqual(['First task', '2']);
  expect(Number(levels.find(([name]) => name === 'sleep')?.[1])).toBeGreaterThan(2);
  await expect(window.page.getByRole('img', { name: /Memory over the last/ }).locator('polyline')).toHaveCount(1);

  // By keyboard: down to the agent, its log, restart, and stop.
  await processRow(window, 'Agent Manager').focus();
  await window.page.keyboard.press('ArrowDown');
  await expect(processRow(window, 'First task')).toBeFocused();
  await window.page.keyboard.press('l');
  await expect(window.page.getByRole('dialog', { name: 'Log of First task' })).toBeVisible();
  await window.page.keyboard.press('Escape');
  await processRow(window, 'First task').focus();
  await window.page.keyboard.press('r');
  await untilGone([pid]);
  // The count first: until the view looks again its row is still that of the process that is gone, and as ready.
  await expect(processRow(window, 'First task')).toContainText('1 restart');
  await expect(processRow(window, 'First task')).toContainText('Ready');
  const restarted = await pidIn(window, 'First task');
  expect(restarted).not.toBe(pid);
  await processRow(window, 'First task').focus();
  await window.page.keyboard.press('Delete');
  await untilGone([restarted]);
  await expect(processRow(window, 'First task')).toHaveCount(0);

  // Stop all takes the other one and the command it runs.
  const others = [await pidIn(window, 'Second task'), await pidIn(window, 'sleep')];
  await window.page.getByRole('button', { name: 'Stop all' }).click();
  await untilGone(others);
  await expect(window.page.getByText('No agents running').first()).toBeVisible();

  await test.step('while paused no agent starts, the foot of the sidebar says so, and Resume there lifts it', async () => {
    await window.newConversation();
    await window.page.getByRole('button', { name: 'Pause' }).click();
    const notice = window.page.getByRole('status').filter({ hasText: 'Agents are paused' });
    await expect(notice).toBeVisible();
    await window.send('Task');
    await expect(window.thread).toContainText('Agents are paused, so none was started');
    expect(window.agents()).toEqual([]);
    await notice.getByRole('button', { name: 'Resume' }).click();
    await expect(notice).toHaveCount(0);
    api.reply(say('Here I am.'));
    await window.thread.getByRole('button', { name: /Try again/ }).click();
    await expect(window.thread).toContainText('Here I am.');
  });
});

test('an agent that is frozen (SIGSTOP) ends its turn by the deadline, says so, and Try again gets a new one', async ({
  api,
  launch,
  dataFolder,
}) => {
  writeFileSync(join(dataFolder, 'settings.json'), JSON.stringify({ turnDeadlineSeconds: 10 }));
  const window = await launch();
  const held = gate();
  await window.newConversation();
  api.reply(answer(['Half an answer', held]));
  await window.send('Freeze');
  await expect(window.thread).toContainText('Half an answer');
  const [frozen = 0] = window.agents();
  process.kill(frozen, 'SIGSTOP');
  await expect(window.thread).toContainText(/no sign of progress/, { timeout: 30_000 });
  await expect(window.thread).toContainText('Half an answer');
  await untilGone([frozen]);
  expect(isAlive(frozen)).toBe(false);
  held.open();
  api.reply(say('Thawed.'));
  await window.thread
    .getByRole('button', { name: /Try again/ })
    .first()
    .click();
  await expect(window.thread).toContainText('Thawed.');
});

test('a change of the settings and the window’s place are kept over a restart, and all other settings stay as they were', async ({
  launch,
}) => {
  const window = await launch();
  await window.page.keyboard.press('Control+j');
  await expect(grid(window)).toBeVisible();
  await window.page.getByRole('separator', { name: 'Resize inspector' }).press('ArrowLeft');
  await expect(grid(window)).toBeVisible();
  const place = { x: 40, y: 30, width: 1180, height: 640 };
  await window.app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), place);
  await expect.poll(() => window.page.evaluate(() => globalThis.innerWidth)).toBe(place.width);
  await window.quit();
  const next = await launch();
  await expect(grid(next)).toBeVisible();
  expect(await next.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toEqual(place);
  await expect(next.page.getByRole('separator', { name: 'Resize inspector' })).toHaveAttribute('aria-valuenow', '396');
});
