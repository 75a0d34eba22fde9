/** Every approval request that waits for the person, of all conversations, so that none waits unseen; also on disk, so that none is lost. */
import type { Log } from '#platform/log.ts';
import type { RuleScope } from '#protocol/approval-rules.ts';
import { AppError } from '#protocol/errors.ts';
import type { OpenApproval } from '#protocol/ipc.ts';
import type { ApprovalOutcome, ApprovalStore } from '../store/approvals.ts';

export interface Approvals {
  /** The one that waits longest first. */
  list(): OpenApproval[];
  listFor(conversationId: string): OpenApproval[];
  add(approval: OpenApproval): void;
  /** The person has answered, and the agent is about to be told: after a crash nobody may say that it still waited. */
  recordAnswer(conversationId: string, approvalId: string, outcome: ApprovalOutcome): void;
  /** No answer is needed any more. Nothing happens when it is not open. */
  close(conversationId: string, approvalId: string): void;
  /** Its turn ended: what it still asked needs no answer. */
  closeAll(conversationId: string, outcome: 'cancelled' | 'interrupted'): void;
  /** The open one. Throws `conflict` when it was answered before or its turn has ended. */
  assertOpen(conversationId: string, approvalId: string): OpenApproval;
  /** Told of each one that begins to wait, and of each that no longer does. */
  onDidChange(listener: (change: { opened?: OpenApproval; closed?: OpenApproval }) => void): void;
}

export interface ApprovalsOptions {
  store: Pick<ApprovalStore, 'open' | 'close'>;
  /** What "always" would cover; null where it is not offered. */
  scopeOf: (approval: OpenApproval) => RuleScope | null;
  log: Log;
}

export function createApprovals({ store, scopeOf, log }: ApprovalsOptions): Approvals {
  const listeners = new Set<(change: { opened?: OpenApproval; closed?: OpenApproval }) => void>();
  let open: OpenApproval[] = [];

  const tell = (change: { opened?: OpenApproval; closed?: OpenApproval }) => {
    for (const listener of listeners) listener(change);
  };

  /** The question must be asked and answered also where the disk is full: what is on disk only serves the next start. */
  const persist = (work: () => void) => {
    try {
      work();
    } catch (error) {
      log.warn('An approval request could not be stored', { error });
    }
  };

  const remove = (outcome: ApprovalOutcome, isGone: (approval: OpenApproval) => boolean) => {
    const gone = open.filter(isGone);
    open = open.filter((approval) => !isGone(approval));
    for (const closed of gone) {
      persist(() => store.close(closed.conversationId, closed.approvalId, outcome));
      tell({ closed });
    }
  };

  return {
    list: () => open,
    listFor: (conversationId) => open.filter((approval) => approval.conversationId === conversationId),
    add(approval) {
      const ruleScope = scopeOf(approval);
      const opened = ruleScope === null ? approval : { ...approval, ruleScope };
      open = [...open, opened];
      persist(() => store.open(opened));
      tell({ opened });
    },
    recordAnswer: (conversationId, approvalId, outcome) => persist(() => store.close(conversationId, approvalId, outcome)),
    close(conversationId, approvalId) {
      remove('cancelled', (approval) => approval.conversationId === conversationId && approval.approvalId === approvalId);
    },
    closeAll(conversationId, outcome) {
      remove(outcome, (approval) => approval.conversationId === conversationId);
    },
    assertOpen(conversationId, approvalId) {
      const found = open.find((approval) => approval.conversationId === conversationId && approval.approvalId === approvalId);
      if (found !== undefined) return found;
      throw new AppError({
        code: 'conflict',
        message: 'This question needs no answer any more: it was answered, or its turn has ended.',
      });
    },
    onDidChange: (listener) => void listeners.add(listener),
  };
}
