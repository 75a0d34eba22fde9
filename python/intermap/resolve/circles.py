"""Values that a view gives because they come back to it: with their true source gone they would never leave."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Dict, Iterator, List, Set, Tuple

from .cells import Cell, ClassCell, each_reader
from .frames import entries

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver
    from .values import Value

Circles = Dict[Tuple[Cell, "Value"], Set[Cell]]
"""What a view gives to which cell, and the cells in which it travels on from there."""


def circles_of(frame: Frame, most_steps: int) -> Tuple[Circles, int]:
    """What the view gives that could travel, through views that pass it on, back to it; and the steps looked at."""
    circles: Circles = {}
    steps = 0
    for cell, values in entries(frame.given):
        for value in values:
            if steps > most_steps:
                return circles, steps
            seen: Set[Cell] = {cell}
            pending: List[Cell] = [cell]
            comes_back = False
            while pending:
                for reader in each_reader(pending.pop().readers):
                    steps += 1
                    comes_back = comes_back or reader is frame
                    for target, given in entries(reader.given):
                        if value in given and target not in seen:
                            seen.add(target)
                            pending.append(target)
            if comes_back:
                circles[(cell, value)] = seen
    return circles, steps


@contextlib.contextmanager
def hidden(solver: Solver, circles: Circles) -> Iterator[None]:
    """Takes values out of the cells in which they come back, and puts them back in afterwards. Nobody is told."""
    touched: Dict[Cell, None] = {}
    for (_, value), cells in circles.items():
        for cell in cells:
            if value in cell.values:
                cell.hide(value)
                touched[cell] = None
    _forget_look_ups(solver, touched)
    try:
        yield
    finally:
        for cell in touched:
            cell.show()
        _forget_look_ups(solver, touched)


def _forget_look_ups(solver: Solver, cells: Dict[Cell, None]) -> None:
    for cell in cells:
        if cell.__class__ is ClassCell:
            owner, name = cell.owner, cell.name  # type: ignore[attr-defined]
            for cls in (owner, *solver.subclasses(owner)):
                cls.order = None if name is None else cls.order
                cls.found = {}
