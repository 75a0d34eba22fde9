/** Which layer a node stands in: above everything it depends on. */
import { circleOf } from './circles.ts';

export type Dependency = { from: string; to: string };

/**
 * Layers from 0 by the longest way down. `height` orders nodes beforehand: a dependency that leads upwards in it is left out, as it would turn
 * the picture on its head. Nodes of one height that depend on each other in a circle stand side by side. Where no height is given, dependencies
 * that close a circle are left out.
 */
export function layersByDependency(
  ids: readonly string[],
  dependencies: readonly Dependency[],
  height?: (id: string) => number,
): Map<string, number> {
  if (height === undefined) return longestWays(ids, dependencies);
  const circles = circleOf(ids, dependencies);
  const groupOf = new Map(ids.map((id) => [id, `${circles.get(id)} ${height(id)}`]));
  const heights = new Map(ids.map((id) => [groupOf.get(id) ?? id, height(id)]));
  const downwards = dependencies.filter(({ from, to }) => groupOf.has(from) && groupOf.has(to) && height(from) >= height(to));
  const groups = [...heights.keys()].sort((first, second) => (heights.get(second) ?? 0) - (heights.get(first) ?? 0));
  const layers = longestWays(
    groups,
    downwards.map(({ from, to }) => ({ from: groupOf.get(from) ?? from, to: groupOf.get(to) ?? to })),
  );
  return new Map(ids.map((id) => [id, layers.get(groupOf.get(id) ?? id) ?? 0]));
}

/** The length of the longest way down from each node; what closes a circle is left out. */
function longestWays(ids: readonly string[], dependencies: readonly Dependency[]): Map<string, number> {
  const below = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const { from, to } of dependencies) {
    if (from !== to && below.has(to)) below.get(from)?.push(to);
  }
  const layerOf = new Map<string, number>();
  for (const start of ids) visit(start, below, layerOf);
  return layerOf;
}

/** Depth first without recursion: call chains can be deeper than the stack. */
function visit(start: string, below: ReadonlyMap<string, readonly string[]>, layerOf: Map<string, number>): void {
  if (layerOf.has(start)) return;
  const path: { id: string; next: number; layer: number }[] = [{ id: start, next: 0, layer: 0 }];
  const onPath = new Set([start]);
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const target = below.get(top.id)?.[top.next];
    top.next += 1;
    if (target === undefined) {
      layerOf.set(top.id, top.layer);
      onPath.delete(top.id);
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) parent.layer = Math.max(parent.layer, top.layer + 1);
    } else if (layerOf.has(target)) {
      top.layer = Math.max(top.layer, (layerOf.get(target) ?? 0) + 1);
    } else if (!onPath.has(target)) {
      path.push({ id: target, next: 0, layer: 0 });
      onPath.add(target);
    }
  }
}

/** Layers without gaps, in the same order; `taken` in any numbers. */
export function withoutGaps(taken: ReadonlyMap<string, number>): Map<string, number> {
  const numbers = [...new Set(taken.values())].sort((first, second) => first - second);
  const compact = new Map(numbers.map((number, index) => [number, index]));
  return new Map([...taken].map(([id, number]) => [id, compact.get(number) ?? 0]));
}
