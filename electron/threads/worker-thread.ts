/** Main's end of a worker thread: sends it jobs by name, matches its answers, and tells of its end. */
import { Worker } from 'node:worker_threads';
import { AppError, type ErrorInfo } from '#protocol/errors.ts';

/** Each kind of work with what it takes and gives. */
export type JobTable<Jobs> = { [Name in keyof Jobs]: { request: unknown; result: unknown } };

/** What a thread is sent. */
export type ThreadRequest<Jobs extends JobTable<Jobs>> =
  | { [Name in keyof Jobs]: { id: number; name: Name; request: Jobs[Name]['request'] } }[keyof Jobs]
  | { id: number; name: typeof CANCEL_JOB }
  | typeof CLOSE;

/** Instead of a job: end the thread. */
export const CLOSE = 'close';
/** Instead of a job's name: nobody wants its result any more. */
export const CANCEL_JOB = 'cancel-job';

/** What a thread answers with; anything else it sends with the job's id is its news. */
export type ThreadAnswer = { id: number; type: 'result'; result: unknown } | { id: number; type: 'error'; error: ErrorInfo };

export interface WorkerThreadOptions {
  /** The built entry, or the TypeScript source in tests. */
  file: string;
  data?: unknown;
  /** A job that uses up more ends its own thread with an error, not the app. */
  maxHeapMb: number;
  /** After `end`, this long for what runs to clean up. */
  cleanUpMs: number;
}

export interface JobListeners<News> {
  /** Rejects the job with the signal's reason at once, and tells the thread. */
  signal?: AbortSignal | undefined;
  onNews?: ((news: News) => void) | undefined;
}

export interface WorkerThread<Jobs extends JobTable<Jobs>, News> {
  run<Name extends keyof Jobs & string>(
    name: Name,
    request: Jobs[Name]['request'],
    listeners?: JobListeners<News>,
  ): Promise<Jobs[Name]['result']>;
  /** Rejects what the thread was doing with `error` at once, and lets it end. */
  end(error: unknown): void;
  readonly hasEnded: boolean;
}

interface PendingJob<News> {
  resolve: (result: never) => void;
  reject: (error: unknown) => void;
  onNews: ((news: News) => void) | undefined;
}

export function startWorkerThread<Jobs extends JobTable<Jobs>, News extends { id: number; type: string } = never>({
  file,
  data,
  maxHeapMb,
  cleanUpMs,
}: WorkerThreadOptions): WorkerThread<Jobs, News> {
  // Without main's own flags: those are for Electron and its tests.
  const worker = new Worker(file, { workerData: data, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: maxHeapMb } });
  const pending = new Map<number, PendingJob<News>>();
  let nextId = 1;
  let hasEnded = false;

  const end = (error: unknown) => {
    if (hasEnded) return;
    hasEnded = true;
    for (const job of pending.values()) job.reject(error);
    pending.clear();
    worker.postMessage(CLOSE);
    setTimeout(() => void worker.terminate(), cleanUpMs).unref();
  };

  worker.on('message', (message: ThreadAnswer | News) => {
    const job = pending.get(message.id);
    // Told before the thread noticed that it is not wanted any more.
    if (job === undefined) return;
    if (!isAnswer(message)) {
      job.onNews?.(message);
      return;
    }
    pending.delete(message.id);
    if (message.type === 'result') job.resolve(message.result as never);
    else job.reject(new AppError(message.error));
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
    run(name, request, { signal, onNews } = {}) {
      return new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const id = nextId;
        nextId += 1;
        const onAbort = () => {
          pending.delete(id);
          worker.postMessage({ id, name: CANCEL_JOB });
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        const release = () => signal?.removeEventListener('abort', onAbort);
        pending.set(id, {
          resolve(result) {
            release();
            resolve(result);
          },
          reject(error) {
            release();
            reject(error);
          },
          onNews,
        });
        worker.postMessage({ id, name, request });
      });
    },
  };
}

function isAnswer(message: { id: number; type: string }): message is ThreadAnswer {
  return message.type === 'result' || message.type === 'error';
}
