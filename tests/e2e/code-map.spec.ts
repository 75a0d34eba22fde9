/** The map of a project: seen, searched, gone into, asked about; and `@` in the composer. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type AppWindow, expect, test } from '#tests/support/app/app-window.ts';
import { holdReading } from '#tests/support/projects/held-reading.ts';

/** An app on a store on a log; two files of the store import each other, one file can't be parsed, one language has no parser. */
const FILES: Record<string, string> = {
  'app/main.py':
    'from store.database import Database\nfrom log.log import write\n\n\ndef main():\n    write("start")\n    Database().save("row")\n',
  'store/database.py':
    'from log.log import write\nfrom store import rows\n\n\nclass Database:\n    def save(self, row):\n        write(row)\n        return rows.encode(row)\n\n\ndef never_used():\n    return 1\n',
  'store/rows.py': 'from store import database\n\n\ndef encode(row):\n    return str(row), database\n',
  'log/log.py': 'def write(line):\n    print(line)\n',
  'tests/test_store.py': 'from store.database import Database\n\n\ndef test_save():\n    assert Database().save("row")\n',
  'log/broken.py': 'def broken(:\n',
  'tools/run.sh': 'echo hello\n',
};

function writeProject(folder: string): void {
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: folder });
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'first');
}

/** A conversation on the project, with the map open in the inspector. */
async function openMap(window: AppWindow, projectFolder: string): Promise<void> {
  await window.app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
  }, projectFolder);
  await window.newConversation();
  await window.page.getByRole('button', { name: 'Choose folder' }).first().click();
  await window.page.getByRole('button', { name: 'Code map' }).click();
}

const list = ({ page }: AppWindow) => page.getByRole('tabpanel', { name: 'List' }).getByRole('listbox');
const drawn = ({ page }: AppWindow, scene: string) => page.locator(`[data-scene="${scene}"]`);

async function violations({ page }: AppWindow): Promise<string[]> {
  // Its usual way opens a page of its own, which Electron has no place for.
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`).join(' | ')}`,
  );
}

test('a project is gone into, seen large, opened in the editor, asked about and searched', async ({
  dataFolder,
  launch,
  projectFolder,
}) => {
  writeProject(projectFolder);
  const bin = join(dataFolder, 'bin');
  const opened = join(dataFolder, 'opened.txt');
  mkdirSync(bin);
  writeFileSync(opened, '');
  writeFileSync(join(bin, 'code'), `#!/bin/sh\nprintf '%s\\n' "$@" > '${opened}'\n`);
  chmodSync(join(bin, 'code'), 0o755);
  const window = await launch({ PATH: `${bin}:${process.env.PATH}`, VISUAL: 'vim', EDITOR: '' });
  const { page } = window;
  const chosen = page.getByRole('region', { name: 'Chosen' });
  await openMap(window, projectFolder);

  await test.step('from modules to files to definitions, and back up', async () => {
    await expect(drawn(window, 'folder:modules:')).toBeVisible();
    await expect(list(window).getByRole('option')).toHaveText([/app/, /tests/, /store/, /log/]);
    await expect(page.getByRole('button', { name: /1 file with syntax errors, 1 shell file not read/ })).toBeVisible();

    await list(window).getByRole('option', { name: /store/ }).click();
    await expect(chosen).toContainText('Used by 2');
    await chosen.getByRole('button', { name: 'Look inside' }).click();
    await expect(drawn(window, 'folder:modules:store')).toBeVisible();

    await test.step('with the keyboard', async () => {
      await list(window).focus();
      await page.keyboard.press('ArrowDown');
      await expect(list(window).getByRole('option', { selected: true })).toContainText('database.py');
      await page.keyboard.press('Enter');
    });
    await expect(drawn(window, 'file:store/database.py')).toBeVisible();
    await expect(list(window)).toContainText('Database.save');

    await page.getByRole('navigation', { name: 'Place in the project' }).getByRole('button', { name: 'project' }).click();
    await expect(drawn(window, 'folder:modules:')).toBeVisible();
  });

  await test.step('the large form covers the chat, and Escape steps back one thing at a time', async () => {
    await page.getByRole('button', { name: 'Expand' }).click();
    const large = page.getByRole('dialog', { name: 'Code map' });
    await expect(large.locator('[data-scene="folder:modules:"]')).toBeVisible();
    await large.getByRole('option', { name: /store/ }).click();
    await expect(large.getByRole('region', { name: 'Chosen' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(large.getByRole('region', { name: 'Chosen' })).toHaveCount(0);
    await expect(large).toBeVisible();
    for (const width of [1000, 1440]) {
      await window.app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setContentSize(to, 900), width);
      await page.waitForFunction((to) => innerWidth === to, width);
      await expect(large.locator('[data-scene="folder:modules:"]')).toBeVisible();
    }
    await page.keyboard.press('Escape');
    await expect(large).toHaveCount(0);

    await page.getByRole('button', { name: 'Expand' }).click();
    await large.getByRole('option', { name: /store/ }).click();
    await large.getByRole('button', { name: 'Ask the agent' }).click();
    await expect(large).toHaveCount(0);
    await expect(window.composer).toBeFocused();
    await expect(window.composer).toHaveValue('About `store`: ');
  });

  await test.step('a definition is opened in the editor at its line, and asked about in the composer', async () => {
    await page.getByRole('combobox', { name: 'Find a file or definition' }).fill('encode');
    await page.keyboard.press('Enter');
    await chosen.getByRole('button', { name: 'Open in editor' }).click();
    await expect.poll(() => readFileSync(opened, 'utf8')).toBe(`--goto\n${join(projectFolder, 'store/rows.py')}:4\n`);

    await window.composer.fill('');
    await chosen.getByRole('button', { name: 'Ask the agent' }).click();
    await expect(window.composer).toHaveValue(/`store\/rows\.py:4 store\.rows\.encode`/);
    await expect(window.composer).toBeFocused();
  });

  await test.step('search flies to a definition; its callers, its impact and the command that tests it', async () => {
    await page.getByRole('combobox', { name: 'Find a file or definition' }).fill('save');
    await page.keyboard.press('Enter');
    await expect(drawn(window, 'file:store/database.py')).toBeVisible();
    await expect(chosen).toContainText('store/database.py:6');

    await chosen.getByRole('button', { name: 'Calls' }).click();
    await expect(list(window)).toContainText('main');
    await expect(list(window)).toContainText('encode');
    await page.getByRole('radio', { name: 'Impact' }).click();
    await expect(page.getByRole('tabpanel', { name: 'List' })).toContainText('1 test file would notice');
    await expect(page.getByRole('tabpanel', { name: 'List' }).locator('code')).toContainText('test_store');
  });
});

test('cycles, what is unused, and what a change of the working tree reaches', async ({ launch, projectFolder }) => {
  writeProject(projectFolder);
  writeFileSync(join(projectFolder, 'log/log.py'), 'def write(line):\n    print("log", line)\n');
  const window = await launch();
  const { page } = window;
  await openMap(window, projectFolder);
  await expect(drawn(window, 'folder:modules:')).toBeVisible();

  await page.getByRole('tab', { name: 'Cycles 1' }).click();
  await page.getByRole('button', { name: 'Show on the map' }).click();
  await expect(drawn(window, 'folder:files:store')).toBeVisible();
  await expect(page.getByRole('button', { name: /Cycle of 2 files/ })).toBeVisible();

  await page.getByRole('tab', { name: /Unused/ }).click();
  await expect(page.getByRole('tabpanel', { name: /Unused/ })).toContainText('never_used');

  // The inspector has a tab of this name, too.
  await page
    .getByRole('tablist', { name: 'Code map lists' })
    .getByRole('tab', { name: /Changes/ })
    .click();
  const changes = page.getByRole('tabpanel', { name: /Changes/ });
  await expect(changes).toContainText('1 changed file');
  await expect(changes.locator('code')).toContainText('test_store');
  await changes.getByRole('button', { name: 'Copy test command' }).click();
  await expect.poll(() => window.app.evaluate(({ clipboard }) => clipboard.readText())).toContain('test_store');

  await test.step('a file added meanwhile is there after a refresh', async () => {
    writeFileSync(join(projectFolder, 'store/index.py'), 'from store import rows\n');
    await page.getByRole('tab', { name: 'List' }).click();
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(list(window)).toContainText('index.py');
  });
});

test('@ in the composer completes definitions and files of the project, and nothing without one; without git the list of changes says what it needs', async ({
  launch,
  projectFolder,
}) => {
  writeProject(projectFolder);
  rmSync(join(projectFolder, '.git'), { recursive: true });
  const window = await launch();
  const { page, composer } = window;
  await window.newConversation();
  const options = page.getByRole('listbox', { name: 'Files and definitions' }).getByRole('option');
  await composer.pressSequentially('Look at @enc');
  await expect(composer).toHaveValue('Look at @enc');
  await expect(options).toHaveCount(0);
  await composer.fill('');

  await window.app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
  }, projectFolder);
  await page.getByRole('button', { name: 'Choose folder' }).first().click();
  await composer.pressSequentially('Look at @enc');
  await expect(options.first()).toContainText('encode');
  await page.keyboard.press('Enter');
  await expect(composer).toHaveValue('Look at `store/rows.py:4 encode` ');
  await composer.pressSequentially('and @datab');
  await expect(options.filter({ hasText: 'database.py' }).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(options).toHaveCount(0);
  await expect(composer).toHaveValue('Look at `store/rows.py:4 encode` and @datab');

  await test.step('no git, and the agent can be asked for it', async () => {
    await composer.fill('');
    await page.getByRole('button', { name: 'Code map' }).click();
    await page
      .getByRole('tablist', { name: 'Code map lists' })
      .getByRole('tab', { name: /Changes/ })
      .click();
    const changes = page.getByRole('tabpanel', { name: /Changes/ });
    await expect(changes).toContainText('not in a git work tree');
    await changes.getByRole('button', { name: 'Ask the agent to set up git' }).click();
    await expect(composer).toHaveValue(/Set up git in this project/);
    execFileSync('git', ['init', '-q'], { cwd: projectFolder });
    await changes.getByRole('button', { name: 'Look again' }).click();
    await expect(changes).toContainText('changed file');
  });
});

test('what stands in the way is said with its way out: no project, no Python', async ({ dataFolder, launch, projectFolder }) => {
  writeProject(projectFolder);
  const window = await launch({ PATH: join(dataFolder, 'nothing-here') });
  const { page } = window;
  await window.newConversation();
  await page.getByRole('button', { name: 'Code map' }).click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector).toContainText('No project folder yet');
  await window.app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
  }, projectFolder);
  await inspector.getByRole('button', { name: 'Choose folder' }).click();
  await expect(inspector.getByRole('alert')).toContainText('Python');
  await inspector.getByRole('button', { name: 'Open settings' }).click();
  const field = page.getByRole('textbox', { name: 'Python for the code map' });
  await field.fill(join(dataFolder, 'no-python'));
  await field.press('Enter');
  await page.keyboard.press('Escape');
  await inspector.getByRole('button', { name: 'Try again' }).click();
  await expect(inspector.getByRole('alert')).toContainText('no-python is not Python');

  await test.step('the one that is named in the settings is used', async () => {
    await inspector.getByRole('button', { name: 'Open settings' }).click();
    await field.fill(execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }));
    await field.press('Enter');
    await page.keyboard.press('Escape');
    await inspector.getByRole('button', { name: 'Try again' }).click();
    await expect(drawn(window, 'folder:modules:')).toBeVisible();
  });
});

test('reading a project says how far it is, is stopped at once, and goes on when asked', async ({ dataFolder, launch, projectFolder }) => {
  writeProject(projectFolder);
  const reading = holdReading(dataFolder, { afterFiles: 2 });
  const window = await launch(reading.env);
  const { page } = window;
  await openMap(window, projectFolder);
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector).toContainText(/Reading files: \d of \d/);
  await expect(inspector.getByRole('progressbar', { name: 'Files read' })).toBeVisible();
  await inspector.getByRole('button', { name: 'Stop' }).click();
  await expect(inspector).toContainText('Reading was stopped');
  await expect(inspector.getByRole('progressbar')).toHaveCount(0);

  await inspector.getByRole('button', { name: 'Read the project' }).click();
  await expect(inspector.getByRole('button', { name: 'Stop' })).toBeVisible();
  reading.letGo();
  await expect(drawn(window, 'folder:modules:')).toBeVisible();
  await expect(list(window).getByRole('option')).toHaveText([/app/, /tests/, /store/, /log/]);
});

test('axe finds nothing wrong in the map, light and dark', async ({ launch, projectFolder }) => {
  writeProject(projectFolder);
  const window = await launch();
  const { page } = window;
  await openMap(window, projectFolder);
  await expect(drawn(window, 'folder:modules:')).toBeVisible();
  await list(window).getByRole('option', { name: /store/ }).click();
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    for (const tab of ['List', 'Cycles', 'Unused', 'Changes']) {
      await page.getByRole('tablist', { name: 'Code map lists' }).getByRole('tab', { name: tab }).click();
      await expect(page.getByRole('tabpanel', { name: tab }).getByRole('status')).toHaveCount(0);
      // Colours fade for a moment; axe reads them as they are.
      await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))));
      expect(await violations(window), `${tab}, ${theme}`).toEqual([]);
    }
  }
});
