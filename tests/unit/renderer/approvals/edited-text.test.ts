import { expect, test } from 'vitest';
import { editProblem, editRemarks, fromFieldText, toFieldText } from '#renderer/features/approvals/edited-text.ts';

test('line ends of a text come back as they were, where they were all the same', () => {
  for (const text of ['a\nb\n', 'a\r\nb\r\n', '', 'a', '\r\n']) expect(fromFieldText(toFieldText(text), text)).toBe(text);
  expect(fromFieldText(toFieldText('a\r\nb\nc\rd'), 'a\r\nb\nc\rd')).toBe('a\nb\nc\nd');
});

test('what a field can’t show is said', () => {
  expect(editRemarks('content', 'ab', 'ab')).toEqual([]);
  expect(editRemarks('content', 'a\u202eb\u202e', '')).toEqual(['2 hidden characters: U+202E']);
  expect(editRemarks('content', 'a', 'a\r\nb\n')).toEqual(['Mixed line ends: they all become line feeds.']);
  expect(editRemarks('content', '', 'a')).toEqual(['The file will be empty.']);
});

test('what makes no sense can’t be allowed', () => {
  expect(editProblem('content', '')).toBeNull();
  expect(editProblem('command', ' \n')).toContain('Write a command');
  expect(editProblem('command', 'a\0b')).toContain('null character');
  expect(editProblem('content', 'x'.repeat(1_000_001))).toContain('Too long');
});
