import { describe, expect, test } from 'vitest';
import { matchesAllWords, searchWords } from '#renderer/state/conversation-search.ts';

const matches = (text: string, query: string) => matchesAllWords(text, searchWords(query));

describe('search by title', () => {
  test('finds words in any order and any case', () => {
    expect(matches('Flaky test in the Scheduler', 'scheduler FLAKY')).toBe(true);
  });

  test('finds accented letters by plain ones and the other way round', () => {
    expect(matches('Übersicht für das Café', 'ubersicht cafe')).toBe(true);
    expect(matches('Cafe', 'café')).toBe(true);
  });

  test('needs every word', () => {
    expect(matches('Flaky test', 'flaky build')).toBe(false);
  });

  test('takes punctuation literally', () => {
    expect(matches('Move (a+b)* to [x]', '(a+b)*')).toBe(true);
    expect(matches('Move aab', '(a+b)*')).toBe(false);
  });

  test('a blank query matches everything', () => {
    expect(matches('Anything', '   ')).toBe(true);
  });
});
