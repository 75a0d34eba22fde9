"""PageRank over weighted edges: what much depends on is important, most of all what important code depends on."""

from __future__ import annotations

from typing import Dict, List, Mapping, Optional

# The classic value (Brin and Page, 1998): one step in seven begins anew.
DAMPING = 0.85
ITERATIONS = 24


def page_rank(
    nodes: List[str], edges: Mapping[str, Mapping[str, float]], favourites: Optional[Mapping[str, float]] = None
) -> Dict[str, float]:
    """Importance of each node; the sum is 1. With ``favourites`` walks begin there (personalised PageRank)."""
    if not nodes:
        return {}
    at = {node: place for place, node in enumerate(nodes)}
    outgoing = [
        [(at[target], weight) for target, weight in edges.get(node, {}).items() if target in at and weight > 0]
        for node in nodes
    ]
    shares = [[(target, weight / sum(w for _, w in row)) for target, weight in row] for row in outgoing]
    start = _start_of(nodes, favourites)
    rank = list(start)
    for _ in range(ITERATIONS):
        following = [0.0] * len(nodes)
        dangling = 0.0
        for value, row in zip(rank, shares):
            if not row:
                dangling += value
            for target, share in row:
                following[target] += value * share
        rank = [(1 - DAMPING + DAMPING * dangling) * s + DAMPING * f for s, f in zip(start, following)]
    return dict(zip(nodes, rank))


def _start_of(nodes: List[str], favourites: Optional[Mapping[str, float]]) -> List[float]:
    weights = [max(0.0, (favourites or {}).get(node, 0.0)) for node in nodes]
    total = sum(weights)
    if total <= 0:
        return [1.0 / len(nodes)] * len(nodes)
    # A tenth goes everywhere, so that the rest of the project is ranked as well.
    return [0.9 * weight / total + 0.1 / len(nodes) for weight in weights]
