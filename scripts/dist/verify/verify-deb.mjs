/** The story of one package on one machine, step by step; each step throws a sentence that says what a person would have met. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SetupFailure } from '../../setup/failure.mjs';
import { step } from '../../setup/progress.mjs';
import { capture } from '../../setup/run-command.mjs';
import { debField, filesOf, install, installedVersion, repackAs, sizeOnDisk, uninstall } from './deb.mjs';
import { leftAfterQuit, sandboxProblem, startInstalledApp } from './installed-app.mjs';

const PACKAGE = 'agent-manager';
const OLDER_VERSION = '0.0.1';
const ICON_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
const DESKTOP_FILE = '/usr/share/applications/agent-manager.desktop';

const PROJECT = {
  'project/shop.py':
    'def price(item):\n    """What one costs."""\n    return 3\n\n\ndef total(items):\n    return sum(price(item) for item in items)\n',
  // Not Python: read through the wasm grammars.
  'project/cart.ts':
    'export function addToCart(item: string): number {\n  return item.length;\n}\n\nexport function checkout(): number {\n  return addToCart("tea");\n}\n',
};

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
  const unused = files.filter((name) => /\.map$|default_app\.asar|\/prebuilds\/(?!linux-x64)|\/tests?\//.test(name));
  expect(unused.length === 0, `Packaged, but never used: ${unused.slice(0, 5).join(', ')}`);
}

/** @param {import('./installed-app.mjs').InstalledApp} app @param {string} project */
async function converse({ page, ask }, project) {
  // The system's dialog for folders can't be driven: the conversation is made as the page itself makes it.
  await page.evaluate(async (projectFolder) => {
    const { agentManager } = /** @type {any} */ (globalThis);
    const reply = await agentManager.invoke['conversations.create']({ agentId: 'guide', projectFolder });
    if (!reply.ok) throw new Error(reply.error.message);
  }, project);
  await page.reload();
  await page.getByRole('navigation').locator('[id^="conversation-"]').first().click();
  await ask('Who calls price?', 'is called by 1 function');
  await ask('Who calls addToCart?', 'is called by 1 function');
}

/** @param {import('./installed-app.mjs').InstalledApp} app */
async function goOn({ page, thread, ask }) {
  await page.getByRole('navigation').locator('[id^="conversation-"]').filter({ hasText: 'price' }).first().click();
  await thread.getByText('Who calls addToCart?').first().waitFor();
  await ask('thanks', 'You are welcome');
}

/** @param {import('./installed-app.mjs').InstalledApp} app @param {import('./person.mjs').Person} person */
async function quitWithoutTraces(app, person) {
  const code = await app.quit();
  expect(code === 0, `It ended with exit code ${code}.`);
  const left = await leftAfterQuit(person);
  expect(left.length === 0, `Processes were left behind: ${left.map(({ command }) => command).join('; ')}`);
}

/** @param {boolean} isTrue @param {string} otherwise @returns {asserts isTrue} */
function expect(isTrue, otherwise) {
  if (!isTrue) throw new SetupFailure(otherwise);
}
