import { expect, test } from 'vitest';
import { parseProse } from '#renderer/features/markdown/parse-prose.ts';

test('a line of a megabyte is shown as it is, at the cost of its length alone', () => {
  expect(parseProse('data **and** more '.repeat(60_000), { isOpen: true })).toBeNull();
  expect(parseProse('words **and** more '.repeat(1_000))?.children).toHaveLength(1);
});
