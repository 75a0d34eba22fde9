"""Views that an edit has left without any caller."""

from __future__ import annotations

from typing import TYPE_CHECKING, List, Set

from .frames import Frame

if TYPE_CHECKING:
    from .solver import Solver


def unreachable_frames(solver: "Solver") -> List[Frame]:
    """Views that neither a module nor a function without callers leads to any more."""
    reached: Set[Frame] = set()
    pending: List[Frame] = []
    everything: List[Frame] = []
    for file in solver.files.values():
        for code in file.codes:
            everything.extend(code.frames)
    for frame in everything:
        if frame.unknown or frame.code.kind == "module":
            pending.append(frame)
            reached.add(frame)
    while pending:
        for called in pending.pop().called:
            if called not in reached:
                reached.add(called)
                pending.append(called)
    return [frame for frame in everything if frame not in reached]
