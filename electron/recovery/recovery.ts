/**
 * What can be done while the database can't be opened. Every way on moves the database aside as it is, its log beside it, and nothing is
 * moved before the person has chosen.
 */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RecoveryState, SalvageReport } from '#protocol/data.ts';
import { AppError } from '#protocol/errors.ts';
import type { BackupCatalog } from '../data/backup-service.ts';
import type { Jobs } from '../data/jobs.ts';
import { timeStamp } from '../store/backups/backup-names.ts';
import { finishRestore, moveAside, restoredFile, swapInRestored } from '../store/backups/restore-backup.ts';
import type { SalvageResult } from '../store/salvage/salvage.ts';
import { withStorageErrors } from '../store/storage-errors.ts';
import type { StoreWorkers } from '../store/worker/store-workers.ts';
import { recoveryState } from './recovery-state.ts';

export interface RecoveryOptions<Opened> {
  databaseFile: string;
  /** Emptied before use. */
  salvageFolder: string;
  /** Opens the database as the start does. */
  open: () => Opened;
  workers: Pick<StoreWorkers, 'salvage' | 'prepareRestore'>;
  backups: BackupCatalog;
  jobs: Jobs;
  /** The database is open: the app goes on. */
  onOpened: (opened: Opened) => void;
  now?: () => number;
}

export interface Recovery {
  state(): RecoveryState;
  /** Null when it could be opened now. */
  retry(): RecoveryState | null;
  salvage(): Promise<SalvageReport>;
  useSalvaged(): void;
  startFresh(): void;
  restore(name: string): Promise<void>;
}

export function createRecovery<Opened>(firstError: unknown, options: RecoveryOptions<Opened>): Recovery {
  const { databaseFile, jobs, now = Date.now } = options;
  let state = recoveryState(firstError, databaseFile);
  let salvaged: SalvageResult | null = null;

  /** In the same folder, so that moving it is one rename, also where the disk is full. */
  const asideFile = () => join(dirname(databaseFile), `conversations-set-aside-${timeStamp(now())}.db`);

  const tryOpen = (): boolean => {
    let opened: Opened;
    try {
      opened = options.open();
    } catch (error) {
      state = recoveryState(error, databaseFile);
      return false;
    }
    options.onOpened(opened);
    return true;
  };
  const forgetEnded = () => {
    for (const { id, state: jobState } of jobs.list()) if (jobState !== 'running') jobs.dismiss(id);
  };
  const openOrThrow = () => {
    if (!tryOpen()) throw new AppError(state.error);
  };

  return {
    state: () => state,
    retry: () => (tryOpen() ? null : state),

    async salvage() {
      salvaged = await jobs.run({
        kind: 'salvage',
        work: (context) => options.workers.salvage(options.salvageFolder, context),
        outcomeOf: ({ conversations, messages }) => ({ kind: 'salvage', conversations, messages }),
      });
      // Whether it is used is for the person to say: until then there is nothing to tell.
      forgetEnded();
      const { conversations, messages, newestMessageMs, lost, first } = salvaged;
      return { conversations, messages, newestMessageAt: newestMessageMs, lost, first };
    },

    useSalvaged() {
      const used = salvaged;
      if (used === null || !existsSync(used.file)) throw new AppError({ code: 'not-found', message: 'Nothing was salvaged yet.' });
      withStorageErrors(() => {
        // From here on an interruption ends with the salvaged database, at the next start.
        renameSync(used.file, restoredFile(databaseFile));
        moveAside(databaseFile, asideFile());
        finishRestore(databaseFile);
        rmSync(options.salvageFolder, { recursive: true, force: true });
      });
      salvaged = null;
      openOrThrow();
      jobs.add({ kind: 'salvage', conversations: used.conversations, messages: used.messages });
    },

    startFresh() {
      withStorageErrors(() => moveAside(databaseFile, asideFile()));
      openOrThrow();
    },

    async restore(name) {
      const backup = options.backups.find(name);
      const preview = await options.backups.preview(name);
      await jobs.run({
        kind: 'restore',
        subject: name,
        work: (context) => options.workers.prepareRestore(backup.file, context),
        outcomeOf: () => ({
          kind: 'restore',
          takenAt: backup.takenAtMs,
          conversations: preview.conversations,
          messages: preview.messages,
          undoName: null,
        }),
      });
      swapInRestored(databaseFile, asideFile());
      openOrThrow();
    },
  };
}
