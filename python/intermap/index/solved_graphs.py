"""The solved call graph of a project on disk, so that a new process need not solve it again."""

from __future__ import annotations

import functools
import os
import pickle
import sys
from typing import TYPE_CHECKING, Callable, Dict, Iterator, Mapping, Set, Tuple

from ..memory import give_back_free_memory
from . import file_record
from .store import Solved, Store

if TYPE_CHECKING:
    from ..graph.code_graph import CodeGraph
    from .project_index import IndexedFile

# With more changed than this, to solve everything anew is about as fast as to follow the edits one after another.
MOST_CHANGED_SHARE = 0.2
# To write a large project takes seconds: not for every edit, as a few are soon followed.
WRITTEN_AGAIN_AFTER_CHANGES = 40
FACTS_PER_QUERY = 64


class SolvedGraphs:
    """Reads and writes the solved graph of one project."""

    def __init__(self, root: str, store: Store) -> None:
        self._root = root
        self._store = store
        self._is_tried = False
        self._unwritten_changes = 0

    def resume(self, graph: CodeGraph, files: Mapping[str, IndexedFile]) -> Set[str]:
        """Let an empty graph begin with what was solved before. Gives the paths that are in it as they are now.

        The others, also those that are gone since, have yet to be taken in. Nothing happens more than once: what led
        to a failure must not lead there again.
        """
        if self._is_tried:
            return set()
        self._is_tried = True
        solved = self._store.solved(self._root, solver_fingerprint())
        if solved is None:
            return set()
        known = {path for path, key in solved.keys.items() if path in files and files[path].key == key}
        python = sum(1 for file in files.values() if file.language == "python")
        if len(known) < (1 - MOST_CHANGED_SHARE) * max(python, len(solved.keys)):
            return set()
        try:
            graph.resume(solved, self._facts(solved.keys))
        except ValueError as error:
            print(f"intermap: the solved graph can't be used: {error}", file=sys.stderr, flush=True)
            return set()
        self._unwritten_changes = -WRITTEN_AGAIN_AFTER_CHANGES
        del solved
        give_back_free_memory()
        return known

    def _facts(self, keys: Mapping[str, bytes]) -> Iterator[Tuple[str, bytes]]:
        paths = list(keys)
        for start in range(0, len(paths), FACTS_PER_QUERY):
            part = paths[start : start + FACTS_PER_QUERY]
            stored = self._store.facts(keys[path] for path in part)
            for path in part:
                facts = file_record.unpacked_python_facts(stored.get(keys[path], b""))
                if facts is not None:
                    yield path, facts

    def note_changes(self, count: int) -> None:
        """So many files were taken in."""
        self._unwritten_changes += count

    def keep(self, graph: CodeGraph, files: Mapping[str, IndexedFile], check: Callable[[], None]) -> None:
        """Write the graph when enough of it is new. `check` may raise to stop in the middle, to be tried later."""
        if self._unwritten_changes <= 0 or not graph.python.is_worth_keeping or not self._store.is_persistent:
            return
        keys: Dict[str, bytes] = {}
        for path in graph.python.paths():
            key = files[path].key if path in files else None
            if key is None:
                return  # Without its facts on disk nobody could go on from here.
            keys[path] = key
        try:
            state = graph.python.state(check)
        except (pickle.PicklingError, TypeError, AttributeError, RecursionError, MemoryError) as error:
            # The answers are right all the same; the next process solves anew.
            print(f"intermap: the solved graph can't be written: {error!r}", file=sys.stderr, flush=True)
            self._unwritten_changes = -WRITTEN_AGAIN_AFTER_CHANGES
            return
        self._store.save_solved(self._root, solver_fingerprint(), Solved(keys, state))
        self._unwritten_changes = -WRITTEN_AGAIN_AFTER_CHANGES
        del state
        give_back_free_memory()


@functools.cache
def solver_fingerprint() -> bytes:
    """Changes whenever the same facts could be solved in another way, or the state has another form."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    folder = os.path.join(package, "resolve")
    files = [os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".py")]
    return file_record.hash_files(files, file_record.fingerprint("python").hex())
