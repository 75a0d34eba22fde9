/** A display to draw on: the person's own, or a virtual one where there is none. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { SetupFailure } from './failure.mjs';

const START_TIMEOUT_MS = 20_000;

/** Wide enough for the largest window that tests and screenshots open. */
const SCREEN = '1920x1200x24';

/** @param {NodeJS.ProcessEnv} env @param {NodeJS.Platform} platform */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/**
 * Runs `work` with a virtual display (Xvfb) of its own. xvfb-run would do the same, but it holds back the signals meant for the program
 * inside, and two that start together can pick the same display number; here Xvfb picks a free one itself.
 * @template T
 * @param {NodeJS.ProcessEnv} env
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work gets the environment with the display in it
 * @param {{forEverybody?: boolean}} [options] `forEverybody`: other users of the machine may draw on it, too
 * @returns {Promise<T>}
 */
export async function withVirtualDisplay(env, work, { forEverybody = false } = {}) {
  const args = ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset', ...(forEverybody ? ['-ac'] : [])];
  // Its own process group, so that Ctrl-C ends the program inside first and it never loses its display while it saves.
  const server = spawn('Xvfb', args, { env, stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true });
  const stop = () => server.kill('SIGTERM');
  process.once('exit', stop);
  try {
    const display = await displayNumber(server);
    const { WAYLAND_DISPLAY: _, ...rest } = env;
    return await work({ ...rest, DISPLAY: `:${display}` });
  } finally {
    process.off('exit', stop);
    const ended = server.exitCode === null && server.signalCode === null ? once(server, 'exit') : undefined;
    stop();
    await ended;
  }
}

/**
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<string>} the number that Xvfb writes once it takes connections
 */
function displayNumber(server) {
  return new Promise((resolve, reject) => {
    let words = '';
    /** @param {string} what */
    const fail = (what) => reject(new SetupFailure(`The virtual display (Xvfb) ${what}.`, { output: words }));
    const timer = setTimeout(() => fail(`was not ready after ${START_TIMEOUT_MS / 1000} s`), START_TIMEOUT_MS);
    server.stderr?.setEncoding('utf8').on('data', (text) => {
      words += text;
    });
    server.on('error', (error) => fail(`could not be started: ${error.message}`));
    server.on('exit', (code) => fail(`ended at once (exit code ${code})`));
    const pipe = /** @type {import('node:stream').Readable} */ (server.stdio[3]);
    pipe.setEncoding('utf8').on('data', (text) => {
      clearTimeout(timer);
      resolve(String(text).trim());
    });
  });
}
