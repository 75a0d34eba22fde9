/**
 * Gathers what happens in conversations into a few messages to the window: a model may stream hundreds of deltas a second, and each
 * message would wake the window's main thread.
 */
import type { ChatEvent } from '#protocol/ipc.ts';

/** Two frames at 60 Hz: nobody reads faster, and a burst of deltas costs one message. */
const GATHER_MS = 32;

export interface ChatEvents {
  emit(conversationId: string, event: ChatEvent): void;
  /** Sends what is gathered at once; call before answering a request that the window will apply after these. */
  flush(): void;
}

export function createChatEvents(send: (conversationId: string, events: ChatEvent[]) => void): ChatEvents {
  const gathered = new Map<string, ChatEvent[]>();
  let timer: NodeJS.Timeout | undefined;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const batches = [...gathered];
    gathered.clear();
    for (const [conversationId, events] of batches) send(conversationId, events);
  };

  return {
    emit(conversationId, event) {
      const events = gathered.get(conversationId) ?? [];
      gathered.set(conversationId, events);
      if (!extendLast(events, event)) events.push(event);
      timer ??= setTimeout(flush, GATHER_MS);
    },
    flush,
  };
}

/** Joins text to the event before it when the two are neighbours in the same part. */
function extendLast(events: ChatEvent[], next: ChatEvent): boolean {
  const last = events.at(-1);
  if (last === undefined) return false;
  if (last.type !== next.type || (next.type !== 'part-text' && next.type !== 'tool-output')) return false;
  if (last.type !== 'part-text' && last.type !== 'tool-output') return false;
  if (last.messageId !== next.messageId || last.index !== next.index || last.offset + last.text.length !== next.offset) return false;
  events[events.length - 1] = { ...last, text: last.text + next.text };
  return true;
}
