"""Lists, tuples, sets and dicts: making them, reading and writing items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Container, List, Optional, Set

from .arguments import Arguments
from .attribute_names import attribute_names
from .enums import enum_members, is_any_member, is_enum, member_of_enum
from .mro import resolution_order
from .values import (
    EMPTY,
    BuiltinValue,
    ClassValue,
    ContainerValue,
    ExternalValue,
    FunctionValue,
    InstanceValue,
    LiteralValue,
    NamespaceDict,
    PartialText,
    SliceValue,
    TupleKey,
    Value,
    Values,
    union,
)

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver

_CONTENT_KINDS = {
    "list": "list", "tuple": "tuple", "set": "set", "frozenset": "set", "dict": "dict",
    "collections.OrderedDict": "dict", "collections.defaultdict": "dict", "collections.UserDict": "dict",
    "collections.Counter": "dict", "collections.ChainMap": "dict", "collections.UserList": "list",
    "collections.deque": "list", "weakref.WeakValueDictionary": "dict", "weakref.WeakKeyDictionary": "dict",
}  # fmt: skip
_KEY_KINDS = (TupleKey, LiteralValue, FunctionValue, ClassValue, InstanceValue, ExternalValue)
_LONGEST_TUPLE_KEY = 4


def place_of(solver: Solver, frame: Frame, site: Any) -> Any:
    """What tells objects made here from others: the view in small projects, the code alone in large ones."""
    return (frame if solver.call_depth or frame.chain else frame.code, site)


def new_container(solver: Solver, frame: Frame, vals: List[Values], op: List[Any], slot: Any) -> Values:
    """A NEW op."""
    kind = op[1]
    container: ContainerValue = solver.intern(ContainerValue, kind, place_of(solver, frame, slot))
    if kind == "dict":
        for number, pair in enumerate(op[2]):
            if len(pair) == 1:
                later = _keys_put(vals, op[2][number + 1 :])
                for source in vals[pair[0]]:
                    if isinstance(source, ContainerValue):
                        copy_items(solver, frame, source, container, later)
            else:
                put_item(solver, frame, container, vals[pair[0]], vals[pair[1]])
        return (container,)
    place = 0
    exact = True
    for element in op[2]:
        if element.__class__ is int:
            values = vals[element]
            if values:
                if exact and kind != "set":
                    cell = container.item_cell(solver.literal(place))
                    solver.pass_on(frame, cell, values)
                else:
                    solver.pass_on(frame, container.unkeyed, values)
                solver.pass_on(frame, container.all, values)
            place += 1
            continue
        place, exact = _spread_into(solver, frame, container, vals[element[0]], place, exact, (slot, place))
    for operand in op[3]:
        solver.pass_on(frame, container.unkeyed, vals[operand])
        solver.pass_on(frame, container.all, vals[operand])
    container.length = place if exact and not op[3] else None
    return (container,)


def _spread_into(
    solver: Solver, frame: Frame, container: ContainerValue, sources: Values, place: int, exact: bool, site: Any
) -> Any:
    source = sources[0] if len(sources) == 1 else None
    if exact and isinstance(source, ContainerValue) and source.length is not None and not source.unkeyed.read(frame):
        for offset in range(min(source.length, 256)):
            values = source.item_cell(solver.literal(offset)).read(frame)
            if values:
                solver.push(frame, container.item_cell(solver.literal(place + offset)), values)
                solver.pass_on(frame, container.all, values)
        return place + source.length, exact
    values = iterate(solver, frame, sources, 0, site, False)
    solver.pass_on(frame, container.unkeyed, values)
    solver.pass_on(frame, container.all, values)
    return place, False


def _keys_put(vals: List[Values], pairs: List[List[int]]) -> Set[Value]:
    """Keys that the rest of a dict's display sets in any case."""
    keys = [vals[pair[0]] for pair in pairs if len(pair) == 2]
    return {values[0] for values in keys if len(values) == 1 and values[0].__class__ is LiteralValue}


def copy_items(
    solver: Solver, frame: Frame, source: ContainerValue, target: ContainerValue, but: Container[Value] = ()
) -> None:
    """Everything of one container into another, keys kept, except what stands under some keys."""
    everything = source.all.read(frame)
    for key, cell in list(source.items.items()):
        values = cell.read(frame)
        if values and key not in but:
            solver.push(frame, target.item_cell(key), values)
    solver.push(frame, target.unkeyed, source.unkeyed.read(frame))
    solver.push(frame, target.keys, source.keys.read(frame))
    solver.push(frame, target.all, everything)


def put_item(solver: Solver, frame: Frame, container: ContainerValue, keys: Values, values: Values) -> None:
    known = [
        found
        for key in keys
        if isinstance(found := as_key(solver, frame, key), _KEY_KINDS) and not is_any_member(found)
    ]
    if known and len(known) == len(keys):
        for key, given in zip(known, keys):
            if values:
                solver.pass_on(frame, container.item_cell(key), values)
            if not isinstance(key, LiteralValue):
                solver.pass_on(frame, container.keys, (given,))
            elif container.kind == "dict" and not container.holds(key, frame):
                _note_key(solver, frame, container, key)
    else:
        solver.pass_on(frame, container.unkeyed, values)
        if keys:
            solver.pass_on(frame, container.keys, keys)
    if values:
        solver.pass_on(frame, container.all, values)


def _is_place(container: ContainerValue, key: Value) -> bool:
    """A sequence's places are numbers: any other object stands for one that is not known (`__index__`)."""
    return container.kind == "dict" or key.__class__ is LiteralValue


def as_key(solver: Solver, frame: Frame, key: Value) -> Value:
    """A key as dicts compare it: a tuple by its parts, where each is known."""
    if key.__class__ is not ContainerValue or key.kind != "tuple":  # type: ignore[attr-defined]
        return key
    length = key.length  # type: ignore[attr-defined]
    if not length or length > _LONGEST_TUPLE_KEY:
        return key
    parts = [key.item_cell(solver.literal(place)).read(frame) for place in range(length)]  # type: ignore[attr-defined]
    if any(len(part) != 1 or part[0].__class__ is ContainerValue for part in parts):
        return key
    made: TupleKey = solver.intern(TupleKey, tuple(part[0] for part in parts))
    return made


def _note_key(solver: Solver, frame: Frame, container: ContainerValue, key: Value) -> None:
    """A key whose value says nothing: it is a key all the same. Of a large table the first ones do."""
    cell = container.keys
    if len(cell.values) < solver.limits.values_per_variable or cell.supporter_of(key) is not None:
        solver.push(frame, cell, (key,))


def get_item(solver: Solver, frame: Frame, bases: Values, keys: Values, line: int, site: Any) -> Values:
    """`base[key]`."""
    result: Values = EMPTY
    for base in bases:
        kind = base.__class__
        if kind is ContainerValue:
            if keys and keys[0].__class__ is SliceValue:
                result = union(result, slice_of(solver, frame, (base,), keys[0].bounds, line, site))  # type: ignore[attr-defined]
                continue
            method = "__hash__" if base.kind == "dict" else "__index__"  # type: ignore[attr-defined]
            _ask_keys(solver, frame, keys, method, line, site)
            result = union(result, read_item(solver, frame, base, keys))  # type: ignore[arg-type]
        elif kind is InstanceValue:
            result = union(result, _instance_item(solver, frame, base, keys, line, site))
        elif kind is NamespaceDict:
            result = union(result, namespace_item(solver, frame, base.owner, keys, line, site))  # type: ignore[attr-defined]
        elif kind is ClassValue:
            result = union(result, _class_item(solver, frame, base, keys, line, site))
        elif kind is ExternalValue and base.path == "sys.modules":  # type: ignore[attr-defined]
            result = union(result, _loaded_modules(solver, frame, keys))
    return result


def _loaded_modules(solver: Solver, frame: Frame, keys: Values) -> Values:
    """`sys.modules["name"]` and `sys.modules[__name__]`."""
    result: Values = EMPTY
    for key in keys:
        if key.__class__ is BuiltinValue and key.name == "__name__":  # type: ignore[attr-defined]
            result = union(result, (solver.module_value(frame.code.file),))
        elif isinstance(key, LiteralValue) and isinstance(key.value, str):
            result = union(result, module_value(solver, key.value))
    return result


def _ask_keys(solver: Solver, frame: Frame, keys: Values, method: str, line: int, site: Any) -> None:
    for key in keys:
        if key.__class__ is InstanceValue:
            call_special(solver, frame, key, method, [], line, (site, "key"))


def read_item(solver: Solver, frame: Frame, container: ContainerValue, keys: Values) -> Values:
    known: List[Value] = []
    for key in keys:
        key = as_key(solver, frame, key)
        if key.__class__ is PartialText:
            known.extend(item for item in container.items if item.__class__ is LiteralValue and key.fits(item.value))  # type: ignore[attr-defined]
            container.all.read(frame)
        elif isinstance(key, _KEY_KINDS) and not is_any_member(key) and _is_place(container, key):
            known.append(key)
        else:
            return _any_item(solver, frame, container)
    if not keys:
        return _any_item(solver, frame, container)
    result = container.unkeyed.read(frame)
    for key in known:
        if isinstance(key, LiteralValue) and key.value.__class__ is int and key.value < 0 and container.kind != "dict":
            if container.length is None:
                return container.all.read(frame)
            key = solver.literal(key.value + container.length)
        result = union(result, container.item_cell(key).read(frame))
        if container.default_kind is not None:
            result = union(result, _default_item(solver, frame, container, key))
    return result


def _any_item(solver: Solver, frame: Frame, container: ContainerValue) -> Values:
    if container.default_kind is not None:
        _default_item(solver, frame, container, None)
    return container.all.read(frame)


def _default_item(solver: Solver, frame: Frame, container: ContainerValue, key: Optional[Value]) -> Values:
    """What a `defaultdict` of lists (sets, dicts) makes for a key: each has a list of its own."""
    made = (solver.intern(ContainerValue, container.default_kind, (container, "default", key)),)
    solver.push(frame, container.unkeyed if key is None else container.item_cell(key), made)
    solver.push(frame, container.all, made)
    return made  # type: ignore[return-value]


def _instance_item(solver: Solver, frame: Frame, base: Any, keys: Values, line: int, site: Any) -> Values:
    found = call_special(solver, frame, base, "__getitem__", [keys], line, (site, "item"))
    if found is not None:
        return found
    missing = call_special(solver, frame, base, "__missing__", [keys], line, (site, "missing"))
    result = missing or EMPTY
    content = base.attributes.get("[]")
    if content is None and kind_of_content(solver, base, frame):
        content_of(solver, frame, base)
        content = base.attributes.get("[]")
    if content is not None:
        for container in content.read(frame):
            result = union(result, read_item(solver, frame, container, keys))
    return union(result, tuple_field(solver, frame, base, keys))


def _class_item(solver: Solver, frame: Frame, base: Any, keys: Values, line: int, site: Any) -> Values:
    """`Class[key]`: a subscripted generic is the class; an enum gives its member."""
    if is_enum(solver, base, frame):
        named = [key.value for key in keys if isinstance(key, LiteralValue) and isinstance(key.value, str)]
        found = [member_of_enum(solver, base, name) for name in named if len(named) == len(keys)]
        return tuple(found) or enum_members(solver, base)
    found = call_special(solver, frame, base, "__getitem__", [keys], line, (site, "item"))
    if found is not None:
        return found
    hooks = get_attribute(solver, frame, base, "__class_getitem__", line, site)
    hooks = tuple(hook for hook in hooks if hook.__class__ is not ExternalValue)
    if hooks:
        result: Values = EMPTY
        for hook in hooks:
            result = union(result, call_value(solver, frame, hook, Arguments([keys]), line, (site, "generic")))
        return result
    return (base,)


def namespace_item(solver: Solver, frame: Frame, owner: Value, keys: Values, line: int, site: Any) -> Values:
    """`globals()["name"]` and `vars(object)["name"]`."""
    result: Values = EMPTY
    for name in attribute_names(solver, frame, (owner,), keys):
        if owner.__class__ is InstanceValue:
            # The object's own, past all descriptors of its class.
            result = union(result, owner.attribute_cell(name).read(frame))  # type: ignore[attr-defined]
        else:
            result = union(result, get_attribute(solver, frame, owner, name, line, site))
    return result


def set_namespace_item(
    solver: Solver, frame: Frame, owner: Value, name: str, values: Values, line: int, site: Any
) -> None:
    """`vars(object)["name"] = value`."""
    if owner.__class__ is InstanceValue:
        solver.push(frame, owner.attribute_cell(name), values)  # type: ignore[attr-defined]
    else:
        set_attribute(solver, frame, owner, name, values, line, site)


def set_item(solver: Solver, frame: Frame, bases: Values, keys: Values, values: Values, line: int, site: Any) -> None:
    """`base[key] = values`."""
    for base in bases:
        kind = base.__class__
        if kind is ContainerValue:
            if len(keys) == 1 and keys[0].__class__ is LiteralValue and base.kind == "list":  # type: ignore[attr-defined]
                keys = _list_place(solver, base, keys)  # type: ignore[arg-type]
            _ask_keys(solver, frame, keys, "__hash__" if base.kind == "dict" else "__index__", line, site)  # type: ignore[attr-defined]
            put_item(solver, frame, base, keys, values)  # type: ignore[arg-type]
        elif kind is InstanceValue:
            found = call_special(solver, frame, base, "__setitem__", [keys, values], line, (site, "setitem"))
            if found is None and values:
                container = content_of(solver, frame, base)
                put_item(solver, frame, container, keys, values)
        elif kind is NamespaceDict:
            for key in keys:
                if isinstance(key, LiteralValue) and isinstance(key.value, str):
                    set_namespace_item(solver, frame, base.owner, key.value, values, line, site)  # type: ignore[attr-defined]


def _list_place(solver: Solver, container: ContainerValue, keys: Values) -> Values:
    """A negative place counted from the front; a place behind the end is an append whose place was known."""
    key = keys[0].value  # type: ignore[attr-defined]
    length = container.length
    if key.__class__ is int and key < 0:
        return (solver.literal(key + length),) if length is not None else EMPTY
    if key.__class__ is int and length is not None and key >= length:
        container.length = key + 1
    return keys


def kind_of_content(solver: Solver, instance: Any, frame: Frame) -> str:
    """Which builtin container the object's class derives from; empty for none."""
    for base in resolution_order(solver, instance.cls, frame):
        if base.__class__ is BuiltinValue or base.__class__ is ExternalValue:
            name = base.name if base.__class__ is BuiltinValue else base.path  # type: ignore[attr-defined]
            if name in _CONTENT_KINDS:
                return _CONTENT_KINDS[name]
    return ""


def content_of(solver: Solver, frame: Frame, instance: Any) -> ContainerValue:
    """Items of an object whose class derives from `dict` or `list`."""
    kind = kind_of_content(solver, instance, frame) or "dict"
    container: ContainerValue = solver.intern(ContainerValue, kind, (instance, "content"))
    solver.push(frame, instance.attribute_cell("[]"), (container,))
    return container


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .attribute_stores import set_attribute
from .attributes import get_attribute
from .calls import call_value
from .dataclass_model import tuple_field
from .modules import module_value
from .protocols import call_special, iterate
from .sequence_parts import slice_of
