/** docs/reliability.md and docs/security.md say which test holds which promise; they must not go on saying so when the test is gone. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** `file`: “a part of the test’s name”. */
const NAMED_TEST = /`(tests\/[^`]+)`: “([^“]+?)”(?=[,\s|])/g;

describe.each([
  { document: 'reliability.md', leastPromises: 30 },
  { document: 'security.md', leastPromises: 20 },
])('docs/$document', ({ document, leastPromises }) => {
  const text = readFileSync(join(ROOT, 'docs', document), 'utf8');
  const named = [...text.matchAll(NAMED_TEST)].map(([, file = '', name = '']) => ({ file, name }));

  test('each promise names a test', () => {
    const tables = text.split(/\n\n+/).filter((block) => /held by \|\n/.test(block));
    const promises = tables.flatMap((table) =>
      table
        .split('\n')
        .filter((line) => line.startsWith('| '))
        .slice(1),
    );
    expect(promises.length).toBeGreaterThanOrEqual(leastPromises);
    expect(promises.filter((line) => !/`tests\/[^`]+`: “/.test(line))).toEqual([]);
  });

  test.each(named)('$file has “$name”', ({ file, name }) => {
    expect(readFileSync(join(ROOT, file), 'utf8')).toContain(name);
  });

  test('every file it mentions is there', () => {
    const files = [...text.matchAll(/`(tests\/[^`]+)`/g)].map(([, file = '']) => file);
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});
