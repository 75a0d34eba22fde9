/**
 * Everything of the store that can take more than some ten milliseconds, off the main thread: searches on one worker that stays, each
 * longer job on a worker of its own that ends with it and can be cancelled.
 */
import { AppError } from '#protocol/errors.ts';
import type { MessageSearchPage, MessageSearchRequest, SearchFacets } from '#protocol/search.ts';
import type { BackupPreview } from '../backups/backup-preview.ts';
import type { DescribedBackup } from '../backups/describe-backups.ts';
import type { IntegrityReport } from '../integrity.ts';
import type { SalvageResult } from '../salvage/salvage.ts';
import type { TitleHit } from '../search.ts';
import type { ExportRequest, ExportResult } from '../transfer/export-conversations.ts';
import type { ImportPreviewResult } from '../transfer/import-preview.ts';
import type { Importer } from '../transfer/importer.ts';
import type { JobProgress } from '../transfer/job.ts';
import type { ImportOptions, ImportResult } from '../transfer/running-import.ts';
import { type JobListeners, type JobWorker, startJobWorker } from './job-worker.ts';
import type { StoreJobName, StoreJobs } from './worker-protocol.ts';

export interface StoreWorkersOptions {
  /** The built entry `store-worker.js`, or the TypeScript source in tests. */
  workerFile: string;
  /** Opened and migrated before by `openDatabase`. */
  databaseFile: string;
}

export interface JobOptions {
  signal?: AbortSignal;
  onProgress?: (progress: JobProgress) => void;
}

export interface ImportRequest extends ImportOptions {
  files: string[];
}

/** What main stores in one go, beside waiting for the disk: less than half a frame. */
const SLICE_MS = 5;

/** All reject with storage errors, `cancelled`, or what the job says. */
export interface StoreWorkers {
  /**
   * As one types: a search that waits while another runs is given up for a newer one, and rejects with `cancelled`. First pages never wait for
   * older ones.
   */
  searchMessages(request: MessageSearchRequest): Promise<MessageSearchPage>;
  searchTitles(request: StoreJobs['searchTitles']['request']): Promise<TitleHit[]>;
  searchFacets(): Promise<SearchFacets>;
  exportConversations(request: ExportRequest, options?: JobOptions): Promise<ExportResult>;
  previewImport(files: string[], options?: JobOptions): Promise<ImportPreviewResult>;
  /** Stores it through `importer`, which belongs to the connection that writes; a file that turns out wrong leaves nothing. */
  importFile(importer: Importer, request: ImportRequest, options?: JobOptions): Promise<ImportResult>;
  /** A backup that needs none of main's time, of one moment, however much is written meanwhile. */
  copyDatabase(file: string, options?: JobOptions): Promise<void>;
  /** See upkeep.ts. */
  moveLogIntoFile(): Promise<void>;
  checkIntegrity(file: string, options?: JobOptions): Promise<IntegrityReport>;
  previewBackup(backupFile: string, options?: JobOptions): Promise<BackupPreview>;
  describeBackups(folders: string[]): Promise<DescribedBackup[]>;
  countAll(): Promise<{ conversations: number; messages: number }>;
  /** See restore-backup.ts. */
  prepareRestore(backupFile: string, options?: JobOptions): Promise<void>;
  /** Of a database that nobody has open. */
  salvage(workFolder: string, options?: JobOptions): Promise<SalvageResult>;
  /** Ends all threads; what runs is rejected with `cancelled`. */
  close(): void;
}

export function createStoreWorkers({ workerFile, databaseFile }: StoreWorkersOptions): StoreWorkers {
  const workers = new Set<JobWorker>();
  let searchWorker: JobWorker | undefined;
  let olderWorker: JobWorker | undefined;

  const start = (): JobWorker => {
    const worker = startJobWorker(workerFile, databaseFile);
    workers.add(worker);
    return worker;
  };

  const searcher = (): JobWorker => {
    if (searchWorker === undefined || searchWorker.hasEnded) searchWorker = start();
    return searchWorker;
  };

  /** For the pages after a first one: FTS5 can't be stopped between two hits that stand far apart, and a key pressed meanwhile must not wait. */
  const olderSearcher = (): JobWorker => {
    if (olderWorker === undefined || olderWorker.hasEnded) olderWorker = start();
    return olderWorker;
  };

  const onOwnWorker = async <Name extends StoreJobName>(
    name: Name,
    request: StoreJobs[Name]['request'],
    { signal, ...listeners }: JobListeners & { signal?: AbortSignal | undefined },
  ) => {
    if (signal?.aborted === true) throw stopped();
    const worker = start();
    const cancel = () => worker.end(stopped());
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await worker.run(name, request, listeners);
    } finally {
      signal?.removeEventListener('abort', cancel);
      worker.end(stopped());
      workers.delete(worker);
    }
  };

  const firstPages = createLatestOnly((request: MessageSearchRequest) => searcher().run('searchMessages', request));
  const olderPages = createLatestOnly((request: MessageSearchRequest) => olderSearcher().run('searchMessages', request));
  const titleSearches = createLatestOnly((request: StoreJobs['searchTitles']['request']) => searcher().run('searchTitles', request));

  return {
    searchMessages: (request) => (request.olderThan === undefined ? firstPages(request) : olderPages(request)),
    searchTitles: titleSearches,
    searchFacets: () => searcher().run('searchFacets', null),
    exportConversations: (request, options = {}) => onOwnWorker('exportConversations', request, options),
    previewImport: (files, options = {}) => onOwnWorker('previewImport', { files }, options),
    async importFile(importer, { files, ...options }, { signal, onProgress } = {}) {
      const running = importer.begin(options);
      try {
        await onOwnWorker('readImport', { files }, { signal, onProgress, onRecords: (records) => running.add(records, SLICE_MS) });
        return running.finish();
      } catch (error) {
        running.abort();
        throw error;
      }
    },
    copyDatabase: async (file, options = {}) => void (await onOwnWorker('copyDatabase', { file }, options)),
    // Beside older pages of a search, which may wait a little.
    moveLogIntoFile: async () => void (await olderSearcher().run('moveLogIntoFile', null)),
    checkIntegrity: (file, options = {}) => onOwnWorker('checkIntegrity', { file }, options),
    previewBackup: (backupFile, options = {}) => onOwnWorker('previewBackup', { backupFile }, options),
    describeBackups: (folders) => onOwnWorker('describeBackups', { folders }, {}),
    countAll: () => onOwnWorker('countAll', null, {}),
    prepareRestore: async (backupFile, options = {}) => void (await onOwnWorker('prepareRestore', { backupFile }, options)),
    salvage: (workFolder, options = {}) => onOwnWorker('salvage', { workFolder }, options),
    close() {
      for (const worker of workers) worker.end(stopped());
      workers.clear();
    },
  };
}

/** One at a time, and of those that wait only the newest. */
function createLatestOnly<Request, Result>(run: (request: Request) => Promise<Result>): (request: Request) => Promise<Result> {
  let isRunning = false;
  let waiting: { begin: () => void; giveUp: () => void } | null = null;

  return async (request) => {
    if (isRunning) {
      waiting?.giveUp();
      await new Promise<void>((resolve, reject) => {
        waiting = { begin: resolve, giveUp: () => reject(stopped()) };
      });
    }
    isRunning = true;
    try {
      return await run(request);
    } finally {
      isRunning = false;
      const next = waiting;
      waiting = null;
      next?.begin();
    }
  };
}

function stopped(): AppError {
  return new AppError({ code: 'cancelled', message: 'Stopped.' });
}
