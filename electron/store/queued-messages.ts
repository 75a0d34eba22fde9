/** Messages that wait to be sent, per conversation and in order. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type UserPart, userPartSchema } from '#protocol/conversation.ts';
import { AppError } from '#protocol/errors.ts';
import type { Connection } from './connection.ts';
import { createMessageLookup } from './message-lookup.ts';
import type { StoreLog } from './store-log.ts';
import { readStoredJson } from './stored-json.ts';

export interface StoredQueuedMessage {
  id: string;
  parts: UserPart[];
  /** Milliseconds since the epoch. */
  createdAt: number;
}

/** All writes are durable when they return. Ids that don't exist throw `not-found`. */
export interface QueuedMessageStore {
  /** In the order in which they are sent. */
  list(conversationId: string): StoredQueuedMessage[];
  /** `index` left out or beyond the end: the last. */
  add(conversationId: string, parts: UserPart[], index?: number): StoredQueuedMessage;
  replace(conversationId: string, id: string, parts: UserPart[]): void;
  move(conversationId: string, id: string, index: number): void;
  remove(conversationId: string, id: string): void;
  /** The conversations that have any. */
  conversationIds(): string[];
  /** How many can't be read. They are kept, and neither listed nor sent. */
  countUnreadable(conversationId: string): number;
}

interface QueuedRow {
  key: number;
  id: string;
  parts: string;
  created_at: number;
}

const partsSchema = z.array(userPartSchema);

export function createQueuedMessageStore(connection: Connection, log: StoreLog, now: () => number): QueuedMessageStore {
  const lookup = createMessageLookup(connection);

  const rowsOf = (conversationKey: number) =>
    connection
      .statement<QueuedRow>('SELECT key, id, parts, created_at FROM queued_messages WHERE conversation_key = ? ORDER BY position, key')
      .all(conversationKey);

  const renumber = (keys: readonly number[]) => {
    for (const [position, key] of keys.entries())
      connection.statement('UPDATE queued_messages SET position = ? WHERE key = ? AND position <> ?').run(position, key, position);
  };

  /** Puts a row that is there at `index`. */
  const place = (conversationKey: number, key: number, index: number) => {
    const others = rowsOf(conversationKey)
      .map((row) => row.key)
      .filter((other) => other !== key);
    renumber(others.toSpliced(Math.min(index, others.length), 0, key));
  };

  const find = (conversationKey: number, id: string): QueuedRow => {
    const row = rowsOf(conversationKey).find((candidate) => candidate.id === id);
    if (row === undefined) throw new AppError({ code: 'not-found', message: 'This message no longer waits: it was sent or removed.' });
    return row;
  };

  const toMessage = ({ id, parts, created_at }: QueuedRow): StoredQueuedMessage | null => {
    const read = readStoredJson(partsSchema, parts);
    if (read === undefined) log.error('A queued message can’t be read', { id });
    return read === undefined ? null : { id, parts: read, createdAt: created_at };
  };

  return {
    list: (conversationId) => connection.read(() => rowsOf(lookup.conversationKey(conversationId)).flatMap((row) => toMessage(row) ?? [])),

    add: (conversationId, parts, index = Number.MAX_SAFE_INTEGER) =>
      connection.write(() => {
        const conversationKey = lookup.conversationKey(conversationId);
        const message = { id: randomUUID(), parts, createdAt: Math.round(now()) };
        const { lastInsertRowid } = connection
          .statement('INSERT INTO queued_messages (id, conversation_key, position, parts, created_at) VALUES (?, ?, ?, ?, ?)')
          .run(message.id, conversationKey, rowsOf(conversationKey).length, JSON.stringify(parts), message.createdAt);
        place(conversationKey, Number(lastInsertRowid), index);
        return message;
      }),

    replace: (conversationId, id, parts) =>
      connection.write(() => {
        const { key } = find(lookup.conversationKey(conversationId), id);
        connection.statement('UPDATE queued_messages SET parts = ? WHERE key = ?').run(JSON.stringify(parts), key);
      }),

    move: (conversationId, id, index) =>
      connection.write(() => {
        const conversationKey = lookup.conversationKey(conversationId);
        place(conversationKey, find(conversationKey, id).key, index);
      }),

    remove: (conversationId, id) =>
      connection.write(() => {
        const conversationKey = lookup.conversationKey(conversationId);
        connection.statement('DELETE FROM queued_messages WHERE key = ?').run(find(conversationKey, id).key);
        renumber(rowsOf(conversationKey).map((row) => row.key));
      }),

    conversationIds: () =>
      connection.read(() =>
        connection
          .statement<{ id: string }>(
            `SELECT c.id FROM conversations c
             WHERE c.deleted_at IS NULL AND EXISTS (SELECT 1 FROM queued_messages q WHERE q.conversation_key = c.key)`,
          )
          .all()
          .map(({ id }) => id),
      ),

    countUnreadable: (conversationId) =>
      connection.read(
        () => rowsOf(lookup.conversationKey(conversationId)).filter(({ parts }) => readStoredJson(partsSchema, parts) === undefined).length,
      ),
  };
}
