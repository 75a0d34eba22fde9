"""A solved project as bytes: another process goes on with it instead of solving everything again.

It holds all that an edit needs, but for the packed facts: those the index has on disk already.
"""

from __future__ import annotations

import gc
from typing import IO, Any, Callable, Dict, List, Tuple, Type

from . import cells, code, frames, modules, values
from .model import Limits
from .object_tables import ObjectReader, ObjectWriter
from .solver import Solver

_KINDS: Tuple[Type[Any], ...] = (
    cells.Cell,
    cells.WideCell,
    cells.ReceiverCell,
    cells.ClassCell,
    code.Code,
    code.FileState,
    frames.Frame,
    modules.ModuleTable,
    *(kind for kind in vars(values).values() if isinstance(kind, type) and issubclass(kind, values.Value)),
)
_KIND_NUMBERS = {kind: number for number, kind in enumerate(_KINDS)}
#: What an update begins without, and what can be found again.
_NOT_KEPT = frozenset(
    "limits packed_facts recorder changed_files work_left _interned _literals _queues _depth _steps_left _subclasses "
    "_given _shrinking _postponed _unpacked".split()
)


def _shared(solver: Solver) -> List[Any]:
    return [solver.packed_facts, cells.BLURRED, code.NO_MEMBERS, frames.NO_ENTRIES, values.NO_CELLS]


def write_state(solver: Solver, stream: IO[bytes], check: Callable[[], None]) -> bytes:
    """Writes a solver that has nothing left to do. Gives what `read_state` wants besides the stream.

    What can be found or made again leaves the solver, too. `check` may raise to stop in the middle.
    """
    solver.forget_findings()
    writer = ObjectWriter(stream, _KINDS, _shared(solver), check)
    writer.write({name: value for name, value in vars(solver).items() if name not in _NOT_KEPT})
    # Most lists and literals were looked at once and are held by nothing: the next one is made when it is needed.
    solver._interned = {key: value for key, value in solver._interned.items() if writer.has(value)}
    solver._literals = {key: value for key, value in solver._literals.items() if writer.has(value)}
    keys = [(_KIND_NUMBERS[key[0]], *key[1:]) for key in solver._interned]
    writer.write((keys, list(solver._interned.values()), solver._literals))
    return bytes(writer.kinds_found)


def read_state(limits: Limits, stream: IO[bytes], kinds_found: bytes) -> Solver:
    """A solver as it was. Its files have no facts yet (`FileState.keep`). Raises ValueError for what is no state."""
    solver = Solver(limits)
    collecting = gc.isenabled()
    gc.disable()
    reader = ObjectReader(stream, _KINDS, _shared(solver), kinds_found)
    try:
        state: Dict[str, Any] = reader.read()
        keys, interned, literals = reader.read()
        vars(solver).update(state)
        solver._interned = {(_KINDS[key[0]], *key[1:]): value for key, value in zip(keys, interned)}
        solver._literals = literals
    except Exception as error:  # Damaged bytes can lead pickle astray in any way.
        raise ValueError(f"not a solved state: {type(error).__name__}: {error}") from error
    finally:
        if collecting:
            gc.enable()
    return solver
