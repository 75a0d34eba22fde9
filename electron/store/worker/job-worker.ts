/** Main's end of one worker thread of the store. */
import type { AppError } from '#protocol/errors.ts';
import { startWorkerThread } from '../../threads/worker-thread.ts';
import type { ImportRecord } from '../transfer/import-file.ts';
import type { JobProgress } from '../transfer/job.ts';
import { CANCELLED_SLOT, CONTROL_BYTES, type StoreJobName, type StoreJobs, type StoreWorkerNews, TAKEN_SLOT } from './worker-protocol.ts';

/** A job that notices it was cancelled takes its unfinished file with it; one inside a long call of SQLite can't, and is ended. */
const CLEAN_UP_MS = 2_000;

/** A file made to use up memory ends its own thread with an error, not the app. Enough for a line of an export of the largest size. */
const MAX_HEAP_MB = 1024;

export interface JobListeners {
  onProgress?: ((progress: JobProgress) => void) | undefined;
  /** Takes some of the records, at least one, and returns how many. Throws to end the job with that error. */
  onRecords?: (records: readonly ImportRecord[]) => number;
}

export interface JobWorker {
  run<Name extends StoreJobName>(
    name: Name,
    request: StoreJobs[Name]['request'],
    listeners?: JobListeners,
  ): Promise<StoreJobs[Name]['result']>;
  /** Rejects what the thread was doing with `error` at once, and lets it end. */
  end(error: AppError): void;
  readonly hasEnded: boolean;
}

export function startJobWorker(workerFile: string, databaseFile: string): JobWorker {
  const control = new SharedArrayBuffer(CONTROL_BYTES);
  const slots = new Int32Array(control);
  const thread = startWorkerThread<StoreJobs, StoreWorkerNews>({
    file: workerFile,
    data: { databaseFile, control },
    maxHeapMb: MAX_HEAP_MB,
    cleanUpMs: CLEAN_UP_MS,
  });

  /** Wakes the thread where it waits for main. */
  const end = (error: unknown) => {
    Atomics.store(slots, CANCELLED_SLOT, 1);
    Atomics.notify(slots, TAKEN_SLOT);
    thread.end(error);
  };

  /** A few at a time: between two slices whatever else main has to do gets its turn. */
  const takeRecords = async (records: readonly ImportRecord[], take: JobListeners['onRecords']) => {
    for (let taken = 0; taken < records.length && !thread.hasEnded; ) {
      try {
        taken += take?.(records.slice(taken)) ?? records.length;
      } catch (error) {
        end(error);
        return;
      }
      await new Promise(setImmediate);
    }
    Atomics.add(slots, TAKEN_SLOT, 1);
    Atomics.notify(slots, TAKEN_SLOT);
  };

  return {
    get hasEnded() {
      return thread.hasEnded;
    },
    end,
    run: (name, request, { onProgress, onRecords } = {}) =>
      thread.run(name, request, {
        onNews(news) {
          if (news.type === 'progress') onProgress?.(news.progress);
          else void takeRecords(news.records, onRecords);
        },
      }),
  };
}
