"""What a condition says about a variable: inside `if isinstance(x, A):` x is an A."""

from __future__ import annotations

import ast
from typing import Any

from . import ops
from .expressions import evaluate
from .facts import NOTHING
from .scope import Scope


def narrow(scope: Scope, test: Any, holds: bool = True) -> None:
    """Variables as they are where the condition has held (or has not). The condition itself was evaluated before."""
    kind = test.__class__
    if kind is ast.UnaryOp and test.op.__class__ is ast.Not:
        narrow(scope, test.operand, not holds)
    elif kind is ast.BoolOp and (test.op.__class__ is ast.And) == holds:
        for part in test.values:
            narrow(scope, part, holds)
    elif kind is ast.Call and test.func.__class__ is ast.Name and test.func.id == "isinstance":
        _narrow_by_call(scope, test, holds)


def _narrow_by_call(scope: Scope, test: Any, holds: bool) -> None:
    if len(test.args) != 2 or test.args[0].__class__ is not ast.Name:
        return
    name = test.args[0].id
    if name not in scope.env or name in scope.bindings.globals or name in scope.bindings.nonlocals:
        return
    narrow_name(scope, name, narrowed_value(scope, scope.env[name], _classes(scope, test.args[1]), holds))


def _classes(scope: Scope, node: Any) -> int:
    parts = node.elts if node.__class__ is ast.Tuple else [node]
    values = [evaluate(scope, part) for part in parts if part.__class__ in (ast.Name, ast.Attribute)]
    # One class nobody can follow: the object may be of that one.
    return scope.union(values) if len(values) == len(parts) and NOTHING not in values else NOTHING


def narrowed_value(scope: Scope, value: int, classes: int, holds: bool = True) -> int:
    """The value as far as it is an object of these classes; some object of theirs where nothing else is known."""
    entry = scope.file.entry(classes)
    if classes == NOTHING or (entry is not None and entry[0] not in "sb"):
        return value
    if value == NOTHING and (not holds or (entry is not None and entry[0] == "b")):
        return NOTHING
    return scope.emit(ops.NARROW, value, classes, int(holds))


def narrow_name(scope: Scope, name: str, value: int) -> None:
    """The variable's value from here on in this branch. No assignment: other scopes keep what they see."""
    if value != NOTHING and scope.env.get(name) != value and name in scope.env:
        scope.env[name] = value
