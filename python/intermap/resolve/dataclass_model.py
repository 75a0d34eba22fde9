"""Classes whose initializer is written by a decorator or base class: data classes and named tuples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List, Tuple

from .arguments import Arguments
from .mro import look_up, resolution_order
from .values import (
    EMPTY,
    ClassValue,
    ContainerValue,
    ExternalValue,
    InstanceValue,
    LiteralValue,
    PartialValue,
    Values,
    union,
)

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver


def fields(solver: Solver, cls: ClassValue, frame: Frame) -> List[Tuple[str, ClassValue, int, int]]:
    """Annotated fields in the order of the initializer: name, class, default operand, whether there is a default."""
    found: dict = {}
    for item in reversed(resolution_order(solver, cls, frame)):
        if isinstance(item, ClassValue):
            for name, default, has_default in item.code.fields:
                found[name] = (name, item, default, has_default)
    return list(found.values())


def initialize_fields(
    solver: Solver, frame: Frame, cls: ClassValue, made: Values, arguments: Arguments, line: int, site: Any
) -> None:
    """Arguments into fields by place and name; then `__post_init__`. Without annotated fields nothing happens."""
    names = fields(solver, cls, frame)
    for instance in made:
        if not isinstance(instance, InstanceValue):
            continue
        for place, (name, owner, _, has_default) in enumerate(names):
            supplied = place < len(arguments.positional) or name in arguments.named
            values = arguments.named.get(name, EMPTY) or arguments.at(place)
            if not supplied and has_default:
                values = _default_values(solver, frame, owner, name, line, (site, name))
            solver.push(frame, instance.attribute_cell(name), values)
        call_special(solver, frame, instance, "__post_init__", [], line, (site, "post"))


def _default_values(solver: Solver, frame: Frame, owner: ClassValue, name: str, line: int, site: Any) -> Values:
    """A field's default as the class body has it; `field(default_factory=f)` calls f."""
    result: Values = EMPTY
    for value in solver.body_frame(owner).variable(name).read(frame):
        if isinstance(value, PartialValue) and value.site[0] == "field":
            for factory in value.functions.read(frame):
                given = Arguments()
                result = union(result, call_value(solver, frame, factory, given, line, (site, "factory")))
        elif not isinstance(value, ExternalValue):
            result = union(result, (value,))
    return result


def match_names(solver: Solver, cls: ClassValue, frame: Frame) -> List[str]:
    """`__match_args__`, given or from the fields."""
    for value in look_up(solver, cls, "__match_args__", frame)[0]:
        if isinstance(value, ContainerValue) and value.length is not None:
            names: List[str] = []
            for place in range(value.length):
                cell = value.item_cell(solver.literal(place))
                names.extend(str(item.value) for item in cell.read(frame) if isinstance(item, LiteralValue))
            return names
    return [name for name, _, _, _ in fields(solver, cls, frame)]


def tuple_field(solver: Solver, frame: Frame, value: InstanceValue, keys: Values) -> Values:
    """A named tuple's element by its place."""
    bases = resolution_order(solver, value.cls, frame)
    if not any(isinstance(base, ExternalValue) and base.path == "typing.NamedTuple" for base in bases):
        return EMPTY
    names = fields(solver, value.cls, frame)
    result: Values = EMPTY
    for key in keys:
        if isinstance(key, LiteralValue) and key.value.__class__ is int and 0 <= key.value < len(names):
            found = value.attribute_cell(names[key.value][0]).read(frame)
            result += tuple(item for item in found if item not in result)
    return result


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .calls import call_value
from .protocols import call_special
