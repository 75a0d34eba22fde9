/** Entry of a worker thread that does what would hold up the window: it reads the database on its own connection, and never writes to it. */
import { parentPort, workerData } from 'node:worker_threads';
import { toErrorInfo } from '#protocol/errors.ts';
import { CANCEL_JOB, CLOSE, type ThreadAnswer, type ThreadRequest } from '../../threads/worker-thread.ts';
import { previewBackup } from '../backups/backup-preview.ts';
import { copyDatabaseSync } from '../backups/copy-database.ts';
import { countAll, describeBackups } from '../backups/describe-backups.ts';
import { prepareRestore } from '../backups/restore-backup.ts';
import { checkIntegrity } from '../integrity.ts';
import { openReader, type StoreReader } from '../reader.ts';
import { salvage } from '../salvage/salvage.ts';
import { searchBudgetMs } from '../search.ts';
import { toStorageError, withStorageErrors } from '../storage-errors.ts';
import { silentLog } from '../store-log.ts';
import { exportConversations } from '../transfer/export-conversations.ts';
import type { ImportRecord } from '../transfer/import-file.ts';
import { previewImport } from '../transfer/import-preview.ts';
import { readImportSource } from '../transfer/import-source.ts';
import type { JobControl, JobProgress } from '../transfer/job.ts';
import { moveLogIntoFile } from '../write-ahead-log.ts';
import {
  CANCELLED_SLOT,
  type StoreJobName,
  type StoreJobs,
  type StoreWorkerData,
  type StoreWorkerNews,
  TAKEN_SLOT,
} from './worker-protocol.ts';

/** Ten times a second is all that a progress bar shows. */
const PROGRESS_INTERVAL_MS = 100;
/** What travels to main in one go; main stores it a few milliseconds at a time. */
const BATCH_RECORDS = 100;
/** A few long messages weigh as much as many short ones. */
const BATCH_CHARS = 512 * 1024;

const { databaseFile, control } = workerData as StoreWorkerData;
const slots = new Int32Array(control);
let reader: StoreReader | undefined;

/** Opened when first needed: checking a file or a backup needs no database. */
function database(): StoreReader {
  reader ??= openReader(databaseFile);
  return reader;
}

type Handlers = { [Name in StoreJobName]: (request: StoreJobs[Name]['request'], job: JobControl, id: number) => StoreJobs[Name]['result'] };

const handlers: Handlers = {
  searchMessages: (request) => database().search.searchMessages(request, searchBudgetMs(request)),
  searchTitles: (request) => database().search.searchTitles(request),
  searchFacets: () => database().search.facets(),
  exportConversations: (request, job) => exportConversations(database().connection, request, job, silentLog, Date.now()),
  previewImport: ({ files }, job) => previewImport(database().connection, files, job),
  readImport: ({ files }, job, id) => readImport(files, job, id),
  copyDatabase({ file }) {
    withStorageErrors(() => copyDatabaseSync(database().connection.sqlite, file));
    return null;
  },
  moveLogIntoFile() {
    withStorageErrors(() => moveLogIntoFile(databaseFile));
    return null;
  },
  checkIntegrity: ({ file }) => checkIntegrity(file),
  describeBackups: ({ folders }) => describeBackups(folders),
  countAll: () => countAll(database().connection.sqlite),
  prepareRestore({ backupFile }) {
    prepareRestore(backupFile, databaseFile);
    return null;
  },
  salvage: ({ workFolder }, job) => salvage({ databaseFile, workFolder }, job),
  previewBackup: ({ backupFile }) => previewBackup(backupFile, databaseFile),
};

function readImport(files: string[], job: JobControl, id: number): StoreJobs['readImport']['result'] {
  let batch: ImportRecord[] = [];
  let batchChars = 0;
  let sent = 0;
  const send = () => {
    post({ id, type: 'records', records: batch });
    batch = [];
    batchChars = 0;
    sent += 1;
    // Until main has taken it: else a large file would pile up in main's memory.
    while (Atomics.load(slots, TAKEN_SLOT) < sent && !job.isCancelled()) Atomics.wait(slots, TAKEN_SLOT, sent - 1);
  };
  const contents = readImportSource(files, job, (record) => {
    batch.push(record);
    batchChars += sizeOf(record);
    if (batch.length === BATCH_RECORDS || batchChars >= BATCH_CHARS) send();
  });
  if (batch.length > 0) send();
  return contents;
}

/** Roughly: the long strings are what counts. */
function sizeOf(record: ImportRecord): number {
  if (record.type === 'conversation') return record.conversation.draft.length;
  return record.message.parts.reduce((sum, part) => sum + ('text' in part ? part.text.length : JSON.stringify(part).length), 0);
}

function createJobControl(id: number): JobControl {
  let lastMs = 0;
  return {
    isCancelled: () => Atomics.load(slots, CANCELLED_SLOT) === 1,
    onProgress(progress: JobProgress) {
      const nowMs = performance.now();
      if (nowMs - lastMs < PROGRESS_INTERVAL_MS && progress.done < progress.total) return;
      lastMs = nowMs;
      post({ id, type: 'progress', progress });
    },
  };
}

function post(message: ThreadAnswer | StoreWorkerNews): void {
  parentPort?.postMessage(message);
}

function run<Name extends StoreJobName>(id: number, name: Name, request: StoreJobs[Name]['request']): void {
  try {
    post({ id, type: 'result', result: handlers[name](request, createJobControl(id), id) });
  } catch (error) {
    post({ id, type: 'error', error: toErrorInfo(toStorageError(error)) });
  }
}

parentPort?.on('message', (message: ThreadRequest<StoreJobs>) => {
  if (message === CLOSE) {
    reader?.close();
    parentPort?.close();
    return;
  }
  // A job runs in one go: one that is not wanted any more learns it from its slot, not from a message.
  if (message.name !== CANCEL_JOB) run(message.id, message.name, message.request as never);
});
