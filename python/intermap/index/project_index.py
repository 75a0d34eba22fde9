"""One project's index: what its files are, what was drawn from them, and the code graph over all of it."""

from __future__ import annotations

import os
import time
from typing import Callable, Dict, Iterator, List, Mapping, Optional, Set, Tuple

from ..context import RequestContext
from ..graph.code_graph import CodeGraph
from ..languages.extractor import Extractor
from ..memory import give_back_free_memory
from ..project.classify import EXTRACTOR_LANGUAGES, MANIFEST
from ..project.scan import FileStamp, Scanner, SourceFile, is_racy
from . import file_record
from .file_reader import FileReader
from .file_record import OK, PARSE_FAILURE, UNSUPPORTED, Header, Record, record_key
from .outlines import Outlines
from .pending_facts import PendingFacts
from .solved_graphs import SolvedGraphs
from .store import Store, StoredFile

# Written while indexing goes on, so that a cancelled index is not begun from nothing again.
SAVE_EVERY_RECORDS = 300
# Work on so many files leaves megabytes free that nothing will need soon.
MANY_FILES = 100
# A stamp that no file has: such a file is looked at again next time.
UNSTAMPED = FileStamp(-1, 0, 0, 0)


class IndexedFile:
    """A file as the index knows it."""

    __slots__ = ("language", "stamp", "key", "header")

    def __init__(self, language: str, stamp: FileStamp, key: Optional[bytes], header: Header) -> None:
        self.language = language
        self.stamp = stamp
        self.key = key
        self.header = header

    @property
    def status(self) -> str:
        """ok, parse_failure, unsupported, binary, minified, too_large or unreadable."""
        return self.header["status"]

    @property
    def is_generated(self) -> bool:
        """Whether a tool wrote the file."""
        return bool(self.header.get("generated"))


class ProjectIndex:
    """Kept up to date by ``refresh``. ``generation`` changes whenever anything in it did."""

    def __init__(self, root: str, extractor: Extractor) -> None:
        self.root = root
        self.store = Store()
        self.store.prune()
        self.files: Dict[str, IndexedFile] = {}
        self.generation = 0
        self.last_refresh: Dict[str, int] = {}
        self._scanner = Scanner(root)
        self._reader = FileReader(root, extractor)
        self._graph = CodeGraph(root)
        self._solved = SolvedGraphs(root, self.store)
        self._is_dirty = False
        self._pending: Set[str] = set()  # Paths whose facts the graph has not taken in yet.
        self._outlines = Outlines()
        self._pending_outlines: Set[str] = set()
        self._stored: Optional[Dict[str, StoredFile]] = None

    def _note(self, path: str) -> None:
        self._pending.add(path)
        self._pending_outlines.add(path)

    def close(self) -> None:
        """Close the index file."""
        self.store.close()

    @property
    def is_scan_truncated(self) -> bool:
        """Whether the tree is too large or too deep to be looked at wholly."""
        return self._scanner.is_truncated

    def graph(self, context: RequestContext) -> CodeGraph:
        """The code graph with every change taken in."""
        if self._pending:
            context.progress(0, len(self._pending), "resolve")
            try:
                if not self._graph.has_python:
                    self._pending -= self._resumed()
                changed = sorted(self._pending)
                self._graph.update(PendingFacts(self, changed), context)
            except BaseException:
                # Half taken in: begin again from the stored facts, which costs time but no truth.
                self._graph = CodeGraph(self.root)
                self._pending.update(self.files)
                raise
            self._pending.clear()
            self._solved.note_changes(len(changed))
            if len(changed) >= MANY_FILES:
                give_back_free_memory()
            context.progress(len(changed), len(changed), "resolve")
        return self._graph

    def _resumed(self) -> Set[str]:
        """Paths that the graph has taken in from an earlier process; what it has and is gone since becomes pending."""
        known = self._solved.resume(self._graph, self.files)
        self._pending.update(path for path in self._graph.python.paths() if path not in known)
        return known

    def keep(self, check: Callable[[], None]) -> None:
        """Write what took long to find out. For when nothing else is to be done; `check` may raise to stop."""
        if not self._pending:
            self._solved.keep(self._graph, self.files, check)

    def refresh(self, context: RequestContext) -> None:
        """Look for changed files and read those again. Raises Cancelled; what was read by then is kept."""
        started_ns = time.time_ns()
        found = self._scanner.scan()
        gone = [path for path in self.files if path not in found]
        changed = {path: file for path, file in found.items() if self._is_changed(path, file)}
        if self._stored is None:
            self._stored = {file.path: file for file in self.store.files(self.root)}
            gone += [path for path in self._stored if path not in found]
        if not changed and not gone:
            return
        before = len(self._pending)
        self._is_dirty = False
        try:
            parsed = self._read(changed, started_ns, context)
            for path in gone:
                self._is_dirty = True
                if self.files.pop(path, None) is not None:
                    self._note(path)
        finally:
            self.generation += self._is_dirty
        if gone:
            self.store.save(self.root, [], gone, {})
        self._stored = {}
        if len(changed) >= MANY_FILES:
            give_back_free_memory()
        if self._is_dirty:
            self.last_refresh = {"changed": len(self._pending) - before, "parsed": parsed, "removed": len(gone)}

    def _is_changed(self, path: str, file: SourceFile) -> bool:
        known = self.files.get(path)
        return known is None or known.stamp != file.stamp

    def _read(self, changed: Mapping[str, SourceFile], started_ns: int, context: RequestContext) -> int:
        """Take in changed files and return how many had to be parsed."""
        todo = dict(changed)
        for path in [path for path, file in todo.items() if not self._is_supported(file.language)]:
            self._enter(
                path, todo.pop(path), None, {"status": UNSUPPORTED, "message": "No parser for this language."}, 0
            )
        for path in self._unchanged_since_stored(todo):
            del todo[path]
        contents_known = self._same_content(todo, started_ns) if self._stored or self.files else []
        for path in contents_known:
            del todo[path]
        done, total = 0, len(todo)
        if todo:
            context.progress(0, total, "index")
        unsaved_files: List[StoredFile] = []
        unsaved_records: Dict[bytes, Record] = {}
        try:
            for path, key, record in self._reader.parse(todo, context):
                done += 1
                stamp = self._enter(path, todo[path], key, record.header, started_ns)
                if key is not None:
                    unsaved_files.append(StoredFile(path, stamp, key))
                    unsaved_records[key] = record
                if len(unsaved_records) >= SAVE_EVERY_RECORDS:
                    self.store.save(self.root, unsaved_files, [], unsaved_records)
                    unsaved_files, unsaved_records = [], {}
                context.progress(done, total, "index")
        finally:
            if unsaved_records:
                self.store.save(self.root, unsaved_files, [], unsaved_records)
        return total

    @staticmethod
    def _is_supported(language: str) -> bool:
        return language in ("python", MANIFEST) or language in EXTRACTOR_LANGUAGES

    def _unchanged_since_stored(self, todo: Mapping[str, SourceFile]) -> List[str]:
        """Files whose stamp is that of an earlier run: known without reading them."""
        same = {p: s for p, s in ((p, (self._stored or {}).get(p)) for p in todo) if s and s.stamp == todo[p].stamp}
        return self._enter_known({path: stored.key for path, stored in same.items()}, todo, 0)

    def _same_content(self, todo: Mapping[str, SourceFile], started_ns: int) -> List[str]:
        """Files with a new stamp whose content has been seen before: touched, or a branch switched back."""
        keys: Dict[str, bytes] = {}
        for path, file in todo.items():
            content, _ = file_record.read_source(os.path.join(self.root, path))
            if content is not None:
                keys[path] = record_key(file_record.fingerprint(file.language), path, content)
        known = self._enter_known(keys, todo, started_ns)
        stamped = [StoredFile(path, self.files[path].stamp, keys[path]) for path in known]
        if stamped:
            self.store.save(self.root, stamped, [], {})
        return known

    def _enter_known(self, keys: Mapping[str, bytes], todo: Mapping[str, SourceFile], started_ns: int) -> List[str]:
        headers = self.store.headers(keys.values()) if keys else {}
        fresh = {language: file_record.fingerprint(language) for language in {todo[path].language for path in keys}}
        entered = []
        for path, key in keys.items():
            header = headers.get(key)
            # A record of another version of the front end is no good; it says which made it.
            if header is not None and header.get("by") == fresh[todo[path].language].hex()[:8]:
                self._enter(path, todo[path], key, header, started_ns)
                entered.append(path)
        return entered

    def _enter(self, path: str, file: SourceFile, key: Optional[bytes], header: Header, started_ns: int) -> FileStamp:
        stamp = UNSTAMPED if started_ns and is_racy(file.stamp.mtime_ns, started_ns) else file.stamp
        known = self.files.get(path)
        is_same = known is not None and key is not None and known.key == key
        self.files[path] = IndexedFile(file.language, stamp, key, header)
        if not is_same:
            self._note(path)
            self._is_dirty = True
        return stamp

    @property
    def outlines(self) -> Outlines:
        """The definitions of all files, with every change taken in; nothing needs to be resolved for them."""
        if self._pending_outlines:
            self._outlines.update(self._stored_outlines(sorted(self._pending_outlines)))
            self._pending_outlines.clear()
        return self._outlines

    def _stored_outlines(self, paths: List[str]) -> Iterator[Tuple[str, Optional[bytes]]]:
        for start in range(0, len(paths), PendingFacts.BATCH):
            files = {path: self.files.get(path) for path in paths[start : start + PendingFacts.BATCH]}
            stored = self.store.outlines(f.key for f in files.values() if f is not None and f.key is not None)
            for path, file in files.items():
                data = stored.get(file.key) if file is not None and file.key is not None else b""
                yield path, self.read_again(path, file.language).outline if data is None and file is not None else data

    @property
    def analysis_limits(self) -> Dict[str, int]:
        """Limits the resolver reached; empty as long as nothing had to be resolved."""
        return {} if self._pending else dict(self._graph.truncated)

    def read_again(self, path: str, language: str) -> Record:
        """A record straight from the file, for when the store could not keep it."""
        return self._reader.read(path, language)[1]

    def parse_failures(self) -> List[Dict[str, object]]:
        """Files that could not be parsed wholly, in order of their paths."""
        return [
            {"file": path, "line": file.header.get("line", 1), "message": file.header.get("message", ""),
             "partial": bool(file.header.get("partial"))}
            for path, file in sorted(self.files.items())
            if file.status == PARSE_FAILURE
        ]  # fmt: skip

    def unsupported(self) -> List[Dict[str, object]]:
        """Languages that are there but have no facts, with the number of their files and why."""
        counts: Dict[Tuple[str, str], int] = {}
        for file in self.files.values():
            if file.status == UNSUPPORTED:
                reason = (file.language, str(file.header.get("message", "")))
                counts[reason] = counts.get(reason, 0) + 1
        return [{"language": name, "files": count, "reason": why} for (name, why), count in sorted(counts.items())]

    def skipped(self) -> List[Dict[str, str]]:
        """Source files that were not parsed on purpose, with the reason."""
        known = (OK, PARSE_FAILURE, UNSUPPORTED)
        return [{"file": p, "reason": f.status} for p, f in sorted(self.files.items()) if f.status not in known]
