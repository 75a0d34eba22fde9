import { randomUUID } from 'node:crypto';
import { toSearchText } from '../search-text.ts';
import type { SqliteDatabase, SqliteValue } from '../sqlite.ts';
import { columnNames, type FlatColumns, flatColumnsOf, hasRowNumbers, toEpochMs, toFlatText } from './flat-tables.ts';
import type { Migration, MigrationContext } from './migration.ts';

const PREVIEW_CHARS = 200;
const TITLE_CHARS = 60;

interface FlatRow {
  conversationId: SqliteValue;
  role: SqliteValue;
  content: SqliteValue;
  createdAt: SqliteValue;
  model: SqliteValue;
}

interface Target {
  key: number;
  leafKey: number | null;
  nextSeq: number;
  lastMs: number;
  hasTitle: boolean;
}

/**
 * Brings in the flat tables that 0010 set aside: each conversation becomes one path, in the order in which its rows were written.
 * A row is left out only when it holds no words. The set-aside tables are then dropped, so that deleting a conversation later
 * really deletes it; the backup taken before this migration keeps them as they were.
 */
export const bringInFlatMessages: Migration = {
  version: 40,
  name: 'bring-in-flat-messages',
  up(sqlite, context) {
    const messageColumns = flatColumnsOf(columnNames(sqlite, 'earlier_messages'), hasRowNumbers(sqlite, 'earlier_messages'));
    const hasConversations = columnNames(sqlite, 'earlier_conversations').length > 0;
    if (messageColumns === null && !hasConversations) return;
    const importer = createFlatImporter(sqlite, context);
    if (hasConversations) importer.takeConversations();
    if (messageColumns !== null) importer.takeMessages(messageColumns);
    importer.finish();
    if (messageColumns !== null) sqlite.exec('DROP TABLE earlier_messages');
    if (hasConversations) sqlite.exec('DROP TABLE earlier_conversations');
  },
};

function createFlatImporter(sqlite: SqliteDatabase, { log, nowMs }: MigrationContext) {
  const targets = new Map<string, Target>();
  const insertConversation = sqlite.prepare(`
    INSERT INTO conversations (id, title, title_is_manual, title_search, agent_id, approval_mode, created_at, updated_at)
    VALUES (?, ?, ?, ?, 'gemini', 'default', ?, ?)`);
  const insertMessage = sqlite.prepare(`
    INSERT INTO messages (id, conversation_key, parent_key, seq, depth, role, status, model, created_at, finished_at)
    VALUES (?, ?, ?, ?, ?, ?, 'complete', ?, ?, ?)`);
  const insertPart = sqlite.prepare('INSERT INTO message_parts (message_key, position, type, text, payload) VALUES (?, 0, ?, ?, ?)');
  const insertSearchText = sqlite.prepare('INSERT INTO search_texts (message_key, text, scope) VALUES (?, ?, ?)');
  const setChosenChild = sqlite.prepare('UPDATE messages SET chosen_child_key = ? WHERE key = ?');
  const setTitle = sqlite.prepare('UPDATE conversations SET title = ?, title_search = ? WHERE key = ?');
  const setPreview = sqlite.prepare('UPDATE conversations SET preview = ? WHERE key = ?');
  const setEnd = sqlite.prepare('UPDATE conversations SET leaf_key = ?, updated_at = max(updated_at, ?) WHERE key = ?');
  const idIsTaken = sqlite.prepare('SELECT 1 FROM conversations WHERE id = ?');
  let messageCount = 0;
  let emptyCount = 0;

  const addConversation = (earlierId: SqliteValue, title: string, createdMs: number, updatedMs: number): Target => {
    // Ids travel in messages and may name files, so only plain ones are kept.
    const isPlain = earlierId !== null && !(earlierId instanceof Uint8Array) && /^[\w-]{1,64}$/.test(String(earlierId));
    const id = isPlain && idIsTaken.get(String(earlierId)) === undefined ? String(earlierId) : randomUUID();
    const shownTitle = title === '' ? 'Imported conversation' : title;
    const { lastInsertRowid } = insertConversation.run(
      id,
      shownTitle,
      title === '' ? 0 : 1,
      toSearchText(shownTitle),
      createdMs,
      updatedMs,
    );
    const target: Target = {
      key: Number(lastInsertRowid),
      leafKey: null,
      nextSeq: 0,
      lastMs: createdMs,
      hasTitle: title !== '',
    };
    targets.set(identityOf(earlierId), target);
    return target;
  };

  return {
    takeConversations() {
      const names = columnNames(sqlite, 'earlier_conversations');
      const column = (...candidates: string[]) => candidates.find((name) => names.includes(name));
      const created = column('created_at', 'createdAt', 'created', 'timestamp');
      const updated = column('updated_at', 'updatedAt', 'updated', 'last_message_at') ?? created;
      const select = (name: string | undefined) => (name === undefined ? 'NULL' : quote(name));
      const rows = sqlite
        .prepare<{ id: SqliteValue; title: SqliteValue; created: SqliteValue; updated: SqliteValue }>(
          `SELECT ${select(column('id', 'conversation_id', 'conversationId', 'uuid'))} AS id,
             ${select(column('title', 'name', 'subject'))} AS title, ${select(created)} AS created, ${select(updated)} AS updated
           FROM earlier_conversations`,
        )
        .safeIntegers()
        .all();
      for (const row of rows) {
        if (targets.has(identityOf(row.id))) continue;
        const createdMs = toEpochMs(row.created) ?? nowMs;
        addConversation(
          row.id,
          toFlatText(row.title).replace(/\s+/g, ' ').trim().slice(0, 200),
          createdMs,
          toEpochMs(row.updated) ?? createdMs,
        );
      }
    },

    takeMessages(columns: FlatColumns) {
      for (const row of flatRows(sqlite, columns)) {
        const text = toFlatText(row.content);
        if (text.trim() === '') {
          emptyCount += 1;
          continue;
        }
        const createdMs = toEpochMs(row.createdAt);
        const target =
          targets.get(identityOf(row.conversationId)) ?? addConversation(row.conversationId, '', createdMs ?? nowMs, createdMs ?? nowMs);
        addMessage(target, row, text, createdMs ?? target.lastMs);
        messageCount += 1;
      }
    },

    finish() {
      for (const { key, leafKey, lastMs } of targets.values()) setEnd.run(leafKey, lastMs, key);
      log.info('Brought in the conversations of an earlier version', {
        conversations: targets.size,
        messages: messageCount,
        emptyRows: emptyCount,
      });
    },
  };

  function addMessage(target: Target, row: FlatRow, text: string, createdMs: number): void {
    const role = toRole(row.role);
    const storedRole = role === 'user' ? 'user' : 'assistant';
    const model = storedRole === 'assistant' && typeof row.model === 'string' ? row.model : null;
    const { lastInsertRowid } = insertMessage.run(
      randomUUID(),
      target.key,
      target.leafKey,
      target.nextSeq,
      target.nextSeq,
      storedRole,
      model,
      createdMs,
      createdMs,
    );
    const key = Number(lastInsertRowid);
    // Instructions and tool records were nobody's words in the thread: a quiet line, so that no agent is told that it said them.
    if (role === 'other')
      insertPart.run(
        key,
        'notice',
        null,
        JSON.stringify({ type: 'notice', notice: 'info', text: `${toFlatText(row.role) || 'Note'}: ${text}` }),
      );
    else insertPart.run(key, 'text', text, null);
    insertSearchText.run(key, toSearchText(text), `c${target.key} ${storedRole}`);
    if (target.leafKey !== null) setChosenChild.run(key, target.leafKey);
    const line = text.replace(/\s+/g, ' ').trim();
    setPreview.run(line.slice(0, PREVIEW_CHARS), target.key);
    if (!target.hasTitle && role === 'user') {
      const title = line.slice(0, TITLE_CHARS);
      setTitle.run(title, toSearchText(title), target.key);
      target.hasTitle = true;
    }
    target.leafKey = key;
    target.nextSeq += 1;
    target.lastMs = createdMs;
  }
}

/** 1 and '1' are two ids in SQLite but one to the app that wrote them. */
function identityOf(id: SqliteValue): string {
  if (id === null) return 'null';
  return id instanceof Uint8Array ? `blob:${Buffer.from(id).toString('hex')}` : `text:${id}`;
}

function toRole(role: SqliteValue): 'user' | 'assistant' | 'other' {
  const name = toFlatText(role).trim().toLowerCase();
  if (['user', 'human', 'you', 'me'].includes(name)) return 'user';
  return ['assistant', 'model', 'ai', 'bot', 'gemini', 'agent'].includes(name) ? 'assistant' : 'other';
}

/** In the order in which they were written. Read one at a time: an old history may not fit in memory. */
function* flatRows(sqlite: SqliteDatabase, columns: FlatColumns): Generator<FlatRow> {
  const lists = (name: string | null) => (name === null ? 'NULL' : quote(name));
  // A handle can't write while it iterates, so rows are fetched in batches.
  const batchSize = 500;
  const select = `SELECT ${lists(columns.conversationId)} AS conversationId, ${lists(columns.role)} AS role, ${lists(columns.content)} AS content,
    ${lists(columns.createdAt)} AS createdAt, ${lists(columns.model)} AS model`;
  if (columns.hasRowNumbers) {
    const batch = sqlite
      .prepare<FlatRow & { rowNumber: bigint }>(
        `${select}, rowid AS rowNumber FROM earlier_messages WHERE rowid > ? ORDER BY rowid LIMIT ${batchSize}`,
      )
      // Ids made of a time and a counter are above 2^53.
      .safeIntegers();
    let last = -9223372036854775808n;
    for (let rows = batch.all(last); rows.length > 0; rows = batch.all(last)) {
      for (const row of rows) {
        last = row.rowNumber;
        yield row;
      }
    }
    return;
  }
  const order = columns.createdAt === null ? '' : `ORDER BY ${quote(columns.createdAt)}`;
  const batch = sqlite.prepare<FlatRow>(`${select} FROM earlier_messages ${order} LIMIT ${batchSize} OFFSET ?`);
  let offset = 0;
  for (let rows = batch.all(offset); rows.length > 0; rows = batch.all(offset)) {
    offset += rows.length;
    yield* rows;
  }
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
