"""Classes in the order in which Python looks for an attribute (C3), and that look-up."""

from __future__ import annotations

from typing import TYPE_CHECKING, List, Optional, Tuple

from .cells import each_reader, with_reader
from .values import EMPTY, ClassValue, ExternalValue, Value, Values, union

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver

_DEEPEST_HIERARCHY = 60
_HOOKS = frozenset(("__getattribute__", "__getattr__", "__setattr__"))
_NOTHING_FOUND: Tuple[Values, Optional[ClassValue]] = (EMPTY, None)


def resolution_order(solver: Solver, cls: ClassValue, frame: Frame) -> Tuple[Value, ...]:
    """The class first, then its bases; things outside the project stand as ExternalValue or BuiltinValue."""
    _note_looker(cls, "", frame)
    return _order(cls)


def _order(cls: ClassValue) -> Tuple[Value, ...]:
    order = cls.order
    if order is None:
        order = cls.order = tuple(_linearize(cls, 0))
    return order


def _order_below(cls: ClassValue, depth: int) -> List[Value]:
    if cls.order is None:
        order = _linearize(cls, depth)
        if depth + len(order) > _DEEPEST_HIERARCHY:
            return order  # cut short, perhaps: not to be remembered
        cls.order = tuple(order)
    return list(cls.order)


def _linearize(cls: ClassValue, depth: int) -> List[Value]:
    if depth > _DEEPEST_HIERARCHY:
        return [cls]
    bases: List[Value] = []
    for cell in cls.bases:
        for value in cell.values:
            if value is not cls and value not in bases:
                bases.append(value)
    sequences = [
        _order_below(base, depth + 1) if base.__class__ is ClassValue else [base]  # type: ignore[arg-type]
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


def _own_attribute(solver: Solver, cls: ClassValue, name: str) -> Values:
    """What the class itself, without its bases, has under a name."""
    code = cls.code
    found: Values = EMPTY
    number = code.members.get(name)
    if number is not None:
        member = code.file.codes[number]
        if member.is_class:
            found = (solver.class_value(member, cls.env),)
        else:
            found = (solver.function_value(member, cls.env, cls),)
    cell = cls.attributes.get(name)
    if cell is not None:
        found = union(found, cell.values)
    body = cls.frame.variables.get(name) if cls.frame is not None else None
    if body is not None:
        found = union(found, body.values)
    return found


def look_up(
    solver: Solver, cls: ClassValue, name: str, frame: Frame, after: Optional[Value] = None
) -> Tuple[Values, Optional[ClassValue]]:
    """The attribute in resolution order (behind `after` when given) and the class that has it."""
    lookers = cls.lookers.get(name)
    if lookers is not frame:
        _note_looker(cls, name, frame)
    if after is None:
        kept = cls.found.get(name)
        if kept is not None:
            return kept
    return _search(solver, cls, name, after)


def look_up_besides(solver: Solver, cls: ClassValue, name: str) -> Values:
    """`look_up` of a hook or a hint by a view that looks up another name of the class, too: that brings it the news."""
    kept = cls.found.get(name)
    return kept[0] if kept is not None else _search(solver, cls, name, None)[0]


def _search(solver: Solver, cls: ClassValue, name: str, after: Optional[Value]) -> Tuple[Values, Optional[ClassValue]]:
    order = _order(cls)
    result: Tuple[Values, Optional[ClassValue]] = _NOTHING_FOUND
    skipping = after is not None
    for item in order:
        if skipping:
            skipping = item is not after
            continue
        if item.__class__ is ClassValue:
            values = _own_attribute(solver, item, name)  # type: ignore[arg-type]
            if values:
                result = (values, item)  # type: ignore[assignment]
                break
    if after is None:
        cls.found[name] = result
    return result


def _note_looker(cls: ClassValue, name: str, frame: Frame) -> None:
    lookers = cls.lookers.get(name)
    if lookers is not frame:
        cls.lookers[name] = with_reader(lookers, frame)


def class_changed(solver: Solver, cls: ClassValue, name: Optional[str]) -> None:
    """An attribute of the class (or, without a name, its bases) changed: look-ups through it are made again."""
    for affected in (cls, *solver.subclasses(cls)):
        if name is None:
            affected.order = None
            affected.found = {}
        else:
            affected.found.pop(name, None)
            # A hint "name:" is asked for by those who look up the name itself.
            for frame in each_reader(affected.lookers.get(name[:-1] if name.endswith(":") else name)):
                solver.enqueue(frame)
        if name is None or name in _HOOKS:
            for lookers in affected.lookers.values():
                for frame in each_reader(lookers):
                    solver.enqueue(frame)


def external_bases(cls: ClassValue, after: Optional[Value] = None) -> List[ExternalValue]:
    """Bases outside the project whose attributes nobody here can see, for a view that looks up a name of the class."""
    order = _order(cls)
    if after is not None and after in order:
        order = order[order.index(after) + 1 :]
    return [item for item in order if item.__class__ is ExternalValue]  # type: ignore[misc]


def is_subclass(solver: Solver, cls: ClassValue, ancestor: Value, frame: Frame) -> bool:
    return ancestor in resolution_order(solver, cls, frame)


def metaclasses(solver: Solver, cls: ClassValue, frame: Frame) -> List[ClassValue]:
    """The project's metaclasses of a class, its own or an inherited one."""
    found: List[ClassValue] = []
    for item in resolution_order(solver, cls, frame):
        if item.__class__ is ClassValue:
            for meta in item.metaclass.read(frame):  # type: ignore[attr-defined]
                if meta.__class__ is ClassValue and meta not in found and meta is not cls:
                    found.append(meta)
    return found
