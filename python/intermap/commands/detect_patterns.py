"""``detect_patterns``: ways of building that the code shows, each with where."""

from __future__ import annotations

import re
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Pattern, Set

from ..command import Arg, Command, CommandContext
from ..index.outlines import Definition
from ..project.testing import is_test_file, is_test_function
from .coverage import coverage


class CodePattern(NamedTuple):
    """A pattern and how a definition shows it: by its bare name, a decorator, or a test of one's own."""

    name: str
    description: str
    kinds: Set[str]
    bare_name: Optional[Pattern[str]] = None
    decorator: Optional[Pattern[str]] = None
    predicate: Optional[Callable[[Definition, str], bool]] = None


_FUNCTIONS = {"function", "method"}
_CLASSES = {"class", "struct", "interface", "trait"}

PATTERNS = (
    CodePattern("abstract base", "Methods that subclasses must provide.", _FUNCTIONS, decorator=re.compile(r"(^|\.)abstract")),
    CodePattern("asynchronous code", "Functions that wait without blocking.", _FUNCTIONS, predicate=lambda s, _: bool(re.match(r"(async|pub async|export async)\b", s.signature or ""))),
    CodePattern("builder", "Objects put together step by step.", _CLASSES, re.compile(r"Builder$")),
    CodePattern("cache", "Results kept for the next call.", _FUNCTIONS, decorator=re.compile(r"(^|\.)(lru_cache|cache|cached_property|cached|memoize)\b")),
    CodePattern("command line", "Commands for a terminal.", _FUNCTIONS, decorator=re.compile(r"(^|\.)(command|group)\b")),
    CodePattern("context manager", "Resources that are given back at the end of a block.", _FUNCTIONS, re.compile(r"^__a?enter__$"), re.compile(r"(^|\.)(async)?contextmanager\b")),
    CodePattern("data class", "Classes that hold values.", _CLASSES, decorator=re.compile(r"(^|\.)(dataclass|define|attrs|frozen|s)(\(|$)")),
    CodePattern("error type", "Errors of the project's own.", _CLASSES, re.compile(r"(Error|Exception)$")),
    CodePattern("event emitter", "Others are told when something happens.", _FUNCTIONS, re.compile(r"^(emit|notify|subscribe|add_listener|addListener|addEventListener|publish|dispatch)$")),
    CodePattern("factory", "Functions and classes that make objects.", _FUNCTIONS | _CLASSES, re.compile(r"^(create|make|build|new)_?[A-Z_a-z]\w*$|^from_\w+$|Factory$")),
    CodePattern("iterator", "Objects that give one value after another.", _FUNCTIONS, re.compile(r"^(__a?iter__|__a?next__)$")),
    CodePattern("middleware", "Code around every request.", _FUNCTIONS | _CLASSES, re.compile(r"[mM]iddleware$")),
    CodePattern("property", "Attributes that are computed.", _FUNCTIONS, decorator=re.compile(r"^property$|\.setter$")),
    CodePattern("repository", "Classes between code and stored data.", _CLASSES, re.compile(r"(Repository|Store|Dao|DAO)$")),
    CodePattern("singleton", "One object for all.", _FUNCTIONS, re.compile(r"^(get_?[iI]nstance|shared|instance)$")),
    CodePattern("strategy", "Ways of doing something that can be swapped.", _CLASSES, re.compile(r"(Strategy|Policy)$")),
    CodePattern("task queue", "Functions that run later, elsewhere.", _FUNCTIONS, decorator=re.compile(r"(^|\.)(task|shared_task|job)\b")),
    CodePattern("test", "Tests.", _FUNCTIONS, predicate=lambda s, _: is_test_file(s.file) and is_test_function(s.name, s.kind)),
    CodePattern("test fixture", "What tests are given.", _FUNCTIONS, decorator=re.compile(r"(^|\.)fixture\b")),
    CodePattern("user-interface component", "Components that render.", _FUNCTIONS | _CLASSES, predicate=lambda s, bare: s.file.endswith((".tsx", ".jsx")) and bare[:1].isupper()),
    CodePattern("user-interface hook", "State shared between components.", {"function"}, re.compile(r"^use[A-Z]\w+$")),
    CodePattern("visitor", "Code chosen by the kind of node.", _FUNCTIONS, re.compile(r"^visit(_\w+|[A-Z]\w*)$")),
    CodePattern("web route", "Handlers of web requests.", _FUNCTIONS, decorator=re.compile(r"(^|\.)(route|get|post|put|delete|patch|websocket|api_view)\(")),
)  # fmt: skip


def run(context: CommandContext) -> Dict[str, Any]:
    """Patterns with their number and the first places, in order of their names."""
    most = context.args["limit"]
    wanted = context.args["pattern"]
    places: Dict[str, List[Dict[str, Any]]] = {}
    by_kind: Dict[str, List[CodePattern]] = {}
    for pattern in PATTERNS:
        for kind in pattern.kinds if wanted in (None, pattern.name) else ():
            by_kind.setdefault(kind, []).append(pattern)
    for symbol in context.outlines.symbols():
        bare = symbol.bare
        for pattern in by_kind.get(symbol.kind, ()):
            if shows(pattern, symbol, bare):
                place = {"file": symbol.file, "name": symbol.name, "line": symbol.line}
                places.setdefault(pattern.name, []).append(place)
    found = [
        {"pattern": p.name, "description": p.description, "count": len(places[p.name]), "places": places[p.name][:most]}
        for p in PATTERNS
        if p.name in places
    ]
    return {"patterns": found, "truncated": any(row["count"] > most for row in found), **coverage(context)}


def shows(pattern: CodePattern, symbol: Definition, bare: str) -> bool:
    """Whether a definition shows a pattern."""
    if pattern.bare_name is not None and pattern.bare_name.search(bare):
        return True
    if (
        symbol.decorators
        and pattern.decorator is not None
        and any(pattern.decorator.search(d) for d in symbol.decorators)
    ):
        return True
    return pattern.predicate is not None and pattern.predicate(symbol, bare)


COMMAND = Command(
    "detect_patterns", "Ways of building that the code shows (factories, routes, fixtures, …), each with where.", run,
    (
        Arg("pattern", "string", "Only this pattern.", choices=tuple(p.name for p in PATTERNS)),
        Arg("limit", "integer", "Most places per pattern.", 20, minimum=1, maximum=2000, aliases=("max_results",)),
    ),
)  # fmt: skip
