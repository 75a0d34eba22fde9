import { expect, test } from 'vitest';
import { EVERY_ROW, intersectRanges, mergeRanges, type RowRange } from '#electron/store/row-ranges.ts';

const rows = (...pairs: [number, number][]): RowRange[] => pairs.map(([from, to]) => ({ from, to }));

test('ranges that meet or stand near each other become one, newest first', () => {
  expect(mergeRanges(rows([1, 3], [10, 12], [4, 6], [11, 15]), 0)).toEqual(rows([10, 15], [1, 6]));
  expect(mergeRanges(rows([1, 3], [10, 12]), 6)).toEqual(rows([1, 12]));
  expect(mergeRanges(rows([1, 3], [10, 12]), 5)).toEqual(rows([10, 12], [1, 3]));
  expect(mergeRanges(rows([5, 100], [7, 9]), 0)).toEqual(rows([5, 100]));
});

test('what both have, row for row', () => {
  const a = rows([90, 100], [50, 60], [1, 20]);
  const b = rows([95, 200], [40, 91], [5, 8], [2, 3]);
  const inside = (ranges: RowRange[], row: number) => ranges.some(({ from, to }) => row >= from && row <= to);
  const both = intersectRanges(a, b);
  for (let row = 0; row <= 210; row += 1) expect([row, inside(both, row)]).toEqual([row, inside(a, row) && inside(b, row)]);
  expect(both).toEqual(both.toSorted((one, other) => other.to - one.to));
  expect(intersectRanges([EVERY_ROW], b)).toEqual(b);
  expect(intersectRanges([], b)).toEqual([]);
});
