import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildTargetsInto, findStaleTargets } from '#scripts/build/freshness.mjs';

describe('a build target', () => {
  let root: string;
  const target = {
    name: 'part/one',
    sources: ['source', 'not-there'],
    outputs: ['one.txt'],
    build: async (outDir: string) => writeFileSync(join(outDir, 'one.txt'), 'built'),
  };
  const staleNames = async () => (await findStaleTargets([target], { root, outDir: join(root, 'out') })).map((stale) => stale.target.name);
  const build = async () => buildTargetsInto(await findStaleTargets([target], { root, outDir: join(root, 'out') }), join(root, 'out'));

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'freshness-'));
    mkdirSync(join(root, 'source'));
    mkdirSync(join(root, 'out'));
    writeFileSync(join(root, 'source', 'a.txt'), 'a');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is stale before its first build and fresh after it, also when only times changed', async () => {
    expect(await staleNames()).toEqual(['part/one']);
    await build();
    utimesSync(join(root, 'source', 'a.txt'), 0, 0);
    expect(await staleNames()).toEqual([]);
  });

  it('is stale when a source changed, came or went', async () => {
    await build();
    writeFileSync(join(root, 'source', 'b.txt'), 'b');
    expect(await staleNames()).toEqual(['part/one']);
    await build();
    writeFileSync(join(root, 'source', 'b.txt'), 'c');
    expect(await staleNames()).toEqual(['part/one']);
    await build();
    rmSync(join(root, 'source', 'b.txt'));
    expect(await staleNames()).toEqual(['part/one']);
  });

  it('is stale when its output is gone', async () => {
    await build();
    rmSync(join(root, 'out', 'one.txt'));
    expect(await staleNames()).toEqual(['part/one']);
  });

  it('stays stale when its build fails', async () => {
    const broken = { ...target, build: () => Promise.reject(new Error('no')) };
    const stale = await findStaleTargets([broken], { root, outDir: join(root, 'out') });
    await expect(buildTargetsInto(stale, join(root, 'out'))).rejects.toThrow('no');
    writeFileSync(join(root, 'out', 'one.txt'), 'half');
    expect(await staleNames()).toEqual(['part/one']);
  });
});
