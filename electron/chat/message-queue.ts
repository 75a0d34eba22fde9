/**
 * Messages sent while a turn runs. Each is sent when the turn before it has ended well. After a turn that failed or was stopped, and
 * after a start of the app, the queue waits for the person: what was written for another course of things must not fire by itself.
 */

import type { Log } from '#platform/log.ts';
import type { MessageStatus, UserPart } from '#protocol/conversation.ts';
import { AppError, type ErrorCode, toErrorInfo } from '#protocol/errors.ts';
import type { ChatEvent } from '#protocol/ipc.ts';
import type { MessageQueue, QueueHold } from '#protocol/queue.ts';
import type { QueuedMessageStore } from '../store/queued-messages.ts';
import { assertPromptFits } from './prompt-size.ts';

/** The agent says no; anything else means that the turn is over. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set(['conflict', 'invalid-request', 'too-large']);

export interface MessageQueueOptions {
  store: QueuedMessageStore;
  isRunning: (conversationId: string) => boolean;
  /** Stores the message as one that was sent and begins its turn; `alongside` is committed together with it, or not at all. */
  send: (message: { conversationId: string; parts: UserPart[] }, alongside: () => void) => void;
  /** Gives words to the running turn. Rejects where it does not take them. */
  steer: (conversationId: string, steer: { id: string; parts: UserPart[] }) => Promise<void>;
  emit: (conversationId: string, event: ChatEvent) => void;
  log: Log;
}

export interface NewQueuedMessage {
  conversationId: string;
  parts: UserPart[];
  /** Give it to the running turn, too. */
  steer?: boolean;
  index?: number | undefined;
}

export interface MessageQueues {
  /** What waits in this conversation. */
  of(conversationId: string): MessageQueue;
  countUnreadable(conversationId: string): number;
  /** Rejects where the turn does not take a `steer`; the message then waits like any other. */
  add(message: NewQueuedMessage): Promise<{ id: string }>;
  update(conversationId: string, id: string, parts: UserPart[]): void;
  move(conversationId: string, id: string, index: number): void;
  remove(conversationId: string, id: string): void;
  setEditing(conversationId: string, id: string | null): void;
  sendNow(conversationId: string, id: string): Promise<void>;
  resume(conversationId: string): void;
  /** What waits in these waits for the person from now on: it came from a file, and must not be sent by itself. */
  holdImported(conversationIds: readonly string[]): void;
  /** The words of a message that the turn takes in now; undefined when it is not one of ours. */
  steeringParts(conversationId: string, id: string): UserPart[] | undefined;
  /** They are part of the answer now, and wait no longer. */
  removeSteered(conversationId: string, id: string): void;
  /** Sends the next message, or holds the queue. */
  turnEnded(conversationId: string, outcome: Exclude<MessageStatus, 'streaming'>): void;
}

export function createMessageQueues(options: MessageQueueOptions): MessageQueues {
  const { store, emit, log } = options;
  const holds = new Map<string, QueueHold>(store.conversationIds().map((id) => [id, 'restarted']));
  /** Ids of messages that the running turn was given. */
  const steering = new Set<string>();
  /** By conversation: the message the person changes. */
  const edited = new Map<string, string>();

  const of = (conversationId: string): MessageQueue => ({
    messages: store.list(conversationId).map((message) => ({ ...message, isSteering: steering.has(message.id) })),
    hold: holds.get(conversationId) ?? null,
  });

  const tell = (conversationId: string) => {
    const queue = of(conversationId);
    // An empty queue holds nothing back: what is written next is sent as usual.
    if (queue.messages.length === 0) holds.delete(conversationId);
    emit(conversationId, { type: 'queue-changed', queue: { ...queue, hold: holds.get(conversationId) ?? null } });
  };

  /** Sends the first message if nothing is against it. */
  const sendNext = (conversationId: string) => {
    if (options.isRunning(conversationId) || holds.has(conversationId)) return;
    const [next] = store.list(conversationId);
    if (next === undefined || edited.get(conversationId) === next.id) return;
    try {
      options.send({ conversationId, parts: next.parts }, () => store.remove(conversationId, next.id));
    } catch (error) {
      // It could not be stored as sent, so it still waits; the person sees that and can try again.
      log.warn('A queued message could not be sent', { conversationId, error: toErrorInfo(error) });
      holds.set(conversationId, 'failed');
    }
    tell(conversationId);
  };

  const find = (conversationId: string, id: string) => {
    const message = store.list(conversationId).find((candidate) => candidate.id === id);
    if (message === undefined) throw new AppError({ code: 'not-found', message: 'This message no longer waits: it was sent or removed.' });
    return message;
  };

  const assertNotSteering = (id: string) => {
    if (steering.has(id)) throw new AppError({ code: 'conflict', message: 'This message was already given to the running turn.' });
  };

  const steer = async (conversationId: string, id: string) => {
    const { parts } = find(conversationId, id);
    assertNotSteering(id);
    steering.add(id);
    tell(conversationId);
    try {
      await options.steer(conversationId, { id, parts });
    } catch (error) {
      steering.delete(id);
      tell(conversationId);
      if (error instanceof AppError && REFUSALS.has(error.code)) throw error;
      // The turn ended meanwhile, in whatever way: the message waits as if it had only been queued.
      sendNext(conversationId);
    }
  };

  return {
    of,
    countUnreadable: (conversationId) => store.countUnreadable(conversationId),

    async add({ conversationId, parts, steer: isSteer = false, index }) {
      assertPromptFits(parts);
      const { id } = store.add(conversationId, parts, index);
      tell(conversationId);
      if (!options.isRunning(conversationId)) sendNext(conversationId);
      else if (isSteer) await steer(conversationId, id);
      return { id };
    },

    update(conversationId, id, parts) {
      assertNotSteering(id);
      assertPromptFits(parts);
      store.replace(conversationId, id, parts);
      tell(conversationId);
    },

    move(conversationId, id, index) {
      store.move(conversationId, id, index);
      tell(conversationId);
    },

    remove(conversationId, id) {
      assertNotSteering(id);
      store.remove(conversationId, id);
      tell(conversationId);
      sendNext(conversationId);
    },

    setEditing(conversationId, id) {
      if (id === null) edited.delete(conversationId);
      else edited.set(conversationId, find(conversationId, id).id);
      sendNext(conversationId);
    },

    async sendNow(conversationId, id) {
      if (options.isRunning(conversationId)) return steer(conversationId, id);
      store.move(conversationId, id, 0);
      this.resume(conversationId);
    },

    resume(conversationId) {
      holds.delete(conversationId);
      tell(conversationId);
      sendNext(conversationId);
    },

    holdImported(conversationIds) {
      for (const id of conversationIds) if (store.list(id).length > 0) holds.set(id, 'restarted');
    },

    steeringParts: (conversationId, id) => store.list(conversationId).find((message) => message.id === id)?.parts,

    removeSteered(conversationId, id) {
      steering.delete(id);
      store.remove(conversationId, id);
      tell(conversationId);
    },

    turnEnded(conversationId, outcome) {
      const { messages } = of(conversationId);
      if (messages.length === 0) return;
      // What the turn was given and did not take in waits like the others.
      for (const { id } of messages) steering.delete(id);
      if (outcome !== 'complete' && !holds.has(conversationId)) holds.set(conversationId, outcome === 'cancelled' ? 'stopped' : 'failed');
      tell(conversationId);
      sendNext(conversationId);
    },
  };
}
