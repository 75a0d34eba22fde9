"""``diagnostics``: what is wrong with the code as far as the map can see, and what the index knows of itself."""

from __future__ import annotations

from typing import Any, Dict, List

from ..command import Arg, Command, CommandContext, paging_args
from ..graph.cycles import cycles, example_cycle
from ..project.classify import MANIFEST
from ..project.paths import project_path
from .architecture import file_graph
from .coverage import coverage
from .structure import is_below


def run(context: CommandContext) -> Dict[str, Any]:
    """Syntax errors, imports that lead nowhere, import cycles; and the numbers of the index."""
    folder = project_path(context.root, context.args["path"]) if context.args["path"] else ""
    found = [*_syntax_errors(context), *_lost_imports(context), *_cycles(context)]
    found = [row for row in found if is_below(row["file"], folder)]
    severity = context.args["severity"]
    if severity:
        found = [row for row in found if row["severity"] == severity]
    found.sort(key=lambda row: (row["file"], row["line"], row["code"]))
    return {**context.page("diagnostics", found), "index": _index(context), **coverage(context)}


def _syntax_errors(context: CommandContext) -> List[Dict[str, Any]]:
    return [
        {"file": f["file"], "line": f["line"], "severity": "error", "code": "syntax-error", "message": f["message"]}
        for f in context.index.parse_failures()
    ]


def _lost_imports(context: CommandContext) -> List[Dict[str, Any]]:
    """Relative imports of code that is not there; others may be installed packages."""
    rows: List[Dict[str, Any]] = []
    for edge in context.graph.imports():
        module = edge["module"]
        if (
            edge["to"] is None
            and module.startswith(".")
            and not module.endswith((".css", ".json", ".svg", ".png", ".wasm"))
        ):
            message = f"The import {module!r} leads to no source file of the project."
            rows.append(
                {
                    "file": edge["from"],
                    "line": edge["line"],
                    "severity": "warning",
                    "code": "unresolved-import",
                    "message": message,
                }
            )
    return rows


def _cycles(context: CommandContext) -> List[Dict[str, Any]]:
    graph = file_graph(context)
    rows = []
    for component in cycles(graph):
        path = example_cycle(graph, component)
        line = next((i["line"] for i in context.graph.imports(path[0]) if i["to"] == path[1]), 1)
        message = f"Import cycle of {len(component)} files: " + " -> ".join(path[:12])
        rows.append(
            {"file": path[0], "line": line, "severity": "information", "code": "import-cycle", "message": message}
        )
    return rows


def _index(context: CommandContext) -> Dict[str, Any]:
    index = context.index
    statuses: Dict[str, int] = {}
    for file in index.files.values():
        if file.language != MANIFEST:
            statuses[file.status] = statuses.get(file.status, 0) + 1
    skipped = index.skipped()
    return {
        "files": sum(statuses.values()),
        "by_status": dict(sorted(statuses.items())),
        "generated": sorted(path for path, file in index.files.items() if file.is_generated)[:100],
        "skipped": skipped[:100],
        "skipped_total": len(skipped),
        "is_persistent": index.store.is_persistent,
        "was_rebuilt": index.store.was_rebuilt,
        "last_refresh": index.last_refresh,
    }


COMMAND = Command(
    "diagnostics",
    "Syntax errors, imports that lead nowhere, import cycles, skipped files and the state of the index.",
    run,
    (
        Arg("path", "string", "Only this folder or file."),
        Arg("severity", "string", "Only this severity.", choices=("error", "warning", "information")),
        *paging_args(500),
    ),
    paged_key="diagnostics",
    is_cacheable=False,
)
