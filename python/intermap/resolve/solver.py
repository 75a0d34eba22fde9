"""The fixed point: views are evaluated until no cell changes any more."""

from __future__ import annotations

import sys
from collections import deque
from typing import Any, Callable, Deque, Dict, Iterable, List, Optional, Set, Tuple

from ..languages.python import ops
from .arguments import Arguments
from .cells import BLURRED, Cell, ClassCell, ReceiverCell, each_reader
from .circles import Circles, circles_of, hidden
from .code import Code, FileState
from .frames import Frame, entries
from .model import Limits
from .modules import ModuleTable
from .mro import class_changed
from .packed_facts import PackedFacts
from .values import (
    BoundMethod,
    BuiltinValue,
    ClassValue,
    ContainerMethod,
    ContainerValue,
    ExternalValue,
    FunctionValue,
    GeneratorValue,
    InstanceValue,
    LiteralValue,
    ModuleValue,
    NamespaceValue,
    PartialText,
    PartialValue,
    SliceValue,
    Value,
    Values,
    union,
)

#: How deep calls are followed at once before the rest waits in the queue (Python's own stack is bounded).
_DEEPEST_IMMEDIATE_EVALUATION = 24
#: How much of a large project is searched for values that feed themselves, after an edit.
_MOST_STEPS_ROUND_CIRCLES = 20_000
#: A view of a large project that gives more (a long module body) is not doubted: its variables come back to it in a
#: hundred ways, and to take them back would be to solve half the project again.
_MOST_GIVEN_IN_DOUBT = 40
#: Files whose constants and scopes are held unpacked at a time (their ops stay packed until they run).
_MOST_UNPACKED_FILES = 80

_ALWAYS_FOLLOWED = frozenset((FunctionValue, ClassValue, InstanceValue, BoundMethod, PartialValue, ModuleValue))
_NEVER_FOLLOWED = frozenset(
    (LiteralValue, ExternalValue, BuiltinValue, ContainerMethod, NamespaceValue, PartialText, SliceValue)
)


def _is_telling(frame: Frame, value: Value) -> bool:
    """Whether the value can matter to a call elsewhere; the frame is run again should that change."""
    kind = value.__class__
    if kind in _NEVER_FOLLOWED:
        return False
    if kind is ContainerValue:
        return bool(value.all.read(frame))  # type: ignore[attr-defined]
    if kind is GeneratorValue:
        return bool(value.frame.yields().read(frame) or value.frame.returned.read(frame))  # type: ignore[attr-defined]
    return True


class Solver:
    """All state of one project's analysis."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.files: Dict[str, FileState] = {}
        self.modules = ModuleTable()
        self.packed_facts = PackedFacts()
        self.truncated: Dict[str, int] = {}
        self.call_depth = 0
        self._value_limit = limits.values_per_variable_in_large_projects
        self.raised = Cell()
        #: Whether some view calls others than before, so that views may have lost or found their callers.
        self.calls_changed = False
        #: Counts on whenever that happens.
        self.calls_version = 0
        #: Views and code that the modules lead to, as of that count.
        self.kept_reach: Optional[Tuple[int, Set[Frame], Set[Code]]] = None
        #: Whether some class no longer has a base that it had.
        self.lost_bases = False
        #: Classes with new objects or new bases, for methods that are looked at without a caller.
        self.news_of_classes: Dict[ClassValue, None] = {}
        self.root = Frame(Code(FileState("", "", self.packed_facts), ""), None, None, ())
        self.root.begin_evaluation()
        #: Views that stay although nobody needs them (reachability.py).
        self.tolerated: Set[Frame] = set()
        #: Code that only functions without callers lead to, since the first solving.
        self.tolerated_codes: Set[Code] = set()
        #: Whether calls changed in this update.
        self.is_reach_new = False
        self.recorder: Optional[Any] = None
        self._interned: Dict[Tuple[Any, ...], Any] = {}
        self._literals: Dict[Any, LiteralValue] = {}
        self._frames: Dict[Tuple[Any, ...], Frame] = {}
        self._queues: Dict[FileState, Deque[Frame]] = {}
        self._depth = 0
        self._update = 0
        self._steps_left = 0
        self.work_left = sys.maxsize
        self._subclasses: Dict[ClassValue, List[ClassValue]] = {}
        self._made_classes: Dict[Any, ClassValue] = {}
        self._made_by: Dict[ClassValue, Cell] = {}
        self._given: Dict[Cell, Values] = {}
        self._shrinking = False
        self._postponed: Dict[Frame, None] = {}
        self.changed_files: Dict[FileState, None] = {}
        self._unpacked: Deque[FileState] = deque()

    # -- values --------------------------------------------------------------------------------------------------

    def intern(self, kind: Any, *parts: Any) -> Any:
        key = (kind, *parts)
        value = self._interned.get(key)
        if value is None:
            value = self._interned[key] = kind(*parts)
        return value

    def literal(self, content: Any) -> LiteralValue:
        """By far the most interned values: kept apart, for shorter keys."""
        value = self._literals.get(content)
        if value is None:
            value = self._literals[content] = LiteralValue(content)
        return value

    def module_value(self, file: FileState) -> ModuleValue:
        if file.value is None:
            file.value = ModuleValue(file)
        return file.value

    def static_value(self, code: Code) -> Value:
        """The only value of a function or class that is not made inside a function."""
        if code.is_class:
            if code.static_class is None:
                code.static_class = ClassValue(code, None)
                code.classes = (*code.classes, code.static_class)
            return code.static_class
        if code.static_function is None:
            owner = code.owner
            cls = self.static_value(owner) if owner is not None and owner.is_class else None
            code.static_function = FunctionValue(code, None, cls)  # type: ignore[arg-type]
            code.functions = (*code.functions, code.static_function)
        return code.static_function

    def function_value(self, code: Code, env: Optional[Frame], owner: Optional[ClassValue]) -> FunctionValue:
        if env is None:
            return self.static_value(code)  # type: ignore[return-value]
        key = (FunctionValue, code, env, owner)
        value = self._interned.get(key)
        if value is None:
            value = self._interned[key] = FunctionValue(code, env, owner)
            code.functions = (*code.functions, value)
        return value  # type: ignore[no-any-return]

    def class_value(self, code: Code, env: Optional[Frame]) -> ClassValue:
        if env is None:
            return self.static_value(code)  # type: ignore[return-value]
        key = (ClassValue, code, env)
        value = self._interned.get(key)
        if value is None:
            value = self._interned[key] = ClassValue(code, env)
            code.classes = (*code.classes, value)
        return value  # type: ignore[no-any-return]

    def made_class(self, site: Any, fields: List[str]) -> ClassValue:
        """A class that no `class` statement made: of a named tuple, or of `types.SimpleNamespace` objects."""
        cls = self._made_classes.get(site)
        if cls is None:
            file = FileState("", "", self.packed_facts)
            scope = {"symbol": 0, "ops": [], "flags": ops.IS_CLASS}
            symbol = {"qualname": "", "name": "", "kind": "class", "line": 0}
            facts: Any = {"names": {}, "imports": [], "constants": [], "scopes": [scope], "symbols": [symbol]}
            file.take(facts)
            cls = self._made_classes[site] = ClassValue(file.codes[0], None)
            cls.bases = [ClassCell(cls, None)]
        names = [[name, -1, 0] for name in fields]
        if cls.code.fields != names:
            cls.code.fields = names
        return cls

    def made_by(self, metaclass: ClassValue) -> Cell:
        """The classes a metaclass has made."""
        cell = self._made_by.get(metaclass)
        if cell is None:
            cell = self._made_by[metaclass] = Cell()
        return cell

    def direct_subclasses(self, cls: ClassValue) -> List[ClassValue]:
        """Classes with this base."""
        return [below for below in cls.below if any(cls in cell.values for cell in below.bases)]

    def forget_subclasses(self) -> None:
        self._subclasses = {}

    def subclasses(self, cls: ClassValue) -> List[ClassValue]:
        """All known classes below this one."""
        kept = self._subclasses.get(cls)
        if kept is not None:
            return kept
        found: Dict[ClassValue, None] = {}
        pending = [cls]
        while pending:
            for below in self.direct_subclasses(pending.pop()):
                if below not in found:
                    found[below] = None
                    pending.append(below)
        kept = self._subclasses[cls] = list(found)
        return kept

    def instance(self, cls: ClassValue, site: Any) -> InstanceValue:
        if self.call_depth == 0 or len(cls.sites) >= self.limits.contexts_per_function:
            site = None
        value = cls.sites.get(site)
        if value is None:
            value = cls.sites[site] = InstanceValue(cls, site)
            self.news_of_classes[cls] = None
        return value

    def forget_findings(self) -> None:
        """Drops what can be found again: a quarter of what the first solving leaves behind."""
        self._subclasses = {}
        for file in self.files.values():
            file.forget_findings()
            for code in file.codes:
                for cls in code.classes:
                    cls.order = None
                    cls.found = {}

    # -- views ---------------------------------------------------------------------------------------------------

    def frame_for(self, function: FunctionValue, caller: Frame, site: Any, arguments: Arguments) -> Frame:
        """The view of a function from a call site."""
        code = function.code
        chain: Tuple[Any, ...] = ()
        if self.call_depth:
            chain = (*caller.chain, (caller.code, site))[-self.call_depth :]
        elif code.flags & ops.IS_POLYMORPHIC and arguments.telling():
            chain = ((caller.code, site),)
        frame = self._frames.get((function, chain))
        if frame is None:
            limits = self.limits
            bound = limits.decorated_per_decorator if arguments.decorates else limits.contexts_per_function
            if chain and code.contexts >= bound:
                self.note_truncated("contexts_per_function")
                chain = ()
                frame = self._frames.get((function, chain))
                if frame is not None:
                    return frame
            code.contexts += 1
            frame = self._frames[(function, chain)] = Frame(code, function, function.env, chain)
            code.frames = (*code.frames, frame)
        return frame

    def body_frame(self, cls: ClassValue) -> Frame:
        """The view of a class body."""
        if cls.frame is None:
            cls.frame = Frame(cls.code, cls, cls.env, ())
            cls.code.frames = (*cls.code.frames, cls.frame)
        return cls.frame

    # -- giving values -------------------------------------------------------------------------------------------

    def push(self, frame: Frame, cell: Cell, values: Values) -> None:
        """During an evaluation of `frame`: it puts these values into the cell."""
        if not values:
            return
        if self._shrinking:
            values = self._without_new(frame, cell, values)
        given = self._given
        before = given.get(cell)
        if before is None:
            given[cell] = values
            if frame.given.get(cell) == values:
                return  # as in the last evaluation: all there
        else:
            given[cell] = union(before, values)
        if cell.support is None and len(values) == 1:
            # The usual case; the tuple is shared with what the frame has given.
            cell.support = frame
            cell.values = values
            self.notify(cell)
            return
        self.work_left -= len(values)
        for value in values:
            support: Any = cell.support
            if support.__class__ is dict:
                present = support.get(value)
                if present is BLURRED:
                    continue
            else:
                present = support if support is not None and cell.values[0] is value else None
            if present is frame:
                continue
            if present is None:
                if support is not None and not cell.values:
                    continue  # blurred
                if len(cell.values) >= self._value_limit and not self._has_room(cell):
                    continue
                cell.add(value, frame)
                self.notify(cell)
            else:
                cell.add(value, frame)

    def _without_new(self, frame: Frame, cell: Cell, values: Values) -> Values:
        """While values leave, nothing new arrives: that waits for the frame's next evaluation."""
        present = tuple(value for value in values if cell.supporter_of(value) is not None)
        if len(present) != len(values):
            self._postponed[frame] = None
        return present

    def _has_room(self, cell: Cell) -> bool:
        """A full cell takes nothing more; in a large project an ordinary one then says nothing at all."""
        limits = self.limits
        if self.call_depth or cell.wide:
            receiver = cell.__class__ is ReceiverCell and not self.call_depth
            if len(cell.values) < limits.values_per_variable and not receiver:
                return True
            self.note_truncated("values_per_variable")
            return False
        self.note_truncated("values_per_variable_in_large_projects")
        cell.blur()
        self.notify(cell)
        return False

    def pass_on(self, frame: Frame, cell: Cell, values: Values) -> None:
        """`push` for what crosses from one function or container to another.

        In a large project only what calls can depend on is followed there: empty lists, keys and things outside the
        project would soon fill every parameter.
        """
        if values and not self.call_depth:
            for value in values:
                if value.__class__ not in _ALWAYS_FOLLOWED:
                    values = tuple(value for value in values if _is_telling(frame, value))
                    break
        if values:
            self.push(frame, cell, values)

    def given_now(self, cell: Cell) -> Values:
        """What the running evaluation has given to a cell so far."""
        return self._given.get(cell, ())

    def notify(self, cell: Cell) -> None:
        if cell.__class__ is ClassCell:
            if cell.name is None:  # type: ignore[attr-defined]
                self.news_of_classes[cell.owner] = None  # type: ignore[attr-defined]
                self._subclasses = {}
                for base in cell.values:
                    if base.__class__ is ClassValue:
                        base.below[cell.owner] = None  # type: ignore[attr-defined]
                        for reader in each_reader(base.lookers.get("__subclasses__")):  # type: ignore[attr-defined]
                            self.enqueue(reader)
            class_changed(self, cell.owner, cell.name)  # type: ignore[attr-defined]
        for reader in each_reader(cell.readers):
            self.enqueue(reader)

    def note_calls_changed(self) -> None:
        """Some view calls others than before, or there are other views."""
        self.calls_changed = True
        self.calls_version += 1

    def note_truncated(self, limit: str) -> None:
        self.truncated[limit] = self.truncated.get(limit, 0) + 1

    # -- the queue -----------------------------------------------------------------------------------------------

    def enqueue(self, frame: Frame) -> None:
        if frame.queued or frame.dead or frame is self.root:
            return
        frame.queued = True
        file = frame.code.file
        queue = self._queues.get(file)
        if queue is None:
            queue = self._queues[file] = deque()
        queue.append(frame)

    def run(self) -> None:
        """Until the queue is empty, file by file, so that few files' facts are unpacked at a time."""
        while self._queues:
            file = next(iter(self._queues))
            queue = self._queues[file]
            while queue:
                frame = queue.popleft()
                if frame.queued:
                    self.evaluate(frame)
            if not queue and self._queues.get(file) is queue:
                del self._queues[file]

    def evaluate_soon(self, frame: Frame) -> None:
        """A view that was never evaluated: at once when the stack allows it, so that its results are there."""
        if frame.evaluations or frame.active or frame.dead:
            return
        if self._depth < _DEEPEST_IMMEDIATE_EVALUATION and not self._shrinking:
            self.evaluate(frame)
        else:
            self.enqueue(frame)

    def evaluate(self, frame: Frame) -> None:
        from .evaluator import run_ops

        frame.queued = False
        if frame.dead or frame.code.number < 0:
            return  # of code that an edit removed
        if frame.active:
            self.enqueue(frame)
            return
        if frame.update != self._update:
            frame.update = self._update
            frame.evaluations = min(frame.evaluations, 1)
        if frame.evaluations >= self.limits.evaluations_per_view:
            self.note_truncated("evaluations_per_view")
            return
        frame.evaluations += 1
        frame.active = True
        outer_given, self._given = self._given, {}
        called = frame.called
        self._depth += 1
        try:
            self._keep_unpacked(frame.code.file)
            run_ops(self, frame)
        finally:
            self._depth -= 1
            given, self._given = self._given, outer_given
            frame.active = False
        self.changed_files[frame.code.file] = None
        if len(called) != len(frame.called) or set(called) != set(frame.called):
            self.note_calls_changed()
        if frame.evaluations <= self.limits.evaluations_before_growing_only:
            before, frame.given = frame.given, given
            self._withdraw_missing(frame, before, given)
        else:
            frame.given = {**frame.given, **{c: union(frame.given.get(c, ()), values) for c, values in given.items()}}
        frame.end_evaluation()

    def _keep_unpacked(self, file: FileState) -> None:
        if not file.is_open:
            self._unpacked.append(file)
            if len(self._unpacked) > _MOST_UNPACKED_FILES:
                self._unpacked.popleft().release()

    def _withdraw_missing(self, frame: Frame, before: Dict[Cell, Values], given: Dict[Cell, Values]) -> None:
        for cell, values in before.items():
            now = given.get(cell)
            if now is values or now == values:
                continue
            for value in values:
                if now is None or value not in now:
                    self.withdraw(frame, cell, value)

    def withdraw(self, frame: Frame, cell: Cell, value: Value) -> None:
        gone = cell.withdraw(value, frame)
        if not gone and self._shrinking and cell.supporter_of(value) is not None:
            gone = self._doubt(cell, value)
        if gone:
            self.lost_bases = self.lost_bases or (cell.__class__ is ClassCell and cell.name is None)  # type: ignore[attr-defined]
            self.notify(cell)
            if self._shrinking:
                self._follow(cell, value)

    def _doubt(self, cell: Cell, value: Value) -> bool:
        """Its supporters may give a value only because it comes back to them: they must say so again."""
        supporters = cell.supporters(value)
        if self.root in supporters or BLURRED in supporters or self._is_held_from_outside(cell, value, supporters):
            return False
        for supporter in supporters:
            self._take_from_given(supporter, cell, value)
        cell.drop(value)
        return True

    def _is_held_from_outside(self, cell: Cell, value: Value, supporters: Tuple[Frame, ...]) -> bool:
        """Whether one of its supporters has the value from elsewhere than this cell: then it stays."""
        circular = set(supporters)
        seen = {cell}
        pending = [cell]
        while pending and self._steps_left > 0:
            for reader in each_reader(pending.pop().readers):
                circular.discard(reader)
                if not circular:
                    return False
                self._steps_left -= 1
                for target, values in entries(reader.given):
                    if value in values and target not in seen:
                        seen.add(target)
                        pending.append(target)
        return True

    def _take_from_given(self, frame: Frame, cell: Cell, value: Value) -> None:
        """The view must say again that it gives this."""
        self._postponed[frame] = None
        if value in frame.given_to(cell):
            frame.take_back(cell, value)

    def _follow(self, cell: Cell, value: Value) -> None:
        """A value that left a cell leaves those, too, to which readers pass it on: round a circle it would stay."""
        pending = [cell]
        while pending and self._steps_left > 0:
            for reader in each_reader(pending.pop().readers):
                if reader.dead:
                    continue
                given = list(entries(reader.given))
                self._steps_left -= len(given)
                targets = [target for target, values in given if value in values]
                for target in targets:
                    self._take_from_given(reader, target, value)
                    gone = target.withdraw(value, reader)
                    if gone or (target.supporter_of(value) is not None and self._doubt(target, value)):
                        self.notify(target)
                        pending.append(target)

    # -- changes -------------------------------------------------------------------------------------------------

    def settle(self, frames: Iterable[Frame]) -> None:
        """Evaluates views of changed code again."""
        frames = list(frames)

        def change() -> None:
            for frame in frames:
                self.enqueue(frame)
            self.run()
            self._doubt_circles(frames)

        self.shrinking(change)

    def _doubt_circles(self, frames: Iterable[Frame]) -> None:
        """Takes back what changed views give only because it came back to them; what follows from it leaves, too."""
        for frame in frames:
            if frame.dead or self._steps_left <= 0:
                continue
            if not self.call_depth and len(list(entries(frame.given))) > _MOST_GIVEN_IN_DOUBT:
                continue
            circles, steps = circles_of(frame, self._steps_left)
            self._steps_left -= steps
            if not circles:
                continue
            still_given = self._given_without(frame, circles)
            for cell, value in circles:
                if value not in still_given.get(cell, ()):
                    self._postponed[frame] = None
                    frame.take_back(cell, value)
                    self.withdraw(frame, cell, value)

    def _given_without(self, frame: Frame, circles: Circles) -> Dict[Cell, Values]:
        """What the view would give if what comes back to it were not there. Nothing changes."""
        from .evaluator import run_ops

        found = frame.given, frame.edges, frame.externals, frame.made, frame.called
        frame.active = True
        outer_given, self._given = self._given, {}
        try:
            with hidden(self, circles):
                run_ops(self, frame)
        finally:
            given, self._given = self._given, outer_given
            frame.active = False
            frame.given, frame.edges, frame.externals, frame.made, frame.called = found
        frame.phis = None
        return given

    def shrinking(self, change: Callable[[], Any]) -> None:
        """Makes a change: first everything leaves that followed from what it takes away, then new values arrive."""
        self._shrinking = True
        try:
            change()
            self.run()
        finally:
            self._shrinking = False
        postponed, self._postponed = self._postponed, {}
        for frame in postponed:
            self.enqueue(frame)
        self.run()

    def remove_frame(self, frame: Frame) -> None:
        """A view nobody needs any more: what it gave is withdrawn."""
        frame.dead = True
        self.tolerated.discard(frame)
        frame.queued = False
        self.note_calls_changed()
        if frame in frame.code.frames:
            frame.code.frames = tuple(other for other in frame.code.frames if other is not frame)
            frame.code.contexts = max(0, frame.code.contexts - 1)
        if frame.function is not None:
            self._frames.pop((frame.function, frame.chain), None)
        if isinstance(frame.function, ClassValue) and frame.function.frame is frame:
            frame.function.frame = None
        for cell, values in entries(frame.given):
            for value in values:
                self.withdraw(frame, cell, value)
        frame.given = ()
        self.changed_files[frame.code.file] = None

    def start_update(self) -> None:
        self.truncated = {}
        self.changed_files = {}
        self.calls_changed = False
        self.is_reach_new = False
        self.lost_bases = False
        self._steps_left = _MOST_STEPS_ROUND_CIRCLES if not self.call_depth else sys.maxsize
        self._update += 1
