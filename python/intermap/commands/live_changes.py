"""``live_changes``: what differs in the work tree right now, as definitions."""

from __future__ import annotations

from typing import Any, Dict

from ..command import Arg, Command, CommandContext, paging_args
from .coverage import coverage
from .work_tree import changed_symbols, changes_of


def run(context: CommandContext) -> Dict[str, Any]:
    """Changed files in order of their paths, each with the definitions that its changed lines fall into."""
    changes = changes_of(context)
    page = context.page("files", changes)
    page["files"] = [
        {
            "file": change.path,
            "status": change.status,
            "added_lines": sum(hunk.added for hunk in change.hunks),
            "removed_lines": sum(hunk.removed for hunk in change.hunks),
            "symbols": [
                {"name": symbol.name, "kind": symbol.kind, "line": symbol.line, "end_line": symbol.end_line}
                for symbol in changed_symbols(context, change)
            ],
        }
        for change in page["files"]
    ]
    return {"base": context.args["git_base"], **page, **coverage(context)}


COMMAND = Command(
    "live_changes",
    "Uncommitted and untracked changes as files and definitions.",
    run,
    (
        Arg("git_base", "string", "Compare with this commit, branch or tag.", "HEAD", aliases=("base",)),
        *paging_args(500, 5000),
    ),
    paged_key="files",
    is_cacheable=False,
)
