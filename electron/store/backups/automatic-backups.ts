/** Takes a backup each day the app is used, and lets old ones go. */
import { join } from 'node:path';
import { toErrorInfo } from '#protocol/errors.ts';
import type { StoreLog } from '../store-log.ts';
import { type Backup, listBackups, pruneBackups } from './backup-folder.ts';
import { backupName } from './backup-names.ts';
import { isBackupDue } from './backup-policy.ts';

export interface AutomaticBackupOptions {
  /** Asked each time: the person may choose another one, or its disk may be gone. */
  folder: () => string;
  /** Copies the database to this file; fulfilled when the copy is whole and on the disk. */
  copyTo: (file: string) => Promise<void>;
  log: StoreLog;
  now?: () => number;
}

export interface AutomaticBackups {
  /** Takes one if it is due, then prunes. Null when none was due or it failed, which is logged. Never two at a time. */
  takeIfDue(): Promise<Backup | null>;
  /** "Back up now". Throws storage errors. */
  takeNow(): Promise<Backup>;
  stop(): void;
}

/** Often enough to notice that a day has passed, also after a night asleep. */
const CHECK_INTERVAL_MS = 60 * 60 * 1000;
/** The start belongs to the person. */
const FIRST_CHECK_MS = 2 * 60 * 1000;

export function startAutomaticBackups({ folder: currentFolder, copyTo, log, now = Date.now }: AutomaticBackupOptions): AutomaticBackups {
  let running: Promise<Backup | null> | null = null;

  const take = async (kind: 'automatic' | 'manual', folder: string): Promise<Backup> => {
    const name = backupName(kind, now());
    await copyTo(join(folder, name));
    const backup = listBackups(folder).find((candidate) => candidate.name === name);
    if (backup === undefined) throw new Error('A backup was taken but is not in its folder');
    log.info('Took a backup', { kind, bytes: backup.bytes });
    return backup;
  };

  const attempt = async (): Promise<Backup | null> => {
    try {
      const folder = currentFolder();
      if (!isBackupDue(listBackups(folder), now())) return null;
      const backup = await take('automatic', folder);
      // Only after a new one is safe.
      pruneBackups(folder, now(), log);
      return backup;
    } catch (error) {
      log.error('The automatic backup failed', { error: toErrorInfo(error) });
      return null;
    }
  };

  const takeIfDue = () => {
    running ??= attempt().finally(() => {
      running = null;
    });
    return running;
  };

  const first = setTimeout(takeIfDue, FIRST_CHECK_MS);
  const interval = setInterval(takeIfDue, CHECK_INTERVAL_MS);
  first.unref();
  interval.unref();
  return {
    takeIfDue,
    takeNow: () => take('manual', currentFolder()),
    stop() {
      clearTimeout(first);
      clearInterval(interval);
    },
  };
}
