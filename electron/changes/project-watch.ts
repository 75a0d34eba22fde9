/**
 * Finds what a command changes: how every watched file is before it, and which differ after it. Nothing is read twice that did not change,
 * and what git holds is not copied. Changes to ignored files, to caches and outside of the folders are not seen. Made for a thread of its
 * own (worker/): it asks the file system without giving way for some milliseconds at a time.
 */
import { type BigIntStats, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ContentStore } from './content-store.ts';
import { ABSENT, captureFile, captureKnown, type FileState, fileStateSchema, hashOf, isSameState, signatureOf } from './file-state.ts';
import { readGitObjects } from './git-objects.ts';
import { listProjectFiles, type ObjectSizes } from './project-files.ts';

/** Copied before a command at the most, all files together: what git does not hold. Reading it takes about a second. */
const MAX_COPIED_BYTES = 128 * 1024 * 1024;
const MAX_COPIED_FILE_BYTES = 4 * 1024 * 1024;

/** Recorded of one command. One that checks out another branch changes thousands; git has those. */
const MAX_RECORDED_CHANGES = 2_000;

/** As many as the threads of libuv can keep busy, and some that wait. */
const CONCURRENT_READS = 32;

/** Looked at in one go, in a few milliseconds: between two goes a stop is heard. */
const FILES_PER_GO = 500;

/** A hundred snapshots of a large project; past that it is cheaper to ask git anew than to keep what is gone. */
const MAX_KNOWN_OBJECTS = 500_000;

const watchedFileSchema = z.object({
  signature: z.string(),
  size: z.number(),
  isExecutable: z.boolean(),
  /** Null where git holds the content. */
  state: fileStateSchema.nullable(),
  objectId: z.string().nullable(),
});
type WatchedFile = z.infer<typeof watchedFileSchema>;

/** How the folders were before a command; as data, so that it outlives the app. */
export const projectSnapshotSchema = z.object({
  startedAt: z.number(),
  folders: z.array(z.object({ folder: z.string(), files: z.array(z.tuple([z.string(), watchedFileSchema])) })),
  notes: z.array(z.string()),
});
export type ProjectSnapshot = z.infer<typeof projectSnapshotSchema>;

/** What earlier snapshots found out, so that the next command need not read again what did not change since. */
export interface KnownFiles {
  /** By full path. */
  states: Map<string, { signature: string; state: FileState }>;
  objectSizes: ObjectSizes;
}

export interface FoundChange {
  folder: string;
  path: string;
  before: FileState;
  after: FileState;
}

/** How the folders are now. Never rejects for a single file; such files are told in the notes. Rejects with the signal's reason when it aborts. */
export async function takeSnapshot(
  folders: readonly string[],
  contents: ContentStore,
  known: KnownFiles,
  signal: AbortSignal,
): Promise<ProjectSnapshot> {
  const snapshot: ProjectSnapshot = { startedAt: Date.now(), folders: [], notes: [] };
  const notes = new Set<string>();
  const copied: Copied = { bytes: 0 };
  if (known.objectSizes.size > MAX_KNOWN_OBJECTS) known.objectSizes.clear();
  for (const folder of folders) {
    const listed = await listProjectFiles(folder, { objectSizes: known.objectSizes, signal });
    for (const note of listed.notes) notes.add(note);
    const stats = await statsOfAll(folder, listed.files.keys(), signal);
    const files: [string, WatchedFile][] = [];
    await forEachFile([...stats], signal, async ([path, fileStats]) => {
      const object = listed.files.get(path) ?? { objectId: null, objectBytes: null };
      files.push([path, await watchedFile(join(folder, path), fileStats, object, contents, known, copied)]);
    });
    snapshot.folders.push({ folder, files });
  }
  snapshot.notes = [...notes];
  return snapshot;
}

/** How much was copied for this snapshot. */
interface Copied {
  bytes: number;
}

async function watchedFile(
  file: string,
  stats: BigIntStats,
  { objectId, objectBytes }: { objectId: string | null; objectBytes: number | null },
  contents: ContentStore,
  known: KnownFiles,
  copied: Copied,
): Promise<WatchedFile> {
  const base = { signature: signatureOf(stats), size: Number(stats.size), isExecutable: isExecutable(stats) };
  if (objectId !== null && stats.isFile() && objectBytes === base.size) return { ...base, state: null, objectId };
  const before = known.states.get(file);
  if (before?.signature === base.signature) return { ...base, state: before.state, objectId: null };
  const hasRoom = stats.isFile() ? base.size <= MAX_COPIED_FILE_BYTES && copied.bytes + base.size <= MAX_COPIED_BYTES : true;
  if (stats.isFile() && hasRoom) copied.bytes += base.size;
  try {
    const state = hasRoom ? await captureKnown(file, stats, { contents }) : unread(stats);
    known.states.set(file, { signature: base.signature, state });
    return { ...base, state, objectId: null };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw error;
    // A file that may not be read can't be compared; that it changed is seen all the same.
    return { ...base, state: unread(stats), objectId: null };
  }
}

const NOT_COPIED =
  'Some files were not copied before the command (above 4 MB each, or beyond 128 MB in all, and not in git): their change is shown and can’t be taken back.';

/** What differs now. `known` learns how the files are. */
export async function findChanges(
  snapshot: ProjectSnapshot,
  contents: ContentStore,
  known: KnownFiles,
  signal: AbortSignal,
): Promise<{ changes: FoundChange[]; notes: string[] }> {
  const candidates: { folder: string; path: string; before: WatchedFile | null; stats: BigIntStats | null; wasMoved: boolean }[] = [];
  const notes = [...snapshot.notes];
  for (const { folder, files } of snapshot.folders) {
    const before = new Map(files);
    const inodes = new Set(files.map(([, { signature }]) => inodeOf(signature)));
    const listed = await listProjectFiles(folder, { signal });
    const paths = new Set([...before.keys(), ...listed.files.keys()]);
    const present = await statsOfAll(folder, paths, signal);
    for (const path of paths) {
      const stats = present.get(path) ?? null;
      const watched = before.get(path) ?? null;
      if (stats === null ? watched === null : watched?.signature === signatureOf(stats)) continue;
      // It was there all the time, and only now belongs to what is watched: .gitignore changed.
      if (watched === null && stats !== null && Number(stats.ctimeMs) < snapshot.startedAt) continue;
      const wasMoved = watched === null && stats !== null && inodes.has(`${stats.ino}`);
      candidates.push({ folder, path, before: watched, stats, wasMoved });
    }
  }
  candidates.sort((a, b) => (a.path < b.path ? -1 : 1));
  if (candidates.length > MAX_RECORDED_CHANGES) {
    notes.push(
      `The command touched ${candidates.length.toLocaleString('en')} files; the first ${MAX_RECORDED_CHANGES.toLocaleString('en')} are recorded.`,
    );
    candidates.length = MAX_RECORDED_CHANGES;
  }
  const fromGit = await statesFromGit(candidates, contents);
  const changes: FoundChange[] = [];
  for (const { folder, path, before: watched, stats, wasMoved } of candidates) {
    const file = join(folder, path);
    const before =
      watched === null
        ? wasMoved
          ? ABSENT
          : earlierState(stats, snapshot.startedAt)
        : (watched.state ?? fromGit.get(file) ?? { kind: 'unknown' });
    const after = stats === null ? ABSENT : await captureFile(file, { contents }).catch((): FileState => unread(stats));
    if (stats !== null) known.states.set(file, { signature: signatureOf(stats), state: after });
    if (isSameState(before, after) || after.kind === 'other') continue;
    changes.push({ folder, path, before, after });
  }
  if (changes.some(({ before }) => before.kind === 'unknown' || (before.kind === 'file' && !before.isKept))) notes.push(NOT_COPIED);
  return { changes, notes };
}

/** A file that was moved within the folder keeps its inode, and its time of birth. */
function inodeOf(signature: string): string {
  return signature.slice(0, signature.indexOf(':'));
}

/** Not watched before: new, unless the file system says that it is older than the command. */
function earlierState(stats: BigIntStats | null, startedAt: number): FileState {
  if (stats === null) return ABSENT;
  const bornAt = Number(stats.birthtimeMs);
  // A second of grace: file systems keep times more coarsely than clocks.
  return bornAt > 0 && bornAt < startedAt - 1000 ? { kind: 'unknown' } : ABSENT;
}

/** Contents that git held before, by the full path of their file: verified by their length, and then kept like any other. */
async function statesFromGit(
  candidates: readonly { folder: string; path: string; before: WatchedFile | null }[],
  contents: ContentStore,
): Promise<Map<string, FileState>> {
  const states = new Map<string, FileState>();
  for (const folder of new Set(candidates.map((candidate) => candidate.folder))) {
    const wanted = candidates.flatMap(({ folder: inFolder, path, before }) =>
      inFolder === folder && before !== null && before.objectId !== null ? [{ path, before, objectId: before.objectId }] : [],
    );
    await readGitObjects(folder, wanted, async ({ path, before }, content) => {
      if (content === null || content.byteLength !== before.size) return;
      const hash = hashOf(content);
      const isKept = await contents.put(hash, content, false);
      states.set(join(folder, path), { kind: 'file', hash, size: before.size, isExecutable: before.isExecutable, isKept });
    });
  }
  return states;
}

function unread(stats: BigIntStats): FileState {
  if (!stats.isFile()) return { kind: 'unknown' };
  return {
    kind: 'file',
    hash: `stat:${stats.size}:${stats.mtimeNs}`,
    size: Number(stats.size),
    isExecutable: isExecutable(stats),
    isKept: false,
  };
}

function isExecutable({ mode }: BigIntStats): boolean {
  return process.platform !== 'win32' && (mode & 0o100n) !== 0n;
}

/** Those that are there. One after the other without giving way: a tenth of the time of asking the thread pool for each. */
async function statsOfAll(folder: string, paths: Iterable<string>, signal: AbortSignal): Promise<Map<string, BigIntStats>> {
  const stats = new Map<string, BigIntStats>();
  let looked = 0;
  for (const path of paths) {
    if (looked++ % FILES_PER_GO === FILES_PER_GO - 1) await new Promise(setImmediate);
    signal.throwIfAborted();
    const found = statsNow(join(folder, path));
    if (found !== null) stats.set(path, found);
  }
  return stats;
}

function statsNow(file: string): BigIntStats | null {
  try {
    return lstatSync(file, { bigint: true, throwIfNoEntry: false }) ?? null;
  } catch {
    // Not ours to look at, or a file where there was a folder: as good as not there.
    return null;
  }
}

async function forEachFile<Item>(items: readonly Item[], signal: AbortSignal, work: (item: Item) => Promise<void>): Promise<void> {
  let next = 0;
  const run = async () => {
    for (let index = next++; index < items.length; index = next++) {
      signal.throwIfAborted();
      await work(items[index] as Item);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT_READS }, run));
}
