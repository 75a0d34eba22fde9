"""``call_graph``: who calls what."""

from __future__ import annotations

from typing import Any, Dict, List, Set, Tuple

from ..command import Arg, Command, CommandContext, paging_args
from ..project.paths import project_path
from ..resolve import Edge, SymbolId
from .coverage import coverage
from .structure import is_below
from .targets import shown, target_symbols


def run(context: CommandContext) -> Dict[str, Any]:
    """Edges in order of file and line: of the project, of a folder or file, or around one definition."""
    told: Dict[str, Any] = {}
    if context.args["name"]:
        targets = target_symbols(context)
        told["targets"] = [shown(target) for target in targets]
        edges = edges_around(context, [target.id for target in targets])
    else:
        place = context.args["file"]
        folder = project_path(context.root, place) if place else ""
        edges = context.graph.edges(bool(context.args["external"]))
        if folder:
            edges = [edge for edge in edges if is_below(edge["from"]["file"] or "", folder)]
    return {**told, **context.page("edges", edges), **coverage(context)}


def edges_around(context: CommandContext, starts: List[SymbolId]) -> List[Edge]:
    """Edges at most ``depth`` calls away from the definitions, in the wanted direction."""
    direction, external = context.args["direction"], bool(context.args["external"])
    found: Dict[Tuple[Any, ...], Edge] = {}
    for is_up in (False, True):
        if direction == ("callees" if is_up else "callers"):
            continue
        seen: Set[SymbolId] = set(starts)
        level = list(starts)
        for _ in range(context.args["depth"]):
            following: List[SymbolId] = []
            for symbol in level:
                context.request.check()
                edges = context.graph.callers(symbol) if is_up else context.graph.callees(symbol, external)
                for edge in edges:
                    found[_key(edge)] = edge
                    end = edge["from"] if is_up else edge["to"]
                    if end["file"] is None:
                        continue
                    other = SymbolId(end["file"], end["name"], end["line"] or 0)
                    if other not in seen:
                        seen.add(other)
                        following.append(other)
            level = following
    return [found[key] for key in sorted(found)]


def _key(edge: Edge) -> Tuple[Any, ...]:
    source, target = edge["from"], edge["to"]
    return (
        source["file"] or "",
        source["line"] or 0,
        source["name"],
        target["file"] or "",
        target["line"] or 0,
        target["name"],
    )


COMMAND = Command(
    "call_graph",
    "Who calls what: edges with file, line, qualified names and confidence.",
    run,
    (
        Arg(
            "external", "boolean", "Include calls to builtins and other packages.", False, aliases=("include_external",)
        ),
        Arg("file", "string", "Only calls made in this file or folder.", aliases=("path",)),
        Arg("name", "string", "Only calls around this definition.", aliases=("target", "symbol", "function")),
        Arg("line", "integer", "The line of the definition, when its name is not enough.", minimum=1),
        Arg(
            "direction", "string", "Which calls around the definition.", "both", choices=("callers", "callees", "both")
        ),
        Arg("depth", "integer", "How many calls away from the definition.", 1, minimum=1, maximum=20),
        *paging_args(5000),
    ),
    paged_key="edges",
)
