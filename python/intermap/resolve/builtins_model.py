"""Builtin functions that call project code, hand back what they got, or make containers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional, Tuple

from .arguments import Arguments
from .attribute_names import attribute_names
from .mro import look_up, resolution_order
from .values import (
    EMPTY,
    BoundMethod,
    BuiltinValue,
    ClassValue,
    ContainerMethod,
    ContainerValue,
    FunctionValue,
    GeneratorValue,
    InstanceValue,
    LiteralValue,
    ModuleValue,
    NamespaceDict,
    PropertyValue,
    SliceValue,
    SuperValue,
    Values,
    WrappedMethod,
    union,
)

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver

Model = Callable[["Solver", "Frame", Arguments, int, Any], Values]


#: Of longer sequences `zip` and `enumerate` give one row that stands for all.
_MOST_ROWS = 40


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
    model = _MODELS.get(name)
    return model(solver, frame, arguments, line, site) if model is not None else EMPTY


def call_key_function(
    solver: Solver, frame: Frame, functions: Values, elements: Values, line: int, site: Any
) -> Values:
    result: Values = EMPTY
    for function in functions:
        given = Arguments([elements])
        result = union(result, call_value(solver, frame, function, given, line, (site, "key")))
    return result


def _call_all(solver: Solver, frame: Frame, functions: Values, arguments: Arguments, line: int, site: Any) -> Values:
    result: Values = EMPTY
    for function in functions:
        result = union(result, call_value(solver, frame, function, arguments, line, site))
    return result


def made_list(solver: Solver, frame: Frame, kind: str, elements: Values, site: Any) -> ContainerValue:
    made: ContainerValue = solver.intern(ContainerValue, kind, place_of(solver, frame, (site, "made")))
    solver.push(frame, made.unkeyed, elements)
    solver.push(frame, made.all, elements)
    return made


def _map(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    elements = [
        iterate(solver, frame, values, line, (site, place), False)
        for place, values in enumerate(arguments.positional[1:])
    ]
    result = _call_all(solver, frame, arguments.at(0), Arguments(elements), line, (site, "call"))
    return (made_list(solver, frame, "generator", result, site),)


def _filter(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    elements = iterate(solver, frame, arguments.at(1), line, (site, 1), False)
    if not arguments.at(0):
        _first_special(solver, frame, elements, ("__bool__", "__len__"), line, (site, "truth"))
    _call_all(solver, frame, arguments.at(0), Arguments([elements]), line, (site, "call"))
    return (made_list(solver, frame, "generator", elements, site),)


def _sorted(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    elements = iterate(solver, frame, arguments.at(0), line, (site, 0), False)
    keys = arguments.named.get("key", EMPTY)
    call_key_function(solver, frame, keys, elements, line, site)
    if not keys:
        _compare(solver, frame, elements, "__lt__", line, site)
    return (made_list(solver, frame, "list", elements, site),)


def _compare(solver: Solver, frame: Frame, elements: Values, name: str, line: int, site: Any) -> None:
    for element in elements:
        call_special(solver, frame, element, name, [elements], line, (site, name))


def _extreme(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    if len(arguments.positional) == 1:
        elements = iterate(solver, frame, arguments.positional[0], line, (site, 0), False)
    else:
        elements = EMPTY
        for values in arguments.positional:
            elements = union(elements, values)
        elements = union(elements, arguments.rest)
    keys = arguments.named.get("key", EMPTY)
    call_key_function(solver, frame, keys, elements, line, site)
    if not keys:
        _compare(solver, frame, elements, "__lt__", line, site)
    return union(elements, arguments.named.get("default", EMPTY))


def _sum(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    result: Values = arguments.at(1)
    for element in iterate(solver, frame, arguments.at(0), line, (site, 0), False):
        found = call_special(solver, frame, element, "__radd__", [EMPTY], line, (site, "radd"))
        if found:
            for value in found:
                result = union(result, call_special(solver, frame, value, "__add__", [(element,)], line, site) or EMPTY)
        result = union(result, found or EMPTY)
    return result


def _container(kind: str) -> Model:
    def build(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
        sources = arguments.at(0)
        made: ContainerValue = solver.intern(ContainerValue, kind, place_of(solver, frame, (site, "made")))
        for source in sources:
            sequence = isinstance(source, ContainerValue) and source.kind in ("list", "tuple")
            if sequence and kind != "set" and len(sources) == 1:
                copy_items(solver, frame, source, made)  # type: ignore[arg-type]
                made.length = source.length  # type: ignore[attr-defined]
            else:
                elements = iterate(solver, frame, (source,), line, (site, 0), False)
                solver.push(frame, made.unkeyed, elements)
                solver.push(frame, made.all, elements)
                made.grown = True
        return (made,)

    return build


def _dict(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    made: ContainerValue = solver.intern(ContainerValue, "dict", place_of(solver, frame, (site, "made")))
    update = solver.intern(ContainerMethod, made, "update")
    call_method(solver, frame, update, arguments, line, site)
    return (made,)


def _zip(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    columns = _columns(frame, arguments) if not arguments.rest else None
    if columns:
        sources = [source if source.__class__ is ContainerValue else None for source in columns[1]]
        rows = [
            [source.item_cell(solver.literal(row)).read(frame) if source else EMPTY for source in sources]
            for row in range(columns[0])
        ]
        return (_rows(solver, frame, rows, site),)
    pair: ContainerValue = solver.intern(ContainerValue, "tuple", place_of(solver, frame, (site, "pair")))
    pair.length = len(arguments.positional) if not arguments.rest else None
    for place, values in enumerate(arguments.positional):
        elements = iterate(solver, frame, values, line, (site, place), False)
        solver.push(frame, pair.item_cell(solver.literal(place)), elements)
        solver.push(frame, pair.all, elements)
    if arguments.rest:
        elements = iterate(solver, frame, arguments.rest, line, (site, "rest"), False)
        solver.push(frame, pair.unkeyed, elements)
        solver.push(frame, pair.all, elements)
    return (made_list(solver, frame, "generator", (pair,), site),)


def _columns(frame: Frame, arguments: Arguments) -> Optional[Tuple[int, List[Optional[ContainerValue]]]]:
    """The sequences that `zip` and `enumerate` got and how many rows they make; None unless each element is known."""
    sources: List[Optional[ContainerValue]] = []
    for values in arguments.positional:
        source = values[0] if len(values) == 1 else None
        if not values:
            sources.append(None)
            continue
        if source.__class__ is not ContainerValue or source.kind not in ("list", "tuple"):  # type: ignore[union-attr]
            return None
        if source.length is None or source.unkeyed.read(frame):  # type: ignore[union-attr]
            return None
        sources.append(source)  # type: ignore[arg-type]
    lengths = [source.length for source in sources if source is not None and source.length is not None]
    count = min(lengths, default=0)
    return (count, sources) if 0 < count <= _MOST_ROWS else None


def _rows(solver: Solver, frame: Frame, rows: List[List[Values]], site: Any) -> ContainerValue:
    """An iterator of tuples, each with its own values."""
    made: ContainerValue = solver.intern(ContainerValue, "generator", place_of(solver, frame, (site, "made")))
    for number, row in enumerate(rows):
        pair: ContainerValue = solver.intern(ContainerValue, "tuple", place_of(solver, frame, (site, "row", number)))
        pair.length = len(row)
        for place, values in enumerate(row):
            solver.push(frame, pair.item_cell(solver.literal(place)), values)
            solver.push(frame, pair.all, values)
        solver.push(frame, made.item_cell(solver.literal(number)), (pair,))
        solver.push(frame, made.all, (pair,))
    return made


def _enumerate(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    columns = _columns(frame, arguments) if len(arguments.positional) == 1 and not arguments.named else None
    if columns and columns[1][0] is not None:
        source = columns[1][0]
        cells = [(solver.literal(row), source.item_cell(solver.literal(row))) for row in range(columns[0])]
        return (_rows(solver, frame, [[(number,), cell.read(frame)] for number, cell in cells], site),)
    pair: ContainerValue = solver.intern(ContainerValue, "tuple", place_of(solver, frame, (site, "pair")))
    pair.length = 2
    elements = iterate(solver, frame, arguments.at(0), line, (site, 0), False)
    solver.push(frame, pair.item_cell(solver.literal(1)), elements)
    solver.push(frame, pair.all, elements)
    return (made_list(solver, frame, "generator", (pair,), site),)


def _iter(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    if len(arguments.positional) > 1:
        result = _call_all(solver, frame, arguments.at(0), Arguments(), line, (site, "call"))
        return (made_list(solver, frame, "generator", result, site),)
    result = EMPTY
    for value in arguments.at(0):
        found = call_special(solver, frame, value, "__iter__", [], line, (site, "iter"))
        if found is not None:
            result = union(result, found)
        elif isinstance(value, ContainerValue) and value.kind == "dict":
            result = union(
                result,
                (made_list(solver, frame, "generator", iterate(solver, frame, (value,), line, site, False), site),),
            )
        elif isinstance(value, (ContainerValue, GeneratorValue)):
            result = union(result, (value,))
    return result


def _reversed(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    elements: Values = EMPTY
    for value in arguments.at(0):
        found = call_special(solver, frame, value, "__reversed__", [], line, (site, "reversed"))
        elements = union(elements, iterate(solver, frame, found if found is not None else (value,), line, site, False))
    return (made_list(solver, frame, "generator", elements, site),)


def _next(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    return union(next_of(solver, frame, arguments.at(0), line, site), arguments.at(1))


def _consume(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    for element in iterate(solver, frame, arguments.at(0), line, (site, 0), False):
        _first_special(solver, frame, (element,), ("__bool__", "__len__"), line, (site, "truth"))
    return EMPTY


def _getattr(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    result: Values = arguments.at(2)
    for value in arguments.at(0):
        for name in attribute_names(solver, frame, (value,), arguments.at(1)):
            result = union(result, get_attribute(solver, frame, value, name, line, site))
    return result


def _setattr(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    for key in arguments.at(1):
        if isinstance(key, LiteralValue) and isinstance(key.value, str):
            for value in arguments.at(0):
                set_attribute(solver, frame, value, key.value, arguments.at(2), line, site)
    return EMPTY


def _super(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    return tuple(
        solver.intern(SuperValue, cls, receiver)
        for cls in arguments.at(0)
        if isinstance(cls, ClassValue)
        for receiver in arguments.at(1)
        if isinstance(receiver, (InstanceValue, ClassValue))
    )


def _type(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    if len(arguments.positional) == 3:
        return (make_type(solver, frame, arguments.at(1), arguments.at(2), site),)
    if len(arguments.positional) != 1:
        return EMPTY
    return tuple(value.cls for value in arguments.at(0) if isinstance(value, InstanceValue))


def _property(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    made: PropertyValue = solver.intern(PropertyValue, place_of(solver, frame, (site, "property")))
    solver.push(frame, made.getter, arguments.at(0, "fget"))
    solver.push(frame, made.setter, arguments.at(1, "fset"))
    solver.push(frame, made.deleter, arguments.at(2, "fdel"))
    return (made,)


def _wrapped(kind: str) -> Model:
    def build(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
        return tuple(solver.intern(WrappedMethod, kind, value) for value in arguments.at(0))

    return build


def _special_method(*names: str) -> Model:
    def call(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
        return _first_special(solver, frame, arguments.at(0), names, line, site)

    return call


def _first_special(solver: Solver, frame: Frame, values: Values, names: Any, line: int, site: Any) -> Values:
    result: Values = EMPTY
    for value in values:
        for name in names:
            given = [EMPTY] if name == "__format__" else []
            found = call_special(solver, frame, value, name, list(given), line, (site, name))
            if found is not None:
                result = union(result, found)
                break
    return result


def _print(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    for place, values in enumerate([*arguments.positional, arguments.rest]):
        _first_special(solver, frame, values, ("__str__", "__repr__"), line, (site, place))
    return EMPTY


def _globals(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    return (solver.intern(NamespaceDict, solver.module_value(frame.code.file)),)


def _vars(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    if not arguments.positional:
        return _globals(solver, frame, arguments, line, site) if frame.code.kind == "module" else EMPTY
    kinds = (InstanceValue, ModuleValue, ClassValue)
    return tuple(solver.intern(NamespaceDict, value) for value in arguments.at(0) if isinstance(value, kinds))


def _import(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    result: Values = EMPTY
    for name in arguments.at(0):
        if isinstance(name, LiteralValue) and isinstance(name.value, str):
            for dotted in _module_names(solver, frame, name.value, arguments):
                result = union(result, module_value(solver, dotted))
    return result


def _module_names(solver: Solver, frame: Frame, name: str, arguments: Arguments) -> List[str]:
    """`import_module(".plug", "pkg")`: dots lead out of the package given, else out of the importing module's."""
    relative = name.lstrip(".")
    level = len(name) - len(relative)
    if not level:
        return [solver.modules.absolute(frame.code.file, name)]
    packages = [
        value.value
        for value in arguments.at(1, "package")
        if isinstance(value, LiteralValue) and isinstance(value.value, str)
    ]
    if not packages:
        return [solver.modules.relative(frame.code.file, relative, level)]
    parents = [package.split(".")[: len(package.split(".")) - level + 1] for package in packages]
    return [".".join([*parent, relative]) for parent in parents]


def _slice(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    given = [_bound(values) for values in arguments.positional]
    bounds = (None, *given, None) if len(given) == 1 else (*given, None)[:3]
    return (solver.intern(SliceValue, bounds),) if len(bounds) == 3 else EMPTY


def _bound(values: Values) -> Any:
    """A slice's bound: `None` can't be told from what is unknown."""
    value = values[0] if len(values) == 1 else None
    return value.value if isinstance(value, LiteralValue) and isinstance(value.value, int) else "?"


def _object_new(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    """`object.__new__(cls)` and `super().__new__(cls)`."""
    classes = arguments.at(1) if len(arguments.positional) > 1 else arguments.at(0)
    result: Values = EMPTY
    for cls in classes:
        if isinstance(cls, ClassValue):
            bases = resolution_order(solver, cls, frame)
            if any(isinstance(base, BuiltinValue) and base.name == "type" for base in bases):
                result = union(result, solver.made_by(cls).read(frame))
            else:
                result = union(result, (solver.instance(cls, (frame, site)),))
    return result


def make_type(solver: Solver, frame: Frame, bases: Values, namespace: Values, site: Any) -> ClassValue:
    """`type("Name", (Base,), {"run": f})`."""
    cls = solver.made_class((frame.code, site), [])
    for container in bases:
        if isinstance(container, ContainerValue):
            solver.push(frame, cls.bases[0], container.all.read(frame))
    for container in namespace:
        if isinstance(container, ContainerValue):
            container.all.read(frame)
            for key, cell in list(container.items.items()):
                if isinstance(key, LiteralValue) and isinstance(key.value, str):
                    solver.push(frame, cls.attribute_cell(key.value), cell.read(frame))
    return cls


def _subclasses(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    found: Values = EMPTY
    for cls in arguments.at(0):
        if isinstance(cls, ClassValue):
            look_up(solver, cls, "__subclasses__", frame)  # so that this view hears of new ones
            found = union(found, tuple(solver.direct_subclasses(cls)))
    return (made_list(solver, frame, "list", found, site),)


def _pattern_sub(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    _call_all(solver, frame, arguments.at(0, "repl"), Arguments([EMPTY]), line, (site, "call"))
    return EMPTY


def _type_call(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    """`super().__call__(…)` in a metaclass: makes the instance."""
    result: Values = EMPTY
    rest = Arguments(arguments.positional[1:], arguments.named, arguments.rest, arguments.any_named)
    for cls in arguments.at(0):
        if isinstance(cls, ClassValue):
            result = union(result, construct(solver, frame, cls, rest, line, (site, "make")))
    return result


def _function_get(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
    return tuple(
        solver.intern(BoundMethod, function, receiver)
        for function in arguments.at(0)
        if isinstance(function, FunctionValue)
        for receiver in arguments.at(1)
    )


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
    "object.__new__": _object_new,
    "type.__call__": _type_call,
    "function.__get__": _function_get,
    "generator.__next__": _generator_next,
    "generator.__anext__": _generator_next,
    "generator.asend": _generator_send,
    "generator.send": _generator_send,
    "type.__subclasses__": _subclasses,
    "dispatch.register": lambda s, f, a, n, i: register(s, f, a, n, i),
    "pattern.sub": _pattern_sub,
    "pattern.subn": _pattern_sub,
    "wraps.apply": lambda s, f, a, n, i: wrapped_by(s, f, a, n, i),
}
_MODELS: Dict[str, Model] = {
    "map": _map, "filter": _filter, "sorted": _sorted, "min": _extreme, "max": _extreme, "sum": _sum,
    "list": _container("list"), "tuple": _container("tuple"), "set": _container("set"),
    "frozenset": _container("set"), "dict": _dict, "zip": _zip, "enumerate": _enumerate, "iter": _iter, "aiter": _iter,
    "next": _next, "anext": _next, "reversed": _reversed, "any": _consume, "all": _consume, "getattr": _getattr,
    "setattr": _setattr, "super": _super, "type": _type, "property": _property,
    "staticmethod": _wrapped("staticmethod"), "classmethod": _wrapped("classmethod"), "print": _print,
    "len": _special_method("__len__"), "str": _special_method("__str__", "__repr__"),
    "repr": _special_method("__repr__"), "ascii": _special_method("__repr__"), "hash": _special_method("__hash__"),
    "int": _special_method("__int__", "__index__", "__trunc__"), "float": _special_method("__float__", "__index__"),
    "bool": _special_method("__bool__", "__len__"), "abs": _special_method("__abs__"),
    "round": _special_method("__round__"), "complex": _special_method("__complex__"),
    "bytes": _special_method("__bytes__"), "format": _special_method("__format__", "__str__"),
    "bin": _special_method("__index__"), "hex": _special_method("__index__"), "oct": _special_method("__index__"),
    "dir": _special_method("__dir__"), "divmod": _special_method("__divmod__"), "globals": _globals, "vars": _vars,
    "locals": _vars, "__import__": _import, "slice": _slice,
}  # fmt: skip


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .attributes import CONTAINER_NAMES, get_attribute, set_attribute
from .calls import call_value, construct
from .container_methods import call_method, call_unbound
from .containers import copy_items, place_of
from .dispatch_model import register
from .library_objects import wrapped_by
from .modules import module_value
from .namespaces import call_namespace
from .protocols import call_special, iterate, next_of
from .texts import text_method
