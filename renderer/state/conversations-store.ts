/** The conversations the window knows, by id, and which one is shown. Fed by main; what is derived lives in sidebar-rows.ts. */
import { create } from 'zustand';
import type { ConversationSummary, EventPayload } from '#protocol/ipc.ts';

export type ConversationsState = {
  byId: Readonly<Record<string, ConversationSummary>>;
  selectedId: string | null;
  /** Archived conversations are asked for when they are first looked at. */
  archivedLoaded: boolean;
  /** Ids whose title is being edited in the sidebar. At most one. */
  renamingId: string | null;
  /** The one whose title is being edited in the title bar. */
  editedTitleId: string | null;
};

export const useConversations = create<ConversationsState>()(() => ({
  byId: {},
  selectedId: null,
  archivedLoaded: false,
  renamingId: null,
  editedTitleId: null,
}));

/** Puts a list of main in place. Conversations of the other list (archived or not) stay. */
export function withList(
  byId: ConversationsState['byId'],
  list: readonly ConversationSummary[],
  archived: boolean,
): ConversationsState['byId'] {
  const kept = Object.values(byId).filter((conversation) => conversation.archived !== archived);
  return Object.fromEntries([...kept, ...list].map((conversation) => [conversation.id, conversation]));
}

/** Applies `conversations.changed`. Rows that did not change keep their identity, so that they are not drawn again. */
export function withChanges(
  byId: ConversationsState['byId'],
  { upserted, removed }: EventPayload<'conversations.changed'>,
): ConversationsState['byId'] {
  const changed = upserted.filter((next) => !sameSummary(byId[next.id], next));
  const gone = removed.filter((id) => byId[id] !== undefined);
  if (changed.length === 0 && gone.length === 0) return byId;
  const next = { ...byId };
  for (const conversation of changed) next[conversation.id] = conversation;
  for (const id of gone) delete next[id];
  return next;
}

function sameSummary(a: ConversationSummary | undefined, b: ConversationSummary): boolean {
  if (a === undefined) return false;
  const keys = Object.keys(b) as (keyof ConversationSummary)[];
  return keys.length === Object.keys(a).length && keys.every((key) => Object.is(a[key], b[key]));
}

/** One conversation, or undefined when it is gone. Draws anew only when that one changes. */
export function useConversation(id: string): ConversationSummary | undefined {
  return useConversations((state) => state.byId[id]);
}

/** Selectors that give a value, so that a component draws anew only when it changes. */
export const selectSelectedId = (state: ConversationsState): string | null => state.selectedId;
