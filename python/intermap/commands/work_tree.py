"""The changes of the work tree as definitions: which ones the changed lines fall into."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence

from ..command import CommandContext
from ..index.outlines import Definition
from ..project.git import ChangedFile, Hunk, changed_files
from ..project.paths import project_path

DECLARATIONS = frozenset(
    ("function", "method", "class", "interface", "struct", "trait", "enum", "type", "macro", "namespace", "variable")
)


def changes_of(context: CommandContext) -> List[ChangedFile]:
    """The changed files: those the caller names, else what git says.

    Raises GitFailed, InvalidArgs or PathOutsideProject.
    """
    files = context.args.get("files")
    if files:
        paths = sorted({project_path(context.root, path) for path in files})
        return [
            ChangedFile(path, "modified" if path in context.index.files else "deleted", ()) for path in paths if path
        ]
    return changed_files(context.root, context.args.get("git_base") or "HEAD")


def changed_symbols(context: CommandContext, change: ChangedFile) -> List[Definition]:
    """Definitions that a change touches: the innermost around each changed line, or all of a file without hunks."""
    if change.path not in context.index.files:
        return []
    symbols = [s for s in context.outlines.symbols(change.path) if s.kind in DECLARATIONS]
    if not change.hunks:
        return symbols
    found: Dict[Any, Definition] = {}
    for hunk in change.hunks:
        for symbol in _touched(symbols, hunk):
            found[(symbol.line, symbol.name)] = symbol
    return [found[key] for key in sorted(found)]


def _touched(symbols: Sequence[Definition], hunk: Hunk) -> List[Definition]:
    # With lines only taken away, git names the line before the gap: look on both sides of it.
    first, last = (hunk.start, hunk.start + hunk.added - 1) if hunk.added else (hunk.start, hunk.start + 1)
    around = [s for s in symbols if first_line(s) <= last and first <= s.end_line]
    # A class is touched by itself only where no method of it covers the change wholly.
    return [
        s
        for s in around
        if not any(
            o is not s and s.line <= o.line and o.end_line <= s.end_line and _covers(o, first, last) for o in around
        )
    ]


def first_line(symbol: Definition) -> int:
    """The line of a definition with its decorators, which stand above it."""
    return symbol.line - len(symbol.decorators)


def _covers(symbol: Definition, first: int, last: int) -> bool:
    return first_line(symbol) <= first and last <= symbol.end_line


def touches_module_level(context: CommandContext, change: ChangedFile) -> bool:
    """Whether a change lies (also) outside of every definition: imports, constants, top-level code."""
    if not change.hunks:
        return True
    symbols = [s for s in context.outlines.symbols(change.path) if s.kind in DECLARATIONS and s.kind != "variable"]
    for hunk in change.hunks:
        first, last = hunk.start, max(hunk.start, hunk.start + hunk.added - 1)
        if not any(first_line(s) <= first and last <= s.end_line for s in symbols):
            return True
    return False
