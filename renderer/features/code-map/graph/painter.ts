/** Paints a picture: layers, lines, boxes, text. */
import type { Band } from '../model/layout.ts';
import { paintCurve } from './edges.ts';
import { cutToWidth, DETAIL_PX, LABEL_FONT, LABEL_PX, MAX_LABEL_PX, MIN_LABEL_PX, measureNode } from './labels.ts';
import type { LineLayer } from './line-layer.ts';
import type { Palette } from './palette.ts';
import { boxOnCanvas, type DrawnNode, type Picture, type View } from './picture.ts';

/** Up to this many lines are drawn as curves with arrows; more are straight, in a layer of their own. */
const MAX_CURVES = 400;

/** Lines brought out; beyond this they would hide what they are about. */
const MAX_BROUGHT_OUT = 300;

/** Names shown on top of boxes that are too small for text. */
const MAX_FLOATING_LABELS = 28;
const FLOATING_PX = 11;
/** How far down the ranks one looks for boxes in view. */
const MAX_FLOATING_CANDIDATES = 400;

/** How much is left of lines that step back. */
const FADED_LINES = 0.3;

/** Beyond this lines are a texture, which must not outweigh the boxes. */
const MANY_LINES = 1_500;
const MANY_LINES_ALPHA = 0.6;

const RADIUS_PX = 6;
/** Boxes lower than this are drawn without round corners. */
const PLAIN_BOX_PX = 12;

export function paintPicture(context: CanvasRenderingContext2D, view: View, picture: Picture, lines: LineLayer): void {
  const { layout, palette, focused, scene } = picture;
  context.clearRect(0, 0, view.width, view.height);
  paintBands(context, view, layout.bands, palette);
  if (scene.edges.length > MAX_CURVES) {
    context.globalAlpha = focused.fadesEdges ? FADED_LINES : scene.edges.length > MANY_LINES ? MANY_LINES_ALPHA : 1;
    lines.paint(context, view, picture);
    context.globalAlpha = 1;
    for (const edge of focused.markedEdges.slice(0, MAX_BROUGHT_OUT)) paintCurve(context, view, picture, edge, 'marked');
  } else {
    for (const wanted of ['faded', 'plain', 'marked'] as const) {
      for (const edge of scene.edges) if (focused.edgeLook(edge) === wanted) paintCurve(context, view, picture, edge, wanted);
    }
  }
  const inView = picture.drawn.filter(({ box }) => isInView(box, view));
  paintBoxes(context, view, inView);
  for (const edge of focused.nearEdges.slice(0, MAX_BROUGHT_OUT)) paintCurve(context, view, picture, edge, 'near');
  const named = paintLabels(context, view, inView);
  paintFloatingLabels(context, view, picture, named);
  paintBandNames(context, view, layout.bands, palette);
}

function isInView(box: DrawnNode['box'], view: View): boolean {
  const { left, top, width, height } = boxOnCanvas(box, view);
  return left + width >= 0 && left <= view.width && top + height >= 0 && top <= view.height;
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

function paintBoxes(context: CanvasRenderingContext2D, view: View, nodes: readonly DrawnNode[]): void {
  const byLook = Map.groupBy(nodes, ({ look }) => `${look.fill} ${look.border}`);
  for (const alike of byLook.values()) paintBoxesAlike(context, view, alike);
}

function paintBoxesAlike(context: CanvasRenderingContext2D, view: View, alike: readonly DrawnNode[]): void {
  const [first] = alike;
  if (first === undefined) return;
  const isSmall = first.box.height * view.scale < PLAIN_BOX_PX;
  context.fillStyle = isSmall ? first.look.border : first.look.fill;
  context.strokeStyle = first.look.border;
  context.lineWidth = 1;
  if (!isSmall) {
    context.beginPath();
    for (const { box } of alike) {
      const { left, top, width, height } = boxOnCanvas(box, view);
      context.roundRect(left, top, width, height, Math.min(RADIUS_PX * view.scale, RADIUS_PX));
    }
    context.fill();
    context.stroke();
    return;
  }
  // Thousands of whole-pixel rectangles are filled many times faster than one path of as many.
  const places = alike.map(({ box }) => {
    const { left, top, width, height } = boxOnCanvas(box, view);
    return { left: Math.round(left), top: Math.round(top), width: Math.max(2, Math.round(width)), height: Math.max(2, Math.round(height)) };
  });
  for (const { left, top, width, height } of places) context.fillRect(left, top, width, height);
  context.fillStyle = first.look.fill;
  for (const { left, top, width, height } of places) context.fillRect(left + 1, top + 1, width - 2, height - 2);
}

/** Returns the boxes whose text could be read. */
function paintLabels(context: CanvasRenderingContext2D, view: View, nodes: readonly DrawnNode[]): Set<DrawnNode> {
  const labelPx = Math.max(MIN_LABEL_PX, Math.min(MAX_LABEL_PX, LABEL_PX * view.scale));
  const detailPx = Math.max(MIN_LABEL_PX, Math.min(12, DETAIL_PX * view.scale));
  const isFullSize = LABEL_PX * view.scale >= MIN_LABEL_PX;
  const hasDetail = ({ node, box }: DrawnNode) => node.detail !== '' && box.height * view.scale >= labelPx + detailPx + 6;
  // In a box smaller than its text was measured for only a name that fits whole is worth showing.
  const named = nodes.filter(({ node, box }) => {
    const labelWidth = (measureNode(node).label * labelPx) / LABEL_PX;
    return box.height * view.scale >= labelPx + 2 && (isFullSize || labelWidth <= box.width * view.scale - 4);
  });
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  // One font at a time: setting it costs more than drawing a word.
  context.font = `500 ${labelPx}px ${LABEL_FONT}`;
  for (const drawn of named) {
    const { x, y, width } = boxOnCanvas(drawn.box, view);
    const labelWidth = (measureNode(drawn.node).label * labelPx) / LABEL_PX;
    context.fillStyle = drawn.look.text;
    context.fillText(
      cutToWidth(drawn.node.label, labelWidth, isFullSize ? width - 12 : width),
      x,
      hasDetail(drawn) ? y - detailPx * 0.62 : y,
    );
  }
  context.font = `400 ${detailPx}px ${LABEL_FONT}`;
  for (const drawn of named.filter(hasDetail)) {
    const { x, y, width } = boxOnCanvas(drawn.box, view);
    const detailWidth = (measureNode(drawn.node).detail * detailPx) / DETAIL_PX;
    context.fillStyle = drawn.look.detail;
    context.fillText(cutToWidth(drawn.node.detail, detailWidth, width - 12, 'end'), x, y + labelPx * 0.62);
  }
  return new Set(named);
}

/** Zoomed out, names go where there is room: what is brought out first, then what most depends on or is depended on. A box that has its name in it is no room, unless it steps back. */
function paintFloatingLabels(context: CanvasRenderingContext2D, view: View, { ranked }: Picture, named: ReadonlySet<DrawnNode>): void {
  const taken = [...named].flatMap(({ box, look }) => {
    const { left, top, width, height } = boxOnCanvas(box, view);
    return look.isFaded ? [] : [{ left, right: left + width, top, bottom: top + height }];
  });
  let count = 0;
  const candidates = ranked.slice(0, MAX_FLOATING_CANDIDATES).filter((drawn) => !named.has(drawn) && isInView(drawn.box, view));
  context.font = `500 ${FLOATING_PX}px ${LABEL_FONT}`;
  context.lineWidth = 1;
  for (const { node, box, look } of candidates) {
    if (count >= MAX_FLOATING_LABELS) break;
    const width = (measureNode(node).label * FLOATING_PX) / LABEL_PX + 12;
    const at = boxOnCanvas(box, view);
    const x = Math.min(Math.max(at.x, width / 2 + 2), view.width - width / 2 - 2);
    const place = { left: x - width / 2 - 3, right: x + width / 2 + 3, top: at.y - 12, bottom: at.y + 12 };
    if (taken.some((other) => place.left < other.right && place.right > other.left && place.top < other.bottom && place.bottom > other.top))
      continue;
    taken.push(place);
    count += 1;
    context.fillStyle = look.fill;
    context.strokeStyle = look.border;
    context.beginPath();
    context.roundRect(x - width / 2, at.y - 9, width, 18, 4);
    context.fill();
    context.stroke();
    context.fillStyle = look.text;
    context.fillText(node.label, x, at.y + 0.5);
  }
}
