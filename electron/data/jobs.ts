/** The long pieces of work on the person's data: what runs, how far it is, how it ended. The window shows all of them in one place. */
import { randomUUID } from 'node:crypto';
import type { Job, JobKind, JobOutcome, JobProgress } from '#protocol/data.ts';
import { AppError, toErrorInfo } from '#protocol/errors.ts';

export interface JobContext {
  signal: AbortSignal;
  onProgress: (progress: JobProgress) => void;
}

export interface JobDescription<Result> {
  kind: JobKind;
  /** A file's name; left out where there is only one thing to work on. */
  subject?: string;
  canCancel?: boolean;
  work: (context: JobContext) => Promise<Result>;
  outcomeOf: (result: Result) => JobOutcome;
}

export interface Jobs {
  list(): Job[];
  /** Runs it and returns its result; a failure is both thrown and kept in the list. Throws `busy` while one of the same kind runs. */
  run<Result>(job: JobDescription<Result>): Promise<Result>;
  /** A result to be told that no job of this run of the app brought about. */
  add(outcome: JobOutcome): void;
  cancel(id: string): void;
  /** Takes an ended job off the list. */
  dismiss(id: string): void;
  /** Cancels all that runs. */
  close(): void;
}

const BUSY_WORDS: Record<JobKind, string> = {
  backup: 'A backup is being taken already.',
  restore: 'A backup is being restored already.',
  export: 'An export runs already. Wait for it or cancel it.',
  'import-preview': 'Files are being looked through already.',
  import: 'An import runs already. Wait for it or cancel it.',
  check: 'The database is being checked already.',
  salvage: 'The database is being read already.',
};

/** Ended jobs nobody dismissed; the oldest go. */
const MAX_ENDED = 20;

export function createJobs(onDidChange: (jobs: Job[]) => void): Jobs {
  let jobs: Job[] = [];
  const cancellations = new Map<string, AbortController>();

  const replace = (id: string, change: Partial<Job>) => {
    jobs = jobs.map((job) => (job.id === id ? { ...job, ...change } : job));
    onDidChange(jobs);
  };
  const begin = (job: Job) => {
    const ended = jobs.filter(({ state }) => state !== 'running').slice(-MAX_ENDED + 1);
    jobs = [...ended, ...jobs.filter(({ state }) => state === 'running'), job];
    onDidChange(jobs);
  };

  return {
    list: () => jobs,

    async run({ kind, subject = '', canCancel = true, work, outcomeOf }) {
      if (jobs.some((job) => job.kind === kind && job.state === 'running')) {
        throw new AppError({ code: 'busy', message: BUSY_WORDS[kind] });
      }
      const id = randomUUID();
      const cancellation = new AbortController();
      cancellations.set(id, cancellation);
      begin({ id, kind, subject, state: 'running', progress: null, canCancel, outcome: null, error: null });
      try {
        const result = await work({ signal: cancellation.signal, onProgress: (progress) => replace(id, { progress }) });
        replace(id, { state: 'done', outcome: outcomeOf(result) });
        return result;
      } catch (error) {
        const info = toErrorInfo(error);
        if (info.code === 'cancelled') replace(id, { state: 'cancelled' });
        else replace(id, { state: 'failed', error: info });
        throw error;
      } finally {
        cancellations.delete(id);
      }
    },

    add: (outcome) =>
      begin({
        id: randomUUID(),
        kind: outcome.kind,
        subject: '',
        state: 'done',
        progress: null,
        canCancel: false,
        outcome,
        error: null,
      }),

    cancel: (id) => cancellations.get(id)?.abort(),

    dismiss(id) {
      jobs = jobs.filter((job) => job.id !== id || job.state === 'running');
      onDidChange(jobs);
    },

    close() {
      for (const cancellation of cancellations.values()) cancellation.abort();
    },
  };
}
