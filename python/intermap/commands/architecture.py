"""``architecture``: layers, entry points, cycles and hubs of the files' dependencies."""

from __future__ import annotations

import posixpath
from typing import Any, Dict, List, Set

from ..command import Arg, Command, CommandContext
from ..graph.cycles import cycles, example_cycle, layers
from ..project.classify import MANIFEST
from ..project.paths import project_path
from ..project.testing import is_test_code
from .coverage import coverage
from .structure import is_below

Graph = Dict[str, Set[str]]


def run(context: CommandContext) -> Dict[str, Any]:
    """The picture of files and folders: who stands on whom."""
    most = context.args["limit"]
    folder = project_path(context.root, context.args["path"]) if context.args["path"] else ""
    graph = file_graph(context, folder, bool(context.args["tests"]))
    found = cycles(graph)
    layer = layers(graph)
    entries = entry_points(context, graph)
    return {
        "files": len(graph),
        "dependencies": sum(map(len, graph.values())),
        "cycles": [_cycle(context, graph, component) for component in found[:most]],
        "cycle_count": len(found),
        "layers": _layers(layer, most),
        "folders": _folders(graph, layer, most),
        "entry_points": entries[:most],
        "entry_point_count": len(entries),
        "hubs": _hubs(graph, most),
        "truncated": max(len(found), len(entries), len(graph)) > most,
        **coverage(context),
    }


def file_graph(context: CommandContext, folder: str = "", with_tests: bool = True) -> Graph:
    """Which file depends on which, by imports and by calls that are sure."""
    paths = {
        path
        for path, file in context.index.files.items()
        if file.language != MANIFEST
        and is_below(path, folder)
        and (with_tests or not is_test_code(path))
        and context.outlines.module_name(path) is not None
    }
    graph: Graph = {path: set() for path in paths}
    # Imports alone: a call into a file that is not imported goes through an object, and orders nothing.
    for source, row in context.graph.import_counts().items():
        if source in paths:
            graph[source].update(target for target in row if target in paths)
    return graph


def entry_points(context: CommandContext, graph: Graph) -> List[Dict[str, Any]]:
    """Where a program starts: files that run when called, which nothing else imports, and functions named main."""
    imported = {target for row in graph.values() for target in row}
    found: List[Dict[str, Any]] = []
    for path in sorted(graph):
        name = posixpath.basename(path)
        mains = [s for s in context.outlines.symbols(path) if _is_main(s)]
        if mains:
            found.append(
                {"file": path, "name": mains[0].name, "line": mains[0].line, "reason": "a function named main"}
            )
        elif name in ("__main__.py", "manage.py", "setup.py"):
            found.append(
                {
                    "file": path,
                    "name": context.outlines.module_name(path),
                    "line": 1,
                    "reason": f"{name} is run, not imported",
                }
            )
        elif path not in imported and graph[path] and not is_test_code(path):
            found.append(
                {
                    "file": path,
                    "name": context.outlines.module_name(path),
                    "line": 1,
                    "reason": "imports others, imported by none",
                }
            )
    return found


def _is_main(symbol: Any) -> bool:
    return symbol.kind in ("function", "method") and symbol.bare == "main" and symbol.name.count(".") < 12


def _cycle(context: CommandContext, graph: Graph, component: List[str]) -> Dict[str, Any]:
    path = example_cycle(graph, component)
    steps = []
    for source, target in zip(path, path[1:]):
        line = next((i["line"] for i in context.graph.imports(source) if i["to"] == target), None)
        steps.append({"from": source, "to": target, "line": line})
    return {"length": len(component), "files": component[:200], "example": steps}


def _layers(layer: Dict[str, int], most: int) -> List[Dict[str, Any]]:
    rows: Dict[int, List[str]] = {}
    for path, height in layer.items():
        rows.setdefault(height, []).append(path)
    return [
        {"layer": height, "count": len(files), "files": sorted(files)[:most]} for height, files in sorted(rows.items())
    ]


def _folders(graph: Graph, layer: Dict[str, int], most: int) -> List[Dict[str, Any]]:
    """Folders with what they depend on: the coarse picture a person draws first."""
    members: Dict[str, List[str]] = {}
    wanted: Dict[str, Dict[str, int]] = {}
    for path, targets in graph.items():
        own = posixpath.dirname(path) or "."
        members.setdefault(own, []).append(path)
        row = wanted.setdefault(own, {})
        for target in targets:
            other = posixpath.dirname(target) or "."
            if other != own:
                row[other] = row.get(other, 0) + 1
    return [
        {
            "folder": folder,
            "files": len(files),
            "mean_layer": round(sum(layer[path] for path in files) / len(files), 1),
            "depends_on": dict(sorted(wanted[folder].items(), key=lambda item: (-item[1], item[0]))),
        }
        for folder, files in sorted(members.items())[:most]
    ]


def _hubs(graph: Graph, most: int) -> List[Dict[str, Any]]:
    """Files that many others depend on."""
    users: Dict[str, int] = {}
    for row in graph.values():
        for target in row:
            users[target] = users.get(target, 0) + 1
    ranked = sorted(users.items(), key=lambda item: (-item[1], item[0]))[: min(most, 25)]
    return [{"file": path, "used_by": count, "uses": len(graph[path])} for path, count in ranked]


COMMAND = Command(
    "architecture",
    "Layers, entry points, hubs and dependency cycles of any length.",
    run,
    (
        Arg("path", "string", "Only this folder."),
        Arg("tests", "boolean", "Include tests and their support files.", True),
        Arg("limit", "integer", "Most entries per list.", 200, minimum=1, maximum=5000, aliases=("max_results",)),
    ),
)
