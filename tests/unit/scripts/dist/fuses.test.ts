import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');

test('the fuses that ship are the ones the documentation gives reasons for', () => {
  const configuration = readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8');
  const block = /^electronFuses:\n((?: {2}.*\n)+)/m.exec(configuration)?.[1] ?? '';
  const shipped = [...block.matchAll(/^ {2}(\w+): (true|false)$/gm)].map(([, name, value]) => `${name} ${value === 'true' ? 'on' : 'off'}`);
  const documentation = readFileSync(join(ROOT, 'docs', 'security.md'), 'utf8');
  const documented = [...documentation.matchAll(/^\| `(\w+)` \| (on|off) \| \S/gm)].map(([, name, value]) => `${name} ${value}`);
  expect(shipped.length).toBeGreaterThan(4);
  expect(documented.sort()).toEqual(shipped.sort());
});
