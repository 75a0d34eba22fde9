"""Which of the values a variable can hold pass a test of their class."""

from __future__ import annotations

from typing import TYPE_CHECKING, List

from .mro import external_bases, is_subclass, resolution_order
from .values import (
    EMPTY,
    BoundMethod,
    BuiltinValue,
    ClassValue,
    ContainerValue,
    FunctionValue,
    GeneratorValue,
    InstanceValue,
    ModuleValue,
    PartialValue,
    Value,
    Values,
)

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver

_PLAIN_TYPES = frozenset("str bytes bytearray int float complex bool list tuple dict set frozenset".split())
_NEVER_PLAIN = frozenset((FunctionValue, BoundMethod, ClassValue, GeneratorValue, ModuleValue, PartialValue))


def narrowed(solver: Solver, frame: Frame, values: Values, classes: Values, holds: bool) -> Values:
    """Objects of these classes (or of no class among them); some object of theirs where none is known."""
    if not classes or not all(_is_known(cls) for cls in classes):
        return values
    if holds:
        fitting = tuple(value for value in values if any(_can_be(solver, frame, value, cls) for cls in classes))
        projects = tuple(cls for cls in classes if cls.__class__ is ClassValue)
        if fitting or not projects:
            return fitting
        if values:
            # None fits where a class was registered as a virtual base: then the condition tells nothing.
            return values if any(_can_be_virtual(solver, frame, cls) for cls in projects) else EMPTY
        return tuple(solver.instance(cls, None) for cls in projects)  # type: ignore[arg-type]
    return tuple(value for value in values if not any(_must_be(solver, frame, value, cls) for cls in classes))


def _is_known(cls: Value) -> bool:
    return cls.__class__ is ClassValue or (cls.__class__ is BuiltinValue and cls.name in _PLAIN_TYPES)  # type: ignore[attr-defined]


def _can_be_virtual(solver: Solver, frame: Frame, cls: Value) -> bool:
    order = resolution_order(solver, cls, frame)  # type: ignore[arg-type]
    if external_bases(cls):  # type: ignore[arg-type]
        return True
    return any(item.__class__ is ClassValue and item.metaclass.read(frame) for item in order)  # type: ignore[attr-defined]


def _can_be(solver: Solver, frame: Frame, value: Value, cls: Value) -> bool:
    if value.__class__ is InstanceValue:
        kind = value.cls  # type: ignore[attr-defined]
        return is_subclass(solver, kind, cls, frame) or (cls.__class__ is BuiltinValue and bool(external_bases(kind)))
    if cls.__class__ is ClassValue:
        return value.__class__ not in _NEVER_PLAIN or value.__class__ is ClassValue
    if value.__class__ is ContainerValue:
        return value.kind in (cls.name, "generator")  # type: ignore[attr-defined]
    return value.__class__ not in _NEVER_PLAIN


def _must_be(solver: Solver, frame: Frame, value: Value, cls: Value) -> bool:
    if value.__class__ is InstanceValue:
        return cls in _classes_of(solver, frame, value)
    return value.__class__ is ContainerValue and cls.__class__ is BuiltinValue and value.kind == cls.name  # type: ignore[attr-defined]


def _classes_of(solver: Solver, frame: Frame, value: Value) -> List[Value]:
    return list(resolution_order(solver, value.cls, frame))  # type: ignore[attr-defined]
