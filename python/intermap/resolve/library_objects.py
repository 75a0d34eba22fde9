"""Objects of the standard library that keep or call what the project gives them: queues, futures, patterns, parsers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict

from .arguments import Arguments
from .cells import Cell
from .mro import resolution_order
from .values import (
    EMPTY,
    BoundMethod,
    BuiltinValue,
    ClassValue,
    ContainerValue,
    ExternalValue,
    FunctionValue,
    InstanceValue,
    PartialValue,
    Values,
    union,
)

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver

Model = Callable[["Solver", "Frame", Arguments, int, Any], Values]
_ORDERINGS = ("__lt__", "__le__", "__gt__", "__ge__")


def call_each(
    solver: Solver, frame: Frame, functions: Values, arguments: Arguments, line: int, site: Any, depth: int = 0
) -> Values:
    """The results of all these functions."""
    result: Values = EMPTY
    for function in functions:
        result = union(result, call_value(solver, frame, function, arguments, line, site, depth))
    return result


def _queue(path: str) -> Model:
    """A queue is both: its methods are calls that leave the project, and it gives back what was put in."""

    def build(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
        made = solver.intern(ContainerValue, "list", place_of(solver, frame, (site, "queue")))
        return (solver.intern(ExternalValue, path), made)

    return build


def _put(place: int, value_place: int) -> Model:
    """A function that puts an argument into a container given as another."""

    def build(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
        for container in arguments.at(place):
            if isinstance(container, ContainerValue):
                container.grown = True
                solver.pass_on(frame, container.unkeyed, union(arguments.at(value_place), container.all.read(frame)))
                solver.pass_on(frame, container.all, arguments.at(value_place))
                # A heap and a sorted list compare what they hold.
                held = container.all.read(frame)
                for element in held:
                    call_special(solver, frame, element, "__lt__", [held], line, (site, "compare"))
        return arguments.at(value_place)

    return build


def _take(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    return iterate(solver, frame, arguments.at(0), line, site, False)


def _put_and_take(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    _put(0, 1)(solver, frame, arguments, line, site)
    return union(_take(solver, frame, arguments, line, site), arguments.at(1))


def _largest(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    elements = iterate(solver, frame, arguments.at(1), line, (site, 1), False)
    call_each(solver, frame, arguments.named.get("key", EMPTY), Arguments([elements]), line, (site, "key"))
    return (made_list(solver, frame, "list", elements, site),)


def submitted(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    """`executor.submit(f, …)`: runs f, and gives a future of its result."""
    rest = Arguments(arguments.positional[1:], arguments.named, arguments.rest, arguments.any_named)
    results = call_each(solver, frame, arguments.at(0), rest, line, (site, "call"))
    return (made_list(solver, frame, "future", results, site),)


def _operator(name: str, reflected: Any = None) -> Model:
    def build(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
        return operator(solver, frame, name, reflected, arguments.at(0), arguments.at(1), line, site)

    return build


def _single(*names: str) -> Model:
    def build(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
        return special(solver, frame, list(names), arguments.at(0), line, site)

    return build


def _operators() -> Dict[str, Model]:
    models: Dict[str, Model] = {}
    names = "add sub mul truediv floordiv mod pow lshift rshift matmul and or xor".split()
    for name in names:
        plain = f"{name}_" if name in ("and", "or") else name
        models[f"operator.{plain}"] = _operator(f"__{name}__", f"__r{name}__")
        models[f"operator.i{name}"] = _operator(f"__i{name}__ __{name}__", f"__r{name}__")
    pairs = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le", "eq": "eq"}
    for name, other in pairs.items():
        models[f"operator.{name}"] = _operator(f"__{name}__", f"__{other}__")
    models["operator.ne"] = _operator("__ne__ __eq__", "__ne__ __eq__")
    for name in "neg pos abs index inv invert".split():
        models[f"operator.{name}"] = _single("__invert__" if name == "inv" else f"__{name}__")
    models["operator.truth"] = models["operator.not_"] = _single("__bool__", "__len__")
    return models


def _get_item(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    return get_item(solver, frame, arguments.at(0), arguments.at(1), line, site)


def _set_item(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    set_item(solver, frame, arguments.at(0), arguments.at(1), arguments.at(2), line, site)
    return EMPTY


def _substitute(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    """`re.sub(pattern, function, text)`."""
    call_each(solver, frame, arguments.at(1, "repl"), Arguments([EMPTY]), line, (site, "call"))
    return EMPTY


def _decode(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    """`json.loads(text, object_hook=f)`."""
    result: Values = EMPTY
    for name, values in arguments.named.items():
        if name == "cls":
            call_each(solver, frame, values, Arguments(), line, (site, name))
        else:
            result = union(result, call_each(solver, frame, values, Arguments([EMPTY]), line, (site, name)))
    return result


def _encode(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    """`json.dumps(value, default=f, cls=Encoder)`."""
    given = Arguments([arguments.at(0)])
    call_each(solver, frame, arguments.named.get("default", EMPTY), given, line, (site, "default"))
    for encoder in call_each(solver, frame, arguments.named.get("cls", EMPTY), Arguments(), line, (site, "cls")):
        call_special(solver, frame, encoder, "default", [arguments.at(0)], line, (site, "encode"))
    return EMPTY


def _parsed_arguments(solver: Solver) -> InstanceValue:
    return solver.instance(solver.made_class("argparse.Namespace", []), None)


def _set_defaults(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    """`parser.set_defaults(func=f)`: what `parse_args().func` can be."""
    for name, values in arguments.named.items():
        solver.push(frame, _parsed_arguments(solver).attribute_cell(name), values)
    return EMPTY


def _parse(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    return (_parsed_arguments(solver),)


def _external(path: str) -> Model:
    def build(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
        return (solver.intern(ExternalValue, path),)

    return build


def _bind_method(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    """`types.MethodType(function, object)`."""
    return tuple(
        solver.intern(BoundMethod, function, receiver)
        for function in arguments.at(0)
        for receiver in arguments.at(1)
    )  # fmt: skip


def replaced(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    """`dataclasses.replace(object, field=value)`: another object with some fields changed."""
    result: Values = EMPTY
    for value in arguments.at(0):
        if not isinstance(value, InstanceValue):
            continue
        made = solver.instance(value.cls, (frame, site))
        for name, _, _, _ in fields(solver, value.cls, frame):
            kept = value.attribute_cell(name).read(frame) if name not in arguments.named else EMPTY
            solver.push(frame, made.attribute_cell(name), arguments.named.get(name, kept))
        call_special(solver, frame, made, "__post_init__", [], line, (site, "post"))
        result = union(result, (made,))
    return result


def _total_ordering(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    """The comparisons that the class does not write end in the one it does."""
    for cls in arguments.at(0):
        if not isinstance(cls, ClassValue):
            continue
        classes = [item for item in resolution_order(solver, cls, frame) if isinstance(item, ClassValue)]
        written = [name for name in _ORDERINGS if any(name in item.code.members for item in classes)]
        for name in _ORDERINGS if written else ():
            if name not in written:
                found = get_attribute(solver, frame, cls, written[0], line, site)
                solver.push(frame, cls.attribute_cell(name), found)
    return arguments.at(0)


def _wraps(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    """`functools.wraps(function)`: a decorator that leaves `__wrapped__` and the function's name."""
    made: PartialValue = solver.intern(PartialValue, place_of(solver, frame, (site, "wraps")))
    solver.push(frame, made.functions, (solver.intern(BuiltinValue, "wraps.apply"),))
    if not made.positional:
        made.positional.append(Cell())
    solver.push(frame, made.positional[0], arguments.at(0))
    return (made,)


def _update_wrapper(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    return wrapped_by(solver, frame, Arguments([arguments.at(1), arguments.at(0)]), line, site)


def wrapped_by(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    """The second argument stands for the first from here on."""
    originals = arguments.at(0)
    for wrapper in arguments.at(1):
        if isinstance(wrapper, FunctionValue):
            solver.push(frame, wrapper.attribute_cell("__wrapped__"), originals)
            for original in originals:
                if isinstance(original, FunctionValue):
                    name = get_attribute(solver, frame, original, "__name__", line, site)
                    solver.push(frame, wrapper.attribute_cell("__name__"), name)
    return arguments.at(1)


_QUEUES = (
    "queue.Queue queue.LifoQueue queue.PriorityQueue queue.SimpleQueue asyncio.Queue asyncio.LifoQueue"
    " asyncio.PriorityQueue multiprocessing.Queue multiprocessing.SimpleQueue multiprocessing.JoinableQueue"
).split()
MODELS: Dict[str, Model] = {
    **{path: _queue(path) for path in _QUEUES},
    **_operators(),
    "operator.getitem": _get_item,
    "operator.setitem": _set_item,
    "operator.contains": _single("__contains__", "__iter__"),
    "heapq.heappush": _put(0, 1),
    "heapq.heappop": _take,
    "heapq.heappushpop": _put_and_take,
    "heapq.heapreplace": _put_and_take,
    "heapq.nlargest": _largest,
    "heapq.nsmallest": _largest,
    "bisect.insort": _put(0, 1),
    "bisect.insort_left": _put(0, 1),
    "bisect.insort_right": _put(0, 1),
    "random.choice": _take,
    "re.sub": _substitute,
    "re.subn": _substitute,
    "re.compile": lambda s, f, a, n, i: (s.intern(BuiltinValue, "pattern"),),
    "json.loads": _decode,
    "json.load": _decode,
    "json.dumps": _encode,
    "json.dump": _encode,
    "types.MethodType": _bind_method,
    "dataclasses.replace": replaced,
    "copy.replace": replaced,
    "functools.total_ordering": _total_ordering,
    "functools.wraps": _wraps,
    "functools.update_wrapper": _update_wrapper,
    "argparse.ArgumentParser.add_subparsers": _external("argparse._SubParsersAction"),
    "argparse._SubParsersAction.add_parser": _external("argparse.ArgumentParser"),
    "argparse.ArgumentParser.set_defaults": _set_defaults,
    "argparse.ArgumentParser.parse_args": _parse,
    "concurrent.futures.ThreadPoolExecutor.submit": submitted,
    "concurrent.futures.ProcessPoolExecutor.submit": submitted,
    "multiprocessing.Pool.apply": submitted,
    "multiprocessing.Pool.apply_async": submitted,
}


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .attributes import get_attribute
from .calls import call_value
from .containers import get_item, place_of, set_item
from .dataclass_model import fields
from .iteration_builtins import made_list
from .protocols import call_special, iterate, operator, special
