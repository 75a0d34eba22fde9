/** What main and the store's worker threads tell each other. Both ends are ours and of the same build, so types are enough. */
import type { MessageSearchPage, MessageSearchRequest, SearchFacets } from '#protocol/search.ts';
import type { BackupPreview } from '../backups/backup-preview.ts';
import type { DescribedBackup } from '../backups/describe-backups.ts';
import type { IntegrityReport } from '../integrity.ts';
import type { SalvageResult } from '../salvage/salvage.ts';
import type { TitleHit } from '../search.ts';
import type { ExportRequest, ExportResult } from '../transfer/export-conversations.ts';
import type { ImportContents, ImportRecord } from '../transfer/import-file.ts';
import type { ImportPreviewResult } from '../transfer/import-preview.ts';
import type { JobProgress } from '../transfer/job.ts';

/** Each kind of work with what it takes and gives. */
export interface StoreJobs {
  searchMessages: { request: MessageSearchRequest; result: MessageSearchPage };
  searchTitles: { request: { query: string; limit: number; archived?: boolean }; result: TitleHit[] };
  searchFacets: { request: null; result: SearchFacets };
  exportConversations: { request: ExportRequest; result: ExportResult };
  /** Reads the whole file and takes nothing. */
  previewImport: { request: { files: string[] }; result: ImportPreviewResult };
  /** Sends the records in batches, each after the one before was taken. */
  readImport: { request: { files: string[] }; result: ImportContents };
  /** Into the database's file; never waits for who writes. */
  moveLogIntoFile: { request: null; result: null };
  copyDatabase: { request: { file: string }; result: null };
  checkIntegrity: { request: { file: string }; result: IntegrityReport };
  describeBackups: { request: { folders: string[] }; result: DescribedBackup[] };
  /** Of the database itself. */
  countAll: { request: null; result: { conversations: number; messages: number } };
  /** The backup's copy stands ready beside the database. */
  prepareRestore: { request: { backupFile: string }; result: null };
  salvage: { request: { workFolder: string }; result: SalvageResult };
  previewBackup: { request: { backupFile: string }; result: BackupPreview };
}

export type StoreJobName = keyof StoreJobs;

/** What a thread tells of a job before its answer. */
export type StoreWorkerNews =
  | { id: number; type: 'progress'; progress: JobProgress }
  | { id: number; type: 'records'; records: ImportRecord[] };

export interface StoreWorkerData {
  databaseFile: string;
  /** Shared, because a job runs in one go and reads no messages meanwhile: see the slots. */
  control: SharedArrayBuffer;
}

/** Slots of `control` as an Int32Array. */
export const CANCELLED_SLOT = 0;
/** How many batches of records main has taken. */
export const TAKEN_SLOT = 1;
export const CONTROL_BYTES = 2 * Int32Array.BYTES_PER_ELEMENT;
