import { expect, test } from 'vitest';
import { MAX_RESULTS, searchResults } from '#renderer/features/search/search-results.ts';
import { conversationSummary, manyConversations } from '#tests/support/fake-preload/conversations.ts';

const conversations = [
  conversationSummary({ id: 'shown', title: 'Parser', updatedAt: 4 }),
  conversationSummary({ id: 'atlas', title: 'Slow build', updatedAt: 3, projectFolder: '/home/ada/atlas' }),
  conversationSummary({ id: 'map', title: 'Atlas of modules', updatedAt: 1, projectFolder: null }),
  conversationSummary({ id: 'gone', title: 'Atlas spike', updatedAt: 5, archived: true }),
];
const ids = (query: string) => searchResults(conversations, query, 'shown').map(({ id }) => id);

test('without a query the newest come first, and the one shown is left out', () => {
  expect(ids('')).toEqual(['atlas', 'map']);
});

test('matches by title come before matches by project, and archived ones are left out', () => {
  expect(ids('atlas')).toEqual(['map', 'atlas']);
});

test('words may be spread over title and project', () => {
  expect(ids('build atlas')).toEqual(['atlas']);
});

test('the list is never longer than one reads', () => {
  expect(searchResults(manyConversations(1200), 'the', null)).toHaveLength(MAX_RESULTS);
});

test('filters narrow the conversations too, and those about single messages leave none', () => {
  const filtered = (filters: Parameters<typeof searchResults>[3]) => searchResults(conversations, '', null, filters).map(({ id }) => id);
  expect(filtered({ projectFolders: ['/home/ada/atlas'] })).toEqual(['atlas']);
  expect(filtered({ projectFolders: [null] })).toContain('map');
  expect(filtered({ archived: true })).toEqual(['gone']);
  expect(filtered({ agentId: 'nobody' })).toEqual([]);
  expect(filtered({ role: 'user' })).toEqual([]);
  expect(filtered({ fromMs: 3 })).toEqual(['shown', 'atlas']);
});
