"""Calling objects that stand for functions: instances, partials, getters, parts of properties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .arguments import Arguments
from .cells import Cell
from .mro import external_bases, look_up
from .values import (
    EMPTY,
    FunctionValue,
    GetterValue,
    InstanceValue,
    PartialValue,
    PropertyPart,
    Values,
    WrappedMethod,
    union,
)

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver


def call_instance(
    solver: Solver, frame: Frame, value: InstanceValue, arguments: Arguments, line: int, site: Any, depth: int
) -> Values:
    found, _ = look_up(solver, value.cls, "__call__", frame)
    if not found:
        return _enter_around(solver, frame, value, arguments, site)
    result: Values = EMPTY
    for item in found:
        if isinstance(item, WrappedMethod):
            receiver = item.kind == "classmethod"
            given = arguments.with_receiver((value.cls,)) if receiver else arguments
            result = union(result, call_value(solver, frame, item.function, given, line, (site, "call"), depth + 1))
        elif isinstance(item, FunctionValue):
            result = union(result, call_value(solver, frame, item, arguments.with_receiver((value,)), line, site))
        else:
            # The attribute may be an instance that is called in turn, even one of this very class.
            result = union(result, call_value(solver, frame, item, arguments, line, (site, "call"), depth + 1))
    return result


def call_partial(
    solver: Solver, frame: Frame, value: PartialValue, arguments: Arguments, line: int, site: Any, depth: int
) -> Values:
    kind = value.site[0]
    if kind == "dispatch":
        functions = chosen(solver, frame, value, arguments)
        return call_each(solver, frame, functions, arguments, line, (site, "dispatch"), depth + 1)
    if kind == "entered":
        enter(solver, frame, value.positional[0].read(frame), line, (site, "enter"), False)
        return call_each(solver, frame, value.functions.read(frame), arguments, line, (site, "inside"), depth + 1)
    named = {name: cell.read(frame) for name, cell in value.named.items()}
    named.update(arguments.named)
    behind = int(kind == "partialmethod")
    positional = [cell.read(frame) for cell in value.positional]
    positional = [*arguments.positional[:behind], *positional, *arguments.positional[behind:]]
    given = Arguments(positional, named, arguments.rest, arguments.any_named)
    return call_each(solver, frame, value.functions.read(frame), given, line, (site, "partial"), depth + 1)


def _enter_around(
    solver: Solver, frame: Frame, manager: InstanceValue, arguments: Arguments, site: Any
) -> Values:  # fmt: skip
    """A context manager that decorates a function: calls of that enter and leave it."""
    if not any(base.path.endswith("ContextDecorator") for base in external_bases(manager.cls)):
        return EMPTY
    made: PartialValue = solver.intern(PartialValue, ("entered", (frame.code, site), manager))
    if not made.positional:
        made.positional.append(Cell())
    solver.push(frame, made.positional[0], (manager,))
    solver.push(frame, made.functions, arguments.at(0))
    return (made,)


def set_property_part(solver: Solver, frame: Frame, part: PropertyPart, arguments: Arguments) -> Values:
    """`@prop.setter`: the same property with one more function (its place in the class is the same, too)."""
    cell = {"setter": part.property.setter, "getter": part.property.getter}.get(part.part, part.property.deleter)
    solver.push(frame, cell, arguments.at(0))
    return (part.property,)


def call_getter(
    solver: Solver, frame: Frame, getter: GetterValue, arguments: Arguments, line: int, site: Any
) -> Values:
    result: Values = EMPTY
    for value in arguments.at(0):
        if getter.kind == "item":
            key = (solver.literal(getter.names[0]),)
            result = union(result, get_item(solver, frame, (value,), key, line, site))
            continue
        targets: Values = (value,)
        for name in str(getter.names[0]).split("."):
            found: Values = EMPTY
            for target in targets:
                found = union(found, get_attribute(solver, frame, target, name, line, site))
            targets = found
        if getter.kind == "method":
            for target in targets:
                result = union(result, call_value(solver, frame, target, Arguments(), line, (site, "method")))
        else:
            result = union(result, targets)
    return result


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .attributes import get_attribute
from .calls import call_value
from .containers import get_item
from .dispatch_model import chosen
from .library_objects import call_each
from .protocols import enter
