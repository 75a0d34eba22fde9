"""Definitions of all files, by file and by name: what needs no resolving, so that searching never waits for it."""

from __future__ import annotations

import json
import sys
import zlib
from typing import Any, Dict, Iterable, Iterator, List, Mapping, NamedTuple, Optional, Tuple

from ..languages.linker.file_model import FileModel
from ..languages.linker.linked_graph import is_visible
from ..resolve import SymbolId
from ..resolve.modules import dotted_name
from .file_record import COMPRESSION_LEVEL


class Definition(NamedTuple):
    """One definition. Lines count from 1, columns from 0."""

    file: str
    name: str
    kind: str
    line: int
    end_line: int
    column: int
    signature: Optional[str]
    doc: Optional[str]
    decorators: Tuple[str, ...]
    exported: Optional[bool]

    @property
    def bare(self) -> str:
        """The name without module and classes."""
        return self.name[self.name.rfind(".") + 1 :]

    @property
    def id(self) -> SymbolId:
        """Its key in the code graph."""
        return SymbolId(self.file, self.name, self.line)


Row = List[Any]
"""A definition as stored: the fields after the file, in order."""


def python_outline(path: str, facts: Mapping[str, Any]) -> bytes:
    """The stored outline of a Python file: its module's name, then its definitions."""
    module = dotted_name(path)
    rows: List[Row] = []
    for symbol in facts["symbols"]:
        if symbol["kind"] != "module":
            rows.append(
                [
                    f"{module}.{symbol['qualname']}",
                    symbol["kind"],
                    symbol["line"],
                    symbol["end_line"],
                    symbol["column"],
                    symbol.get("signature"),
                    symbol.get("doc"),
                    list(symbol.get("decorators") or ()),
                    None,
                ]
            )
    return _encoded(module, rows, facts["identifiers"])


def linked_outline(path: str, language: str, facts: Mapping[str, Any]) -> bytes:
    """The stored outline of a file of the extractor's languages."""
    file = FileModel(path, language, facts)
    rows: List[Row] = [
        [file.names[at], s["kind"], s["line"], s["end_line"], 0, s.get("signature"), None, [], is_visible(file, at)]
        for at, s in enumerate(file.symbols)
    ]
    return _encoded(file.module, rows, [])


def _encoded(module: str, rows: List[Row], names: List[str]) -> bytes:
    rows.sort(key=lambda row: (row[2], row[4], row[0]))
    return zlib.compress(json.dumps([module, rows, names], separators=(",", ":")).encode("ascii"), COMPRESSION_LEVEL)


def decoded_outline(path: str, data: bytes) -> Optional[Tuple[str, List[Definition], List[str]]]:
    """Module name, definitions and the names that are used, or None when the stored form is damaged."""
    try:
        module, rows, names = json.loads(zlib.decompress(data))
        found = []
        for name, kind, line, end_line, column, signature, doc, decorators, exported in rows:
            # A handful of kinds, fifty thousand definitions: one text each is enough.
            kind, marks = sys.intern(kind), tuple(decorators)
            found.append(Definition(path, name, kind, line, end_line, column, signature, doc, marks, exported))
        return module, found, names
    except (zlib.error, ValueError, TypeError):
        return None


class Outlines:
    """The definitions of a project. Lists are in order of file and line."""

    def __init__(self) -> None:
        self._files: Dict[str, List[Definition]] = {}
        self._modules: Dict[str, str] = {}
        self._mentions: Dict[str, str] = {}  # A file's used names between line ends: a tenth of what a set takes.
        self._mention_counts: Dict[str, int] = {}
        self._all: Optional[List[Definition]] = None
        self._by_bare: Optional[Dict[str, List[Definition]]] = None

    def update(self, outlines: Iterable[Tuple[str, Optional[bytes]]]) -> None:
        """Take in stored outlines by path; None takes a file out."""
        self._all = None
        for path, data in outlines:
            outline = decoded_outline(path, data) if data else None
            self._enter_names(path, outline[1] if outline is not None else [])
            self._count(self._mentions.pop(path, ""), -1)
            if outline is None:
                self._files.pop(path, None)
                self._modules.pop(path, None)
            else:
                self._modules[path], self._files[path], names = outline
                self._mentions[path] = "\n" + "\n".join(names) + "\n" if names else ""
                self._count(self._mentions[path], 1)

    def _enter_names(self, path: str, definitions: List[Definition]) -> None:
        """Keeps the table of names, in order of files: made anew, it would hold up the first answer after each edit."""
        if self._by_bare is None:
            return
        for bare in {definition.bare for definition in self._files.get(path, ())}:
            self._by_bare[bare] = [other for other in self._by_bare[bare] if other.file != path]
        for definition in definitions:
            self._by_bare.setdefault(definition.bare, []).append(definition)
        for bare in {definition.bare for definition in definitions}:
            self._by_bare[bare].sort(key=lambda definition: definition.file)

    def _count(self, names: str, change: int) -> None:
        for name in names.split():
            self._mention_counts[name] = self._mention_counts.get(name, 0) + change

    def mention_count(self, bare: str) -> int:
        """How many Python files use a name at all."""
        return self._mention_counts.get(bare, 0)

    def is_mentioned_elsewhere(self, definition: Definition) -> bool:
        """Whether the code of another Python file has the definition's bare name: as a name, attribute or import."""
        own = self.is_mentioned_in_own_file(definition)
        return self._mention_counts.get(definition.bare, 0) > own

    def is_mentioned_in_own_file(self, definition: Definition) -> bool:
        """Whether its own file's code has the bare name, the definition itself aside."""
        return f"\n{definition.bare}\n" in self._mentions.get(definition.file, "")

    def symbols(self, path: Optional[str] = None) -> List[Definition]:
        """Definitions of one file or of all."""
        if path is not None:
            return self._files.get(path, [])
        if self._all is None:
            self._all = [definition for one in sorted(self._files) for definition in self._files[one]]
        return self._all

    def module_name(self, path: str) -> Optional[str]:
        """The name a file's definitions begin with; None for a file without facts."""
        return self._modules.get(path)

    def find(self, name: str, path: Optional[str] = None) -> List[Definition]:
        """What a name can mean: ``f``, ``Class.method``, ``module.Class.method`` or ``file.py:f``; full names first.

        Where that finds nothing, steps may be left out: Go's ``store.DB.Get`` for ``app.store.db.DB.Get``.
        """
        name = name.replace("::", ".")
        if path is None and ":" in name:
            path, _, name = name.rpartition(":")
        full: List[Definition] = []
        ending: List[Definition] = []
        loose: List[Definition] = []
        steps = name.split(".")
        for definition in self._named(name[name.rfind(".") + 1 :]):
            if path is None or definition.file == path or definition.file.endswith("/" + path):
                if definition.name == name:
                    full.append(definition)
                elif definition.name.endswith("." + name):
                    ending.append(definition)
                elif len(steps) > 1 and _has_steps(definition.name, steps):
                    loose.append(definition)
        return full + ending or loose

    def _named(self, bare: str) -> List[Definition]:
        if self._by_bare is None:
            self._by_bare = {}
            for definition in self.symbols():
                self._by_bare.setdefault(definition.bare, []).append(definition)
        return self._by_bare.get(bare, [])

    def symbol_at(self, path: str, line: int) -> Optional[Definition]:
        """The innermost definition around a line; the module itself outside every definition."""
        best: Optional[Definition] = None
        for definition in self._files.get(path, ()):
            if definition.kind == "variable" or not definition.line <= line <= definition.end_line:
                continue
            if best is None or (definition.line, -definition.end_line) >= (best.line, -best.end_line):
                best = definition
        if best is None and path in self._modules:
            return Definition(path, self._modules[path], "module", 1, 1, 0, None, None, (), None)
        return best

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)


def _has_steps(name: str, wanted: List[str]) -> bool:
    """Whether the wanted steps of a dotted name all come in it, in this order."""
    steps = iter(name.split("."))
    return all(step in steps for step in wanted)
