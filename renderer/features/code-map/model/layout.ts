/** Places for the boxes of a scene: a band per layer, wrapped so that the whole fits the shape of the pane. */
import type { Scene, SceneNode } from './scene.ts';

/** Centre and size, in pixels at zoom 1; y grows upwards, as in the graph library. */
export type Box = { x: number; y: number; width: number; height: number };

export type Band = { name: string; top: number; bottom: number };

export type SceneLayout = { boxes: ReadonlyMap<string, Box>; bands: readonly Band[]; width: number; height: number };

export type LayoutOptions = {
  /** Width of a label and its second line, in pixels. */
  measure: (node: SceneNode) => number;
  /** Of the pane the picture is for. */
  viewport: { width: number; height: number };
};

const BOX_HEIGHT = { plain: 28, withDetail: 42 };
const BOX_PADDING = 24;
const MIN_BOX_WIDTH = 64;
const MAX_BOX_WIDTH = 260;
/** Between boxes, and between bands: room for the lines, and for the band's name. A picture of few boxes has room to breathe. */
const GAPS = { few: { x: 36, y: 20, band: 76 }, many: { x: 14, y: 12, band: 52 } } as const;
const FEW = 30;

type Gaps = (typeof GAPS)[keyof typeof GAPS];
const BAND_NAME_HEIGHT = 20;

/** Beyond this a layer is ordered by path alone: the lines are then too many to follow by eye anyway. */
const MAX_ORDERED = 600;
const SWEEPS = 4;

/** Shapes tried, from a column to one row per layer. */
const WIDTHS_TRIED = 10;

/** A picture of few boxes needs not fill the pane. */
const MAX_FIT_SCALE = 1.2;

/** A generator, so that a picture of thousands does not hold up the window. */
export function* layOutScene(scene: Scene, { measure, viewport }: LayoutOptions): Generator<void, SceneLayout> {
  const layers = yield* orderedLayers(scene);
  const widths = new Map<string, number>();
  for (const [index, node] of scene.nodes.entries()) {
    widths.set(node.id, Math.ceil(Math.min(MAX_BOX_WIDTH, Math.max(MIN_BOX_WIDTH, measure(node) + BOX_PADDING))));
    if (index % 500 === 499) yield;
  }
  const gaps = scene.nodes.length <= FEW ? GAPS.few : GAPS.many;
  const boxHeight = scene.nodes.some(({ detail }) => detail !== '') ? BOX_HEIGHT.withDetail : BOX_HEIGHT.plain;
  const sizes = layers.map((layer) => layer.map(({ id }) => widths.get(id) ?? MIN_BOX_WIDTH));
  yield;
  const narrowest = Math.max(MIN_BOX_WIDTH, ...widths.values());
  const widest = Math.max(narrowest, ...sizes.map((row) => row.reduce((sum, width) => sum + width + gaps.x, -gaps.x)));
  let best: { grids: Grid[]; width: number; height: number; scale: number } | undefined;
  for (let step = 0; step < WIDTHS_TRIED; step += 1) {
    const limit = narrowest * (widest / narrowest) ** (step / (WIDTHS_TRIED - 1));
    const grids = sizes.map((row) => gridWithin(row, limit, gaps));
    const width = Math.max(0, ...grids.map((grid) => grid.width));
    const height = grids.reduce((sum, grid) => sum + grid.rows * (boxHeight + gaps.y) - gaps.y + gaps.band, 0);
    const scale = Math.min(viewport.width / width, viewport.height / height, MAX_FIT_SCALE);
    // Of shapes that can be shown as large the widest has the fewest rows per layer.
    if (best === undefined || scale >= best.scale) best = { grids, width, height, scale };
    yield;
  }
  return best === undefined ? { boxes: new Map(), bands: [], width: 1, height: 1 } : yield* place(scene, layers, best, boxHeight, gaps);
}

function* place(
  scene: Scene,
  layers: readonly SceneNode[][],
  { grids, width, height }: { grids: Grid[]; width: number; height: number },
  boxHeight: number,
  gaps: Gaps,
): Generator<void, SceneLayout> {
  const boxes = new Map<string, Box>();
  const bands: Band[] = [];
  let bottom = 0;
  for (const [layer, nodes] of layers.entries()) {
    const grid = grids[layer] as Grid;
    const bandHeight = grid.rows * (boxHeight + gaps.y) - gaps.y;
    const left = (width - grid.width) / 2;
    for (const [index, { id }] of nodes.entries()) {
      const column = Math.floor(index / grid.rows);
      const row = index % grid.rows;
      boxes.set(id, {
        x: left + (grid.lefts[column] ?? 0) + (grid.widths[column] ?? 0) / 2,
        y: bottom + bandHeight - row * (boxHeight + gaps.y) - boxHeight / 2,
        width: grid.widths[column] ?? MIN_BOX_WIDTH,
        height: boxHeight,
      });
    }
    bands.push({ name: scene.layerNames[layer] ?? '', top: bottom + bandHeight + BAND_NAME_HEIGHT, bottom });
    bottom += bandHeight + gaps.band;
    yield;
  }
  // Above the topmost band only its name stands.
  return { boxes, bands, width, height: Math.max(1, height - gaps.band + BAND_NAME_HEIGHT) };
}

/** Boxes in columns of `rows`, so that the order from left to right is kept when a layer is wrapped. */
type Grid = { rows: number; width: number; widths: number[]; lefts: number[] };

/** The fewest rows with which a layer stays within a width. */
function gridWithin(widths: readonly number[], limit: number, gaps: Gaps): Grid {
  let low = 1;
  let high = Math.max(1, widths.length);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (gridOf(widths, middle, gaps).width <= limit) high = middle;
    else low = middle + 1;
  }
  return gridOf(widths, low, gaps);
}

function gridOf(widths: readonly number[], rows: number, gaps: Gaps): Grid {
  const columns: number[] = [];
  for (const [index, width] of widths.entries()) {
    const column = Math.floor(index / rows);
    columns[column] = Math.max(columns[column] ?? 0, width);
  }
  const lefts: number[] = [];
  let left = 0;
  for (const width of columns) {
    lefts.push(left);
    left += width + gaps.x;
  }
  return { rows: Math.max(1, Math.min(rows, widths.length)), width: Math.max(0, left - gaps.x), widths: columns, lefts };
}

/** Each layer from left to right: a box stands near the boxes it is linked with, so that lines cross little. */
function* orderedLayers(scene: Scene): Generator<void, SceneNode[][]> {
  const layers: SceneNode[][] = Array.from({ length: Math.max(0, ...scene.nodes.map(({ layer }) => layer + 1)) }, () => []);
  for (const node of scene.nodes) layers[node.layer]?.push(node);
  for (const layer of layers)
    layer.sort((first, second) => (first.path < second.path ? -1 : first.path > second.path ? 1 : first.line - second.line));
  yield;
  if (scene.nodes.length > MAX_ORDERED) return layers;
  const neighbours = new Map<string, { id: string; weight: number }[]>(scene.nodes.map(({ id }) => [id, []]));
  for (const { from, to, weight } of scene.edges) {
    const strength = 1 + Math.log2(1 + weight);
    neighbours.get(from)?.push({ id: to, weight: strength });
    neighbours.get(to)?.push({ id: from, weight: strength });
  }
  const position = new Map<string, number>();
  const settle = (layer: readonly SceneNode[]) => {
    for (const [index, { id }] of layer.entries()) position.set(id, (index + 0.5) / layer.length);
  };
  layers.forEach(settle);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const layer of sweep % 2 === 0 ? layers : layers.toReversed()) {
      const wish = new Map(layer.map(({ id }) => [id, wishedPosition(neighbours.get(id) ?? [], position) ?? position.get(id) ?? 0.5]));
      layer.sort((first, second) => (wish.get(first.id) ?? 0) - (wish.get(second.id) ?? 0));
      settle(layer);
      yield;
    }
  }
  return layers;
}

function wishedPosition(neighbours: readonly { id: string; weight: number }[], position: ReadonlyMap<string, number>): number | undefined {
  let sum = 0;
  let weights = 0;
  for (const { id, weight } of neighbours) {
    sum += (position.get(id) ?? 0.5) * weight;
    weights += weight;
  }
  return weights === 0 ? undefined : sum / weights;
}
