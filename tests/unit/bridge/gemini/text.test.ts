import { describe, expect, test } from 'vitest';
import { cutInTheMiddle, newOutput, oneLine } from '../../../../bridge/gemini/text.ts';

describe('output that grows is told piece by piece:', () => {
  test.each([
    ['', 'one\n', 'one\n'],
    ['one\n', 'one\ntwo\n', 'two\n'],
    ['one\n', 'one\n', ''],
    // The start was dropped.
    ['aaa\nbbb\n', 'bbb\nccc\n', 'bbb\nccc\n'],
  ])('after %j comes %j: new is %j', (shown, output, expected) => {
    expect(newOutput(shown, output)).toBe(expected);
  });

  test('also when its start was dropped', () => {
    const lines = Array.from({ length: 3000 }, (_, index) => `line ${index}\n`);
    expect(newOutput(lines.slice(0, 2000).join(''), lines.slice(500, 2100).join(''))).toBe(lines.slice(2000, 2100).join(''));
  });
});

test('a long text is cut in the middle', () => {
  const cut = cutInTheMiddle(`start${'x'.repeat(1000)}end`, 20);
  expect(cut).toMatch(/^start.*end$/s);
  expect(cut.length).toBeLessThan(80);
  expect(cutInTheMiddle('short', 20)).toBe('short');
});

test('a title is one line', () => {
  expect(oneLine('  npm\n  test ', 20)).toBe('npm test');
  expect(oneLine('a'.repeat(30), 10)).toBe(`${'a'.repeat(9)}…`);
});
