"""Raising and catching: instances made by `raise Class`, and which of them a handler can see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .arguments import Arguments
from .mro import is_subclass
from .values import EMPTY, BuiltinValue, ClassValue, ContainerValue, ExternalValue, InstanceValue, Values, union

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver


def raise_value(solver: Solver, frame: Frame, values: Values, line: int, site: Any) -> None:
    """`raise value`: a class is called first."""
    raised: Values = EMPTY
    for value in values:
        if value.__class__ in (ClassValue, ExternalValue, BuiltinValue):
            raised = union(raised, call_value(solver, frame, value, Arguments(), line, (site, "raise")))
        else:
            raised = union(raised, (value,))
    objects = tuple(value for value in raised if value.__class__ is InstanceValue)
    solver.push(frame, solver.raised, objects)


def caught(solver: Solver, frame: Frame, classes: Values) -> Values:
    """What `except classes as name` can bind: raised objects of these classes; any object when none was raised."""
    wanted: Values = EMPTY
    for value in classes:
        wanted = union(wanted, value.all.read(frame) if isinstance(value, ContainerValue) else (value,))
    raised = solver.raised.read(frame)
    result: Values = EMPTY
    for cls in wanted:
        matching = tuple(
            value for value in raised if isinstance(value, InstanceValue) and _matches(solver, value, cls, frame)
        )
        result = union(result, matching)
    if result:
        return result
    return tuple(solver.instance(cls, None) for cls in wanted if isinstance(cls, ClassValue))


def _matches(solver: Solver, value: InstanceValue, cls: Any, frame: Frame) -> bool:
    if isinstance(cls, BuiltinValue) and cls.name in ("Exception", "BaseException"):
        return True
    return is_subclass(solver, value.cls, cls, frame)


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .calls import call_value
