/** Where a path really leads, and whether that is inside a folder: links and `..` are followed first, also in what does not exist yet. */
import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';

/** As many as Linux follows (path_resolution(7)). */
const MAX_LINKS = 40;

/**
 * The file that would be opened or created by this absolute path. The system's own `realpath` fails for a file that is not there, and a link
 * to such a file leads a new file out of a folder all the same. Throws what the file system throws, e.g. for a loop of links.
 */
export function realTarget(path: string, linksLeft = MAX_LINKS): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  const parent = dirname(path);
  if (parent === path) return path;
  const link = linkTarget(path);
  if (link === undefined) return resolve(realTarget(parent, linksLeft), basename(path));
  if (linksLeft === 0) throw new Error(`Too many links: ${path}`);
  return realTarget(resolve(realTarget(parent, linksLeft), link), linksLeft - 1);
}

/** True for the folder itself and everything below it. Both must be real paths. */
export function isInside(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

function linkTarget(path: string): string | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
