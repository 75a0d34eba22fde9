import { expect, test } from 'vitest';
import type { Usage } from '#protocol/conversation.ts';
import { costOf, priceOf } from '#protocol/prices.ts';

const usage = (change: Partial<Usage>): Usage => ({
  inputTokens: 0,
  outputTokens: 0,
  cachedTokens: 0,
  thoughtTokens: 0,
  totalTokens: 0,
  contextTokens: 0,
  ...change,
});
const million = 1_000_000;

test('cached input is cheaper, and thinking is billed as output', () => {
  const turn = usage({ inputTokens: 2 * million, cachedTokens: million, outputTokens: million, thoughtTokens: million });
  expect(costOf(turn, 'gemini-2.5-flash', {})).toBeCloseTo(0.3 + 0.03 + 2 * 2.5);
});

test('a long prompt has its own price; where calls of one turn may differ no cost is made up', () => {
  const long = { contextTokens: 300_000, inputTokens: 300_000, outputTokens: 1000 };
  expect(costOf(usage(long), 'gemini-2.5-pro', {})).toBeCloseTo(0.3 * 2.5 + 0.001 * 15);
  expect(costOf(usage({ ...long, inputTokens: 450_000 }), 'gemini-2.5-pro', {})).toBeNull();
  expect(costOf(usage({ contextTokens: 150_000, inputTokens: 450_000 }), 'gemini-2.5-pro', {})).toBeCloseTo(0.45 * 1.25);
});

test('a model without a price costs “not known”, whatever its name; the person’s own price goes first', () => {
  expect(costOf(usage({ inputTokens: million }), 'gemini-99-ultra', {})).toBeNull();
  expect(costOf(usage({ inputTokens: million }), 'toString', {})).toBeNull();
  expect(costOf(usage({ inputTokens: million }), null, {})).toBeNull();
  const own = { 'gemini-2.5-pro': { input: 7, output: 8, cached: 1 }, mine: { input: 0, output: 0, cached: 0 } };
  expect(costOf(usage({ inputTokens: million, contextTokens: million }), 'gemini-2.5-pro', own)).toBeCloseTo(7);
  expect(costOf(usage({ inputTokens: million }), 'mine', own)).toBe(0);
  expect(priceOf('gemini-2.5-pro', {})).toMatchObject({ input: 1.25 });
});
