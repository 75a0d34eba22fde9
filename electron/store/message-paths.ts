/**
 * Walking the tree of messages. A path is read upwards from its end, or downwards along the branches shown last, and never further than
 * asked: the cost depends on how many messages are wanted, not on how many there are.
 */
import type { Connection } from './connection.ts';
import type { MessageNode } from './message-rows.ts';

/** Up to `limit` keys from `startKey` towards the root, `startKey` first. */
export function walkUp(connection: Connection, startKey: number, limit: number): number[] {
  return connection
    .statement<{ key: number }>(
      `WITH RECURSIVE path (key, parent_key) AS (
         SELECT key, parent_key FROM messages WHERE key = ?
         UNION ALL
         SELECT m.key, m.parent_key FROM path JOIN messages m ON m.key = path.parent_key
         LIMIT ?
       ) SELECT key FROM path`,
    )
    .all(startKey, limit)
    .map(({ key }) => key);
}

/**
 * Up to `limit` keys (-1: all) below `startKey`, nearest first: at each message on to the child that was shown last, or to its newest
 * one where none was.
 */
export function walkDown(connection: Connection, startKey: number, limit: number): number[] {
  // The start itself is the first row of the recursion, and not wanted.
  return connection
    .statement<{ key: number }>(
      `WITH RECURSIVE path (key) AS (
         SELECT @startKey
         UNION ALL
         SELECT coalesce(
           (SELECT chosen.key FROM messages m JOIN messages chosen ON chosen.key = m.chosen_child_key
            WHERE m.key = path.key AND chosen.parent_key = m.key),
           (SELECT child.key FROM messages child WHERE child.parent_key = path.key ORDER BY child.seq DESC LIMIT 1)
         ) AS child_key
         FROM path WHERE path.key IS NOT NULL
         LIMIT @rows
       ) SELECT key FROM path WHERE key IS NOT NULL AND key <> @startKey`,
    )
    .all({ startKey, rows: limit < 0 ? -1 : limit + 1 })
    .map(({ key }) => key);
}

/** The end of the path shown, or null while the conversation has no message. */
export function findLeaf(connection: Connection, conversationKey: number): MessageNode | null {
  const row = connection
    .statement<{ key: number; parent_key: number | null; depth: number; role: MessageNode['role'] }>(
      `SELECT m.key, m.parent_key, m.depth, m.role FROM conversations c JOIN messages m ON m.key = c.leaf_key WHERE c.key = ?`,
    )
    .get(conversationKey);
  return row === undefined ? null : { key: row.key, conversationKey, parentKey: row.parent_key, depth: row.depth, role: row.role };
}

/**
 * Shows the path that ends at `leafKey`, and remembers at each message on it which child was taken. `continuesPath`: the leaf's parent
 * was the leaf before, so all above is remembered already and a long conversation need not be walked.
 */
export function showPath(
  connection: Connection,
  conversationKey: number,
  leafKey: number,
  { continuesPath }: { continuesPath: boolean },
): void {
  connection.statement('UPDATE conversations SET leaf_key = ? WHERE key = ?').run(leafKey, conversationKey);
  if (continuesPath) {
    connection
      .statement('UPDATE messages SET chosen_child_key = @leafKey WHERE key = (SELECT parent_key FROM messages WHERE key = @leafKey)')
      .run({ leafKey });
    return;
  }
  connection
    .statement(
      `WITH RECURSIVE path (key, parent_key) AS (
         SELECT key, parent_key FROM messages WHERE key = ?
         UNION ALL
         SELECT m.key, m.parent_key FROM path JOIN messages m ON m.key = path.parent_key
       )
       UPDATE messages SET chosen_child_key = path.key FROM path
       WHERE messages.key = path.parent_key AND messages.chosen_child_key IS NOT path.key`,
    )
    .run(leafKey);
}
