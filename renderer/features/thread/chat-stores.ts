/** The stores of the conversations looked at last, fed from main's events. */
import { useEffect, useMemo } from 'react';
import { invoke, listen } from '../../api.ts';
import { ChatStore, type ChatTransport } from './chat-store.ts';

/** Conversations kept ready besides the one shown; each holds its loaded pages. */
const MAX_STORES = 8;
/** A hidden window has no frames. Main stores what streams anyway, so this only keeps the queue short. */
const HIDDEN_FLUSH_MS = 250;

const transport: ChatTransport = {
  invoke: (channel, request) => (invoke as ChatTransport['invoke'])(channel, request),
  schedule: (callback) => {
    if (document.visibilityState === 'hidden') setTimeout(callback, HIDDEN_FLUSH_MS);
    else requestAnimationFrame(callback);
  },
};

/** Least recently shown first, which is the order a Map keeps. */
const stores = new Map<string, ChatStore>();
let isListening = false;

/** The store of a conversation; loads it when it is shown. */
export function useChatStore(conversationId: string): ChatStore {
  const store = useMemo(() => getStore(conversationId), [conversationId]);
  useEffect(() => {
    // Also for a store that was kept: it may have been left out of events meanwhile.
    void store.load();
  }, [store]);
  return store;
}

function getStore(conversationId: string): ChatStore {
  listenOnce();
  const store = stores.get(conversationId) ?? new ChatStore(conversationId, transport);
  stores.delete(conversationId);
  stores.set(conversationId, store);
  for (const oldest of stores.keys()) {
    if (stores.size <= MAX_STORES) break;
    stores.delete(oldest);
  }
  return store;
}

function listenOnce(): void {
  if (isListening) return;
  isListening = true;
  listen('chat.event', ({ conversationId, events }) => stores.get(conversationId)?.receive(events));
  listen('approvals.changed', ({ approvals }) => {
    for (const store of stores.values())
      store.receiveApprovals(approvals.filter((approval) => approval.conversationId === store.conversationId));
  });
  listen('conversations.changed', ({ upserted, removed }) => {
    for (const conversation of upserted) stores.get(conversation.id)?.receiveConversation(conversation);
    for (const id of removed) stores.delete(id);
  });
}
