/** Shared libraries and programs of the Linux system: found missing before they fail, installed where we may, else named in one line. */
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runExclusively } from './exclusive.mjs';
import { SetupFailure } from './failure.mjs';
import { step } from './progress.mjs';
import { capture } from './run-command.mjs';
import { installLine, needsOfLibraries, packagesFor, readLinuxSystem } from './system-packages.mjs';

/** @typedef {import('./system-packages.mjs').Need} Need */

/** The tests of the tray and of notifications talk to the app over D-Bus with Debian's own Python, whichever python3 comes first on the PATH. */
const SYSTEM_PYTHON = '/usr/bin/python3';

/**
 * Makes sure that Electron can start here, and that what the tests need besides is there.
 * @param {{binary: string, display: boolean, tray?: boolean}} wanted `display`: a virtual one; `tray`: what the tray's tests talk to
 */
export async function ensureSystemLibraries({ binary, display, tray = false }) {
  if (process.platform !== 'linux') return;
  await ensurePackages(() => findMissing({ binary, display, tray }));
}

/**
 * Installs what is missing where we may, and fails with the line to copy where something is missing still.
 * @param {() => Promise<Need[]>} findMissingNeeds
 */
export async function ensurePackages(findMissingNeeds) {
  const missing = await findMissingNeeds();
  if (missing.length === 0) return;
  const system = readLinuxSystem(existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '');
  if (process.getuid?.() === 0 && system.family === 'debian') {
    const packages = packagesFor(missing, system);
    const title = `Installing system packages: ${packages.join(' ')}`;
    await runExclusively('system-packages', () => step(title, () => aptInstall(packages)), 'system');
  }
  const still = await findMissingNeeds();
  if (still.length === 0) return;
  throw new SetupFailure('Some programs or libraries of the system are missing. Copy this line, then run the command again:', {
    advice: installLine(still, system),
  });
}

/**
 * @param {{binary: string, display: boolean, tray: boolean}} wanted
 * @returns {Promise<Need[]>}
 */
async function findMissing({ binary, display, tray }) {
  const needs = needsOfLibraries(await missingLibraries(binary));
  if (display && !hasProgram('Xvfb')) needs.push('xvfb');
  if (tray) {
    if (!hasProgram('dbus-run-session')) needs.push('dbus');
    const importable = async (/** @type {string} */ name) => (await capture(SYSTEM_PYTHON, ['-c', `import ${name}`])).code === 0;
    // Electron loads it when it shows its first notification, so the linker does not miss it.
    const loadable = await capture(SYSTEM_PYTHON, ['-c', "import ctypes; ctypes.CDLL('libnotify.so.4')"]);
    if (loadable.code !== 0) needs.push('notify');
    if (!(await importable('dbus'))) needs.push('python-dbus');
    if (!(await importable('gi'))) needs.push('python-gi');
  }
  return needs;
}

/**
 * @param {string} binary
 * @returns {Promise<string[]>} sonames that the dynamic linker can't find
 */
async function missingLibraries(binary) {
  const { stdout } = await capture('ldd', [binary]);
  return [...stdout.matchAll(/^\s*(\S+) => not found$/gm)].map(([, library]) => library ?? '');
}

/** @param {string} name */
export function hasProgram(name) {
  return findProgram(name) !== undefined;
}

/**
 * @param {string} name
 * @returns {string | undefined} where the PATH has it
 */
export function findProgram(name) {
  const folder = (process.env.PATH ?? '').split(delimiter).find((path) => path !== '' && existsSync(join(path, name)));
  return folder && join(folder, name);
}

/** @param {readonly string[]} packages */
async function aptInstall(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Another apt may be at work (unattended upgrades): wait for it instead of failing.
  const options = ['-y', '-q', '-o', 'DPkg::Lock::Timeout=300'];
  const update = await capture('apt-get', ['update', ...options], { env });
  const install = await capture('apt-get', ['install', '--no-install-recommends', ...options, ...packages], { env });
  if (install.code === 0) return;
  throw new SetupFailure(`apt-get could not install ${packages.join(' ')}.`, {
    output: update.code === 0 ? install.output : update.output + install.output,
    advice: `Install them by hand: sudo apt-get install -y ${packages.join(' ')}`,
  });
}
