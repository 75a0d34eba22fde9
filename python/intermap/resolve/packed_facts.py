"""Packed facts on disk: they are looked at seldom, and would take a tenth of all memory."""

from __future__ import annotations

import os
import tempfile
from typing import IO, Optional, Tuple, Union

Place = Tuple[int, int]


class PackedFacts:
    """A nameless file that goes when this object goes. Where none can be written, the facts stay in memory."""

    def __init__(self) -> None:
        self._file: Optional[IO[bytes]] = None
        self._size = 0
        self._is_usable = True

    def keep(self, facts: bytes) -> Union[bytes, Place]:
        """Puts facts away and returns what `read` wants to get them back."""
        if self._is_usable:
            try:
                if self._file is None:
                    self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - as long-lived as this object
                self._file.seek(self._size)
                if self._file.write(facts) == len(facts):
                    place = (self._size, len(facts))
                    self._size += len(facts)
                    return place
            except OSError:
                pass  # No place on the disk, or no rights: memory has to do.
            self._is_usable = False
        return facts

    def close(self) -> None:
        """Gives the file back at once; nothing can be read any more."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._is_usable = False

    def __del__(self) -> None:
        self.close()

    def read(self, kept: Union[bytes, Place]) -> bytes:
        """The facts that were put away. Raises OSError when the disk fails."""
        if isinstance(kept, bytes):
            return kept
        assert self._file is not None
        offset, length = kept
        if hasattr(os, "pread"):
            facts = os.pread(self._file.fileno(), length, offset)
        else:
            self._file.seek(offset)
            facts = self._file.read(length)
        if len(facts) != length:
            raise OSError("The file of packed facts is cut short.")
        return facts
