/**
 * The app's own export: JSON lines, so that a history of any size is written and read in bounded memory, and a file that was cut off is
 * known by its missing last line. First a header, then each conversation followed by its messages in the order of creation, then the end.
 */
import { z } from 'zod';
import { conversationSchema, messageSchema, userPartSchema } from '#protocol/conversation.ts';

/** Raised when a line changes so that an older version would misread it. */
export const EXPORT_VERSION = 1;

/** A message with images can be long; a longer line than this is no message of ours. */
export const MAX_EXPORT_LINE_BYTES = 64 * 1024 * 1024;

export const exportHeaderSchema = z.object({
  type: z.literal('agent-manager-export'),
  version: z.number().int().positive(),
  appVersion: z.string().max(100),
  exportedAt: z.number(),
});

/** Without the approval mode: a file from elsewhere must not decide what an agent may do without asking. */
export const exportedConversationSchema = conversationSchema
  .pick({
    id: true,
    title: true,
    titleIsManual: true,
    agentId: true,
    model: true,
    projectFolder: true,
    pinned: true,
    archived: true,
    leafMessageId: true,
    createdAt: true,
    updatedAt: true,
  })
  .extend({
    draft: z.string(),
    /** Messages that wait to be sent, in order. Where they are read they wait for the person. */
    queued: z.array(z.array(userPartSchema)).default([]),
  });
export type ExportedConversation = z.infer<typeof exportedConversationSchema>;

export const exportedMessageSchema = messageSchema
  .pick({ id: true, parentId: true, role: true, status: true, parts: true, model: true, usage: true, createdAt: true, finishedAt: true })
  .extend({
    /** What agents reported for a restore, in order. */
    history: z.array(z.object({ agentId: z.string(), contents: z.array(z.unknown()) })),
  });
export type ExportedMessage = z.infer<typeof exportedMessageSchema>;

export const exportEndSchema = z.object({
  type: z.literal('end'),
  conversations: z.number().int().nonnegative(),
  messages: z.number().int().nonnegative(),
  /** SHA-256 of the lines before this one, their newlines included, without the header: equal for equal contents. */
  sha256: z.string(),
});

export const exportLineSchema = z.discriminatedUnion('type', [
  exportHeaderSchema,
  z.object({ type: z.literal('conversation'), conversation: exportedConversationSchema }),
  z.object({ type: z.literal('message'), message: exportedMessageSchema }),
  exportEndSchema,
]);
export type ExportLine = z.infer<typeof exportLineSchema>;
