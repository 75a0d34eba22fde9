import { expect, test } from 'vitest';
import { AppError } from '#protocol/errors.ts';
import type { MessageHit } from '#protocol/ipc.ts';
import { createMessageSearch, type MessageSearchState } from '#renderer/features/search/message-search.ts';
import { messageHit } from './message-hit.ts';

/** A main that answers each query when the test says so. */
function setUp() {
  const asked = new Map<string, { answer: (hits: MessageHit[]) => void; fail: (error: unknown) => void }>();
  const states: MessageSearchState[] = [];
  const search = createMessageSearch({
    ask: (query) => new Promise((answer, fail) => asked.set(query, { answer, fail })),
    onChange: (state) => states.push(state),
  });
  return { search, asked, states, state: () => states.at(-1) };
}

/** Lets promises that are resolved already run on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));
const CANCELLED = new AppError({ code: 'cancelled', message: 'Stopped.' });

test('hits stay until those of the next query are here', async () => {
  const { search, asked, state } = setUp();
  search.find('ok');
  expect(state()).toMatchObject({ hits: [], isSearching: true });
  asked.get('ok')?.answer([messageHit({ messageId: 'first' })]);
  await settle();
  expect(state()).toMatchObject({ hits: [{ messageId: 'first' }], answeredQuery: 'ok', isSearching: false });
  search.find('oka');
  expect(state()).toMatchObject({ hits: [{ messageId: 'first' }], answeredQuery: 'ok', isSearching: true });
  asked.get('oka')?.answer([]);
  await settle();
  expect(state()).toMatchObject({ hits: [], answeredQuery: 'oka', isSearching: false });
});

test('a late answer or failure of an older query changes nothing', async () => {
  const { search, asked, states, state } = setUp();
  for (const query of ['o', 'ok', 'oka']) search.find(query);
  asked.get('oka')?.answer([messageHit({ messageId: 'newest' })]);
  await settle();
  const count = states.length;
  asked.get('o')?.answer([messageHit({ messageId: 'old' })]);
  asked.get('ok')?.fail(CANCELLED);
  await settle();
  expect(states).toHaveLength(count);
  expect(state()).toMatchObject({ hits: [{ messageId: 'newest' }], answeredQuery: 'oka', error: null });
});

test('a cancelled search is no failure; any other is said, and asked again it is forgotten', async () => {
  const { search, asked, state } = setUp();
  search.find('ok');
  asked.get('ok')?.fail(CANCELLED);
  await settle();
  expect(state()).toMatchObject({ isSearching: false, error: null });
  search.find('oka');
  asked.get('oka')?.fail(new AppError({ code: 'storage-busy', message: 'Another program holds the database.' }));
  await settle();
  expect(state()).toMatchObject({ isSearching: false, error: { code: 'storage-busy' }, hits: [] });
  search.find('oka');
  expect(state()).toMatchObject({ isSearching: true, error: null });
});

test('a blank query asks nothing and empties the list at once', async () => {
  const { search, asked, state } = setUp();
  search.find('ok');
  search.find('  ');
  expect([...asked.keys()]).toEqual(['ok']);
  asked.get('ok')?.answer([messageHit({})]);
  await settle();
  expect(state()).toEqual({ hits: [], answeredQuery: '', isSearching: false, error: null });
});
