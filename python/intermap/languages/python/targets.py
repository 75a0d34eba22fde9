"""Assignment targets: names, attributes, items and unpacking."""

from __future__ import annotations

import ast
from typing import Any, List

from . import ops
from .calls import store_item
from .expressions import evaluate
from .facts import NOTHING
from .scope import Scope


def assign_target(scope: Scope, target: Any, value: int, line: int) -> None:
    kind = target.__class__
    if kind is ast.Name:
        scope.file.identifiers.add(target.id)
        name = scope.comprehension_names.get(target.id) or target.id
        scope.assign(name, value)
    elif kind is ast.Attribute:
        scope.file.identifiers.add(target.attr)
        store_attribute(scope, evaluate(scope, target.value), target.attr, value, line)
    elif kind is ast.Subscript:
        _assign_subscript(scope, target, value, line)
    elif kind is ast.Tuple or kind is ast.List:
        _unpack(scope, target.elts, value, line)
    elif kind is ast.Starred:
        assign_target(scope, target.value, value, line)


def store_attribute(scope: Scope, base: int, name: str, value: int, line: int) -> None:
    if base == NOTHING:
        return
    scope.escape(value)
    if base == 0 and scope.block == 0 and scope.qualname.endswith("__init__") and scope.parent is not None:
        if scope.parent.kind == "class" and name not in scope.init_attributes:
            scope.init_attributes.append(name)
    slot = scope.emit(ops.SET_ATTRIBUTE, base, name, value, line)
    scope.put(base, name, value, scope.op_at(slot), 3)


def _assign_subscript(scope: Scope, target: Any, value: int, line: int) -> None:
    base = evaluate(scope, target.value)
    index = target.slice
    if index.__class__ is ast.Slice:
        for bound in (index.lower, index.upper, index.step):
            if bound is not None:
                evaluate(scope, bound)
        if base != NOTHING:
            scope.forget_object(base)
            scope.escape(value)
            element = scope.emit(ops.ITERATE, value, line, 0) if value != NOTHING else NOTHING
            scope.emit(ops.SET_ITEM, base, NOTHING, element, line)
        return
    store_item(scope, base, evaluate(scope, index), value, line)


def _unpack(scope: Scope, targets: List[Any], value: int, line: int) -> None:
    if value == NOTHING or value <= -2:
        for target in targets:
            assign_target(scope, target, NOTHING, line)
        return
    star = next((place for place, target in enumerate(targets) if target.__class__ is ast.Starred), None)
    length = scope.known(value, "#length")
    scope.read_unknown(value)
    values: List[int] = []
    for place in range(len(targets)):
        if place == star:
            after = len(targets) - place - 1
            values.append(scope.emit(ops.UNPACK_STAR, value, place, after, line))
            continue
        index = place if star is None or place < star else place - len(targets)
        known = None
        if length is not None:
            position = index if index >= 0 else length + index
            known = scope.known(value, ("item", scope.file.literal(position)))
        values.append(known if known is not None else scope.emit(ops.UNPACK, value, index, line))
    for target, part in zip(targets, values):
        assign_target(scope, target, part, line)
