/** What a job is doing and how it ended, in plain words. Pure. */
import type { Job, JobKind, JobOutcome } from '#protocol/data.ts';
import { counted, countWords, formatBytes, whenWords } from '../data/data-words.ts';

const RUNNING: Record<JobKind, string> = {
  backup: 'Backing up',
  restore: 'Preparing to restore',
  export: 'Exporting',
  'import-preview': 'Looking through',
  import: 'Importing',
  check: 'Checking the database',
  salvage: 'Reading what can be read',
};

const ENDED: Record<JobKind, { failed: string; cancelled: string }> = {
  backup: { failed: 'The backup failed', cancelled: 'The backup was cancelled' },
  restore: { failed: 'Nothing was restored', cancelled: 'Nothing was restored' },
  export: { failed: 'The export failed', cancelled: 'Export cancelled; no file was written' },
  'import-preview': { failed: 'Can’t be imported', cancelled: 'Cancelled' },
  import: { failed: 'The import failed', cancelled: 'Import cancelled; nothing was added' },
  check: { failed: 'The check failed', cancelled: 'Check cancelled' },
  salvage: { failed: 'Salvaging failed', cancelled: 'Cancelled; nothing was changed' },
};

/** The card's first line. */
export function jobTitle({ kind, state, subject, outcome }: Job): string {
  if (state === 'running') return `${RUNNING[kind]}${subject === '' ? '' : ` ${subject}`}…`;
  if (state === 'failed') return ENDED[kind].failed;
  if (state === 'cancelled') return ENDED[kind].cancelled;
  return outcome === null ? '' : outcomeTitle(outcome, subject);
}

function outcomeTitle(outcome: JobOutcome, subject: string): string {
  switch (outcome.kind) {
    case 'backup':
      return `Backed up, ${formatBytes(outcome.bytes)}`;
    case 'restore':
      return `Restored the backup of ${whenWords(outcome.takenAt)}`;
    case 'export':
      return `Exported to ${subject}`;
    case 'import':
      return outcome.conversations === 0 ? 'Nothing new to import' : `Imported ${subject}`;
    case 'import-preview':
      return '';
    case 'check':
      return outcome.ok ? 'The database is whole' : 'The database is damaged in places';
    case 'salvage':
      return 'Your salvaged conversations are open';
  }
}

/** The second line; empty where the first says all. */
export function jobDetail({ outcome, error, state, progress }: Job): string {
  if (state === 'running')
    return progress === null || progress.total === 0 ? '' : `${Math.floor((100 * progress.done) / progress.total)} %`;
  if (error !== null) return error.message;
  if (outcome === null) return '';
  switch (outcome.kind) {
    case 'restore':
      return `${countWords(outcome.conversations, outcome.messages)}. What was there before is kept ${outcome.undoName === null ? 'in the data folder' : 'as a backup'}.`;
    case 'export':
      return `${countWords(outcome.conversations, outcome.messages)}, ${formatBytes(outcome.bytes)}.`;
    case 'import': {
      const taken = outcome.conversations === 0 ? [] : [`${countWords(outcome.conversations, outcome.messages)}.`];
      const { total } = outcome.skipped;
      const skipped = total === 0 ? [] : [`${counted(total, 'conversation')} left out: here already.`];
      return [...taken, ...skipped].join(' ');
    }
    case 'salvage':
      return `${countWords(outcome.conversations, outcome.messages)}. The damaged database is kept in the data folder.`;
    case 'check':
      return outcome.ok ? '' : 'Nothing was changed. Back up now, then open recovery to save what can be read, or restore a backup.';
    default:
      return '';
  }
}

/** What a fold under the card lists. */
export function jobList({ outcome }: Job): string[] {
  if (outcome?.kind === 'import') {
    const { first, total } = outcome.skipped;
    const rest = total > first.length ? [`… and ${total - first.length} more`] : [];
    return [...first.map(({ title, reason }) => `${title}: ${reason}`), ...rest];
  }
  return outcome?.kind === 'check' ? outcome.problems : [];
}

/** What has no card: looking through a file is told by its dialog, and a failed one too. */
export function hasCard({ kind, state }: Job): boolean {
  if (kind === 'import-preview') return state === 'running';
  // The app ends with it, and the next one tells.
  return true;
}

/** Milliseconds after which the card goes by itself; null where the person should have seen it. */
export function cardDurationMs({ state, outcome }: Job): number | null {
  if (state === 'cancelled') return 4_000;
  if (state !== 'done') return null;
  if (outcome?.kind === 'backup' || (outcome?.kind === 'check' && outcome.ok)) return 6_000;
  return null;
}
