/** Reads an export file and trusts nothing in it: its kind, version, order, references, sizes and checksum are checked. */
import { createHash, type Hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { createJsonLinesReader } from '#platform/json-lines.ts';
import type { AppError } from '#protocol/errors.ts';
import { withStorageErrors } from '../storage-errors.ts';
import {
  EXPORT_VERSION,
  type ExportedConversation,
  type ExportedMessage,
  exportHeaderSchema,
  exportLineSchema,
  MAX_EXPORT_LINE_BYTES,
} from './export-format.ts';
import { type JobControl, throwIfCancelled } from './job.ts';
import { assertShallow, refusedFile } from './refused-file.ts';

export type ImportRecord = { type: 'conversation'; conversation: ExportedConversation } | { type: 'message'; message: ExportedMessage };

export interface ImportContents {
  conversations: number;
  messages: number;
  /** What of the file has no place here, in plain words. */
  notes: string[];
}

const CHUNK_BYTES = 1024 * 1024;

/**
 * Hands each conversation and message to `onRecord`, in the file's order. Throws `invalid-request` with the reason in plain words for what
 * is no export, is cut off, of a later version, damaged or inconsistent: call it once without taking anything before taking anything.
 */
export function readImportFile(file: string, control: JobControl, onRecord: (record: ImportRecord) => void): ImportContents {
  return withStorageErrors(() => {
    const descriptor = openSync(file, 'r');
    try {
      const total = fstatSync(descriptor).size;
      const checker = createChecker(onRecord);
      const lines = createJsonLinesReader({
        maxLineBytes: MAX_EXPORT_LINE_BYTES,
        onLine: (value) => checker.take(value),
        onProblem: ({ kind }) => {
          if (kind === 'cut-off') throw cutOff();
          throw refusedFile(
            checker.isStarted ? 'The file is damaged: a line of it can’t be read.' : 'This file is no export of Agent Manager.',
            kind,
          );
        },
      });
      const chunk = Buffer.alloc(CHUNK_BYTES);
      for (let done = 0, read = readSync(descriptor, chunk); read > 0; read = readSync(descriptor, chunk)) {
        throwIfCancelled(control);
        lines.push(chunk.subarray(0, read));
        done += read;
        control.onProgress({ done, total });
      }
      lines.end();
      return checker.finish();
    } finally {
      closeSync(descriptor);
    }
  });
}

interface Checker {
  readonly isStarted: boolean;
  take(value: unknown): void;
  finish(): ImportContents;
}

function createChecker(onRecord: (record: ImportRecord) => void): Checker {
  const hash: Hash = createHash('sha256');
  const contents: ImportContents = { conversations: 0, messages: 0, notes: [] };
  const conversationIds = new Set<string>();
  let conversation: ExportedConversation | null = null;
  let messageIds = new Set<string>();
  let isStarted = false;
  let isEnded = false;

  /** A conversation is whole when the next one begins. */
  const closeConversation = () => {
    if (conversation === null || conversation.leafMessageId === null || messageIds.has(conversation.leafMessageId)) return;
    throw refusedFile('The file is damaged: a conversation lacks the message it ends with.', conversation.id);
  };

  const takeConversation = (next: ExportedConversation) => {
    closeConversation();
    if (conversationIds.has(next.id)) throw refusedFile('The file is damaged: it holds a conversation twice.', next.id);
    conversationIds.add(next.id);
    conversation = next;
    messageIds = new Set();
    contents.conversations += 1;
  };

  const takeMessage = (message: ExportedMessage) => {
    if (conversation === null) throw refusedFile('The file is damaged: a message stands before any conversation.', message.id);
    if (message.parentId !== null && !messageIds.has(message.parentId))
      throw refusedFile('The file is damaged: a message answers one that is not there.', message.id);
    if (messageIds.has(message.id)) throw refusedFile('The file is damaged: it holds a message twice.', message.id);
    messageIds.add(message.id);
    contents.messages += 1;
  };

  return {
    get isStarted() {
      return isStarted;
    },
    take(value) {
      if (!isStarted) {
        checkHeader(value);
        isStarted = true;
        return;
      }
      if (isEnded) throw refusedFile('The file is damaged: something follows its end.');
      assertShallow(value);
      const parsed = exportLineSchema.safeParse(value);
      if (!parsed.success)
        throw refusedFile('The file is damaged: a line of it is not what this version writes.', parsed.error.issues[0]?.message);
      const line = parsed.data;
      if (line.type === 'agent-manager-export') throw refusedFile('The file is damaged: it begins twice.');
      if (line.type === 'end') {
        closeConversation();
        const isComplete =
          line.conversations === contents.conversations && line.messages === contents.messages && line.sha256 === hash.digest('hex');
        if (!isComplete)
          throw refusedFile('The file was changed or damaged since it was written: its contents are not what its last line says.');
        isEnded = true;
        return;
      }
      // As it was written: an export holds what JSON.stringify made of it.
      hash.update(`${JSON.stringify(value)}\n`);
      if (line.type === 'conversation') takeConversation(line.conversation);
      else takeMessage(line.message);
      onRecord(line);
    },
    finish() {
      if (!isStarted) throw refusedFile('This file is no export of Agent Manager.');
      if (!isEnded) throw cutOff();
      return contents;
    },
  };
}

function checkHeader(value: unknown): void {
  const header = exportHeaderSchema.safeParse(value);
  if (!header.success) throw refusedFile('This file is no export of Agent Manager.');
  if (header.data.version > EXPORT_VERSION) {
    throw refusedFile(`This file was written by a later version of Agent Manager (${header.data.appVersion}). Update the app to read it.`);
  }
}

function cutOff(): AppError {
  return refusedFile('The file is cut off: its end is missing.');
}
