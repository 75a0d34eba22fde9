import { expect, test } from 'vitest';
import type { OpenApproval } from '#protocol/ipc.ts';
import { type OverviewRow, overviewRows, stepRow } from '#renderer/features/overview/overview-rows.ts';
import { conversationSummary } from '#tests/support/fake-preload/conversations.ts';

const keys = (rows: OverviewRow[]) => rows.map((row) => (row.type === 'heading' ? `${row.group} ${row.count}` : row.key));
const conversations = [
  conversationSummary({ id: 'idle-old', updatedAt: 1, sessionState: 'ready', unread: false }),
  conversationSummary({ id: 'idle-new', updatedAt: 9, sessionState: 'stopped', unread: false }),
  conversationSummary({ id: 'done', updatedAt: 5, sessionState: 'ready', unread: true }),
  conversationSummary({ id: 'works-short', sessionState: 'working', turnStartedAt: 20, unread: true }),
  conversationSummary({ id: 'works-long', sessionState: 'working', turnStartedAt: 10 }),
  conversationSummary({ id: 'starts', sessionState: 'starting', turnStartedAt: 30 }),
  conversationSummary({ id: 'asks-late', sessionState: 'waiting', openApprovals: 1, turnStartedAt: 1 }),
  conversationSummary({ id: 'asks-early', sessionState: 'waiting', openApprovals: 1, turnStartedAt: 2 }),
  conversationSummary({ id: 'archived', archived: true, unread: true }),
];
const approvals = ['asks-early', 'asks-late'].map((conversationId) => ({ conversationId }) as OpenApproval);

test('what needs the person comes first, who waits and works longest before the others', () => {
  expect(keys(overviewRows(conversations, approvals))).toEqual([
    'needs-you 2',
    'asks-early',
    'asks-late',
    'working 3',
    'works-long',
    'works-short',
    'starts',
    'done 1',
    'done',
    'idle 2',
    'idle-new',
    'idle-old',
  ]);
  expect(overviewRows([], [])).toEqual([]);
});

test('steps pass over headings and stop at the ends', () => {
  const rows = overviewRows(conversations, approvals);
  expect([stepRow(rows, 0, 0), stepRow(rows, 2, 1), stepRow(rows, 4, -1), stepRow(rows, 1, -1), stepRow(rows, 11, 8)]).toEqual([
    1, 4, 2, 1, 11,
  ]);
  expect(stepRow([], 0, 1)).toBe(-1);
});
