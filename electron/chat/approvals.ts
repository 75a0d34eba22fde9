/** Every approval request that waits for the person, of all conversations, so that none waits unseen. */
import { AppError } from '#protocol/errors.ts';
import type { OpenApproval } from '#protocol/ipc.ts';

export interface Approvals {
  list(): OpenApproval[];
  listFor(conversationId: string): OpenApproval[];
  add(approval: OpenApproval): void;
  /** No answer is needed any more. Nothing happens when it is not open. */
  close(conversationId: string, approvalId: string): void;
  /** Its turn ended: what it still asked needs no answer. */
  closeAll(conversationId: string): void;
  /** Throws `conflict` when it was answered before or its turn has ended. */
  assertOpen(conversationId: string, approvalId: string): void;
}

/** `onDidChange` is told the conversation concerned. */
export function createApprovals(onDidChange: (conversationId: string) => void): Approvals {
  let open: OpenApproval[] = [];

  const keep = (conversationId: string, isKept: (approval: OpenApproval) => boolean) => {
    const remaining = open.filter(isKept);
    if (remaining.length === open.length) return;
    open = remaining;
    onDidChange(conversationId);
  };

  return {
    list: () => open,
    listFor: (conversationId) => open.filter((approval) => approval.conversationId === conversationId),
    add(approval) {
      open = [...open, approval];
      onDidChange(approval.conversationId);
    },
    close(conversationId, approvalId) {
      keep(conversationId, (approval) => approval.conversationId !== conversationId || approval.approvalId !== approvalId);
    },
    closeAll(conversationId) {
      keep(conversationId, (approval) => approval.conversationId !== conversationId);
    },
    assertOpen(conversationId, approvalId) {
      const isOpen = open.some((approval) => approval.conversationId === conversationId && approval.approvalId === approvalId);
      if (!isOpen)
        throw new AppError({
          code: 'conflict',
          message: 'This question needs no answer any more: it was answered, or its turn has ended.',
        });
    },
  };
}
