/** Conversations and their threads as the window has them: what it is shown, what it is told of a running turn, and what it asks for. */
import { z } from 'zod';
import { ruleScopeSchema } from './approval-rules.ts';
import { MAX_DRAFT_ATTACHMENTS } from './attachments.ts';
import {
  approvalModeSchema,
  approvalRequestSchema,
  attachedPartSchema,
  conversationSchema,
  messageSchema,
  partSchema,
  sessionStateSchema,
  toolCallPartSchema,
} from './conversation.ts';
import { messageQueueSchema, promptSchema } from './queue.ts';

const id = z.string().min(1).max(100);
const nothing = z.undefined().optional();

/** A conversation as the sidebar shows it. */
export const conversationSummarySchema = conversationSchema.extend({
  sessionState: sessionStateSchema,
  /** When the turn that runs began; absent when none does. */
  turnStartedAt: z.number().optional(),
  /** Approvals that wait for the person. */
  openApprovals: z.number().int().nonnegative(),
  /** Start of the newest text, one line. */
  preview: z.string(),
  /** A turn ended while another conversation was shown. */
  unread: z.boolean(),
});
export type ConversationSummary = z.infer<typeof conversationSummarySchema>;

/** What a turn waits for, so that no spinner goes without words. */
export const turnPhaseSchema = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('starting-agent') }),
  z.object({ phase: z.literal('restoring') }),
  /** MCP servers that are not ready yet. */
  z.object({ phase: z.literal('starting-mcp-servers'), names: z.array(z.string()) }),
  z.object({ phase: z.literal('waiting-for-model') }),
  z.object({ phase: z.literal('streaming') }),
  /** The beginning of the conversation becomes a summary. */
  z.object({ phase: z.literal('compressing') }),
  z.object({ phase: z.literal('running-tool'), title: z.string() }),
  z.object({ phase: z.literal('waiting-for-approval') }),
  /** `untilMs`: epoch time of the next try. */
  z.object({ phase: z.literal('retrying'), attempt: z.number(), maxAttempts: z.number(), untilMs: z.number(), reason: z.string() }),
  z.object({ phase: z.literal('stopping') }),
]);
export type TurnPhase = z.infer<typeof turnPhaseSchema>;

export const turnSchema = z.object({
  assistantMessageId: z.string(),
  startedAt: z.number(),
  phase: turnPhaseSchema,
});
export type Turn = z.infer<typeof turnSchema>;

/** An approval with the conversation that waits for it. */
export const openApprovalSchema = approvalRequestSchema.extend({
  conversationId: z.string(),
  messageId: z.string(),
  createdAt: z.number(),
  /** What "always" would cover from then on; absent where it is not offered. */
  ruleScope: ruleScopeSchema.optional(),
});
export type OpenApproval = z.infer<typeof openApprovalSchema>;

/** A page of the path shown: oldest first. */
export const messagePageSchema = z.object({
  messages: z.array(messageSchema),
  /** True when older messages exist above the first one here. */
  hasEarlier: z.boolean(),
  /** Length of the whole path. */
  totalMessages: z.number().int().nonnegative(),
});
export type MessagePage = z.infer<typeof messagePageSchema>;

export const openedConversationSchema = messagePageSchema.extend({
  conversation: conversationSummarySchema,
  turn: turnSchema.nullable(),
  approvals: z.array(openApprovalSchema),
  draft: z.string(),
  draftAttachments: z.array(attachedPartSchema),
  queue: messageQueueSchema,
  /** What is stored for this conversation and can't be read, where there is any. It is kept. */
  unreadable: z.object({ queuedMessages: z.number().int().nonnegative(), draftAttachments: z.boolean() }).optional(),
});
export type OpenedConversation = z.infer<typeof openedConversationSchema>;

/** A page from the middle of the path shown. */
export const messagePageAroundSchema = messagePageSchema.extend({
  /** True when newer messages exist below the last one here. */
  hasLater: z.boolean(),
});
export type MessagePageAround = z.infer<typeof messagePageAroundSchema>;

/** A conversation opened at one of its messages instead of at its end. */
export const openedAroundSchema = openedConversationSchema.extend(messagePageAroundSchema.shape);
export type OpenedAround = z.infer<typeof openedAroundSchema>;

/**
 * What happens in an open conversation. Applying one twice does no harm: text carries its offset, everything else is whole.
 * So a window that reloads takes `chat.open` and goes on with events, whichever overlap.
 */
export const chatEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message-added'), message: messageSchema }),
  z.object({ type: z.literal('part-set'), messageId: z.string(), index: z.number().int().nonnegative(), part: partSchema }),
  /** `text` follows the first `offset` UTF-16 units of the text or thought part at `index`. */
  z.object({
    type: z.literal('part-text'),
    messageId: z.string(),
    index: z.number().int().nonnegative(),
    offset: z.number().int().nonnegative(),
    text: z.string(),
  }),
  /** Live output of a running tool call: `text` follows the first `offset` UTF-16 units of its `result.output`. */
  z.object({
    type: z.literal('tool-output'),
    messageId: z.string(),
    index: z.number().int().nonnegative(),
    offset: z.number().int().nonnegative(),
    text: z.string(),
  }),
  /** The message's final word: status, usage, parts, all of it. */
  z.object({ type: z.literal('message-finished'), message: messageSchema }),
  z.object({ type: z.literal('queue-changed'), queue: messageQueueSchema }),
  z.object({ type: z.literal('turn-changed'), turn: turnSchema.nullable() }),
  /** Another path is shown now: open the conversation again. */
  z.object({ type: z.literal('path-changed') }),
]);
export type ChatEvent = z.infer<typeof chatEventSchema>;

const conversationPatchSchema = z
  .object({
    title: z.string().trim().min(1).max(200),
    pinned: z.boolean(),
    archived: z.boolean(),
    agentId: id,
    model: z.string().min(1).max(200).nullable(),
    approvalMode: approvalModeSchema,
    projectFolder: z.string().min(1).max(4096).nullable(),
    extraFolders: z.array(z.string().min(1).max(4096)).max(20),
  })
  .partial();
export type ConversationPatch = z.infer<typeof conversationPatchSchema>;

/** Invoke channels of conversations and their threads. */
export const chatInvokeContract = {
  /** Pinned first, then the newest turn first; all where no limit is given. */
  'conversations.list': {
    request: z.object({ archived: z.boolean().default(false), limit: z.number().int().min(1).optional() }),
    response: z.array(conversationSummarySchema),
  },
  'conversations.create': {
    request: z.object({
      agentId: id.optional(),
      model: z.string().min(1).max(200).nullable().optional(),
      projectFolder: z.string().min(1).max(4096).nullable().optional(),
    }),
    response: conversationSummarySchema,
  },
  'conversations.update': { request: z.object({ id, patch: conversationPatchSchema }), response: conversationSummarySchema },
  /** Ends its agent and hides it; kept until the undo window has passed. */
  'conversations.delete': { request: z.object({ id }), response: nothing },
  'conversations.undoDelete': { request: z.object({ id }), response: conversationSummarySchema },
  /** The person looks at it now: clears `unread`. Null: at none. */
  'conversations.setFocused': { request: z.object({ id: id.nullable() }), response: nothing },

  'chat.open': {
    request: z.object({ conversationId: id, limit: z.number().int().min(1).max(500).default(100) }),
    response: openedConversationSchema,
  },
  'chat.earlier': {
    request: z.object({ conversationId: id, beforeMessageId: id, limit: z.number().int().min(1).max(500).default(100) }),
    response: messagePageSchema,
  },
  /** Opens the conversation with this message and about half of `limit` above and below it; shows the path through it first where another one is shown. */
  'chat.openAround': {
    request: z.object({ conversationId: id, messageId: id, limit: z.number().int().min(1).max(500).default(100) }),
    response: openedAroundSchema,
  },
  /** What stands below a message of the path shown. */
  'chat.later': {
    request: z.object({ conversationId: id, afterMessageId: id, limit: z.number().int().min(1).max(500).default(100) }),
    response: messagePageAroundSchema,
  },
  /**
   * Stores the prompt, then starts the turn. `parentId` left out: continues the path shown; given: a branch beside the
   * message edited (null: beside the first one). Answers once the prompt is durable.
   */
  'chat.send': {
    request: z.object({ conversationId: id, parts: promptSchema, parentId: id.nullable().optional() }),
    response: z.object({ userMessageId: z.string(), assistantMessageId: z.string() }),
  },
  /** Answers the same prompt anew, as a branch beside the given answer. */
  'chat.retry': {
    request: z.object({ conversationId: id, assistantMessageId: id }),
    response: z.object({ assistantMessageId: z.string() }),
  },
  /** All that a tool call printed; messages carry only the beginning and the end of long output. */
  'chat.toolOutput': { request: z.object({ conversationId: id, messageId: id, callId: z.string().min(1).max(500) }), response: z.string() },
  /** A call of which a page left out what is long; its output is as in the page. */
  'chat.toolCall': {
    request: z.object({ conversationId: id, messageId: id, callId: z.string().min(1).max(500) }),
    response: toolCallPartSchema,
  },
  /**
   * Makes room in the model's context: the beginning of the conversation becomes a summary for it. The thread keeps every word. A prompt that
   * did not fit before is sent again by itself. Throws `busy`, `conflict`.
   */
  'chat.compress': { request: z.object({ conversationId: id }), response: z.object({ assistantMessageId: id }) },
  'chat.stop': { request: z.object({ conversationId: id }), response: nothing },
  /** Shows the path through this message. */
  'chat.selectBranch': { request: z.object({ conversationId: id, messageId: id }), response: openedConversationSchema },
  'chat.saveDraft': { request: z.object({ conversationId: id, text: z.string().max(1_000_000) }), response: nothing },
  /** All that is attached to the prompt being written. */
  'chat.saveDraftAttachments': {
    request: z.object({ conversationId: id, attachments: z.array(attachedPartSchema).max(MAX_DRAFT_ATTACHMENTS) }),
    response: nothing,
  },
};
