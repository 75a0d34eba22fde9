"""``change_impact``: what the changes of the work tree can break, and which tests to run for them."""

from __future__ import annotations

from typing import Any, Dict, List, Set

from ..command import Arg, Command, CommandContext, paging_args
from ..graph.reach import Reached, callers_of, way_back
from ..project.git import ChangedFile
from ..project.testing import is_test_code, is_test_file, test_commands
from ..resolve import SymbolId
from .coverage import coverage
from .impact import callers_with_makers, described, risk_of
from .work_tree import changed_symbols, changes_of, touches_module_level

# Why a test is chosen, surest first.
BY_CHANGE, BY_CALL, BY_IMPORT = "changed", "calls", "imports"
CONFIDENCE_BY_IMPORT = 0.5


def run(context: CommandContext) -> Dict[str, Any]:
    """Changed definitions, what calls them, and the tests that reach them with the way each takes."""
    changes = changes_of(context)
    starts: List[SymbolId] = []
    rows: List[Dict[str, Any]] = []
    for change in changes:
        context.request.check()
        symbols = changed_symbols(context, change)
        starts += [symbol.id for symbol in symbols]
        names = [{"name": s.name, "kind": s.kind, "line": s.line} for s in symbols]
        rows.append({"file": change.path, "status": change.status, "symbols": names})
    reached = callers_of(starts, context.args["depth"], callers_with_makers(context, starts), context.request.check)
    affected = sorted((one for one in reached.values() if one.depth > 0), key=lambda one: (one.depth, one.symbol))
    tests = tests_for(context, changes, reached)
    page = context.page("affected", affected)
    page["affected"] = [described(reached, one) for one in page["affected"]]
    return {
        "base": None if context.args["files"] else context.args["git_base"],
        "changed": rows,
        **page,
        "tests": tests,
        "test_commands": test_commands(context.root, {test["file"] for test in tests}),
        "risk": risk_of(affected),
        **coverage(context),
    }


def tests_for(
    context: CommandContext, changes: List[ChangedFile], reached: Dict[SymbolId, Reached]
) -> List[Dict[str, Any]]:
    """Test files to run, surest first: changed themselves, calling what changed, or importing a changed file."""
    chosen: Dict[str, Dict[str, Any]] = {}
    for change in changes:
        if is_test_file(change.path) and change.path in context.index.files:
            _choose(chosen, change.path, BY_CHANGE, [change.path], 1.0, None)
    for one in sorted(reached.values(), key=lambda r: (-r.confidence, r.depth, r.symbol)):
        if one.depth > 0 and is_test_file(one.symbol.file):
            _choose(chosen, one.symbol.file, BY_CALL, way_back(reached, one.symbol), one.confidence, one.symbol.name)
    # Calls can't be seen through everything; a test that imports a file whose top level changed runs it in any case.
    loose = [c.path for c in changes if c.status == "deleted" or touches_module_level(context, c)]
    for path, way in _importers(context, loose).items():
        if is_test_file(path):
            _choose(chosen, path, BY_IMPORT, way, CONFIDENCE_BY_IMPORT, None)
    for path, way in _importers(context, [c.path for c in changes], depth=1).items():
        if is_test_file(path):
            _choose(chosen, path, BY_IMPORT, way, CONFIDENCE_BY_IMPORT, None)
    return sorted(chosen.values(), key=lambda test: (-test["confidence"], test["file"]))


def _choose(
    chosen: Dict[str, Dict[str, Any]], path: str, reason: str, why: List[str], confidence: float, name: Any
) -> None:
    row = chosen.setdefault(path, {"file": path, "names": [], "reason": reason, "why": why, "confidence": confidence})
    if name is not None and name not in row["names"]:
        row["names"].append(name)


def _importers(context: CommandContext, paths: List[str], depth: int = 6) -> Dict[str, List[str]]:
    """Files that import the given ones, directly or through others, with the way each takes."""
    backwards: Dict[str, Set[str]] = {}
    for source, row in context.graph.import_counts().items():
        for target in row:
            backwards.setdefault(target, set()).add(source)
    ways: Dict[str, List[str]] = {path: [path] for path in sorted(paths)}
    level = list(ways)
    for _ in range(depth):
        following: List[str] = []
        for path in level:
            for importer in sorted(backwards.get(path, ())):
                if importer not in ways:
                    ways[importer] = [importer, *ways[path]]
                    following.append(importer)
        # Through other tests' support files a test is reached, through other tests it is not.
        level = [path for path in following if not is_test_file(path) or not is_test_code(path)]
    return {path: way for path, way in ways.items() if len(way) > 1}


COMMAND = Command(
    "change_impact",
    "What the work tree's changes can break, and which tests to run and why.",
    run,
    (
        Arg("git_base", "string", "Compare with this commit, branch or tag.", "HEAD", aliases=("base",)),
        Arg("files", "strings", "These files changed; git is not asked.", None, aliases=("changed_files",)),
        Arg("depth", "integer", "How many calls away to look.", 8, minimum=1, maximum=50, aliases=("max_depth",)),
        *paging_args(300),
    ),
    paged_key="affected",
    is_cacheable=False,
)
