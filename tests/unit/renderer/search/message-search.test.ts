import { expect, test } from 'vitest';
import { AppError } from '#protocol/errors.ts';
import type { MessageHit } from '#protocol/search.ts';
import { createMessageSearch, type MessageSearchState, queryKey } from '#renderer/features/search/message-search.ts';
import { messageHit } from './message-hit.ts';

/** A main that answers each query when the test says so. */
function setUp() {
  const asked = new Map<string, { answer: (hits: MessageHit[], next?: number) => void; fail: (error: unknown) => void }>();
  const states: MessageSearchState[] = [];
  const search = createMessageSearch({
    pageSize: 2,
    ask: ({ words }, olderThan) =>
      new Promise((resolve, fail) => {
        const answer = (hits: MessageHit[], next?: number) => resolve({ hits, next: next ?? null });
        asked.set(olderThan === undefined ? words : `${words} <${olderThan}`, { answer, fail });
      }),
    onChange: (state) => states.push(state),
  });
  const find = (words: string) => search.find({ words, filters: {} });
  return { search, find, asked, states, state: () => states.at(-1) };
}

/** Lets promises that are resolved already run on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));
const key = (words: string) => queryKey({ words, filters: {} });
const CANCELLED = new AppError({ code: 'cancelled', message: 'Stopped.' });

test('hits stay until those of the next query are here', async () => {
  const { find, asked, state } = setUp();
  find('ok');
  expect(state()).toMatchObject({ hits: [], isSearching: true });
  asked.get('ok')?.answer([messageHit({ messageId: 'first' })]);
  await settle();
  expect(state()).toMatchObject({ hits: [{ messageId: 'first' }], answeredKey: key('ok'), isSearching: false });
  find('oka');
  expect(state()).toMatchObject({ hits: [{ messageId: 'first' }], answeredKey: key('ok'), isSearching: true });
  asked.get('oka')?.answer([]);
  await settle();
  expect(state()).toMatchObject({ hits: [], answeredKey: key('oka'), isSearching: false });
});

test('a late answer or failure of an older query changes nothing', async () => {
  const { find, asked, states, state } = setUp();
  for (const query of ['o', 'ok', 'oka']) find(query);
  asked.get('oka')?.answer([messageHit({ messageId: 'newest' })]);
  await settle();
  const count = states.length;
  asked.get('o')?.answer([messageHit({ messageId: 'old' })]);
  asked.get('ok')?.fail(CANCELLED);
  await settle();
  expect(states).toHaveLength(count);
  expect(state()).toMatchObject({ hits: [{ messageId: 'newest' }], answeredKey: key('oka'), error: null });
});

test('a cancelled search is no failure; any other is said, and asked again it is forgotten', async () => {
  const { find, asked, state } = setUp();
  find('ok');
  asked.get('ok')?.fail(CANCELLED);
  await settle();
  expect(state()).toMatchObject({ isSearching: false, error: null });
  find('oka');
  asked.get('oka')?.fail(new AppError({ code: 'storage-busy', message: 'Another program holds the database.' }));
  await settle();
  expect(state()).toMatchObject({ isSearching: false, error: { code: 'storage-busy' }, hits: [] });
  find('oka');
  expect(state()).toMatchObject({ isSearching: true, error: null });
});

test('a blank query asks nothing and empties the list at once', async () => {
  const { find, asked, state } = setUp();
  find('ok');
  find('  ');
  expect([...asked.keys()]).toEqual(['ok']);
  asked.get('ok')?.answer([messageHit({})]);
  await settle();
  expect(state()).toEqual({ hits: [], answeredKey: '', isSearching: false, hasMore: false, error: null });
});

test('a search that takes long is gone on with until a page is full, and shows what it has meanwhile', async () => {
  const { find, search, asked, state } = setUp();
  find('ok');
  asked.get('ok')?.answer([], 90);
  await settle();
  expect(state()).toMatchObject({ hits: [], answeredKey: '', isSearching: true });
  asked.get('ok <90')?.answer([messageHit({ messageId: 'a' })], 80);
  await settle();
  expect(state()).toMatchObject({ hits: [{ messageId: 'a' }], answeredKey: key('ok'), isSearching: true });
  asked.get('ok <80')?.answer([messageHit({ messageId: 'b' })], 70);
  await settle();
  expect(state()).toMatchObject({ hits: [{ messageId: 'a' }, { messageId: 'b' }], isSearching: false, hasMore: true });
  search.more();
  search.more();
  asked.get('ok <70')?.answer([messageHit({ messageId: 'c' })]);
  await settle();
  expect(state()?.hits.map(({ messageId }) => messageId)).toEqual(['a', 'b', 'c']);
  expect(state()).toMatchObject({ isSearching: false, hasMore: false });
});

test('what goes on for an older query ends with a newer one', async () => {
  const { find, asked, state } = setUp();
  find('ok');
  asked.get('ok')?.answer([messageHit({ messageId: 'old' })], 90);
  await settle();
  find('oka');
  asked.get('ok <90')?.answer([messageHit({ messageId: 'older' })], 80);
  await settle();
  expect(asked.has('ok <80')).toBe(false);
  asked.get('oka')?.answer([messageHit({ messageId: 'new' })]);
  await settle();
  expect(state()?.hits.map(({ messageId }) => messageId)).toEqual(['new']);
});
