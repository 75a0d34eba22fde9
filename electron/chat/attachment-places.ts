/** Where dropped and picked files lie, as seen from a conversation's agent. Names and counts only: no content is read here. */
import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { AttachmentPlace } from '#protocol/attachments.ts';
import type { FolderPart } from '#protocol/conversation.ts';

/** What a folder holds is counted up to here; a home folder would take minutes. */
const MAX_COUNTED_FILES = 10_000;
/** Paths that are told to the agent. */
const MAX_LISTED_FILES = 500;
/** Folders that hold what programs made; nobody means them when attaching what is above. */
const SKIPPED_FOLDERS = new Set(['.git', 'node_modules', '.venv', '__pycache__']);

export interface ReachableFolders {
  projectFolder: string | null;
  extraFolders: readonly string[];
}

/** Links are followed first: what leads out of the project is outside of it. */
export async function locateAttachment(path: string, folders: ReachableFolders): Promise<AttachmentPlace> {
  if (!isAbsolute(path)) return { kind: 'missing' };
  try {
    const real = await realpath(path);
    const isFolder = (await stat(real)).isDirectory();
    const reference = await referenceTo(real, folders);
    if (reference !== null) return { kind: 'reference', path: isFolder ? `${reference}/` : reference };
    return isFolder ? { kind: 'folder', folder: await describeFolder(real) } : { kind: 'file' };
  } catch {
    // Gone meanwhile, or not ours to look at: for the person that is the same.
    return { kind: 'missing' };
  }
}

async function referenceTo(real: string, { projectFolder, extraFolders }: ReachableFolders): Promise<string | null> {
  if (projectFolder !== null) {
    const inside = await pathInside(projectFolder, real);
    if (inside !== null) return inside === '' ? '.' : inside.split(sep).join('/');
  }
  for (const folder of extraFolders) if ((await pathInside(folder, real)) !== null) return real;
  return null;
}

/** Null where it is not inside, or the folder is gone. */
async function pathInside(folder: string, real: string): Promise<string | null> {
  const root = await realpath(folder).catch(() => null);
  if (root === null) return null;
  const inside = relative(root, real);
  return inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? null : inside;
}

/** Breadth first, so that the paths listed are those near the top. */
export async function describeFolder(path: string): Promise<FolderPart> {
  const files: string[] = [];
  const waiting = [''];
  let fileCount = 0;
  for (let next = waiting.shift(); next !== undefined && fileCount < MAX_COUNTED_FILES; next = waiting.shift()) {
    for (const entry of await entriesOf(join(path, next))) {
      const inside = next === '' ? entry.name : `${next}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!SKIPPED_FOLDERS.has(entry.name)) waiting.push(inside);
      } else if (fileCount < MAX_COUNTED_FILES) {
        fileCount += 1;
        if (files.length < MAX_LISTED_FILES) files.push(inside);
      }
    }
  }
  return { type: 'folder', path, fileCount, files, hasMore: fileCount === MAX_COUNTED_FILES };
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    // One folder that can't be read takes nothing from the others.
    return [];
  }
}
