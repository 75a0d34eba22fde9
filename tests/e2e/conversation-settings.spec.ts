/** Model and approval mode of a conversation: what is chosen in the window is what the agent works with. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type AppWindow, expect, test } from '#tests/support/app/app-window.ts';
import { callTools, say } from '#tests/support/gemini-api-server/index.ts';

async function choose(window: AppWindow, setting: 'Model' | 'Approval mode', option: RegExp): Promise<void> {
  await window.page.getByRole('button', { name: new RegExp(`^${setting}:`) }).click();
  await window.page.getByRole('menuitemradio', { name: option }).click();
}

test('the model that is chosen is the one that is asked, and Default is the default again', async ({ api, launch }) => {
  const window = await launch();
  await window.newConversation();
  api.answerWith((request) => say(`Answered by ${request.model}.`));
  await window.ask('one', 'Answered by gemini-2.5-pro.');
  await choose(window, 'Model', /Gemini 2\.5 Flash-Lite/);
  await window.ask('two', 'Answered by gemini-2.5-flash-lite.');
  await expect(window.page.getByRole('main')).toContainText('Gemini 2.5 Flash-Lite');
  await choose(window, 'Model', /^Default/);
  await window.send('three');
  await expect(window.thread.getByText('Answered by gemini-2.5-pro.')).toHaveCount(2);
  expect(api.streams.map((request) => request.model)).toEqual(['gemini-2.5-pro', 'gemini-2.5-flash-lite', 'gemini-2.5-pro']);
});

test('how much the agent may do without asking is what the mode says, and “Never ask” cannot be missed', async ({
  api,
  launch,
  projectFolder,
}) => {
  const window = await launch();
  await window.app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
  }, projectFolder);
  await window.newConversation();
  await window.page.getByRole('button', { name: 'Choose folder' }).first().click();
  const inProject = (name: string) => join(projectFolder, name);
  const write = (name: string) => callTools({ name: 'write_file', args: { file_path: inProject(name), content: 'words' } });
  const run = (name: string) => callTools({ name: 'run_shell_command', args: { command: `touch ${name}` } });
  const approvals = window.page.getByRole('region', { name: 'Approvals' }).getByRole('region');

  await test.step('Ask first', async () => {
    api.reply(write('asked.txt'), say('Not written.'));
    await window.send('write');
    await expect(approvals).toContainText('asked.txt');
    await approvals.getByRole('button', { name: /^Deny/ }).first().click();
    await expect(window.thread).toContainText('Not written.');
    await expect(window.stopButton).toHaveCount(0);
    expect(existsSync(inProject('asked.txt'))).toBe(false);
  });

  await test.step('Plan only', async () => {
    await choose(window, 'Approval mode', /Plan only/);
    api.reply(write('planned.txt'), say('Only planned.'));
    await window.ask('write', 'Only planned.');
    expect(existsSync(inProject('planned.txt'))).toBe(false);
  });

  await test.step('Edit freely', async () => {
    await choose(window, 'Approval mode', /Edit freely/);
    api.reply(write('edited.txt'), say('Edited.'));
    await window.ask('write', 'Edited.');
    expect(existsSync(inProject('edited.txt'))).toBe(true);
    api.reply(run('ran.txt'), say('Not run.'));
    await window.send('run');
    await expect(approvals).toContainText('touch ran.txt');
    await approvals.getByRole('button', { name: /^Deny/ }).first().click();
    await expect(window.thread).toContainText('Not run.');
    await expect(window.stopButton).toHaveCount(0);
    expect(existsSync(inProject('ran.txt'))).toBe(false);
  });

  await test.step('Never ask', async () => {
    await choose(window, 'Approval mode', /Never ask/);
    api.reply(run('freely.txt'), say('It ran.'));
    await window.ask('run', 'It ran.');
    expect(existsSync(inProject('freely.txt'))).toBe(true);
    const chip = window.page.getByRole('button', { name: 'Approval mode: Never ask' });
    await expect(chip).toBeVisible();
    const colours = (name: RegExp) =>
      window.page.getByRole('button', { name }).evaluate((element) => {
        const { color, backgroundColor, borderColor } = getComputedStyle(element);
        return [color, backgroundColor, borderColor];
      });
    expect(await colours(/^Approval mode:/)).not.toEqual(await colours(/^Model:/));
    await expect(window.page.getByRole('main').getByText('Never asks', { exact: true })).toBeVisible();
    await expect(window.row('write')).toContainText('Never asks');
    const notice = window.page.getByRole('region', { name: 'Chat' }).getByRole('note').filter({ hasText: 'Never asks' });
    await notice.getByRole('button', { name: 'Ask first' }).click();
    await expect(notice).toHaveCount(0);
    await expect(window.page.getByRole('button', { name: 'Approval mode: Ask first' })).toBeVisible();
  });
});
