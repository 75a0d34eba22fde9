"""Facts on their way from the store into the code graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterator, List, Mapping, Optional, Tuple

from . import file_record

if TYPE_CHECKING:
    from .project_index import IndexedFile, ProjectIndex


class PendingFacts:
    """The facts of changed files, read from the store a few at a time so that they are never in memory all at once."""

    BATCH = 64

    def __init__(self, index: ProjectIndex, paths: List[str]) -> None:
        self._index = index
        self.paths = paths

    def __len__(self) -> int:
        return len(self.paths)

    def items(self) -> Iterator[Tuple[str, str, Optional[object]]]:
        """Path, language and facts (None for a file that is gone or has none)."""
        for start in range(0, len(self.paths), self.BATCH):
            part = self.paths[start : start + self.BATCH]
            files = {path: self._index.files.get(path) for path in part}
            stored = self._index.store.facts(f.key for f in files.values() if f is not None and f.key is not None)
            for path, file in files.items():
                data = self._data(path, file, stored)
                if file is None or not data:
                    yield path, file.language if file else "", None
                elif file.language == "python":
                    yield path, file.language, file_record.unpacked_python_facts(data)
                else:
                    yield path, file.language, file_record.decode_json_facts(data)

    def _data(self, path: str, file: Optional[IndexedFile], stored: Mapping[bytes, bytes]) -> Optional[bytes]:
        if file is None or file.key is None:
            return None
        data = stored.get(file.key)
        return self._index.read_again(path, file.language).facts if data is None else data
