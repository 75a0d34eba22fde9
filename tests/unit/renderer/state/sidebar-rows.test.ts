import { describe, expect, test } from 'vitest';
import { conversationIdsOf, groupOf, neighbourOf, sameRows, sidebarRows, stepFrom } from '#renderer/state/sidebar-rows.ts';
import { conversationSummary } from '#tests/support/fake-preload/conversations.ts';

const now = new Date('2026-11-21T13:45:00').getTime();
const today = new Date('2026-11-21T08:00:00').getTime();
const yesterday = new Date('2026-11-20T23:59:00').getTime();
const older = new Date('2026-11-19T23:59:00').getTime();

const list = (text = '', archived = false) => ({ archived, text, nowMs: now });

describe('groupOf', () => {
  test.each([
    ['needs-you', { openApprovals: 1, sessionState: 'working' as const, pinned: true }],
    ['needs-you', { sessionState: 'waiting' as const }],
    ['working', { sessionState: 'working' as const, pinned: true }],
    ['pinned', { pinned: true, updatedAt: older }],
    ['today', { updatedAt: today }],
    ['yesterday', { updatedAt: yesterday }],
    ['older', { updatedAt: older }],
    ['archived', { archived: true, pinned: true, openApprovals: 1 }],
  ])('puts a conversation into %s', (group, change) => {
    expect(groupOf(conversationSummary({ id: 'a', updatedAt: today, ...change }), now)).toBe(group);
  });
});

describe('sidebarRows', () => {
  const conversations = [
    conversationSummary({ id: 'old', title: 'Old importer', updatedAt: older }),
    conversationSummary({ id: 'early', title: 'Parser', updatedAt: today }),
    conversationSummary({ id: 'late', title: 'Importer', updatedAt: today + 1000 }),
    conversationSummary({ id: 'asks', title: 'Importer asks', updatedAt: older, openApprovals: 2 }),
    conversationSummary({ id: 'gone', title: 'Importer archived', updatedAt: today, archived: true }),
  ];

  test('lists groups in their order, newest first within each, without empty groups', () => {
    expect(sidebarRows(conversations, list()).map((row) => row.key)).toEqual([
      'heading-needs-you',
      'asks',
      'heading-today',
      'late',
      'early',
      'heading-older',
      'old',
    ]);
  });

  test('keeps only titles that match, and counts those in the heading', () => {
    const rows = sidebarRows(conversations, list('importer'));
    expect(conversationIdsOf(rows)).toEqual(['asks', 'late', 'old']);
    expect(rows).toContainEqual({ type: 'heading', key: 'heading-today', group: 'today', count: 1 });
  });

  test('shows archived conversations alone and without a heading', () => {
    expect(sidebarRows(conversations, list('', true)).map((row) => row.key)).toEqual(['gone']);
  });

  test('gives equal times one fixed order, whatever order they come in', () => {
    const twins = [conversationSummary({ id: 'a', updatedAt: today }), conversationSummary({ id: 'b', updatedAt: today })];
    expect(conversationIdsOf(sidebarRows(twins, list()))).toEqual(conversationIdsOf(sidebarRows(twins.toReversed(), list())));
  });
});

describe('sameRows', () => {
  const rows = (change: object) => sidebarRows([conversationSummary({ id: 'a', updatedAt: today, ...change })], list());

  test('is true when only something within a row changed', () => {
    expect(sameRows(rows({}), rows({ preview: 'More text', unread: true }))).toBe(true);
  });

  test('is false when a row moved to another group', () => {
    expect(sameRows(rows({}), rows({ sessionState: 'working' }))).toBe(false);
  });

  test('is false when a count changed', () => {
    const two = sidebarRows(
      ['a', 'b'].map((id) => conversationSummary({ id, updatedAt: today })),
      list(),
    );
    expect(sameRows(rows({}), two)).toBe(false);
  });
});

describe('moving in the list', () => {
  const ids = ['a', 'b', 'c'];

  test('what vanishes hands over to the next one, the last one to the one before', () => {
    expect(neighbourOf(ids, 'b')).toBe('c');
    expect(neighbourOf(ids, 'c')).toBe('b');
    expect(neighbourOf(['a'], 'a')).toBeNull();
  });

  test('a step stops at the ends', () => {
    expect(stepFrom(ids, 'a', 1)).toBe('b');
    expect(stepFrom(ids, 'a', -1)).toBe('a');
    expect(stepFrom(ids, 'c', 1)).toBe('c');
  });

  test('a step from nowhere starts at the near end', () => {
    expect(stepFrom(ids, null, 1)).toBe('a');
    expect(stepFrom(ids, null, -1)).toBe('c');
    expect(stepFrom([], null, 1)).toBeNull();
  });
});
