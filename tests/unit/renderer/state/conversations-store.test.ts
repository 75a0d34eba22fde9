import { describe, expect, test } from 'vitest';
import { withChanges, withList } from '#renderer/state/conversations-store.ts';
import { conversationSummary } from '#tests/support/fake-preload/conversations.ts';

const byId = { a: conversationSummary({ id: 'a' }), b: conversationSummary({ id: 'b' }) };

describe('withChanges', () => {
  test('puts new and changed conversations in and takes removed ones out', () => {
    const next = withChanges(byId, { upserted: [{ ...byId.a, title: 'Renamed' }, conversationSummary({ id: 'c' })], removed: ['b'] });
    expect(Object.keys(next).sort()).toEqual(['a', 'c']);
    expect(next.a?.title).toBe('Renamed');
  });

  test('keeps the identity of conversations that did not change, so that their rows are not drawn again', () => {
    const next = withChanges(byId, { upserted: [{ ...byId.a, unread: true }, { ...byId.b }], removed: [] });
    expect(next.b).toBe(byId.b);
    expect(next.a).not.toBe(byId.a);
  });

  test('gives back the same object when nothing changed', () => {
    expect(withChanges(byId, { upserted: [{ ...byId.a }], removed: ['unknown'] })).toBe(byId);
  });
});

describe('withList', () => {
  test('replaces one list and leaves the other', () => {
    const archived = conversationSummary({ id: 'x', archived: true });
    const next = withList({ ...byId, x: archived }, [conversationSummary({ id: 'c' })], false);
    expect(Object.keys(next).sort()).toEqual(['c', 'x']);
  });
});
