/** A check that passed on the very same files needs no second run: the slow ones cost ten seconds and more of both cores. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashSources } from '../build/freshness.mjs';
import { root, treeCacheDir } from '../setup/paths.mjs';

/**
 * @param {string} name of the check
 * @param {readonly string[]} sources files and folders, relative to the root, that its outcome depends on
 * @param {() => Promise<string>} run resolves to what is wrong, empty when nothing is
 */
export async function unlessPassedBefore(name, sources, run) {
  const stampFile = join(treeCacheDir, 'checks', name);
  const hash = await hashSources(root, sources);
  const passed = await readFile(stampFile, 'utf8').catch(() => ''); // No stamp: it never passed.
  if (passed === hash) return '';
  const complaint = await run();
  if (complaint === '') {
    await mkdir(join(treeCacheDir, 'checks'), { recursive: true });
    await writeFile(stampFile, hash);
  }
  return complaint;
}
