"""Builtin functions that go through iterables or make containers of them: `map`, `zip`, `sorted`, `dict` and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional, Tuple

from .arguments import Arguments
from .values import EMPTY, ContainerMethod, ContainerValue, GeneratorValue, Values, union

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver

Model = Callable[["Solver", "Frame", Arguments, int, Any], Values]
#: Of longer sequences `zip` and `enumerate` give one row that stands for all.
_MOST_ROWS = 40


def call_key_function(
    solver: Solver, frame: Frame, functions: Values, elements: Values, line: int, site: Any
) -> Values:
    return call_each(solver, frame, functions, Arguments([elements]), line, (site, "key"))


def made_list(solver: Solver, frame: Frame, kind: str, elements: Values, site: Any) -> ContainerValue:
    made: ContainerValue = solver.intern(ContainerValue, kind, place_of(solver, frame, (site, "made")))
    solver.push(frame, made.unkeyed, elements)
    solver.push(frame, made.all, elements)
    return made


def _map(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    elements = [
        iterate(solver, frame, values, line, (site, place), False)
        for place, values in enumerate(arguments.positional[1:])
    ]
    result = call_each(solver, frame, arguments.at(0), Arguments(elements), line, (site, "call"))
    return (made_list(solver, frame, "generator", result, site),)


def _filter(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    elements = iterate(solver, frame, arguments.at(1), line, (site, 1), False)
    if not arguments.at(0):
        first_special(solver, frame, elements, ("__bool__", "__len__"), line, (site, "truth"))
    call_each(solver, frame, arguments.at(0), Arguments([elements]), line, (site, "call"))
    return (made_list(solver, frame, "generator", elements, site),)


def _sorted(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    elements = iterate(solver, frame, arguments.at(0), line, (site, 0), False)
    keys = arguments.named.get("key", EMPTY)
    call_key_function(solver, frame, keys, elements, line, site)
    if not keys:
        _compare(solver, frame, elements, "__lt__", line, site)
    return (made_list(solver, frame, "list", elements, site),)


def _compare(solver: Solver, frame: Frame, elements: Values, name: str, line: int, site: Any) -> None:
    for element in elements:
        call_special(solver, frame, element, name, [elements], line, (site, name))


def _extreme(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    if len(arguments.positional) == 1:
        elements = iterate(solver, frame, arguments.positional[0], line, (site, 0), False)
    else:
        elements = EMPTY
        for values in arguments.positional:
            elements = union(elements, values)
        elements = union(elements, arguments.rest)
    keys = arguments.named.get("key", EMPTY)
    call_key_function(solver, frame, keys, elements, line, site)
    if not keys:
        _compare(solver, frame, elements, "__lt__", line, site)
    return union(elements, arguments.named.get("default", EMPTY))


def _sum(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    result: Values = arguments.at(1)
    for element in iterate(solver, frame, arguments.at(0), line, (site, 0), False):
        found = call_special(solver, frame, element, "__radd__", [EMPTY], line, (site, "radd"))
        if found:
            for value in found:
                result = union(result, call_special(solver, frame, value, "__add__", [(element,)], line, site) or EMPTY)
        result = union(result, found or EMPTY)
    return result


def _container(kind: str) -> Model:
    def build(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
        sources = arguments.at(0)
        made: ContainerValue = solver.intern(ContainerValue, kind, place_of(solver, frame, (site, "made")))
        for source in sources:
            sequence = isinstance(source, ContainerValue) and source.kind in ("list", "tuple")
            if sequence and kind != "set" and len(sources) == 1:
                copy_items(solver, frame, source, made)  # type: ignore[arg-type]
                made.length = source.length  # type: ignore[attr-defined]
            else:
                elements = iterate(solver, frame, (source,), line, (site, 0), False)
                solver.push(frame, made.unkeyed, elements)
                solver.push(frame, made.all, elements)
                made.grown = True
        return (made,)

    return build


def _dict(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    made: ContainerValue = solver.intern(ContainerValue, "dict", place_of(solver, frame, (site, "made")))
    update = solver.intern(ContainerMethod, made, "update")
    call_method(solver, frame, update, arguments, line, site)
    return (made,)


def _zip(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    columns = _columns(frame, arguments) if not arguments.rest else None
    if columns:
        sources = [source if source.__class__ is ContainerValue else None for source in columns[1]]
        rows = [
            [source.item_cell(solver.literal(row)).read(frame) if source else EMPTY for source in sources]
            for row in range(columns[0])
        ]
        return (_rows(solver, frame, rows, site),)
    pair: ContainerValue = solver.intern(ContainerValue, "tuple", place_of(solver, frame, (site, "pair")))
    pair.length = len(arguments.positional) if not arguments.rest else None
    for place, values in enumerate(arguments.positional):
        elements = iterate(solver, frame, values, line, (site, place), False)
        solver.push(frame, pair.item_cell(solver.literal(place)), elements)
        solver.push(frame, pair.all, elements)
    if arguments.rest:
        elements = iterate(solver, frame, arguments.rest, line, (site, "rest"), False)
        solver.push(frame, pair.unkeyed, elements)
        solver.push(frame, pair.all, elements)
    return (made_list(solver, frame, "generator", (pair,), site),)


def _columns(frame: Frame, arguments: Arguments) -> Optional[Tuple[int, List[Optional[ContainerValue]]]]:
    """The sequences that `zip` and `enumerate` got and how many rows they make; None unless each element is known."""
    sources: List[Optional[ContainerValue]] = []
    for values in arguments.positional:
        source = values[0] if len(values) == 1 else None
        if not values:
            sources.append(None)
            continue
        if source.__class__ is not ContainerValue or source.kind not in ("list", "tuple"):  # type: ignore[union-attr]
            return None
        if source.length is None or source.unkeyed.read(frame):  # type: ignore[union-attr]
            return None
        sources.append(source)  # type: ignore[arg-type]
    lengths = [source.length for source in sources if source is not None and source.length is not None]
    count = min(lengths, default=0)
    return (count, sources) if 0 < count <= _MOST_ROWS else None


def _rows(solver: Solver, frame: Frame, rows: List[List[Values]], site: Any) -> ContainerValue:
    """An iterator of tuples, each with its own values."""
    made: ContainerValue = solver.intern(ContainerValue, "generator", place_of(solver, frame, (site, "made")))
    for number, row in enumerate(rows):
        pair: ContainerValue = solver.intern(ContainerValue, "tuple", place_of(solver, frame, (site, "row", number)))
        pair.length = len(row)
        for place, values in enumerate(row):
            solver.push(frame, pair.item_cell(solver.literal(place)), values)
            solver.push(frame, pair.all, values)
        solver.push(frame, made.item_cell(solver.literal(number)), (pair,))
        solver.push(frame, made.all, (pair,))
    return made


def _enumerate(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    columns = _columns(frame, arguments) if len(arguments.positional) == 1 and not arguments.named else None
    if columns and columns[1][0] is not None:
        source = columns[1][0]
        cells = [(solver.literal(row), source.item_cell(solver.literal(row))) for row in range(columns[0])]
        return (_rows(solver, frame, [[(number,), cell.read(frame)] for number, cell in cells], site),)
    pair: ContainerValue = solver.intern(ContainerValue, "tuple", place_of(solver, frame, (site, "pair")))
    pair.length = 2
    elements = iterate(solver, frame, arguments.at(0), line, (site, 0), False)
    solver.push(frame, pair.item_cell(solver.literal(1)), elements)
    solver.push(frame, pair.all, elements)
    return (made_list(solver, frame, "generator", (pair,), site),)


def _iter(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    if len(arguments.positional) > 1:
        result = call_each(solver, frame, arguments.at(0), Arguments(), line, (site, "call"))
        return (made_list(solver, frame, "generator", result, site),)
    result = EMPTY
    for value in arguments.at(0):
        found = call_special(solver, frame, value, "__iter__", [], line, (site, "iter"))
        if found is not None:
            result = union(result, found)
        elif isinstance(value, ContainerValue) and value.kind == "dict":
            result = union(
                result,
                (made_list(solver, frame, "generator", iterate(solver, frame, (value,), line, site, False), site),),
            )
        elif isinstance(value, (ContainerValue, GeneratorValue)):
            result = union(result, (value,))
    return result


def _reversed(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    elements: Values = EMPTY
    for value in arguments.at(0):
        found = call_special(solver, frame, value, "__reversed__", [], line, (site, "reversed"))
        elements = union(elements, iterate(solver, frame, found if found is not None else (value,), line, site, False))
    return (made_list(solver, frame, "generator", elements, site),)


def _next(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    return union(next_of(solver, frame, arguments.at(0), line, site), arguments.at(1))


def _consume(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    for element in iterate(solver, frame, arguments.at(0), line, (site, 0), False):
        first_special(solver, frame, (element,), ("__bool__", "__len__"), line, (site, "truth"))
    return EMPTY


ITERATION_MODELS: Dict[str, Model] = {
    "map": _map,
    "filter": _filter,
    "sorted": _sorted,
    "min": _extreme,
    "max": _extreme,
    "sum": _sum,
    "list": _container("list"),
    "tuple": _container("tuple"),
    "set": _container("set"),
    "frozenset": _container("set"),
    "dict": _dict,
    "zip": _zip,
    "enumerate": _enumerate,
    "iter": _iter,
    "aiter": _iter,
    "next": _next,
    "anext": _next,
    "reversed": _reversed,
    "any": _consume,
    "all": _consume,
}


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .container_methods import call_method
from .containers import copy_items, place_of
from .library_objects import call_each
from .object_builtins import first_special
from .protocols import call_special, iterate, next_of
