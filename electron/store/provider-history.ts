/** What an agent needs to go on after its process ended: the path shown, with the provider's own form of it where there is one. */
import { z } from 'zod';
import type { RestoredMessage } from '#protocol/bridge.ts';
import type { Connection } from './connection.ts';
import { createMessageLookup } from './message-lookup.ts';
import { findLeaf, walkUp } from './message-paths.ts';
import { readMessages } from './message-rows.ts';
import { createPartRows } from './part-rows.ts';
import { fitForRestore } from './restore-size.ts';
import type { StoreLog } from './store-log.ts';
import { readStoredJson } from './stored-json.ts';

export interface ProviderHistory {
  /** Keeps what a `history` event reported for this answer, word for word, after what was kept before. Throws `not-found`. */
  appendProviderContents(messageId: string, agentId: string, contents: unknown[]): void;
  /**
   * The path down to `upToMessageId` (left out: the whole path shown), oldest first, beginning with a message of the person or with a
   * summary that made room. As many of the newest messages as fit in `maxBytes` of JSON; a single one that takes more than half of it is
   * shortened. Throws `not-found`.
   */
  restoreMessages(conversationId: string, upToMessageId?: string, options?: { maxBytes?: number }): RestoredMessage[];
}

/** At four bytes per token twice the largest context window there is. Text and its provider form are both in it; images take the rest. */
const DEFAULT_MAX_BYTES = 8 * 1024 * 1024;

/** Messages read at a time while the room lasts. */
const BATCH_MESSAGES = 50;

export function createProviderHistory(connection: Connection, log: StoreLog): ProviderHistory {
  const partRows = createPartRows(connection, log);

  const lookup = createMessageLookup(connection);

  const lastKey = (conversationId: string, upToMessageId: string | undefined): number | null => {
    const conversationKey = lookup.conversationKey(conversationId);
    if (upToMessageId !== undefined) return lookup.messageIn(conversationKey, upToMessageId).key;
    return findLeaf(connection, conversationKey)?.key ?? null;
  };

  /** From the newest to the oldest. */
  function* upwards(startKey: number): Generator<RestoredMessage> {
    let next: number | null = startKey;
    while (next !== null) {
      const keys = walkUp(connection, next, BATCH_MESSAGES);
      const provider = readProviderContents(connection, log, keys);
      const messages = readMessages(connection, partRows, log, keys);
      for (const [offset, key] of keys.entries()) {
        // Read by ascending depth, walked by descending.
        const message = messages[messages.length - 1 - offset];
        if (message === undefined) continue;
        const contents = provider.get(key);
        yield {
          role: message.role,
          parts: message.parts,
          status: message.status,
          ...(contents !== undefined && { provider: contents }),
        };
      }
      const top = keys.at(-1);
      next = top === undefined || keys.length < BATCH_MESSAGES ? null : parentOf(connection, top);
    }
  }

  return {
    appendProviderContents: (messageId, agentId, contents) =>
      connection.write(() => {
        const { key } = lookup.message(messageId);
        connection
          .statement('INSERT INTO provider_history (message_key, agent_id, contents) VALUES (?, ?, ?)')
          .run(key, agentId, JSON.stringify(contents));
      }),

    restoreMessages: (conversationId, upToMessageId, { maxBytes = DEFAULT_MAX_BYTES } = {}) =>
      connection.read(() => {
        const startKey = lastKey(conversationId, upToMessageId);
        if (startKey === null) return [];
        const newestFirst: RestoredMessage[] = [];
        let bytes = 0;
        for (const whole of upwards(startKey)) {
          const sized = fitForRestore(whole, maxBytes / 2);
          bytes += sized.bytes + 1;
          if (bytes > maxBytes) break;
          newestFirst.push(sized.message);
        }
        const messages = newestFirst.reverse();
        // An answer without its question would be taken for something the agent said by itself. A summary stands for all that came before it.
        const first = messages.findIndex((message) => message.role === 'user' || isSummary(message));
        return first === -1 ? [] : messages.slice(first);
      }),
  };
}

function isSummary({ parts }: RestoredMessage): boolean {
  return parts.some((part) => part.type === 'notice' && part.notice === 'context-compressed');
}

const contentsSchema = z.array(z.unknown());

/**
 * Per message, what its last agent reported: an answer is the work of one agent. None where a part of it is damaged: half of it would be
 * taken for the whole, while the words shown are always there.
 */
function readProviderContents(
  connection: Connection,
  log: StoreLog,
  keys: number[],
): Map<number, { agentId: string; contents: unknown[] }> {
  const rows = connection
    .statement<{ message_key: number; agent_id: string; contents: string }>(
      `SELECT message_key, agent_id, contents FROM provider_history
       WHERE message_key IN (SELECT value FROM json_each(?)) ORDER BY message_key, key`,
    )
    .all(JSON.stringify(keys));
  const byMessage = new Map<number, { agentId: string; contents: unknown[] }>();
  const damaged = new Set<number>();
  for (const { message_key, agent_id, contents } of rows) {
    const before = byMessage.get(message_key);
    const added = readStoredJson(contentsSchema, contents);
    if (added === undefined) {
      damaged.add(message_key);
      continue;
    }
    byMessage.set(message_key, {
      agentId: agent_id,
      contents: before?.agentId === agent_id ? [...before.contents, ...added] : added,
    });
  }
  for (const messageKey of damaged) {
    log.error('The provider’s form of a message can’t be read', { messageKey });
    byMessage.delete(messageKey);
  }
  return byMessage;
}

function parentOf(connection: Connection, key: number): number | null {
  return connection.statement<{ parent_key: number | null }>('SELECT parent_key FROM messages WHERE key = ?').get(key)?.parent_key ?? null;
}
