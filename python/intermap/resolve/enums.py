"""Enumerations: each member is one object, whatever else is not told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .mro import resolution_order
from .values import EMPTY, ClassValue, ExternalValue, InstanceValue, Value, Values, union

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver

_ENUM_BASES = frozenset("Enum IntEnum StrEnum Flag IntFlag".split())


def member_of_enum(solver: Solver, cls: ClassValue, name: str) -> InstanceValue:
    """Members are made once, so each is an object of its own whatever the limits say."""
    site = ("member", name)
    value = cls.sites.get(site)
    if value is None:
        value = cls.sites[site] = InstanceValue(cls, site)
        solver.news_of_classes[cls] = None
    return value


def enum_members(solver: Solver, cls: ClassValue) -> Values:
    """All members a class body names; where it names none, one object that stands for any."""
    prefix = f"{cls.code.qualname}."
    names = cls.code.file.variables_of(prefix)
    members = tuple(member_of_enum(solver, cls, name) for name in names if not name.startswith("_"))
    return members or (solver.instance(cls, None),)


def value_of_member(solver: Solver, frame: Frame, member: InstanceValue) -> Values:
    """What stands behind the member's name in the class body; of a member that is not known, what any of them has."""
    body = solver.body_frame(member.cls)
    if member.site.__class__ is tuple and member.site[0] == "member":
        return body.variable(member.site[1]).read(frame)
    result: Values = EMPTY
    for name, cell in list(body.variables.items()):
        if not name.startswith("_"):
            result = union(result, cell.read(frame))
    return result


def is_any_member(value: Value) -> bool:
    """An enum's object that stands for any of its members: no key of its own."""
    if value.__class__ is not InstanceValue or value.site is not None:  # type: ignore[attr-defined]
        return False
    return any(site.__class__ is tuple and site[0] == "member" for site in value.cls.sites)  # type: ignore[attr-defined]


def names_member(cls: ClassValue, name: str) -> bool:
    """Enum members are mostly plain values, which no cell holds: the file's symbols know them."""
    return cls.code.file.defines(f"{cls.code.qualname}.{name}")


def is_enum(solver: Solver, cls: ClassValue, frame: Frame) -> bool:
    for base in resolution_order(solver, cls, frame)[1:]:
        if base.__class__ is ExternalValue and base.path.startswith("enum."):  # type: ignore[attr-defined]
            return base.path[5:] in _ENUM_BASES  # type: ignore[attr-defined]
    return False
