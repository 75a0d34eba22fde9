/** Chromium's sandbox: on wherever it can be. Finds out beforehand where it can't, because Electron then only dies with a trap. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SetupFailure } from './failure.mjs';
import { say } from './progress.mjs';
import { capture } from './run-command.mjs';

/**
 * @param {string} distDir
 * @returns {Promise<string[]>} the switches to start Electron with
 */
export async function sandboxSwitches(distDir) {
  if (process.platform !== 'linux') return [];
  if (process.getuid?.() === 0) {
    say('Running as root: Chromium refuses its sandbox there, so Electron starts with --no-sandbox. Use an ordinary user for daily work.');
    return ['--no-sandbox'];
  }
  const helper = join(distDir, 'chrome-sandbox');
  if (isSetuidRoot(helper) || (await hasUserNamespaces())) return [];
  throw new SetupFailure('This system lets ordinary programs create no user namespaces, which Chromium’s sandbox is made of.', {
    advice: `Allow it for this copy of Electron: sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
  });
}

/** @param {string} file */
function isSetuidRoot(file) {
  try {
    const { uid, mode } = statSync(file);
    return uid === 0 && (mode & 0o4000) !== 0;
  } catch {
    return false; // This copy of Electron has no such helper.
  }
}

async function hasUserNamespaces() {
  // Ubuntu 24.04 lets them be made but takes every right away inside, which only the setting tells.
  if (kernelSetting('kernel/apparmor_restrict_unprivileged_userns') === '1') return false;
  const { code } = await capture('unshare', ['--user', '--map-root-user', 'true']);
  return code === 0 || code === 127; // No `unshare` to ask: let Electron try.
}

/** @param {string} name */
function kernelSetting(name) {
  try {
    return readFileSync(join('/proc/sys', name), 'utf8').trim();
  } catch {
    return undefined; // This kernel has no such setting.
  }
}
