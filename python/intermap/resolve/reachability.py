"""Views that an edit has left without any caller."""

from __future__ import annotations

from typing import TYPE_CHECKING, List, Set

from .frames import Frame

if TYPE_CHECKING:
    from .code import Code
    from .solver import Solver


def unreachable_frames(solver: Solver) -> List[Frame]:
    """Views that neither a module nor a function without callers leads to any more."""
    everything = _all_frames(solver)
    reached = _reached([frame for frame in everything if _stands_alone(frame) or frame in solver.tolerated])
    return [frame for frame in everything if frame not in reached]


def _stands_alone(frame: Frame) -> bool:
    """Needs no caller; but a closure made by a view that is gone can't be called any more."""
    if frame.unknown:
        return frame.env is None or not frame.env.dead
    return frame.code.kind == "module"


def outdated_assumptions(solver: Solver) -> List[Frame]:
    """Views that were made for functions without callers which have callers now."""
    candidates = [
        frame
        for file in solver.changed_files
        for code in file.codes
        for frame in code.frames
        if frame.unknown and not frame.dead and frame not in solver.tolerated
    ]
    if not candidates:
        return []
    called = called_from_modules(solver)
    return [frame for frame in candidates if frame.code in called]


def reached_from_modules(solver: Solver) -> Set[Frame]:
    """Views that run when the modules do. Found once until some view calls others than before."""
    kept = solver.kept_reach
    if kept is None or kept[0] != solver.calls_version:
        reached = _reached([file.frame for file in solver.files.values() if file.frame is not None])
        kept = solver.kept_reach = (solver.calls_version, reached, {frame.code for frame in reached})
    return kept[1]


def called_from_modules(solver: Solver) -> Set[Code]:
    """The code of those views."""
    reached_from_modules(solver)
    assert solver.kept_reach is not None
    return solver.kept_reach[2]


def tolerate_leftovers(solver: Solver) -> None:
    """Keeps views that the first solving of a large project left behind: they lost their callers, or found some late.

    The first edit anywhere would take them all back, which is nearly as much work as to solve everything again.
    """
    solver.tolerated = {*outdated_assumptions(solver), *unreachable_frames(solver)}
    reached = called_from_modules(solver)
    solver.tolerated_codes = {
        code
        for file in solver.files.values()
        for code in file.codes
        if code.frames and code not in reached and not any(frame.unknown for frame in code.frames)
    }


def withdraw_assumptions(solver: Solver, frames: List[Frame]) -> None:
    """Takes back what was assumed for these views; a view that real callers share stays, without it."""
    for frame in frames:
        frame.unknown = False
        solver.enqueue(frame)
        for cell in frame.parameters:
            for value in cell.values:
                solver.withdraw(solver.root, cell, value)


def _all_frames(solver: Solver) -> List[Frame]:
    return [frame for file in solver.files.values() for code in file.codes for frame in code.frames]


def _reached(starts: List[Frame]) -> Set[Frame]:
    reached: Set[Frame] = set(starts)
    pending = list(starts)
    while pending:
        for called in pending.pop().called:
            if called not in reached:
                reached.add(called)
                pending.append(called)
    return reached
