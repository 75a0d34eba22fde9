/**
 * Messages that a file has beyond what is here of a conversation. They come in under a hidden conversation and move into theirs when the import
 * ends, so that nothing of it is seen before; where each stands is known by the ids of messages.
 */
import type { Connection } from '../connection.ts';
import { findLeaf, showPath, walkUp } from '../message-paths.ts';

/** Messages on their way into a conversation. */
export interface Addition {
  /** The hidden conversation that they are under. */
  hiddenKey: number;
  conversationKey: number;
  /** Those that continue a message that is here already, and which. Null: a first message, beside those there are. */
  roots: { key: number; parentKey: number | null }[];
  /** What the file shows as the end of the conversation, where that is one of them. */
  leaf: { key: number; depth: number } | null;
  updatedAt: number;
  preview: string;
}

/** Moves them; returns how many. What the person looks at changes only where the new messages continue just that. */
export function moveIn(connection: Connection, importKey: number, addition: Addition): number {
  const { hiddenKey, conversationKey, roots, leaf } = addition;
  const isHere = connection.statement('SELECT 1 FROM conversations WHERE key = ?').get(conversationKey) !== undefined;
  // Deleted for good meanwhile: what came for it goes with the purge.
  if (!isHere) return 0;
  connection
    .statement(`INSERT INTO added_messages (message_key, import_key) SELECT key, ? FROM messages WHERE conversation_key = ?`)
    .run(importKey, hiddenKey);
  const shown = findLeaf(connection, conversationKey);
  const { changes } = connection
    .statement(
      `UPDATE messages SET conversation_key = @conversationKey,
         seq = seq + (SELECT coalesce(max(seq), -1) + 1 FROM messages WHERE conversation_key = @conversationKey)
       WHERE conversation_key = @hiddenKey`,
    )
    .run({ conversationKey, hiddenKey });
  for (const { key, parentKey } of roots) connection.statement('UPDATE messages SET parent_key = ? WHERE key = ?').run(parentKey, key);
  if (leaf !== null && (shown === null || continues(connection, leaf, shown))) {
    showPath(connection, { conversationKey, branchKey: leaf.key, leafKey: leaf.key, parentIsShown: false });
    if (addition.preview !== '')
      connection.statement('UPDATE conversations SET preview = ? WHERE key = ?').run(addition.preview, conversationKey);
  }
  connection.statement('UPDATE conversations SET updated_at = max(updated_at, ?) WHERE key = ?').run(addition.updatedAt, conversationKey);
  connection.statement('DELETE FROM conversations WHERE key = ?').run(hiddenKey);
  return changes;
}

function continues(connection: Connection, leaf: { key: number; depth: number }, shown: { key: number; depth: number }): boolean {
  const levels = leaf.depth - shown.depth;
  return levels > 0 && walkUp(connection, leaf.key, levels + 1).at(-1) === shown.key;
}

/** Takes back what an import added, but for what was continued since. Returns the conversations by whether something of it stays. */
export function takeBack(connection: Connection, importKey: number): { ids: string[]; kept: string[] } {
  const added = connection
    .statement<{ key: number; parent_key: number | null; conversation_key: number; is_ours: number }>(
      `SELECT m.key, m.parent_key, m.conversation_key, a.import_key IS NOT NULL AS is_ours
       FROM messages m LEFT JOIN added_messages a ON a.message_key = m.key AND a.import_key = @importKey
       WHERE a.import_key IS NOT NULL OR m.parent_key IN (SELECT message_key FROM added_messages WHERE import_key = @importKey)
       ORDER BY m.key DESC`,
    )
    .all({ importKey });
  const staying = new Set<number>();
  const going: number[] = [];
  const keptIn = new Set<number>();
  // A message is written after the one it continues: from the newest up, what continues a message is known before it is looked at.
  for (const { key, parent_key, conversation_key, is_ours } of added) {
    if (is_ours === 1 && !staying.has(key)) {
      going.push(key);
      continue;
    }
    if (parent_key !== null) staying.add(parent_key);
    keptIn.add(conversation_key);
  }
  const conversations = connection
    .statement<{ key: number; id: string; title: string; leaf_key: number | null }>(
      'SELECT key, id, title, leaf_key FROM conversations WHERE key IN (SELECT value FROM json_each(?))',
    )
    .all(JSON.stringify([...new Set(added.map(({ conversation_key }) => conversation_key))]));
  const gone = new Set(going);
  for (const { key, leaf_key } of conversations) {
    if (leaf_key === null || !gone.has(leaf_key)) continue;
    const leaf = walkUp(connection, leaf_key, gone.size + 1).find((above) => !gone.has(above)) ?? null;
    connection.statement('UPDATE conversations SET leaf_key = ? WHERE key = ?').run(leaf, key);
  }
  for (const key of going) connection.statement('DELETE FROM messages WHERE key = ?').run(key);
  connection.statement('DELETE FROM added_messages WHERE import_key = ?').run(importKey);
  return { ids: conversations.map(({ id }) => id), kept: conversations.filter(({ key }) => keptIn.has(key)).map(({ title }) => title) };
}
