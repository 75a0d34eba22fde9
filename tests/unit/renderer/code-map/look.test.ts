import { describe, expect, test } from 'vitest';
import { focusScene } from '#renderer/features/code-map/graph/look.ts';
import type { Palette } from '#renderer/features/code-map/graph/palette.ts';
import { indexScene, type SceneEdge, type SceneNode } from '#renderer/features/code-map/model/scene.ts';

const node = (id: string, kind: SceneNode['kind'] = 'file'): SceneNode => ({
  id,
  kind,
  label: id,
  detail: '',
  layer: 0,
  path: id,
  line: 1,
});
const edge = (from: string, to: string, isAgainstLayers = false): SceneEdge => ({ from, to, weight: 1, isAgainstLayers, confidence: 1 });
const NODES = [node('a'), node('b'), node('c'), node('far')];
const index = indexScene({ nodes: NODES, edges: [edge('a', 'b'), edge('b', 'c'), edge('far', 'c', true)] });
const NOTHING = { selectedId: null, hoveredId: null, emphasis: null };
/** Every colour has its own name as value. */
const palette = new Proxy({}, { get: (_, name) => name }) as Palette;
const fades = (focused: ReturnType<typeof focusScene>) =>
  NODES.filter((entry) => focused.nodeLook(entry, palette).isFaded).map(({ id }) => id);

describe('what stands out', () => {
  test('is nothing at first, but imports against the layers are marked', () => {
    const focused = focusScene(index, NOTHING);
    expect(fades(focused)).toEqual([]);
    expect(focused.edgeLook(edge('far', 'c', true))).toBe('marked');
  });

  test('is the chosen box with those it is linked with; the rest fades', () => {
    const focused = focusScene(index, { ...NOTHING, selectedId: 'b' });
    expect(fades(focused)).toEqual(['far']);
    expect(focused.nearEdges.map(({ from, to }) => `${from}${to}`)).toEqual(['bc', 'ab']);
  });

  test('are the lines of a box pointed at, while nothing fades', () => {
    const focused = focusScene(index, { ...NOTHING, hoveredId: 'a' });
    expect(fades(focused)).toEqual([]);
    expect(focused.edgeLook(edge('a', 'b'))).toBe('near');
  });

  test('are highlighted files, the nearer the stronger, with the lines between them', () => {
    const emphasis = {
      label: 'Cycle',
      depthByFile: new Map([
        ['a', 0],
        ['b', 1],
      ]),
    };
    const focused = focusScene(index, { ...NOTHING, emphasis });
    expect(fades(focused)).toEqual(['c', 'far']);
    expect(focused.nodeLook(node('a'), palette).fill).not.toBe(focused.nodeLook(node('b'), palette).fill);
    expect(focused.markedEdges.map(({ from, to }) => `${from}${to}`)).toEqual(['ab']);
  });

  test('is a folder when a file in it is highlighted', () => {
    const folders = indexScene({ nodes: [node('src', 'folder'), node('lib', 'folder')], edges: [] });
    const focused = focusScene(folders, { ...NOTHING, emphasis: { label: 'Changes', depthByFile: new Map([['src/deep/a.ts', 0]]) } });
    expect(focused.nodeLook(node('src', 'folder'), palette).isStrong).toBe(true);
    expect(focused.nodeLook(node('lib', 'folder'), palette).isFaded).toBe(true);
  });

  test('is nothing where what was chosen is not in the picture', () => {
    expect(fades(focusScene(index, { ...NOTHING, selectedId: 'gone' }))).toEqual([]);
  });
});
