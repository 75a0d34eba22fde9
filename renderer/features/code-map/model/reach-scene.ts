/** Pictures about one symbol: who calls it and what it calls, or all that a change of it reaches. */
import type { IntermapResult } from '#protocol/intermap.ts';
import { strings } from '../../../strings/strings.ts';
import { baseName } from './project-map.ts';
import { type Scene, type SceneEdge, type SceneNode, shortName } from './scene.ts';

type CallGraph = IntermapResult<'call_graph'>;
type Impact = IntermapResult<'impact'>;
type Endpoint = CallGraph['edges'][number]['from'];

/** A definition of the project. */
export type SymbolTarget = { name: string; file: string; line: number };

/** Callers above, callees below, by the number of calls between. */
export function buildCallsScene(target: SymbolTarget, graph: CallGraph): Scene {
  const targetId = idOf(target);
  const endpoints = new Map<string, Endpoint>();
  const callers = new Map<string, string[]>();
  const callees = new Map<string, string[]>();
  const edges: SceneEdge[] = [];
  for (const { from, to, confidence } of graph.edges) {
    if (from.file === null || to.file === null) continue;
    const [start, end] = [idOf(from), idOf(to)];
    endpoints.set(start, from).set(end, to);
    edges.push({ from: start, to: end, weight: 1, isAgainstLayers: false, confidence });
    callers.set(end, [...(callers.get(end) ?? []), start]);
    callees.set(start, [...(callees.get(start) ?? []), end]);
  }
  endpoints.set(targetId, target);
  const up = distances(targetId, callers);
  const down = distances(targetId, callees);
  const depth = Math.max(0, ...down.values());
  const height = Math.max(0, ...up.values());
  const nodes = [...endpoints].flatMap(([id, endpoint]): SceneNode[] => {
    const steps = id === targetId ? 0 : (up.get(id) ?? -(down.get(id) ?? Number.NaN));
    // Edges between two callees further away than asked for.
    if (Number.isNaN(steps)) return [];
    return [{ ...endpointNode(id, endpoint), layer: depth + steps, ...(id === targetId && { isTarget: true }) }];
  });
  const known = new Set(nodes.map(({ id }) => id));
  return {
    key: `calls:${targetId}`,
    title: strings.codeMap.callsOf(target.name, up.size - 1, down.size - 1),
    nodes,
    edges: edges.filter(({ from, to }) => known.has(from) && known.has(to)),
    layerNames: Array.from({ length: depth + height + 1 }, (_, layer) => callsLayerName(layer - depth)),
    ...omission(graph.total - graph.edges.length, strings.codeMap.callsNotShown),
  };
}

function callsLayerName(steps: number): string {
  if (steps === 0) return strings.codeMap.chosen;
  return steps > 0 ? strings.codeMap.callers(steps) : strings.codeMap.callees(-steps);
}

/** What a change reaches, one layer for each call further away. */
export function buildImpactScene(target: SymbolTarget, impact: Impact): Scene {
  const targetId = idOf(target);
  const nodes = new Map<string, SceneNode>([[targetId, { ...endpointNode(targetId, target), isTarget: true }]]);
  const idsByName = new Map([[target.name, targetId]]);
  for (const found of impact.targets) idsByName.set(found.name, targetId);
  for (const affected of impact.affected) {
    const id = idOf(affected);
    nodes.set(id, { ...endpointNode(id, affected), layer: affected.depth, isTest: affected.is_test });
    idsByName.set(affected.name, id);
  }
  const edges = impact.affected.flatMap((affected): SceneEdge[] => {
    const to = idsByName.get(affected.why[1] ?? '');
    return to === undefined ? [] : [{ from: idOf(affected), to, weight: 1, isAgainstLayers: false, confidence: affected.confidence }];
  });
  const depth = Math.max(0, ...impact.affected.map((affected) => affected.depth));
  return {
    key: `impact:${targetId}`,
    title: strings.codeMap.changeReaches(target.name, impact.total),
    nodes: [...nodes.values()],
    edges,
    layerNames: Array.from({ length: depth + 1 }, (_, layer) =>
      layer === 0 ? strings.codeMap.theChange : strings.codeMap.callsAway(layer),
    ),
    ...omission(impact.total - impact.affected.length, strings.codeMap.placesNotShown),
  };
}

function omission(count: number, words: (count: number) => string): Pick<Scene, 'omitted'> {
  return count > 0 ? { omitted: words(count) } : {};
}

function endpointNode(id: string, endpoint: Endpoint): SceneNode {
  const file = endpoint.file ?? '';
  return {
    id,
    kind: 'symbol',
    label: shortName(endpoint.name),
    detail: baseName(file),
    layer: 0,
    path: file,
    line: endpoint.line ?? 1,
    name: endpoint.name,
  };
}

const idOf = (endpoint: { name: string; file: string | null }) => `${endpoint.file ?? ''}#${endpoint.name}`;

/** Steps from the start, breadth first; the start itself has 0. */
function distances(start: string, next: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const found = new Map([[start, 0]]);
  for (const id of found.keys()) {
    for (const neighbour of next.get(id) ?? []) if (!found.has(neighbour)) found.set(neighbour, (found.get(id) ?? 0) + 1);
  }
  return found;
}
