import { expect, test } from 'vitest';
import { MAX_TITLES_ABOVE_MESSAGES, searchItems, stepItem } from '#renderer/features/search/search-items.ts';
import { snippetPieces } from '#renderer/features/search/snippet-pieces.ts';
import { conversationSummary, manyConversations } from '#tests/support/fake-preload/conversations.ts';
import { messageHit } from './message-hit.ts';

test('conversations come first, messages below them in the order they were found', () => {
  const conversations = [conversationSummary({ id: 'okapis', title: 'Okapis' }), conversationSummary({ id: 'other', title: 'Other' })];
  const hits = [messageHit({ messageId: 'new' }), messageHit({ messageId: 'old' })];
  expect(searchItems(conversations, hits, 'okap', null).map(({ key }) => key)).toEqual(['okapis', 'new', 'old']);
});

test('with a query few titles are shown, so that messages are in sight', () => {
  const conversations = manyConversations(200);
  expect(searchItems(conversations, [messageHit({})], 'the', null)).toHaveLength(MAX_TITLES_ABOVE_MESSAGES + 1);
  expect(searchItems(conversations, [], ' ', null).length).toBeGreaterThan(MAX_TITLES_ABOVE_MESSAGES);
});

test('the arrow keys go round at both ends, also after the list became shorter', () => {
  expect(stepItem(0, -1, 3)).toBe(2);
  expect(stepItem(2, 1, 3)).toBe(0);
  expect(stepItem(7, -1, 3)).toBe(1);
  expect(stepItem(0, 1, 0)).toBe(0);
});

test('a snippet is cut at its marks and loses nothing', () => {
  const pieces = (text: string, marks: { start: number; end: number }[]) =>
    snippetPieces({ text, marks }).map(({ text: piece, isMatch }) => (isMatch ? `[${piece}]` : piece));
  expect(
    pieces('the okapi and an okapi', [
      { start: 4, end: 9 },
      { start: 17, end: 22 },
    ]),
  ).toEqual(['the ', '[okapi]', ' and an ', '[okapi]']);
  expect(pieces('東京都', [{ start: 1, end: 3 }])).toEqual(['東', '[京都]']);
  expect(pieces('<mark>bold</mark>', [])).toEqual(['<mark>bold</mark>']);
  expect(pieces('', [])).toEqual([]);
  expect(pieces('short', [{ start: 2, end: 99 }])).toEqual(['sh', '[ort]']);
});
