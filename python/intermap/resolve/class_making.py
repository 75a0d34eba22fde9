"""What `def` and `class` statements make, with the hooks that run then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List

from ..languages.python import ops
from .arguments import Arguments
from .cells import Cell, ClassCell
from .enums import enum_members, is_enum, value_of_member
from .mro import class_changed, look_up, metaclasses
from .values import (
    EMPTY,
    ClassValue,
    ContainerValue,
    ExternalValue,
    InstanceValue,
    NamespaceDict,
    Values,
    WrappedMethod,
    union,
)

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver


def make_function(solver: Solver, frame: Frame, vals: List[Values], op: List[Any]) -> Values:
    """A FUNCTION op: the function with what its defaults are at this moment."""
    code = frame.code.file.codes[op[1]]
    owner = frame.function if isinstance(frame.function, ClassValue) else None
    env = frame.env if owner is not None else frame
    if frame.code.flags & ops.IS_MODULE:
        env = None
    function = solver.function_value(code, env, owner)
    for place, operand in op[2]:
        if function.defaults is None:
            function.defaults = {}
        cell = function.defaults.get(place)
        if cell is None:
            cell = function.defaults[place] = Cell()
            for view in code.frames:
                solver.enqueue(view)
        solver.push(frame, cell, vals[operand])
    return (function,)


def make_class(solver: Solver, frame: Frame, vals: List[Values], op: List[Any], slot: int) -> Values:
    """A CLASS op: bases, the body, and the hooks that run when a class is made."""
    code = frame.code.file.codes[op[1]]
    env = frame.env if isinstance(frame.function, ClassValue) else frame
    if frame.code.flags & ops.IS_MODULE:
        env = None
    cls = solver.class_value(code, env)
    if len(cls.bases) != len(op[2]):
        cls.bases = [ClassCell(cls, None) for _ in op[2]]
        solver.forget_subclasses()
        class_changed(solver, cls, None)
    for cell, operand in zip(cls.bases, op[2]):
        solver.push(frame, cell, tuple(value for value in vals[operand] if value is not cls))
    solver.push(frame, cls.metaclass, vals[op[3]])
    body = solver.body_frame(cls)
    frame.called[body] = None  # type: ignore[index]
    solver.evaluate_soon(body)
    for item in look_up(solver, cls, "__init_subclass__", frame, after=cls)[0]:
        function = item.function if isinstance(item, WrappedMethod) else item
        call_value(solver, frame, function, Arguments([(cls,)]), op[4], (slot, "subclass"))
    _name_attributes(solver, frame, cls, op[4], slot)
    if is_enum(solver, cls, frame):
        _initialize_members(solver, frame, cls, op[4], slot)
    for meta in metaclasses(solver, cls, frame):
        solver.push(frame, solver.made_by(meta), (cls,))
        _make_by_metaclass(solver, frame, meta, cls, op[4], slot)
    return (cls,)


def _name_attributes(solver: Solver, frame: Frame, cls: ClassValue, line: int, slot: int) -> None:
    """Descriptors are told their name (`__set_name__`)."""
    for name, cell in list(solver.body_frame(cls).variables.items()):
        for value in cell.read(frame):
            if isinstance(value, InstanceValue) and not name.endswith(":"):
                literal = (solver.literal(name),)
                call_special(solver, frame, value, "__set_name__", [(cls,), literal], line, (slot, name))


def _initialize_members(solver: Solver, frame: Frame, cls: ClassValue, line: int, slot: int) -> None:
    """An enum's `__init__` runs for each member with what stands behind its name; a tuple gives several arguments."""
    for item in look_up(solver, cls, "__init__", frame)[0]:
        for member in enum_members(solver, cls):
            if not isinstance(member, InstanceValue):
                continue
            given: List[Values] = [value_of_member(solver, frame, member)]
            packed = given[0][0] if len(given[0]) == 1 else None
            if packed.__class__ is ContainerValue and packed.kind == "tuple" and packed.length is not None:  # type: ignore[union-attr]
                places = [packed.item_cell(solver.literal(place)) for place in range(packed.length)]  # type: ignore[union-attr]
                given = [cell.read(frame) for cell in places]
            name = (slot, "member", member.site)
            call_value(solver, frame, item, Arguments([(member,), *given]), line, name)


def _make_by_metaclass(solver: Solver, frame: Frame, meta: ClassValue, cls: ClassValue, line: int, slot: int) -> None:
    for name in ("__prepare__", "__new__", "__init__"):
        for item in look_up(solver, meta, name, frame)[0]:
            function = item.function if isinstance(item, WrappedMethod) else item
            first = (cls,) if name == "__init__" else (meta,)
            name_of_class = (solver.literal(cls.code.name),)
            given = Arguments([first, name_of_class, EMPTY, (solver.intern(NamespaceDict, cls),)])
            call_value(solver, frame, function, given, line, (slot, name))


def hinted_instances(solver: Solver, frame: Frame, classes: Values) -> Values:
    """Instances that an annotation promises."""
    result: Values = EMPTY
    for value in classes:
        if isinstance(value, ClassValue):
            result = union(result, (solver.instance(value, None),))
        elif isinstance(value, ExternalValue):
            result = union(result, (value,))
    return result


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .calls import call_value
from .protocols import call_special
