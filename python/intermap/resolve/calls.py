"""Calling values: functions, classes, bound methods and what the library models know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Tuple

from ..languages.python import ops
from .arguments import Arguments, arguments_of
from .mro import external_bases, is_subclass, look_up, metaclasses
from .values import (
    EMPTY,
    BoundMethod,
    BuiltinValue,
    ClassValue,
    ContainerMethod,
    ContainerValue,
    ExternalValue,
    FunctionValue,
    GeneratorValue,
    GetterValue,
    InstanceValue,
    PartialValue,
    PropertyPart,
    Value,
    Values,
    WrappedMethod,
    union,
)

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver


def call_op(solver: Solver, frame: Frame, vals: List[Values], op: List[Any], slot: int) -> Values:
    """A CALL op. A decorator that nobody can look into is taken to hand its function back."""
    callees = vals[op[1]]
    if not callees:
        return vals[op[3][0]] if op[5] else EMPTY
    arguments = arguments_of(solver, frame, vals, op, slot)
    result: Values = EMPTY
    if len(callees) == 1:
        result = call_value(solver, frame, callees[0], arguments, op[2], slot)
    else:
        for callee, given in _by_function(callees, arguments):
            result = union(result, call_value(solver, frame, callee, given, op[2], slot))
    if op[5] and not result and not any(isinstance(callee, FunctionValue) for callee in callees):
        return vals[op[3][0]]
    return result


def _by_function(callees: Values, arguments: Arguments) -> List[Tuple[Value, Arguments]]:
    """Methods of several objects that are one function are called once, with all the objects as receivers."""
    receivers: Dict[Value, List[Value]] = {}
    calls: List[Tuple[Value, Arguments]] = []
    for callee in callees:
        if callee.__class__ is BoundMethod and callee.function.__class__ is FunctionValue:  # type: ignore[attr-defined]
            receivers.setdefault(callee.function, []).append(callee.receiver)  # type: ignore[attr-defined]
        else:
            calls.append((callee, arguments))
    for function, objects in receivers.items():
        calls.append((function, arguments.with_receiver(tuple(objects))))
    return calls


def call_value(
    solver: Solver, frame: Frame, callee: Value, arguments: Arguments, line: int, site: Any, depth: int = 0
) -> Values:
    """Calls one value from a view; edges are recorded there. Returns what the call gives."""
    kind = callee.__class__
    if kind is FunctionValue:
        result = call_function(solver, frame, callee, arguments, line, site)  # type: ignore[arg-type]
        if callee.code.patched and frame.code.file is callee.code.file:  # type: ignore[attr-defined]
            for other in frame.code.file.frame.variable(callee.code.name).read(frame):  # type: ignore[attr-defined, union-attr]
                if other is not callee and other.__class__ is FunctionValue:
                    result = union(result, call_function(solver, frame, other, arguments, line, site))  # type: ignore[arg-type]
        return result
    if depth > 12:
        return EMPTY
    if kind is BoundMethod:
        given = arguments.with_receiver((callee.receiver,))  # type: ignore[attr-defined]
        return call_value(solver, frame, callee.function, given, line, site, depth + 1)  # type: ignore[attr-defined]
    if kind is ClassValue:
        return instantiate(solver, frame, callee, arguments, line, site)  # type: ignore[arg-type]
    if kind is ExternalValue:
        return call_external(solver, frame, callee, arguments, line, site)  # type: ignore[arg-type]
    if kind is BuiltinValue:
        return call_builtin(solver, frame, callee, arguments, line, site)  # type: ignore[arg-type]
    if kind is InstanceValue:
        return call_instance(solver, frame, callee, arguments, line, site, depth)  # type: ignore[arg-type]
    if kind is ContainerMethod:
        return call_method(solver, frame, callee, arguments, line, site)  # type: ignore[arg-type]
    if kind is PartialValue:
        return call_partial(solver, frame, callee, arguments, line, site, depth)  # type: ignore[arg-type]
    if kind is PropertyPart:
        return set_property_part(solver, frame, callee, arguments)  # type: ignore[arg-type]
    if kind is WrappedMethod:
        return call_value(solver, frame, callee.function, arguments, line, site, depth + 1)  # type: ignore[attr-defined]
    if kind is GetterValue:
        return call_getter(solver, frame, callee, arguments, line, site)  # type: ignore[arg-type]
    return EMPTY


def call_function(
    solver: Solver, frame: Frame, function: FunctionValue, arguments: Arguments, line: int, site: Any
) -> Values:
    """A call of project code: an edge, arguments into parameters, the result out."""
    code = function.code
    if code.number < 0:
        return EMPTY  # Removed by an edit.
    frame.edges.setdefault(code, line)
    callee = solver.frame_for(function, frame, site, arguments)
    frame.called[callee] = None  # type: ignore[index]
    bind_arguments(solver, frame, function, callee, arguments)
    solver.evaluate_soon(callee)
    if code.flags & ops.IS_GENERATOR:
        return (solver.intern(GeneratorValue, callee, "generator"),)
    if code.flags & ops.IS_ASYNC:
        return (solver.intern(GeneratorValue, callee, "coroutine"),)
    return callee.returned.read(frame)


def bind_arguments(solver: Solver, frame: Frame, function: FunctionValue, callee: Frame, arguments: Arguments) -> None:
    """Arguments to parameters by place and name, extra ones into `*rest` and `**keywords`, defaults for the missing."""
    code = function.code
    parameters = code.parameters
    if parameters is None:
        return
    positional = parameters["positional"]
    count = len(positional)
    push = solver.pass_on
    supplied = set()
    rest_place = parameters.get("rest")
    for place, values in enumerate(arguments.positional):
        if place < count:
            supplied.add(place)
            if values:
                push(frame, callee.parameter(place), values)
        elif rest_place is not None:
            _into_rest(solver, frame, callee, rest_place, place - count, values)
    if rest_place is not None:
        container = _packed(solver, frame, callee, rest_place, "tuple")
        if not arguments.rest and (solver.call_depth or container.length is None):
            container.length = max(0, len(arguments.positional) - count)
        if arguments.rest:
            push(frame, container.unkeyed, arguments.rest)
            push(frame, container.all, arguments.rest)
    if arguments.rest:
        for place in range(len(arguments.positional), count):
            push(frame, callee.parameter(place), arguments.rest)
    if arguments.named or arguments.any_named:
        _bind_named(solver, frame, callee, parameters, arguments, supplied)
    elif "keywords" in parameters:
        _packed(solver, frame, callee, parameters["keywords"], "dict")
    if function.defaults is not None and frame is not solver.root:
        for place, cell in function.defaults.items():
            if place not in supplied:
                push(frame, callee.parameter(place), cell.read(frame))


def _bind_named(
    solver: Solver, frame: Frame, callee: Frame, parameters: Any, arguments: Arguments, supplied: Any
) -> None:
    positional = parameters["positional"]
    first = parameters.get("positional_only", 0)
    keyword_only = parameters.get("keyword_only", ())
    keywords = parameters.get("keywords")
    if keywords is not None:
        _packed(solver, frame, callee, keywords, "dict")
    for name, values in arguments.named.items():
        if name in positional and positional.index(name) >= first:
            place = positional.index(name)
        elif name in keyword_only:
            place = parameters["keyword_only_from"] + keyword_only.index(name)
        else:
            if keywords is not None and values:
                container = _packed(solver, frame, callee, keywords, "dict")
                key = solver.literal(name)
                solver.pass_on(frame, container.item_cell(key), values)
                solver.pass_on(frame, container.all, values)
            continue
        supplied.add(place)
        solver.pass_on(frame, callee.parameter(place), values)
    if arguments.any_named:
        for place in range(first, len(positional)):
            if place not in supplied:
                solver.pass_on(frame, callee.parameter(place), arguments.any_named)
        for offset in range(len(keyword_only)):
            solver.pass_on(frame, callee.parameter(parameters["keyword_only_from"] + offset), arguments.any_named)
        if keywords is not None:
            container = _packed(solver, frame, callee, keywords, "dict")
            solver.pass_on(frame, container.unkeyed, arguments.any_named)
            solver.pass_on(frame, container.all, arguments.any_named)


def _packed(solver: Solver, frame: Frame, callee: Frame, place: int, kind: str) -> ContainerValue:
    container: ContainerValue = solver.intern(ContainerValue, kind, (callee, "packed", place))
    solver.push(frame, callee.parameter(place), (container,))
    return container


def _into_rest(solver: Solver, frame: Frame, callee: Frame, rest_place: int, offset: int, values: Values) -> None:
    if values:
        container = _packed(solver, frame, callee, rest_place, "tuple")
        solver.pass_on(frame, container.item_cell(solver.literal(offset)), values)
        solver.pass_on(frame, container.all, values)


def instantiate(solver: Solver, frame: Frame, cls: ClassValue, arguments: Arguments, line: int, site: Any) -> Values:
    """`Class(…)`: the metaclass's `__call__`, `__new__`, `__init__`, or a data class's own initializer."""
    frame.made.setdefault(cls.code, line)
    for meta in metaclasses(solver, cls, frame):
        found, _ = look_up(solver, meta, "__call__", frame)
        if found:
            result: Values = EMPTY
            for item in found:
                result = union(
                    result, call_value(solver, frame, item, arguments.with_receiver((cls,)), line, (site, "m"))
                )
            return result
    return construct(solver, frame, cls, arguments, line, site)


def construct(solver: Solver, frame: Frame, cls: ClassValue, arguments: Arguments, line: int, site: Any) -> Values:
    """What `type.__call__` does: `__new__`, then `__init__` on what it gave."""
    made: Values = EMPTY
    makers, _ = look_up(solver, cls, "__new__", frame)
    for maker in makers:
        function = maker.function if isinstance(maker, WrappedMethod) else maker
        given = arguments.with_receiver((cls,))
        made = union(made, call_value(solver, frame, function, given, line, (site, "new")))
    own = tuple(value for value in made if isinstance(value, InstanceValue) and _is_kind(solver, value, cls, frame))
    if makers and made and not own:
        return made
    if not own:
        own = (solver.instance(cls, (frame, site)),)
    initializers, _ = look_up(solver, cls, "__init__", frame)
    for item in initializers:
        for value in own:
            function = item.function if isinstance(item, WrappedMethod) else item
            given = arguments.with_receiver((value,))
            call_value(solver, frame, function, given, line, (site, "init"))
    if not initializers:
        initialize_fields(solver, frame, cls, own, arguments, line, site)
        if not makers:
            for base in external_bases(cls)[:1]:
                frame.externals.setdefault(f"{base.path}.__init__", line)
    return union(own, made) if made else own


def _is_kind(solver: Solver, value: InstanceValue, cls: ClassValue, frame: Frame) -> bool:
    return value.cls is cls or is_subclass(solver, value.cls, cls, frame)


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .builtins_model import call_builtin
from .callable_objects import call_getter, call_instance, call_partial, set_property_part
from .container_methods import call_method
from .dataclass_model import initialize_fields
from .external_model import call_external
