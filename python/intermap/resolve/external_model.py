"""The standard library's functions that call what they are given, wrap it, or hand it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict, List

from .arguments import Arguments
from .builtins_model import call_builtin
from .cells import Cell
from .iteration_builtins import made_list
from .values import (
    EMPTY,
    BuiltinValue,
    ContainerValue,
    ExternalValue,
    GetterValue,
    InstanceValue,
    LiteralValue,
    PartialValue,
    Values,
    WrappedMethod,
    union,
)

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver

#: `reduce` goes through so many elements one by one.
_MOST_IN_ORDER = 12
Model = Callable[["Solver", "Frame", Arguments, int, Any], Values]


def call_external(
    solver: Solver, frame: Frame, value: ExternalValue, arguments: Arguments, line: int, site: Any
) -> Values:
    """A call that leaves the project. Capitalised names are classes: their instances keep the class's path."""
    frame.externals.setdefault(value.path, line)
    path = value.path
    if path.startswith("builtins."):
        return call_builtin(solver, frame, solver.intern(BuiltinValue, path[9:]), arguments, line, site)
    model = _MODELS.get(path) or _MODELS.get(_LATER_NAMES.get(path, ""))
    if model is not None:
        return model(solver, frame, arguments, line, site)
    method = _INSTANCE_METHODS.get(path)
    if method is not None:
        return method(solver, frame, arguments, line, site)
    last = path.rpartition(".")[2]
    return (value,) if last[:1].isupper() and not last.isupper() else EMPTY


def _partial(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    made: PartialValue = solver.intern(PartialValue, place_of(solver, frame, (site, "partial")))
    _give_partial(solver, frame, made, arguments)
    return (made,)


def _give_partial(solver: Solver, frame: Frame, made: PartialValue, arguments: Arguments) -> None:
    solver.push(frame, made.functions, arguments.at(0))
    for place, values in enumerate(arguments.positional[1:]):
        while len(made.positional) <= place:
            made.positional.append(Cell())
        solver.push(frame, made.positional[place], values)
    for name, values in arguments.named.items():
        if name not in made.named:
            made.named[name] = Cell()
        solver.push(frame, made.named[name], values)


def _field(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    """`dataclasses.field(default_factory=f)`: not a value of the field but how to get one."""
    made: PartialValue = solver.intern(PartialValue, ("field", place_of(solver, frame, site)))
    solver.push(frame, made.functions, arguments.named.get("default_factory", EMPTY))
    return union((made,), arguments.named.get("default", EMPTY))


def _elements_in_order(solver: Solver, frame: Frame, sources: Values) -> List[Values]:
    """The elements of one short list or tuple whose places are all known."""
    source = sources[0] if len(sources) == 1 else None
    if not isinstance(source, ContainerValue) or source.kind not in ("list", "tuple"):
        return []
    if not source.length or source.length > _MOST_IN_ORDER or source.unkeyed.read(frame):
        return []
    return [source.item_cell(solver.literal(place)).read(frame) for place in range(source.length)]


def _reduce(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    in_order = _elements_in_order(solver, frame, arguments.at(1))
    if in_order:
        made = arguments.at(2) if len(arguments.positional) > 2 else in_order.pop(0)
        for place, values in enumerate(in_order):
            given = Arguments([made, values])
            made = call_each(solver, frame, arguments.at(0), given, line, (site, "fold", place))
        return made
    elements = iterate(solver, frame, arguments.at(1), line, (site, 0), False)
    start = union(arguments.at(2), EMPTY if len(arguments.positional) > 2 else elements)
    first = call_each(solver, frame, arguments.at(0), Arguments([start, elements]), line, (site, "call"))
    if any(value not in start for value in first):
        more = Arguments([union(start, first), elements])
        first = union(first, call_each(solver, frame, arguments.at(0), more, line, (site, "call")))
    return union(first, start)


def _call_first(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    """Calls its first argument at once with the others (`atexit` and the like do not; they are not here)."""
    rest = Arguments(arguments.positional[1:], arguments.named, arguments.rest, arguments.any_named)
    return call_each(solver, frame, arguments.at(0), rest, line, (site, "call"))


def _call_at_exit(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    _call_first(solver, frame, arguments, line, site)
    return arguments.at(0)


def _thread(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    given = Arguments(rest=iterate(solver, frame, arguments.named.get("args", arguments.at(3)), line, site, False))
    for values in arguments.named.get("args", EMPTY):
        if isinstance(values, ContainerValue) and values.length is not None:
            places = [values.item_cell(solver.literal(place)) for place in range(values.length)]
            given = Arguments([cell.read(frame) for cell in places])
    target = arguments.named.get("target", arguments.at(1))
    call_each(solver, frame, target, given, line, (site, "target"))
    return EMPTY


def _submit(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    _call_first(solver, frame, arguments, line, site)
    return EMPTY


def _timer(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    call_each(solver, frame, arguments.at(1, "function"), Arguments(), line, (site, "target"))
    return EMPTY


def _second_decorates(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    return (solver.intern(BuiltinValue, "identity"),)


def _identity(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    return arguments.at(0)


def _property(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    return builtin_models["property"](solver, frame, arguments, line, site)


def _partialmethod(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    """A partial whose given arguments stand behind the receiver."""
    made: PartialValue = solver.intern(PartialValue, ("partialmethod", place_of(solver, frame, site)))
    _give_partial(solver, frame, made, arguments)
    return (solver.intern(WrappedMethod, "method", made),)


def _key_maker(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    return arguments.at(0)


def _getter(kind: str) -> Model:
    def build(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
        names = tuple(value.value for value in arguments.at(0) if isinstance(value, LiteralValue))
        return (solver.intern(GetterValue, kind, names[:1]),) if names else EMPTY

    return build


def _call_operator(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    return _call_first(solver, frame, arguments, line, site)


def _run_coroutine(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    return awaited(solver, frame, arguments.at(0), line, site)


def _task(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    return arguments.at(0)


def _gather(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    made: ContainerValue = solver.intern(ContainerValue, "list", place_of(solver, frame, (site, "gather")))
    made.length = len(arguments.positional) if not arguments.rest else None
    for place, values in enumerate(arguments.positional):
        results = awaited(solver, frame, values, line, (site, place))
        solver.push(frame, made.item_cell(solver.literal(place)), results)
        solver.push(frame, made.all, results)
    results = awaited(solver, frame, arguments.rest, line, (site, "rest"))
    solver.push(frame, made.unkeyed, results)
    solver.push(frame, made.all, results)
    return (made,)


def _defaultdict(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    made: ContainerValue = solver.intern(ContainerValue, "dict", place_of(solver, frame, (site, "made")))
    made_values: Values = EMPTY
    for factory in arguments.at(0):
        if isinstance(factory, BuiltinValue):
            if factory.name in ("list", "dict", "set"):
                made.default_kind = factory.name
            continue
        made_values = union(made_values, call_each(solver, frame, (factory,), Arguments(), line, (site, "default")))
    solver.push(frame, made.unkeyed, made_values)
    solver.push(frame, made.all, made_values)
    for source in arguments.at(1):
        if isinstance(source, ContainerValue):
            copy_items(solver, frame, source, made)
    return (made,)


def _ordered_dict(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    return builtin_models["dict"](solver, frame, arguments, line, site)


def _deque(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    return builtin_models["list"](solver, frame, arguments, line, site)


def _manager(method: str) -> Model:
    """`contextlib.closing(x)`, `suppress()` and the like as context managers of their argument."""

    def build(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
        for value in arguments.at(0):
            if method:
                for target in get_attribute(solver, frame, value, method, line, site):
                    call_each(solver, frame, (target,), Arguments(), line, (site, method))
        return arguments.at(0)

    return build


def _as_completed(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    elements = iterate(solver, frame, arguments.at(0), line, (site, 0), False)
    return (made_list(solver, frame, "generator", elements, site),)


def _copy(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    result: Values = EMPTY
    for value in arguments.at(0):
        found = call_special(solver, frame, value, "__copy__", [], line, site)
        result = union(result, found if found is not None else (value,))
    return result


def _deepcopy(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    result: Values = EMPTY
    for value in arguments.at(0):
        found = call_special(solver, frame, value, "__deepcopy__", [EMPTY], line, site)
        result = union(result, found if found is not None else (value,))
    return result


def _import_module(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    return builtin_models["__import__"](solver, frame, arguments, line, site)


def _namespace(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    cls = solver.made_class("namespace", [])
    made: InstanceValue = solver.instance(cls, (frame, site))
    for name, values in arguments.named.items():
        solver.push(frame, made.attribute_cell(name), values)
    return (made,)


def _enter_context(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    """`ExitStack.enter_context(manager)`: enters now, leaves with the stack."""
    return enter(solver, frame, arguments.at(0), line, site, False)


def _namedtuple(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    """`namedtuple("P", "a b")`: a class with these fields."""
    names: List[str] = []
    for value in arguments.at(1, "field_names"):
        if isinstance(value, LiteralValue) and isinstance(value.value, str):
            names.extend(value.value.replace(",", " ").split())
        elif isinstance(value, ContainerValue):
            for place in range(value.length or 0):
                cell = value.item_cell(solver.literal(place))
                names.extend(str(item.value) for item in cell.read(frame) if isinstance(item, LiteralValue))
    cls = solver.made_class((frame.code, site), names)
    solver.push(frame, cls.bases[0], (solver.intern(ExternalValue, "typing.NamedTuple"),))
    return (cls,)


def _weak(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    """`weakref.ref(x)` gives something whose call gives x: a partial of the identity."""
    made: PartialValue = solver.intern(PartialValue, place_of(solver, frame, (site, "weak")))
    solver.push(frame, made.functions, (solver.intern(BuiltinValue, "identity"),))
    if not made.positional:
        made.positional.append(Cell())
    solver.push(frame, made.positional[0], arguments.at(0))
    return (made,)


#: Other paths to the same thing.
_LATER_NAMES: Dict[str, str] = {
    "_thread.start_new_thread": "thread.start",
    "types.DynamicClassAttribute": "functools.cached_property",
    "abc.abstractproperty": "functools.cached_property",
    "multiprocessing.Process": "threading.Thread",
    "asyncio.ensure_future": "asyncio.create_task",
    "asyncio.shield": "asyncio.create_task",
    "asyncio.wait_for": "asyncio.create_task",
    "weakref.WeakMethod": "weakref.ref",
    "typing.cast": "cast",
}
_MODELS: Dict[str, Model] = {
    "functools.partial": _partial,
    "functools.partialmethod": _partialmethod,
    "functools.singledispatch": lambda s, f, a, n, i: dispatcher(s, f, a, n, i),
    "functools.singledispatchmethod": lambda s, f, a, n, i: method_dispatcher(s, f, a, n, i),
    "functools.reduce": _reduce,
    "dataclasses.field": _field,
    "functools.lru_cache": lambda s, f, a, n, i: a.at(0) if a.at(0) else _second_decorates(s, f, a, n, i),
    "functools.cache": _identity,
    "functools.cached_property": _property,
    "functools.cmp_to_key": _key_maker,
    "abc.abstractmethod": _identity,
    "abc.abstractclassmethod": lambda s, f, a, n, i: tuple(s.intern(WrappedMethod, "classmethod", v) for v in a.at(0)),
    "abc.abstractstaticmethod": lambda s, f, a, n, i: tuple(
        s.intern(WrappedMethod, "staticmethod", v) for v in a.at(0)
    ),
    "contextlib.contextmanager": _identity,
    "contextlib.asynccontextmanager": _identity,
    "contextlib.closing": _manager("close"),
    "contextlib.nullcontext": _identity,
    "atexit.register": _identity,
    "typing.overload": _identity,
    "typing.final": _identity,
    "typing.no_type_check": _identity,
    "typing.runtime_checkable": _identity,
    "cast": lambda s, f, a, n, i: a.at(1),
    "concurrent.futures.as_completed": _as_completed,
    "asyncio.as_completed": _as_completed,
    "threading.Thread": _thread,
    "threading.Timer": _timer,
    "thread.start": _submit,
    "operator.itemgetter": _getter("item"),
    "operator.attrgetter": _getter("attribute"),
    "operator.methodcaller": _getter("method"),
    "operator.call": _call_operator,
    "asyncio.run": _run_coroutine,
    "asyncio.create_task": _task,
    "asyncio.gather": _gather,
    "asyncio.to_thread": _call_first,
    "collections.defaultdict": _defaultdict,
    "collections.OrderedDict": _ordered_dict,
    "collections.ChainMap": _ordered_dict,
    "collections.deque": _deque,
    "collections.namedtuple": _namedtuple,
    "copy.copy": _copy,
    "copy.deepcopy": _deepcopy,
    "importlib.import_module": _import_module,
    "types.SimpleNamespace": _namespace,
    "types.MappingProxyType": _identity,
    "weakref.ref": _weak,
    "weakref.proxy": _identity,
}
#: Methods of objects whose class is outside the project.
_INSTANCE_METHODS: Dict[str, Model] = {
    "contextlib.ExitStack.enter_context": _enter_context,
    "contextlib.ExitStack.callback": _call_at_exit,
    "concurrent.futures.ThreadPoolExecutor.map": lambda s, f, a, n, i: _map_model(s, f, a, n, i),
    "concurrent.futures.ProcessPoolExecutor.map": lambda s, f, a, n, i: _map_model(s, f, a, n, i),
    "multiprocessing.Pool.map": lambda s, f, a, n, i: _map_model(s, f, a, n, i),
    "multiprocessing.pool.ThreadPool.map": lambda s, f, a, n, i: _map_model(s, f, a, n, i),
}


def _map_model(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    return builtin_models["map"](solver, frame, arguments, line, site)


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .attributes import get_attribute
from .builtins_model import MODELS as builtin_models
from .calling_back import MODELS as calling_back_models
from .containers import copy_items, place_of
from .dispatch_model import dispatcher, method_dispatcher
from .itertools_model import MODELS as itertools_models
from .library_objects import MODELS as object_models
from .library_objects import call_each
from .protocols import awaited, call_special, enter, iterate

_MODELS.update(object_models)
_MODELS.update(itertools_models)
_MODELS.update(calling_back_models)
