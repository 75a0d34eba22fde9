/** A scene ready to be painted: its boxes with their places and looks. */
import type { Box, SceneLayout } from '../model/layout.ts';
import type { Scene, SceneIndex, SceneNode } from '../model/scene.ts';
import { indexScene } from '../model/scene.ts';
import { type Focus, type FocusedScene, focusScene, type NodeLook } from './look.ts';
import type { Palette } from './palette.ts';

export type DrawnNode = { node: SceneNode; box: Box; look: NodeLook };

export type Picture = {
  scene: Pick<Scene, 'nodes' | 'edges'>;
  index: SceneIndex;
  layout: SceneLayout;
  /** What most depends on or is depended on first. */
  order: readonly SceneNode[];
  focused: FocusedScene;
  palette: Palette;
  drawn: readonly DrawnNode[];
  /** The same, what matters most first: names are given in this order where not all have room. */
  ranked: readonly DrawnNode[];
};

/** From the picture's pixels to the canvas': x' = left + x·scale, y' = top − y·scale. */
export type View = { left: number; top: number; scale: number; width: number; height: number };

export function pictureOf(scene: Pick<Scene, 'nodes' | 'edges'>, layout: SceneLayout, focus: Focus, palette: Palette): Picture {
  const index = indexScene(scene);
  const links = ({ id }: SceneNode) => (index.from.get(id)?.length ?? 0) + (index.to.get(id)?.length ?? 0);
  const order = scene.nodes
    .map((node) => ({ node, links: links(node) }))
    .sort((first, second) => second.links - first.links)
    .map(({ node }) => node);
  return refocused({ scene, index, layout, order }, focus, palette);
}

/** The same scene with something else brought out, or in other colours: asked for whenever the pointer comes to another box, so nothing is sorted here. */
export function refocused(
  { scene, index, layout, order }: Pick<Picture, 'scene' | 'index' | 'layout' | 'order'>,
  focus: Focus,
  palette: Palette,
): Picture {
  const focused = focusScene(index, focus);
  const drawn = order.flatMap((node): DrawnNode[] => {
    const box = layout.boxes.get(node.id);
    return box === undefined ? [] : [{ node, box, look: focused.nodeLook(node, palette) }];
  });
  const ranked = [
    ...drawn.filter(({ look }) => look.isStrong && !look.isFaded),
    ...drawn.filter(({ look }) => !look.isStrong && !look.isFaded),
  ];
  return { scene, index, layout, order, focused, palette, drawn, ranked };
}

/** Where a box stands on the canvas. */
export function boxOnCanvas(box: Box, view: View) {
  const width = box.width * view.scale;
  const height = box.height * view.scale;
  const x = view.left + box.x * view.scale;
  const y = view.top - box.y * view.scale;
  return { x, y, width, height, left: x - width / 2, top: y - height / 2 };
}

/** The box at a point of the canvas. */
export function nodeAt(picture: Picture, view: View, canvasX: number, canvasY: number): SceneNode | null {
  const x = (canvasX - view.left) / view.scale;
  const y = (view.top - canvasY) / view.scale;
  // Boxes of a layout don't overlap, so the first one is the only one.
  const hit = picture.drawn.find(({ box }) => Math.abs(box.x - x) <= box.width / 2 && Math.abs(box.y - y) <= box.height / 2);
  return hit?.node ?? null;
}
