"""The call graph of a project, kept up to date file by file. This is the resolver's public face."""

from __future__ import annotations

import gc
import sys
import weakref
from functools import partial
from typing import Any, Callable, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple, Union

from ..languages.python.facts import FileFacts
from .cells import each_reader
from .code import FileState, code_count
from .edge_index import EdgeIndex
from .edits import Edit, Version, changed_names, compare, move_lines, users_of, views_calling
from .entry_points import evaluate_modules, evaluate_unreached, withdraw_lost_receivers
from .evaluator import TooMuchWork
from .frames import Frame
from .lookup import SymbolTable
from .model import Edge, Limits, ModuleImport, Reference, SymbolId, SymbolRecord
from .modules import dotted_name
from .mro import class_changed
from .reachability import outdated_assumptions, tolerate_leftovers, unreachable_frames, withdraw_assumptions
from .references import ReferenceFinder, values_at
from .solved_state import packed_state, unpacked_state
from .solver import Solver

_USUAL_LIMITS = Limits()


class ProjectGraph:
    """Facts in, definitions and edges out.

    Not safe for use by several threads at once. Every list it returns is in a stable order (file, line, name).
    """

    def __init__(self, limits: Limits = _USUAL_LIMITS) -> None:
        self.limits = limits
        self._solver = Solver(limits)
        self._edges = EdgeIndex(self._solver)
        self._table = SymbolTable(self._solver)
        self._references = ReferenceFinder(self._solver)
        self._too_many_for_precision = sys.maxsize
        weakref.finalize(self, gc.unfreeze)

    # -- changing ------------------------------------------------------------------------------------------------

    def update(self, changed: Mapping[str, Union[FileFacts, bytes, None]]) -> None:
        """Takes in new facts by path; None removes a file. Solves again only what the change can reach.

        Facts may be given as `encode_facts` wrote them, which keeps memory low: they are then unpacked only while
        in use. Give all files of a first index in ONE call. Facts are not changed and may be shared.
        """
        collecting = gc.isenabled()
        # Nothing made here becomes garbage in cycles, and looking for it would take a third of the time.
        gc.disable()
        try:
            fresh = not self._solver.files
            self._update(changed)
            if fresh and collecting:
                # Or the first collection would look through the whole graph in the midst of the next command.
                gc.freeze()
        finally:
            if collecting:
                gc.enable()

    def _update(self, changed: Mapping[str, Union[FileFacts, bytes, None]]) -> None:
        fresh = not self._solver.files
        touched = {path for path in changed if changed[path] is not None or path in self._solver.files}
        if not touched:
            return
        if not fresh and self._is_solved_anew(changed):
            self._solve_anew(changed)
        elif fresh:
            self._solve_first(changed)
        else:
            self._follow_edit(changed)
        if fresh:
            self._solver.forget_findings()
        self._edges.forget(self._solver.changed_files)
        self._references.forget(self._solver.changed_files)
        for file in self._solver.files.values():
            file.release()

    def _solve_first(self, changed: Mapping[str, Union[FileFacts, bytes, None]]) -> None:
        functions = sum(code_count(facts) for facts in changed.values() if facts is not None)
        limits = self.limits
        if functions <= limits.precise_functions and functions < self._too_many_for_precision:
            try:
                self._solve(changed, limits.call_depth, limits.precise_work)
                return
            except TooMuchWork:
                # Not tried again before the project is clearly smaller: each try costs as much as an edit may.
                self._too_many_for_precision = max(1, functions * 9 // 10)
                self._begin()
        self._solve(changed, 0, sys.maxsize)

    def _solve(self, changed: Mapping[str, Union[FileFacts, bytes, None]], depth: int, most_work: int) -> None:
        solver = self._solver
        self._take(changed, True)
        solver.forget_subclasses()
        solver.call_depth = depth
        solver.work_left = most_work
        evaluate_modules(solver, solver.files.values())
        evaluate_unreached(solver, solver.files.values())
        solver.work_left = sys.maxsize
        if not depth:
            tolerate_leftovers(solver)

    def _follow_edit(self, changed: Mapping[str, Union[FileFacts, bytes, None]]) -> None:
        solver = self._solver
        frames = self._take(changed, False)
        solver.forget_subclasses()
        solver.settle(frames)
        if solver.lost_bases:
            solver.shrinking(partial(withdraw_lost_receivers, solver))
        self._drop_unreachable()
        evaluate_unreached(solver, solver.files.values())

    def _take(self, changed: Mapping[str, Union[FileFacts, bytes, None]], fresh: bool) -> List[Frame]:
        """Replaces facts and returns the views to evaluate again."""
        solver = self._solver
        solver.start_update()
        frames: List[Frame] = []
        stale: Dict[FileState, None] = {}
        gone: List[Frame] = []
        for path in sorted(changed):
            facts = changed[path]
            file = solver.files.get(path)
            if facts is None:
                if file is not None:
                    gone.extend(frame for code in file.codes for frame in code.frames)
                    for code in file.codes:
                        code.retire()
                    frames.extend(users_of(file, None))
                    self._note_modules(solver.modules.remove(file), frames, stale)
                    solver.note_calls_changed()
                    del solver.files[path]
                    self._edges.drop(file)
                    self._references.forget([file])
                continue
            new = file is None
            before = Version(file) if file is not None and not fresh else None
            if file is None:
                file = solver.files[path] = FileState(path, dotted_name(path), solver.packed_facts)
                names = solver.modules.add(file)
                solver.calls_version += 1
                if not fresh:
                    self._note_modules(names, frames, stale)
            lost = file.take(facts)
            if fresh:
                file.release()
            for code in lost:
                code.retire()
                gone.extend(code.frames)
                for cls in code.classes:
                    class_changed(solver, cls, None)
            if file.frame is None:
                file.frame = Frame(file.codes[0], None, None, ())
                file.codes[0].frames = (file.frame,)
            if before is not None:
                after = Version(file)
                frames.extend(self._changed_views(compare(before, after)))
                frames.extend(users_of(file, changed_names(before, after)))
            elif new and not fresh:
                frames.append(file.frame)
            solver.changed_files[file] = None
        self._table.forget(changed)
        if fresh:
            return frames
        for file in solver.files.values():
            file.import_values = {}
        solver.shrinking(partial(_remove_frames, solver, gone))
        for file in stale:
            if file.path in solver.files:
                frames.extend(frame for code in file.codes for frame in code.frames)
        return frames

    def _changed_views(self, edit: Edit) -> List[Frame]:
        """Views that an edit of one file makes it necessary to evaluate again; moved lines are put right at once."""
        solver = self._solver
        for code, by_lines in edit.moved:
            move_lines(code, by_lines)
        for code, name in edit.classes:
            for cls in code.classes:
                class_changed(solver, cls, name)
        frames = [frame for code in (*edit.changed, *edit.interfaces) for frame in code.frames]
        if edit.interfaces:
            assumed = [frame for code in edit.interfaces for frame in code.frames if frame.unknown]
            solver.shrinking(partial(withdraw_assumptions, solver, assumed))
            solver.note_calls_changed()
            frames.extend(views_calling(edit.interfaces, solver.files.values()))
        return frames

    def _note_modules(self, names: Iterable[str], frames: List[Frame], stale: Dict[FileState, None]) -> None:
        """Modules came or went: imports could mean them, and attributes of the packages around them."""
        modules = self._solver.modules
        for dotted in names:
            package, _, last = dotted.rpartition(".")
            frames.extend(each_reader(modules.lookers.get(dotted)))
            around = modules.by_name.get(package)
            if around is not None and around.frame is not None:
                frames.extend(each_reader(around.frame.variable(last).readers))
            stale.update(dict.fromkeys(self._importers(last)))

    def _importers(self, last: str) -> Iterable[FileState]:
        """Files whose imports could mean a module (by its last name: cheap, and to evaluate a few more is right)."""
        for other in self._solver.files.values():
            if other.reads_modules_otherwise and other.mentions(last.encode()):
                yield other
                continue
            for item in other.imports:
                if last == item["name"] or last in item["module"].split(".") or (item["level"] and not item["module"]):
                    yield other
                    break

    def _drop_unreachable(self) -> None:
        solver = self._solver
        while solver.calls_changed:
            solver.calls_changed = False
            solver.is_reach_new = True
            outdated = outdated_assumptions(solver)
            if outdated:
                solver.shrinking(partial(withdraw_assumptions, solver, outdated))
            gone = unreachable_frames(solver)
            if gone:
                solver.shrinking(partial(_remove_frames, solver, gone))

    def _is_solved_anew(self, changed: Mapping[str, Any]) -> bool:
        """Small projects always are: what the graph says then depends on nothing but the files."""
        solver = self._solver
        functions = sum(len(file.codes) for path, file in solver.files.items() if path not in changed)
        functions += sum(code_count(facts) for facts in changed.values() if facts is not None)
        return bool(solver.call_depth) or functions <= self.limits.functions_solved_anew

    def _solve_anew(self, changed: Mapping[str, Union[FileFacts, bytes, None]]) -> None:
        everything: Dict[str, Union[FileFacts, bytes, None]] = {
            path: file.packed or file.facts() for path, file in self._solver.files.items()
        }
        everything.update(changed)
        self._begin()
        self._solve_first({path: facts for path, facts in everything.items() if facts is not None})

    def _begin(self) -> None:
        """Drops everything but what other languages' linkers gave."""
        gc.unfreeze()
        self._solver.packed_facts.close()
        self._solver = Solver(self.limits)
        self._edges = EdgeIndex(self._solver, self._edges.foreign)
        self._table = SymbolTable(self._solver)
        self._references = ReferenceFinder(self._solver)

    def set_foreign_edges(self, path: str, edges: Sequence[Edge]) -> None:
        """Edges that another language's linker found in `path` replace those given before; they join all queries."""
        self._edges.set_foreign(path, edges)

    # -- keeping -------------------------------------------------------------------------------------------------

    @property
    def is_worth_keeping(self) -> bool:
        """Whether it takes longer to solve the project again than to read its solved state."""
        return bool(self._solver.files) and not self._solver.call_depth

    def state(self, check: Callable[[], None]) -> bytes:
        """All that was found out, for `resume` in another process. `check` may raise to stop in the middle."""
        return packed_state(self._solver, check)

    def resume(self, state: bytes, facts: Iterable[Tuple[str, bytes]]) -> None:
        """Goes on from a state instead of the first `update`; `facts` are the encoded ones it was solved from.

        Raises ValueError, and then is as before, when the state is damaged or some facts are missing.
        """
        solver = unpacked_state(self.limits, state)
        missing = set(solver.files)
        for path, packed in facts:
            if path in missing:
                missing.discard(path)
                solver.files[path].keep(packed, solver.packed_facts)
        if missing:
            solver.packed_facts.close()
            raise ValueError(f"no facts of {len(missing)} files")
        self._solver.packed_facts.close()
        self._solver = solver
        self._edges = EdgeIndex(solver, self._edges.foreign)
        self._table = SymbolTable(solver)
        self._references = ReferenceFinder(solver)
        if gc.isenabled():
            gc.freeze()

    # -- asking --------------------------------------------------------------------------------------------------

    def edges(self, include_external: bool = False, path: Optional[str] = None) -> List[Edge]:
        """All call edges, or those that start in one file. Externals: `<builtin>.len`, `os.path.join`, no file."""
        return self._edges.edges(include_external, path)

    def callees(self, symbol: SymbolId, include_external: bool = False) -> List[Edge]:
        """Edges out of one symbol (line 0 in the id matches any line). Empty for an unknown symbol."""
        return self._edges.callees(symbol, include_external)

    def callers(self, symbol: SymbolId) -> List[Edge]:
        """Edges into one symbol. A class's callers are those who make instances, with or without `__init__`."""
        return self._edges.callers(symbol)

    def direct_callers(self, symbol: SymbolId) -> List[Edge]:
        """Edges into one symbol, without those who make instances of a class that has no `__init__`."""
        return self._edges.direct_callers(symbol)

    def references(self, symbol: SymbolId) -> List[Reference]:
        """Places that use a symbol: calls, reads (passed on, stored, subclassed) and imports."""
        return self._references.references(symbol)

    def find(self, name: str, path: Optional[str] = None) -> List[SymbolRecord]:
        """Definitions a name can mean: `f`, `Class.method`, `module.Class.method`, or `file.py:f`; exact first."""
        return self._table.find(name, path)

    def symbols(self, path: Optional[str] = None) -> List[SymbolRecord]:
        """Every definition of one file or of all, without modules."""
        return self._table.symbols(path)

    def symbol_at(self, path: str, line: int) -> Optional[SymbolRecord]:
        """The innermost definition around a line; the module itself outside every definition."""
        return self._table.symbol_at(path, line)

    def definition(self, path: str, line: int, name: str) -> List[SymbolRecord]:
        """What an identifier used on a line (from 1) refers to: `name` is the identifier alone, also of an attribute.

        Empty when not known.
        """
        return values_at(self._solver, self._table, path, line, name)

    def imports(self, path: Optional[str] = None) -> List[ModuleImport]:
        """Which file imports which module, with the imported file where it is in the project."""
        return self._table.imports(path)

    def module_name(self, path: str) -> Optional[str]:
        """`pkg/mod.py` is `pkg.mod`, `pkg/__init__.py` is `pkg`; None for a path that was never given."""
        file = self._solver.files.get(path)
        return file.module if file is not None else None

    def paths(self) -> List[str]:
        """Files whose facts are in."""
        return sorted(self._solver.files)

    @property
    def truncated(self) -> Dict[str, int]:
        """Which limits were reached in the last update and how often (empty when none)."""
        return dict(self._solver.truncated)


def _remove_frames(solver: Solver, frames: Iterable[Frame]) -> None:
    for frame in frames:
        solver.remove_frame(frame)
