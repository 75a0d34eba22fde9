import { expect, test } from 'vitest';
import { addUsage } from '../../../../bridge/gemini/usage.ts';

test('the calls of a turn add up, and the context is that of the last one', () => {
  const first = addUsage(
    null,
    { promptTokenCount: 100, candidatesTokenCount: 10, thoughtsTokenCount: 5, cachedContentTokenCount: 50, totalTokenCount: 115 },
    1000,
  );
  expect(addUsage(first, { promptTokenCount: 130, candidatesTokenCount: 20, toolUsePromptTokenCount: 7 }, 1000)).toEqual({
    inputTokens: 237,
    outputTokens: 30,
    cachedTokens: 50,
    thoughtTokens: 5,
    totalTokens: 115 + 157,
    contextTokens: 130,
    contextWindow: 1000,
  });
});
