/** Which files of a folder are watched while a command runs: with git its tracked files and those it does not ignore, else all but caches. */
import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#protocol/errors.ts';
import { runGit } from '../git/run-git.ts';

export interface ProjectFiles {
  /** Inside the folder, with `/`. With git's object where git holds the very content that is on the disk. */
  files: Map<string, { objectId: string | null; objectBytes: number | null }>;
  /** What is left out, in plain sentences. */
  notes: string[];
}

/** More than any source tree worked on by hand; looking at each takes about a second then. */
export const MAX_WATCHED_FILES = 50_000;

/** Without git nobody says what is made by tools. These are, everywhere. */
const CACHE_FOLDERS = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  '.venv',
  'venv',
  '__pycache__',
  '.tox',
  '.mypy_cache',
  '.pytest_cache',
  '.gradle',
  '.next',
  '.cache',
]);

/** A few milliseconds' worth. */
const FOLDERS_PER_GO = 100;

/** Submodules of submodules of submodules. */
const MAX_REPOSITORY_DEPTH = 3;
const SUBMODULE_MODE = '160000';

/** How long git's objects are, by id. An object never changes, so that it is asked for once. */
export type ObjectSizes = Map<string, number>;

export interface ListOptions {
  /** Also says which contents git holds; without it the list is there in half the time. */
  objectSizes?: ObjectSizes;
  signal: AbortSignal;
}

/** Rejects with the signal's reason when it aborts. */
export async function listProjectFiles(folder: string, options: ListOptions): Promise<ProjectFiles> {
  const result: ProjectFiles = { files: new Map(), notes: [] };
  try {
    await addGitFiles(folder, '', result, options, 0);
    // A folder that a repository around it ignores as a whole.
    if (result.files.size === 0) await addAllFiles(folder, result, options.signal);
  } catch (error) {
    if (!(error instanceof AppError) || options.signal.aborted) throw error;
    result.files.clear();
    result.notes.length = 0;
    if (error.code === 'too-large' || error.code === 'timed-out')
      result.notes.push(`${error.message} Changes by commands were not watched.`);
    else await addAllFiles(folder, result, options.signal);
  }
  if (result.files.size >= MAX_WATCHED_FILES) {
    result.notes.push(
      `The project has more than ${MAX_WATCHED_FILES.toLocaleString('en')} files; changes by commands to the others were not watched.`,
    );
  }
  return result;
}

async function addGitFiles(repository: string, prefix: string, result: ProjectFiles, options: ListOptions, depth: number): Promise<void> {
  const { objectSizes, signal } = options;
  const [staged, modified, untracked] = await Promise.all([
    runGit(repository, ['ls-files', '-z', '--stage'], { signal }),
    objectSizes !== undefined ? runGit(repository, ['ls-files', '-z', '--modified'], { signal }) : Buffer.alloc(0),
    runGit(repository, ['ls-files', '-z', '--others', '--exclude-standard'], { signal }),
  ]);
  const isModified = new Set(entriesOf(modified));
  const inner: string[] = [];
  const objectIds: { path: string; objectId: string }[] = [];
  for (const entry of entriesOf(staged)) {
    const [info = '', path = ''] = splitOnce(entry, '\t');
    const [mode, objectId = ''] = info.split(' ');
    if (mode === SUBMODULE_MODE) inner.push(path);
    else if (add(result, prefix + path, null) && !isModified.has(path)) objectIds.push({ path: prefix + path, objectId });
  }
  for (const path of entriesOf(untracked)) {
    // With a slash at its end: a repository of its own inside this one.
    if (path.endsWith('/')) inner.push(path.slice(0, -1));
    else add(result, prefix + path, null);
  }
  if (objectSizes !== undefined) await addObjectSizes(repository, objectIds, result, objectSizes, signal);
  if (depth >= MAX_REPOSITORY_DEPTH) return;
  for (const path of inner) {
    try {
      await addGitFiles(join(repository, path), `${prefix}${path}/`, result, options, depth + 1);
    } catch (error) {
      if (!(error instanceof AppError) || signal.aborted) throw error;
      // A submodule that was never checked out is an empty folder.
    }
  }
}

/** How long the contents in git are: one that is shorter than its file on the disk was changed on its way there (line ends, LFS). */
async function addObjectSizes(
  repository: string,
  objects: { path: string; objectId: string }[],
  result: ProjectFiles,
  known: ObjectSizes,
  signal: AbortSignal,
): Promise<void> {
  const unknown = [...new Set(objects.map(({ objectId }) => objectId))].filter((objectId) => !known.has(objectId));
  if (unknown.length > 0) {
    const input = `${unknown.join('\n')}\n`;
    const output = await runGit(repository, ['cat-file', '--batch-check=%(objecttype) %(objectsize)'], { input, signal });
    const lines = output.toString('latin1').split('\n');
    unknown.forEach((objectId, index) => {
      const [type, size] = (lines[index] ?? '').split(' ');
      if (type === 'blob') known.set(objectId, Number(size));
    });
  }
  for (const { path, objectId } of objects) {
    const objectBytes = known.get(objectId);
    if (objectBytes !== undefined) result.files.set(path, { objectId, objectBytes });
  }
}

/** Folder by folder without giving way, but for a moment after some of them, in which a stop is heard: this runs on a thread of its own. */
async function addAllFiles(root: string, result: ProjectFiles, signal: AbortSignal): Promise<void> {
  const folders = [''];
  let looked = 0;
  for (let prefix = folders.pop(); prefix !== undefined; prefix = folders.pop()) {
    if (looked++ % FOLDERS_PER_GO === FOLDERS_PER_GO - 1) await new Promise(setImmediate);
    signal.throwIfAborted();
    for (const entry of entriesIn(join(root, prefix))) {
      if (result.files.size >= MAX_WATCHED_FILES) return;
      if (entry.isDirectory()) {
        if (!CACHE_FOLDERS.has(entry.name)) folders.push(`${prefix}${entry.name}/`);
      } else if (entry.isFile() || entry.isSymbolicLink()) {
        add(result, prefix + entry.name, null);
      }
    }
  }
}

function entriesIn(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // Not ours to read, or gone since.
    return [];
  }
}

function add(result: ProjectFiles, path: string, objectId: string | null): boolean {
  if (result.files.size >= MAX_WATCHED_FILES) return false;
  result.files.set(path, { objectId, objectBytes: null });
  return true;
}

function entriesOf(output: Buffer): string[] {
  return output
    .toString('utf8')
    .split('\0')
    .filter((entry) => entry !== '');
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
