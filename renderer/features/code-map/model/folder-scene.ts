/** The picture of a folder: its sub-folders and files, or all files below it. */

import { strings } from '../../../strings/strings.ts';
import { layersByDependency, withoutGaps } from './layering.ts';
import { baseName, type FileLink, folderOf, isBelow, type ProjectMap } from './project-map.ts';
import type { Scene, SceneEdge, SceneNode } from './scene.ts';

export type FolderPlace = {
  type: 'folder';
  /** '' for the project's root. */
  folder: string;
  /** `modules`: one box per sub-folder. `files`: every file below. */
  detail: 'modules' | 'files';
};

const TEST_PATH = /(^|\/)(tests?|__tests__|spec)(\/|$)|(^|\/)test_[^/]*$|[._-](test|spec)\.[^/]*$/;

/** A slice is about this many links. */
const LINKS_PER_YIELD = 2_000;

export function* buildFolderScene(map: ProjectMap, place: FolderPlace): Generator<void, Scene> {
  const { folder, detail } = place;
  const files = map.files.filter((file) => isBelow(file, folder));
  yield;
  const nodeIdOf = new Map(files.map((file) => [file, detail === 'files' ? file : childOf(file, folder)]));
  yield;
  const edges = yield* mergedEdges(map, nodeIdOf);
  const members = new Map<string, string[]>();
  for (const file of files) {
    const id = nodeIdOf.get(file) ?? file;
    const siblings = members.get(id);
    if (siblings === undefined) members.set(id, [file]);
    else siblings.push(file);
  }
  yield;
  const ids = [...members.keys()];
  const layerOf = layersOf(map, ids, members, edges, detail);
  const linked = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const hasLoose = ids.some((id) => !linked.has(id)) && linked.size > 0;
  yield;
  const nodes = ids.map((id): SceneNode => {
    const inside = members.get(id) ?? [];
    const isFolder = !map.layerOf.has(id) && !inside.includes(id);
    const layer = layerOf.get(id) ?? 0;
    return {
      id,
      kind: isFolder ? 'folder' : 'file',
      label: isFolder ? relativeTo(id, folder) : baseName(id),
      detail: isFolder ? strings.counts.files(inside.length) : detail === 'files' ? relativeTo(folderOf(id), folder) : '',
      // What nothing of the picture is linked with stands apart, below everything.
      layer: !hasLoose ? layer : linked.has(id) ? layer + 1 : 0,
      path: id,
      line: 1,
      isTest: TEST_PATH.test(id),
    };
  });
  const layers = Math.max(0, ...nodes.map(({ layer }) => layer)) + 1;
  return {
    key: `folder:${detail}:${folder}`,
    title: strings.codeMap.folderTitle(folder, layers, nodes.length),
    nodes,
    edges: edges.map((edge) => ({
      ...edge,
      isAgainstLayers: edge.isImport && (layerOf.get(edge.from) ?? 0) < (layerOf.get(edge.to) ?? 0),
    })),
    layerNames: linked.size === 0 ? [nodes.length > 1 ? strings.codeMap.notLinked : ''] : layerNames(layers, hasLoose),
  };
}

type MergedEdge = SceneEdge & { isImport: boolean };

/** Links between boxes: those between two files of one box vanish, the rest are added up. */
function* mergedEdges(map: ProjectMap, nodeIdOf: ReadonlyMap<string, string>): Generator<void, MergedEdge[]> {
  const merged = new Map<string, MergedEdge>();
  let steps = 0;
  for (const link of map.links) {
    steps += 1;
    if (steps % LINKS_PER_YIELD === 0) yield;
    const from = nodeIdOf.get(link.from);
    const to = nodeIdOf.get(link.to);
    if (from === undefined || to === undefined || from === to || !isDependency(link)) continue;
    const key = `${from}\n${to}`;
    const edge = merged.get(key) ?? { from, to, weight: 0, isAgainstLayers: false, confidence: 1, isImport: false };
    edge.weight += link.imports + link.calls;
    edge.isImport ||= link.imports > 0;
    merged.set(key, edge);
  }
  return [...merged.values()];
}

/**
 * Calls without an import go through an object that was handed over: they bind nothing to anything, and who is meant is often a guess. Files
 * of one folder need no import in languages whose unit is the package.
 */
function isDependency({ from, to, imports }: FileLink): boolean {
  return imports > 0 || folderOf(from) === folderOf(to);
}

function layersOf(
  map: ProjectMap,
  ids: readonly string[],
  members: ReadonlyMap<string, readonly string[]>,
  edges: readonly MergedEdge[],
  detail: FolderPlace['detail'],
): Map<string, number> {
  const imports = edges.filter(({ isImport }) => isImport);
  const means = new Map(ids.map((id) => [id, mean((members.get(id) ?? []).map((file) => map.layerOf.get(file) ?? 0))]));
  if (detail === 'files') return withoutGaps(means);
  return withoutGaps(layersByDependency(ids, imports.length > 0 ? imports : edges, (id) => means.get(id) ?? 0));
}

/** The box of a file in the picture of a folder: the sub-folder it is in, or itself. */
function childOf(file: string, folder: string): string {
  const start = folder === '' ? 0 : folder.length + 1;
  const slash = file.indexOf('/', start);
  return slash === -1 ? file : file.slice(0, slash);
}

function layerNames(layers: number, hasLoose: boolean): string[] {
  const first = hasLoose ? 1 : 0;
  return Array.from({ length: layers }, (_, layer) =>
    layer < first ? strings.codeMap.notLinked : layer === first ? strings.codeMap.foundation : strings.codeMap.layer(layer - first),
  );
}

function relativeTo(path: string, folder: string): string {
  if (path === folder) return '';
  return folder !== '' && isBelow(path, folder) ? path.slice(folder.length + 1) : path;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
