"""`functools.singledispatch`: which of the registered functions a call means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, List

from .arguments import Arguments
from .cells import Cell
from .mro import resolution_order
from .values import (
    EMPTY,
    BuiltinValue,
    ClassValue,
    ContainerValue,
    ExternalValue,
    FunctionValue,
    InstanceValue,
    LiteralValue,
    PartialValue,
    Value,
    Values,
    WrappedMethod,
    union,
)

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver

#: The type of the first parameter in a signature's text, behind `self`.
_FIRST_ANNOTATION = re.compile(r"\((?:self, |cls, )?\w+: (?:\w+\.)*(\w+)")


def dispatcher(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    """`@singledispatch`."""
    made: PartialValue = solver.intern(PartialValue, ("dispatch", place_of(solver, frame, site), 0))
    solver.push(frame, made.functions, arguments.at(0))
    return (made,)


def method_dispatcher(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    """`@singledispatchmethod`: the type that counts is the one behind the receiver."""
    made: PartialValue = solver.intern(PartialValue, ("dispatch", place_of(solver, frame, site), 1))
    solver.push(frame, made.functions, arguments.at(0))
    return (solver.intern(WrappedMethod, "method", made),)


def register(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    """`@show.register`, `@show.register(int)` and `show.register(int, f)`."""
    functions = tuple(value for value in arguments.at(1) if isinstance(value, (FunctionValue, WrappedMethod)))
    if functions:
        for function in functions:
            _add(solver, frame, arguments.at(0), [_annotated_type(function)], (function,))
        return functions
    names = [_type_name(value) for value in arguments.at(1)]
    if len(arguments.positional) > 2:
        _add(solver, frame, arguments.at(0), names, arguments.at(2))
        return arguments.at(2)
    waiting: PartialValue = solver.intern(PartialValue, ("register", place_of(solver, frame, site)))
    solver.push(frame, waiting.functions, (solver.intern(BuiltinValue, "dispatch.register"),))
    while len(waiting.positional) < 2:
        waiting.positional.append(Cell())
    solver.push(frame, waiting.positional[0], arguments.at(0))
    solver.push(frame, waiting.positional[1], arguments.at(1))
    return (waiting,)


def _add(solver: Solver, frame: Frame, dispatchers: Values, names: List[str], functions: Values) -> None:
    for value in dispatchers:
        if isinstance(value, PartialValue):
            for name in names:
                cell = value.named.get(name)
                if cell is None:
                    cell = value.named[name] = Cell()
                solver.push(frame, cell, functions)
                # Whoever called before this type was known looks again.
                solver.push(frame, value.registered(), functions)


def chosen(solver: Solver, frame: Frame, value: PartialValue, arguments: Arguments) -> Values:
    """The functions for the type of the argument; all of them where that is not known."""
    value.registered().read(frame)
    default = value.functions.read(frame)
    given = arguments.at(value.site[2])
    result: Values = value.named[""].read(frame) if "" in value.named else EMPTY
    if not given:
        for cell in value.named.values():
            result = union(result, cell.read(frame))
        return union(default, result)
    for item in given:
        registered: Values = EMPTY
        for name in _types_of(solver, frame, item):
            cell = value.named.get(name)
            registered = cell.read(frame) if cell is not None else EMPTY
            if registered:
                break
        result = union(result, registered or default)
    return result


def _types_of(solver: Solver, frame: Frame, value: Value) -> List[str]:
    if isinstance(value, LiteralValue):
        return [kind.__name__ for kind in type(value.value).__mro__]
    if isinstance(value, ContainerValue):
        return [value.kind]
    if isinstance(value, InstanceValue):
        return [_type_name(item) for item in resolution_order(solver, value.cls, frame)]
    return []


def _type_name(value: Value) -> str:
    if isinstance(value, ClassValue):
        return value.code.name
    if isinstance(value, BuiltinValue):
        return value.name
    return value.path.rpartition(".")[2] if isinstance(value, ExternalValue) else ""


def _annotated_type(function: Any) -> str:
    while isinstance(function, WrappedMethod):
        function = function.function
    if not isinstance(function, FunctionValue):
        return ""
    file = function.code.file
    symbol = file.scope(function.code.number)["symbol"]
    found = _FIRST_ANNOTATION.match(file.facts()["symbols"][symbol]["signature"] or "")
    return found.group(1) if found else ""


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .containers import place_of
