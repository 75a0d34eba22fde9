"""Call edges out of the solved views: by file, by caller, by callee."""

from __future__ import annotations

from typing import TYPE_CHECKING, Dict, Iterable, List, Optional, Sequence, Tuple

from .code import Code, FileState
from .model import Edge, Endpoint, SymbolId

if TYPE_CHECKING:
    from .solver import Solver

#: Confidence of an edge: the analysis followed the value; or the code has no known caller, so that its inputs are
#: what annotations and the class hierarchy allow.
FOLLOWED = 1.0
ASSUMED = 0.7


class EdgeIndex:
    """Remembers each file's edges until the file is solved again."""

    def __init__(self, solver: Solver, foreign: Optional[Dict[str, List[Edge]]] = None) -> None:
        self._solver = solver
        self.foreign: Dict[str, List[Edge]] = foreign if foreign is not None else {}
        self._by_file: Dict[FileState, List[Edge]] = {}
        self._with_external: Dict[FileState, List[Edge]] = {}
        self._callers: Optional[Dict[Tuple[Optional[str], str], List[Edge]]] = None
        self._all: Dict[bool, List[Edge]] = {}

    def forget(self, files: Iterable[FileState]) -> None:
        for file in files:
            self.drop(file)

    def drop(self, file: FileState) -> None:
        self._by_file.pop(file, None)
        self._with_external.pop(file, None)
        self._callers = None
        self._all = {}

    def set_foreign(self, path: str, edges: Sequence[Edge]) -> None:
        if edges:
            self.foreign[path] = list(edges)
        else:
            self.foreign.pop(path, None)
        self._callers = None
        self._all = {}

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

    def callers(self, symbol: SymbolId) -> List[Edge]:
        if self._callers is None:
            self._callers = {}
            for edge in self.edges(False, None):
                target = edge["to"]
                self._callers.setdefault((target["file"], target["name"]), []).append(edge)
        found = [edge for edge in self._callers.get((symbol.file, symbol.name), ()) if _is_end(edge["to"], symbol)]
        known = {edge["from"]["name"] for edge in found}
        return found + [edge for edge in self._makers(symbol) if edge["from"]["name"] not in known]

    def _makers(self, symbol: SymbolId) -> List[Edge]:
        """Who makes instances of a class."""
        found: List[Edge] = []
        file = self._solver.files.get(symbol.file)
        wanted = [code for code in file.codes if code.is_class and _is_end(code.endpoint, symbol)] if file else []
        if not wanted:
            return found
        for path in sorted(self._solver.files):
            for code in self._solver.files[path].codes:
                for frame in code.frames:
                    for cls in wanted:
                        if cls in frame.made:
                            found.append(_edge(code, cls.endpoint, FOLLOWED, frame.made[cls]))
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
            for target, line in frame.edges.items():
                if target.number < 0:
                    continue
                before = targets.get(target)
                if before is None or confidence > before[0]:
                    targets[target] = (confidence, line)
            if include_external:
                for name, line in frame.externals.items():
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
