import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layersByDependency, withoutGaps } from '#renderer/features/code-map/model/layering.ts';

const link = (from: string, to: string) => ({ from, to });

describe('layers', () => {
  test('stand above everything they depend on', () => {
    const layers = layersByDependency(['app', 'store', 'log'], [link('app', 'store'), link('store', 'log'), link('app', 'log')]);
    expect(Object.fromEntries(layers)).toEqual({ log: 0, store: 1, app: 2 });
  });

  test('are found for a circle too', () => {
    const layers = layersByDependency(['a', 'b', 'c'], [link('a', 'b'), link('b', 'c'), link('c', 'a')]);
    expect([...layers.values()].sort()).toEqual([0, 1, 2]);
  });

  test('leave out what leads up in the given order', () => {
    const height = (id: string) => ({ ui: 2, core: 1 })[id] ?? 0;
    const layers = layersByDependency(['core', 'ui'], [link('ui', 'core'), link('core', 'ui')], height);
    expect(Object.fromEntries(layers)).toEqual({ core: 0, ui: 1 });
  });

  test('are one for those of one height that depend on each other in a circle', () => {
    const links = [link('a', 'b'), link('b', 'c'), link('c', 'a'), link('a', 'log'), link('app', 'a')];
    const layers = layersByDependency(['a', 'b', 'c', 'app', 'log'], links, (id) => ({ app: 2, log: 0 })[id] ?? 1);
    expect(Object.fromEntries(layers)).toEqual({ log: 0, a: 1, b: 1, c: 1, app: 2 });
  });

  test('follow chains deeper than the call stack', () => {
    const ids = Array.from({ length: 20_000 }, (_, index) => `f${index}`);
    const layers = layersByDependency(
      ids,
      ids.slice(1).map((id, index) => link(ids[index] as string, id)),
    );
    expect(layers.get('f0')).toBe(19_999);
  });

  test('never put a box below what it depends on, where nothing is circular', () => {
    const dag = fc
      .array(fc.tuple(fc.nat(30), fc.nat(30)))
      .map((pairs) => pairs.filter(([a, b]) => a < b).map(([a, b]) => link(`n${a}`, `n${b}`)));
    fc.assert(
      fc.property(dag, (links) => {
        const ids = Array.from({ length: 31 }, (_, index) => `n${index}`);
        const layers = layersByDependency(ids, links);
        for (const { from, to } of links) expect(layers.get(from)).toBeGreaterThan(layers.get(to) as number);
      }),
    );
  });

  test('are numbered without gaps', () => {
    expect([
      ...withoutGaps(
        new Map([
          ['a', 2.5],
          ['b', 7],
          ['c', 2.5],
        ]),
      ),
    ]).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 0],
    ]);
  });
});
