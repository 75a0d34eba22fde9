/** The two ways scripts run another program: quietly, to read its output, or in the foreground, as if the person had typed it. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * @typedef {{code: number, stdout: string, stderr: string, output: string}} CommandResult
 *   `output` is both streams in the order they came; `code` is 127 when the program isn't there, 128+n when signal n ended it, 124 on timeout.
 */

/**
 * Runs a program to its end and returns what it printed. Never throws for an exit code.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, input?: string, onOutput?: (text: string) => void}} [options]
 * @returns {Promise<CommandResult>}
 */
export function capture(command, args, { cwd, env, timeoutMs, input, onOutput } = {}) {
  return new Promise((resolve) => {
    // Windows runs .cmd files (npm) only through a shell; every argument of ours is a constant there.
    const shell = command.endsWith('.cmd');
    const child = spawn(command, args, { cwd, env, shell, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
    const result = { code: 0, stdout: '', stderr: '', output: '' };
    let timedOut = false;
    const timer = timeoutMs
      ? setTimeout(() => {
          timedOut = true;
          child.kill('SIGKILL');
        }, timeoutMs)
      : undefined;
    for (const name of /** @type {const} */ (['stdout', 'stderr'])) {
      child[name]?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        result[name] += text;
        result.output += text;
        onOutput?.(text);
      });
    }
    child.stdin?.on('error', () => {}); // The program may end before it has read everything; its exit code says so.
    child.stdin?.end(input);
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ ...result, code: 127, output: `${result.output}${error.message}\n` });
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ ...result, code: timedOut ? 124 : exitCodeOf(code, signal) });
    });
  });
}

/**
 * Runs a program with this terminal, passes on the signals sent to us, and resolves to its exit code.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv}} [options]
 * @returns {Promise<number>}
 */
export function runInForeground(command, args, { cwd, env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
    // A terminal gives Ctrl-C to everything in its foreground by itself. Passed on once more, the second would make Chromium drop its orderly
    // quit and die on the spot; so there we only stay alive until the program has ended.
    const fromTerminal = process.stdin.isTTY;
    const handlers = /** @type {const} */ ([
      ['SIGINT', () => fromTerminal || child.kill('SIGINT')],
      ['SIGHUP', () => fromTerminal || child.kill('SIGHUP')],
      ['SIGTERM', () => child.kill('SIGTERM')],
    ]);
    for (const [signal, handler] of handlers) process.on(signal, handler);
    const stopForwarding = () => {
      for (const [signal, handler] of handlers) process.off(signal, handler);
    };
    child.on('error', (error) => {
      stopForwarding();
      reject(error);
    });
    child.on('close', (code, signal) => {
      stopForwarding();
      resolve(exitCodeOf(code, signal));
    });
  });
}

/**
 * A shell's convention: 128 + the signal's number where a signal ended the program.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
function exitCodeOf(code, signal) {
  return code ?? 128 + (signal ? constants.signals[signal] : 0);
}
