"""Builtin functions about one object, class or module: `getattr`, `super`, `type`, `property`, `vars` and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict, List

from .arguments import Arguments
from .attribute_names import attribute_names
from .mro import look_up, resolution_order
from .values import (
    EMPTY,
    BoundMethod,
    BuiltinValue,
    ClassValue,
    ContainerValue,
    FunctionValue,
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
        return first_special(solver, frame, arguments.at(0), names, line, site)

    return call


def first_special(solver: Solver, frame: Frame, values: Values, names: Any, line: int, site: Any) -> Values:
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
        first_special(solver, frame, values, ("__str__", "__repr__"), line, (site, place))
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
    call_each(solver, frame, arguments.at(0, "repl"), Arguments([EMPTY]), line, (site, "call"))
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


OBJECT_METHODS: Dict[str, Model] = {
    "object.__new__": _object_new,
    "type.__call__": _type_call,
    "function.__get__": _function_get,
    "type.__subclasses__": _subclasses,
    "pattern.sub": _pattern_sub,
    "pattern.subn": _pattern_sub,
}
OBJECT_MODELS: Dict[str, Model] = {
    "getattr": _getattr,
    "setattr": _setattr,
    "super": _super,
    "type": _type,
    "property": _property,
    "staticmethod": _wrapped("staticmethod"),
    "classmethod": _wrapped("classmethod"),
    "print": _print,
    "len": _special_method("__len__"),
    "str": _special_method("__str__", "__repr__"),
    "repr": _special_method("__repr__"),
    "ascii": _special_method("__repr__"),
    "hash": _special_method("__hash__"),
    "int": _special_method("__int__", "__index__", "__trunc__"),
    "float": _special_method("__float__", "__index__"),
    "bool": _special_method("__bool__", "__len__"),
    "abs": _special_method("__abs__"),
    "round": _special_method("__round__"),
    "complex": _special_method("__complex__"),
    "bytes": _special_method("__bytes__"),
    "format": _special_method("__format__", "__str__"),
    "bin": _special_method("__index__"),
    "hex": _special_method("__index__"),
    "oct": _special_method("__index__"),
    "dir": _special_method("__dir__"),
    "divmod": _special_method("__divmod__"),
    "globals": _globals,
    "vars": _vars,
    "locals": _vars,
    "__import__": _import,
    "slice": _slice,
}


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .attribute_stores import set_attribute
from .attributes import get_attribute
from .calls import construct
from .containers import place_of
from .iteration_builtins import made_list
from .library_objects import call_each
from .modules import module_value
from .protocols import call_special
