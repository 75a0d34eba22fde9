"""Cycles, layers, importance and reach, on small graphs whose answers are plain."""

from __future__ import annotations

import random
import unittest
from typing import Dict, List

from intermap.graph.cycles import cycles, example_cycle, layers, strong_components
from intermap.graph.importance import page_rank
from intermap.graph.reach import callers_of, way_back
from intermap.resolve import Edge, SymbolId


class CycleTest(unittest.TestCase):
    def test_cycles_of_every_length_are_found(self) -> None:
        graph = {
            "self": ["self"],
            "a": ["b"],
            "b": ["a"],
            "lone": ["a"],
            **{f"n{i}": [f"n{(i + 1) % 50}"] for i in range(50)},
        }
        self.assertEqual([len(component) for component in cycles(graph)], [50, 2, 1])

    def test_an_example_is_a_shortest_cycle_that_ends_where_it_begins(self) -> None:
        graph = {"a": ["b", "c"], "b": ["c"], "c": ["d"], "d": ["a"]}
        self.assertEqual(example_cycle(graph, ["a", "b", "c", "d"]), ["a", "c", "d", "a"])
        self.assertEqual(example_cycle({"a": ["a"]}, ["a"]), ["a", "a"])

    def test_a_graph_as_deep_as_it_likes_needs_no_stack(self) -> None:
        graph = {str(i): [str(i + 1)] for i in range(50_000)}
        self.assertEqual(len(strong_components(graph)), 50_001)

    def test_components_are_those_of_mutual_reachability(self) -> None:
        chance = random.Random(7)
        for _ in range(50):
            nodes = [str(i) for i in range(12)]
            graph = {n: sorted({chance.choice(nodes) for _ in range(chance.randrange(3))}) for n in nodes}
            reach = {n: _reachable(graph, n) for n in nodes}
            expected = {frozenset(m for m in nodes if m == n or (m in reach[n] and n in reach[m])) for n in nodes}
            self.assertEqual({frozenset(c) for c in strong_components(graph)}, expected, graph)

    def test_layers_stand_on_what_they_use(self) -> None:
        found = layers({"ui": ["core", "store"], "store": ["core"], "core": [], "x": ["y"], "y": ["x", "core"]})
        self.assertEqual(found, {"core": 0, "store": 1, "ui": 2, "x": 1, "y": 1})


def _reachable(graph: Dict[str, List[str]], start: str) -> set:
    seen: set = set()
    pending = list(graph[start])
    while pending:
        node = pending.pop()
        if node not in seen:
            seen.add(node)
            pending.extend(graph[node])
    return seen


class ImportanceTest(unittest.TestCase):
    def test_what_much_depends_on_is_important_and_the_sum_is_one(self) -> None:
        nodes = ["a", "b", "c", "core"]
        ranks = page_rank(nodes, {"a": {"core": 1}, "b": {"core": 1}, "c": {"a": 1}})
        self.assertEqual(max(ranks, key=lambda node: ranks[node]), "core")
        self.assertAlmostEqual(sum(ranks.values()), 1.0)

    def test_favourites_draw_importance_to_what_they_use(self) -> None:
        nodes = ["a", "b", "x", "y"]
        edges = {"a": {"x": 1.0}, "b": {"y": 1.0}}
        ranks = page_rank(nodes, edges, {"b": 1.0})
        self.assertGreater(ranks["y"], ranks["x"])
        self.assertEqual(page_rank([], {}), {})


class ReachTest(unittest.TestCase):
    def test_callers_come_by_distance_with_the_surest_way(self) -> None:
        ids = {name: SymbolId("f.py", name, 1) for name in "abcd"}
        into: Dict[str, List[Edge]] = {
            "a": [_edge("b", "a", 0.5), _edge("c", "a", 1.0)],
            "b": [_edge("d", "b", 1.0)],
            "c": [_edge("d", "c", 1.0)],
            "d": [_edge("a", "d", 1.0)],
        }
        reached = callers_of([ids["a"]], 5, lambda symbol: into[symbol.name], lambda: None)
        self.assertEqual({s.name: r.depth for s, r in reached.items()}, {"a": 0, "b": 1, "c": 1, "d": 2})
        self.assertEqual(way_back(reached, ids["d"]), ["d", "c", "a"])
        self.assertEqual(reached[ids["d"]].confidence, 1.0)
        self.assertEqual(len(callers_of([ids["a"]], 1, lambda symbol: into[symbol.name], lambda: None)), 3)


def _edge(source: str, target: str, confidence: float) -> Edge:
    return {
        "from": {"file": "f.py", "name": source, "line": 1},
        "to": {"file": "f.py", "name": target, "line": 1},
        "confidence": confidence,
        "line": 1,
    }


if __name__ == "__main__":
    unittest.main()
