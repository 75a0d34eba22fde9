/** What is attached to the prompt being written in each conversation: by content, so that it can be sent even where its file is gone by then. */
import { z } from 'zod';
import { type AttachedPart, attachedPartSchema } from '#protocol/conversation.ts';
import type { Connection } from './connection.ts';
import { createMessageLookup } from './message-lookup.ts';
import type { StoreLog } from './store-log.ts';
import { readStoredJson } from './stored-json.ts';

/** All writes are durable when they return. Conversations that don't exist throw `not-found`. */
export interface DraftAttachmentStore {
  /** In the order in which they were attached; none where they can't be read. */
  list(conversationId: string): AttachedPart[];
  isUnreadable(conversationId: string): boolean;
  /** None removes what is there, unless that can't be read: nobody has seen it yet, so nobody meant to remove it. */
  replace(conversationId: string, parts: readonly AttachedPart[]): void;
}

const partsSchema = z.array(attachedPartSchema);

export function createDraftAttachmentStore(connection: Connection, log: StoreLog): DraftAttachmentStore {
  const lookup = createMessageLookup(connection);

  /** Undefined: what is there can't be read. */
  const read = (conversationKey: number): AttachedPart[] | undefined => {
    const row = connection
      .statement<{ parts: string }>('SELECT parts FROM draft_attachments WHERE conversation_key = ?')
      .get(conversationKey);
    return row === undefined ? [] : readStoredJson(partsSchema, row.parts);
  };

  return {
    list: (conversationId) =>
      connection.read(() => {
        const parts = read(lookup.conversationKey(conversationId));
        if (parts === undefined) log.error('What was attached to a draft can’t be read', { conversationId });
        return parts ?? [];
      }),

    isUnreadable: (conversationId) => connection.read(() => read(lookup.conversationKey(conversationId)) === undefined),

    replace: (conversationId, parts) =>
      connection.write(() => {
        const conversationKey = lookup.conversationKey(conversationId);
        if (parts.length === 0) {
          if (read(conversationKey) !== undefined)
            connection.statement('DELETE FROM draft_attachments WHERE conversation_key = ?').run(conversationKey);
          return;
        }
        connection
          .statement(
            `INSERT INTO draft_attachments (conversation_key, parts) VALUES (?, ?)
             ON CONFLICT (conversation_key) DO UPDATE SET parts = excluded.parts`,
          )
          .run(conversationKey, JSON.stringify(parts));
      }),
  };
}
