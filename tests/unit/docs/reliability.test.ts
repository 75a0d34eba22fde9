/** docs/reliability.md says which test holds which promise; it must not go on saying so when the test is gone. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const text = readFileSync(join(ROOT, 'docs', 'reliability.md'), 'utf8');

const named = [...text.matchAll(/`(tests\/[^`]+)`: “([^“]+?)”(?=[,\s|])/g)].map(([, file = '', name = '']) => ({ file, name }));

test('each promise names a test', () => {
  const promises = text.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| promise'));
  expect(promises.length).toBeGreaterThan(30);
  expect(promises.filter((line) => !/`tests\/[^`]+`: “/.test(line))).toEqual([]);
  expect(named.length).toBeGreaterThanOrEqual(promises.length);
});

test.each(named)('$file has “$name”', ({ file, name }) => {
  expect(readFileSync(join(ROOT, file), 'utf8')).toContain(name);
});

test('every file it mentions is there', () => {
  const files = [...text.matchAll(/`(tests\/[^`]+)`/g)].map(([, file = '']) => file);
  expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});
