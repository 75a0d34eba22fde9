"""``structure``: the files of the project with what each defines."""

from __future__ import annotations

from typing import Any, Dict, List

from ..command import Arg, Command, CommandContext, paging_args
from ..project.classify import MANIFEST
from ..project.paths import project_path
from .coverage import coverage

MAX_NAMES_PER_FILE = 60


def run(context: CommandContext) -> Dict[str, Any]:
    """Files in order of their paths, and totals per language."""
    folder = project_path(context.root, context.args["path"]) if context.args["path"] else ""
    language = context.args["language"]
    languages: Dict[str, Dict[str, int]] = {}
    rows: List[str] = []
    for path, file in sorted(context.index.files.items()):
        if file.language == MANIFEST or (language and file.language != language) or not is_below(path, folder):
            continue
        total = languages.setdefault(file.language, {"files": 0, "lines": 0})
        total["files"] += 1
        total["lines"] += file.header.get("lines", 0)
        rows.append(path)
    page = context.page("files", rows)
    page["files"] = [_described(context, path) for path in page["files"]]
    return {"root": context.root, **page, "languages": dict(sorted(languages.items())), **coverage(context)}


def is_below(path: str, folder: str) -> bool:
    """Whether a path is the folder (or file) itself or inside of it."""
    return not folder or path == folder or path.startswith(folder + "/")


def _described(context: CommandContext, path: str) -> Dict[str, Any]:
    file = context.index.files[path]
    row: Dict[str, Any] = {
        "file": path,
        "language": file.language,
        "lines": file.header.get("lines", 0),
        "status": file.status,
    }
    if file.is_generated:
        row["generated"] = True
    module = context.outlines.module_name(path)
    if module is None:
        return row
    row["module"] = module
    symbols = context.outlines.symbols(path)
    outer = [s for s in symbols if s.kind not in ("lambda", "variable") and "." not in s.name[len(module) + 1 :]]
    row["symbols"] = [
        {"name": s.name[len(module) + 1 :], "kind": s.kind, "line": s.line} for s in outer[:MAX_NAMES_PER_FILE]
    ]
    row["symbol_count"] = len(symbols)
    if len(outer) > MAX_NAMES_PER_FILE:
        row["symbols_truncated"] = True
    return row


COMMAND = Command(
    "structure",
    "The files of the project, each with its language, size and outer definitions.",
    run,
    (
        Arg("path", "string", "Only this folder or file."),
        Arg("language", "string", "Only this language."),
        *paging_args(300, 5000),
    ),
    paged_key="files",
)
