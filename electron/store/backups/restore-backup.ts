/** Puts a backup in the place of the database, which is moved aside and never overwritten. For a database that nobody has open. */
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '#protocol/errors.ts';
import { checkIntegrity } from '../integrity.ts';
import { assertNotTooNew } from '../migrate.ts';
import { allMigrations } from '../migrations/all-migrations.ts';
import { Sqlite } from '../sqlite.ts';
import { corruptDatabase, withStorageErrors } from '../storage-errors.ts';
import { backupName } from './backup-names.ts';
import { syncFile, syncFolder } from './copy-database.ts';

export interface RestoreOptions {
  backupFile: string;
  databaseFile: string;
  backupFolder: string;
  nowMs: number;
}

/**
 * First step: checks the backup and puts a copy of it beside the database, where `swapInRestored` takes it. Throws `storage-corrupt` for a
 * damaged backup and `storage-too-new`, both with nothing changed. Takes as long as reading and copying the backup: for a worker thread.
 */
export function prepareRestore(backupFile: string, databaseFile: string): void {
  withStorageErrors(() => {
    assertRestorable(backupFile);
    const unfinished = `${databaseFile}.unfinished`;
    rmSync(unfinished, { force: true });
    try {
      copyFileSync(backupFile, unfinished);
      syncFile(unfinished);
      renameSync(unfinished, restoredFile(databaseFile));
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw error;
    }
  });
}

/**
 * Second step, a few renames: moves the database to `asideFile` as it is, and puts what was prepared in its place. Nobody may have it
 * open. Returns false when there was no database to move. The next `openDatabase` migrates what was restored if need be.
 */
export function swapInRestored(databaseFile: string, asideFile: string): boolean {
  return withStorageErrors(() => {
    if (!existsSync(restoredFile(databaseFile))) throw new AppError({ code: 'not-found', message: 'Nothing was prepared to be restored.' });
    const wasThere = moveAside(databaseFile, asideFile);
    finishRestore(databaseFile);
    return wasThere;
  });
}

/** Both steps. Returns where the database that was replaced is now, or null when there was none. */
export function restoreBackup({ backupFile, databaseFile, backupFolder, nowMs }: RestoreOptions): string | null {
  prepareRestore(backupFile, databaseFile);
  const asideFile = join(backupFolder, backupName('before-restore', nowMs));
  return swapInRestored(databaseFile, asideFile) ? asideFile : null;
}

/**
 * Ends a restore that a crash or power cut interrupted after the database was moved aside: else the next start would find none and
 * begin an empty one. Nothing happens when there is none to end.
 */
export function finishRestore(databaseFile: string): void {
  if (existsSync(databaseFile) || !existsSync(restoredFile(databaseFile))) return;
  renameSync(restoredFile(databaseFile), databaseFile);
  syncFolder(dirname(databaseFile));
}

/** What comes next, whole and on the disk. */
export function restoredFile(databaseFile: string): string {
  return `${databaseFile}.restored`;
}

function assertRestorable(backupFile: string): void {
  const { ok, problems } = checkIntegrity(backupFile);
  if (!ok) throw corruptDatabase(problems.join('; '));
  const sqlite = new Sqlite(backupFile, { readonly: true, fileMustExist: true });
  try {
    assertNotTooNew(sqlite, allMigrations);
  } finally {
    sqlite.close();
  }
}

/** Whole as it is, its log beside it: also a damaged database may still be of use to somebody. Returns false when there is none. */
export function moveAside(databaseFile: string, target: string): boolean {
  if (existsSync(target)) throw new AppError({ code: 'conflict', message: 'A restore was done this very second. Try again.' });
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  // The log first: a database without it is older but whole, a log without its database is lost at the next start.
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(databaseFile + suffix)) renameSync(databaseFile + suffix, target + suffix);
  }
  return existsSync(target);
}
