"""Where a symbol is used: views are run once more with a recorder that looks at what each use holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict, FrozenSet, Iterable, List, Optional, Tuple

from ..languages.python import ops
from ..languages.python.facts import FileFacts, unpack
from .code import Code, FileState
from .frames import Frame, entries
from .model import Reference, SymbolId, SymbolRecord
from .values import BoundMethod, ClassValue, FunctionValue, ModuleValue, PropertyValue, Value, WrappedMethod

if TYPE_CHECKING:
    from .lookup import SymbolTable
    from .solver import Solver

#: A person looks at one definition after the other, and at each again after an edit.
_MOST_REMEMBERED_SYMBOLS = 8

#: Called with the view, the operand, its values and the line for each use of a name or attribute.
Recorder = Callable[[Frame, int, Any, int], None]


def code_of(value: Value) -> Optional[Code]:
    """The definition a value goes back to."""
    if isinstance(value, (BoundMethod, WrappedMethod)):
        return code_of(value.function)
    if isinstance(value, (FunctionValue, ClassValue)):
        return value.code
    if isinstance(value, ModuleValue):
        return value.file.codes[0]
    if isinstance(value, PropertyValue) and value.getter.values:
        return code_of(value.getter.values[0])
    return None


def watch(solver: Solver, file: FileState, seen: Recorder) -> None:
    """Runs a file's views again, reporting each use. Results do not change: the views are stable."""

    def record(frame: Frame, vals: List[Any]) -> None:
        uses = unpack(frame.code.file.scope(frame.code.number).get("uses")) or ()
        for place in range(0, len(uses), 2):
            seen(frame, uses[place], vals[uses[place]], uses[place + 1])

    solver.recorder = record
    try:
        for code in file.codes:
            for frame in list(code.frames):
                solver.evaluate(frame)
        solver.run()
    finally:
        solver.recorder = None
        file.release()


class ReferenceFinder:
    """Remembers what was found for the last few symbols, file by file, until the file is solved again."""

    def __init__(self, solver: Solver) -> None:
        self._solver = solver
        self._found: Dict[FrozenSet[Code], Dict[FileState, List[Reference]]] = {}

    def forget(self, files: Iterable[FileState]) -> None:
        """These files were solved again, or are gone."""
        files = list(files)
        for by_file in self._found.values():
            for file in files:
                by_file.pop(file, None)

    def references(self, symbol: SymbolId) -> List[Reference]:
        """See `ProjectGraph.references`."""
        defining = self._solver.files.get(symbol.file)
        if defining is None:
            return []
        wanted = frozenset(
            code
            for code in defining.codes
            if code.full_name == symbol.name and (not symbol.line or code.line == symbol.line)
        )
        by_file = self._found.pop(wanted, {})
        self._found[wanted] = by_file
        if len(self._found) > _MOST_REMEMBERED_SYMBOLS:
            del self._found[next(iter(self._found))]
        name = symbol.name.rpartition(".")[2].encode()
        found: List[Reference] = []
        for file in list(self._solver.files.values()):
            if file not in by_file:
                by_file[file] = _references_in(self._solver, file, wanted) if file.mentions(name) else []
            found.extend(by_file[file])
        return sorted(found, key=lambda item: (item["file"], item["line"], item["kind"]))


def _references_in(solver: Solver, file: FileState, wanted: FrozenSet[Code]) -> List[Reference]:
    found: Dict[Tuple[str, int], Reference] = {}
    import_lines = {item["line"] for item in file.imports}

    def seen(frame: Frame, operand: int, values: Any, line: int) -> None:
        if line <= 0 or not any(code_of(value) in wanted for value in values):
            return
        kind = "import" if line in import_lines else "read"
        within = frame.code.full_name
        found.setdefault((file.path, line), {"file": file.path, "line": line, "kind": kind, "within": within})

    watch(solver, file, seen)
    for code in file.codes:
        for frame in code.frames:
            for target, line in (*entries(frame.edges), *entries(frame.made)):
                if target in wanted:
                    key = (file.path, line)
                    within = code.full_name
                    found[key] = {"file": file.path, "line": line, "kind": "call", "within": within}
    return list(found.values())


def values_at(solver: Solver, table: SymbolTable, path: str, line: int, name: str) -> List[SymbolRecord]:
    """See `ProjectGraph.definition`."""
    file = solver.files.get(path)
    if file is None:
        return []
    codes: Dict[Code, None] = {}
    facts = file.facts()

    def seen(frame: Frame, operand: int, values: Any, use_line: int) -> None:
        if use_line != line:
            return
        if not _named(facts, frame, operand, name):
            return
        for value in values:
            code = code_of(value)
            if code is not None:
                codes[code] = None

    watch(solver, file, seen)
    records: List[SymbolRecord] = []
    for code in codes:
        records.append(table.record(code.file, code.file.scope(code.number)["symbol"]))
    if not records:
        records = [
            record for record in table.find(name, path) if record["line"] == line or record["kind"] == "variable"
        ][:1]
    return sorted(records, key=lambda record: (record["file"], record["line"]))


def _named(facts: FileFacts, frame: Frame, operand: int, name: str) -> bool:
    """Whether the use goes by this identifier."""
    if operand <= -2:
        entry = facts["constants"][-operand - 2]
        if entry[0] != "s":
            return False
        return facts["symbols"][facts["scopes"][entry[1]]["symbol"]]["name"] == name
    scope = facts["scopes"][frame.code.number]
    parameters = scope.get("parameters")
    base = 0
    if parameters is not None:
        from .evaluator import parameter_count

        base = parameter_count(parameters)
    op = scope["ops"][operand - base]
    if op[0] in (ops.GLOBAL, ops.LOCAL):
        return bool(op[1].partition("@")[0].partition("#")[0] == name)
    if op[0] == ops.ATTRIBUTE:
        return bool(op[2] == name)
    if op[0] == ops.IMPORT:
        entry = facts["constants"][op[1]]
        last = entry[4][-1] if entry[4] else entry[3] or entry[1].rpartition(".")[2]
        aliases = {item["alias"] for item in facts["imports"] if item["name"] == last or item["module"] == last}
        return last == name or name in aliases
    if op[0] in (ops.FUNCTION, ops.CLASS):
        return bool(facts["symbols"][facts["scopes"][op[1]]["symbol"]]["name"] == name)
    return False
