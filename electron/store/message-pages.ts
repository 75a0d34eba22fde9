/** Reading the path shown in pages. A page costs the same in a conversation of ten messages and of a hundred thousand. */
import type { Message } from '#protocol/conversation.ts';
import type { MessagePage, MessagePageAround } from '#protocol/ipc.ts';
import type { Connection } from './connection.ts';
import { createMessageLookup } from './message-lookup.ts';
import { findLeaf, isShown, walkDown, walkUp } from './message-paths.ts';
import type { MessageNode } from './message-rows.ts';

/** Oldest first. Ids that don't exist, or not in that conversation, throw `not-found`. */
export interface MessagePages {
  /** The end of the path shown. */
  tail(conversationId: string, limit: number): MessagePage;
  /** What stands above a message. */
  earlier(conversationId: string, beforeMessageId: string, limit: number): MessagePage;
  /** What stands below a message on the path that leads through it. */
  later(conversationId: string, afterMessageId: string, limit: number): MessagePageAround;
  /** A message with about half of `limit` above and half below. */
  around(messageId: string, limit: number): MessagePageAround;
  /** True when the message is on the path shown. */
  isShown(messageId: string): boolean;
}

/** `read` gives the messages of one path's keys in the order of that path. */
export function createMessagePages(connection: Connection, read: (keys: number[]) => Message[]): MessagePages {
  const lookup = createMessageLookup(connection);

  const page = (keys: number[], leaf: MessageNode | null): MessagePage => {
    const messages = read(keys);
    return { messages, hasEarlier: (messages[0]?.depth ?? 0) > 0, totalMessages: leaf === null ? 0 : leaf.depth + 1 };
  };

  const pageAround = (keys: number[], conversationKey: number, hasLater: boolean): MessagePageAround => ({
    ...page(keys, findLeaf(connection, conversationKey)),
    hasLater,
  });

  return {
    tail: (conversationId, limit) =>
      connection.read(() => {
        const leaf = findLeaf(connection, lookup.conversationKey(conversationId));
        return page(leaf === null ? [] : walkUp(connection, leaf.key, limit), leaf);
      }),

    earlier: (conversationId, beforeMessageId, limit) =>
      connection.read(() => {
        const conversationKey = lookup.conversationKey(conversationId);
        const { parentKey } = lookup.messageIn(conversationKey, beforeMessageId);
        return page(parentKey === null ? [] : walkUp(connection, parentKey, limit), findLeaf(connection, conversationKey));
      }),

    later: (conversationId, afterMessageId, limit) =>
      connection.read(() => {
        const { key, conversationKey } = lookup.messageIn(lookup.conversationKey(conversationId), afterMessageId);
        const keys = walkDown(connection, key, limit + 1);
        return pageAround(keys.slice(0, limit), conversationKey, keys.length > limit);
      }),

    isShown: (messageId) =>
      connection.read(() => {
        const node = lookup.message(messageId);
        return isShown(connection, node.conversationKey, node);
      }),

    around: (messageId, limit) =>
      connection.read(() => {
        const { key, conversationKey } = lookup.message(messageId);
        const below = walkDown(connection, key, Math.floor(limit / 2) + 1);
        const shownBelow = below.slice(0, Math.floor(limit / 2));
        const above = walkUp(connection, key, Math.max(1, limit - shownBelow.length));
        return pageAround([...above, ...shownBelow], conversationKey, below.length > shownBelow.length);
      }),
  };
}
