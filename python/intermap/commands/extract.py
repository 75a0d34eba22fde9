"""``extract``: everything known of one file."""

from __future__ import annotations

from typing import Any, Dict

from ..command import Arg, Command, CommandContext
from ..errors import NotFound, Unsupported
from ..index.file_record import OK, PARSE_FAILURE, UNSUPPORTED
from ..project.paths import existing_file
from .targets import shown

MAX_ENTRIES = 5000


def run(context: CommandContext) -> Dict[str, Any]:
    """Imports, definitions and calls of one file."""
    path = existing_file(context.root, context.args["file"])
    file = context.index.files.get(path)
    if file is None:
        raise NotFound(f"{path} is not part of the index: it is ignored, in a skipped folder, or no source file.")
    if file.status == UNSUPPORTED:
        raise Unsupported(f"{path} ({file.language}): {file.header.get('message', 'no parser for this language')}")
    if file.status not in (OK, PARSE_FAILURE):
        raise Unsupported(f"{path} is not parsed: {file.status.replace('_', ' ')}.")
    graph = context.graph
    symbols, calls, imports = context.outlines.symbols(path), graph.edges(True, path), graph.imports(path)
    return {
        "file": path,
        "language": file.language,
        "lines": file.header.get("lines", 0),
        "generated": file.is_generated,
        "module": context.outlines.module_name(path),
        "imports": [{"module": i["module"], "line": i["line"], "file": i["to"]} for i in imports[:MAX_ENTRIES]],
        "symbols": [{k: v for k, v in shown(s).items() if k != "file"} for s in symbols[:MAX_ENTRIES]],
        "calls": [
            {"from": e["from"]["name"], "to": e["to"], "line": e["line"], "confidence": e["confidence"]}
            for e in calls[:MAX_ENTRIES]
        ],
        "truncated": max(len(symbols), len(calls), len(imports)) > MAX_ENTRIES,
        "parse_failures": [failure for failure in context.index.parse_failures() if failure["file"] == path],
    }


COMMAND = Command(
    "extract",
    "Everything known of one file: imports, definitions with signatures, and the calls it makes.",
    run,
    (Arg("file", "string", "The file, relative to the project.", is_required=True, aliases=("path", "file_path")),),
)
