"""Type annotations as hints: what a parameter or variable holds when no code says more."""

from __future__ import annotations

import ast
from typing import Any, List

from . import ops
from .expressions import evaluate
from .facts import NOTHING
from .scope import Scope

_ELEMENT_FIRST = frozenset(
    "list List set Set frozenset FrozenSet Iterable Iterator Sequence MutableSequence Collection Generator AbstractSet"
    " AsyncIterator AsyncIterable AsyncGenerator deque Deque tuple Tuple".split()
)
_ELEMENT_SECOND = frozenset("dict Dict Mapping MutableMapping defaultdict DefaultDict OrderedDict".split())
_TRANSPARENT = frozenset(
    "Optional Union Annotated Final ClassVar Required NotRequired ReadOnly InitVar Awaitable Coroutine".split()
)


def hinted_value(scope: Scope, annotation: Any, depth: int = 0) -> int:
    """The operand of "an instance of what the annotation names"; NOTHING when that is no help."""
    if depth > 6:
        return NOTHING
    kind = annotation.__class__
    if kind is ast.Constant:
        return _from_text(scope, annotation, depth) if isinstance(annotation.value, str) else NOTHING
    if kind is ast.BinOp and annotation.op.__class__ is ast.BitOr:
        sides = [hinted_value(scope, side, depth + 1) for side in (annotation.left, annotation.right)]
        return scope.union(sides)
    if kind is ast.Subscript:
        return _from_subscript(scope, annotation, depth)
    if kind is ast.Name or kind is ast.Attribute:
        classes = evaluate(scope, annotation)
        entry = scope.file.entry(classes)
        if classes == NOTHING or (entry is not None and entry[0] != "s"):
            return NOTHING
        return scope.read(("t", classes), ops.INSTANCE, classes)
    return NOTHING


def _from_text(scope: Scope, annotation: ast.Constant, depth: int) -> int:
    text = annotation.value
    if not isinstance(text, str) or len(text) > 200:
        return NOTHING
    try:
        parsed = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return NOTHING  # an annotation may hold any text
    for part in ast.walk(parsed):
        if isinstance(part, (ast.expr, ast.keyword)):
            part.lineno = annotation.lineno
    return hinted_value(scope, parsed, depth + 1)


def _from_subscript(scope: Scope, annotation: Any, depth: int) -> int:
    head = annotation.value
    name = head.attr if isinstance(head, ast.Attribute) else head.id if isinstance(head, ast.Name) else ""
    index = annotation.slice
    parts: List[Any] = list(index.elts) if isinstance(index, ast.Tuple) else [index]
    if name in _TRANSPARENT:
        return scope.union([hinted_value(scope, part, depth + 1) for part in parts])
    if name in ("Type", "type"):
        named = parts[0].__class__ in (ast.Name, ast.Attribute)
        return evaluate(scope, parts[0]) if named else NOTHING
    if name in _ELEMENT_FIRST:
        elements = [hinted_value(scope, part, depth + 1) for part in parts]
        found = [element for element in elements if element != NOTHING]
        return scope.emit(ops.NEW, "list", [], found) if found else NOTHING
    if name in _ELEMENT_SECOND and len(parts) == 2:
        value = hinted_value(scope, parts[1], depth + 1)
        return scope.emit(ops.NEW, "dict", [[NOTHING, value]], []) if value != NOTHING else NOTHING
    return hinted_value(scope, head, depth + 1)
