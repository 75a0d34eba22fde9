/** Places for the boxes of a scene: a band per layer, wrapped so that the whole fits the shape of the pane. */
import type { Scene, SceneNode } from './scene.ts';

/** Centre and size, in pixels at zoom 1; y grows upwards, as in the graph library. */
export type Box = { x: number; y: number; width: number; height: number };

export type Band = { name: string; top: number; bottom: number };

export type SceneLayout = { boxes: ReadonlyMap<string, Box>; bands: readonly Band[]; width: number; height: number };

export type LayoutOptions = {
  /** Widths of a box's two lines, in pixels. */
  measure: (node: SceneNode) => { label: number; detail: number };
  /** Of the pane the picture is for. */
  viewport: { width: number; height: number };
};

/** How close things stand. `bandGap`: between layers, with room for the lines and the layer's name. */
type Spacing = { boxHeight: number; hasDetails: boolean; gapX: number; gapY: number; bandGap: number };

const ROOMY: Spacing = { boxHeight: 42, hasDetails: true, gapX: 36, gapY: 20, bandGap: 76 };
const NORMAL: Spacing = { boxHeight: 42, hasDetails: true, gapX: 14, gapY: 12, bandGap: 52 };
/** One line per box: where the pane is small, names must stay readable before anything else. */
const COMPACT: Spacing = { boxHeight: 26, hasDetails: false, gapX: 12, gapY: 8, bandGap: 34 };

/** Up to this many boxes get room to breathe. */
const FEW = 30;
/** From this scale on text is read with ease: a tighter spacing would gain nothing. */
const EASY_SCALE = 0.85;

const BOX_PADDING = 24;
const MIN_BOX_WIDTH = 64;
const MAX_BOX_WIDTH = 260;
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
  const textWidths = new Map<string, { label: number; detail: number }>();
  for (const [index, node] of scene.nodes.entries()) {
    textWidths.set(node.id, measure(node));
    if (index % 500 === 499) yield;
  }
  const shapes: Shape[] = [];
  for (const spacing of scene.nodes.length <= FEW ? [ROOMY, NORMAL, COMPACT] : [NORMAL, COMPACT]) {
    const shape = yield* bestShape(layers, textWidths, spacing, viewport);
    shapes.push(shape);
    if (shape.scale >= EASY_SCALE) break;
  }
  const [first, ...others] = shapes;
  if (first === undefined || scene.nodes.length === 0) return { boxes: new Map(), bands: [], width: 1, height: 1 };
  return yield* place(
    scene,
    layers,
    others.reduce((best, shape) => (shape.scale > best.scale ? shape : best), first),
  );
}

/** A way to wrap the layers, and the scale at which it fits the pane. */
type Shape = { spacing: Spacing; grids: Grid[]; width: number; height: number; scale: number };

function* bestShape(
  layers: readonly SceneNode[][],
  textWidths: ReadonlyMap<string, { label: number; detail: number }>,
  spacing: Spacing,
  viewport: LayoutOptions['viewport'],
): Generator<void, Shape> {
  const widthOf = ({ id }: SceneNode) => {
    const { label, detail } = textWidths.get(id) ?? { label: 0, detail: 0 };
    return Math.ceil(
      Math.min(MAX_BOX_WIDTH, Math.max(MIN_BOX_WIDTH, (spacing.hasDetails ? Math.max(label, detail) : label) + BOX_PADDING)),
    );
  };
  const sizes = layers.map((layer) => layer.map(widthOf));
  const narrowest = sizes.reduce((most, row) => row.reduce((widest, width) => Math.max(widest, width), most), MIN_BOX_WIDTH);
  const widest = Math.max(narrowest, ...sizes.map((row) => row.reduce((sum, width) => sum + width + spacing.gapX, -spacing.gapX)));
  let best: Shape = { spacing, grids: [], width: 1, height: 1, scale: 0 };
  for (let step = 0; step < WIDTHS_TRIED; step += 1) {
    const limit = narrowest * (widest / narrowest) ** (step / (WIDTHS_TRIED - 1));
    const grids = sizes.map((row) => gridWithin(row, limit + 1, spacing));
    const width = Math.max(1, ...grids.map((grid) => grid.width));
    const rowHeight = spacing.boxHeight + spacing.gapY;
    const height = grids.reduce(
      (sum, { rows }) => sum + rows * rowHeight - spacing.gapY + spacing.bandGap,
      BAND_NAME_HEIGHT - spacing.bandGap,
    );
    const scale = Math.min(viewport.width / width, viewport.height / Math.max(1, height), MAX_FIT_SCALE);
    // Of shapes that can be shown as large the widest has the fewest rows per layer.
    if (scale >= best.scale) best = { spacing, grids, width, height: Math.max(1, height), scale };
    yield;
  }
  return best;
}

function* place(scene: Scene, layers: readonly SceneNode[][], { spacing, grids, width, height }: Shape): Generator<void, SceneLayout> {
  const { boxHeight, gapY, bandGap } = spacing;
  const boxes = new Map<string, Box>();
  const bands: Band[] = [];
  let bottom = 0;
  for (const [layer, nodes] of layers.entries()) {
    const grid = grids[layer] as Grid;
    const bandHeight = grid.rows * (boxHeight + gapY) - gapY;
    const left = (width - grid.width) / 2;
    for (const [index, { id }] of nodes.entries()) {
      const column = Math.floor(index / grid.rows);
      const row = index % grid.rows;
      boxes.set(id, {
        x: left + (grid.lefts[column] ?? 0) + (grid.widths[column] ?? 0) / 2,
        y: bottom + bandHeight - row * (boxHeight + gapY) - boxHeight / 2,
        width: grid.widths[column] ?? MIN_BOX_WIDTH,
        height: boxHeight,
      });
    }
    bands.push({ name: scene.layerNames[layer] ?? '', top: bottom + bandHeight + BAND_NAME_HEIGHT, bottom });
    bottom += bandHeight + bandGap;
    yield;
  }
  return { boxes, bands, width, height };
}

/** Boxes in columns of `rows`, so that the order from left to right is kept when a layer is wrapped. */
type Grid = { rows: number; width: number; widths: number[]; lefts: number[] };

/** The fewest rows with which a layer stays within a width. */
function gridWithin(widths: readonly number[], limit: number, { gapX }: Spacing): Grid {
  let low = 1;
  let high = Math.max(1, widths.length);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (gridOf(widths, middle, gapX).width <= limit) high = middle;
    else low = middle + 1;
  }
  return gridOf(widths, low, gapX);
}

function gridOf(widths: readonly number[], rows: number, gapX: number): Grid {
  const columns: number[] = [];
  for (const [index, width] of widths.entries()) {
    const column = Math.floor(index / rows);
    columns[column] = Math.max(columns[column] ?? 0, width);
  }
  const lefts: number[] = [];
  let left = 0;
  for (const width of columns) {
    lefts.push(left);
    left += width + gapX;
  }
  return { rows: Math.max(1, Math.min(rows, widths.length)), width: Math.max(0, left - gapX), widths: columns, lefts };
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
