import { formatNumber } from '../format.ts';
import { counts } from './counts.ts';

/** Long work: what it does and how it ended. */
export const jobs = {
  showFile: 'Show file',
  backingUp: 'Backing up',
  preparingRestore: 'Preparing to restore',
  exporting: 'Exporting',
  lookingThrough: 'Looking through',
  importing: 'Importing',
  checking: 'Checking the database',
  salvaging: 'Reading what can be read',
  backupFailed: 'The backup failed',
  backupCancelled: 'The backup was cancelled',
  nothingRestored: 'Nothing was restored',
  exportFailed: 'The export failed',
  exportCancelled: 'Export cancelled; no file was written',
  cantBeImported: 'Can’t be imported',
  cancelled: 'Cancelled',
  importFailed: 'The import failed',
  importCancelled: 'Import cancelled; nothing was added',
  checkFailed: 'The check failed',
  checkCancelled: 'Check cancelled',
  salvageFailed: 'Salvaging failed',
  salvageCancelled: 'Cancelled; nothing was changed',
  backedUp: (size: string) => `Backed up, ${size}`,
  restored: (when: string) => `Restored the backup of ${when}`,
  exported: (where: string) => `Exported to ${where}`,
  nothingNew: 'Nothing new to import',
  imported: (what: string) => `Imported ${what}`,
  whole: 'The database is whole',
  damaged: 'The database is damaged in places',
  salvagedOpen: 'Your salvaged conversations are open',
  salvagedDetail: (counts: string) => `${counts}. The damaged database is kept in the data folder.`,
  checkDetail: 'Nothing was changed. Back up now, then open recovery to save what can be read, or restore a backup.',
  andMore: (count: number) => `… and ${formatNumber(count)} more`,
  restoredDetail: (counts: string, isInDataFolder: boolean) =>
    `${counts}. What was there before is kept ${isInDataFolder ? 'in the data folder' : 'as a backup'}.`,
  added: (messages: number, conversations: number) =>
    `${counts.messages(messages)} added to ${counts.conversations(conversations)} that you had.`,
  leftOut: (count: number) => `${counts.conversations(count)} left out: here already.`,
  running: (what: string, subject: string) => `${what}${subject === '' ? '' : ` ${subject}`}…`,
};
