"""A solved project as bytes: another process goes on with it instead of solving everything again.

It holds all that an edit needs, but for the packed facts: those the index has on disk already.
"""

from __future__ import annotations

import gc
import io
import struct
import zlib
from typing import Any, Callable, Dict, List, Tuple, Type

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
_SIZE = struct.Struct("<Q")
_LEVEL = 1
_PIECE = 1 << 16
#: What an update begins without, and what can be found again.
_NOT_KEPT = frozenset(
    "limits packed_facts recorder changed_files work_left _interned _literals _queues _depth _steps_left _subclasses "
    "kept_reach _given _shrinking _postponed _unpacked".split()
)


class _Compressing:
    """A stream to write to, that never holds what was written as it was: that would be three times as much."""

    def __init__(self) -> None:
        self._compressor = zlib.compressobj(_LEVEL)
        self._pieces: List[bytes] = []

    def write(self, data: Any) -> None:
        """Takes bytes in."""
        self._pieces.append(self._compressor.compress(data))

    def finished(self) -> List[bytes]:
        """All that was written, compressed."""
        return [*self._pieces, self._compressor.flush()]


class _Decompressing(io.RawIOBase):
    """The other way round. Raises zlib.error for damaged bytes."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._decompressor = zlib.decompressobj()
        self._pieces = (data[start : start + _PIECE] for start in range(0, len(data), _PIECE))
        self._rest = b""

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The next bytes; 0 at the end."""
        data = b""
        while not data:
            self._rest = self._rest or next(self._pieces, b"")
            if not self._rest:
                return 0
            data = self._decompressor.decompress(self._rest, len(buffer))
            self._rest = self._decompressor.unconsumed_tail
        buffer[: len(data)] = data
        return len(data)


def _shared(solver: Solver) -> List[Any]:
    return [solver.packed_facts, cells.BLURRED, code.NO_MEMBERS, frames.NO_VARIABLES, values.NO_CELLS]


def packed_state(solver: Solver, check: Callable[[], None]) -> bytes:
    """All of a solver that has nothing left to do. `check` may raise to stop in the middle.

    What can be found or made again leaves the solver, too.
    """
    stream = _Compressing()
    kinds_found = zlib.compress(_write(solver, stream, check), _LEVEL)
    return b"".join((_SIZE.pack(len(kinds_found)), kinds_found, *stream.finished()))


def _write(solver: Solver, stream: Any, check: Callable[[], None]) -> bytes:
    solver.forget_findings()
    writer = ObjectWriter(stream, _KINDS, _shared(solver), check)
    writer.write({name: value for name, value in vars(solver).items() if name not in _NOT_KEPT})
    # Most lists and literals were looked at once and are held by nothing: the next one is made when it is needed.
    solver._interned = {key: value for key, value in solver._interned.items() if writer.has(value)}
    solver._literals = {key: value for key, value in solver._literals.items() if writer.has(value)}
    keys = [(_KIND_NUMBERS[key[0]], *key[1:]) for key in solver._interned]
    writer.write((keys, list(solver._interned.values()), solver._literals))
    return bytes(writer.kinds_found)


def unpacked_state(limits: Limits, state: bytes) -> Solver:
    """A solver as it was. Its files have no facts yet (`FileState.keep`). Raises ValueError for what is no state."""
    solver = Solver(limits)
    collecting = gc.isenabled()
    gc.disable()
    try:
        (kinds_size,) = _SIZE.unpack_from(state)
        kinds_found = zlib.decompress(state[_SIZE.size : _SIZE.size + kinds_size])
        stream = io.BufferedReader(_Decompressing(state[_SIZE.size + kinds_size :]), _PIECE)
        reader = ObjectReader(stream, _KINDS, _shared(solver), kinds_found)
        kept: Dict[str, Any] = reader.read()
        keys, interned, literals = reader.read()
        vars(solver).update(kept)
        solver._interned = {(_KINDS[key[0]], *key[1:]): value for key, value in zip(keys, interned)}
        solver._literals = literals
    except Exception as error:  # Damaged bytes can lead pickle astray in any way.
        raise ValueError(f"not a solved state: {type(error).__name__}: {error}") from error
    finally:
        if collecting:
            gc.enable()
    return solver
