"""Comprehensions and generator expressions."""

from __future__ import annotations

import ast
from typing import Any

from . import ops
from .derivation import derivation_of
from .scope import Scope


def comprehension(scope: Scope, node: Any) -> int:
    kind = node.__class__
    saved_names = dict(scope.comprehension_names)
    saved_heap = scope.heap
    scope.heap = {}
    for generator in node.generators:
        iterated = evaluate(scope, generator.iter)
        element = iterate(scope, iterated, node.lineno, bool(generator.is_async))
        _bind_comprehension_target(scope, generator.target, element, node.lineno)
        for condition in generator.ifs:
            truth(scope, evaluate(scope, condition), node.lineno)
    if kind is ast.DictComp:
        key = evaluate(scope, node.key)
        value = evaluate(scope, node.value)
        derivation = derivation_of(scope, key, value)
        result = scope.emit(ops.NEW, "dict", [] if derivation else [[key, value]], [])
        if derivation:
            scope.emit(ops.SET_PAIRS, result, key, value, node.lineno, derivation)
    else:
        value = evaluate(scope, node.elt)
        name = "set" if kind is ast.SetComp else "list" if kind is ast.ListComp else "generator"
        result = scope.emit(ops.NEW, name, [], [value])
    scope.comprehension_names = saved_names
    scope.heap = {key: stored for key, stored in saved_heap.items() if scope.is_private(key[0])}
    scope.epoch += 1
    scope.heap_epoch += 1
    return result


def _bind_comprehension_target(scope: Scope, target: Any, value: int, line: int) -> None:
    from .targets import assign_target

    for part in ast.walk(target):
        if isinstance(part, ast.Name):
            unique = scope.unique_name(part.id)
            scope.comprehension_names[part.id] = unique
            scope.names.add(unique)
    assign_target(scope, target, value, line)


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .expressions import evaluate, iterate, truth
