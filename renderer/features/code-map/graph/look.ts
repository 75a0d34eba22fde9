/** How a node and an edge look in the state they are in: chosen, near, part of what is highlighted, or faded. */
import type { SceneEdge, SceneIndex, SceneNode } from '../model/scene.ts';
import type { Palette } from './palette.ts';

/** A set of files to bring out, each with its distance from what it is about: a cycle's files, changed files and what they reach. */
export type Emphasis = { label: string; depthByFile: ReadonlyMap<string, number> };

export type Focus = {
  selectedId: string | null;
  hoveredId: string | null;
  emphasis: Emphasis | null;
};

export type NodeLook = { fill: string; border: string; text: string; detail: string; isStrong: boolean; isFaded: boolean };

/** `near`: of the box chosen or pointed at. `marked`: against the layers, or between highlighted files. */
export type EdgeLook = 'plain' | 'near' | 'marked' | 'faded';

/** What stands out, worked out once for all boxes and lines. */
export type FocusedScene = {
  nodeLook: (node: SceneNode, palette: Palette) => NodeLook;
  edgeLook: (edge: SceneEdge) => EdgeLook;
  /** Lines between highlighted boxes, drawn below the boxes. */
  markedEdges: readonly SceneEdge[];
  /** Lines of the box chosen or pointed at, drawn over the boxes. */
  nearEdges: readonly SceneEdge[];
  /** True where all lines that are not brought out step back. */
  fadesEdges: boolean;
};

export function focusScene(index: SceneIndex, focus: Focus): FocusedScene {
  const selectedId = focus.selectedId !== null && index.nodes.has(focus.selectedId) ? focus.selectedId : null;
  const centre = selectedId ?? focus.hoveredId;
  // Pointing at a box brings out its lines; only choosing it takes the rest back.
  const fadesRest = selectedId !== null;
  const depths = focus.emphasis === null || fadesRest ? null : emphasisDepths(index, focus.emphasis);
  const nearEdges = centre === null ? [] : [...(index.from.get(centre) ?? []), ...(index.to.get(centre) ?? [])];
  const near = new Set(nearEdges.flatMap(({ from, to }) => [from, to]));
  const markedEdges =
    depths === null ? [] : [...depths.keys()].flatMap((id) => (index.from.get(id) ?? []).filter(({ to }) => depths.has(to)));
  const isNear = ({ from, to }: SceneEdge) => centre !== null && (from === centre || to === centre);
  return {
    markedEdges,
    nearEdges,
    fadesEdges: fadesRest || depths !== null,
    nodeLook: (node, palette) => {
      if (node.id === selectedId) return look(palette, palette.accent, palette.accent, palette.onAccent, true);
      if (near.has(node.id) || node.id === focus.hoveredId)
        return look(palette, palette.accentSurface, palette.accentText, palette.text, true);
      if (fadesRest) return faded(palette);
      if (depths !== null) {
        const depth = depths.get(node.id);
        return depth === undefined ? faded(palette) : emphasised(palette, depth);
      }
      if (node.isTarget === true) return look(palette, palette.accentSurface, palette.accent, palette.text, true);
      return look(palette, fillOf(node, palette), palette.boxBorder, palette.text);
    },
    edgeLook: (edge) => {
      if (isNear(edge)) return 'near';
      if (fadesRest) return 'faded';
      if (depths !== null) return depths.has(edge.from) && depths.has(edge.to) ? 'marked' : 'faded';
      return edge.isAgainstLayers ? 'marked' : 'plain';
    },
  };
}

function fillOf({ kind, isTest }: SceneNode, palette: Palette): string {
  if (kind === 'folder') return palette.folder;
  // Tests and other files are there, but they are not what the picture is about.
  return kind === 'outside' || isTest === true ? palette.band : palette.box;
}

/** A box of several files stands as near as the nearest of them. */
function emphasisDepths(index: SceneIndex, { depthByFile }: Emphasis): Map<string, number> {
  const depths = new Map<string, number>();
  const folders = [...index.nodes.values()].filter(({ kind }) => kind === 'folder');
  for (const node of index.nodes.values()) {
    const depth = node.kind === 'folder' ? undefined : depthByFile.get(node.path);
    if (depth !== undefined) depths.set(node.id, depth);
  }
  for (const [file, depth] of depthByFile) {
    const folder = folders.find(({ path }) => file.startsWith(`${path}/`));
    if (folder !== undefined) depths.set(folder.id, Math.min(depth, depths.get(folder.id) ?? depth));
  }
  return depths;
}

function emphasised(palette: Palette, depth: number): NodeLook {
  if (depth === 0) return look(palette, palette.amberLine, palette.amber, palette.text, true);
  if (depth === 1) return look(palette, palette.amberSurface, palette.amber, palette.text, true);
  return look(palette, palette.box, palette.amberLine, palette.text);
}

function look(palette: Palette, fill: string, border: string, text: string, isStrong = false): NodeLook {
  return { fill, border, text, detail: text === palette.text ? palette.textSecondary : text, isStrong, isFaded: false };
}

function faded(palette: Palette): NodeLook {
  return {
    fill: palette.surface,
    border: palette.line,
    text: palette.textFaded,
    detail: palette.textFaded,
    isStrong: false,
    isFaded: true,
  };
}
