/** What a job is doing and how it ended, in plain words. Pure. */
import type { Job, JobKind, JobOutcome } from '#protocol/data.ts';
import { strings } from '../../strings/strings.ts';
import { countWords, formatBytes, whenWords } from '../data/data-words.ts';

const RUNNING: Record<JobKind, string> = {
  backup: strings.jobs.backingUp,
  restore: strings.jobs.preparingRestore,
  export: strings.jobs.exporting,
  'import-preview': strings.jobs.lookingThrough,
  import: strings.jobs.importing,
  check: strings.jobs.checking,
  salvage: strings.jobs.salvaging,
};

const ENDED: Record<JobKind, { failed: string; cancelled: string }> = {
  backup: { failed: strings.jobs.backupFailed, cancelled: strings.jobs.backupCancelled },
  restore: { failed: strings.jobs.nothingRestored, cancelled: strings.jobs.nothingRestored },
  export: { failed: strings.jobs.exportFailed, cancelled: strings.jobs.exportCancelled },
  'import-preview': { failed: strings.jobs.cantBeImported, cancelled: strings.jobs.cancelled },
  import: { failed: strings.jobs.importFailed, cancelled: strings.jobs.importCancelled },
  check: { failed: strings.jobs.checkFailed, cancelled: strings.jobs.checkCancelled },
  salvage: { failed: strings.jobs.salvageFailed, cancelled: strings.jobs.salvageCancelled },
};

/** The card's first line. */
export function jobTitle({ kind, state, subject, outcome }: Job): string {
  if (state === 'running') return strings.jobs.running(RUNNING[kind], subject);
  if (state === 'failed') return ENDED[kind].failed;
  if (state === 'cancelled') return ENDED[kind].cancelled;
  return outcome === null ? '' : outcomeTitle(outcome, subject);
}

function outcomeTitle(outcome: JobOutcome, subject: string): string {
  switch (outcome.kind) {
    case 'backup':
      return strings.jobs.backedUp(formatBytes(outcome.bytes));
    case 'restore':
      return strings.jobs.restored(whenWords(outcome.takenAt));
    case 'export':
      return strings.jobs.exported(subject);
    case 'import':
      return outcome.conversations === 0 && outcome.added.messages === 0 ? strings.jobs.nothingNew : strings.jobs.imported(subject);
    case 'import-preview':
      return '';
    case 'check':
      return outcome.ok ? strings.jobs.whole : strings.jobs.damaged;
    case 'salvage':
      return strings.jobs.salvagedOpen;
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
      return strings.jobs.restoredDetail(countWords(outcome.conversations, outcome.messages), outcome.undoName === null);
    case 'export':
      return `${countWords(outcome.conversations, outcome.messages)}, ${formatBytes(outcome.bytes)}.`;
    case 'import': {
      const taken = outcome.conversations === 0 ? [] : [`${countWords(outcome.conversations, outcome.messages)}.`];
      const { added } = outcome;
      const grown = added.messages === 0 ? [] : [strings.jobs.added(added.messages, added.conversations)];
      const { total } = outcome.skipped;
      const skipped = total === 0 ? [] : [strings.jobs.leftOut(total)];
      return [...taken, ...grown, ...skipped].join(' ');
    }
    case 'salvage':
      return strings.jobs.salvagedDetail(countWords(outcome.conversations, outcome.messages));
    case 'check':
      return outcome.ok ? '' : strings.jobs.checkDetail;
    default:
      return '';
  }
}

/** What a fold under the card lists. */
export function jobList({ outcome }: Job): string[] {
  if (outcome?.kind === 'import') {
    const { first, total } = outcome.skipped;
    const rest = total > first.length ? [strings.jobs.andMore(total - first.length)] : [];
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
