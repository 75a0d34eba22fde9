/** What an agent changes: seen by turn, taken back, put back, still there after a restart; and a conversation in a worktree of its own. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AppWindow, expect, test } from '#tests/support/app/app-window.ts';
import { callTools, say } from '#tests/support/gemini-api-server/index.ts';

function makeRepository(folder: string): void {
  writeFileSync(join(folder, 'prices.ts'), 'export const tea = 3;\nexport const cake = 5;\n');
  writeFileSync(join(folder, 'notes.md'), '# Shop\n');
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args]);
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'first');
}

async function openProject(window: AppWindow, folder: string): Promise<void> {
  await window.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, folder);
  await window.newConversation();
  await window.page.getByRole('button', { name: 'Choose folder' }).first().click();
  await window.page.getByRole('button', { name: /^Approval mode:/ }).click();
  await window.page.getByRole('menuitemradio', { name: /Never ask/ }).click();
}

test('a turn is looked at, taken back, put back, and still there after a restart', async ({ api, launch, projectFolder }) => {
  makeRepository(projectFolder);
  const text = (name: string) => readFileSync(join(projectFolder, name), 'utf8');
  const first = await launch();
  await openProject(first, projectFolder);
  await expect(first.page.getByRole('banner').or(first.page.locator('header')).first()).toContainText('main');
  api.reply(
    callTools(
      { name: 'replace', args: { file_path: 'prices.ts', instruction: 'raise', old_string: 'cake = 5', new_string: 'cake = 6' } },
      { name: 'write_file', args: { file_path: 'src/offers.ts', content: 'export const offers = [];\n' } },
    ),
    say('Prices are up.'),
  );
  await first.ask('Raise the price of cake', 'Prices are up.');

  await first.thread.getByRole('button', { name: /2 files changed/ }).click();
  const changes = first.page.getByRole('tabpanel', { name: 'Changes' });
  const turn = changes.getByRole('region', { name: 'Turn: Raise the price of cake' });
  await expect(turn).toContainText('2 files');
  const prices = turn.getByRole('button', { name: /prices\.ts/ });
  await prices.click();
  await expect(turn).toContainText('cake = 6');
  await prices.press('a');
  await expect(prices).toContainText('Accepted');

  await turn.getByRole('button', { name: 'Revert turn' }).click();
  await expect(turn).toContainText('All taken back');
  expect(text('prices.ts')).toContain('cake = 5');
  await first.page.getByRole('button', { name: 'Undo' }).click();
  await expect(turn.getByRole('button', { name: /offers\.ts/ })).not.toContainText('Taken back');
  expect(text('src/offers.ts')).toBe('export const offers = [];\n');

  // The person goes on working in a file that the agent changed.
  writeFileSync(join(projectFolder, 'prices.ts'), `${text('prices.ts')}export const juice = 4;\n`);
  await first.quit();

  const again = await launch();
  const restored = again.page.getByRole('tabpanel', { name: 'Changes' });
  const file = restored.getByRole('button', { name: /prices\.ts/ });
  await file.click();
  await restored.getByRole('button', { name: 'Revert file' }).click();
  const question = again.page.getByRole('dialog', { name: 'Some files were changed since' });
  await expect(question).toContainText('prices.ts');
  expect(text('prices.ts')).toContain('cake = 6');
  await question.getByRole('button', { name: 'Take out only the agent’s lines' }).click();
  await expect(file).toContainText('Taken back');
  expect(text('prices.ts')).toBe('export const tea = 3;\nexport const cake = 5;\nexport const juice = 4;\n');
});

test('a conversation works in a worktree of its own, which is removed only after its work was shown', async ({
  api,
  launch,
  projectFolder,
}) => {
  makeRepository(projectFolder);
  const window = await launch();
  await openProject(window, projectFolder);
  const folderChip = window.page.getByRole('button', { name: /^Project folder:/ });
  await folderChip.click();
  await window.page.getByRole('menuitem', { name: /Work in a new worktree/ }).click();
  const dialog = window.page.getByRole('dialog', { name: 'Work in a new worktree' });
  await dialog.getByRole('textbox', { name: 'Name of the branch' }).fill('bad name');
  await dialog.getByRole('button', { name: 'Make worktree' }).click();
  await expect(dialog.getByRole('alert')).toContainText('can’t be the name of a branch');
  await dialog.getByRole('textbox', { name: 'Name of the branch' }).fill('agent/prices');
  await dialog.getByRole('button', { name: 'Make worktree' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(window.page.getByText('agent/prices').first()).toBeVisible();

  api.reply(callTools({ name: 'write_file', args: { file_path: 'notes.md', content: '# New\n' } }), say('Written.'));
  await window.ask('Write the notes', 'Written.');
  expect(readFileSync(join(projectFolder, 'notes.md'), 'utf8')).toBe('# Shop\n');

  await folderChip.click();
  await window.page.getByRole('menuitem', { name: /Leave and clean up/ }).click();
  const loss = window.page.getByRole('dialog', { name: 'This worktree holds work' });
  await expect(loss).toContainText('notes.md');
  await loss.getByRole('button', { name: 'Delete all of this' }).click();
  await expect(loss).toHaveCount(0);
  await expect(window.page.getByText('Removed the worktree')).toBeVisible();
  expect(execFileSync('git', ['-C', projectFolder, 'branch', '--format=%(refname:short)'], { encoding: 'utf8' }).trim()).toBe('main');
});
