import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createOutputTail } from '#platform/output-tail.ts';

function tailOf(chunks: readonly string[], maxBytes: number): string {
  const tail = createOutputTail(maxBytes);
  for (const chunk of chunks) tail.push(Buffer.from(chunk));
  return tail.text();
}

test('little output is kept whole', () => {
  expect(tailOf(['one\n', 'two\n'], 100)).toBe('one\ntwo');
});

test('of much output the last whole lines are kept', () => {
  expect(
    tailOf(
      Array.from({ length: 1000 }, (_, n) => `line ${n}\n`),
      30,
    ),
  ).toBe('line 997\nline 998\nline 999');
});

test('one chunk above the size keeps its end', () => {
  expect(tailOf([`${'x'.repeat(1000)}\nlast\n`], 20)).toBe('last');
});

test('is always an end of what was written and never longer than allowed', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme-ascii', maxLength: 30 })), fc.integer({ min: 1, max: 40 }), (chunks, maxBytes) => {
      const text = tailOf(chunks, maxBytes);
      expect(text.length).toBeLessThanOrEqual(maxBytes);
      expect(chunks.join('').trimEnd().endsWith(text)).toBe(true);
    }),
  );
});
