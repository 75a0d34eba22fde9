"""Lists, tuples, sets and dicts written out in the code."""

from __future__ import annotations

import ast
from typing import Any, List, Optional

from . import ops
from .facts import NOTHING
from .scope import Scope

#: Larger literals of plain values (tables, word lists) hold no keys worth following.
_LARGEST_PLAIN_LITERAL = 24


def sequence(scope: Scope, node: Any) -> int:
    kind = "list" if node.__class__ is ast.List else "tuple" if node.__class__ is ast.Tuple else "set"
    elements: List[Any] = []
    plain = True
    for element in node.elts:
        if element.__class__ is ast.Starred:
            elements.append([evaluate(scope, element.value)])
            plain = False
        else:
            value = evaluate(scope, element)
            if kind == "set":
                special(scope, ["__hash__"], value, element.lineno)
            if plain and value != NOTHING and (value >= 0 or scope.file.constants[-value - 2][0] != "k"):
                plain = False
            elements.append(value)
    if plain and len(elements) > _LARGEST_PLAIN_LITERAL:
        elements = []
        kind = "list" if kind == "tuple" else kind
    elif plain and kind == "tuple" and all(value == NOTHING for value in elements):
        return NOTHING
    return new_sequence(scope, kind, elements)


def new_sequence(scope: Scope, kind: str, elements: List[Any], any_element: Optional[List[int]] = None) -> int:
    for element in elements:
        scope.escape(element if element.__class__ is int else element[0])
    slot = scope.emit(ops.NEW, kind, elements, any_element or [])
    scope.fresh.add(slot)
    if kind != "set" and not any_element and all(element.__class__ is int for element in elements):
        if len(elements) <= 64:
            for place, element in enumerate(elements):
                scope.put(slot, ("item", scope.file.literal(place)), element, elements, place)
            scope.put(slot, "#length", len(elements), None, 0)
    return slot


def dictionary(scope: Scope, node: Any) -> int:
    pairs: List[List[int]] = []
    for key, value in zip(node.keys, node.values):
        if key is None:
            pairs.extend(_spread_pairs(scope, evaluate(scope, value)))
            continue
        key_operand = evaluate(scope, key)
        special(scope, ["__hash__"], key_operand, key.lineno)
        value_operand = evaluate(scope, value)
        if value_operand != NOTHING or len(pairs) < _LARGEST_PLAIN_LITERAL:
            pairs.append([key_operand, value_operand])
    if len(pairs) > _LARGEST_PLAIN_LITERAL and all(
        len(pair) == 2 and pair[1] <= NOTHING and (pair[1] == NOTHING or scope.file.constants[-pair[1] - 2][0] == "k")
        for pair in pairs
    ):
        pairs = []
    return new_dictionary(scope, pairs)


def _spread_pairs(scope: Scope, operand: int) -> List[List[int]]:
    """What `**operand` puts into a dict's display: item by item where all of them are known here."""
    from .calls import known_pairs

    pairs = known_pairs(scope, operand, [])
    return [[operand]] if pairs is None else pairs


def merged_dictionaries(scope: Scope, left: int, right: int) -> int:
    """`{…} | {…}` of two dicts made in this scope."""
    for operand in (left, right):
        op = scope.op_at(operand)
        if op is None or op[0] != ops.NEW or op[1] != "dict":
            return NOTHING
    return new_dictionary(scope, [*_spread_pairs(scope, left), *_spread_pairs(scope, right)])


def new_dictionary(scope: Scope, pairs: List[List[int]]) -> int:
    for pair in pairs:
        for operand in pair:
            scope.escape(operand)
    slot = scope.emit(ops.NEW, "dict", pairs, [])
    scope.fresh.add(slot)
    if len(pairs) <= 200 and all(len(pair) == 2 and pair[0] <= -2 for pair in pairs):
        scope.put(slot, "#stores", 0, None, 0)
        for pair in pairs:
            scope.put(slot, ("item", pair[0]), pair[1], pair, 1)
    return slot


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .expressions import evaluate, special
