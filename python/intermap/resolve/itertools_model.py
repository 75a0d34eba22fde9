"""The iterators of `itertools`, over what the project's iterables give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict

from .arguments import Arguments
from .values import EMPTY, ContainerValue, Values, union

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver

Model = Callable[["Solver", "Frame", Arguments, int, Any], Values]


def _chain(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    elements = iterate(solver, frame, arguments.rest, line, (site, "rest"), False)
    for place, values in enumerate(arguments.positional):
        elements = union(elements, iterate(solver, frame, values, line, (site, place), False))
    return (made_list(solver, frame, "generator", elements, site),)


def _chain_of(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    inner = iterate(solver, frame, arguments.at(0), line, (site, 0), False)
    return (made_list(solver, frame, "generator", iterate(solver, frame, inner, line, (site, 1), False), site),)


def _pass_through_iterable(place: int) -> Model:
    def build(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
        elements = iterate(solver, frame, arguments.at(place), line, (site, 0), False)
        if place == 1:
            call_key_function(solver, frame, arguments.at(0), elements, line, site)
        return (made_list(solver, frame, "generator", elements, site),)

    return build


def _starmap(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    elements: Values = EMPTY
    for packed in iterate(solver, frame, arguments.at(1), line, (site, 0), False):
        if isinstance(packed, ContainerValue):
            count = packed.length or 0
            given = [packed.item_cell(solver.literal(place)).read(frame) for place in range(count)]
            call = Arguments(given, rest=packed.unkeyed.read(frame))
            elements = union(elements, call_each(solver, frame, arguments.at(0), call, line, (site, "call")))
    if not elements:
        call_each(solver, frame, arguments.at(0), Arguments(), line, (site, "call"))
    return (made_list(solver, frame, "generator", elements, site),)


def _accumulate(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    elements = iterate(solver, frame, arguments.at(0), line, (site, 0), False)
    found = call_each(solver, frame, arguments.at(1, "func"), Arguments([elements, elements]), line, (site, "call"))
    return (made_list(solver, frame, "generator", union(elements, found), site),)


def _groupby(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    elements = iterate(solver, frame, arguments.at(0), line, (site, 0), False)
    keys = call_key_function(solver, frame, arguments.at(1, "key"), elements, line, site)
    group = made_list(solver, frame, "generator", elements, (site, "group"))
    pair: ContainerValue = solver.intern(ContainerValue, "tuple", place_of(solver, frame, (site, "pair")))
    pair.length = 2
    solver.push(frame, pair.item_cell(solver.literal(0)), keys)
    solver.push(frame, pair.item_cell(solver.literal(1)), (group,))
    solver.push(frame, pair.all, union(keys, (group,)))
    return (made_list(solver, frame, "generator", (pair,), site),)


def _product(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    """Tuples of one element of each iterable."""
    columns = [
        iterate(solver, frame, values, line, (site, place), False) for place, values in enumerate(arguments.positional)
    ]
    row: ContainerValue = solver.intern(ContainerValue, "tuple", place_of(solver, frame, (site, "row")))
    row.length = None if arguments.rest or arguments.named else len(columns)
    for place, values in enumerate(columns):
        solver.push(frame, row.item_cell(solver.literal(place)), values)
        solver.push(frame, row.all, values)
    rest = iterate(solver, frame, arguments.rest, line, (site, "rest"), False)
    if arguments.named:
        for values in columns:
            rest = union(rest, values)
    solver.push(frame, row.unkeyed, rest)
    solver.push(frame, row.all, rest)
    return (made_list(solver, frame, "generator", (row,), site),)


def _selections(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    """Tuples of some elements of one iterable (`permutations`, `combinations`, `pairwise`, `batched`)."""
    elements = iterate(solver, frame, arguments.at(0), line, (site, 0), False)
    row = made_list(solver, frame, "tuple", elements, (site, "row"))
    return (made_list(solver, frame, "generator", (row,), site),)


def _tee(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    elements = iterate(solver, frame, arguments.at(0), line, (site, 0), False)
    copy = made_list(solver, frame, "generator", elements, (site, "copy"))
    return (made_list(solver, frame, "tuple", (copy,), site),)


def _zip_longest(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    filler = arguments.named.get("fillvalue", EMPTY)
    made = builtin_models["zip"](solver, frame, Arguments(arguments.positional, {}, arguments.rest), line, site)
    for rows in made:
        for row in rows.all.read(frame) if isinstance(rows, ContainerValue) else EMPTY:
            if isinstance(row, ContainerValue):
                solver.push(frame, row.unkeyed, filler)
                solver.push(frame, row.all, filler)
    return made


def _repeat(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    return (made_list(solver, frame, "generator", arguments.at(0), site),)


MODELS: Dict[str, Model] = {
    "itertools.chain": _chain,
    "itertools.chain.from_iterable": _chain_of,
    "itertools.cycle": _pass_through_iterable(0),
    "itertools.islice": _pass_through_iterable(0),
    "itertools.takewhile": _pass_through_iterable(1),
    "itertools.dropwhile": _pass_through_iterable(1),
    "itertools.filterfalse": _pass_through_iterable(1),
    "itertools.starmap": _starmap,
    "itertools.accumulate": _accumulate,
    "itertools.groupby": _groupby,
    "itertools.product": _product,
    "itertools.permutations": _selections,
    "itertools.combinations": _selections,
    "itertools.combinations_with_replacement": _selections,
    "itertools.pairwise": _selections,
    "itertools.batched": _selections,
    "itertools.tee": _tee,
    "itertools.zip_longest": _zip_longest,
    "itertools.repeat": _repeat,
    "itertools.compress": _pass_through_iterable(0),
}


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .builtins_model import MODELS as builtin_models
from .containers import place_of
from .iteration_builtins import call_key_function, made_list
from .library_objects import call_each
from .protocols import iterate
