/** What a file to import is, told by how it begins; each kind has a reader of its own that gives the same records. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { ImportSourceKind } from '#protocol/data.ts';
import { withStorageErrors } from '../storage-errors.ts';
import { readFlatTable } from './flat-table-source.ts';
import { readGeminiSession } from './gemini-session.ts';
import { type ImportContents, type ImportRecord, readImportFile } from './import-file.ts';
import type { JobControl } from './job.ts';
import { refusedFile } from './refused-file.ts';

const BEGINNING_BYTES = 4096;

/** Reads the files one after the other. Throws `invalid-request` with the reason for the first that can't be used. */
export function readImportSource(
  files: readonly string[],
  control: JobControl,
  onRecord: (record: ImportRecord, kind: ImportSourceKind) => void,
): ImportContents & { kinds: ImportSourceKind[] } {
  const contents = { conversations: 0, messages: 0, notes: [] as string[], kinds: new Set<ImportSourceKind>() };
  // Two of the files may be the same conversation, saved twice.
  for (const [index, file] of files.entries()) {
    const kind = kindOf(file);
    const read = READERS[kind](file, partOf(control, index, files.length), (record) => onRecord(record, kind));
    contents.conversations += read.conversations;
    contents.messages += read.messages;
    contents.notes.push(...read.notes);
    contents.kinds.add(kind);
  }
  return { ...contents, kinds: [...contents.kinds] };
}

const READERS: Record<ImportSourceKind, typeof readImportFile> = {
  export: readImportFile,
  'gemini-cli': readGeminiSession,
  'flat-table': readFlatTable,
};

function kindOf(file: string): ImportSourceKind {
  const beginning = readBeginning(file);
  if (beginning.startsWith('SQLite format 3\0')) return 'flat-table';
  const text = beginning.replace(/^\uFEFF/, '').trimStart();
  if (text.startsWith('{') && /^[^\n]*"type"\s*:\s*"agent-manager-export"/.test(text)) return 'export';
  if (text.startsWith('{') && text.includes('"sessionId"')) return 'gemini-cli';
  throw refusedFile(`“${basename(file)}” is no export of Agent Manager, no session of the Gemini CLI and no database.`);
}

function readBeginning(file: string): string {
  return withStorageErrors(() => {
    if (!statSync(file).isFile()) throw refusedFile(`“${basename(file)}” is no file.`);
    const descriptor = openSync(file, 'r');
    try {
      const bytes = Buffer.alloc(BEGINNING_BYTES);
      return bytes.toString('utf8', 0, readSync(descriptor, bytes));
    } finally {
      closeSync(descriptor);
    }
  });
}

/** Each file counts the same: their sizes are in different units. */
function partOf(control: JobControl, index: number, files: number): JobControl {
  return {
    isCancelled: control.isCancelled,
    onProgress: ({ done, total }) => control.onProgress({ done: index + (total === 0 ? 1 : done / total), total: files }),
  };
}
