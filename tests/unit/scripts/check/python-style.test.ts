import { describe, expect, it } from 'vitest';
import { applyEdits } from '#scripts/check/python-style.mjs';

const edit = (row: number, column: number, endRow: number, endColumn: number, content: string | null) => ({
  content,
  location: { row, column },
  end_location: { row: endRow, column: endColumn },
});

describe('fixes applied to a text', () => {
  it('hit their places, whatever order they come in', () => {
    expect(applyEdits('one two\nthree\n', [edit(2, 1, 2, 6, '3'), edit(1, 1, 1, 4, '1')])).toBe('1 two\n3\n');
  });

  it('can take lines away', () => {
    expect(applyEdits('a\nb\nc\n', [edit(2, 1, 3, 1, null)])).toBe('a\nc\n');
  });

  it('leave out one that overlaps an earlier one', () => {
    expect(applyEdits('abcdef', [edit(1, 1, 1, 4, 'X'), edit(1, 2, 1, 6, 'Y')])).toBe('Xdef');
  });
});
