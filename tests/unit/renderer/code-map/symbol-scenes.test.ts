import { describe, expect, test } from 'vitest';
import { buildFileScene } from '#renderer/features/code-map/model/file-scene.ts';
import { buildCallsScene, buildImpactScene } from '#renderer/features/code-map/model/reach-scene.ts';
import { shortName } from '#renderer/features/code-map/model/scene.ts';

const at = (name: string, file = 'a.ts', line = 1) => ({ name, file, line });
const call = (from: ReturnType<typeof at>, to: ReturnType<typeof at>, confidence = 1) => ({ from, to, confidence, line: 1 });
const page = { total: 0, truncated: false, next_cursor: null, parse_failures: [], unsupported: [] };
const layersOf = (nodes: readonly { label: string; layer: number }[]) =>
  Object.fromEntries(nodes.map(({ label, layer }) => [label, layer]));

describe('the picture of callers and callees', () => {
  const edges = [
    call(at('m.main'), at('m.save')),
    call(at('m.save'), at('m.write')),
    call(at('m.write'), at('m.flush')),
    call(at('m.app'), at('m.main')),
  ];
  const scene = buildCallsScene(at('m.save'), { ...page, total: 9, edges });

  test('has callers above and callees below, by the number of calls between', () => {
    expect(layersOf(scene.nodes)).toEqual({ flush: 0, write: 1, save: 2, main: 3, app: 4 });
    expect(scene.nodes.filter(({ isTarget }) => isTarget).map(({ label }) => label)).toEqual(['save']);
  });

  test('says what it leaves out', () => {
    expect(scene.omitted).toBe('5 more calls are not shown.');
  });

  test('names the layers', () => {
    expect(scene.layerNames).toEqual(['Callees · 2 calls away', 'Callees', 'Chosen', 'Callers', 'Callers · 2 calls away']);
  });

  test('leaves out what has no place in the project', () => {
    const external = { from: at('m.save'), to: { name: '<builtin>.len', file: null, line: null }, confidence: 1, line: 1 };
    expect(buildCallsScene(at('m.save'), { ...page, edges: [external] }).nodes).toHaveLength(1);
  });

  test('holds up with functions that call each other', () => {
    const circle = buildCallsScene(at('m.a'), { ...page, edges: [call(at('m.a'), at('m.b')), call(at('m.b'), at('m.a'))] });
    expect(layersOf(circle.nodes)).toEqual({ a: 1, b: 2 });
  });
});

test('the picture of an impact has a layer for each call further away, and a line along each way', () => {
  const affected = (name: string, depth: number, why: string[]) => ({
    ...at(name),
    depth,
    call_line: 1,
    why,
    confidence: 1,
    is_test: name.includes('test'),
  });
  const scene = buildImpactScene(at('m.save'), {
    ...page,
    total: 2,
    targets: [],
    affected: [affected('m.main', 1, ['m.main', 'm.save']), affected('m.test_main', 2, ['m.test_main', 'm.main', 'm.save'])],
    files: [],
    tests: [],
    test_commands: [],
    other_references: [],
    risk: 'low',
  });
  expect(layersOf(scene.nodes)).toEqual({ save: 0, main: 1, test_main: 2 });
  expect(scene.edges.map(({ from, to }) => `${from} ${to}`)).toEqual(['a.ts#m.main a.ts#m.save', 'a.ts#m.test_main a.ts#m.main']);
  expect(scene.nodes.find(({ label }) => label === 'test_main')?.isTest).toBe(true);
});

test('the picture of a file stands between the files that call it and those it calls', () => {
  const symbol = (name: string) => ({ name, kind: 'function', line: 1 });
  const scene = buildFileScene(
    {
      file: 'a.ts',
      language: 'typescript',
      lines: 9,
      generated: false,
      module: 'm',
      imports: [],
      symbols: [symbol('m.save'), symbol('m.write')],
      calls: [],
      truncated: false,
      parse_failures: [],
    },
    [call(at('x.main', 'x.ts'), at('m.save')), call(at('m.save'), at('m.write')), call(at('m.write'), at('y.flush', 'lib/y.ts'))],
  );
  expect(layersOf(scene.nodes)).toEqual({ 'y.ts': 0, write: 1, save: 2, 'x.ts': 3 });
  expect(scene.layerNames).toEqual(['Files it calls', '', 'In this file', 'Files that call it']);
});

test.each([
  ['m.Store.save', 'Store.save'],
  ['a.b.save', 'save'],
  ['save', 'save'],
])('%s is called %s', (name, short) => {
  expect(shortName(name)).toBe(short);
});
