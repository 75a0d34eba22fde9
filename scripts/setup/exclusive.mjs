/** One set-up step at a time per work tree: two commands started together must not install or build over each other. */

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './paths.mjs';
import { say } from './progress.mjs';

const POLL_MS = 200;

/**
 * Runs `work` while no other process of this work tree runs under the same name; waits for its turn. The lock of a process that is gone
 * is taken over.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @param {string} [scope] what is protected; by default this work tree
 * @returns {Promise<T>}
 */
export async function runExclusively(name, work, scope = root) {
  const lockFile = lockPath(name, scope);
  let announced = false;
  while (!tryLock(lockFile)) {
    if (!announced) say(`Waiting for another command that is at the same step (${name}) …`);
    announced = true;
    await sleep(POLL_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

/**
 * In the temp folder, because node_modules (which `npm ci` empties) can't hold it.
 * @param {string} name
 * @param {string} scope
 */
function lockPath(name, scope) {
  const folder = join(tmpdir(), `agent-manager-locks-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, `${createHash('sha256').update(scope).digest('hex').slice(0, 16)}-${name}`);
}

/** @param {string} lockFile */
function tryLock(lockFile) {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
  }
  const holder = readHolder(lockFile);
  if (holder === undefined || isRunning(holder)) return false;
  // Moved aside first: of two that find the same dead lock, only one can rename it.
  const aside = `${lockFile}.${process.pid}`;
  try {
    renameSync(lockFile, aside);
    unlinkSync(aside);
  } catch {
    // The other one was quicker; the next round finds its lock.
  }
  return false;
}

/**
 * @param {string} lockFile
 * @returns {number | undefined} nothing while the file is being written or has just been released
 */
function readHolder(lockFile) {
  try {
    return Number.parseInt(readFileSync(lockFile, 'utf8'), 10) || undefined;
  } catch {
    return undefined; // Released between our two looks.
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'; // Someone else's process, but alive.
  }
}
