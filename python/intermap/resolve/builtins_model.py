"""Builtin functions that call project code, hand back what they got, or make containers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict

from .arguments import Arguments
from .values import EMPTY, BuiltinValue, GeneratorValue, Values, union

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver

Model = Callable[["Solver", "Frame", Arguments, int, Any], Values]


def call_builtin(
    solver: Solver, frame: Frame, value: BuiltinValue, arguments: Arguments, line: int, site: Any
) -> Values:
    name = value.name
    bound = _BOUND.get(name)
    if name == "identity":
        return arguments.at(0)
    if bound is not None:
        return bound(solver, frame, arguments, line, site)
    if "." in name:
        kind, _, method = name.partition(".")
        if kind == "text":
            return text_method(solver, method, arguments)
        if kind == "namespace":
            return call_namespace(solver, frame, method, arguments, line, site)
        if kind in CONTAINER_NAMES:
            return call_unbound(solver, frame, kind, method, arguments, line, site)
        return EMPTY
    frame.externals.setdefault(f"<builtin>.{name}", line)
    model = MODELS.get(name)
    return model(solver, frame, arguments, line, site) if model is not None else EMPTY


def _generator_next(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    result: Values = EMPTY
    for value in arguments.at(0):
        if isinstance(value, GeneratorValue):
            result = union(result, value.frame.yields().read(frame))
    return result


def _generator_send(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    for value in arguments.at(0):
        if isinstance(value, GeneratorValue):
            solver.push(frame, value.frame.sends(), arguments.at(1))
    return _generator_next(solver, frame, arguments, line, site)


_BOUND: Dict[str, Model] = {
    "generator.__next__": _generator_next,
    "generator.__anext__": _generator_next,
    "generator.asend": _generator_send,
    "generator.send": _generator_send,
    "dispatch.register": lambda s, f, a, n, i: register(s, f, a, n, i),
    "wraps.apply": lambda s, f, a, n, i: wrapped_by(s, f, a, n, i),
}


MODELS: Dict[str, Model] = {}


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .attributes import CONTAINER_NAMES
from .container_methods import call_unbound
from .dispatch_model import register
from .iteration_builtins import ITERATION_MODELS
from .library_objects import wrapped_by
from .namespaces import call_namespace
from .object_builtins import OBJECT_METHODS, OBJECT_MODELS
from .texts import text_method

MODELS.update({**ITERATION_MODELS, **OBJECT_MODELS})
_BOUND.update(OBJECT_METHODS)
