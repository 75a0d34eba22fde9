"""Definitions by name and by place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Iterable, List, Optional, Tuple

from .code import FileState
from .model import ModuleImport, SymbolRecord

if TYPE_CHECKING:
    from .solver import Solver


class SymbolTable:
    """Symbols of all files, by name. A file's records are made when first asked for."""

    def __init__(self, solver: Solver) -> None:
        self._solver = solver
        self._records: Dict[str, List[SymbolRecord]] = {}
        self._by_name: Optional[Dict[str, List[SymbolRecord]]] = None

    def forget(self, paths: Iterable[str]) -> None:
        for path in paths:
            before = self._records.pop(path, None)
            if self._by_name is not None and before:
                for record in before:
                    kept = self._by_name.get(_last(record["name"]), [])
                    kept[:] = [item for item in kept if item["file"] != path]
            if self._by_name is not None and path in self._solver.files:
                self._add_names(path)

    def symbols(self, path: Optional[str]) -> List[SymbolRecord]:
        if path is not None:
            return [record for record in self._of_file(path) if record["kind"] != "module"]
        return [
            record
            for name in sorted(self._solver.files)
            for record in self._of_file(name)
            if record["kind"] != "module"
        ]

    def find(self, name: str, path: Optional[str]) -> List[SymbolRecord]:
        if path is None and ":" in name:
            path, _, name = name.rpartition(":")
        if self._by_name is None:
            self._by_name = {}
            for known in sorted(self._solver.files):
                self._add_names(known)
        candidates = self._by_name.get(_last(name), [])
        ranked: List[Tuple[int, str, int, SymbolRecord]] = []
        for record in candidates:
            if path is not None and record["file"] != path and not record["file"].endswith("/" + path):
                continue
            full = record["name"]
            if full == name:
                rank = 0
            elif full.endswith("." + name):
                rank = 1
            else:
                continue
            ranked.append((rank, record["file"], record["line"], record))
        return [item[3] for item in sorted(ranked, key=lambda item: item[:3])]

    def _add_names(self, path: str) -> None:
        assert self._by_name is not None
        for record in self._of_file(path):
            self._by_name.setdefault(_last(record["name"]), []).append(record)

    def symbol_at(self, path: str, line: int) -> Optional[SymbolRecord]:
        best: Optional[SymbolRecord] = None
        for record in self._of_file(path):
            if record["kind"] == "variable" or not record["line"] <= line <= record["end_line"]:
                continue
            if best is None or (record["line"], -record["end_line"]) >= (best["line"], -best["end_line"]):
                best = record
        if best is None and path in self._solver.files:
            best = next((record for record in self._of_file(path) if record["kind"] == "module"), None)
        return best

    def record(self, file: FileState, symbol: int) -> SymbolRecord:
        return self._of_file(file.path)[symbol]

    def _of_file(self, path: str) -> List[SymbolRecord]:
        records = self._records.get(path)
        if records is None:
            file = self._solver.files.get(path)
            if file is None:
                return []
            records = self._records[path] = [_record(file, symbol) for symbol in file.facts()["symbols"]]
            file.release()
        return records

    def imports(self, path: Optional[str]) -> List[ModuleImport]:
        found: List[ModuleImport] = []
        modules = self._solver.modules
        for name in [path] if path is not None else sorted(self._solver.files):
            file = self._solver.files.get(name)
            for item in file.imports if file is not None else ():
                assert file is not None
                dotted = modules.target(file, item["module"], item["level"])
                target = modules.by_name.get(f"{dotted}.{item['name']}") if item["name"] else None
                target = target or modules.by_name.get(dotted)
                imported = target.path if target is not None else None
                found.append({"from": name, "to": imported, "module": dotted, "line": item["line"]})
        return found


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _record(file: FileState, symbol: Any) -> SymbolRecord:
    qualname = symbol["qualname"]
    return {
        "file": file.path,
        "name": f"{file.module}.{qualname}" if qualname else file.module,
        "kind": symbol["kind"],
        "line": symbol["line"],
        "end_line": symbol["end_line"],
        "column": symbol["column"],
        "signature": symbol.get("signature"),
        "doc": symbol.get("doc"),
        "decorators": list(symbol.get("decorators") or ()),
    }
