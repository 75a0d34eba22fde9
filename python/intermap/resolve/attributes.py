"""Reading and setting attributes of every kind of value, with properties and descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List, Optional

from .arguments import Arguments
from .enums import is_enum, member_of_enum, names_member, value_of_member
from .mro import external_bases, look_up, look_up_besides, metaclasses
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
    InstanceValue,
    LiteralValue,
    ModuleValue,
    NamespaceDict,
    NamespaceValue,
    PartialValue,
    PropertyPart,
    PropertyValue,
    SuperValue,
    Value,
    Values,
    WrappedMethod,
    union,
)

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver

_LONGEST_EXTERNAL_PATH = 5
#: Methods read from a builtin class itself that have a meaning here (builtins_model.py).
KNOWN_METHODS = frozenset(
    "object.__new__ type.__call__ type.__new__ type.__init__ object.__init__ pattern.sub pattern.subn".split()
)
#: Builtin types whose methods work on a container given first: `list.append(items, x)`.
CONTAINER_NAMES = frozenset("list tuple set frozenset dict".split())
_CONTENT_METHODS = frozenset("__getitem__ __setitem__ __delitem__ __iter__ __init__ __ior__ __iadd__".split())


def get_attribute(solver: Solver, frame: Frame, value: Value, name: str, line: int, site: Any) -> Values:
    """`value.name`, with calls of getters recorded for `frame`."""
    kind = value.__class__
    if kind is InstanceValue:
        return _of_instance(solver, frame, value, name, line, site)  # type: ignore[arg-type]
    if kind is ModuleValue:
        if name == "__dict__":
            return (solver.intern(NamespaceDict, value),)
        found = module_member(solver, value.file, name, frame)[0]  # type: ignore[attr-defined]
        return found or module_fallback(solver, frame, value.file, name, line, site)  # type: ignore[attr-defined]
    if kind is ClassValue:
        return _of_class(solver, frame, value, name, line, site)  # type: ignore[arg-type]
    if kind is ExternalValue:
        return external_member(solver, value, name)  # type: ignore[arg-type]
    if kind is ContainerValue:
        return (solver.intern(ContainerMethod, value, name),)
    if kind is SuperValue:
        return _of_super(solver, frame, value, name, line, site)  # type: ignore[arg-type]
    if kind is NamespaceValue:
        return namespace_member(solver, value, name, frame)  # type: ignore[arg-type]
    if kind is FunctionValue:
        return _of_function(solver, frame, value, name)  # type: ignore[arg-type]
    if kind is BoundMethod:
        if name == "__func__":
            return (value.function,)  # type: ignore[attr-defined]
        if name == "__self__":
            return (value.receiver,)  # type: ignore[attr-defined]
        return get_attribute(solver, frame, value.function, name, line, site)  # type: ignore[attr-defined]
    if kind is GeneratorValue:
        return (solver.intern(BoundMethod, solver.intern(BuiltinValue, f"generator.{name}"), value),)
    if kind is PropertyValue:
        if name in ("setter", "getter", "deleter"):
            return (solver.intern(PropertyPart, value, name),)
        if name in ("fget", "fset"):
            return (value.getter if name == "fget" else value.setter).read(frame)  # type: ignore[attr-defined]
    if kind is PartialValue:
        return _of_partial(solver, frame, value, name)  # type: ignore[arg-type]
    if kind is BuiltinValue:
        path = f"{value.name}.{name}"  # type: ignore[attr-defined]
        known = path in KNOWN_METHODS or value.name in CONTAINER_NAMES  # type: ignore[attr-defined]
        return (solver.intern(BuiltinValue, path),) if known else EMPTY
    if kind is WrappedMethod:
        if name in ("__func__", "__wrapped__"):
            return (value.function,)  # type: ignore[attr-defined]
        return get_attribute(solver, frame, value.function, name, line, site)  # type: ignore[attr-defined]
    if kind is LiteralValue:
        if name in TEXT_METHODS and value.value.__class__ is str:  # type: ignore[attr-defined]
            return (solver.intern(BoundMethod, solver.intern(BuiltinValue, f"text.{name}"), value),)
        return EMPTY
    if kind is NamespaceDict:
        return (solver.intern(BoundMethod, solver.intern(BuiltinValue, f"namespace.{name}"), value),)
    return EMPTY


def _of_partial(solver: Solver, frame: Frame, value: PartialValue, name: str) -> Values:
    if name in ("func", "__wrapped__"):
        return value.functions.read(frame)
    if name == "register" and value.site[0] == "dispatch":
        return (solver.intern(BoundMethod, solver.intern(BuiltinValue, "dispatch.register"), value),)
    return EMPTY


def external_member(solver: Solver, value: ExternalValue, name: str) -> Values:
    """A path grows with each attribute, in a loop (`node = node.next`) without end: so only up to a length."""
    if value.path.count(".") >= _LONGEST_EXTERNAL_PATH:
        return EMPTY
    return (solver.intern(ExternalValue, f"{value.path}.{name}"),)


def _of_function(solver: Solver, frame: Frame, value: FunctionValue, name: str) -> Values:
    if name == "__get__":
        return (solver.intern(BoundMethod, solver.intern(BuiltinValue, "function.__get__"), value),)
    if name == "__call__":
        return (value,)
    own = value.attribute_cell(name).read(frame)
    if not own and name in ("__name__", "__qualname__"):
        return (solver.literal(value.code.name if name == "__name__" else value.code.qualname),)
    return own


def _of_instance(solver: Solver, frame: Frame, value: InstanceValue, name: str, line: int, site: Any) -> Values:
    cls = value.cls
    if name == "__class__":
        return (cls,)
    if name == "__dict__":
        return (solver.intern(NamespaceDict, value),)
    found, _ = look_up(solver, cls, name, frame)
    own = value.attribute_cell(name).read(frame)
    result: Values = EMPTY
    if found:
        shadowed = bool(own) and _always_set(solver, cls, name, frame)
        for item in found:
            result = union(result, _bind(solver, frame, item, value, cls, line, site, shadowed))
    for item in look_up_besides(solver, cls, "__getattribute__"):
        result = union(result, call_value(solver, frame, item, Arguments([(value,), EMPTY]), line, (site, "get")))
    result = union(result, own)
    if not result and not found:
        result = _last_resorts(solver, frame, value, name, line, site)
    return result


def _bind(
    solver: Solver, frame: Frame, item: Value, receiver: InstanceValue, cls: ClassValue, line: int, site: Any,
    shadowed: bool,
) -> Values:  # fmt: skip
    """A class attribute seen through an instance."""
    kind = item.__class__
    if kind is FunctionValue:
        return EMPTY if shadowed else (solver.intern(BoundMethod, item, receiver),)
    if kind is PropertyValue:
        result: Values = EMPTY
        for getter in item.getter.read(frame):  # type: ignore[attr-defined]
            result = union(result, call_value(solver, frame, getter, Arguments([(receiver,)]), line, (site, "get")))
        return result
    if kind is WrappedMethod:
        if item.kind == "classmethod":  # type: ignore[attr-defined]
            return (solver.intern(BoundMethod, item.function, cls),)  # type: ignore[attr-defined]
        if item.kind == "staticmethod":  # type: ignore[attr-defined]
            return (item.function,)  # type: ignore[attr-defined]
        return (solver.intern(BoundMethod, item.function, receiver),)  # type: ignore[attr-defined]
    if kind is InstanceValue:
        getters, _ = look_up(solver, item.cls, "__get__", frame)  # type: ignore[attr-defined]
        if getters:
            return _descriptor_get(solver, frame, item, getters, receiver, cls, line, site)
    if kind is PartialValue and item.site[0] == "field":  # type: ignore[attr-defined]
        return EMPTY
    return EMPTY if shadowed else (item,)


def _descriptor_get(
    solver: Solver, frame: Frame, item: Value, getters: Values, receiver: Optional[Value], cls: ClassValue,
    line: int, site: Any,
) -> Values:  # fmt: skip
    result: Values = EMPTY
    seen = (receiver,) if receiver is not None else EMPTY
    for getter in getters:
        bound = Arguments([(item,), seen, (cls,)])
        result = union(result, call_value(solver, frame, getter, bound, line, (site, "get")))
    return result


def _always_set(solver: Solver, cls: ClassValue, name: str, frame: Frame) -> bool:
    """Whether `__init__` sets the attribute in any case, so that the class's own is never seen."""
    initializers, _ = look_up(solver, cls, "__init__", frame)
    for item in initializers:
        if item.__class__ is FunctionValue:
            if name in item.code.init_attributes:  # type: ignore[attr-defined]
                return True
    return False


def _last_resorts(solver: Solver, frame: Frame, value: InstanceValue, name: str, line: int, site: Any) -> Values:
    cls = value.cls
    if name in ("value", "_value_") and is_enum(solver, cls, frame):
        return value_of_member(solver, frame, value)
    hints = look_up_besides(solver, cls, name + ":")
    if hints:
        return hints
    result: Values = EMPTY
    if not name.startswith("__"):
        fallbacks = look_up_besides(solver, cls, "__getattr__")
        literal = (solver.literal(name),)
        for item in fallbacks:
            given = Arguments([(value,), literal])
            result = union(result, call_value(solver, frame, item, given, line, (site, "getattr")))
        if fallbacks:
            return result
    return inherited_from_outside(solver, frame, cls, value, name, None) or tuple(
        solver.intern(ExternalValue, f"{base.path}.{name}") for base in external_bases(cls)[:1]
    )


def inherited_from_outside(
    solver: Solver, frame: Frame, cls: ClassValue, receiver: Value, name: str, after: Optional[Value]
) -> Values:
    """Methods of builtin containers, and those of library classes that call back into the project."""
    for base in external_bases(cls, after)[:1]:
        path = f"{base.path}.{name}"
        if path in CALLING_BACK:
            return (solver.intern(BoundMethod, solver.intern(ExternalValue, path), receiver),)
    if receiver.__class__ is InstanceValue and (not name.startswith("__") or name in _CONTENT_METHODS):
        if kind_of_content(solver, receiver, frame):
            return (solver.intern(ContainerMethod, content_of(solver, frame, receiver), name),)
    return EMPTY


def _of_class(solver: Solver, frame: Frame, cls: ClassValue, name: str, line: int, site: Any) -> Values:
    found, _ = look_up(solver, cls, name, frame)
    result: Values = EMPTY
    for item in found:
        kind = item.__class__
        if kind is WrappedMethod:
            if item.kind == "classmethod":  # type: ignore[attr-defined]
                result = union(result, (solver.intern(BoundMethod, item.function, cls),))  # type: ignore[attr-defined]
            else:
                result = union(result, (item.function,))  # type: ignore[attr-defined]
            continue
        if kind is InstanceValue:
            getters, _ = look_up(solver, item.cls, "__get__", frame)  # type: ignore[attr-defined]
            if getters:
                result = union(result, _descriptor_get(solver, frame, item, getters, None, cls, line, site))
                continue
        if kind is FunctionValue and name in ("__new__",):
            result = union(result, (item,))
            continue
        if kind is FunctionValue and name in ("__init_subclass__", "__class_getitem__"):
            result = union(result, (solver.intern(BoundMethod, item, cls),))
            continue
        result = union(result, (item,))
    if is_enum(solver, cls, frame):
        callables = tuple(item for item in result if item.__class__ in (FunctionValue, BoundMethod, ClassValue))
        if not callables and not name.startswith("__") and (found or names_member(cls, name)):
            return (member_of_enum(solver, cls, name),)
    if result:
        return result
    for meta in metaclasses(solver, cls, frame):
        for item in look_up(solver, meta, name, frame)[0]:
            bound = (solver.intern(BoundMethod, item, cls),) if item.__class__ is FunctionValue else (item,)
            if item.__class__ is PropertyValue:
                bound = EMPTY
                for getter in item.getter.read(frame):  # type: ignore[attr-defined]
                    given = Arguments([(cls,)])
                    bound = union(bound, call_value(solver, frame, getter, given, line, (site, "get")))
            result = union(result, bound)
        if result:
            return result
    if name == "__dict__":
        return (solver.intern(NamespaceDict, cls),)
    if name in ("__name__", "__qualname__"):
        return (solver.literal(cls.code.name if name == "__name__" else cls.code.qualname),)
    if name == "__mro__" or name == "__bases__":
        return EMPTY
    if name == "__subclasses__":
        return (solver.intern(BoundMethod, solver.intern(BuiltinValue, "type.__subclasses__"), cls),)
    return tuple(solver.intern(ExternalValue, f"{base.path}.{name}") for base in external_bases(cls)[:1])


def _of_super(solver: Solver, frame: Frame, value: SuperValue, name: str, line: int, site: Any) -> Values:
    receiver = value.receiver
    cls: Any = receiver.cls if receiver.__class__ is InstanceValue else receiver  # type: ignore[attr-defined]
    if cls.__class__ is not ClassValue:
        return EMPTY
    found, _ = look_up(solver, cls, name, frame, after=value.cls)
    result: Values = EMPTY
    for item in found:
        if name == "__new__" and item.__class__ in (FunctionValue, WrappedMethod):
            item = item.function if item.__class__ is WrappedMethod else item  # type: ignore[attr-defined]
            result = union(result, (item,))
        elif receiver.__class__ is InstanceValue:
            result = union(result, _bind(solver, frame, item, receiver, cls, line, site, False))  # type: ignore[arg-type]
        elif item.__class__ is WrappedMethod and item.kind == "classmethod":  # type: ignore[attr-defined]
            result = union(result, (solver.intern(BoundMethod, item.function, cls),))  # type: ignore[attr-defined]
        elif item.__class__ is WrappedMethod:
            result = union(result, (item.function,))  # type: ignore[attr-defined]
        elif item.__class__ is FunctionValue:
            # Inside a class method or `__init_subclass__`: the receiver is the class itself.
            result = union(result, (solver.intern(BoundMethod, item, cls),))
        else:
            result = union(result, (item,))
    if result:
        return result
    if name == "__new__":
        return (solver.intern(BoundMethod, solver.intern(BuiltinValue, "object.__new__"), receiver),)
    outside = inherited_from_outside(solver, frame, cls, receiver, name, value.cls)
    if outside:
        return outside
    if name == "__call__" and receiver.__class__ is ClassValue:
        return (solver.intern(BoundMethod, solver.intern(BuiltinValue, "type.__call__"), receiver),)
    return tuple(
        solver.intern(ExternalValue, f"{base.path}.{name}") for base in external_bases(cls, after=value.cls)[:1]
    )


def zero_argument_super(solver: Solver, frame: Frame, vals: List[Values]) -> Values:
    """`super()`: the class around the method, and the method's first parameter."""
    holder: Any = frame
    while holder is not None:
        function = holder.function
        if isinstance(function, FunctionValue) and function.owner is not None:
            receivers = holder.parameter(0).read(frame)
            return tuple(solver.intern(SuperValue, function.owner, receiver) for receiver in receivers)
        holder = holder.env
    return EMPTY


def match_field(
    solver: Solver, frame: Frame, subjects: Values, classes: Values, position: int, line: int, site: Any
) -> Values:
    """The attribute that `case Class(a, b)` binds at a position: by `__match_args__` or a data class's fields."""
    result: Values = EMPTY
    subjects = narrowed(solver, frame, subjects, classes, True)
    for cls in classes:
        if cls.__class__ is not ClassValue:
            continue
        names = match_names(solver, cls, frame)  # type: ignore[arg-type]
        if position < len(names):
            for subject in subjects:
                result = union(result, get_attribute(solver, frame, subject, names[position], line, site))
    return result


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .calling_back import MODELS as CALLING_BACK
from .calls import call_value
from .containers import content_of, kind_of_content
from .dataclass_model import match_names
from .modules import module_fallback, module_member, namespace_member
from .narrowing import narrowed
from .texts import TEXT_METHODS
