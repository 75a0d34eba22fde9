/**
 * Session files of the Gemini CLI: one JSON document (earlier versions) or JSON lines, in which later lines change what earlier ones said
 * (`$set`, `$rewindTo`, a message with the same id again). Read as its own loader reads them.
 */
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { createJsonLinesReader } from '#platform/json-lines.ts';
import type { Part, ToolCallPart, ToolKind } from '#protocol/conversation.ts';
import { withStorageErrors } from '../storage-errors.ts';
import { type ExportedMessage, MAX_EXPORT_LINE_BYTES } from './export-format.ts';
import type { ImportContents, ImportRecord } from './import-file.ts';
import { idFromContents, titleFromText } from './imported-ids.ts';
import { type JobControl, throwIfCancelled } from './job.ts';
import { assertShallow, refusedFile } from './refused-file.ts';

/** One document is parsed in one piece; the CLI's own files are a few megabytes at most. */
const MAX_DOCUMENT_BYTES = 256 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;

const contentSchema = z.union([z.string(), z.array(z.unknown()), z.record(z.string(), z.unknown())]).nullish();

const toolCallSchema = z.object({
  id: z.string(),
  name: z.string(),
  args: z.record(z.string(), z.unknown()).catch({}),
  result: contentSchema.catch(null),
  status: z.string().catch('success'),
  displayName: z.string().optional().catch(undefined),
  description: z.string().optional().catch(undefined),
  resultDisplay: z.unknown().optional(),
});

const messageSchema = z.object({
  id: z.string(),
  timestamp: z.string().catch(''),
  type: z.string(),
  content: contentSchema.catch(''),
  displayContent: contentSchema.optional().catch(undefined),
  model: z.string().optional().catch(undefined),
  thoughts: z
    .array(z.object({ subject: z.string().catch(''), description: z.string().catch('') }))
    .optional()
    .catch(undefined),
  toolCalls: z.array(toolCallSchema).optional().catch(undefined),
  tokens: z
    .object({
      input: z.number().int().nonnegative(),
      output: z.number().int().nonnegative(),
      cached: z.number().int().nonnegative().catch(0),
      thoughts: z.number().int().nonnegative().catch(0),
      total: z.number().int().nonnegative(),
    })
    .nullish()
    .catch(null),
});
type SessionMessage = z.infer<typeof messageSchema>;

const metadataSchema = z.object({
  sessionId: z.string().min(1),
  startTime: z.string().optional().catch(undefined),
  lastUpdated: z.string().optional().catch(undefined),
  summary: z.string().optional().catch(undefined),
});

/** Throws `invalid-request` with the reason for what is no session file. */
export function readGeminiSession(file: string, control: JobControl, onRecord: (record: ImportRecord) => void): ImportContents {
  return withStorageErrors(() => {
    const session = createSession();
    if (!readLines(file, control, session)) session.take(readDocument(file));
    return toRecords(session, file, onRecord);
  });
}

interface Session {
  take(record: unknown): void;
  readonly metadata: Record<string, unknown>;
  readonly messages: Map<string, SessionMessage>;
  readonly unreadable: number;
}

function createSession(): Session {
  const messages = new Map<string, SessionMessage>();
  let metadata: Record<string, unknown> = {};
  let unreadable = 0;

  const takeMessage = (value: unknown) => {
    const parsed = messageSchema.safeParse(value);
    if (parsed.success) messages.set(parsed.data.id, parsed.data);
    else unreadable += 1;
  };
  const rewindTo = (id: string) => {
    const ids = [...messages.keys()];
    for (const later of ids.slice(Math.max(0, ids.indexOf(id)))) messages.delete(later);
  };
  const takeFields = (fields: Record<string, unknown>) => {
    const { messages: list, ...others } = fields;
    metadata = { ...metadata, ...others };
    if (!Array.isArray(list)) return;
    messages.clear();
    for (const message of list) takeMessage(message);
  };

  return {
    messages,
    get metadata() {
      return metadata;
    },
    get unreadable() {
      return unreadable;
    },
    take(record) {
      assertShallow(record);
      if (typeof record !== 'object' || record === null || Array.isArray(record)) return;
      const fields = record as Record<string, unknown>;
      if (typeof fields.$rewindTo === 'string') rewindTo(fields.$rewindTo);
      else if (typeof fields.id === 'string') takeMessage(fields);
      else if (typeof fields.$set === 'object' && fields.$set !== null) takeFields(fields.$set as Record<string, unknown>);
      else if (typeof fields.sessionId === 'string') takeFields(fields);
    },
  };
}

/** False when the file is no JSON lines: then it may be one document over many lines. */
function readLines(file: string, control: JobControl, session: Session): boolean {
  const descriptor = openSync(file, 'r');
  let isLines = true;
  try {
    const total = fstatSync(descriptor).size;
    const lines = createJsonLinesReader({
      maxLineBytes: MAX_EXPORT_LINE_BYTES,
      onLine: (value) => session.take(value),
      onProblem: ({ kind }) => {
        // A crash of the CLI cuts its last line; what stands before is whole.
        const isCutEnd = kind === 'cut-off' && session.metadata.sessionId !== undefined;
        if (!isCutEnd) isLines = false;
      },
    });
    const chunk = Buffer.alloc(CHUNK_BYTES);
    for (let done = 0, read = readSync(descriptor, chunk); read > 0 && isLines; read = readSync(descriptor, chunk)) {
      throwIfCancelled(control);
      lines.push(chunk.subarray(0, read));
      done += read;
      control.onProgress({ done, total });
    }
    lines.end();
    return isLines;
  } finally {
    closeSync(descriptor);
  }
}

function readDocument(file: string): unknown {
  const descriptor = openSync(file, 'r');
  try {
    if (fstatSync(descriptor).size > MAX_DOCUMENT_BYTES) throw refusedFile(`“${basename(file)}” is too large for a session file.`);
    return JSON.parse(readFileSync(descriptor, 'utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw refusedFile(`“${basename(file)}” is no export of Agent Manager, no session of the Gemini CLI and no database.`, error.message);
  } finally {
    closeSync(descriptor);
  }
}

function toRecords(session: Session, file: string, onRecord: (record: ImportRecord) => void): ImportContents {
  const metadata = metadataSchema.safeParse(session.metadata);
  if (!metadata.success) {
    throw refusedFile(`“${basename(file)}” is no export of Agent Manager, no session of the Gemini CLI and no database.`);
  }
  const { sessionId, startTime, lastUpdated, summary } = metadata.data;
  const conversationId = idFromContents('gemini-cli', sessionId);
  const startedAt = toMs(startTime) ?? toMs([...session.messages.values()][0]?.timestamp) ?? 0;
  const messages = toMessages(conversationId, [...session.messages.values()], startedAt);
  const notes = session.unreadable === 0 ? [] : [`${session.unreadable} entries of “${basename(file)}” could not be read.`];
  if (messages.length === 0) {
    return { conversations: 0, messages: 0, notes: [...notes, `“${basename(file)}” holds no message.`] };
  }
  const firstPrompt = messages.find(({ role }) => role === 'user')?.parts.find((part) => part.type === 'text');
  onRecord({
    type: 'conversation',
    conversation: {
      id: conversationId,
      title: titleFromText(summary ?? (firstPrompt?.type === 'text' ? firstPrompt.text : '')),
      titleIsManual: false,
      agentId: 'gemini',
      model: null,
      projectFolder: null,
      pinned: false,
      archived: false,
      leafMessageId: messages.at(-1)?.id ?? null,
      createdAt: startedAt,
      updatedAt: toMs(lastUpdated) ?? messages.at(-1)?.createdAt ?? startedAt,
      draft: '',
      queued: [],
    },
  });
  for (const message of messages) onRecord({ type: 'message', message });
  return { conversations: 1, messages: messages.length, notes };
}

/** The CLI records each call to the model by itself; here all that follows a prompt is one answer. */
function toMessages(conversationId: string, records: SessionMessage[], startedAt: number): ExportedMessage[] {
  const messages: ExportedMessage[] = [];
  for (const record of records) {
    const role = record.type === 'user' ? 'user' : 'assistant';
    const parts = toParts(record);
    if (parts.length === 0) continue;
    const createdAt = toMs(record.timestamp) ?? messages.at(-1)?.createdAt ?? startedAt;
    const last = messages.at(-1);
    const model = record.model ?? null;
    if (last !== undefined && role === 'assistant' && last.role === 'assistant') {
      last.parts.push(...parts);
      last.finishedAt = createdAt;
      last.model ??= model;
      last.usage = toUsage(record) ?? last.usage;
      continue;
    }
    messages.push({
      id: idFromContents('gemini-cli', conversationId, record.id),
      parentId: last?.id ?? null,
      role,
      status: 'complete',
      parts,
      model: role === 'user' ? null : model,
      usage: toUsage(record),
      createdAt,
      finishedAt: createdAt,
      history: [],
    });
  }
  return messages;
}

function toParts(record: SessionMessage): Part[] {
  const content = toContentParts(record.displayContent ?? record.content);
  if (record.type === 'user') return content;
  if (record.type === 'gemini') {
    const thoughts = (record.thoughts ?? []).map(
      ({ subject, description }): Part => ({ type: 'thought', text: description, ...(subject !== '' && { subject }) }),
    );
    return [...thoughts, ...content, ...(record.toolCalls ?? []).map(toToolCall)];
  }
  return content.map((part): Part => (part.type === 'text' ? { type: 'notice', notice: 'info', text: part.text } : part));
}

const inlineDataSchema = z.object({
  inlineData: z.object({
    mimeType: z.enum(['image/png', 'image/jpeg', 'image/webp', 'image/gif']),
    data: z.string().regex(/^[A-Za-z0-9+/]*=*$/),
  }),
});

/** The SDK's part lists: a string, one part, or several. */
function toContentParts(content: unknown): Part[] {
  if (content === undefined || content === null) return [];
  if (typeof content === 'string') return content.trim() === '' ? [] : [{ type: 'text', text: content }];
  if (Array.isArray(content)) return content.flatMap(toContentParts);
  const image = inlineDataSchema.safeParse(content);
  if (image.success) return [{ type: 'image', ...image.data.inlineData }];
  const { text } = content as { text?: unknown };
  return typeof text === 'string' && text.trim() !== '' ? [{ type: 'text', text }] : [];
}

const STATES: Record<string, ToolCallPart['state']> = { success: 'succeeded', error: 'failed', cancelled: 'cancelled' };

function toToolCall(call: z.infer<typeof toolCallSchema>): ToolCallPart {
  const title = titleFromText(call.description ?? call.displayName ?? call.name);
  const output = toOutput(call.resultDisplay) ?? toOutput(call.result) ?? '';
  // What had not ended when the file was written never will.
  const state = STATES[call.status] ?? 'cancelled';
  return {
    type: 'tool-call',
    callId: call.id,
    name: call.name,
    title,
    kind: kindOf(call.name),
    args: call.args,
    paths: [call.args.file_path, call.args.absolute_path].filter((path) => typeof path === 'string'),
    state,
    result: state === 'failed' ? { output: '', error: output } : { output },
  };
}

const functionResponseSchema = z.object({ functionResponse: z.object({ response: z.record(z.string(), z.unknown()) }) });
const fileDiffSchema = z.object({ fileDiff: z.string() });

function toOutput(result: unknown): string | null {
  if (typeof result === 'string') return result;
  if (Array.isArray(result)) return result.map((item) => toOutput(item) ?? '').join('\n');
  const diff = fileDiffSchema.safeParse(result);
  if (diff.success) return diff.data.fileDiff;
  const response = functionResponseSchema.safeParse(result);
  if (!response.success) return null;
  const { output, error } = response.data.functionResponse.response;
  return typeof output === 'string' ? output : typeof error === 'string' ? error : null;
}

const KINDS: Record<string, ToolKind> = {
  read_file: 'read',
  read_many_files: 'read',
  list_directory: 'read',
  write_file: 'edit',
  replace: 'edit',
  glob: 'search',
  search_file_content: 'search',
  grep_search: 'search',
  run_shell_command: 'execute',
  web_fetch: 'fetch',
  google_web_search: 'fetch',
};

function kindOf(toolName: string): ToolKind {
  return KINDS[toolName] ?? 'other';
}

function toUsage({ tokens }: SessionMessage): ExportedMessage['usage'] {
  if (tokens === null || tokens === undefined) return null;
  return {
    inputTokens: tokens.input,
    outputTokens: tokens.output,
    cachedTokens: tokens.cached,
    thoughtTokens: tokens.thoughts,
    totalTokens: tokens.total,
    contextTokens: tokens.input,
  };
}

function toMs(time: string | undefined): number | null {
  const milliseconds = time === undefined || time === '' ? Number.NaN : Date.parse(time);
  return Number.isFinite(milliseconds) && milliseconds >= 0 ? milliseconds : null;
}
