/** Writes conversations into a file: the app's own format, Markdown or HTML. Runs on any connection, best in a worker thread. */
import { createHash } from 'node:crypto';
import type { ExportFormat, ExportSelection } from '#protocol/data.ts';
import type { Connection } from '../connection.ts';
import type { StoreLog } from '../store-log.ts';
import { anchorOf, indexOf } from './document-index.ts';
import { EXPORT_VERSION, type ExportLine } from './export-format.ts';
import { HTML_END, htmlConversation, htmlIndex, htmlStart } from './html-document.ts';
import { type JobControl, throwIfCancelled } from './job.ts';
import { markdownConversation, markdownIndex } from './markdown-document.ts';
import { writeOutputFile } from './output-file.ts';
import { type ConversationReader, createConversationReader } from './read-conversations.ts';

export interface ExportRequest {
  file: string;
  format: ExportFormat;
  /** Of those that are not deleted. */
  selection: ExportSelection;
  appVersion: string;
}

export interface ExportResult {
  conversations: number;
  messages: number;
}

/**
 * Exports one state of the database, however much is written to it meanwhile. The file appears when it is whole; it replaces one of
 * that name. Throws storage errors and `cancelled`, with nothing left behind.
 */
export function exportConversations(
  connection: Connection,
  request: ExportRequest,
  control: JobControl,
  log: StoreLog,
  nowMs: number,
): ExportResult {
  return connection.read(() => {
    const reader = createConversationReader(connection, log);
    return writeOutputFile(request.file, (append) => {
      if (request.format === 'json') return exportJson(reader, request, append, control, nowMs);
      return exportDocument(reader, request, append, control);
    });
  });
}

function exportJson(
  reader: ConversationReader,
  request: ExportRequest,
  append: (text: string) => void,
  control: JobControl,
  nowMs: number,
): ExportResult {
  const chosen = reader.conversations(request.selection);
  const total = chosen.reduce((sum, { messages }) => sum + messages, 0);
  const hash = createHash('sha256');
  let done = 0;
  const line = (value: ExportLine) => `${JSON.stringify(value)}\n`;
  const appendHashed = (value: ExportLine) => {
    const text = line(value);
    hash.update(text);
    append(text);
  };
  append(line({ type: 'agent-manager-export', version: EXPORT_VERSION, appVersion: request.appVersion, exportedAt: nowMs }));
  for (const { key, conversation } of chosen) {
    appendHashed({ type: 'conversation', conversation });
    for (const message of reader.everyMessage(key)) {
      throwIfCancelled(control);
      appendHashed({ type: 'message', message });
      done += 1;
      control.onProgress({ done, total });
    }
  }
  append(line({ type: 'end', conversations: chosen.length, messages: done, sha256: hash.digest('hex') }));
  return { conversations: chosen.length, messages: done };
}

/** For reading: the path shown of each conversation. */
function exportDocument(
  reader: ConversationReader,
  request: ExportRequest,
  append: (text: string) => void,
  control: JobControl,
): ExportResult {
  const chosen = reader.conversations(request.selection);
  const total = chosen.reduce((sum, { messages }) => sum + messages, 0);
  let done = 0;
  const counted = function* (key: number) {
    for (const message of reader.pathShown(key)) {
      throwIfCancelled(control);
      yield message;
      done += 1;
      control.onProgress({ done, total });
    }
  };
  const isHtml = request.format === 'html';
  if (isHtml) append(htmlStart(chosen.length === 1 ? (chosen[0]?.conversation.title ?? '') : 'Conversations'));
  const isMany = chosen.length > 1;
  if (isMany) for (const piece of isHtml ? htmlIndex(indexOf(chosen)) : markdownIndex(indexOf(chosen))) append(piece);
  for (const [index, { key, conversation }] of chosen.entries()) {
    const anchor = anchorOf(index);
    const pieces = isHtml
      ? htmlConversation(conversation, counted(key), anchor)
      : markdownConversation(conversation, counted(key), isMany ? anchor : null);
    for (const piece of pieces) append(piece);
  }
  if (isHtml) append(HTML_END);
  return { conversations: chosen.length, messages: done };
}
