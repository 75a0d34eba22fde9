/** The picture of a file: its definitions and their calls, between the files that use it and those it uses. */
import type { IntermapResult } from '#protocol/intermap.ts';
import { strings } from '../../../strings/strings.ts';
import { layersByDependency, withoutGaps } from './layering.ts';
import { baseName, folderOf } from './project-map.ts';
import { type Scene, type SceneEdge, type SceneNode, shortName } from './scene.ts';

type Extract = IntermapResult<'extract'>;
type CallEdge = IntermapResult<'call_graph'>['edges'][number];

/** Values and types are told in the list of the file's editor; a picture of calls is about what can be called. */
const CALLABLE = new Set([
  'function',
  'method',
  'class',
  'async function',
  'async method',
  'constructor',
  'lambda',
  'struct',
  'trait',
  'property',
]);

/** More neighbours than this make the picture a wall of boxes. */
const MAX_NEIGHBOURS = 40;

export function buildFileScene(file: Extract, calls: readonly CallEdge[]): Scene {
  const symbols = file.symbols.filter(
    ({ kind, name }) => CALLABLE.has(kind) || calls.some(({ from, to }) => from.name === name || to.name === name),
  );
  const own = new Map<string, SceneNode>();
  for (const symbol of symbols) own.set(symbol.name, symbolNode(file.file, symbol.name, symbol.line, symbol.kind));
  const edges = new Map<string, SceneEdge>();
  const users = new Map<string, number>();
  const used = new Map<string, number>();
  const link = (from: string, to: string, confidence: number) => {
    if (from === to) return;
    const key = `${from}\n${to}`;
    const edge = edges.get(key);
    edges.set(key, {
      from,
      to,
      weight: (edge?.weight ?? 0) + 1,
      isAgainstLayers: false,
      confidence: Math.max(edge?.confidence ?? 0, confidence),
    });
  };
  const nodeOf = (endpoint: CallEdge['from']): string | null => {
    if (endpoint.file !== file.file) return null;
    if (!own.has(endpoint.name))
      own.set(
        endpoint.name,
        symbolNode(file.file, endpoint.name, endpoint.line ?? 1, endpoint.name === file.module ? 'module' : 'definition'),
      );
    return endpoint.name;
  };
  for (const { from, to, confidence } of calls) {
    const start = nodeOf(from);
    const end = nodeOf(to);
    if (start !== null && end !== null) link(start, end, confidence);
    else if (start !== null && to.file !== null) {
      used.set(to.file, (used.get(to.file) ?? 0) + 1);
      link(start, usesId(to.file), confidence);
    } else if (end !== null && from.file !== null) {
      users.set(from.file, (users.get(from.file) ?? 0) + 1);
      link(userId(from.file), end, confidence);
    }
  }
  const ids = [...own.keys()];
  const inner = withoutGaps(
    layersByDependency(
      ids,
      [...edges.values()].filter(({ from, to }) => own.has(from) && own.has(to)),
    ),
  );
  const above = busiest(users);
  const below = busiest(used);
  const firstLayer = below.length > 0 ? 1 : 0;
  const topLayer = firstLayer + Math.max(-1, ...inner.values()) + 1;
  const nodes = [
    ...below.map(([path, count]) => neighbourNode(usesId(path), path, count, 0)),
    ...ids.map((id) => ({ ...(own.get(id) as SceneNode), layer: firstLayer + (inner.get(id) ?? 0) })),
    ...above.map(([path, count]) => neighbourNode(userId(path), path, count, topLayer)),
  ];
  const known = new Set(nodes.map(({ id }) => id));
  const leftOut = users.size + used.size - above.length - below.length;
  return {
    key: `file:${file.file}`,
    title: strings.codeMap.fileTitle(file.file, ids.length),
    nodes,
    edges: [...edges.values()].filter(({ from, to }) => known.has(from) && known.has(to)),
    layerNames:
      nodes.length === 0
        ? []
        : Array.from({ length: topLayer + (above.length > 0 ? 1 : 0) }, (_, layer) => nameOfLayer(layer, firstLayer, topLayer)),
    ...(leftOut > 0 && { omitted: strings.codeMap.linkedFilesNotShown(leftOut) }),
  };
}

function nameOfLayer(layer: number, firstLayer: number, topLayer: number): string {
  if (layer < firstLayer) return strings.codeMap.filesItCalls;
  if (layer === topLayer) return strings.codeMap.filesThatCallIt;
  return layer === topLayer - 1 ? strings.codeMap.inThisFile : '';
}

function symbolNode(file: string, name: string, line: number, kind: string): SceneNode {
  const label = kind === 'module' ? strings.codeMap.moduleLevel : shortName(name);
  return { id: name, kind: 'symbol', label, detail: kind, layer: 0, path: file, line, name, symbolKind: kind };
}

function neighbourNode(id: string, path: string, calls: number, layer: number): SceneNode {
  return {
    id,
    kind: 'outside',
    label: baseName(path),
    detail: `${folderOf(path)} · ${strings.codeMap.countCalls(calls)}`.replace(/^ · /, ''),
    layer,
    path,
    line: 1,
  };
}

const usesId = (path: string) => `uses ${path}`;
const userId = (path: string) => `used by ${path}`;

function busiest(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([, first], [, second]) => second - first).slice(0, MAX_NEIGHBOURS);
}
