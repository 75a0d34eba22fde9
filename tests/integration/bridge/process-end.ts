/** Waiting for the end of processes that are nobody's children any more. */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** There is no signal for the end of a stranger, so this looks again and again. */
export async function waitUntilGone(pid: number): Promise<void> {
  while (!isGone(pid)) await delay(10);
}

/** Ended, or a zombie that only waits to be collected by a container's init. */
function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return true;
  }
  if (process.platform !== 'linux') return false;
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return true;
  }
}
