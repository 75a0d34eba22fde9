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
/** Those in the page: they must get their events, however many others are prepared. */
const shown = new Map<string, number>();
/** Loaded and not shown yet: nothing can be missing in them. */
const prepared = new WeakSet<ChatStore>();
let isListening = false;

/** The store of a conversation; loads it when it is shown. */
export function useChatStore(conversationId: string): ChatStore {
  const store = useMemo(() => getStore(conversationId), [conversationId]);
  useEffect(() => {
    shown.set(conversationId, (shown.get(conversationId) ?? 0) + 1);
    // Also for a store that was kept: it may have been left out of events meanwhile.
    if (!prepared.delete(store)) void store.load();
    return () => {
      const others = (shown.get(conversationId) ?? 1) - 1;
      if (others === 0) shown.delete(conversationId);
      else shown.set(conversationId, others);
    };
  }, [store, conversationId]);
  return store;
}

/** Loads a conversation that is likely to be shown next, so that showing it has nothing to wait for. */
export function prepareChat(conversationId: string): void {
  if (stores.has(conversationId)) return;
  const store = getStore(conversationId);
  void store.load().then(() => {
    if (shown.has(conversationId)) return;
    // What can't be loaded is asked for again, and said, when it is shown.
    if (store.getSnapshot().state === null) stores.delete(conversationId);
    else prepared.add(store);
  });
}

function getStore(conversationId: string): ChatStore {
  listenOnce();
  const store = stores.get(conversationId) ?? new ChatStore(conversationId, transport);
  stores.delete(conversationId);
  stores.set(conversationId, store);
  for (const oldest of stores.keys()) {
    if (stores.size <= MAX_STORES) break;
    if (!shown.has(oldest)) stores.delete(oldest);
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
