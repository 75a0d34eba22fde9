"""``symbols``: search for definitions (and files) by name."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Tuple

from ..command import Arg, Command, CommandContext, paging_args
from ..index.outlines import Definition
from ..project.classify import MANIFEST
from ..project.paths import project_path
from .coverage import coverage
from .structure import is_below
from .targets import shown

KINDS = (
    "function",
    "method",
    "class",
    "interface",
    "enum",
    "type",
    "struct",
    "trait",
    "namespace",
    "variable",
    "macro",
    "lambda",
    "file",
)


def run(context: CommandContext) -> Dict[str, Any]:
    """Matches, best first: the exact name, then its beginning, a word in it, any part, scattered letters."""
    query = context.args["query"].strip()
    kind = context.args["kind"]
    folder = project_path(context.root, context.args["path"]) if context.args["path"] else ""
    found: List[Tuple[int, int, str, int, Definition]] = []
    for symbol in context.outlines.symbols():
        if (kind is None and symbol.kind == "lambda") or kind not in (None, symbol.kind):
            continue
        if is_below(symbol.file, folder):
            rank = match_rank(query, symbol.name)
            if rank is not None:
                found.append((rank, len(symbol.name), symbol.file, symbol.line, symbol))
    if context.args["files"] or kind == "file":
        for path, file in context.index.files.items():
            rank = (
                match_rank(query, path.rpartition("/")[2])
                if file.language != MANIFEST and is_below(path, folder)
                else None
            )
            rank = rank if rank is not None else match_rank(query, path) if query else None
            if rank is not None:
                found.append((rank, len(path), path, 0, Definition(path, path, "file", 1, 1, 0, None, None, (), None)))
    found.sort(key=lambda match: match[:4])
    page = context.page("symbols", found)
    page["symbols"] = [shown(match[4]) for match in page["symbols"]]
    return {**page, **coverage(context)}


def match_rank(query: str, name: str) -> Optional[int]:
    """How well a name matches, 0 best, or None. Capitals in the query must match; a query with a dot is a full name."""
    if not query:
        return 9
    bare = name if "." in query or "/" in query else name[name.rfind(".") + 1 :]
    if query == bare:
        return 0
    if query == query.lower():
        bare_folded = bare.lower()
    else:
        bare_folded = bare
    if query == bare_folded:
        return 1
    at = bare_folded.find(query)
    if at == 0:
        return 2
    if at > 0:
        starts_word = bare[at - 1] in "_.-/" or (bare[at].isupper() and bare[at - 1].islower())
        return 3 if starts_word else 4
    return 5 if _is_scattered(query, bare_folded) else None


def _is_scattered(query: str, name: str) -> bool:
    """Whether the letters occur in order, the first at the front: ``gcp`` finds ``get_chat_parts``."""
    if len(query) < 2 or name[:1] != query[0]:
        return False
    at = 0
    for letter in query:
        at = name.find(letter, at) + 1
        if at == 0:
            return False
    return True


COMMAND = Command(
    "symbols",
    "Search for definitions by name, best matches first.",
    run,
    (
        Arg("query", "string", "A name or a part of one.", "", aliases=("name", "pattern")),
        Arg("kind", "string", "Only this kind.", choices=KINDS),
        Arg("path", "string", "Only this folder or file."),
        Arg("files", "boolean", "Also match file names.", False),
        *paging_args(50, 5000),
    ),
    paged_key="symbols",
)
