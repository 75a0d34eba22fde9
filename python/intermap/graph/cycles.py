"""Strongly connected components: every cycle of any length lies within one."""

from __future__ import annotations

from typing import Dict, Iterable, List, Mapping


def strong_components(graph: Mapping[str, Iterable[str]]) -> List[List[str]]:
    """Tarjan's algorithm without recursion (a deep graph must not overflow the stack).

    Components come in reverse topological order: what a component depends on comes before it.
    """
    order: Dict[str, int] = {}
    low: Dict[str, int] = {}
    on_stack: Dict[str, bool] = {}
    stack: List[str] = []
    components: List[List[str]] = []
    for start in sorted(graph):
        if start in order:
            continue
        order[start] = low[start] = len(order)
        stack.append(start)
        on_stack[start] = True
        work = [(start, iter(sorted(graph.get(start, ()))))]
        while work:
            node, children = work[-1]
            for child in children:
                if child not in order:
                    order[child] = low[child] = len(order)
                    stack.append(child)
                    on_stack[child] = True
                    work.append((child, iter(sorted(graph.get(child, ())))))
                    break
                if on_stack.get(child):
                    low[node] = min(low[node], order[child])
            else:
                work.pop()
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[node])
                if low[node] == order[node]:
                    components.append(_pop_component(stack, on_stack, node))
    return components


def _pop_component(stack: List[str], on_stack: Dict[str, bool], root: str) -> List[str]:
    component: List[str] = []
    while True:
        node = stack.pop()
        on_stack[node] = False
        component.append(node)
        if node == root:
            return sorted(component)


def cycles(graph: Mapping[str, Iterable[str]]) -> List[List[str]]:
    """Components with a cycle, largest first; a node that points at itself counts."""
    found = [c for c in strong_components(graph) if len(c) > 1 or c[0] in set(graph.get(c[0], ()))]
    return sorted(found, key=lambda component: (-len(component), component))


def example_cycle(graph: Mapping[str, Iterable[str]], component: List[str]) -> List[str]:
    """A shortest cycle through the component's first node: what a person would cut. Ends where it begins."""
    start, members = component[0], set(component)
    came_from: Dict[str, str] = {}
    level = [start]
    while level:
        following: List[str] = []
        for node in level:
            for child in sorted(set(graph.get(node, ())) & members):
                if child == start:
                    path = [start, node]
                    while path[-1] != start:
                        path.append(came_from[path[-1]])
                    return path[::-1] if node != start else [start, start]
                if child not in came_from:
                    came_from[child] = node
                    following.append(child)
        level = following
    return component


def layers(graph: Mapping[str, Iterable[str]]) -> Dict[str, int]:
    """Each node's layer: 0 depends on nothing of the graph, others on the layer below at most. Cycles share one."""
    layer: Dict[str, int] = {}
    for component in strong_components(graph):
        members = set(component)
        below = [layer[child] for node in component for child in graph.get(node, ()) if child not in members]
        height = max(below, default=-1) + 1
        for node in component:
            layer[node] = height
    return layer
