"""The shapes the resolver answers with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, NamedTuple, Optional, TypedDict


class SymbolId(NamedTuple):
    """Names one definition: the file (posix, relative to the root), the qualified name with its module, the line."""

    file: str
    name: str
    line: int


class Endpoint(TypedDict):
    """One end of an edge. A target outside the project has neither file nor line."""

    file: Optional[str]
    name: str
    line: Optional[int]


# `from` is a keyword, so this needs the functional form. `line` is where the first such call stands.
Edge = TypedDict("Edge", {"from": Endpoint, "to": Endpoint, "confidence": float, "line": int})


class Reference(TypedDict):
    """A place where a symbol is used: kind is "call", "read" or "import"."""

    file: str
    line: int
    kind: str
    within: str


class SymbolRecord(TypedDict):
    """A definition with its place, as lists and searches show it."""

    file: str
    name: str
    kind: str
    line: int
    end_line: int
    column: int
    signature: Optional[str]
    doc: Optional[str]
    decorators: List[str]


# `to` is the imported file, None when it lies outside the project.
ModuleImport = TypedDict("ModuleImport", {"from": str, "to": Optional[str], "module": str, "line": int})


@dataclass(frozen=True)
class Limits:
    """Bounds that keep every analysis finite. Where one was reached, `ProjectGraph.truncated` says so."""

    #: Up to this many functions in a project, each call site gets its own view of the called function.
    precise_functions: int = 400
    #: Operations and values such a project may take to solve (about 0.2 s); with more it is solved as a large one.
    precise_work: int = 40_000
    #: Up to this many functions an edit solves everything anew, which takes no longer than to follow its effects.
    functions_solved_anew: int = 400
    #: Calls a view remembers in such a project (how long a chain of call sites may grow).
    call_depth: int = 3
    #: Views of one function; later ones share one.
    contexts_per_function: int = 48
    #: The same for calls as a decorator, where every shared view would mix up unrelated functions.
    decorated_per_decorator: int = 2000
    #: Values one variable may hold; later ones are dropped.
    values_per_variable: int = 64
    #: In a large project an ordinary variable with more values than this is taken to say nothing.
    values_per_variable_in_large_projects: int = 6
    #: Evaluations of one view within one update before results may only grow (ends a possible oscillation).
    evaluations_before_growing_only: int = 24
    #: Evaluations of one view within one update, at most.
    evaluations_per_view: int = 200
