/** Lines: as curves with arrows where they are few or brought out, else straight and fine. */
import type { Box } from '../model/layout.ts';
import type { SceneEdge } from '../model/scene.ts';
import type { EdgeLook } from './look.ts';
import type { Picture, View } from './picture.ts';

const WIDTH_PX = { thin: 1, thick: 3 };
const ARROW_PX = 7;

/** A curve from box to box with its arrow; thicker for more imports and calls, dashed where the call is a guess. */
export function paintCurve(
  context: CanvasRenderingContext2D,
  view: View,
  { layout, index, palette }: Picture,
  edge: SceneEdge,
  look: EdgeLook,
): void {
  const from = layout.boxes.get(edge.from);
  const to = layout.boxes.get(edge.to);
  const [fromLayer, toLayer] = [index.nodes.get(edge.from)?.layer, index.nodes.get(edge.to)?.layer];
  if (from === undefined || to === undefined || fromLayer === undefined || toLayer === undefined) return;
  const curve = curveBetween(view, from, to, Math.sign(fromLayer - toLayer));
  context.strokeStyle = { plain: palette.edge, near: palette.accentText, marked: palette.amber, faded: palette.line }[look];
  context.fillStyle = context.strokeStyle;
  context.lineWidth =
    look === 'faded' ? WIDTH_PX.thin : Math.min(WIDTH_PX.thick, WIDTH_PX.thin + Math.log10(Math.max(1, edge.weight)) * 0.7);
  context.setLineDash(edge.confidence < 0.7 ? [4, 4] : []);
  context.beginPath();
  context.moveTo(curve.x0, curve.y0);
  context.bezierCurveTo(curve.x1, curve.y1, curve.x2, curve.y2, curve.x3, curve.y3);
  context.stroke();
  context.setLineDash([]);
  if (look !== 'faded') paintArrow(context, curve.x3, curve.y3, curve.arrowDown ? 1 : -1, view.scale);
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

function paintArrow(context: CanvasRenderingContext2D, x: number, y: number, direction: 1 | -1, scale: number): void {
  const size = ARROW_PX * Math.min(1, Math.max(0.5, scale));
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - size / 2, y - direction * size);
  context.lineTo(x + size / 2, y - direction * size);
  context.fill();
}

/** Lines drawn in one stroke of the brush: more would hold up the window, fewer cost more. */
const LINES_PER_STROKE = 250;

/** Straight lines for thousands; a generator, one stroke at a time. */
export function* paintLines(
  context: OffscreenCanvasRenderingContext2D,
  view: View,
  { scene, layout, palette }: Picture,
): Generator<void, void> {
  context.lineWidth = 1;
  for (const isMarked of [false, true]) {
    context.strokeStyle = isMarked ? palette.amber : palette.line;
    context.beginPath();
    let inStroke = 0;
    for (const edge of scene.edges) {
      if (edge.isAgainstLayers !== isMarked) continue;
      const from = layout.boxes.get(edge.from);
      const to = layout.boxes.get(edge.to);
      if (from === undefined || to === undefined) continue;
      const [x0, y0] = [view.left + from.x * view.scale, view.top - from.y * view.scale];
      const [x1, y1] = [view.left + to.x * view.scale, view.top - to.y * view.scale];
      if (Math.max(x0, x1) < 0 || Math.min(x0, x1) > view.width || Math.max(y0, y1) < 0 || Math.min(y0, y1) > view.height) continue;
      context.moveTo(x0, y0);
      context.lineTo(x1, y1);
      inStroke += 1;
      if (inStroke < LINES_PER_STROKE) continue;
      strokeNow(context);
      context.beginPath();
      inStroke = 0;
      yield;
    }
    strokeNow(context);
    yield;
  }
}

/** A canvas puts off what it is told until somebody looks: without looking all strokes would be done at once, in one long frame. */
function strokeNow(context: OffscreenCanvasRenderingContext2D): void {
  context.stroke();
  context.getImageData(0, 0, 1, 1);
}
