/** Backups, sizes and counts in the words of the data screens. */
import type { BackupSummary, ImportSourceKind } from '#protocol/data.ts';
import { plural } from '../thread/duration-words.ts';

export { formatBytes } from '../../components/format-bytes.ts';

const wholeNumber = new Intl.NumberFormat();

/** `12 conversations, 3,400 messages`. */
export function countWords(conversations: number, messages: number): string {
  return `${counted(conversations, 'conversation')}, ${counted(messages, 'message')}`;
}

/** `3,400 messages`. */
export function counted(count: number, one: string): string {
  return plural(count, one).replace(String(count), wholeNumber.format(count));
}

export const BACKUP_KINDS: Record<BackupSummary['kind'], string> = {
  automatic: 'Automatic',
  manual: 'By you',
  'before-migration': 'Before an update',
  'before-restore': 'Before a restore',
};

export const SOURCE_KINDS: Record<ImportSourceKind, string> = {
  export: 'Export of Agent Manager',
  'gemini-cli': 'Gemini CLI session',
  'flat-table': 'Table of messages in an SQLite file',
};

const dateFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const timeFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** `24 Nov 2026, 14:32`. */
export function whenWords(timeMs: number): string {
  return timeFormat.format(timeMs);
}

/** `3 Mar – 24 Nov 2026`, or one day. */
export function spanWords(earliest: number, latest: number): string {
  return dateFormat.formatRange(earliest, latest);
}
