/** Which service answers the channels of the person's data. */
import { shell } from 'electron';
import { AppError } from '#protocol/errors.ts';
import type { BackupService } from '../data/backup-service.ts';
import type { DataCare } from '../data/data-care.ts';
import type { Jobs } from '../data/jobs.ts';
import type { TransferService } from '../data/transfer-service.ts';
import type { InvokeHandlers } from './invoke-handlers.ts';

export interface DataServices {
  backups: BackupService;
  transfer: TransferService;
  care: DataCare;
  jobs: Jobs;
  dataFolder: string;
  backupFolder: () => string;
}

type DataChannel = Extract<keyof InvokeHandlers, `data.${string}` | `recovery.${string}`>;

export function createDataHandlers({
  backups,
  transfer,
  care,
  jobs,
  dataFolder,
  backupFolder,
}: DataServices): Pick<InvokeHandlers, DataChannel> {
  return {
    'data.jobs': () => jobs.list(),
    'data.cancelJob': ({ id }) => jobs.cancel(id),
    'data.dismissJob': ({ id }) => jobs.dismiss(id),
    'data.showExport': ({ id }) => transfer.showExport(id),
    'data.backups': () => backups.list(),
    'data.backUpNow': () => backups.takeNow(),
    'data.chooseBackupFolder': ({ useDefault }) => backups.chooseFolder(useDefault),
    'data.previewRestore': ({ name }) => backups.preview(name),
    'data.restore': ({ name }) => backups.restore(name),
    'data.export': ({ format, selection }) => transfer.export(format, selection),
    'data.chooseImport': () => transfer.chooseImport(),
    'data.import': ({ token, ...options }) => transfer.import(token, options),
    'data.imports': () => transfer.imports(),
    'data.undoImport': ({ id }) => transfer.undoImport(id),
    'data.check': () => care.check(),
    'data.openRecovery': () => care.openRecovery(),
    'data.openFolder': ({ folder }) => openFolder(folder === 'data' ? dataFolder : backupFolder()),
    'data.deletionPlan': () => care.deletionPlan(),
    'data.deleteEverything': () => care.deleteEverything(),

    'recovery.state': isOpen,
    'recovery.retry': isOpen,
    'recovery.salvage': isOpen,
    'recovery.useSalvaged': isOpen,
    'recovery.startFresh': isOpen,
    'recovery.restore': isOpen,
    'recovery.quit': isOpen,
  };
}

function isOpen(): never {
  throw new AppError({ code: 'conflict', message: 'Your conversations are open; there is nothing to recover.' });
}

/** In the person's file manager. */
export async function openFolder(folder: string): Promise<void> {
  const problem = await shell.openPath(folder);
  if (problem === '') return;
  throw new AppError({ code: 'not-found', message: `The folder could not be opened. It is ${folder}.`, details: problem });
}
