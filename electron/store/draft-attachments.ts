/** What is attached to the prompt being written in each conversation: by content, so that it can be sent even where its file is gone by then. */
import { z } from 'zod';
import { type AttachedPart, attachedPartSchema } from '#protocol/conversation.ts';
import type { Connection } from './connection.ts';
import { createMessageLookup } from './message-lookup.ts';
import type { StoreLog } from './store-log.ts';

/** All writes are durable when they return. Conversations that don't exist throw `not-found`. */
export interface DraftAttachmentStore {
  /** In the order in which they were attached. */
  list(conversationId: string): AttachedPart[];
  /** None removes what is there. */
  replace(conversationId: string, parts: readonly AttachedPart[]): void;
}

const partsSchema = z.array(attachedPartSchema);

export function createDraftAttachmentStore(connection: Connection, log: StoreLog): DraftAttachmentStore {
  const lookup = createMessageLookup(connection);
  return {
    list: (conversationId) =>
      connection.read(() => {
        const row = connection
          .statement<{ parts: string }>('SELECT parts FROM draft_attachments WHERE conversation_key = ?')
          .get(lookup.conversationKey(conversationId));
        if (row === undefined) return [];
        const parsed = partsSchema.safeParse(JSON.parse(row.parts));
        if (!parsed.success) log.error('What was attached to a draft can’t be read', { conversationId });
        return parsed.success ? parsed.data : [];
      }),

    replace: (conversationId, parts) =>
      connection.write(() => {
        const conversationKey = lookup.conversationKey(conversationId);
        if (parts.length === 0) {
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
