/** npm's packages: installed with `npm ci` when they are absent or not what the lock file says. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runExclusively } from './exclusive.mjs';
import { SetupFailure } from './failure.mjs';
import { root } from './paths.mjs';
import { say, step } from './progress.mjs';
import { capture } from './run-command.mjs';

const lockFile = join(root, 'package-lock.json');
const stampFile = join(root, 'node_modules', '.agent-manager-lock-hash');

/** npm runs on older Node too, but the SDK and the tools need 20. */
const OLDEST_NODE_MAJOR = 20;

/** Makes node_modules what package-lock.json says. */
export async function ensureDependencies() {
  const major = Number.parseInt(process.versions.node, 10);
  if (major < OLDEST_NODE_MAJOR)
    throw new SetupFailure(`Node ${process.versions.node} is too old: Node ${OLDEST_NODE_MAJOR} or newer is needed.`, {
      advice: 'Install it from your system’s packages or from nodejs.org and run the command again.',
    });
  if (isInstalled()) return;
  await runExclusively('install', async () => {
    if (isInstalled()) return; // Another command did it while we waited.
    const reason = existsSync(join(root, 'node_modules')) ? 'they are not what package-lock.json says' : 'first run';
    await step(`Installing dependencies with npm ci (${reason})`, installFromLock);
  });
}

function isInstalled() {
  const lockText = readFileSync(lockFile, 'utf8');
  const hash = createHash('sha256').update(lockText).digest('hex');
  if (readOrEmpty(stampFile) === hash) return true;
  // Someone ran npm themselves: what npm noted about its last run decides.
  const installedText = readOrEmpty(join(root, 'node_modules', '.package-lock.json'));
  if (!installedText || !matchesLock(JSON.parse(lockText), JSON.parse(installedText))) return false;
  writeFileSync(stampFile, hash);
  return true;
}

/**
 * Whether an installed tree (npm's hidden lock file) holds every package of the lock file in its version. Optional packages may be missing:
 * most are for other systems.
 * @param {{packages: Record<string, {version?: string, optional?: boolean, integrity?: string}>}} lock
 * @param {{packages: Record<string, {version?: string, integrity?: string}>}} installed
 */
export function matchesLock(lock, installed) {
  const wanted = Object.entries(lock.packages).filter(([path]) => path !== '');
  const matchesWanted = wanted.every(([path, entry]) => {
    const found = installed.packages[path];
    if (!found) return entry.optional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
  return matchesWanted && Object.keys(installed.packages).every((path) => path in lock.packages);
}

/** @param {string} file */
function readOrEmpty(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // Not there: nothing was installed, or not by us.
  }
}

async function installFromLock() {
  // Its warnings (engines of packages we only run on Electron's Node) would hide what matters; all of it is shown on failure.
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = await capture(npmCommand(), args, { cwd: root });
  if (result.code !== 0) throw npmFailure(result);
  if (result.output.trim()) say(result.output.trim().split('\n').slice(-1)[0] ?? '');
  const hash = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  writeFileSync(stampFile, hash);
}

/** @param {import('./run-command.mjs').CommandResult} result */
function npmFailure({ code, output }) {
  if (code === 127) return new SetupFailure('npm was not found.', { advice: 'It comes with Node.js; on Debian: sudo apt-get install npm' });
  const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|network/i.test(output);
  return new SetupFailure('npm ci could not install the dependencies.', {
    output,
    advice: offline
      ? 'The package registry could not be reached: check the network or the proxy settings of npm, then run the command again.'
      : 'npm’s own words are above. A disk that is full and a damaged cache (npm cache verify) are the usual causes.',
  });
}

/** npm is a .cmd file on Windows. */
export function npmCommand() {
  return process.platform === 'win32' ? 'npm.cmd' : 'npm';
}
