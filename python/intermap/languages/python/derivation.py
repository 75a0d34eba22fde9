"""Which operands come from one and the same element of an iteration, so that they belong together."""

from __future__ import annotations

from typing import Any, List, Optional, Set

from . import ops
from .facts import NOTHING
from .scope import Scope

#: Longer ways from an element to what is made of it are not followed.
_LONGEST_WAY = 8


def derivation_of(scope: Scope, key: int, value: int) -> Optional[List[int]]:
    """For `{key: value for …}` and `d[key] = value`: the iteration's place and those of the ops behind it, if any.

    Without this every key of a table would stand for every value.
    """
    if key < scope.base or value < scope.base:
        return None
    places: Set[int] = set()
    source = _source(scope, key, places, _LONGEST_WAY)
    if source is None or _source(scope, value, places, _LONGEST_WAY) != source:
        return None
    return [source, *sorted(places)]


def _source(scope: Scope, operand: int, places: Set[int], steps: int) -> Optional[int]:
    """The ITERATE op that alone decides the operand; the ops on the way are added to `places`."""
    op = scope.op_at(operand)
    if op is None or not steps:
        return None
    if op[0] == ops.ITERATE:
        return operand
    operands = _operands(op)
    if operands is None:
        return None
    places.add(operand)
    sources = {_source(scope, part, places, steps - 1) for part in operands if part >= scope.base}
    sources.discard(None)  # What has nothing to do with the element is the same for each.
    return sources.pop() if len(sources) == 1 else None


def _operands(op: List[Any]) -> Optional[List[int]]:
    """What an op is made of; None for ops that are not followed."""
    code = op[0]
    if code in (ops.UNPACK, ops.ATTRIBUTE):
        return [op[1]]
    if code == ops.ITEM:
        return [op[1], op[2]]
    if code == ops.TEXT:
        return list(op[1:])
    if code == ops.CALL and (op[1] <= NOTHING or not (op[3] or op[4])):
        operands = [op[1], *op[3], *(value for _, value in op[4])]
        return operands if all(part.__class__ is int for part in operands) else None
    return None
