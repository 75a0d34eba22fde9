"""The graph of all languages: the Python resolver's and the linker's answers behind one face."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Iterable, List, Optional, Tuple

from ..context import RequestContext
from ..languages.linker import LinkedGraph
from ..resolve import Edge, ModuleImport, ProjectGraph, Reference, SymbolId, SymbolRecord

if TYPE_CHECKING:
    from ..index.pending_facts import PendingFacts
    from ..index.store import Solved

FileEdges = Dict[str, Dict[str, int]]
"""From file to file, how often."""


class CodeGraph:
    """Every list is in a stable order. Derived pictures are computed once and dropped with the next change."""

    def __init__(self, root: str) -> None:
        self.python = ProjectGraph()
        self.linked = LinkedGraph(root)
        self._python_paths: set = set()
        self._derived: Dict[str, Any] = {}

    def update(self, pending: PendingFacts, context: RequestContext) -> None:
        """Take in changed files."""
        self._derived = {}
        python: Dict[str, Any] = {}
        linked: Dict[str, Any] = {}
        for done, (path, language, facts) in enumerate(pending.items()):
            context.progress(done, len(pending), "resolve")
            if language == "python" or (facts is None and path in self._python_paths):
                python[path] = facts
            elif language or self.linked.has(path):
                linked[path] = (language, facts) if facts is not None else None
        if python:
            self._python_paths.update(path for path, facts in python.items() if facts is not None)
            self._python_paths.difference_update(path for path, facts in python.items() if facts is None)
            with context.interruptible():
                self.python.update(python)
        context.check()
        if linked:
            self.linked.update(linked, context)

    @property
    def has_python(self) -> bool:
        """Whether Python files were taken in."""
        return bool(self._python_paths)

    def resume(self, solved: Solved, facts: Iterable[Tuple[str, bytes]]) -> None:
        """Begin with Python files that were solved before. Raises ValueError, and then is as it was."""
        self.python.resume(solved.state, facts)
        self._python_paths = set(solved.keys)

    def edges(self, include_external: bool = False, path: Optional[str] = None) -> List[Edge]:
        """Call edges in order of file and line, all or those that start in one file."""
        if path is not None:
            return self._of(path).edges(include_external, path)
        return self._merged("edges", include_external)

    def imports(self, path: Optional[str] = None) -> List[ModuleImport]:
        """Imports in order of file and line."""
        return self._of(path).imports(path) if path is not None else self._merged("imports")

    def callers(self, symbol: SymbolId) -> List[Edge]:
        """Edges into a symbol."""
        return self._of(symbol.file).callers(symbol)

    def direct_callers(self, symbol: SymbolId) -> List[Edge]:
        """Edges into a symbol, from the edges alone: for walks over thousands of symbols.

        Unlike ``callers`` it does not look for those who make instances of a class that has no ``__init__``.
        """
        if not self.linked.has(symbol.file):
            return self.python.direct_callers(symbol)
        into: Optional[Dict[Tuple[str, str], List[Edge]]] = self._derived.get("into")
        if into is None:
            into = self._derived["into"] = {}
            for edge in self.linked.edges():
                target = edge["to"]
                into.setdefault((target["file"] or "", target["name"]), []).append(edge)
        return into.get((symbol.file, symbol.name), [])

    def callees(self, symbol: SymbolId, include_external: bool = False) -> List[Edge]:
        """Edges out of a symbol."""
        return self._of(symbol.file).callees(symbol, include_external)

    def references(self, symbol: SymbolId) -> List[Reference]:
        """Places that use a symbol."""
        return self._of(symbol.file).references(symbol)

    def definition(self, path: str, line: int, name: str) -> List[SymbolRecord]:
        """What an identifier used on a line refers to."""
        return self._of(path).definition(path, line, name)

    def is_implicitly_used(self, symbol: SymbolId) -> bool:
        """Whether a definition is used without being named: an override, a test, a framework's callback."""
        return self.linked.has(symbol.file) and self.linked.is_implicitly_used(symbol)

    @property
    def truncated(self) -> Dict[str, int]:
        """Limits of the analysis that were reached, and how often."""
        return self.python.truncated

    def _of(self, path: str) -> Any:
        return self.linked if self.linked.has(path) else self.python

    def _merged(self, what: str, *arguments: Any) -> List[Any]:
        key = f"{what}{arguments}"
        merged = self._derived.get(key)
        if merged is None:
            merged = getattr(self.python, what)(*arguments)
            linked = getattr(self.linked, what)(*arguments)
            merged = self._derived[key] = sorted(merged + linked, key=_place) if linked else merged
        return merged

    def call_counts(self) -> FileEdges:
        """How many call edges lead from file to file; edges within a file are left out."""
        return self._file_counts("call_counts", ((e["from"]["file"], e["to"]["file"]) for e in self.edges()))

    def import_counts(self) -> FileEdges:
        """How many imports lead from file to file."""
        return self._file_counts("import_counts", ((i["from"], i["to"]) for i in self.imports()))

    def _file_counts(self, key: str, pairs: Any) -> FileEdges:
        counts: Optional[FileEdges] = self._derived.get(key)
        if counts is None:
            counts = {}
            for source, target in pairs:
                if source is not None and target is not None and source != target:
                    row = counts.setdefault(source, {})
                    row[target] = row.get(target, 0) + 1
            self._derived[key] = counts
        return counts


def _place(record: Any) -> Tuple[str, int, str]:
    source = record.get("from", record)
    if isinstance(source, str):
        return source, record["line"], record["module"]
    return source["file"], source["line"], source["name"]
