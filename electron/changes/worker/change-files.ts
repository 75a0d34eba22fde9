/** Main's end of the thread that looks at files: started when first needed, and anew should it ever fail. */
import { AppError } from '#protocol/errors.ts';
import { type JobListeners, startWorkerThread, type WorkerThread } from '../../threads/worker-thread.ts';
import type { ChangeJobs } from './change-jobs.ts';

/** What is known of fifty thousand files takes some 50 MB; the rest are the texts of one diff. */
const MAX_HEAP_MB = 1024;

/** What it reads is cut off nowhere that matters: contents are written beside and renamed. */
const CLEAN_UP_MS = 500;

export interface ChangeFiles {
  run<Name extends keyof ChangeJobs>(
    name: Name,
    request: ChangeJobs[Name]['request'],
    options?: Pick<JobListeners<never>, 'signal'>,
  ): Promise<ChangeJobs[Name]['result']>;
  /** Ends the thread; what runs is rejected. */
  close(): void;
}

export function createChangeFiles(workerFile: string): ChangeFiles {
  let thread: WorkerThread<ChangeJobs, never> | undefined;
  return {
    run(name, request, options) {
      if (thread === undefined || thread.hasEnded)
        thread = startWorkerThread<ChangeJobs>({ file: workerFile, maxHeapMb: MAX_HEAP_MB, cleanUpMs: CLEAN_UP_MS });
      return thread.run(name, request, options);
    },
    close() {
      thread?.end(new AppError({ code: 'closed', message: 'The app is quitting.' }));
      thread = undefined;
    },
  };
}
