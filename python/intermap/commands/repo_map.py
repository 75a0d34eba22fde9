"""``repo_map``: the most important definitions of the project within a budget of tokens."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

from ..command import Arg, Command, CommandContext
from ..graph.importance import page_rank
from ..index.outlines import Definition
from ..project.classify import MANIFEST
from ..project.paths import project_path
from ..project.testing import is_test_code
from .coverage import coverage

# English and code alike run at about four characters a token in the tokenizers of today's models.
CHARACTERS_PER_TOKEN = 4
# A call says more about what belongs together than an import line.
CALL_WEIGHT, IMPORT_WEIGHT = 1.0, 2.0
SHOWN_KINDS = frozenset(("function", "method", "class", "interface", "struct", "trait", "enum", "type", "macro"))
MAX_SYMBOLS_PER_FILE = 25
# The best file must not eat the budget of all others.
MAX_SHARE_OF_FILE = 0.25


def run(context: CommandContext) -> Dict[str, Any]:
    """A map as text, and the same as data: files by rank, in each its definitions in order."""
    budget = context.args["tokens"] * CHARACTERS_PER_TOKEN
    ranks = file_ranks(context)
    users = _callers_per_symbol(context)
    blocks: List[Tuple[str, List[Definition]]] = []
    spent = 0
    ordered = sorted(ranks, key=lambda path: (-ranks[path], path))
    for path in ordered:
        room = min(budget - spent, max(int(budget * MAX_SHARE_OF_FILE), 400))
        symbols, cost = _choose(context.outlines.symbols(path), path, users, room)
        if symbols:
            blocks.append((path, symbols))
            spent += cost
        elif budget - spent < 60:
            break
    text = "\n".join(_text(path, symbols) for path, symbols in blocks)
    return {
        "map": text,
        "tokens": -(-len(text) // CHARACTERS_PER_TOKEN),
        "files": [_described(path, symbols, ranks[path]) for path, symbols in blocks],
        "total_files": len(ordered),
        "truncated": len(blocks) < len(ordered),
        **coverage(context),
    }


def file_ranks(context: CommandContext) -> Dict[str, float]:
    """Importance of every file; walks begin at the files in play and at files that define the names mentioned."""
    nodes = sorted(
        p for p, f in context.index.files.items() if f.language != MANIFEST and context.outlines.module_name(p)
    )
    edges: Dict[str, Dict[str, float]] = {}
    for weight, counts in ((IMPORT_WEIGHT, context.graph.import_counts()), (CALL_WEIGHT, context.graph.call_counts())):
        for source, row in counts.items():
            # Tests use everything; what they say of importance is little.
            share = weight * (0.2 if is_test_code(source) else 1.0)
            into = edges.setdefault(source, {})
            for target, count in row.items():
                into[target] = into.get(target, 0.0) + share * min(count, 10)
    favourites: Dict[str, float] = {}
    for file in context.args["files"] or ():
        favourites[project_path(context.root, file)] = 1.0
    for name in context.args["mentions"] or ():
        for record in context.outlines.find(name)[:20]:
            favourites[record.file] = favourites.get(record.file, 0.0) + 0.5
    ranks = page_rank(nodes, edges, favourites)
    for path in ranks:
        if favourites.get(path):
            ranks[path] += 1.0  # What is in play is shown before what it leads to.
        elif is_test_code(path) or context.index.files[path].is_generated:
            ranks[path] *= 0.1
    return ranks


def _callers_per_symbol(context: CommandContext) -> Dict[Tuple[str, str], int]:
    counts: Dict[Tuple[str, str], int] = {}
    for edge in context.graph.edges():
        target = edge["to"]
        if target["file"] is not None:
            key = (target["file"], target["name"])
            counts[key] = counts.get(key, 0) + 1
    return counts


def _choose(
    symbols: List[Definition], path: str, users: Dict[Tuple[str, str], int], room: int
) -> Tuple[List[Definition], int]:
    """The file's most used definitions that fit into the room, in order of their lines, and what they cost."""
    candidates = [s for s in symbols if s.kind in SHOWN_KINDS]
    candidates.sort(key=lambda s: (-_weight(s, users), s.line))
    chosen: List[Definition] = []
    cost = len(path) + 2
    for symbol in candidates[:MAX_SYMBOLS_PER_FILE]:
        price = len(_line(symbol)) + 1
        if cost + price > room:
            break
        chosen.append(symbol)
        cost += price
    return sorted(chosen, key=lambda s: s.line), cost if chosen else 0


def _weight(symbol: Definition, users: Dict[Tuple[str, str], int]) -> float:
    bare = symbol.bare
    weight = float(users.get((symbol.file, symbol.name), 0))
    weight += 3.0 if symbol.kind not in ("function", "method") else 0.5
    return weight * (0.3 if bare.startswith("_") else 1.0)


def _line(symbol: Definition) -> str:
    text = symbol.signature or f"{symbol.kind} {symbol.bare}"
    if text.startswith("("):
        # Python's signatures are the arguments alone.
        text = f"{'class' if symbol.kind == 'class' else 'def'} {symbol.bare}{text}"
    indent = "    " if symbol.kind == "method" else ""
    return f"{symbol.line:>5} {indent}{text[:120]}"


def _text(path: str, symbols: List[Definition]) -> str:
    return "\n".join([f"{path}:", *map(_line, symbols)])


def _described(path: str, symbols: List[Definition], rank: float) -> Dict[str, Any]:
    return {
        "file": path,
        "rank": round(rank, 6),
        "symbols": [{"name": s.name, "kind": s.kind, "line": s.line, "signature": s.signature} for s in symbols],
    }


COMMAND = Command(
    "repo_map",
    "The most important definitions within a budget of tokens, personalised to the files in play.",
    run,
    (
        Arg(
            "tokens",
            "integer",
            "The budget.",
            2000,
            minimum=100,
            maximum=100_000,
            aliases=("max_tokens", "budget", "token_budget"),
        ),
        Arg("files", "strings", "Files in play: the map leans towards them.", None),
        Arg("mentions", "strings", "Names in play.", None),
    ),
)
