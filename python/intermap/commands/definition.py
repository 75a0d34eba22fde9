"""``definition``: where a name is defined, or what the name at a place refers to."""

from __future__ import annotations

import os
import re
from typing import Any, Dict, List, Optional, Tuple

from ..command import Arg, Command, CommandContext, paging_args
from ..errors import InvalidArgs
from ..index.file_record import read_source
from ..index.outlines import Definition
from ..project.classify import decode_source
from ..project.paths import existing_file
from .coverage import coverage
from .targets import TARGET_ARGS, best_matches, shown

_IDENTIFIER = re.compile(r"[^\W\d]\w*|[$#@]\w+")


def run(context: CommandContext) -> Dict[str, Any]:
    """Definitions in order of precision; none is an empty list, not an error: the name may come from outside."""
    name, file, line = (context.args[key] for key in ("name", "file", "line"))
    path = existing_file(context.root, file) if file else None
    if name and line is None:
        found = best_matches(name, context.outlines.find(name, path))
    elif path is not None and line is not None:
        found = at_place(context, path, line, [name] if name else identifiers_at(context, path, line))
    else:
        raise InvalidArgs('This needs a "name", or a "file" and a "line" (with a "column" or a "name").')
    page = context.page("definitions", found)
    page["definitions"] = [shown(record) for record in page["definitions"]]
    return {**page, **coverage(context)}


def at_place(context: CommandContext, path: str, line: int, names: List[str]) -> List[Definition]:
    """What the names used on a line refer to, each definition once."""
    found: Dict[Tuple[str, int, str], Definition] = {}
    for name in names:
        for known in context.graph.definition(path, line, name):
            place = (known["file"], known["line"], known["name"])
            same = [d for d in context.outlines.symbols(known["file"]) if (d.file, d.line, d.name) == place]
            definition = same[0] if same else context.outlines.symbol_at(known["file"], 0)
            if definition is not None:
                found[place] = definition
    return list(found.values())


def identifiers_at(context: CommandContext, path: str, line: int) -> List[str]:
    """The identifier at the asked column, or all of the line without one."""
    column: Optional[int] = context.args["column"]
    content, _ = read_source(os.path.join(context.root, path))
    indexed = context.index.files.get(path)
    text, _ = decode_source(indexed.language if indexed else "", content or b"")
    lines = (text or "").split("\n")
    if not 1 <= line <= len(lines):
        raise InvalidArgs(f"{path} has {len(lines)} lines.")
    matches = list(_IDENTIFIER.finditer(lines[line - 1]))
    if column is not None:
        matches = [match for match in matches if match.start() <= column <= match.end()]
    return list(dict.fromkeys(match.group() for match in matches))


COMMAND = Command(
    "definition",
    "Where a name is defined, or what the name at a place in a file refers to.",
    run,
    (
        *TARGET_ARGS,
        Arg("column", "integer", "The column, from 0; without it, all names on the line.", None, maximum=10_000_000),
        *paging_args(50, 1000),
    ),
    paged_key="definitions",
)
