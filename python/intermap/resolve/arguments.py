"""What a call passes, after stars are spread out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Optional

from .values import (
    EMPTY,
    BoundMethod,
    ClassValue,
    ContainerValue,
    FunctionValue,
    LiteralValue,
    PartialValue,
    Values,
    union,
)

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver

_CALLABLE = frozenset((FunctionValue, BoundMethod, ClassValue, PartialValue))


class Arguments:
    """Positional values by place, values for any further place, values by name, and values for any name."""

    __slots__ = ("positional", "rest", "named", "any_named", "decorates")

    def __init__(
        self,
        positional: Optional[List[Values]] = None,
        named: Optional[Dict[str, Values]] = None,
        rest: Values = EMPTY,
        any_named: Values = EMPTY,
    ) -> None:
        self.positional: List[Values] = positional if positional is not None else []
        self.named: Dict[str, Values] = named if named is not None else {}
        self.rest = rest
        self.any_named = any_named
        self.decorates = False

    def with_receiver(self, receiver: Values) -> Arguments:
        more = Arguments([receiver, *self.positional], self.named, self.rest, self.any_named)
        more.decorates = self.decorates
        return more

    def telling(self) -> bool:
        """Whether any argument is something to call, so that this call gives another result than the next one."""
        return (
            any(_has_callable(values) for values in self.positional)
            or _has_callable(self.rest)
            or any(_has_callable(values) for values in self.named.values())
        )

    def at(self, place: int, name: str = "") -> Values:
        """What arrives for a parameter of a builtin function."""
        if place < len(self.positional):
            return self.positional[place]
        if name and name in self.named:
            return self.named[name]
        return self.rest

    def everything(self) -> Values:
        result = union(self.rest, self.any_named)
        for values in self.positional:
            result = union(result, values)
        for values in self.named.values():
            result = union(result, values)
        return result


def _has_callable(values: Values) -> bool:
    return any(value.__class__ in _CALLABLE for value in values)


def arguments_of(solver: Solver, frame: Frame, vals: List[Values], op: List[Any], site: Any) -> Arguments:
    """The arguments of a CALL op."""
    positional: List[Values] = []
    rest: Values = EMPTY
    for operand in op[3]:
        if operand.__class__ is int:
            if rest:
                rest = union(rest, vals[operand])
            else:
                positional.append(vals[operand])
            continue
        spread, more = _spread(solver, frame, vals[operand[0]], op[2], site)
        if rest:
            for values in spread:
                rest = union(rest, values)
        else:
            positional.extend(spread)
        rest = union(rest, more)
    named: Dict[str, Values] = {}
    any_named: Values = EMPTY
    for name, operand in op[4]:
        if name is not None:
            named[name] = vals[operand]
            continue
        for value in vals[operand]:
            if isinstance(value, ContainerValue):
                for key, cell in list(value.items.items()):
                    if isinstance(key, LiteralValue) and isinstance(key.value, str):
                        named[key.value] = union(named.get(key.value, EMPTY), cell.read(frame))
                value.all.read(frame)
                any_named = union(any_named, value.unkeyed.read(frame))
    arguments = Arguments(positional, named, rest, any_named)
    arguments.decorates = bool(op[5])
    return arguments


def _spread(solver: Solver, frame: Frame, values: Values, line: int, site: Any) -> Any:
    """`*values`: element by element where the places are known, else anything anywhere."""
    if len(values) == 1 and isinstance(values[0], ContainerValue):
        container = values[0]
        container.all.read(frame)
        unkeyed = container.unkeyed.read(frame)
        places = sorted(
            key.value for key in container.items if isinstance(key, LiteralValue) and key.value.__class__ is int
        )
        if container.kind in ("list", "tuple") and places and not unkeyed:
            count = max(places[-1] + 1, container.length or 0)
            if places[0] >= 0 and count <= 256:
                spread: List[Values] = [EMPTY] * count
                for key, cell in container.items.items():
                    if isinstance(key, LiteralValue) and key.value.__class__ is int:
                        spread[key.value] = cell.read(frame)
                return spread, EMPTY
        if container.kind in ("list", "tuple") and container.length is not None and not unkeyed:
            return [EMPTY] * min(container.length, 256), EMPTY
    return [], iterate(solver, frame, values, line, (site, "spread"), False)


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .protocols import iterate
