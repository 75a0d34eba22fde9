import { describe, expect, test } from 'vitest';
import { buildFolderScene } from '#renderer/features/code-map/model/folder-scene.ts';
import { commonFolder } from '#renderer/features/code-map/model/project-map.ts';
import { finish, smallProject } from './project.ts';

const modules = (folder = '') => finish(buildFolderScene(smallProject(), { type: 'folder', folder, detail: 'modules' }));

describe('the picture of a folder', () => {
  test('has a box per sub-folder, each above what it imports, and what nothing is linked with below all', () => {
    const layers = Object.fromEntries(modules().nodes.map(({ label, layer }) => [label, layer]));
    expect(layers).toEqual({ tools: 0, log: 1, store: 2, app: 3, tests: 3 });
    expect(modules().layerNames[0]).toBe('Not linked');
  });

  test('adds up the links between two folders and leaves out those within one', () => {
    const edges = modules().edges.map(({ from, to, weight }) => `${from} ${to} ${weight}`);
    expect(edges).toContain('store log 2');
    expect(edges.filter((edge) => edge.startsWith('store store'))).toEqual([]);
  });

  test('takes no call without an import for a dependency between folders', () => {
    expect(modules().edges.some(({ from, to }) => from === 'log' && to === 'app')).toBe(false);
  });

  test('says how many files a folder holds', () => {
    expect(modules().nodes.find(({ label }) => label === 'store')?.detail).toBe('2 files');
  });

  test('shows the files of a folder when one goes into it', () => {
    const scene = modules('store');
    expect(scene.nodes.map(({ label, kind }) => `${kind} ${label}`)).toEqual(['file database.ts', 'file rows.ts']);
    expect(scene.edges).toHaveLength(2);
  });

  test('shows every file below with the layers of the whole project', () => {
    const scene = finish(buildFolderScene(smallProject(), { type: 'folder', folder: '', detail: 'files' }));
    expect(scene.nodes).toHaveLength(6);
    const layerOf = (path: string) => scene.nodes.find((node) => node.path === path)?.layer ?? -1;
    expect(layerOf('app/main.ts')).toBeGreaterThan(layerOf('store/database.ts'));
    expect(layerOf('store/database.ts')).toBe(layerOf('store/rows.ts'));
    expect(scene.nodes.find(({ path }) => path === 'tests/store.test.ts')?.isTest).toBe(true);
  });

  test('marks an import against the layers', () => {
    const map = smallProject();
    const upwards = { ...map, links: [...map.links, { from: 'log/log.ts', to: 'store/rows.ts', imports: 1, calls: 0 }] };
    const scene = finish(buildFolderScene(upwards, { type: 'folder', folder: '', detail: 'modules' }));
    expect(scene.edges.filter(({ isAgainstLayers }) => isAgainstLayers).map(({ from, to }) => `${from} ${to}`)).toEqual(['log store']);
  });
});

test('the deepest folder of several files holds all of them', () => {
  expect(commonFolder(['a/b/c.ts', 'a/b/d/e.ts'])).toBe('a/b');
  expect(commonFolder(['a/b.ts', 'ab/c.ts'])).toBe('');
});
