/** Looks through files before they are imported: what would come, and what is here already. */
import type { ImportSourceKind } from '#protocol/data.ts';
import type { Connection } from '../connection.ts';
import { readImportSource } from './import-source.ts';
import type { JobControl } from './job.ts';
import { findHere, findMessageHere } from './running-import.ts';

export interface ImportPreviewResult {
  kinds: ImportSourceKind[];
  conversations: number;
  messages: number;
  alreadyHere: number;
  growing: { conversations: number; messages: number };
  earliest: number | null;
  latest: number | null;
  first: { title: string; messages: number }[];
  hasProjectFolders: boolean;
  notes: string[];
}

/** What a list in a dialog shows; the rest is counted. */
const SHOWN = 100;

/** Reads and checks all of it and takes nothing. Throws as `readImportSource`. */
export function previewImport(connection: Connection, files: readonly string[], control: JobControl): ImportPreviewResult {
  const seen = new Set<string>();
  /** The conversation here of which the file has messages, how many of those are here, and how many are not. */
  let here: { key: number; known: number; more: number } | null = null;
  const growing = { conversations: 0, messages: 0 };
  let alreadyHere = 0;
  let conversations = 0;
  let messages = 0;
  let isNew = false;
  let hasProjectFolders = false;
  let earliest: number | null = null;
  let latest: number | null = null;
  const first: ImportPreviewResult['first'] = [];
  const { kinds, notes } = readImportSource(files, control, (record) => {
    if (record.type === 'conversation') {
      const { id, title, projectFolder } = record.conversation;
      const key = findHere(connection, id, null);
      // Of one that several files have the first is looked at.
      here = key === null || seen.has(id) ? null : { key, known: 0, more: 0 };
      isNew = !seen.has(id) && key === null;
      seen.add(id);
      if (!isNew) {
        alreadyHere += 1;
        return;
      }
      conversations += 1;
      hasProjectFolders ||= projectFolder !== null;
      if (first.length < SHOWN) first.push({ title, messages: 0 });
      return;
    }
    if (here !== null) {
      if (findMessageHere(connection, [here.key], record.message.id) !== null) here.known += 1;
      else if (here.known > 0) {
        if (here.more === 0) growing.conversations += 1;
        here.more += 1;
        growing.messages += 1;
      }
    }
    if (!isNew) return;
    messages += 1;
    const shown = first[conversations - 1];
    if (shown !== undefined) shown.messages += 1;
    const { createdAt } = record.message;
    earliest = Math.min(earliest ?? createdAt, createdAt);
    latest = Math.max(latest ?? createdAt, createdAt);
  });
  return { kinds, conversations, messages, alreadyHere, growing, earliest, latest, first, hasProjectFolders, notes };
}
