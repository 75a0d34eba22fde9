"""Classes in the order in which Python looks for an attribute (C3), and that look-up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Dict, List, Optional, Tuple

from .values import EMPTY, ClassValue, ExternalValue, Value, Values

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver

_DEEPEST_HIERARCHY = 60


def resolution_order(solver: "Solver", cls: ClassValue, frame: "Frame") -> Tuple[Value, ...]:
    """The class first, then its bases; things outside the project stand as ExternalValue or BuiltinValue."""
    if cls.order is not None and cls.order[0] == solver.hierarchy:
        order = cls.order[1]
    else:
        order = tuple(_linearize(cls, 0))
        cls.order = (solver.hierarchy, order)
    for item in order:
        if item.__class__ is ClassValue:
            for cell in item.bases:  # type: ignore[attr-defined]
                cell.read(frame)
    return order


def _linearize(cls: ClassValue, depth: int) -> List[Value]:
    if depth > _DEEPEST_HIERARCHY:
        return [cls]
    bases: List[Value] = []
    for cell in cls.bases:
        for value in cell.values:
            if value is not cls and value not in bases:
                bases.append(value)
    sequences = [
        _linearize(base, depth + 1) if base.__class__ is ClassValue else [base]  # type: ignore[arg-type]
        for base in bases
    ]
    return [cls, *_merge([*sequences, list(bases)])]


def _merge(sequences: List[List[Value]]) -> List[Value]:
    """The C3 merge. Where the bases contradict each other (an error at run time) the first is taken."""
    merged: List[Value] = []
    remaining = [sequence for sequence in sequences if sequence]
    while remaining:
        chosen: Optional[Value] = None
        for sequence in remaining:
            head = sequence[0]
            if not any(head in other[1:] for other in remaining):
                chosen = head
                break
        if chosen is None:
            chosen = remaining[0][0]
        merged.append(chosen)
        remaining = [[item for item in sequence if item is not chosen] for sequence in remaining]
        remaining = [sequence for sequence in remaining if sequence]
    return merged


def own_attribute(solver: "Solver", cls: ClassValue, name: str, frame: "Frame") -> Values:
    """What the class itself, without its bases, has under a name."""
    code = cls.code
    found: Values = EMPTY
    number = members_of(cls).get(name)
    if number is not None:
        member = code.file.codes[number]
        if member.is_class:
            found = (solver.class_value(member, cls.env),)
        else:
            found = (solver.function_value(member, cls.env, cls),)
    cell = cls.attributes.get(name)
    if cell is not None:
        values = cell.read(frame)
        found = values if not found else found + tuple(value for value in values if value not in found)
    body = solver.body_frame(cls).variables.get(name)
    if body is not None:
        values = body.read(frame)
        found = values if not found else found + tuple(value for value in values if value not in found)
    if not found and cell is None and body is None:
        cls.missed.setdefault(name, {})[frame] = None
    return found


def members_of(cls: ClassValue) -> Dict[str, int]:
    return _scope(cls).get("members") or {}


def _scope(cls: ClassValue) -> Dict[str, Dict[str, int]]:
    return cls.code.file.facts()["scopes"][cls.code.number]  # type: ignore[return-value]


def look_up(
    solver: "Solver", cls: ClassValue, name: str, frame: "Frame", after: Optional[Value] = None
) -> Tuple[Values, Optional[ClassValue]]:
    """The attribute in resolution order (behind `after` when given) and the class that has it."""
    skipping = after is not None
    for item in resolution_order(solver, cls, frame):
        if skipping:
            skipping = item is not after
            continue
        if item.__class__ is ClassValue:
            values = own_attribute(solver, item, name, frame)  # type: ignore[arg-type]
            if values:
                return values, item  # type: ignore[return-value]
    return EMPTY, None


def external_bases(
    solver: "Solver", cls: ClassValue, frame: "Frame", after: Optional[Value] = None
) -> List[ExternalValue]:
    """Bases outside the project whose attributes nobody here can see."""
    order = resolution_order(solver, cls, frame)
    if after is not None and after in order:
        order = order[order.index(after) + 1 :]
    return [item for item in order if item.__class__ is ExternalValue]  # type: ignore[misc]


def is_subclass(solver: "Solver", cls: ClassValue, ancestor: Value, frame: "Frame") -> bool:
    return ancestor in resolution_order(solver, cls, frame)


def metaclasses(solver: "Solver", cls: ClassValue, frame: "Frame") -> List[ClassValue]:
    """The project's metaclasses of a class, its own or an inherited one."""
    found: List[ClassValue] = []
    for item in resolution_order(solver, cls, frame):
        if item.__class__ is ClassValue:
            for meta in item.metaclass.read(frame):  # type: ignore[attr-defined]
                if meta.__class__ is ClassValue and meta not in found and meta is not cls:
                    found.append(meta)
    return found
