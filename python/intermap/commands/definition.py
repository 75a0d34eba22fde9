"""``definition``: where a name is defined, or what the name at a place refers to."""

from __future__ import annotations

from typing import Any, Dict

from ..command import Arg, Command, CommandContext, paging_args
from ..errors import InvalidArgs
from ..project.paths import existing_file
from .coverage import coverage
from .targets import TARGET_ARGS, best_matches, shown


def run(context: CommandContext) -> Dict[str, Any]:
    """Definitions in order of precision; none is an empty list, not an error: the name may come from outside."""
    name, file, line, column = (context.args[key] for key in ("name", "file", "line", "column"))
    path = existing_file(context.root, file) if file else None
    if name:
        found = best_matches(name, context.graph.find(name, path))
    elif path is not None and line is not None:
        found = context.graph.definition(path, line, column)
    else:
        raise InvalidArgs('This needs a "name", or a "file" and a "line" (and a "column").')
    page = context.page("definitions", found)
    page["definitions"] = [shown(record) for record in page["definitions"]]
    return {**page, **coverage(context)}


COMMAND = Command(
    "definition", "Where a name is defined, or what the name at a place in a file refers to.", run,
    (*TARGET_ARGS, Arg("column", "integer", "The column, from 0.", 0), *paging_args(50, 1000)),
    paged_key="definitions",
)  # fmt: skip
