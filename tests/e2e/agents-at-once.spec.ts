/** Several agents at once: who needs the person is seen wherever they look, and answered from the inbox, a notification, or after a restart. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AppWindow, test as base, expect } from '#tests/support/app/app-window.ts';
import { answer, blockPrompt, callTools, type Gate, gate, type Reply, say } from '#tests/support/gemini-api-server/index.ts';
import { type NotificationHost, startNotificationHost } from '#tests/support/tray/notification-host.ts';
import { type SessionBus, startSessionBus } from '#tests/support/tray/tray-host.ts';

const test = base.extend<{ bus: SessionBus; notifications: NotificationHost }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
  bus: async ({}, use) => {
    const bus = await startSessionBus();
    await use(bus);
    await bus.close();
  },
  notifications: async ({ bus }, use) => {
    const notifications = await startNotificationHost(bus);
    await use(notifications);
    await notifications.close();
  },
});

test.skip(process.platform !== 'linux', 'NOT RUN: only on Linux can a test read and click notifications.');

const run = (command: string) => callTools({ name: 'run_shell_command', args: { command } });
/** The same reply, held back. */
const after = (held: Gate, reply: Reply): Reply => ({ steps: [held, ...('steps' in reply ? reply.steps : [])] });
const openApprovals = async ({ page }: AppWindow) => {
  await page.keyboard.press('ControlOrMeta+Shift+a');
  return page.getByRole('complementary', { name: 'Inspector' }).or(page.getByRole('dialog', { name: 'Inspector' }));
};

test('three at once: one is answered from the inbox, one through its notification, one is stopped', async ({
  api,
  launch,
  bus,
  notifications,
  dataFolder,
}) => {
  writeFileSync(join(dataFolder, 'settings.json'), JSON.stringify({ notifyFinished: 'always' }));
  const window = await launch({ DBUS_SESSION_BUS_ADDRESS: bus.address });
  const { page } = window;
  await window.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.focus());
  await expect.poll(() => window.app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() !== null)).toBe(true);
  const held = gate();
  await window.newConversation();
  api.reply(answer(['Streaming on, ', held, 'to the end.']));
  await window.send('Write a lot');
  await expect(window.thread).toContainText('Streaming on');
  await window.newConversation();
  api.reply(run('touch first'));
  await window.send('First that asks');
  await expect(page.getByRole('button', { name: '1 needs you' })).toBeVisible();
  // The second asks while another conversation is looked at.
  const late = gate();
  await window.newConversation();
  api.reply(after(late, run('touch "<b>second</b>"')));
  await window.send('Second that asks');
  await late.reached;
  await window.row('Write a lot').click();
  await expect(window.thread).toContainText('Streaming on');
  late.open();
  await expect(page.getByRole('button', { name: '2 need you' })).toBeVisible();

  await test.step('the overview tells who needs the person, who works, and leads there', async () => {
    await page.keyboard.press('ControlOrMeta+Shift+o');
    const list = page.getByRole('listbox', { name: 'Conversations by state' });
    await expect(list).toBeFocused();
    await expect(list.getByRole('option')).toHaveText([/First that asks/, /Second that asks/, /Write a lot/]);
    await expect(list.getByRole('option', { name: /First that asks/ })).toContainText('Run touch first');
    await page.keyboard.press('End');
    await expect(list.getByRole('option', { name: /Write a lot/ })).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Enter');
    await expect(list).toHaveCount(0);
    await expect(window.thread).toContainText('Streaming on');
  });

  await test.step('the inbox answers without leaving the conversation shown', async () => {
    const inspector = await openApprovals(window);
    const waiting = inspector.getByRole('list', { name: 'Waiting for you' });
    await expect(waiting.getByRole('listitem')).toHaveText([/First that asks/, /Second that asks/]);
    const card = waiting.locator('[data-approval-card]').first();
    await card.focus();
    await expect(card).toHaveAttribute('data-keys-armed', 'true');
    await page.keyboard.press('Enter');
    await expect(waiting.getByRole('listitem')).toHaveCount(2);
    api.reply(say('Both words said.'));
    await page.keyboard.press('d');
    await expect(waiting.getByRole('listitem')).toHaveText([/Second that asks/]);
    await expect(page.getByRole('button', { name: '1 needs you' })).toBeVisible();
    await expect(window.thread).toContainText('Streaming on');
  });

  await test.step('a click on the notification opens its conversation; what was answered is not shown any more', async () => {
    await expect.poll(notifications.history).toEqual(['Needs approval: Second that asks', 'Finished: First that asks']);
    expect((await notifications.shown())[0]?.body).toContain('&lt;b&gt;second&lt;/b&gt;');
    await notifications.click('Needs approval: Second that asks');
    await expect(window.thread).toContainText('Second that asks');
    api.reply(say('Then not.'));
    const card = page.getByRole('region', { name: 'Approvals' }).getByRole('region');
    await card.getByRole('button', { name: 'Deny D' }).click();
    await expect(window.thread).toContainText('Then not.');
    await expect(page.getByRole('button', { name: /needs? you/ })).toHaveCount(0);
  });

  await test.step('the third is stopped, and its words stay', async () => {
    await window.row('Write a lot').click();
    await window.stopButton.click();
    await expect(window.thread).toContainText('Stopped by you');
    await expect(window.thread).toContainText('Streaming on');
    held.open();
  });

  await test.step('what failed or was finished out of sight is told with the reason, and the notification leads there', async () => {
    expect((await notifications.shown()).map(({ body }) => body)).toContain('Both words said.');
    await notifications.click('Finished: First that asks');
    await expect(window.thread).toContainText('Both words said.');
    const declined = gate();
    api.reply(after(declined, blockPrompt()));
    await window.send('And once more');
    await declined.reached;
    await window.row('Write a lot').click();
    await expect(window.thread).toContainText('Stopped by you');
    declined.open();
    await expect.poll(notifications.history).toContain('Failed: First that asks');
    const [failed] = (await notifications.shown()).filter(({ summary }) => summary === 'Failed: First that asks');
    expect(failed?.body).toMatch(/declined/);
    await notifications.click('Failed: First that asks');
    await expect(window.thread).toContainText('Both words said.');
    await expect(window.thread.getByRole('alert')).toContainText(failed?.body ?? 'nothing');
  });
});

test('an approval that was open at a restart is told as interrupted and tried again; walking leads to what waits', async ({
  api,
  launch,
  bus,
  notifications,
  dataFolder,
}) => {
  writeFileSync(join(dataFolder, 'settings.json'), JSON.stringify({ notifyNeedsApproval: false }));
  const env = { DBUS_SESSION_BUS_ADDRESS: bus.address };
  const before = await launch(env);
  await before.newConversation();
  api.reply(run('git init'));
  await before.send('Ask me');
  await expect(before.page.getByRole('button', { name: '1 needs you' })).toBeVisible();
  await before.page.reload();
  await expect(before.page.getByRole('button', { name: '1 needs you' })).toBeVisible();
  await before.quit();

  const window = await launch(env);
  const { page } = window;
  await expect(window.thread).toContainText('This waited for your approval and was not run');
  await expect(page.getByRole('button', { name: /needs? you/ })).toHaveCount(0);
  api.dropReplies();
  api.reply(run('git init'));
  await window.thread.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('button', { name: '1 needs you' })).toBeVisible();

  await test.step('walking there by keyboard puts the focus on the card, whose keys then edit', async () => {
    await window.newConversation();
    await page.keyboard.press('ControlOrMeta+Shift+n');
    const card = page.getByRole('region', { name: 'Approvals' }).getByRole('region');
    await expect(card).toBeFocused();
    await expect(card).toHaveAttribute('data-keys-armed', 'true');
    await page.keyboard.press('e');
    const field = card.getByRole('textbox', { name: 'Command' });
    await expect(field).toBeFocused();
    await field.fill('git init --quiet');
    api.reply(say('Done as you wrote it.'));
    await card.getByRole('button', { name: 'Allow as edited' }).click();
    await expect(window.thread).toContainText('Done as you wrote it.');
    await expect(window.thread).toContainText('edited by you');
  });

  await test.step('a rule for always is listed, and revoked with undo', async () => {
    api.reply(run('git init'));
    await window.send('And again');
    await page.getByRole('button', { name: 'Further ways to allow' }).click();
    const always = page.getByRole('menuitem', { name: /Always in this project/ });
    await expect(always).toContainText('Any command that begins with “git init”');
    api.reply(say('Allowed.'));
    await always.click();
    await expect(window.thread).toContainText('Allowed.');
    const inspector = await openApprovals(window);
    const rules = inspector.getByRole('region', { name: 'Rules' });
    await expect(rules).toContainText('Any command that begins with “git init”');
    await rules.getByRole('button', { name: /^Revoke/ }).click();
    await expect(rules).toContainText('Nothing is allowed for always');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(rules).toContainText('never used');
  });
  expect(await notifications.history()).toEqual([]);
});
