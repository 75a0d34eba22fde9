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

/** How far below a message the leaf is looked for: editing or retrying happens near the end, and there this saves walking to the root. */
const NEAR_THE_LEAF = 1_000;

/** True when the message is known to be on the path shown; false also when that would take long to find out. */
export function isKnownToBeShown(connection: Connection, conversationKey: number, node: { key: number; depth: number }): boolean {
  return isShown(connection, conversationKey, node, NEAR_THE_LEAF);
}

/** True when the message is on the path shown. The cost grows with how far it stands above the leaf; beyond `maxLevels`: false. */
export function isShown(
  connection: Connection,
  conversationKey: number,
  node: { key: number; depth: number },
  maxLevels = Number.POSITIVE_INFINITY,
): boolean {
  const leaf = findLeaf(connection, conversationKey);
  if (leaf === null) return false;
  const levels = leaf.depth - node.depth;
  if (levels < 0 || levels > maxLevels) return false;
  return (walkDown(connection, node.key, levels).at(-1) ?? node.key) === leaf.key;
}

export interface Branch {
  conversationKey: number;
  /** Where the path to show leaves what is shown now, or any message on it above that. */
  branchKey: number;
  leafKey: number;
  /** True when the message above `branchKey` is on the path shown: all above is remembered already and need not be walked. */
  parentIsShown: boolean;
}

/** Shows the path through `branchKey` that ends at `leafKey`, and remembers at each message above which child was taken. */
export function showPath(connection: Connection, { conversationKey, branchKey, leafKey, parentIsShown }: Branch): void {
  connection.statement('UPDATE conversations SET leaf_key = ? WHERE key = ?').run(leafKey, conversationKey);
  if (parentIsShown) {
    connection
      .statement('UPDATE messages SET chosen_child_key = @branchKey WHERE key = (SELECT parent_key FROM messages WHERE key = @branchKey)')
      .run({ branchKey });
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
    .run(branchKey);
}
