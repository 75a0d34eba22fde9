import { expect, test } from 'vitest';
import { formatDay, formatUsd, totalCost } from '#renderer/features/usage/usage-words.ts';

test.each([
  [0, '$0'],
  [0.00001, 'under $0.0001'],
  [0.00123, '$0.0012'],
  [0.0999, '$0.1'],
  [0.314, '$0.31'],
  [12.4, '$12.40'],
])('%d is %s', (usd, words) => {
  expect(formatUsd(usd)).toBe(words);
});

test('the total says how many turns it leaves out', () => {
  const model = { turns: 2, inputTokens: 0, cachedTokens: 0, outputTokens: 0, thoughtTokens: 0 };
  const known = { ...model, model: 'a', costUsd: 0.5, unpricedTurns: 1 };
  const unknown = { ...model, model: 'b', costUsd: null, unpricedTurns: 2 };
  expect(totalCost({ models: [known, unknown], turns: 4 })).toEqual({ usd: 0.5, unpricedTurns: 3 });
  expect(totalCost({ models: [unknown], turns: 2 }).usd).toBeNull();
  expect(formatDay('2025-12-18')).toBe('December 18, 2025');
});
