/** A flat message table in somebody's SQLite file: rows with words, perhaps a role, a conversation and a time each. */
import { constants, copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Part } from '#protocol/conversation.ts';
import { schemaVersion } from '../migrate.ts';
import { columnNames, type FlatColumns, flatColumnsOf, hasRowNumbers, toEpochMs, toFlatText } from '../migrations/flat-tables.ts';
import { isSqliteError, Sqlite, type SqliteDatabase, type SqliteValue } from '../sqlite.ts';
import { withStorageErrors } from '../storage-errors.ts';
import type { ExportedMessage } from './export-format.ts';
import type { ImportContents, ImportRecord } from './import-file.ts';
import { idFromContents, titleFromText } from './imported-ids.ts';
import { type JobControl, throwIfCancelled } from './job.ts';
import { refusedFile } from './refused-file.ts';

/** A row with more is no message. */
const MAX_ROW_CHARS = 16 * 1024 * 1024;

/** Works on a copy: looking into a database may write beside it, and the person's file stays as it is. */
export function readFlatTable(file: string, control: JobControl, onRecord: (record: ImportRecord) => void): ImportContents {
  return withStorageErrors(() => {
    const folder = mkdtempSync(join(tmpdir(), 'agent-manager-import-'));
    const copy = join(folder, 'copy.db');
    try {
      for (const suffix of ['', '-wal']) {
        if (existsSync(file + suffix)) copyFileSync(file + suffix, copy + suffix, constants.COPYFILE_FICLONE);
      }
      return readCopy(copy, basename(file), control, onRecord);
    } catch (error) {
      if (isSqliteError(error)) throw refusedFile(`“${basename(file)}” is damaged: it can’t be read to its end.`, error.message);
      throw error;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

function readCopy(copy: string, name: string, control: JobControl, onRecord: (record: ImportRecord) => void): ImportContents {
  const sqlite = new Sqlite(copy);
  try {
    sqlite.pragma('trusted_schema = OFF');
    sqlite.pragma('cell_size_check = ON');
    sqlite.pragma('mmap_size = 0');
    if (schemaVersion(sqlite) > 0) {
      throw refusedFile(
        `“${name}” is a database of Agent Manager itself. To get back what is in it, put it into the folder of backups and restore it.`,
      );
    }
    const table = findTable(sqlite);
    if (table === null) throw refusedFile(`“${name}” holds no table of messages.`);
    return readTable(sqlite, table, name, control, onRecord);
  } finally {
    sqlite.close();
  }
}

interface FlatTable {
  name: string;
  columns: FlatColumns;
}

/** The table that looks most like messages: one called so, else one with words and a role. */
function findTable(sqlite: SqliteDatabase): FlatTable | null {
  const tables = sqlite
    .prepare<{ name: string }>("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all()
    .flatMap(({ name }): FlatTable[] => {
      const columns = flatColumnsOf(columnNames(sqlite, name), hasRowNumbers(sqlite, name));
      return columns === null ? [] : [{ name, columns }];
    });
  const isCalledSo = ({ name }: FlatTable) => /^(chat_?)?messages?$/i.test(name);
  return tables.find(isCalledSo) ?? tables.find(({ columns }) => columns.role !== null) ?? null;
}

interface FlatRow {
  role: SqliteValue;
  content: SqliteValue;
  createdAt: SqliteValue;
  model: SqliteValue;
}

function readTable(
  sqlite: SqliteDatabase,
  { name: table, columns }: FlatTable,
  fileName: string,
  control: JobControl,
  onRecord: (record: ImportRecord) => void,
): ImportContents {
  const conversationColumn = columns.conversationId === null ? 'NULL' : quote(columns.conversationId);
  // Ours alone: each conversation is then read without going through the whole table.
  if (columns.conversationId !== null) sqlite.exec(`CREATE INDEX agent_manager_by_conversation ON ${quote(table)} (${conversationColumn})`);
  const total = sqlite.prepare<{ rows: number }>(`SELECT count(*) AS rows FROM ${quote(table)}`).get()?.rows ?? 0;
  const conversationIds = sqlite
    .prepare<{ id: SqliteValue }>(`SELECT DISTINCT ${conversationColumn} AS id FROM ${quote(table)}`)
    .safeIntegers()
    .all();
  const order = columns.hasRowNumbers ? 'ORDER BY rowid' : columns.createdAt === null ? '' : `ORDER BY ${quote(columns.createdAt)}`;
  const select = (column: string | null) => (column === null ? 'NULL' : quote(column));
  const rows = sqlite
    .prepare<FlatRow>(
      `SELECT ${select(columns.role)} AS role, iif(length(${quote(columns.content)}) > ${MAX_ROW_CHARS}, NULL, ${quote(columns.content)}) AS content,
         ${select(columns.createdAt)} AS createdAt, ${select(columns.model)} AS model
       FROM ${quote(table)} WHERE ${conversationColumn} IS ? ${order}`,
    )
    .safeIntegers();
  const titles = readTitles(sqlite);
  const contents: ImportContents = { conversations: 0, messages: 0, notes: [] };
  let done = 0;
  let empty = 0;
  for (const { id } of conversationIds) {
    const messages: ExportedMessage[] = [];
    for (const row of rows.iterate(id)) {
      throwIfCancelled(control);
      done += 1;
      control.onProgress({ done, total });
      const message = toMessage(row, messages.at(-1));
      if (message === null) empty += 1;
      else messages.push(message);
    }
    if (messages.length === 0) continue;
    emitConversation(toFlatText(id), titles.get(toFlatText(id)), messages, onRecord);
    contents.conversations += 1;
    contents.messages += messages.length;
  }
  if (empty > 0) contents.notes.push(`${empty} rows of “${fileName}” hold no words, or far too many, and are left out.`);
  if (contents.conversations === 0) throw refusedFile(`“${fileName}” holds no messages.`);
  return contents;
}

/** By conversation id, where there is a table of conversations beside the messages. */
function readTitles(sqlite: SqliteDatabase): Map<string, string> {
  const names = columnNames(sqlite, 'conversations');
  const column = (...candidates: string[]) => candidates.find((name) => names.includes(name));
  const id = column('id', 'conversation_id', 'conversationId', 'uuid');
  const title = column('title', 'name', 'subject');
  if (id === undefined || title === undefined) return new Map();
  const rows = sqlite
    .prepare<{ id: SqliteValue; title: SqliteValue }>(`SELECT ${quote(id)} AS id, ${quote(title)} AS title FROM conversations`)
    .safeIntegers()
    .all();
  return new Map(rows.map((row) => [toFlatText(row.id), toFlatText(row.title)]));
}

function toMessage(row: FlatRow, before: ExportedMessage | undefined): ExportedMessage | null {
  const text = toFlatText(row.content);
  if (text.trim() === '') return null;
  const author = toFlatText(row.role).trim().toLowerCase();
  const isUser = ['user', 'human', 'you', 'me'].includes(author);
  const isAgent = ['assistant', 'model', 'ai', 'bot', 'gemini', 'agent'].includes(author);
  // Instructions and tool records were nobody's words: a quiet line, so that no agent is told that it said them.
  const part: Part =
    isUser || isAgent ? { type: 'text', text } : { type: 'notice', notice: 'info', text: `${toFlatText(row.role) || 'Note'}: ${text}` };
  const createdAt = toEpochMs(row.createdAt) ?? before?.createdAt ?? 0;
  return {
    id: '',
    parentId: null,
    role: isUser ? 'user' : 'assistant',
    status: 'complete',
    parts: [part],
    model: isAgent && typeof row.model === 'string' ? row.model : null,
    usage: null,
    createdAt,
    finishedAt: createdAt,
    history: [],
  };
}

/** The file's own ids are small numbers, the same in every such file: with the first words they name this conversation alone. */
function emitConversation(
  sourceId: string,
  title: string | undefined,
  messages: ExportedMessage[],
  onRecord: (record: ImportRecord) => void,
): void {
  const [first] = messages;
  if (first === undefined) return;
  const firstWords = JSON.stringify(first.parts);
  const id = idFromContents('flat-table', sourceId, firstWords, String(first.createdAt));
  const idAt = (index: number) => idFromContents('flat-table', id, String(index));
  const prompt = (messages.find(({ role }) => role === 'user') ?? first).parts[0];
  const isNamed = title !== undefined && title.trim() !== '';
  onRecord({
    type: 'conversation',
    conversation: {
      id,
      title: titleFromText(isNamed ? title : prompt !== undefined && 'text' in prompt ? prompt.text : ''),
      titleIsManual: isNamed,
      agentId: 'gemini',
      model: null,
      projectFolder: null,
      pinned: false,
      archived: false,
      leafMessageId: idAt(messages.length - 1),
      createdAt: first.createdAt,
      updatedAt: messages.at(-1)?.createdAt ?? first.createdAt,
      draft: '',
      queued: [],
    },
  });
  for (const [index, message] of messages.entries()) {
    onRecord({ type: 'message', message: { ...message, id: idAt(index), parentId: index === 0 ? null : idAt(index - 1) } });
  }
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
