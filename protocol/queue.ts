/** Messages that wait for the turn to end, or for the person: what the window shows of them and what it can do with them. */
import { z } from 'zod';
import { userPartSchema } from './conversation.ts';

const id = z.string().min(1).max(100);

/** A prompt: bounded so that the frame it travels in stays below the line cap. */
export const promptSchema = z.array(userPartSchema).min(1).max(50);

export const queuedMessageSchema = z.object({
  id: z.string(),
  parts: z.array(userPartSchema),
  createdAt: z.number(),
  /** Given to the running turn, which takes it in with its next request. */
  isSteering: z.boolean(),
});
export type QueuedMessage = z.infer<typeof queuedMessageSchema>;

/** Why a queue waits for the person instead of for the turn. `restarted`: the app ended; nothing fires by itself after a start. */
export const queueHoldSchema = z.enum(['stopped', 'failed', 'restarted']);
export type QueueHold = z.infer<typeof queueHoldSchema>;

export const messageQueueSchema = z.object({
  /** In the order in which they are sent. */
  messages: z.array(queuedMessageSchema),
  /** Null: each is sent when the turn before it has ended well. */
  hold: queueHoldSchema.nullable(),
});
export type MessageQueue = z.infer<typeof messageQueueSchema>;

const nothing = z.undefined().optional();
const one = z.object({ conversationId: id, id });

/** The queue's channels, part of the contract in ipc.ts. Each change is told to the window by a `queue-changed` chat event. */
export const queueContract = {
  /**
   * Stores a message that is sent when the turn has ended well; at once where none runs. `steer`: given to the running turn as well.
   * `index`: its place, from 0; left out: the last.
   */
  'queue.add': {
    request: z.object({
      conversationId: id,
      parts: promptSchema,
      steer: z.boolean().default(false),
      index: z.number().int().nonnegative().optional(),
    }),
    response: z.object({ id: z.string() }),
  },
  'queue.update': { request: one.extend({ parts: promptSchema }), response: nothing },
  'queue.move': { request: one.extend({ index: z.number().int().nonnegative() }), response: nothing },
  'queue.remove': { request: one, response: nothing },
  /** While the person changes a message it is not sent. Null: none is being changed. */
  'queue.setEditing': { request: z.object({ conversationId: id, id: id.nullable() }), response: nothing },
  /** Gives it to the running turn; where none runs it is sent as the next message, and the queue goes on after it. */
  'queue.sendNow': { request: one, response: nothing },
  /** Ends a hold: the first message is sent now, the others follow. */
  'queue.resume': { request: z.object({ conversationId: id }), response: nothing },
} as const;
