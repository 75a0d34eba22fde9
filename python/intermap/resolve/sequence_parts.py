"""Parts of sequences: unpacking into targets, and slices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .values import EMPTY, ContainerValue, GeneratorValue, InstanceValue, Values, union

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver


def unpack(solver: Solver, frame: Frame, values: Values, index: int, line: int, site: Any) -> Values:
    """One target of `a, b = values`."""
    result: Values = EMPTY
    for value in values:
        if isinstance(value, ContainerValue) and value.kind in ("list", "tuple"):
            result = union(result, read_item(solver, frame, value, (solver.literal(index),)))
        elif isinstance(value, GeneratorValue) or not isinstance(value, InstanceValue):
            result = union(result, iterate(solver, frame, (value,), line, (site, "unpack"), False))
        else:
            field = tuple_field(solver, frame, value, (solver.literal(index),))
            result = union(result, field or iterate(solver, frame, (value,), line, (site, "unpack"), False))
    return result


def unpack_star(solver: Solver, frame: Frame, values: Values, before: int, after: int, line: int, site: Any) -> Values:
    """The starred target: a new list of what the other targets leave."""
    made: ContainerValue = solver.intern(ContainerValue, "list", place_of(solver, frame, site))
    for value in values:
        if (
            isinstance(value, ContainerValue)
            and value.kind in ("list", "tuple")
            and value.length is not None
            and not value.unkeyed.read(frame)
        ):
            _copy_range(solver, frame, value, range(before, max(before, value.length - after)), made)
        else:
            elements = iterate(solver, frame, (value,), line, (site, "unpack"), False)
            solver.push(frame, made.unkeyed, elements)
            solver.push(frame, made.all, elements)
    return (made,)


def _copy_range(solver: Solver, frame: Frame, source: ContainerValue, places: range, target: ContainerValue) -> None:
    for number, place in enumerate(places[:256]):
        values = source.item_cell(solver.literal(place)).read(frame)
        if values:
            solver.push(frame, target.item_cell(solver.literal(number)), values)
            solver.push(frame, target.all, values)
    target.length = len(places)


def slice_of(solver: Solver, frame: Frame, bases: Values, bounds: Any, line: int, site: Any) -> Values:
    """`base[low:high:step]`: exact when the bounds and the length are known."""
    result: Values = EMPTY
    for base in bases:
        if isinstance(base, InstanceValue):
            result = union(result, call_special(solver, frame, base, "__getitem__", [EMPTY], line, site) or EMPTY)
        if not isinstance(base, ContainerValue):
            continue
        # A slice of a slice made at the same place (in a loop) must not nest without end.
        origin = None if base.site[0] == "slice" else base
        made: ContainerValue = solver.intern(
            ContainerValue, base.kind, ("slice", place_of(solver, frame, site), origin)
        )
        length = base.length
        if length is not None and "?" not in bounds and bounds[2] != 0 and not base.unkeyed.read(frame):
            _copy_range(solver, frame, base, range(*slice(*bounds).indices(length)), made)
        else:
            everything = base.all.read(frame)
            solver.push(frame, made.unkeyed, everything)
            solver.push(frame, made.all, everything)
        result = union(result, (made,))
    return result


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .containers import place_of, read_item
from .dataclass_model import tuple_field
from .protocols import call_special, iterate
