/** Files and folders that a person drops or picks: what main knows of their places. Their content the window reads itself. */
import { z } from 'zod';
import { folderPartSchema } from './conversation.ts';

/** Far more than a prompt can hold; folders are small. */
export const MAX_DRAFT_ATTACHMENTS = 200;

export const attachmentPlaceSchema = z.discriminatedUnion('kind', [
  /** The agent can open it by this path: relative to the project, or absolute in a further folder of the conversation. */
  z.object({ kind: z.literal('reference'), path: z.string() }),
  /** Outside of what the agent reaches: its content has to go along. */
  z.object({ kind: z.literal('file') }),
  z.object({ kind: z.literal('folder'), folder: folderPartSchema }),
  z.object({ kind: z.literal('missing') }),
]);
export type AttachmentPlace = z.infer<typeof attachmentPlaceSchema>;

export const attachmentsContract = {
  /** One answer per path, in order. */
  'attachments.locate': {
    request: z.object({ conversationId: z.string().min(1).max(100), paths: z.array(z.string().min(1).max(4096)).max(100) }),
    response: z.array(attachmentPlaceSchema),
  },
} as const;
