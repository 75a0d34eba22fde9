/** Builds what looks after the person's data. What works without the database is apart: the recovery screen needs it too. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { shell } from 'electron';
import type { AppPaths } from './app-paths.ts';
import type { Services } from './create-services.ts';
import {
  type BackupCatalog,
  type BackupFolders,
  createBackupCatalog,
  createBackupService,
  currentBackupFolder,
} from './data/backup-service.ts';
import { createDataCare } from './data/data-care.ts';
import { type DeletionOptions, deleteEverything } from './data/delete-everything.ts';
import { createJobJournal } from './data/job-journal.ts';
import { createJobs, type Jobs } from './data/jobs.ts';
import { requestRecovery } from './data/recovery-request.ts';
import { leaveRestoreNote } from './data/restore-note.ts';
import { createTransferService } from './data/transfer-service.ts';
import { askForFilesToImport, askForFolder, askWhereToSave } from './desktop/file-dialogs.ts';
import type { DataServices } from './ipc/data-handlers.ts';
import type { WindowEvents } from './ipc/window-events.ts';
import type { Quitting } from './lifecycle.ts';
import type { AutomaticBackups } from './store/backups/automatic-backups.ts';
import type { Backup } from './store/backups/backup-folder.ts';
import { backupName } from './store/backups/backup-names.ts';
import { swapInRestored } from './store/backups/restore-backup.ts';
import type { Database } from './store/database.ts';
import type { SettingsStore } from './store/settings.ts';
import type { StoreWorkers } from './store/worker/store-workers.ts';

/** What needs no open database. */
export interface DataBasics {
  jobs: Jobs;
  backups: BackupCatalog;
  /** Where backups go now. */
  backupFolder: () => string;
  folders: BackupFolders;
}

/** How often the window is told how far jobs are; in between, whatever changed last counts. */
const TELL_MS = 50;

export function createDataBasics(options: {
  paths: AppPaths;
  settings: SettingsStore;
  workers: StoreWorkers;
  windowEvents: WindowEvents;
}): DataBasics {
  const { paths, settings, workers, windowEvents } = options;
  const folders: BackupFolders = { defaultFolder: paths.backupFolder, chosenFolder: () => settings.get().backupFolder };
  let isTellingPlanned = false;
  const jobs: Jobs = createJobs(() => {
    if (isTellingPlanned) return;
    isTellingPlanned = true;
    setTimeout(() => {
      isTellingPlanned = false;
      windowEvents.send('data.jobsChanged', { jobs: jobs.list() });
    }, TELL_MS);
  }, createJobJournal(paths.runningJobsFile));
  return { jobs, folders, backups: createBackupCatalog(folders, workers), backupFolder: () => currentBackupFolder(folders).folder };
}

export function createDataServices(options: {
  paths: AppPaths;
  appVersion: string;
  basics: DataBasics;
  database: Database;
  settings: SettingsStore;
  workers: StoreWorkers;
  services: Services;
  automaticBackups: () => AutomaticBackups;
  restart: Quitting['restart'];
}): DataServices {
  const { paths, basics, database, settings, workers, services, restart } = options;
  const { jobs, backups } = basics;

  const restartRestored = (backup: Backup) =>
    restart(() => {
      const undoName = backupName('before-restore', Date.now());
      const wasThere = swapInRestored(paths.databaseFile, join(paths.backupFolder, undoName));
      leaveRestoreNote(paths.restoreNoteFile, { takenAt: backup.takenAtMs, undoName: wasThere ? undoName : null });
    });

  return {
    jobs,
    dataFolder: paths.dataFolder,
    backupFolder: basics.backupFolder,
    backups: createBackupService({
      catalog: backups,
      folders: basics.folders,
      automatic: { takeNow: () => options.automaticBackups().takeNow() },
      workers,
      jobs,
      askForFolder: () => askForFolder('Choose a folder for backups'),
      saveChosenFolder: (backupFolder) => settings.update({ backupFolder }),
      restartRestored,
    }),
    transfer: createTransferService({
      workers,
      importer: database.imports,
      jobs,
      appVersion: options.appVersion,
      askWhereToSave,
      askForFiles: askForFilesToImport,
      titleOf: (id) => services.conversations.get(id).title,
      onImported(ids) {
        services.queues.holdImported(ids);
        services.conversations.announceAll(ids);
      },
      onRemoved: (ids) => services.conversations.announceAll(ids),
      onRewritten(ids) {
        services.conversations.announceAll(ids);
        services.chat.announceRewritten(ids);
      },
      showInFolder: (file) => {
        // It may have been moved since; its folder is still the best place to look.
        if (statSync(file, { throwIfNoEntry: false }) !== undefined) shell.showItemInFolder(file);
        else void shell.openPath(join(file, '..'));
      },
      now: Date.now,
    }),
    care: createDataCare({
      databaseFile: paths.databaseFile,
      workers,
      jobs,
      deletion: () => deletionOptions(paths, settings.get().backupFolder),
      liveAgents: () => services.bridges.liveAgents,
      restartInRecovery: () => restart(() => requestRecovery(paths.recoveryRequestFile)),
      restartEmpty: (deletion) => restart(() => deleteEverything(deletion)),
    }),
  };
}

export function deletionOptions(paths: AppPaths, chosenBackupFolder: string | null): DeletionOptions {
  const { dataFolder, databaseFile, backupFolder } = paths;
  return { paths: { ...paths }, dataFolder, databaseFile, backupFolder, chosenBackupFolder };
}
