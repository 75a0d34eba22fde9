import { expect, test } from 'vitest';
import type { OpenApproval } from '#protocol/ipc.ts';
import { nextWaiting, waitingConversations } from '#renderer/state/approvals-store.ts';

const waiting = (...ids: string[]) => ids.map((conversationId) => ({ conversationId }) as OpenApproval);

test('walking goes from the conversation that waits longest to the next, and round', () => {
  const approvals = waiting('a', 'b', 'a', 'c');
  expect(waitingConversations(approvals)).toEqual(['a', 'b', 'c']);
  expect(['elsewhere', null, 'a', 'b', 'c'].map((id) => nextWaiting(approvals, id))).toEqual(['a', 'a', 'b', 'c', 'a']);
  expect(nextWaiting([], 'a')).toBeNull();
});
