/** A whole, safe copy of a database in one file. */
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Sqlite, type SqliteDatabase } from '../sqlite.ts';
import { toStorageError } from '../storage-errors.ts';

/**
 * Copies the database as it is now, its WAL included, and returns when the copy is on the disk. A copy under way has another name,
 * so that a file with this one is always whole. Holds up the thread: use it where nothing else may happen meanwhile.
 */
export function copyDatabaseSync(sqlite: SqliteDatabase, file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const unfinished = `${file}.unfinished`;
  rmSync(unfinished, { force: true });
  try {
    sqlite.prepare('VACUUM INTO ?').run(unfinished);
    syncFile(unfinished);
    renameSync(unfinished, file);
    syncFolder(dirname(file));
  } catch (error) {
    removeUnfinished(unfinished);
    throw error;
  }
}

/** Pages per step: some 400 KiB, well under a millisecond, and then whoever waits for the thread gets it. */
const PAGES_PER_STEP = 100;

/** The same while the database goes on being used by this connection. Fulfilled when the copy is on the disk under its name. */
export async function copyDatabase(sqlite: SqliteDatabase, file: string): Promise<void> {
  const unfinished = `${file}.unfinished`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    rmSync(unfinished, { force: true });
    await sqlite.backup(unfinished, { progress: () => PAGES_PER_STEP });
    leaveWalMode(unfinished);
    syncFile(unfinished);
    renameSync(unfinished, file);
    syncFolder(dirname(file));
  } catch (error) {
    removeUnfinished(unfinished);
    throw toStorageError(error);
  }
}

/** One file for good: a copy in WAL mode gets a log beside it whenever somebody looks at it. */
function leaveWalMode(file: string): void {
  const copy = new Sqlite(file);
  try {
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
}

function removeUnfinished(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It could not be written either, and the error that says why is on its way.
  }
}

/** Puts what was written to the file on the disk itself. */
export function syncFile(file: string): void {
  // Windows flushes only handles that may write.
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Makes a rename durable. */
export function syncFolder(folder: string): void {
  // Windows has no handle for a folder, and its renames are journalled.
  if (process.platform === 'win32') return;
  const descriptor = openSync(join(folder, '.'), 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
