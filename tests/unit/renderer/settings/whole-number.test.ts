import { expect, test } from 'vitest';
import { parseWholeNumber } from '#renderer/features/settings/whole-number.ts';

test.each([
  ['1', 1],
  [' 1440 ', 1440],
  ['010', 10],
])('%j is taken', (text, value) => {
  expect(parseWholeNumber(text, { min: 1, max: 1440 })).toEqual({ ok: true, value });
});

test.each(['', '0', '1441', '1.5', '-1', '1e2', '0x10', 'ten'])('%j is refused with the range', (text) => {
  expect(parseWholeNumber(text, { min: 1, max: 1440 })).toEqual({ ok: false, error: 'Enter a whole number from 1 to 1440.' });
});

test('an empty field is a choice only where the setting allows none', () => {
  const limits = { min: 1, max: 200, emptyIsNull: true };
  expect(parseWholeNumber(' ', limits)).toEqual({ ok: true, value: null });
  expect(parseWholeNumber('0', limits)).toEqual({ ok: false, error: 'Enter a whole number from 1 to 200, or nothing.' });
});
