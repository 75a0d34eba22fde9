import fc from 'fast-check';
import { expect, test } from 'vitest';
import { growOutput, MAX_SHOWN_OUTPUT_CHARS, outputLength, outputText, shownOutput } from '#protocol/tool-output.ts';

test('long output is its beginning and its end, with as much left out as is missing', () => {
  const output = Array.from({ length: 20_000 }, (_, line) => `line ${line}`).join('\n');
  const shown = shownOutput({ output });
  expect(shown.output.length).toBeLessThan(MAX_SHOWN_OUTPUT_CHARS);
  expect(outputLength(shown)).toBe(output.length);
  expect(shown.output.startsWith('line 0\nline 1\n')).toBe(true);
  expect(shown.output.endsWith('line 19999')).toBe(true);
  expect(outputText(shown)).toContain(`[… ${shown.omitted?.chars} characters left out …]`);
  expect(shownOutput({ output: 'short' })).toEqual({ output: 'short' });
});

test('grown piece by piece, in pieces of any size and with repeats, it has the same length and the same ends as the whole', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 20_000 }), { maxLength: 12 }), fc.integer({ min: 0, max: 500 }), (sizes, overlap) => {
      const whole = Array.from({ length: sizes.reduce((sum, size) => sum + size, 0) }, (_, at) => 'abcdefghij🙂'[at % 12] ?? '').join('');
      let shown: ReturnType<typeof shownOutput> = { output: '' };
      let end = 0;
      for (const size of sizes) {
        const start = Math.max(0, end - overlap);
        end += size;
        const grown = growOutput(shown, start, whole.slice(start, end));
        if (grown === 'gap') throw new Error('A gap where there is none.');
        shown = grown;
      }
      expect(outputLength(shown)).toBe(whole.length);
      expect(whole.startsWith(shown.output.slice(0, shown.omitted?.at))).toBe(true);
      expect(whole.endsWith(shown.output.slice(shown.omitted?.at))).toBe(true);
      expect(shown.output.length).toBeLessThanOrEqual(MAX_SHOWN_OUTPUT_CHARS);
    }),
  );
});

test('text after something that was missed is a gap; text that is there already changes nothing', () => {
  expect(growOutput({ output: 'abc' }, 4, 'e')).toBe('gap');
  const shown = { output: 'abc' };
  expect(growOutput(shown, 1, 'bc')).toBe(shown);
});
