"""Call edges out of the solved views: by file, by caller, by callee."""

from __future__ import annotations

from typing import TYPE_CHECKING, Dict, Iterable, List, Optional, Sequence, Tuple

from .code import Code, FileState
from .frames import entries
from .model import Edge, Endpoint, SymbolId

if TYPE_CHECKING:
    from .solver import Solver

#: Confidence of an edge: the analysis followed the value; or the code has no known caller, so that its inputs are
#: what annotations and the class hierarchy allow.
FOLLOWED = 1.0
ASSUMED = 0.7

_Callee = Tuple[Optional[str], str]
"""The file and the name of what is called."""


class EdgeIndex:
    """Remembers each file's edges until the file is solved again."""

    def __init__(self, solver: Solver, foreign: Optional[Dict[str, List[Edge]]] = None) -> None:
        self._solver = solver
        self.foreign: Dict[str, List[Edge]] = foreign if foreign is not None else {}
        self._by_file: Dict[FileState, List[Edge]] = {}
        self._with_external: Dict[FileState, List[Edge]] = {}
        #: By callee and then by the calling file, so that an edit takes one file's edges out and puts them in again.
        self._into: Dict[_Callee, Dict[str, List[Edge]]] = {}
        #: What a file has entered there. Files that are not in it have yet to be entered.
        self._entered: Dict[str, List[_Callee]] = {}
        self._all: Dict[bool, List[Edge]] = {}

    def forget(self, files: Iterable[FileState]) -> None:
        for file in files:
            self.drop(file)

    def drop(self, file: FileState) -> None:
        self._by_file.pop(file, None)
        self._with_external.pop(file, None)
        self._take_out(file.path)
        self._all = {}

    def set_foreign(self, path: str, edges: Sequence[Edge]) -> None:
        if edges:
            self.foreign[path] = list(edges)
        else:
            self.foreign.pop(path, None)
        self._take_out(path)
        self._all = {}

    def _take_out(self, path: str) -> None:
        for callee in self._entered.pop(path, ()):
            self._into[callee].pop(path, None)

    def _enter(self) -> None:
        for path in {*self._solver.files, *self.foreign}:
            if path in self._entered:
                continue
            entered: Dict[_Callee, List[Edge]] = {}
            for edge in self.edges(False, path):
                target = edge["to"]
                entered.setdefault((target["file"], target["name"]), []).append(edge)
            for callee, edges in entered.items():
                self._into.setdefault(callee, {})[path] = edges
            self._entered[path] = list(entered)

    def edges(self, include_external: bool, path: Optional[str]) -> List[Edge]:
        if path is not None:
            file = self._solver.files.get(path)
            own = self._of_file(file, include_external) if file is not None else []
            return own + _project_only(self.foreign.get(path, []), include_external)
        kept = self._all.get(include_external)
        if kept is None:
            kept = []
            for name in sorted({*self._solver.files, *self.foreign}):
                kept.extend(self.edges(include_external, name))
            self._all[include_external] = kept
        return list(kept)

    def callees(self, symbol: SymbolId, include_external: bool) -> List[Edge]:
        return [edge for edge in self.edges(include_external, symbol.file) if _is_end(edge["from"], symbol)]

    def direct_callers(self, symbol: SymbolId) -> List[Edge]:
        """Edges into what has this name in this file, in order of their files."""
        self._enter()
        by_file = self._into.get((symbol.file, symbol.name), {})
        return [edge for path in sorted(by_file) for edge in by_file[path]]

    def callers(self, symbol: SymbolId) -> List[Edge]:
        found = [edge for edge in self.direct_callers(symbol) if _is_end(edge["to"], symbol)]
        known = {edge["from"]["name"] for edge in found}
        return found + [edge for edge in self._makers(symbol) if edge["from"]["name"] not in known]

    def _makers(self, symbol: SymbolId) -> List[Edge]:
        """Who makes instances of a class."""
        found: List[Edge] = []
        file = self._solver.files.get(symbol.file)
        wanted = [code for code in file.codes if code.is_class and code.full_name == symbol.name] if file else []
        wanted = [code for code in wanted if not symbol.line or code.line == symbol.line]
        if not wanted:
            return found
        for path in sorted(self._solver.files):
            for code in self._solver.files[path].codes:
                for frame in code.frames:
                    for cls in wanted:
                        if cls in frame.made:
                            line = dict(entries(frame.made))[cls]
                            found.append(_edge(code, cls.endpoint, FOLLOWED, line))
        return found

    def _of_file(self, file: FileState, include_external: bool) -> List[Edge]:
        kept = self._with_external if include_external else self._by_file
        edges = kept.get(file)
        if edges is None:
            edges = kept[file] = _edges_of(file, include_external)
        return edges


def _edges_of(file: FileState, include_external: bool) -> List[Edge]:
    found: List[Edge] = []
    for code in file.codes:
        targets: Dict[Code, Tuple[float, int]] = {}
        externals: Dict[str, int] = {}
        for frame in code.frames:
            confidence = ASSUMED if frame.unknown else FOLLOWED
            for target, line in entries(frame.edges):
                if target.number < 0:
                    continue
                before = targets.get(target)
                if before is None or confidence > before[0]:
                    targets[target] = (confidence, line)
            if include_external:
                for name, line in entries(frame.externals):
                    externals.setdefault(name, line)
        rows = [_edge(code, target.endpoint, *evidence) for target, evidence in targets.items()]
        rows.extend(
            _edge(code, {"file": None, "name": name, "line": None}, FOLLOWED, line) for name, line in externals.items()
        )
        if len(rows) > 1:
            rows.sort(key=lambda edge: (edge["line"], edge["to"]["name"]))
        found.extend(rows)
    return found


def _edge(code: Code, target: Endpoint, confidence: float, line: int) -> Edge:
    return {"from": code.endpoint, "to": target, "confidence": confidence, "line": line}


def _is_end(endpoint: Endpoint, symbol: SymbolId) -> bool:
    return endpoint["name"] == symbol.name and (not symbol.line or endpoint["line"] == symbol.line)


def _project_only(edges: List[Edge], include_external: bool) -> List[Edge]:
    return list(edges) if include_external else [edge for edge in edges if edge["to"]["file"] is not None]
