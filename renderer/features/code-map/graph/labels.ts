/** Text on boxes: as large as the zoom allows, cut to fit, and left out where it could not be read. */
import type { SceneNode } from '../model/scene.ts';

export const LABEL_FONT = '"Inter Variable", system-ui, sans-serif';
export const LABEL_PX = 13;
export const DETAIL_PX = 11;

/** Text smaller than this is not text. */
export const MIN_LABEL_PX = 10.5;
/** Zoomed in further, boxes grow and their text no longer does. */
export const MAX_LABEL_PX = 16;

let measuring: OffscreenCanvasRenderingContext2D | null = null;

/** A box's two lines are measured once, not with each frame. */
const measured = new WeakMap<SceneNode, { label: number; detail: number }>();

/** Widths of a box's two lines, in pixels at zoom 1. */
export function measureNode(node: SceneNode): { label: number; detail: number } {
  const known = measured.get(node);
  if (known !== undefined) return known;
  const widths = { label: widthOf(node.label, 500, LABEL_PX), detail: widthOf(node.detail, 400, DETAIL_PX) };
  measured.set(node, widths);
  return widths;
}

function widthOf(text: string, weight: number, sizePx: number): number {
  measuring ??= new OffscreenCanvas(1, 1).getContext('2d');
  if (measuring === null) return text.length * sizePx * 0.55;
  measuring.font = `${weight} ${sizePx}px ${LABEL_FONT}`;
  return measuring.measureText(text).width;
}

/** The text, or its start or end with an ellipsis. Paths keep their end, which tells them apart. */
export function cutToWidth(text: string, widthPx: number, availablePx: number, keep: 'start' | 'end' = 'start'): string {
  if (widthPx <= availablePx) return text;
  const fitting = Math.floor((text.length * availablePx) / widthPx) - 1;
  if (fitting < 2) return '';
  return keep === 'start' ? `${text.slice(0, fitting)}…` : `…${text.slice(-fitting)}`;
}
