"""Code that no known call reaches: a library's functions are analysed, too, with unknown parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterable, List, Set

from ..languages.python import ops
from .arguments import Arguments
from .calls import bind_arguments
from .code import Code, FileState
from .frames import Frame
from .mro import look_up, resolution_order
from .reachability import called_from_modules, reached_from_modules
from .values import ClassValue, FunctionValue, InstanceValue, Value

if TYPE_CHECKING:
    from .solver import Solver

#: How often functions are looked for that nothing has led to yet.
_MOST_ROUNDS = 5
#: Closures of one function that are looked at without a caller, at most.
_MOST_CLOSURES = 4
#: Classes whose objects are tried as `self` of a method nobody calls, in a large project.
_MOST_ASSUMED_RECEIVERS = 8


def evaluate_modules(solver: Solver, files: Iterable[FileState]) -> None:
    for file in files:
        if file.frame is not None:
            solver.enqueue(file.frame)
    solver.run()


def evaluate_unreached(solver: Solver, files: Iterable[FileState]) -> None:
    """Gives every function that no module leads to a view of its own, until that reaches nothing new.

    In the same order after an edit as the first time, or what is assumed would depend on the edits before.
    """
    reached = reached_from_modules(solver)
    called = called_from_modules(solver)
    candidates = [
        code
        for file in files
        for code in file.codes
        if code not in called and not code.flags & ops.IS_CLASS and code.kind != "module"
    ]
    for number in range(_MOST_ROUNDS):
        seeds: List[Frame] = []
        for code in candidates:
            if not code.frames:
                wanted = number > 0 or _is_static(code) or _is_made_in(code, reached)
            else:
                wanted = number == 0 and solver.is_reach_new and _lacks_view(solver, code, reached)
            if wanted:
                seeds.extend(_views_without_caller(solver, code))
        if not seeds and number > 0:
            break
        for frame in seeds:
            solver.enqueue(frame)
        solver.run()
        give_receivers(solver)


def _lacks_view(solver: Solver, code: Code, reached: Set[Frame]) -> bool:
    """Whether only functions without callers lead here: what is assumed for them is not all that can be."""
    if code in solver.tolerated_codes or any(frame.unknown for frame in code.frames):
        return False
    return _is_static(code) or _is_made_in(code, reached)


def _is_made_in(code: Code, frames: Set[Frame]) -> bool:
    return any(function.env in frames for function in code.functions)


def _views_without_caller(solver: Solver, code: Code) -> List[Frame]:
    if not code.functions and _is_static(code):
        solver.static_value(code)
    if any(function.env is not None and function.env.dead for function in code.functions):
        code.functions = tuple(f for f in code.functions if f.env is None or not f.env.dead)
    views: List[Frame] = []
    for function in code.functions[:_MOST_CLOSURES]:
        frame = solver.frame_for(function, solver.root, ("unknown",), Arguments())
        frame.unknown = True
        views.append(frame)
        bind_arguments(solver, solver.root, function, frame, Arguments())
        _give_receiver(solver, frame, function)
    return views


def _is_static(code: Code) -> bool:
    owner = code.owner
    while owner is not None and owner.is_class:
        owner = owner.owner
    return owner is None or owner.kind == "module"


def give_receivers(solver: Solver) -> None:
    """Methods without callers get the objects of classes that have come to be known since."""
    while solver.news_of_classes:
        classes, solver.news_of_classes = solver.news_of_classes, {}
        for cls in classes:
            for item in resolution_order(solver, cls, solver.root):
                if isinstance(item, ClassValue):
                    for number in item.code.members.values():
                        _give_to_views(solver, item.code.file.codes[number])
                    for code in _decorated_methods(item):
                        _give_to_views(solver, code)
        solver.run()


def _decorated_methods(cls: ClassValue) -> List[Code]:
    return [
        value.code
        for cell in (cls.frame.variables.values() if cls.frame is not None else ())
        for value in cell.values
        if isinstance(value, FunctionValue) and value.owner is cls
    ]


def _give_to_views(solver: Solver, code: Code) -> None:
    for frame in code.frames:
        if frame.unknown and isinstance(frame.function, FunctionValue):
            _give_receiver(solver, frame, frame.function)


def withdraw_lost_receivers(solver: Solver) -> None:
    """Takes back objects as `self` whose class no longer derives from the method's."""
    for file in solver.files.values():
        for code in file.codes:
            for frame in code.frames:
                function = frame.function
                if frame.unknown and function.__class__ is FunctionValue and function.owner is not None:  # type: ignore[union-attr]
                    below = {function.owner, *solver.subclasses(function.owner)}  # type: ignore[union-attr, arg-type]
                    for value in frame.parameter(0).values:
                        if (value.cls if isinstance(value, InstanceValue) else value) not in below:
                            solver.withdraw(solver.root, frame.parameter(0), value)


def _give_receiver(solver: Solver, frame: Frame, function: FunctionValue) -> None:
    """`self` of a method nobody calls: any object whose class has this very method."""
    cls = function.owner
    if cls is None or _is_plain_static(function):
        return
    cell = frame.parameter(0)
    if not solver.call_depth and len(cell.values) >= _MOST_ASSUMED_RECEIVERS:
        return
    receivers: List[Value] = []
    for candidate in (cls, *solver.subclasses(cls)):
        if len(receivers) >= _MOST_ASSUMED_RECEIVERS and not solver.call_depth:
            break
        found, _ = look_up(solver, candidate, function.code.name, solver.root)
        if (
            candidate is not cls
            and function not in found
            and not any(getattr(item, "function", None) is function for item in found)
        ):
            continue
        if _wants_class(solver, candidate, function):
            receivers.append(candidate)
        else:
            receivers.extend(candidate.sites.values() or (solver.instance(candidate, None),))
    most = solver.limits.values_per_variable if solver.call_depth else _MOST_ASSUMED_RECEIVERS
    for receiver in receivers[:most]:
        if cell.add(receiver, solver.root):
            solver.notify(cell)
            solver.enqueue(frame)


def _is_plain_static(function: FunctionValue) -> bool:
    return "staticmethod" in function.code.decorators


def _wants_class(solver: Solver, cls: ClassValue, function: FunctionValue) -> bool:
    if function.code.name in ("__new__", "__init_subclass__", "__class_getitem__"):
        return True
    return "classmethod" in function.code.decorators
