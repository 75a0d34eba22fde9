import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Box, layOutScene } from '#renderer/features/code-map/model/layout.ts';
import type { Scene, SceneNode } from '#renderer/features/code-map/model/scene.ts';
import { finish } from './project.ts';

const node = (id: string, layer: number, detail = ''): SceneNode => ({ id, kind: 'file', label: id, detail, layer, path: id, line: 1 });

const sceneOf = (layers: readonly number[], edges: Scene['edges'] = []): Scene => ({
  key: 'test',
  title: 'test',
  nodes: layers.map((layer, index) => node(`n${index}`, layer, 'detail')),
  edges,
  layerNames: [],
});

const measure = ({ label }: SceneNode) => ({ label: label.length * 8, detail: 40 });
const layOut = (scene: Scene, viewport = { width: 1000, height: 700 }) => finish(layOutScene(scene, { measure, viewport }));

const overlap = (a: Box, b: Box) => Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2;

describe('the layout', () => {
  test('gives every box a place of its own within the picture, higher layers higher up', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5), { minLength: 1, maxLength: 80 }), fc.integer({ min: 200, max: 2000 }), (layers, width) => {
        const scene = sceneOf(layers);
        const layout = layOut(scene, { width, height: 500 });
        const boxes = scene.nodes.map((entry) => ({ ...(layout.boxes.get(entry.id) as Box), layer: entry.layer }));
        for (const [index, box] of boxes.entries()) {
          expect(box.x - box.width / 2).toBeGreaterThanOrEqual(-0.01);
          expect(box.x + box.width / 2).toBeLessThanOrEqual(layout.width + 0.01);
          expect(box.y + box.height / 2).toBeLessThanOrEqual(layout.height + 0.01);
          for (const other of boxes.slice(index + 1)) {
            expect(overlap(box, other)).toBe(false);
            if (box.layer > other.layer) expect(box.y).toBeGreaterThan(other.y);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('wraps a wide layer so that it fits the shape of the pane', () => {
    const wide = layOut(sceneOf(Array.from({ length: 100 }, () => 0)), { width: 400, height: 400 });
    expect(wide.width / wide.height).toBeLessThan(3);
  });

  test('stands closer in a small pane, so that names stay readable', () => {
    const scene = sceneOf([0, 0, 1, 1, 2, 2, 3, 3]);
    expect(layOut(scene, { width: 380, height: 240 }).height).toBeLessThan(layOut(scene, { width: 1200, height: 900 }).height);
  });

  test('puts boxes near those they are linked with', () => {
    const edges = [
      ['n0', 'n5'],
      ['n1', 'n4'],
      ['n2', 'n3'],
    ].map(([from, to]) => ({ from: from as string, to: to as string, weight: 1, isAgainstLayers: false, confidence: 1 }));
    const { boxes } = layOut(sceneOf([1, 1, 1, 0, 0, 0], edges), { width: 2000, height: 400 });
    const x = (id: string) => boxes.get(id)?.x ?? 0;
    expect(Math.sign(x('n0') - x('n2'))).toBe(Math.sign(x('n5') - x('n3')));
  });

  test('of nothing is empty', () => {
    expect(layOut(sceneOf([])).boxes.size).toBe(0);
  });
});
