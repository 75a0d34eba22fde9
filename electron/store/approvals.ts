/** Approval requests on disk: one that was open when the app ended is told as interrupted, never lost. */
import type { ApprovalDecision } from '#protocol/conversation.ts';
import { AppError } from '#protocol/errors.ts';
import { type OpenApproval, openApprovalSchema } from '#protocol/ipc.ts';
import type { Connection } from './connection.ts';
import type { StoreLog } from './store-log.ts';
import { readStoredJson } from './stored-json.ts';

export type ApprovalOutcome = ApprovalDecision | 'cancelled' | 'interrupted';

export interface ApprovalStore {
  /** Opening one that is open replaces it. Throws `not-found` when its conversation or message is gone. */
  open(approval: OpenApproval): void;
  /** Nothing happens when it is not open. */
  close(conversationId: string, approvalId: string, outcome: ApprovalOutcome): void;
  /** Oldest first, without those of deleted conversations. */
  listOpen(): OpenApproval[];
  /** Closes all that are open and returns them. For the start: the agents that asked are gone. */
  interruptOpen(): OpenApproval[];
}

export function createApprovalStore(connection: Connection, log: StoreLog, now: () => number): ApprovalStore {
  const listOpen = () =>
    connection
      .statement<{ key: number; request: string }>(
        `SELECT a.key, a.request FROM approvals a JOIN conversations c ON c.key = a.conversation_key
         WHERE a.closed_at IS NULL AND c.deleted_at IS NULL ORDER BY a.key`,
      )
      .all()
      .flatMap(({ key, request }) => {
        const approval = readStoredJson(openApprovalSchema, request);
        if (approval === undefined) log.error('A stored approval request can’t be read', { approvalKey: key });
        return approval ?? [];
      });

  const close = (conversationId: string, approvalId: string, outcome: ApprovalOutcome) =>
    connection
      .statement(
        `UPDATE approvals SET closed_at = ?, outcome = ?
         WHERE conversation_key = (SELECT key FROM conversations WHERE id = ?) AND approval_id = ? AND closed_at IS NULL`,
      )
      .run(Math.round(now()), outcome, conversationId, approvalId);

  return {
    open: (approval) =>
      connection.write(() => {
        close(approval.conversationId, approval.approvalId, 'cancelled');
        const { changes } = connection
          .statement(
            `INSERT INTO approvals (conversation_key, message_key, approval_id, request, created_at)
             SELECT c.key, m.key, ?, ?, ? FROM conversations c JOIN messages m ON m.conversation_key = c.key WHERE c.id = ? AND m.id = ?`,
          )
          .run(approval.approvalId, JSON.stringify(approval), Math.round(approval.createdAt), approval.conversationId, approval.messageId);
        if (changes === 0) throw new AppError({ code: 'not-found', message: 'The conversation of this question no longer exists.' });
      }),
    close: (conversationId, approvalId, outcome) => connection.write(() => void close(conversationId, approvalId, outcome)),
    listOpen: () => connection.read(listOpen),
    interruptOpen: () =>
      connection.write(() => {
        const open = listOpen();
        connection.statement("UPDATE approvals SET closed_at = ?, outcome = 'interrupted' WHERE closed_at IS NULL").run(Math.round(now()));
        return open;
      }),
  };
}
