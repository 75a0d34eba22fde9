/** The tray, driven over D-Bus as a desktop does: its labels are read, its entries clicked, and what follows is seen in the app. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, expect, isAlive, untilGone } from '#tests/support/app/app-window.ts';
import { answer, callTools, gate, say } from '#tests/support/gemini-api-server/index.ts';
import { type SessionBus, startSessionBus, startTrayHost, type TrayHost } from '#tests/support/tray/tray-host.ts';

const test = base.extend<{ bus: SessionBus; tray: TrayHost }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
  bus: async ({}, use) => {
    const bus = await startSessionBus();
    await use(bus);
    await bus.close();
  },
  tray: async ({ bus }, use) => {
    const tray = await startTrayHost(bus);
    await use(tray);
    await tray.close();
  },
});

test.skip(process.platform !== 'linux', 'NOT RUN: only on Linux can a test read and click a tray.');

const onBus = (bus: SessionBus) => ({ DBUS_SESSION_BUS_ADDRESS: bus.address });

test('the menu tells what goes on: how many agents run, which work, which need the person', async ({ api, launch, bus, tray }) => {
  const window = await launch(onBus(bus));
  await tray.registered;
  expect(await tray.labels()).toEqual([
    'Show Agent Manager',
    'New conversation',
    'Quick composer',
    '0 agents running',
    'Stop all agents',
    'Pause: start no agents',
    'Quit',
  ]);
  expect((await tray.entries()).find(({ label }) => label === 'Stop all agents')?.isEnabled).toBe(false);

  const held = gate();
  await window.newConversation();
  api.reply(answer(['Working on it', held]));
  await window.send('A long task');
  await expect.poll(tray.labels).toEqual(expect.arrayContaining(['Working', 'A long task', '1 agent running']));
  await expect.poll(tray.tooltip).toBe('Agent Manager · 1 working');

  await window.newConversation();
  api.reply(callTools({ name: 'run_shell_command', args: { command: 'touch asked' } }));
  await window.send('A task that asks');
  await expect
    .poll(tray.labels)
    .toEqual(expect.arrayContaining(['Needs you', 'A task that asks', 'Working', 'A long task', '2 agents running']));
  const labels = await tray.labels();
  expect(labels.indexOf('Needs you')).toBeLessThan(labels.indexOf('Working'));

  // A conversation in the list is the way to it.
  await tray.click('A long task');
  await expect(window.thread).toContainText('Working on it');
  held.open();
  await expect.poll(tray.labels).not.toContain('Working');
});

test('New conversation, Pause, Stop all and Quit do what they say', async ({ api, launch, bus, tray }) => {
  const window = await launch(onBus(bus));
  await tray.registered;
  await tray.click('New conversation');
  await expect(window.composer).toBeFocused();

  await tray.click('Pause: start no agents');
  await expect(window.page.getByText('Agents are paused')).toBeVisible();
  await expect.poll(async () => (await tray.entries()).find(({ label }) => label.startsWith('Pause'))?.isChecked).toBe(true);
  await tray.click('Pause: start no agents');
  await expect(window.page.getByText('Agents are paused')).toHaveCount(0);

  api.reply(say('Done.'));
  await window.ask('Task', 'Done.');
  const agents = window.agents();
  expect(agents).toHaveLength(1);
  await expect.poll(tray.labels).toContain('1 agent running');
  await tray.click('Stop all agents');
  await untilGone(agents);
  await expect.poll(tray.labels).toContain('0 agents running');

  const processes = window.processes();
  await tray.click('Quit');
  await untilGone(processes);
  expect(processes.filter(isAlive)).toEqual([]);
});

test('closing the window keeps app and agents in the tray when so set, and Show brings the window back', async ({
  api,
  launch,
  bus,
  tray,
  dataFolder,
}) => {
  writeFileSync(join(dataFolder, 'settings.json'), JSON.stringify({ closeWindow: 'keep-in-tray' }));
  const window = await launch(onBus(bus));
  await tray.registered;
  const held = gate();
  await window.newConversation();
  api.reply(answer(['First half, ', held, 'second half.']));
  await window.send('Task');
  await expect(window.thread).toContainText('First half');
  const isVisible = () => window.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? null);
  await window.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(isVisible).toBe(false);
  expect(await tray.labels()).toContain('1 agent running');
  held.open();
  await expect.poll(tray.labels).not.toContain('Working');
  await tray.click('Show Agent Manager');
  await expect.poll(isVisible).toBe(true);
  await expect(window.thread).toContainText('First half, second half.');
});

test('on a desktop without a tray closing the window quits, whatever is set', async ({ api, launch, bus, dataFolder }) => {
  writeFileSync(join(dataFolder, 'settings.json'), JSON.stringify({ closeWindow: 'keep-in-tray' }));
  const window = await launch(onBus(bus));
  await window.newConversation();
  api.reply(say('Done.'));
  await window.ask('Task', 'Done.');
  const processes = window.processes();
  await window.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await untilGone(processes);
  expect(processes.filter(isAlive)).toEqual([]);
});
