"""Operators and comparisons: the special methods they call, and text put together with them."""

from __future__ import annotations

import ast
from typing import Any, List

from . import ops
from .facts import NOTHING
from .scope import Scope

_BINARY = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "truediv", ast.FloorDiv: "floordiv", ast.Mod: "mod",
    ast.Pow: "pow", ast.LShift: "lshift", ast.RShift: "rshift", ast.BitOr: "or", ast.BitAnd: "and",
    ast.BitXor: "xor", ast.MatMult: "matmul",
}  # fmt: skip
_COMPARE = {
    ast.Lt: ("__lt__", "__gt__"), ast.Gt: ("__gt__", "__lt__"), ast.LtE: ("__le__", "__ge__"),
    ast.GtE: ("__ge__", "__le__"), ast.Eq: ("__eq__", "__eq__"), ast.NotEq: ("__ne__ __eq__", "__ne__ __eq__"),
}  # fmt: skip
_COMPARISONS = frozenset(method for method, _ in _COMPARE.values())
_UNARY = {ast.USub: "__neg__", ast.UAdd: "__pos__", ast.Invert: "__invert__"}


def is_comparison(op: List[Any]) -> bool:
    return op[0] == ops.OPERATOR and op[1] in _COMPARISONS


def binary(scope: Scope, node: Any) -> int:
    # Long chains (a + b + c + …) lean to the left: walked without recursion.
    chain = [node]
    while chain[-1].left.__class__ is ast.BinOp:
        chain.append(chain[-1].left)
    left = evaluate(scope, chain[-1].left)
    for link in reversed(chain):
        right = evaluate(scope, link.right)
        entry = scope.file.entry(left)
        if link.op.__class__ is ast.Mod and (left == NOTHING or (entry is not None and entry[0] == "k")):
            format_parts(scope, right, link.lineno)
            if entry is not None and entry[1].__class__ is str and "%s" in entry[1]:
                text = formatted_text(scope, entry[1], "%s", right)
                if text != NOTHING:
                    left = text
                    continue
        merged = merged_dictionaries(scope, left, right) if link.op.__class__ is ast.BitOr else NOTHING
        if merged != NOTHING:
            left = merged
            continue
        left = operator(scope, _BINARY[link.op.__class__], left, right, link.lineno)
    return left


def format_parts(scope: Scope, value: int, line: int) -> None:
    """`"%s" % value` and `"%s %s" % (a, b)`: each object is turned into text."""
    op = scope.op_at(value) if value >= 0 else None
    parts = op[2] if op is not None and op[0] == ops.NEW and op[1] == "tuple" else [value]
    for part in parts:
        if part.__class__ is int:
            special(scope, ["__str__", "__repr__"], part, line)


def operator(scope: Scope, name: str, left: int, right: int, line: int) -> int:
    if left < 0 and right < 0:
        first, second = scope.file.entry(left), scope.file.entry(right)
        if name == "add" and first and second and first[0] == second[0] == "k":
            if first[1].__class__ is second[1].__class__ and first[1].__class__ in (str, int):
                return scope.file.literal(first[1] + second[1])
        if not (first and first[0] == "s") and not (second and second[0] == "s"):
            if name == "add" and (is_name_part(scope, left) or is_name_part(scope, right)):
                return scope.emit(ops.TEXT, left, right)
            return NOTHING
    return scope.emit(ops.OPERATOR, f"__{name}__", f"__r{name}__", left, right, line)


def augmented_operator(scope: Scope, node: Any, left: int, right: int) -> int:
    name = _BINARY[node.op.__class__]
    if left < 0 and right < 0:
        return operator(scope, name, left, right, node.lineno)
    scope.forget_object(left)
    scope.escape(right)
    return scope.emit(ops.OPERATOR, f"__i{name}__ __{name}__", f"__r{name}__", left, right, node.lineno)


def compare(scope: Scope, node: Any) -> int:
    left = evaluate(scope, node.left)
    result = NOTHING
    for kind, comparator in zip(node.ops, node.comparators):
        right = evaluate(scope, comparator)
        methods = _COMPARE.get(kind.__class__)
        if methods is not None:
            if left >= 0 or right >= 0:
                result = scope.emit(ops.OPERATOR, methods[0], methods[1], left, right, node.lineno)
        elif kind.__class__ in (ast.In, ast.NotIn):
            special(scope, ["__contains__", "__iter__"], right, node.lineno)
        left = right
    return result if len(node.ops) == 1 else NOTHING


def boolean(scope: Scope, node: Any) -> int:
    values = [evaluate(scope, value) for value in node.values]
    for value in values[:-1]:
        truth(scope, value, node.lineno)
    return scope.union(values)


def unary(scope: Scope, node: Any) -> int:
    value = evaluate(scope, node.operand)
    if node.op.__class__ is ast.Not:
        truth(scope, value, node.lineno)
        return NOTHING
    if value <= -2:
        entry = scope.file.entry(value)
        if node.op.__class__ is ast.USub and entry and entry[0] == "k" and entry[1].__class__ is int:
            return scope.file.literal(-entry[1])
        return NOTHING
    return special(scope, [_UNARY[node.op.__class__]], value, node.lineno)


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .displays import merged_dictionaries
from .expressions import evaluate, special, truth
from .formatted_text import formatted_text, is_name_part
