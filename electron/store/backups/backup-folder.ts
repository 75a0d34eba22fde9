/** The folder of backups: what is in it, and what may go. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { toErrorInfo } from '#protocol/errors.ts';
import { withStorageErrors } from '../storage-errors.ts';
import type { StoreLog } from '../store-log.ts';
import { type BackupKind, parseBackupName } from './backup-names.ts';
import { expiredBackups } from './backup-policy.ts';

export interface Backup {
  file: string;
  name: string;
  kind: BackupKind;
  takenAtMs: number;
  bytes: number;
}

/** Newest first; empty when there is no such folder. Files that are no backups of ours are left out. Throws storage errors. */
export function listBackups(folder: string): Backup[] {
  return withStorageErrors(() => {
    const backups = namesIn(folder).flatMap((name) => {
      const parsed = parseBackupName(name);
      const file = join(folder, name);
      const stat = parsed === null ? undefined : statSync(file, { throwIfNoEntry: false });
      return parsed === null || stat?.isFile() !== true ? [] : [{ ...parsed, file, name, bytes: stat.size }];
    });
    return backups.sort((a, b) => b.takenAtMs - a.takenAtMs);
  });
}

/** Removes what the policy lets go, and copies that were cut off halfway. Returns the backups removed. One that can't be removed stays. */
export function pruneBackups(folder: string, nowMs: number, log: StoreLog): Backup[] {
  const unfinished = namesIn(folder).filter(
    (name) => name.endsWith('.db.unfinished') && parseBackupName(name.replace(/\.unfinished$/, '')) !== null,
  );
  for (const name of unfinished) tryRemove(join(folder, name), log);
  return expiredBackups(listBackups(folder), nowMs).filter(({ file }) => tryRemove(file, log));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function tryRemove(file: string, log: StoreLog): boolean {
  try {
    rmSync(file);
    // A database moved aside before a restore may have its log beside it.
    for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true });
    return true;
  } catch (error) {
    log.warn('An old backup could not be removed', { error: toErrorInfo(error) });
    return false;
  }
}
