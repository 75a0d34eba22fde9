/** Decides whether a target's output is still what its sources would give, by content and not by time, so that a checkout can't fool it. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { packageFolders } from './licences.mjs';

/** Never part of a build: they change without the sources having changed. */
const IGNORED_NAMES = new Set(['node_modules', '__pycache__', '.DS_Store']);

/** Beside a target's stamp: the packages in it, for licences.mjs. */
export const INPUTS_SUFFIX = '.packages.json';

/**
 * @typedef {object} BuildTarget
 * @property {string} name
 * @property {readonly string[]} sources files and folders, relative to the root, that the output is made of
 * @property {readonly string[]} outputs files, relative to the output folder, without which the target counts as not built
 * @property {(outDir: string) => Promise<readonly string[] | void>} build resolves to the files that went in, by which packages are known
 */

/**
 * One hash over the paths and contents of files and folders.
 * @param {string} root
 * @param {readonly string[]} sources relative to `root`; one that isn't there counts as such
 */
export async function hashSources(root, sources) {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of await filesUnder(join(root, source))) {
      hash.update(relative(root, file)).update('\0');
      hash.update(await readFile(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} path a file or a folder
 * @returns {Promise<string[]>} every file under it, sorted; empty when there is none
 */
async function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true });
  const wanted = entries.filter((entry) => !IGNORED_NAMES.has(entry.name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const nested = await Promise.all(wanted.map((entry) => filesUnder(join(path, entry.name))));
  return nested.flat();
}

/**
 * @param {readonly BuildTarget[]} targets
 * @param {{root: string, outDir: string}} folders
 * @returns {Promise<{target: BuildTarget, hash: string}[]>} those whose sources changed, or whose output is missing
 */
export async function findStaleTargets(targets, { root, outDir }) {
  const looked = await Promise.all(
    targets.map(async (target) => {
      const hash = await hashSources(root, target.sources);
      const stamped = await readFile(stampFile(outDir, target), 'utf8').catch(() => ''); // No stamp: never built.
      const isFresh = stamped === hash && target.outputs.every((output) => existsSync(join(outDir, output)));
      return isFresh ? [] : [{ target, hash }];
    }),
  );
  return looked.flat();
}

/**
 * Builds targets side by side. The stamp is written last: a build that was cut short stays stale.
 * @param {readonly {target: BuildTarget, hash: string}[]} stale
 * @param {string} outDir
 */
export async function buildTargetsInto(stale, outDir) {
  await Promise.all(
    stale.map(async ({ target, hash }) => {
      const inputs = (await target.build(outDir)) ?? [];
      await mkdir(dirname(stampFile(outDir, target)), { recursive: true });
      await writeFile(`${stampFile(outDir, target)}${INPUTS_SUFFIX}`, JSON.stringify(packageFolders(inputs)));
      await writeFile(stampFile(outDir, target), hash);
    }),
  );
}

/**
 * @param {string} outDir
 * @param {BuildTarget} target
 */
function stampFile(outDir, target) {
  return join(outDir, '.stamps', target.name.replaceAll('/', '-'));
}
