/** Main's end of one worker thread. */
import { Worker } from 'node:worker_threads';
import { AppError } from '#protocol/errors.ts';
import type { ImportRecord } from '../transfer/import-file.ts';
import type { JobProgress } from '../transfer/job.ts';
import {
  CANCELLED_SLOT,
  CLOSE,
  CONTROL_BYTES,
  type StoreJobName,
  type StoreJobs,
  type StoreWorkerMessage,
  TAKEN_SLOT,
} from './worker-protocol.ts';

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

interface PendingJob extends JobListeners {
  resolve: (result: never) => void;
  reject: (error: unknown) => void;
}

export function startJobWorker(workerFile: string, databaseFile: string): JobWorker {
  const control = new SharedArrayBuffer(CONTROL_BYTES);
  const slots = new Int32Array(control);
  // Without main's own flags: those are for Electron and its tests.
  const worker = new Worker(workerFile, {
    workerData: { databaseFile, control },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  const pending = new Map<number, PendingJob>();
  let nextId = 1;
  let hasEnded = false;

  /** Wakes the thread where it waits for main. */
  const end = (error: unknown) => {
    if (hasEnded) return;
    hasEnded = true;
    Atomics.store(slots, CANCELLED_SLOT, 1);
    Atomics.notify(slots, TAKEN_SLOT);
    for (const job of pending.values()) job.reject(error);
    pending.clear();
    worker.postMessage(CLOSE);
    setTimeout(() => void worker.terminate(), CLEAN_UP_MS).unref();
  };

  /** A few at a time: between two slices whatever else main has to do gets its turn. */
  const takeRecords = async (job: PendingJob, records: readonly ImportRecord[]) => {
    for (let taken = 0; taken < records.length && !hasEnded; ) {
      try {
        taken += job.onRecords?.(records.slice(taken)) ?? records.length;
      } catch (error) {
        end(error);
        return;
      }
      await new Promise(setImmediate);
    }
    Atomics.add(slots, TAKEN_SLOT, 1);
    Atomics.notify(slots, TAKEN_SLOT);
  };

  worker.on('message', (message: StoreWorkerMessage) => {
    const job = pending.get(message.id);
    // Told before the thread noticed that it is not wanted any more.
    if (job === undefined) return;
    if (message.type === 'progress') job.onProgress?.(message.progress);
    else if (message.type === 'records') void takeRecords(job, message.records);
    else {
      pending.delete(message.id);
      if (message.type === 'result') job.resolve(message.result as never);
      else job.reject(new AppError(message.error));
    }
  });
  worker.on('error', (cause) =>
    end(
      new AppError(
        { code: 'internal', message: 'A background task failed.', details: cause instanceof Error ? cause.message : String(cause) },
        { cause },
      ),
    ),
  );
  worker.on('exit', () => end(new AppError({ code: 'internal', message: 'A background task ended by itself.' })));
  // An idle worker must not keep a process alive that has nothing else to do.
  worker.unref();

  return {
    get hasEnded() {
      return hasEnded;
    },
    end,
    run<Name extends StoreJobName>(name: Name, request: StoreJobs[Name]['request'], listeners: JobListeners = {}) {
      return new Promise<StoreJobs[Name]['result']>((resolve, reject) => {
        const id = nextId;
        nextId += 1;
        pending.set(id, { ...listeners, resolve: resolve as (result: never) => void, reject });
        worker.postMessage({ id, name, request });
      });
    },
  };
}
