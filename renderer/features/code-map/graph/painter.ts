/** What is drawn on plain canvases below and above the WebGL boxes: layers, curved lines, arrows and text. */
import type { Band, Box, SceneLayout } from '../model/layout.ts';
import type { SceneEdge, SceneIndex, SceneNode } from '../model/scene.ts';
import { cutToWidth, DETAIL_PX, LABEL_FONT, LABEL_PX, MAX_LABEL_PX, MIN_LABEL_PX } from './labels.ts';
import type { EdgeLook, FocusedScene } from './look.ts';
import type { Palette } from './palette.ts';

/** From the picture's pixels to the canvas': x' = left + x·scale, y' = top − y·scale. */
export type View = { left: number; top: number; scale: number; width: number; height: number };

export type Picture = { index: SceneIndex; layout: SceneLayout; focused: FocusedScene; palette: Palette };

const EDGE_PX = { thin: 1, thick: 3 };
const ARROW_PX = 7;

/** Lines brought out above the boxes; beyond this they would hide them. */
const MAX_STRONG_EDGES = 300;

/** Names shown on top of boxes that are too small for text. */
const MAX_FLOATING_LABELS = 24;

/** Layers as bands with their names, and the lines where there are few enough to draw them well. */
export function paintBelow(
  context: CanvasRenderingContext2D,
  view: View,
  { layout, focused, index, palette }: Picture,
  edges: readonly SceneEdge[],
): void {
  context.clearRect(0, 0, view.width, view.height);
  paintBands(context, view, layout.bands, palette);
  for (const wanted of ['faded', 'plain', 'against'] as const) {
    for (const edge of edges) if (focused.edgeLook(edge) === wanted) paintEdge(context, view, layout, index, palette, edge, wanted);
  }
}

/** Brought-out lines, and the text of all boxes. */
export function paintAbove(context: CanvasRenderingContext2D, view: View, picture: Picture): void {
  const { layout, focused, index, palette } = picture;
  context.clearRect(0, 0, view.width, view.height);
  for (const edge of focused.strongEdges.slice(0, MAX_STRONG_EDGES)) paintEdge(context, view, layout, index, palette, edge, 'near');
  const tooSmall = paintLabels(context, view, picture);
  paintFloatingLabels(context, view, picture, tooSmall);
  paintBandNames(context, view, layout.bands, palette);
}

function paintBands(context: CanvasRenderingContext2D, view: View, bands: readonly Band[], palette: Palette): void {
  context.fillStyle = palette.band;
  for (const [position, band] of bands.entries()) {
    if (position % 2 === 0) continue;
    const top = view.top - band.top * view.scale;
    const bottom = view.top - band.bottom * view.scale;
    if (bottom > 0 && top < view.height) context.fillRect(0, top - 6 * view.scale, view.width, bottom - top + 18 * view.scale);
  }
}

/** At the pane's left edge, wherever the picture is; where layers are thin some go without. */
function paintBandNames(context: CanvasRenderingContext2D, view: View, bands: readonly Band[], palette: Palette): void {
  context.font = `500 11px ${LABEL_FONT}`;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  let lastY = Number.POSITIVE_INFINITY;
  for (const [position, band] of bands.entries()) {
    const y = Math.max(view.top - band.top * view.scale + 6, 11);
    const bottom = view.top - band.bottom * view.scale;
    if (bottom < 0 || y > view.height || band.name === '' || lastY - y < 15) continue;
    lastY = y;
    context.fillStyle = position % 2 === 1 ? palette.band : palette.surface;
    context.fillRect(4, y - 8, context.measureText(band.name).width + 12, 16);
    context.fillStyle = palette.textTertiary;
    context.fillText(band.name, 10, y);
  }
}

function paintEdge(
  context: CanvasRenderingContext2D,
  view: View,
  layout: SceneLayout,
  index: SceneIndex,
  palette: Palette,
  edge: SceneEdge,
  look: EdgeLook,
): void {
  const from = layout.boxes.get(edge.from);
  const to = layout.boxes.get(edge.to);
  const [fromLayer, toLayer] = [index.nodes.get(edge.from)?.layer, index.nodes.get(edge.to)?.layer];
  if (from === undefined || to === undefined || fromLayer === undefined || toLayer === undefined) return;
  const curve = curveBetween(view, from, to, Math.sign(fromLayer - toLayer));
  context.strokeStyle = { plain: palette.edge, near: palette.accentText, against: palette.amber, faded: palette.line }[look];
  context.fillStyle = context.strokeStyle;
  context.lineWidth = look === 'faded' ? EDGE_PX.thin : Math.min(EDGE_PX.thick, EDGE_PX.thin + Math.log10(Math.max(1, edge.weight)) * 0.8);
  // A call whose receiver was only inferred is drawn as uncertain as it is.
  context.setLineDash(edge.confidence < 0.7 ? [4, 4] : []);
  context.beginPath();
  context.moveTo(curve.x0, curve.y0);
  context.bezierCurveTo(curve.x1, curve.y1, curve.x2, curve.y2, curve.x3, curve.y3);
  context.stroke();
  context.setLineDash([]);
  if (look !== 'faded') paintArrow(context, curve.x3, curve.y3, curve.arrowDown ? 1 : -1);
}

/** Leaves a box at the side that faces the other one: its foot for what stands below, its head for what stands above or beside. */
function curveBetween(view: View, from: Box, to: Box, direction: number) {
  const x0 = view.left + from.x * view.scale;
  const x3 = view.left + to.x * view.scale;
  const fromSide = direction > 0 ? -1 : 1;
  const toSide = direction < 0 ? -1 : 1;
  const y0 = view.top - (from.y + (fromSide * from.height) / 2) * view.scale;
  const y3 = view.top - (to.y + (toSide * to.height) / 2) * view.scale;
  const bend = direction === 0 ? 30 * view.scale : Math.max(18 * view.scale, Math.abs(y3 - y0) * 0.45);
  return { x0, y0, x1: x0, y1: y0 - fromSide * bend, x2: x3, y2: y3 - toSide * bend, x3, y3, arrowDown: toSide === 1 };
}

function paintArrow(context: CanvasRenderingContext2D, x: number, y: number, direction: 1 | -1): void {
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - ARROW_PX / 2, y - direction * ARROW_PX);
  context.lineTo(x + ARROW_PX / 2, y - direction * ARROW_PX);
  context.fill();
}

/** Returns the boxes in view that are too small for their text. */
function paintLabels(context: CanvasRenderingContext2D, view: View, { index, layout, focused, palette }: Picture): SceneNode[] {
  const labelPx = Math.min(MAX_LABEL_PX, LABEL_PX * view.scale);
  const isReadable = labelPx >= MIN_LABEL_PX;
  const detailPx = Math.max(MIN_LABEL_PX, Math.min(12, DETAIL_PX * view.scale));
  const tooSmall: SceneNode[] = [];
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const node of index.nodes.values()) {
    const box = layout.boxes.get(node.id);
    if (box === undefined) continue;
    const x = view.left + box.x * view.scale;
    const y = view.top - box.y * view.scale;
    const halfWidth = (box.width * view.scale) / 2;
    if (x + halfWidth < 0 || x - halfWidth > view.width || y < -30 || y > view.height + 30) continue;
    const look = focused.nodeLook(node, palette);
    if (!isReadable) {
      context.font = `500 ${MIN_LABEL_PX}px ${LABEL_FONT}`;
      // A short name may still fit into a small box.
      if (box.height * view.scale < MIN_LABEL_PX + 3 || context.measureText(node.label).width > halfWidth * 2 - 4) {
        tooSmall.push(node);
        continue;
      }
      context.fillStyle = look.text;
      context.fillText(node.label, x, y);
      continue;
    }
    const available = halfWidth * 2 - 16;
    const hasDetail = node.detail !== '' && box.height * view.scale >= labelPx + detailPx + 6;
    context.font = `500 ${labelPx}px ${LABEL_FONT}`;
    context.fillStyle = look.text;
    const label = cutToWidth(node.label, context.measureText(node.label).width, available);
    context.fillText(label, x, hasDetail ? y - detailPx * 0.62 : y);
    if (!hasDetail) continue;
    context.font = `400 ${detailPx}px ${LABEL_FONT}`;
    context.fillStyle = look.detail;
    context.fillText(cutToWidth(node.detail, context.measureText(node.detail).width, available, 'end'), x, y + labelPx * 0.62);
  }
  return tooSmall;
}

/** Zoomed out, names go where there is room: what is brought out first, then what most depends on or is depended on. */
function paintFloatingLabels(
  context: CanvasRenderingContext2D,
  view: View,
  { index, layout, focused, palette }: Picture,
  nodes: SceneNode[],
): void {
  const weightOf = ({ id }: SceneNode) => (index.from.get(id)?.length ?? 0) + (index.to.get(id)?.length ?? 0);
  const ranked = nodes
    .map((node) => ({ node, look: focused.nodeLook(node, palette) }))
    .filter(({ look }) => !look.isFaded)
    .map((entry) => ({ ...entry, rank: weightOf(entry.node) + (entry.look.isStrong ? 1e6 : 0) }))
    .sort((first, second) => second.rank - first.rank)
    .slice(0, 200);
  const taken: { left: number; right: number; top: number; bottom: number }[] = [];
  context.font = `500 11px ${LABEL_FONT}`;
  for (const { node, look } of ranked) {
    if (taken.length >= MAX_FLOATING_LABELS) break;
    const box = layout.boxes.get(node.id);
    if (box === undefined) continue;
    const width = context.measureText(node.label).width + 12;
    const x = Math.min(Math.max(view.left + box.x * view.scale, width / 2 + 2), view.width - width / 2 - 2);
    const y = view.top - box.y * view.scale;
    const place = { left: x - width / 2 - 3, right: x + width / 2 + 3, top: y - 12, bottom: y + 12 };
    if (taken.some((other) => place.left < other.right && place.right > other.left && place.top < other.bottom && place.bottom > other.top))
      continue;
    taken.push(place);
    context.fillStyle = look.fill;
    context.strokeStyle = look.border;
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(x - width / 2, y - 9, width, 18, 4);
    context.fill();
    context.stroke();
    context.fillStyle = look.text;
    context.fillText(node.label, x, y + 0.5);
  }
}
