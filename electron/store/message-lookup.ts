/** From the ids that the rest of the app uses to rows; what is deleted is not found. */
import { AppError } from '#protocol/errors.ts';
import type { Connection } from './connection.ts';
import { conversationNotFound } from './conversations.ts';
import { findNode, type MessageNode } from './message-rows.ts';

/** All throw `not-found`. */
export interface MessageLookup {
  conversationKey(conversationId: string): number;
  message(messageId: string): MessageNode;
  messageIn(conversationKey: number, messageId: string): MessageNode;
}

export function createMessageLookup(connection: Connection): MessageLookup {
  const message = (messageId: string) => {
    const node = findNode(connection, messageId);
    if (node === null) throw messageNotFound();
    return node;
  };
  return {
    message,
    messageIn(conversationKey, messageId) {
      const node = message(messageId);
      if (node.conversationKey !== conversationKey) throw messageNotFound();
      return node;
    },
    conversationKey(conversationId) {
      const row = connection
        .statement<{ key: number }>('SELECT key FROM conversations WHERE id = ? AND deleted_at IS NULL')
        .get(conversationId);
      if (row === undefined) throw conversationNotFound();
      return row.key;
    },
  };
}

export function messageNotFound(): AppError {
  return new AppError({ code: 'not-found', message: 'This message is no longer part of the conversation.' });
}
