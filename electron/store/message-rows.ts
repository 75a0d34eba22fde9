/** Messages as rows: reading any number of them costs three queries, whatever the size of the conversation. */
import { type Message, messageStatusSchema, type Role, roleSchema, usageSchema } from '#protocol/conversation.ts';
import type { Connection } from './connection.ts';
import type { PartRows } from './part-rows.ts';
import type { StoreLog } from './store-log.ts';
import { readStoredJson } from './stored-json.ts';

interface MessageRow {
  key: number;
  id: string;
  conversation_id: string;
  parent_id: string | null;
  seq: number;
  depth: number;
  role: string;
  status: string;
  model: string | null;
  usage: string | null;
  created_at: number;
  finished_at: number | null;
  sibling_ids: string;
}

/** What walking the tree needs to know of a message. */
export interface MessageNode {
  key: number;
  conversationKey: number;
  parentKey: number | null;
  depth: number;
  role: Role;
}

export function findNode(connection: Connection, messageId: string): MessageNode | null {
  const row = connection
    .statement<{ key: number; conversation_key: number; parent_key: number | null; depth: number; role: string }>(
      `SELECT m.key, m.conversation_key, m.parent_key, m.depth, m.role
       FROM messages m JOIN conversations c ON c.key = m.conversation_key WHERE m.id = ? AND c.deleted_at IS NULL`,
    )
    .get(messageId);
  if (row === undefined) return null;
  return {
    key: row.key,
    conversationKey: row.conversation_key,
    parentKey: row.parent_key,
    depth: row.depth,
    role: toRole(row.role),
  };
}

/** The messages of these keys, by ascending depth: for keys of one path that is the order of reading. `whole`: with all that tools printed. */
export function readMessages(
  connection: Connection,
  partRows: PartRows,
  log: StoreLog,
  keys: number[],
  outputs: 'shown' | 'whole' = 'shown',
): Message[] {
  if (keys.length === 0) return [];
  const rows = connection
    .statement<MessageRow>(
      `SELECT m.key, m.id, c.id AS conversation_id, parent.id AS parent_id, m.seq, m.depth, m.role, m.status, m.model, m.usage,
         m.created_at, m.finished_at,
         (SELECT json_group_array(s.id ORDER BY s.seq) FROM messages s
          WHERE s.parent_key IS m.parent_key AND s.conversation_key = m.conversation_key AND s.role = m.role) AS sibling_ids
       FROM messages m JOIN conversations c ON c.key = m.conversation_key LEFT JOIN messages parent ON parent.key = m.parent_key
       WHERE m.key IN (SELECT value FROM json_each(?)) ORDER BY m.depth, m.seq`,
    )
    .all(JSON.stringify(keys));
  const parts = partRows.read(keys, outputs);
  return rows.map((row) => ({
    id: row.id,
    conversationId: row.conversation_id,
    parentId: row.parent_id,
    seq: row.seq,
    depth: row.depth,
    role: toRole(row.role),
    status: messageStatusSchema.catch('interrupted').parse(row.status),
    parts: parts.get(row.key) ?? [],
    model: row.model,
    usage: toUsage(row.usage, row.key, log),
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    siblingIds: JSON.parse(row.sibling_ids) as string[],
  }));
}

function toRole(role: string): Role {
  return roleSchema.catch('assistant').parse(role);
}

function toUsage(usage: string | null, messageKey: number, log: StoreLog): Message['usage'] {
  if (usage === null) return null;
  const read = readStoredJson(usageSchema, usage);
  // Figures are no reason to withhold the words they are about.
  if (read === undefined) log.error('The stored usage of a message can’t be read', { messageKey });
  return read ?? null;
}
