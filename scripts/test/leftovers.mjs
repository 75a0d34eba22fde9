/** Processes that outlived the tests. They carry the run's marker in their environment, which every child inherits. */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** The environment variable that marks a run's processes. */
export const RUN_MARKER = 'AGENT_MANAGER_TEST_RUN';

/** What was just told to end may need a moment; orderly quit has 5 s in all. */
const GRACE_MS = 6_000;
const POLL_MS = 200;

/** @typedef {{pid: number, command: string}} Leftover */

/**
 * @param {string} marker this run's value of RUN_MARKER
 * @param {string} [proc]
 * @returns {Leftover[]} processes that are alive and carry it; always empty where there is no /proc
 */
export function markedProcesses(marker, proc = '/proc') {
  const entry = `${RUN_MARKER}=${marker}`;
  return pidsIn(proc).flatMap((pid) => {
    try {
      if (!readFileSync(`${proc}/${pid}/environ`, 'utf8').split('\0').includes(entry)) return [];
      const command = readFileSync(`${proc}/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
      // A zombie has an empty command line: it has ended and only waits to be noticed.
      return command === '' ? [] : [{ pid, command }];
    } catch {
      return []; // It ended while we looked, or belongs to someone else.
    }
  });
}

/** @param {string} proc */
function pidsIn(proc) {
  try {
    return readdirSync(proc)
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return []; // macOS and Windows have no /proc; there the tests' own checks must do.
  }
}

/**
 * Waits a moment for processes to end, then ends those that did not.
 * @param {string} marker
 * @returns {Promise<Leftover[]>} what had to be ended
 */
export async function reapLeftovers(marker) {
  const deadline = performance.now() + GRACE_MS;
  let left = markedProcesses(marker);
  while (left.length > 0 && performance.now() < deadline) {
    await sleep(POLL_MS);
    left = markedProcesses(marker);
  }
  for (const { pid } of left) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Gone by itself between the look and the kill: it still was there after the grace.
    }
  }
  return left;
}
