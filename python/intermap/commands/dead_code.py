"""``dead_code``: definitions that nothing in the project uses."""

from __future__ import annotations

import posixpath
from typing import Any, Dict, List, Set, Tuple

from ..command import Arg, Command, CommandContext, paging_args
from ..index.outlines import Definition
from ..project.paths import project_path
from ..project.testing import is_test_code
from .coverage import coverage
from .structure import is_below
from .targets import shown

# A function that only others can name is dead for sure when nothing names it; a public one may be a library's face.
CONFIDENCE_PRIVATE = 0.9
CONFIDENCE_PUBLIC = 0.6

CODE_KINDS = frozenset(("function", "method", "class", "struct", "enum", "interface", "trait", "type", "macro"))

# Names that runtimes and frameworks call by custom.
CALLED_BY_CUSTOM = frozenset(
    "main setUp tearDown setUpClass tearDownClass setUpModule tearDownModule asyncSetUp asyncTearDown run handle "
    "constructor render componentDidMount componentWillUnmount componentDidUpdate default <init> init".split()
)


def run(context: CommandContext) -> Dict[str, Any]:
    """Unused definitions in order of file and line, each with how sure that is and why."""
    folder = project_path(context.root, context.args["path"]) if context.args["path"] else ""
    keep: Set[str] = set(context.args["entry_points"] or ())
    used, recursive = _used(context)
    # A call through an object may reach any method of that name: an override, or the method it overrides.
    used_methods = {name.rpartition(".")[2] for _, name in used}
    found: List[Dict[str, Any]] = []
    for symbol in context.outlines.symbols():
        if symbol.kind not in CODE_KINDS or (symbol.file, symbol.name) in used or not is_below(symbol.file, folder):
            continue
        if symbol.kind == "method" and symbol.bare in used_methods:
            continue
        if _is_kept(context, symbol, keep):
            continue
        context.request.check()
        if _is_mentioned(context, symbol, recursive):
            continue
        confidence, reason = _judge(symbol)
        if confidence >= context.args["min_confidence_percent"] / 100:
            found.append({**shown(symbol), "confidence": confidence, "reason": reason})
    dead = {(row["file"], row["name"]) for row in found}
    # A method of a dead class goes with its class.
    found = [row for row in found if (row["file"], row["name"].rpartition(".")[0]) not in dead]
    page = context.page("dead", found)
    return {
        **page,
        "lines": sum(row["end_line"] - row["line"] + 1 for row in found),
        **coverage(context),
    }


def _used(context: CommandContext) -> Tuple[Set[Tuple[str, str]], Set[Tuple[str, str]]]:
    """Definitions that another definition calls, and those that call themselves: that keeps nothing alive."""
    used: Set[Tuple[str, str]] = set()
    recursive: Set[Tuple[str, str]] = set()
    #: Called from another file, which uses all classes around as well.
    from_elsewhere: Set[Tuple[str, str]] = set()
    for edge in context.graph.edges():
        source, target = edge["from"], edge["to"]
        if target["file"] is None:
            continue
        called = (target["file"], target["name"])
        if target["file"] != source["file"]:
            from_elsewhere.add(called)
        else:
            (recursive if _is_inside(source, target) else used).add(called)
            _note_owners(source, target, used)
    for file, name in from_elsewhere:
        while name:
            used.add((file, name))
            name = name.rpartition(".")[0]
    # What a runtime starts by custom keeps the class around it.
    for symbol in context.outlines.symbols():
        if symbol.kind == "method" and symbol.bare == "main":
            used.add((symbol.file, symbol.name.rpartition(".")[0]))
    return used, recursive


def _note_owners(source: Any, target: Any, used: Set[Tuple[str, str]]) -> None:
    """Who calls a static method from outside of its class uses the class."""
    owner = target["name"].rpartition(".")[0]
    while owner and not _is_inside(source, {"file": target["file"], "name": owner}):
        used.add((target["file"], owner))
        owner = owner.rpartition(".")[0]


def _is_inside(inner: Any, outer: Any) -> bool:
    if inner["file"] != outer["file"] or not inner["name"].startswith(outer["name"]):
        return False
    return (inner["name"] + ".").startswith(outer["name"] + ".")


def _is_mentioned(context: CommandContext, symbol: Definition, recursive: Set[Tuple[str, str]]) -> bool:
    """Whether code may use a definition that nothing calls from outside of it.

    Finding the references of a Python definition means running its users' code through the resolver again, too slow for
    thousands. So names decide: what no code mentions is not used, what anything else mentions may be.
    """
    if context.index.files[symbol.file].language == "python":
        if context.outlines.is_mentioned_elsewhere(symbol):
            return True
        # A function that calls itself is what mentions it.
        return context.outlines.is_mentioned_in_own_file(symbol) and (symbol.file, symbol.name) not in recursive
    return any(
        reference["file"] != symbol.file or not (reference["within"] + ".").startswith(symbol.name + ".")
        for reference in context.graph.references(symbol.id)
    )


def _is_kept(context: CommandContext, symbol: Definition, keep: Set[str]) -> bool:
    bare = symbol.bare
    if symbol.kind not in CODE_KINDS or is_test_code(symbol.file) or bare in keep or symbol.name in keep:
        return True
    if (
        bare in CALLED_BY_CUSTOM
        or (bare.startswith("__") and bare.endswith("__"))
        or bare.startswith(("visit_", "do_", "test"))
    ):
        return True
    # A decorator may register what it decorates: routes, fixtures, commands.
    plain = {"staticmethod", "classmethod", "property", "cached_property", "functools.wraps", "contextmanager"}
    if any(decorator.split("(")[0] not in plain for decorator in symbol.decorators):
        return True
    file = context.index.files.get(symbol.file)
    if file is None or file.is_generated or posixpath.basename(symbol.file) in ("setup.py", "conftest.py"):
        return True
    return context.graph.is_implicitly_used(symbol.id)


def _judge(symbol: Definition) -> Tuple[float, str]:
    bare = symbol.bare
    if bare.startswith(("_", "#")) or symbol.exported is False:
        return CONFIDENCE_PRIVATE, "Private, and nothing in the project calls, reads or imports it."
    return CONFIDENCE_PUBLIC, "Nothing in the project calls, reads or imports it; it may be meant for others."


COMMAND = Command(
    "dead_code",
    "Definitions that nothing in the project calls, reads or imports.",
    run,
    (
        Arg("path", "string", "Only definitions in this folder or file."),
        Arg("entry_points", "strings", "Names that are used from outside.", None),
        Arg("min_confidence_percent", "integer", "Leave out what is less sure.", 0, minimum=0, maximum=100),
        *paging_args(500),
    ),
    paged_key="dead",
)
