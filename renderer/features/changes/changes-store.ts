/** What agents changed, by conversation: asked of main when somebody looks, and again whenever it says that something changed. */
import { useEffect } from 'react';
import { create } from 'zustand';
import type { ConversationChanges, RevertConflict } from '#protocol/changes.ts';
import { type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import { invoke, listen } from '../../api.ts';

export type LoadedChanges = {
  /** Null until main has answered for the first time. */
  changes: ConversationChanges | null;
  /** Why the last look failed; what is shown is from the last one that did not. */
  error: ErrorInfo | null;
};

/** A revert that waits for the person: some files are not as the agent left them. */
export type PendingRevert = {
  conversationId: string;
  changeIds: readonly string[];
  conflicts: readonly RevertConflict[];
  cleanFiles: number;
};

type ChangesState = {
  byConversation: Record<string, LoadedChanges>;
  pendingRevert: PendingRevert | null;
};

const NOTHING: LoadedChanges = { changes: null, error: null };

export const useChangesStore = create<ChangesState>()(() => ({ byConversation: {}, pendingRevert: null }));

/** The conversation's changes, kept fresh as long as a component shows them. */
export function useChanges(conversationId: string): LoadedChanges {
  useEffect(() => watch(conversationId), [conversationId]);
  return useChangesStore((state) => state.byConversation[conversationId] ?? NOTHING);
}

const watchers = new Map<string, number>();
let isListening = false;

function watch(conversationId: string): () => void {
  listenOnce();
  const others = watchers.get(conversationId) ?? 0;
  watchers.set(conversationId, others + 1);
  if (others === 0) void loadChanges(conversationId);
  return () => {
    const left = (watchers.get(conversationId) ?? 1) - 1;
    if (left === 0) watchers.delete(conversationId);
    else watchers.set(conversationId, left);
  };
}

function listenOnce(): void {
  if (isListening) return;
  isListening = true;
  listen('changes.changed', ({ conversationId }) => {
    if (watchers.has(conversationId)) void loadChanges(conversationId);
  });
}

export async function loadChanges(conversationId: string): Promise<void> {
  try {
    const changes = await invoke('changes.list', { conversationId });
    keep(conversationId, { changes, error: null });
  } catch (error) {
    const { changes } = useChangesStore.getState().byConversation[conversationId] ?? NOTHING;
    keep(conversationId, { changes, error: toErrorInfo(error) });
  }
}

function keep(conversationId: string, loaded: LoadedChanges): void {
  useChangesStore.setState(({ byConversation }) => ({ byConversation: { ...byConversation, [conversationId]: loaded } }));
}
