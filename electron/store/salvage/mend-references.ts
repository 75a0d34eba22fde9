/**
 * Makes salvaged rows fit together: words whose conversation or message is lost get a stand-in instead of going too, and what refers to
 * something that is gone stops doing so. Uses only columns that every version of the schema has.
 */
import { randomUUID } from 'node:crypto';
import type { SqliteDatabase } from '../sqlite.ts';

const STAND_IN_TITLE = 'Salvaged conversation';
const LOST_WORDS = 'The words of this message could not be saved from the damaged database.';

/** Returns what was lost, in plain words. */
export function mendReferences(sqlite: SqliteDatabase): string[] {
  const hasTree = sqlite.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'message_parts'").get() !== undefined;
  // Of an earlier app: its flat rows stand on their own.
  if (!hasTree) return [];
  const run = (sql: string) => sqlite.prepare(sql).run().changes;
  const lost: string[] = [];
  const tell = (count: number, one: string, many: string) => {
    if (count > 0) lost.push(count === 1 ? one : many.replace('#', String(count)));
  };

  sqlite.exec('BEGIN');
  const missingMessages = countMissingMessages(sqlite);
  addStandInMessages(sqlite);
  const standIns = addStandInConversations(sqlite);
  tell(standIns, 'The title of one conversation; its messages are kept.', 'The titles of # conversations; their messages are kept.');
  tell(missingMessages, 'One message.', '# messages.');

  run('DELETE FROM long_values WHERE part_key NOT IN (SELECT key FROM message_parts)');
  run('DELETE FROM provider_history WHERE message_key NOT IN (SELECT key FROM messages)');
  run('DELETE FROM drafts WHERE conversation_key NOT IN (SELECT key FROM conversations)');
  run(
    'DELETE FROM approvals WHERE conversation_key NOT IN (SELECT key FROM conversations) OR message_key NOT IN (SELECT key FROM messages)',
  );

  // A message whose predecessor is lost follows the one before it in its conversation.
  run(`UPDATE messages SET parent_key = (
         SELECT before.key FROM messages before
         WHERE before.conversation_key = messages.conversation_key AND before.seq < messages.seq ORDER BY before.seq DESC LIMIT 1)
       WHERE parent_key IS NOT NULL AND parent_key NOT IN (SELECT key FROM messages)`);
  run('UPDATE messages SET chosen_child_key = NULL WHERE chosen_child_key NOT IN (SELECT key FROM messages)');
  run(`WITH RECURSIVE tree (key, depth) AS (
         SELECT key, 0 FROM messages WHERE parent_key IS NULL
         UNION ALL
         SELECT m.key, tree.depth + 1 FROM tree JOIN messages m ON m.parent_key = tree.key
       )
       UPDATE messages SET depth = tree.depth FROM tree WHERE tree.key = messages.key AND messages.depth <> tree.depth`);
  run(`UPDATE conversations SET leaf_key = (SELECT m.key FROM messages m WHERE m.conversation_key = conversations.key ORDER BY m.seq DESC LIMIT 1)
       WHERE leaf_key IS NULL OR leaf_key NOT IN (SELECT key FROM messages)`);

  closeGaps(sqlite);
  const wordless = sqlite
    .prepare(
      `INSERT INTO message_parts (message_key, position, type, payload)
       SELECT key, 0, 'notice', ? FROM messages
       WHERE key NOT IN (SELECT message_key FROM message_parts) AND status NOT IN ('streaming', 'cancelled', 'interrupted')`,
    )
    .run(JSON.stringify({ type: 'notice', notice: 'info', text: LOST_WORDS })).changes;
  dropDangling(sqlite);
  tell(wordless, 'The words of one message; its place is marked.', 'The words of # messages; their places are marked.');
  sqlite.exec('COMMIT');
  return lost;
}

/** Of whatever table: rows that belong to a message, part or conversation that is lost for good. */
function dropDangling(sqlite: SqliteDatabase): void {
  const violations = sqlite.pragma('foreign_key_check') as { table: string; rowid: number | null }[];
  for (const { table, rowid } of violations) {
    if (rowid !== null) sqlite.prepare(`DELETE FROM "${table.replaceAll('"', '""')}" WHERE rowid = ?`).run(rowid);
  }
}

/** Numbers run without a gap in each conversation, so what is missing between them was lost; what stood after the last is not known. */
function countMissingMessages(sqlite: SqliteDatabase): number {
  return (
    sqlite
      .prepare<{ missing: number | null }>(
        'SELECT sum(expected - found) AS missing FROM (SELECT max(seq) + 1 AS expected, count(*) AS found FROM messages GROUP BY conversation_key)',
      )
      .get()?.missing ?? 0
  );
}

/** Words without their message: gathered in one conversation of their own, in the order in which they were written. */
function addStandInMessages(sqlite: SqliteDatabase): void {
  const orphans = sqlite
    .prepare<{ message_key: number }>(
      `SELECT DISTINCT message_key FROM message_parts
       WHERE message_key NOT IN (SELECT key FROM messages) AND type IN ('text', 'thought') ORDER BY message_key`,
    )
    .all();
  if (orphans.length > 0) {
    const conversationKey =
      (sqlite.prepare<{ key: number | null }>('SELECT max(key) AS key FROM conversations').get()?.key ?? 0) +
      (sqlite.prepare<{ key: number | null }>('SELECT max(conversation_key) AS key FROM messages').get()?.key ?? 0) +
      1;
    addConversation(sqlite, conversationKey, 'Salvaged pieces', Date.now());
    const insert = sqlite.prepare(
      `INSERT INTO messages (key, id, conversation_key, parent_key, seq, depth, role, status, created_at, finished_at)
       VALUES (?, ?, ?, ?, ?, ?, 'assistant', 'complete', ?, ?)`,
    );
    let parent: number | null = null;
    for (const [index, { message_key }] of orphans.entries()) {
      insert.run(message_key, randomUUID(), conversationKey, parent, index, index, Date.now(), Date.now());
      parent = message_key;
    }
  }
  sqlite.prepare('DELETE FROM message_parts WHERE message_key NOT IN (SELECT key FROM messages)').run();
}

/** Returns how many. */
function addStandInConversations(sqlite: SqliteDatabase): number {
  const missing = sqlite
    .prepare<{ key: number; at: number }>(
      `SELECT conversation_key AS key, max(created_at) AS at FROM messages
       WHERE conversation_key NOT IN (SELECT key FROM conversations) GROUP BY conversation_key`,
    )
    .all();
  for (const { key, at } of missing) addConversation(sqlite, key, STAND_IN_TITLE, at);
  return missing.length;
}

function addConversation(sqlite: SqliteDatabase, key: number, title: string, atMs: number): void {
  sqlite
    .prepare(
      `INSERT INTO conversations (key, id, title, title_search, agent_id, approval_mode, created_at, updated_at)
       VALUES (?, ?, ?, ?, 'gemini', 'default', ?, ?)`,
    )
    .run(key, randomUUID(), title, title.toLowerCase(), atMs, atMs);
}

/** Parts of a message are numbered without gaps. */
function closeGaps(sqlite: SqliteDatabase): void {
  const gapped = sqlite
    .prepare<{ message_key: number }>('SELECT message_key FROM message_parts GROUP BY message_key HAVING max(position) <> count(*) - 1')
    .all();
  const parts = sqlite.prepare<{ key: number }>('SELECT key FROM message_parts WHERE message_key = ? ORDER BY position');
  const move = sqlite.prepare('UPDATE message_parts SET position = ? WHERE key = ?');
  for (const { message_key } of gapped) {
    for (const [position, { key }] of parts.all(message_key).entries()) move.run(position, key);
  }
}
