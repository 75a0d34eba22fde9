/** Ranges of row numbers, which ascend with time: where among all messages a search has to look. */

/** Both inclusive. */
export interface RowRange {
  from: number;
  to: number;
}

/** Row numbers are below 2^53 in the driver, and far below in any database. */
export const EVERY_ROW: RowRange = { from: 0, to: Number.MAX_SAFE_INTEGER };

/** Newest first; those that overlap or stand no more than `gap` rows apart become one. */
export function mergeRanges(ranges: readonly RowRange[], gap: number): RowRange[] {
  const merged: RowRange[] = [];
  for (const range of ranges.toSorted((a, b) => b.to - a.to)) {
    const newer = merged.at(-1);
    if (newer !== undefined && range.to + gap + 1 >= newer.from) newer.from = Math.min(newer.from, range.from);
    else merged.push({ ...range });
  }
  return merged;
}

/** What both have, newest first. Each must be merged and newest first. */
export function intersectRanges(a: readonly RowRange[], b: readonly RowRange[]): RowRange[] {
  const both: RowRange[] = [];
  let [left, right] = [0, 0];
  for (;;) {
    const [one, other] = [a[left], b[right]];
    if (one === undefined || other === undefined) return both;
    const range = { from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) };
    if (range.from <= range.to) both.push(range);
    if (one.from >= other.from) left += 1;
    else right += 1;
  }
}
