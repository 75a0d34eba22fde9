/** Backups as the person sees them: which there are, where they go, what restoring one would change, and restoring it. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupList, CountedConversations, RestorePreview } from '#protocol/data.ts';
import { AppError, toErrorInfo } from '#protocol/errors.ts';
import type { AutomaticBackups } from '../store/backups/automatic-backups.ts';
import { type Backup, listBackups } from '../store/backups/backup-folder.ts';
import type { PreviewedConversation } from '../store/backups/backup-preview.ts';
import type { StoreWorkers } from '../store/worker/store-workers.ts';
import type { Jobs } from './jobs.ts';

export interface BackupFolders {
  /** In the data folder: always there, and where copies from before a migration or restore are. */
  defaultFolder: string;
  /** What the person chose, or null. */
  chosenFolder: () => string | null;
}

/** Where backups go now: an external disk may be unplugged, and a backup in the second best place is better than none. */
export function currentBackupFolder({ defaultFolder, chosenFolder }: BackupFolders): { folder: string; problem: string | null } {
  const chosen = chosenFolder();
  if (chosen === null) return { folder: defaultFolder, problem: null };
  try {
    accessSync(chosen, constants.W_OK);
    return { folder: chosen, problem: null };
  } catch {
    return { folder: defaultFolder, problem: `The chosen folder ${chosen} can’t be written to now, so backups go to the data folder.` };
  }
}

/** Names of the folder, newest first in the list of backups; each name is one of ours and never a path. */
export interface BackupCatalog {
  list(): Promise<BackupList>;
  /** Throws `not-found`. */
  find(name: string): Backup;
  preview(name: string): Promise<RestorePreview>;
}

/** What a dialog shows of a list; the rest is counted. */
const SHOWN_CONVERSATIONS = 50;

export function createBackupCatalog(
  folders: BackupFolders,
  workers: Pick<StoreWorkers, 'describeBackups' | 'previewBackup'>,
): BackupCatalog {
  const allFolders = () => {
    const chosen = folders.chosenFolder();
    return chosen === null ? [folders.defaultFolder] : [chosen, folders.defaultFolder];
  };
  const find = (name: string): Backup => {
    for (const folder of allFolders()) {
      const found = tryList(folder).find((backup) => backup.name === name);
      if (found !== undefined) return found;
    }
    throw new AppError({ code: 'not-found', message: 'This backup is no longer there.' });
  };

  return {
    find,
    async list() {
      const { folder, problem } = currentBackupFolder(folders);
      const backups = await workers.describeBackups(allFolders());
      return {
        folder,
        isDefaultFolder: folder === folders.defaultFolder,
        folderProblem: problem,
        backups: backups.map(({ name, kind, takenAtMs, bytes, contents }) => ({ name, kind, takenAt: takenAtMs, bytes, contents })),
      };
    },
    async preview(name) {
      const backup = find(name);
      const preview = await workers.previewBackup(backup.file);
      return {
        name,
        kind: backup.kind,
        takenAt: backup.takenAtMs,
        canRestore: preview.canRestore,
        conversations: preview.conversations,
        messages: preview.messages,
        newestMessageAt: preview.newestMessageMs,
        regained: counted(preview.regained),
        lost: counted(preview.lost),
      };
    },
  };
}

function counted(conversations: PreviewedConversation[]): CountedConversations {
  return {
    total: conversations.length,
    messages: conversations.reduce((sum, { messages }) => sum + messages, 0),
    first: conversations.slice(0, SHOWN_CONVERSATIONS).map(({ title, messages }) => ({ title, messages })),
  };
}

function tryList(folder: string): Backup[] {
  try {
    return listBackups(folder);
  } catch {
    // A disk that is not there now.
    return [];
  }
}

export interface BackupServiceOptions {
  folders: BackupFolders;
  catalog: BackupCatalog;
  automatic: Pick<AutomaticBackups, 'takeNow'>;
  workers: Pick<StoreWorkers, 'prepareRestore'>;
  jobs: Jobs;
  /** Asks for a folder; null when the dialog was closed. */
  askForFolder: () => Promise<string | null>;
  saveChosenFolder: (folder: string | null) => void;
  /** Ends everything orderly, puts what was prepared in place, and starts the app again. */
  restartRestored: (backup: Backup) => Promise<void>;
}

export interface BackupService extends BackupCatalog {
  takeNow(): Promise<void>;
  chooseFolder(useDefault: boolean): Promise<BackupList>;
  restore(name: string): Promise<void>;
}

export function createBackupService(options: BackupServiceOptions): BackupService {
  const { catalog, jobs, folders } = options;
  return {
    ...catalog,

    async takeNow() {
      await jobs.run({
        kind: 'backup',
        canCancel: false,
        work: () => options.automatic.takeNow(),
        outcomeOf: ({ bytes }) => ({
          kind: 'backup',
          bytes,
          inDefaultFolder: currentBackupFolder(folders).folder === folders.defaultFolder,
        }),
      });
    },

    async chooseFolder(useDefault) {
      const folder = useDefault ? null : await options.askForFolder();
      if (folder !== null) assertWritable(folder);
      if (folder !== null || useDefault) options.saveChosenFolder(folder === folders.defaultFolder ? null : folder);
      return catalog.list();
    },

    async restore(name) {
      const backup = catalog.find(name);
      await jobs.run({
        kind: 'restore',
        subject: name,
        work: (context) => options.workers.prepareRestore(backup.file, context),
        // Told again, with the numbers, after the restart.
        outcomeOf: () => ({ kind: 'restore', takenAt: backup.takenAtMs, conversations: 0, messages: 0, undoName: null }),
      });
      await options.restartRestored(backup);
    },
  };
}

function assertWritable(folder: string): void {
  try {
    mkdirSync(join(folder), { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new AppError({
      code: 'storage-read-only',
      message: 'Backups can’t be written into this folder. Choose another one.',
      details: toErrorInfo(error).message,
    });
  }
}
