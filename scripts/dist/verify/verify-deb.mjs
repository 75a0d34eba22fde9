/** The story of one package on one machine, step by step; each step throws a sentence that says what a person would have met. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../setup/paths.mjs';
import { step } from '../../setup/progress.mjs';
import { capture } from '../../setup/run-command.mjs';
import { converse, expect, PROJECT, quitWithoutTraces } from './conversation.mjs';
import { debField, filesOf, install, installedVersion, repackAs, sizeOnDisk, uninstall } from './deb.mjs';
import { sandboxProblem, startInstalledApp } from './installed-app.mjs';

const PACKAGE = 'agent-manager';
const OLDER_VERSION = '0.0.1';
const ICON_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
const DESKTOP_FILE = '/usr/share/applications/agent-manager.desktop';

/** @param {{file: string, folder: string, person: import('./person.mjs').Person, display: string}} options */
export async function verifyDeb({ file, folder, person, display }) {
  const version = debField(file, 'Version');
  const dataFolder = join(person.home, '.config', 'Agent Manager');
  person.writeFiles(PROJECT);
  const start = (/** @type {string} */ program) => startInstalledApp(person, { program, display, dataFolder });

  await step(`Installing ${OLDER_VERSION}`, async () => install(repackAs(file, OLDER_VERSION, folder)));
  expect(installedVersion(PACKAGE) === OLDER_VERSION, 'dpkg did not install the older version.');
  await step('Looking at what was installed', () => checkFiles());

  const first = await step('Starting it as a normal user, with the sandbox on', () => start('agent-manager'));
  const problem = sandboxProblem(person.processes());
  expect(problem === '', `The sandbox is not on: ${problem}.`);
  await step('Asking the code guide about Python and TypeScript', () => converse(first, join(person.home, 'project')));
  await step('Opening a link', async () => {
    person.run('agent-manager', ['--disable-gpu', 'agent-manager://new?prompt=Words%20of%20a%20link'], {
      DISPLAY: display,
      AGENT_MANAGER_DATA_DIR: dataFolder,
    });
    await first.page.getByText('Words of a link').first().waitFor();
  });
  await step('Quitting', () => quitWithoutTraces(first, person));

  await step(`Upgrading to ${version}`, async () => install(file));
  expect(installedVersion(PACKAGE) === version, 'dpkg did not upgrade.');
  const second = await step('Starting the upgraded app', () => start('agent-manager'));
  await step('Finding the conversation again', () => goOn(second));

  await step('Removing the package while the app runs', async () => uninstall(PACKAGE));
  expect(!existsSync('/opt/agent-manager'), 'The program folder is still there.');
  expect(!existsSync('/usr/bin/agent-manager') && !existsSync(DESKTOP_FILE), 'A way to start what is gone was left behind.');
  await step('Quitting the app that was removed', () => quitWithoutTraces(second, person));
  expect(existsSync(join(dataFolder, 'conversations.db')), 'The conversations went with the program.');

  await step('Installing it again', async () => install(file));
  const installedBytes = sizeOnDisk('/opt/agent-manager');
  const third = await step('Finding the conversation once more', async () => {
    const app = await start('agent-manager');
    await goOn(app);
    return app;
  });
  await quitWithoutTraces(third, person);
  return {
    version,
    packageMegabytes: Math.round(statSync(file).size / 2 ** 20),
    installedMegabytes: Math.round(installedBytes / 2 ** 20),
    firstStartMs: Math.round(first.startMs),
    laterStartMs: Math.round(third.startMs),
  };
}

/** Icons, the menu entry, the link handler, the command, and what is not to be there. */
async function checkFiles() {
  const files = filesOf(PACKAGE);
  for (const size of ICON_SIZES) {
    const icon = `/usr/share/icons/hicolor/${size}x${size}/apps/agent-manager.png`;
    expect(files.includes(icon), `${icon} is missing.`);
  }
  const valid = await capture('desktop-file-validate', [DESKTOP_FILE]);
  expect(valid.code === 0, `The menu entry is not valid: ${valid.output}`);
  const handler = await capture('xdg-mime', ['query', 'default', 'x-scheme-handler/agent-manager'], {
    env: { ...process.env, HOME: '/nonexistent' },
  });
  expect(handler.stdout.trim() === 'agent-manager.desktop', `Links of agent-manager: are opened by "${handler.stdout.trim()}".`);
  expect(existsSync('/usr/bin/agent-manager'), 'There is no command agent-manager.');
  const fuses = await fuseProblem('/opt/agent-manager/agent-manager');
  expect(fuses === '', fuses);
  const unused = files.filter((name) => /\.map$|default_app\.asar|\/prebuilds\/(?!linux-x64)|\/tests?\//.test(name));
  expect(unused.length === 0, `Packaged, but never used: ${unused.slice(0, 5).join(', ')}`);
}

/**
 * What the program itself says, not what its configuration meant.
 * @param {string} program
 * @returns {Promise<string>} empty when all is as documented
 */
async function fuseProblem(program) {
  const { code, output } = await capture(join(root, 'node_modules', '.bin', 'electron-fuses'), ['read', '--app', program]);
  if (code !== 0) return `The fuses could not be read: ${output}`;
  const wanted = readFileSync(join(root, 'electron-builder.yml'), 'utf8').matchAll(
    /^ {2}((?:runAs|enable|only|grant)\w+): (true|false)$/gm,
  );
  const wrong = [...wanted].filter(
    ([, name, on]) => !new RegExp(`^\\s*${name} is ${on === 'true' ? 'Enabled' : 'Disabled'}`, 'im').test(output),
  );
  return wrong.length === 0 ? '' : `Fuses are not as configured: ${wrong.map(([, name]) => name).join(', ')}`;
}

/** @param {import('./installed-app.mjs').InstalledApp} app */
async function goOn({ page, thread, ask }) {
  await page.getByRole('navigation').locator('[id^="conversation-"]').filter({ hasText: 'price' }).first().click();
  await thread.getByText('Who calls addToCart?').first().waitFor();
  await ask('thanks', 'You are welcome');
}
