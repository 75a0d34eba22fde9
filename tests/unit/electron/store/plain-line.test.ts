import { expect, test } from 'vitest';
import { plainLine } from '#electron/store/plain-line.ts';

test.each([
  ['# Plan\n\nRead `parser.ts` **first**.', 'Plan Read parser.ts first.'],
  ['Ways:\n\n| Way | Speed |\n|---|--:|\n| **Stream** | 4× |', 'Ways: Way · Speed Stream · 4×'],
  ['The sum of the first $n$ numbers is', 'The sum of the first n numbers is'],
  ['- [x] done\n- [ ] open\n> said', 'done open said'],
  ['```ts\nconst a = 1;\n```', 'const a = 1;'],
  ['See [the docs](https://example.org/a).', 'See the docs.'],
])('%j is shown without its marks', (markdown, line) => expect(plainLine(markdown)).toBe(line));

test.each(['It costs $5, then $7', 'a * b * c and 2 ** 3', 'snake_case __init__.py', '*.ts | wc -l', 'list[0](x y)'])(
  '%j keeps what is no mark',
  (text) => expect(plainLine(text)).toBe(text),
);

test('a long text of nothing but marks ends at once', () => {
  expect(plainLine('**'.repeat(400)).length).toBeLessThanOrEqual(800);
  expect(plainLine(`${'['.repeat(800)}`)).toHaveLength(800);
});
