/** The wish to answer in a conversation: whoever walked there by keyboard has the focus on its approval card, and only then. */
import { create } from 'zustand';
import { strings } from '../strings/strings.ts';
import { nextWaiting, useApprovals } from './approvals-store.ts';
import { selectConversation } from './conversation-actions.ts';
import { useConversations } from './conversations-store.ts';
import { showInfo } from './toasts-store.ts';

type ApprovalFocusState = {
  conversationId: string | null;
  /** True once for the conversation wished for. */
  take: (conversationId: string) => boolean;
};

export const useApprovalFocus = create<ApprovalFocusState>()((set, get) => ({
  conversationId: null,
  take: (conversationId) => {
    if (get().conversationId !== conversationId) return false;
    set({ conversationId: null });
    return true;
  },
}));

/** Shows the conversation with the focus on what it asks. */
export function answerIn(conversationId: string): void {
  useApprovalFocus.setState({ conversationId });
  selectConversation(conversationId);
}

/** Walks to the next conversation that needs the person, the one that waits longest first. */
export function stepToWaiting(): void {
  const next = nextWaiting(useApprovals.getState().approvals, useConversations.getState().selectedId);
  if (next === null) showInfo(strings.state.noneNeedsYou);
  else answerIn(next);
}
