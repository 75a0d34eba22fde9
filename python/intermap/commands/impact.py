"""``impact``: what breaks when a definition changes."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Sequence

from ..command import Arg, Command, CommandContext, paging_args
from ..graph.reach import Reached, callers_of, way_back
from ..index.outlines import Definition
from ..project.testing import is_test_code, is_test_file, test_commands
from ..resolve import Edge, SymbolId
from .coverage import coverage
from .targets import TARGET_ARGS, shown, target_symbols


def run(context: CommandContext) -> Dict[str, Any]:
    """Callers by distance, the files they are in, the tests among them, and places that use without calling."""
    targets = target_symbols(context)
    starts = [target.id for target in targets]
    for target in targets:
        if target.kind == "class":
            # Whoever calls a method depends on the class.
            inside = target.name + "."
            starts += [s.id for s in context.outlines.symbols(target.file) if s.name.startswith(inside)]
    reached = callers_of(starts, context.args["depth"], callers_with_makers(context, starts), context.request.check)
    affected = sorted((one for one in reached.values() if one.depth > 0), key=lambda one: (one.depth, one.symbol))
    page = context.page("affected", affected)
    page["affected"] = [described(reached, one) for one in page["affected"]]
    files = sorted({one.symbol.file for one in affected})
    tests = [file for file in files if is_test_file(file)]
    return {
        "targets": [shown(target) for target in targets],
        **page,
        "files": files,
        "tests": tests,
        "test_commands": test_commands(context.root, tests),
        **_other_references(context, targets),
        "risk": risk_of(affected),
        **coverage(context),
    }


def callers_with_makers(context: CommandContext, starts: Sequence[SymbolId]) -> Callable[[SymbolId], List[Edge]]:
    """Callers for a walk; of the classes it starts from also those who make instances."""
    asked = set(starts)
    classes = {d.id for d in context.outlines.symbols() if d.kind == "class" and d.id in asked}
    graph = context.graph
    return lambda symbol: graph.callers(symbol) if symbol in classes else graph.direct_callers(symbol)


def described(reached: Dict[SymbolId, Reached], one: Reached) -> Dict[str, Any]:
    """A reached definition as answers show it; ``why`` leads to the change."""
    return {
        "file": one.symbol.file,
        "name": one.symbol.name,
        "line": one.symbol.line,
        "depth": one.depth,
        "call_line": one.line,
        "why": way_back(reached, one.symbol),
        "confidence": one.confidence,
        "is_test": is_test_code(one.symbol.file),
    }


def risk_of(affected: List[Reached]) -> str:
    """A word for how far a change reaches outside of tests: none, low, medium or high."""
    code = [one for one in affected if not is_test_code(one.symbol.file)]
    files = {one.symbol.file for one in code}
    if not code:
        return "none"
    if len(code) <= 5 and len(files) <= 2:
        return "low"
    return "medium" if len(code) <= 30 and len(files) <= 10 else "high"


MAX_OTHER_REFERENCES = 200
# Each file that has the name is looked at closely. For a name like `join` that is half the project, for little.
MAX_FILES_TO_LOOK_AT = 25


def _other_references(context: CommandContext, targets: List[Definition]) -> Dict[str, Any]:
    """Places that pass the definition on, store it or import it: a changed signature breaks these as well."""
    asked = [d for d in targets if context.outlines.mention_count(d.bare) <= MAX_FILES_TO_LOOK_AT]
    found = [dict(r) for d in asked for r in context.graph.references(d.id) if r["kind"] != "call"]
    told: Dict[str, Any] = {"other_references": found[:MAX_OTHER_REFERENCES]}
    if len(asked) < len(targets) or len(found) > MAX_OTHER_REFERENCES:
        told["other_references_truncated"] = True
    return told


COMMAND = Command(
    "impact",
    "What a change of a definition can break: its callers, theirs, the tests among them.",
    run,
    (
        *TARGET_ARGS,
        Arg("depth", "integer", "How many calls away to look.", 5, minimum=1, maximum=50, aliases=("max_depth",)),
        *paging_args(500),
    ),
    paged_key="affected",
)
