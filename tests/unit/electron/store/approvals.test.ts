import { expect, test } from 'vitest';
import type { OpenApproval } from '#protocol/ipc.ts';
import { NEW_CONVERSATION, openTestDatabase } from '#tests/support/store/open-test-database.ts';

test('approvals that were open when the app ended are told once, as interrupted', () => {
  const { conversations, messages, approvals, connection } = openTestDatabase();
  const { id } = conversations.create(NEW_CONVERSATION);
  const { id: messageId } = messages.appendUserMessage({ conversationId: id, parts: [{ type: 'text', text: 'go' }] });
  const request = (approvalId: string): OpenApproval => ({
    conversationId: id,
    messageId,
    approvalId,
    callId: 'c',
    toolName: 'run_shell_command',
    kind: 'execute',
    title: 'Run `rm -r /`',
    detail: { type: 'command', command: 'rm -r /' },
    canAllowAlways: true,
    createdAt: 5,
  });
  approvals.open(request('a'));
  approvals.open(request('b'));
  approvals.open(request('b'));
  approvals.close(id, 'a', 'deny');
  approvals.close(id, 'a', 'allow-once');
  expect(approvals.listOpen()).toEqual([request('b')]);
  expect(approvals.interruptOpen()).toEqual([request('b')]);
  expect(approvals.listOpen()).toEqual([]);
  expect(connection.sqlite.prepare('SELECT approval_id, outcome FROM approvals ORDER BY key').all()).toEqual([
    { approval_id: 'a', outcome: 'deny' },
    { approval_id: 'b', outcome: 'cancelled' },
    { approval_id: 'b', outcome: 'interrupted' },
  ]);
  expect(() => approvals.open({ ...request('c'), messageId: 'gone' })).toThrow(expect.objectContaining({ code: 'not-found' }));
});
