"""Setting and deleting attributes, through properties and descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .arguments import Arguments
from .mro import look_up, look_up_besides
from .values import (
    EMPTY,
    BoundMethod,
    ClassValue,
    InstanceValue,
    ModuleValue,
    ObjectValue,
    PropertyValue,
    Value,
    Values,
    union,
)

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver


def set_attribute(solver: Solver, frame: Frame, value: Value, name: str, values: Values, line: int, site: Any) -> None:
    """`value.name = values`, with calls of setters recorded for `frame`."""
    kind = value.__class__
    if kind is InstanceValue:
        if _set_through_class(solver, frame, value, name, values, line, site):  # type: ignore[arg-type]
            return
        solver.push(frame, value.attribute_cell(name), values)  # type: ignore[attr-defined]
    elif kind is ModuleValue:
        _patch_module(solver, value, name)  # type: ignore[arg-type]
        variables = value.file.frame.variables  # type: ignore[attr-defined]
        for later in [known for known in variables if known.startswith(f"{name}#")]:
            solver.push(frame, variables[later], values)
        solver.push(frame, value.file.frame.variable(name), values)  # type: ignore[attr-defined]
    elif kind is ClassValue:
        solver.push(frame, value.attribute_cell(name), values)  # type: ignore[attr-defined]
    elif isinstance(value, ObjectValue):
        solver.push(frame, value.attribute_cell(name), values)
    elif kind is BoundMethod:
        set_attribute(solver, frame, value.function, name, values, line, site)  # type: ignore[attr-defined]


def _patch_module(solver: Solver, value: ModuleValue, name: str) -> None:
    """The module's own code, too, now calls what was put in place of its function."""
    file = value.file
    number = file.names.get(name)
    if number is not None and not file.codes[number].patched:
        file.codes[number].patched = True
        for code in file.codes:
            for frame in code.frames:
                solver.enqueue(frame)


def _set_through_class(
    solver: Solver, frame: Frame, value: InstanceValue, name: str, values: Values, line: int, site: Any
) -> bool:
    handled = False
    for item in look_up(solver, value.cls, name, frame)[0]:
        if item.__class__ is PropertyValue:
            handled = True
            for setter in item.setter.read(frame):  # type: ignore[attr-defined]
                call_value(solver, frame, setter, Arguments([(value,), values]), line, (site, "set"))
        elif item.__class__ is InstanceValue:
            for setter in look_up(solver, item.cls, "__set__", frame)[0]:  # type: ignore[attr-defined]
                handled = True
                call_value(solver, frame, setter, Arguments([(item,), (value,), values]), line, (site, "set"))
    for item in look_up_besides(solver, value.cls, "__setattr__"):
        literal = (solver.literal(name),)
        call_value(solver, frame, item, Arguments([(value,), literal, values]), line, (site, "setattr"))
    return handled


def delete_attribute(solver: Solver, frame: Frame, value: Value, name: str, line: int, site: Any) -> None:
    """`del value.name`, with the deleters that run."""
    if value.__class__ is not InstanceValue:
        return
    for item in look_up(solver, value.cls, name, frame)[0]:  # type: ignore[attr-defined]
        if item.__class__ is PropertyValue:
            for deleter in item.deleter.read(frame):  # type: ignore[attr-defined]
                call_value(solver, frame, deleter, Arguments([(value,)]), line, (site, "delete"))
        elif item.__class__ is InstanceValue:
            call_special(solver, frame, item, "__delete__", [(value,)], line, (site, "delete"))
    call_special(solver, frame, value, "__delattr__", [(solver.literal(name),)], line, (site, "delattr"))


def forwarded(solver: Solver, frame: Frame, bases: Values, name: str, stored: Values, line: int, site: Any) -> Values:
    """Reading an attribute just after it was set: what was stored, or what a descriptor in between makes of it."""
    for base in bases:
        if base.__class__ is InstanceValue:
            found, _ = look_up(solver, base.cls, name, frame)  # type: ignore[attr-defined]
            if any(item.__class__ in (PropertyValue, InstanceValue) for item in found):
                result: Values = EMPTY
                for value in bases:
                    result = union(result, get_attribute(solver, frame, value, name, line, site))
                return result
    return stored


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .attributes import get_attribute
from .calls import call_value
from .protocols import call_special
