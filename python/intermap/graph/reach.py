"""What a change reaches: callers of callers, each with the shortest way back to the change."""

from __future__ import annotations

from typing import Callable, Dict, Iterable, List, NamedTuple, Optional

from ..resolve import Edge, SymbolId


class Reached(NamedTuple):
    """A definition that a change can reach. ``via`` is the next one on the way to the change."""

    symbol: SymbolId
    depth: int
    via: Optional[SymbolId]
    line: int
    confidence: float


def callers_of(
    starts: Iterable[SymbolId], depth: int, callers: Callable[[SymbolId], List[Edge]], check: Callable[[], None]
) -> Dict[SymbolId, Reached]:
    """Everything that calls the starts, directly or through others, breadth first. The starts have depth 0.

    A way is as sure as its least sure call. Stable: equal ways are decided by the order of edges.
    """
    reached = {symbol: Reached(symbol, 0, None, symbol.line, 1.0) for symbol in sorted(set(starts))}
    level = list(reached)
    for distance in range(1, depth + 1):
        following: Dict[SymbolId, Reached] = {}
        for symbol in level:
            check()
            so_far = reached[symbol].confidence
            for edge in callers(symbol):
                source = edge["from"]
                if source["file"] is None:
                    continue
                caller = SymbolId(source["file"], source["name"], source["line"] or 0)
                confidence = min(so_far, edge["confidence"])
                known = following.get(caller)
                if caller not in reached and (known is None or known.confidence < confidence):
                    following[caller] = Reached(caller, distance, symbol, edge["line"], confidence)
        reached.update(following)
        level = sorted(following)
        if not level:
            break
    return reached


def way_back(reached: Dict[SymbolId, Reached], symbol: SymbolId) -> List[str]:
    """The names from a reached definition to the start it calls in the end."""
    names: List[str] = []
    place: Optional[SymbolId] = symbol
    while place is not None:
        names.append(place.name)
        place = reached[place].via
    return names
