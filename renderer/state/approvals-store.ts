/** Every approval that waits for the person, of all conversations, as main last told: the one that waits longest first. */
import { create } from 'zustand';
import type { OpenApproval } from '#protocol/ipc.ts';

export const useApprovals = create<{ approvals: readonly OpenApproval[] }>()(() => ({ approvals: [] }));

/** The conversations that wait, the one that waits longest first. */
export function waitingConversations(approvals: readonly OpenApproval[]): string[] {
  return [...new Set(approvals.map(({ conversationId }) => conversationId))];
}

/** The next one that waits after this one, round at the end; null when none waits. */
export function nextWaiting(approvals: readonly OpenApproval[], afterId: string | null): string | null {
  const waiting = waitingConversations(approvals);
  const index = afterId === null ? -1 : waiting.indexOf(afterId);
  return waiting[(index + 1) % waiting.length] ?? null;
}
