import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSearchTerms } from '#electron/store/search-text.ts';
import { createSnippet } from '#electron/store/snippet.ts';

const snippet = (text: string, query: string) => {
  const { text: shown, marks } = createSnippet(text, parseSearchTerms(query));
  return { shown, marked: marks.map(({ start, end }) => shown.slice(start, end)) };
};

describe('a snippet', () => {
  test('shows the words around the first match, on one line', () => {
    const { shown, marked } = snippet(`${'before '.repeat(100)}\n\tneedle\n${'after '.repeat(100)}`, 'needle');
    expect(marked).toEqual(['needle']);
    expect(shown).toMatch(/^… before .* needle after .* …$/);
    expect(shown.length).toBeLessThan(200);
  });

  test('marks whole words only, but the last one also where a word begins with it', () => {
    expect(snippet('cat concatenate category cat', 'cat ').marked).toEqual(['cat', 'cat']);
    expect(snippet('cat concatenate category cat', 'cat').marked).toEqual(['cat', 'cat', 'cat']);
  });

  test('finds a match across the border of two pieces, and far into a long text', () => {
    for (const length of [8_185, 8_190, 8_192, 16_000, 200_000]) {
      expect(snippet(`${'é'.repeat(length)} needle in a haystack`, 'needle').marked).toEqual(['needle']);
    }
  });

  test('is the start of the text, unmarked, when the match is too far away to look for', () => {
    expect(snippet(`start ${'x '.repeat(200_000)} needle`, 'needle').marked).toEqual([]);
  });

  test('marks are always within the text and in order, and never cut a character', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 400 });
    fc.assert(
      fc.property(words, words, (text, query) => {
        const { text: shown, marks } = createSnippet(text, parseSearchTerms(query));
        expect(shown.isWellFormed()).toBe(text.isWellFormed());
        let last = 0;
        for (const { start, end } of marks) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(shown.length);
          last = end;
        }
      }),
    );
  });
});
