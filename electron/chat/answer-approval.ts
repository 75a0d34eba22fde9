/** The person's answer on its way to the agent: what they changed is checked, "always" becomes a rule, and the rule answers what else waits. */
import type { Log } from '#platform/log.ts';
import type { ToolCallApproval } from '#protocol/conversation.ts';
import { AppError } from '#protocol/errors.ts';
import type { OpenApproval } from '#protocol/ipc.ts';
import type { ApprovalRules, AskingPlace } from '../approvals/approval-rules.ts';
import type { Approvals } from './approvals.ts';
import type { ApprovalAnswer } from './chat-service.ts';
import type { ApprovalAnswerFrame } from './session.ts';

export interface AnswerOptions {
  approvals: Approvals;
  approvalRules: ApprovalRules;
  placeOf: (conversationId: string) => AskingPlace;
  tellAgent: (conversationId: string, answer: ApprovalAnswerFrame) => Promise<void>;
  /** Says on the call's card how it was allowed. */
  markApproval: (conversationId: string, callId: string, approval: ToolCallApproval) => void;
  log: Log;
}

/** Throws `conflict` when nothing waits for this answer any more, `invalid-request` for a change that makes no sense. */
export async function answerApproval(answer: ApprovalAnswer, options: AnswerOptions): Promise<void> {
  const { approvals, approvalRules, placeOf, markApproval } = options;
  const { conversationId, approvalId, decision, reason, newContent, newCommand } = answer;
  const approval = approvals.assertOpen(conversationId, approvalId);
  assertChangeFits(answer, approval);
  const isForEdits = approval.detail.type === 'edit';
  const reach = decision === 'allow-always' ? 'project' : decision === 'allow-session' && !isForEdits ? 'conversation' : null;
  if (reach !== null) approvalRules.add(approval, placeOf(conversationId), reach);
  if (newContent !== undefined || newCommand !== undefined) {
    markApproval(conversationId, approval.callId, { by: 'person', edited: true });
  }
  approvals.recordAnswer(conversationId, approvalId, decision);
  await options.tellAgent(conversationId, {
    approvalId,
    // A rule is ours to keep. Only "all further edits here" is a mode of the agent, which it is told.
    decision: reach === null ? decision : 'allow-once',
    ...(reason !== undefined && { reason }),
    ...(newContent !== undefined && { newContent }),
    ...(newCommand !== undefined && { newCommand }),
  });
  approvals.close(conversationId, approvalId);
  if (reach !== null) await answerCovered(options);
}

/** What waits elsewhere and is covered by the rule just made need not be asked any more. */
async function answerCovered({ approvals, approvalRules, placeOf, tellAgent, markApproval, log }: AnswerOptions): Promise<void> {
  for (const { conversationId, approvalId, callId, ...request } of approvals.list()) {
    if (!approvalRules.allow({ approvalId, callId, ...request }, placeOf(conversationId))) continue;
    markApproval(conversationId, callId, { by: 'rule', edited: false });
    approvals.recordAnswer(conversationId, approvalId, 'allow-once');
    try {
      await tellAgent(conversationId, { approvalId, decision: 'allow-once' });
      approvals.close(conversationId, approvalId);
    } catch (error) {
      // Its turn has just ended, which closes it.
      log.debug('A rule answered too late', { conversationId, callId, error });
    }
  }
}

function assertChangeFits({ decision, newContent, newCommand }: ApprovalAnswer, { detail }: OpenApproval): void {
  if (newContent === undefined && newCommand === undefined) return;
  if (decision !== 'allow-once') {
    throw new AppError({ code: 'invalid-request', message: 'What you changed can be allowed once, not for always.' });
  }
  const fits = (newContent === undefined || detail.type === 'edit') && (newCommand === undefined || detail.type === 'command');
  if (!fits) throw new AppError({ code: 'invalid-request', message: 'This can’t be changed before it is allowed.' });
  if (newCommand?.trim() === '') throw new AppError({ code: 'invalid-request', message: 'The command is empty. Deny it instead.' });
  if (newCommand?.includes('\0')) throw new AppError({ code: 'invalid-request', message: 'A command can’t contain a null character.' });
}
