"""Keys and values that come from the same element of an iteration: each key is stored with its own value only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List

from ..languages.python.ops import ATTRIBUTE, CALL, ITEM, TEXT, UNPACK
from . import attributes, calls, containers, sequence_parts, texts
from .values import EMPTY, Values, union

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver

#: Of more elements than this, every key stands for every value.
_MOST_ELEMENTS = 40


def set_pairs(
    solver: Solver, frame: Frame, vals: List[Values], op: List[Any], scope_ops: List[Any], first: int, slot: int
) -> None:
    """A SET_PAIRS op. `first` is the place of the scope's first op."""
    _, base, key, value, line, (source, *places) = op
    elements = vals[source]
    if not 1 < len(elements) <= _MOST_ELEMENTS:
        containers.set_item(solver, frame, vals[base], vals[key], vals[value], line, slot)
        return
    before = [vals[place] for place in places]
    for element in elements:
        vals[source] = (element,)
        for place in places:
            vals[place] = _evaluate(solver, frame, vals, scope_ops[place - first], place)
        containers.set_item(solver, frame, vals[base], vals[key], vals[value], line, slot)
    vals[source] = elements
    for place, values in zip(places, before):
        vals[place] = values


def _evaluate(solver: Solver, frame: Frame, vals: List[Values], op: List[Any], slot: int) -> Values:
    code = op[0]
    if code == UNPACK:
        return sequence_parts.unpack(solver, frame, vals[op[1]], op[2], op[3], slot)
    if code == ATTRIBUTE:
        found: Values = EMPTY
        for value in vals[op[1]]:
            found = union(found, attributes.get_attribute(solver, frame, value, op[2], op[3], slot))
        return found
    if code == ITEM:
        return containers.get_item(solver, frame, vals[op[1]], vals[op[2]], op[3], slot)
    if code == CALL:
        return calls.call_op(solver, frame, vals, op, slot)
    if code == TEXT:
        return texts.joined(solver, [vals[operand] for operand in op[1:]])
    return vals[slot]
