import { expect, test } from 'vitest';
import { diffLines } from '#renderer/features/approvals/diff-lines.ts';
import { diffRows } from '#renderer/features/approvals/diff-rows.ts';

const rowsOf = (oldText: string, newText: string) =>
  diffRows(diffLines({ path: 'a', oldText, newText }).lines).map((row) =>
    row.type === 'note' ? row.line.type : [row.old?.text ?? null, row.new?.text ?? null],
  );

test('what took the place of a line stands beside it, what has no counterpart beside nothing, and the rest on both sides', () => {
  expect(rowsOf('a\nb\nc\nd\n', 'a\nB\nB2\nc\n')).toEqual([
    ['a', 'a'],
    ['b', 'B'],
    [null, 'B2'],
    ['c', 'c'],
    ['d', null],
  ]);
});

test('a missing line end parts no pair, and unchanged lines left out are a row of their own', () => {
  expect(rowsOf('a', 'b')).toEqual([['a', 'b'], 'no-newline']);
  const many = Array.from({ length: 20 }, (_, line) => `${line}`).join('\n');
  expect(rowsOf(`${many}\nx\n`, `${many}\ny\n`)).toEqual(['gap', ['17', '17'], ['18', '18'], ['19', '19'], ['x', 'y']]);
});
