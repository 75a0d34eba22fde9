/** Backups, sizes and counts in the words of the data screens. */
import type { BackupSummary, ImportSourceKind } from '#protocol/data.ts';
import { dateFormat } from '../../strings/format.ts';
import { strings } from '../../strings/strings.ts';

export { formatBytes } from '../../components/format-bytes.ts';

/** `12 conversations, 3,400 messages`. */
export function countWords(conversations: number, messages: number): string {
  return `${strings.counts.conversations(conversations)}, ${strings.counts.messages(messages)}`;
}

export const BACKUP_KINDS: Record<BackupSummary['kind'], string> = {
  automatic: strings.data.kindAutomatic,
  manual: strings.data.kindManual,
  'before-migration': strings.data.kindBeforeUpdate,
  'before-restore': strings.data.kindBeforeRestore,
};

export const SOURCE_KINDS: Record<ImportSourceKind, string> = {
  export: strings.data.sourceExport,
  'gemini-cli': strings.data.sourceGeminiCli,
  'flat-table': strings.data.sourceTable,
};

const dayFormat = dateFormat({ dateStyle: 'medium' });
const timeFormat = dateFormat({ dateStyle: 'medium', timeStyle: 'short' });

/** `24 Nov 2026, 14:32`. */
export function whenWords(timeMs: number): string {
  return timeFormat.format(timeMs);
}

/** `3 Mar – 24 Nov 2026`, or one day. */
export function spanWords(earliest: number, latest: number): string {
  return dayFormat.formatRange(earliest, latest);
}
