"""Text with holes, as far as it can name an attribute or a key."""

from __future__ import annotations

import ast
from typing import Any, List

from . import ops
from .facts import NOTHING
from .scope import Scope


def formatted(scope: Scope, node: Any) -> int:
    parts: List[int] = []
    plain = True
    for part in node.values:
        if part.__class__ is ast.Constant:
            plain = plain and is_part_of_name(part.value)
            parts.append(scope.file.literal(part.value) if plain else NOTHING)
            continue
        value = evaluate(scope, part.value)
        methods = ["__repr__"] if part.conversion == 114 else ["__str__", "__repr__"]
        if part.conversion == -1:
            methods.insert(0, "__format__")
        special(scope, methods, value, node.lineno)
        parts.append(value)
        if part.format_spec is not None:
            evaluate(scope, part.format_spec)
            plain = False
    return scope.emit(ops.TEXT, *parts) if plain and 1 < len(parts) <= 5 else NOTHING


def is_name_part(scope: Scope, operand: int) -> bool:
    """Whether the operand is text that could be part of an attribute's name or a plain key."""
    entry = scope.file.entry(operand)
    return entry is not None and entry[0] == "k" and is_part_of_name(entry[1])


def is_part_of_name(value: Any) -> bool:
    return value.__class__ is str and f"_{value}".isidentifier() and value != ""


def formatted_text(scope: Scope, template: str, hole: str, value: int) -> int:
    """`"get_%s" % name` and `"get_{}".format(name)`: text with one hole."""
    before, found, after = template.partition(hole)
    if not found or hole in after or not (before or after):
        return NOTHING
    if not f"_{before}{after}".isidentifier():
        return NOTHING
    parts = [scope.file.literal(before)] if before else []
    parts.append(value)
    if after:
        parts.append(scope.file.literal(after))
    return scope.emit(ops.TEXT, *parts)


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .expressions import evaluate, special
