/** Where a file lies: in which of a conversation's folders, and how it is called there. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { isInside, realTarget } from '#platform/confined-path.ts';

export interface PlacedFile {
  /** A real path. */
  folder: string;
  /** Inside it, with `/`. */
  path: string;
}

/** Links are followed, so that one file has one place. Null outside of all folders, e.g. for the agent's own notes. */
export function placeOf(file: string, folders: readonly string[]): PlacedFile | null {
  const target = realTarget(file);
  // The innermost: an added folder may lie in the project, or around it.
  const [folder] = folders.filter((candidate) => isInside(candidate, target)).sort((a, b) => b.length - a.length);
  if (folder === undefined || target === folder) return null;
  return { folder, path: relative(folder, target).split(sep).join('/') };
}

/** The uppermost folder on the way to the file that does not exist yet, inside the folder; null where none is missing. */
export function missingFolder({ folder, path }: PlacedFile): string | null {
  let missing: string | null = null;
  for (let inside = dirname(path); inside !== '.' && !existsSync(join(folder, inside)); inside = dirname(inside)) missing = inside;
  return missing;
}
