import { expect, test } from 'vitest';
import { exportFileName } from '#electron/data/export-file-name.ts';

const NOW = Date.UTC(2026, 2, 4, 12);

test.each([
  [null, 'json', 'Conversations 2026-03-04.jsonl'],
  ['Okapi walk', 'markdown', 'Okapi walk 2026-03-04.md'],
  ['検索 🚀', 'html', '検索 🚀 2026-03-04.html'],
  ['../../etc/passwd', 'json', 'etc passwd 2026-03-04.jsonl'],
  ['a:b*c?"<d>|\\e\u202e\u0000', 'json', 'a b c d e 2026-03-04.jsonl'],
  ['...', 'json', 'Conversation 2026-03-04.jsonl'],
] as const)('%j as %s', (title, format, name) => {
  expect(exportFileName(title, format, NOW)).toBe(name);
});

test('a long title is cut, never inside an emoji', () => {
  const name = exportFileName(`${'x'.repeat(79)}🚀🚀`, 'json', NOW);
  expect(name).toBe(`${'x'.repeat(79)} 2026-03-04.jsonl`);
  expect(name.isWellFormed()).toBe(true);
});
