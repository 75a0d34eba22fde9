/** Circles of dependencies: which nodes reach each other. */
import type { Dependency } from './layering.ts';

/** The circle each node is in, by number; a node in none has a number of its own. (Kosaraju's algorithm, without recursion.) */
export function circleOf(ids: readonly string[], dependencies: readonly Dependency[]): Map<string, number> {
  const forward = new Map<string, string[]>(ids.map((id) => [id, []]));
  const backward = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const { from, to } of dependencies) {
    forward.get(from)?.push(to);
    backward.get(to)?.push(from);
  }
  const circles = new Map<string, number>();
  let number = 0;
  for (const start of finishOrder(ids, forward).reverse()) {
    if (circles.has(start)) continue;
    const waiting = [start];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (circles.has(id)) continue;
      circles.set(id, number);
      waiting.push(...(backward.get(id) ?? []));
    }
    number += 1;
  }
  return circles;
}

/** Nodes in the order in which a walk, depth first, is done with them. */
function finishOrder(ids: readonly string[], forward: ReadonlyMap<string, readonly string[]>): string[] {
  const seen = new Set<string>();
  const finished: string[] = [];
  for (const start of ids) {
    if (seen.has(start)) continue;
    seen.add(start);
    const path = [{ id: start, next: 0 }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const target = forward.get(top.id)?.[top.next];
      top.next += 1;
      if (target === undefined) {
        finished.push(top.id);
        path.pop();
      } else if (forward.has(target) && !seen.has(target)) {
        seen.add(target);
        path.push({ id: target, next: 0 });
      }
    }
  }
  return finished;
}
