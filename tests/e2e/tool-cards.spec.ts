/** Tools on view: long output opened only when asked for, a diff with numbers in two layouts, exit code and place of a command. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '#tests/support/app/app-window.ts';
import { addConversation, seedDatabase } from '#tests/support/app/seed-database.ts';
import { callTools, say } from '#tests/support/gemini-api-server/index.ts';

test('five megabytes of output keep the page small, open whole and scroll; an edit shows unified and side by side, remembered', async ({
  api,
  dataFolder,
  projectFolder,
  launch,
}) => {
  test.slow();
  writeFileSync(join(projectFolder, 'greet.ts'), "export function greet(name: string) {\n  return 'Hello ' + name;\n}\n");
  seedDatabase(dataFolder, (database) => {
    const id = addConversation(database, { title: 'Tools', turns: 1, words: () => ({ prompt: 'Hi', answer: 'Hello.' }) });
    database.conversations.update(id, { projectFolder, approvalMode: 'yolo' });
  });
  const window = await launch();
  const { page, thread } = window;
  await page.setViewportSize({ width: 1440, height: 900 });
  await window.row('Tools').click();
  await expect(thread).toContainText('Hello.');
  api.reply(
    callTools(
      { name: 'run_shell_command', args: { command: 'seq 1 760000' } },
      { name: 'run_shell_command', args: { command: 'printf "10%%\\r100%% done\\n"; exit 3' } },
      { name: 'replace', args: { file_path: 'greet.ts', instruction: 'greet louder', old_string: "'Hello '", new_string: "'HELLO '" } },
      {
        name: 'write_file',
        args: { file_path: 'long.txt', content: Array.from({ length: 5_000 }, (_, line) => `line ${line}`).join('\n') },
      },
    ),
    say('All of it is done.'),
  );
  await window.ask('count and edit', 'All of it is done.');
  const fold = thread.getByRole('button', { name: /Ran 2 commands, edited 2 files, 1 failed/ });
  await fold.click();

  const counted = thread.getByRole('button', { name: /seq 1 760000/ });
  await counted.click();
  const showAll = thread.getByRole('button', { name: /^Show all, 5\.\d MB/ });
  await expect(showAll).toBeVisible();
  expect((await thread.innerText()).length).toBeLessThan(20_000);
  await showAll.click();
  const output = thread.getByRole('region', { name: 'Output, 760,000 lines' });
  await expect(output).toContainText('20\n');
  expect((await thread.innerText()).length).toBeLessThan(20_000);
  await output.focus();
  await page.keyboard.press('End');
  await expect(output).toContainText('760000');
  await counted.click();

  await thread.getByRole('button', { name: /exit 3/ }).click();
  // What the carriage return wrote over is gone.
  await expect(thread.getByText('100% done', { exact: true })).toBeVisible();
  await expect(thread).toContainText(`Ran in ${projectFolder}`);
  await expect(thread).toContainText('Exit code 3');

  await thread.getByRole('button', { name: /Edit greet\.ts/ }).click();
  const diff = thread.getByRole('figure').filter({ hasText: 'greet.ts' });
  await expect(diff.getByRole('row').filter({ hasText: /HELLO/ })).toHaveText(/2\s*\+\s*Added: .*HELLO/);
  await expect(diff.locator('[class*=string]').first()).toBeVisible();
  await diff.getByRole('button', { name: 'Side by side' }).click();
  await expect(diff.getByRole('row').filter({ hasText: /HELLO/ })).toHaveText(/2\s*Removed: .*Hello.*2\s*Added: .*HELLO/);
  await expect(thread.getByRole('button', { name: 'Open greet.ts in the editor' })).toBeVisible();
  await window.quit();

  const next = await launch();
  await next.page.setViewportSize({ width: 1440, height: 900 });
  await next.row('Tools').click();
  await next.thread.getByRole('button', { name: /Ran 2 commands/ }).click();
  await next.thread.getByRole('button', { name: /Edit greet\.ts/ }).click();
  await expect(next.thread.getByRole('button', { name: 'Side by side' })).toHaveAttribute('aria-pressed', 'true');
  // Read only now: the page came without it.
  await next.thread.getByRole('button', { name: /long\.txt/ }).click();
  await expect(next.thread.getByRole('figure').filter({ hasText: 'long.txt' })).toContainText('line 1');
});
