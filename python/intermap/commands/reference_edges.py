"""``reference_edges``: which file refers to which, by imports and calls."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

from ..command import Arg, Command, CommandContext, paging_args
from ..project.paths import project_path
from .coverage import coverage
from .structure import is_below


def run(context: CommandContext) -> Dict[str, Any]:
    """Edges between files with the number of imports and calls, in order of the files."""
    folder = project_path(context.root, context.args["path"]) if context.args["path"] else ""
    counts: Dict[Tuple[str, str], List[int]] = {}
    for place, rows in enumerate((context.graph.import_counts(), context.graph.call_counts())):
        for source, row in rows.items():
            for target, count in row.items():
                if is_below(source, folder) or is_below(target, folder):
                    counts.setdefault((source, target), [0, 0])[place] += count
    edges = [
        {"from": source, "to": target, "imports": both[0], "calls": both[1]}
        for (source, target), both in sorted(counts.items())
    ]
    page = context.page("edges", edges)
    return {**page, "files": len({end for pair in counts for end in pair}), **coverage(context)}


COMMAND = Command(
    "reference_edges",
    "Which file refers to which, with the number of imports and calls.",
    run,
    (Arg("path", "string", "Only edges from or to this folder or file.", aliases=("file",)), *paging_args(5000)),
    paged_key="edges",
)
