/** Approval requests that nobody answered before their agent or the app ended: said in the thread, so that they are not lost. */
import type { Part, ToolCallPart } from '#protocol/conversation.ts';
import type { OpenApproval } from '#protocol/ipc.ts';
import type { Database } from '../store/database.ts';

/** Of a call that waited for an answer it is known that it did nothing. */
export const NOT_RUN = 'It waited for your approval when it was interrupted, so it was not run.';

/** The quiet line that stays in the thread. */
export function unansweredNotice({ title }: Pick<OpenApproval, 'title'>): Part {
  return { type: 'notice', notice: 'info', text: `This waited for your approval and was not run: ${title}` };
}

/**
 * For the start of the app: turns that ran when it ended are marked as interrupted, and what they asked is told in their threads. The
 * conversations count as unread, because something in them still needs the person.
 */
export function recoverAfterExit(database: Pick<Database, 'approvals' | 'messages' | 'conversations' | 'transaction'>): void {
  database.transaction(() => {
    const unanswered = database.approvals.interruptOpen();
    database.messages.recoverInterrupted();
    for (const approval of unanswered) {
      tellUnanswered(database, approval);
      database.conversations.setUnread(approval.conversationId, true);
    }
  });
}

function tellUnanswered({ messages }: Pick<Database, 'messages'>, approval: OpenApproval): void {
  const message = messages.get(approval.messageId);
  if (message?.status !== 'interrupted') return;
  const parts = message.parts.flatMap((part, index) =>
    part.type === 'tool-call' && part.callId === approval.callId ? [{ index, part: notRun(part) }] : [],
  );
  messages.setParts(approval.messageId, [...parts, { index: message.parts.length, part: unansweredNotice(approval) }]);
}

function notRun(call: ToolCallPart): ToolCallPart {
  return { ...call, result: { output: '', ...call.result, error: NOT_RUN } };
}
