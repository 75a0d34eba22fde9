/** The long pieces of work on the person's data: what runs, how far it is, how it ended. The window shows all of them in one place. */
import { randomUUID } from 'node:crypto';
import type { Job, JobKind, JobOutcome, JobProgress } from '#protocol/data.ts';
import { AppError, toErrorInfo } from '#protocol/errors.ts';
import type { JobJournal } from './job-journal.ts';

export interface JobContext {
  signal: AbortSignal;
  onProgress: (progress: JobProgress) => void;
}

export interface JobDescription<Result> {
  kind: JobKind;
  /** A file's name; left out where there is only one thing to work on. */
  subject?: string;
  /** The file it writes. */
  file?: string;
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
  /** For the start: tells of the jobs that a crash cut off. */
  tellCutOff(): void;
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

/** None is gone on with by itself: each left things as they were before, and only the person knows whether it is still wanted. */
const CUT_OFF_WORDS: Record<JobKind, string> = {
  backup: 'The app ended before this backup was whole. Earlier backups are; the next is taken by itself.',
  restore: 'The app ended before the backup was restored. Nothing was changed.',
  export: 'The app ended before this export did. No file was written: export again.',
  'import-preview': 'The app ended before the files were looked through.',
  import: 'The app ended before this import did. Nothing of it was added: import the file again.',
  check: 'The app ended before the check did. Nothing was changed.',
  salvage: 'The app ended before everything was read. Nothing was changed.',
};

/** Ended jobs nobody dismissed; the oldest go. */
const MAX_ENDED = 20;

export function createJobs(onDidChange: (jobs: Job[]) => void, journal?: JobJournal): Jobs {
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

    async run({ kind, subject = '', file, canCancel = true, work, outcomeOf }) {
      if (jobs.some((job) => job.kind === kind && job.state === 'running')) {
        throw new AppError({ code: 'busy', message: BUSY_WORDS[kind] });
      }
      const id = randomUUID();
      const cancellation = new AbortController();
      cancellations.set(id, cancellation);
      begin({ id, kind, subject, state: 'running', progress: null, canCancel, outcome: null, error: null });
      journal?.begin({ id, kind, subject, file: file ?? null });
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
        journal?.end(id);
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

    tellCutOff() {
      for (const { id, kind, subject } of journal?.takeCutOff() ?? []) {
        const error = { code: 'exited' as const, message: CUT_OFF_WORDS[kind] };
        begin({ id, kind, subject, state: 'failed', progress: null, canCancel: false, outcome: null, error });
      }
    },

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
