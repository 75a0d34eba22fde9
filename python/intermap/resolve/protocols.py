"""What Python calls by itself: iteration, context managers, operators, conversions, awaiting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List, Optional

from .arguments import Arguments
from .enums import enum_members, is_enum
from .mro import look_up, metaclasses
from .values import (
    EMPTY,
    BoundMethod,
    ClassValue,
    ContainerValue,
    ExternalValue,
    FunctionValue,
    GeneratorValue,
    InstanceValue,
    LiteralValue,
    PartialText,
    Value,
    Values,
    union,
)

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver


_NOT_AWAITABLE = frozenset((ContainerValue, FunctionValue, BoundMethod, ClassValue))


def call_special(
    solver: Solver, frame: Frame, value: Value, name: str, arguments: List[Values], line: int, site: Any
) -> Optional[Values]:
    """Calls a special method as Python does, by the object's class. None when the class has none."""
    if value.__class__ is InstanceValue:
        cls: Any = value.cls  # type: ignore[attr-defined]
        found, _ = look_up(solver, cls, name, frame)
    elif value.__class__ is ClassValue:
        found = EMPTY
        for meta in metaclasses(solver, value, frame):  # type: ignore[arg-type]
            found = union(found, look_up(solver, meta, name, frame)[0])
    else:
        return None
    if not found:
        return None
    result: Values = EMPTY
    for item in found:
        if value.__class__ is InstanceValue:
            targets = _bind(solver, frame, item, value, value.cls, line, site, False)  # type: ignore[attr-defined, arg-type]
            for target in targets:
                given = Arguments(list(arguments))
                result = union(result, call_value(solver, frame, target, given, line, (site, name)))
        else:
            given = Arguments([(value,), *arguments])
            result = union(result, call_value(solver, frame, item, given, line, (site, name)))
    return result


def iterate(solver: Solver, frame: Frame, values: Values, line: int, site: Any, asynchronous: bool) -> Values:
    """What a loop over these values gets, one after the other."""
    result: Values = EMPTY
    for value in values:
        result = union(result, _elements(solver, frame, value, line, site, asynchronous, 0))
    return result


def _elements(
    solver: Solver, frame: Frame, value: Value, line: int, site: Any, asynchronous: bool, depth: int
) -> Values:
    kind = value.__class__
    if kind is ContainerValue:
        if value.kind == "dict":  # type: ignore[attr-defined]
            return dict_keys(frame, value)  # type: ignore[arg-type]
        return value.all.read(frame)  # type: ignore[attr-defined, no-any-return]
    if kind is GeneratorValue:
        return value.frame.yields().read(frame)  # type: ignore[attr-defined, no-any-return]
    if kind is ClassValue and is_enum(solver, value, frame):  # type: ignore[arg-type]
        return enum_members(solver, value)  # type: ignore[arg-type]
    if kind not in (InstanceValue, ClassValue) or depth > 4:
        return EMPTY
    iterators = call_special(solver, frame, value, "__aiter__" if asynchronous else "__iter__", [], line, site)
    if iterators is None:
        if asynchronous:
            return EMPTY
        found = call_special(solver, frame, value, "__getitem__", [EMPTY], line, site)
        if found is None and kind is InstanceValue and kind_of_content(solver, value, frame):
            return _elements(solver, frame, content_of(solver, frame, value), line, site, False, depth + 1)
        return found or EMPTY
    result: Values = EMPTY
    for iterator in iterators:
        following = call_special(
            solver, frame, iterator, "__anext__" if asynchronous else "__next__", [], line, (site, "next")
        )
        if following is not None:
            if asynchronous:
                following = awaited(solver, frame, following, line, (site, "await"))
            result = union(result, following)
        elif iterator is not value:
            result = union(result, _elements(solver, frame, iterator, line, (site, "iter"), asynchronous, depth + 1))
    return result


def dict_keys(frame: Frame, container: ContainerValue) -> Values:
    container.all.read(frame)
    keys = container.keys.read(frame)
    held = (key for key in container.items if isinstance(key, LiteralValue) and container.holds(key, frame))
    return tuple(dict.fromkeys((*held, *keys)))


def next_of(solver: Solver, frame: Frame, values: Values, line: int, site: Any) -> Values:
    """`next(values)`."""
    result: Values = EMPTY
    for value in values:
        found = call_special(solver, frame, value, "__next__", [], line, (site, "next"))
        if found is not None:
            result = union(result, found)
        elif value.__class__ in (GeneratorValue, ContainerValue):
            result = union(result, _elements(solver, frame, value, line, site, False, 0))
    return result


def operator(
    solver: Solver, frame: Frame, names: str, reflected: Optional[str], left: Values, right: Values, line: int,
    site: Any,
) -> Values:  # fmt: skip
    """`left OP right`: the left object's method, else the right one's reflected method."""
    result: Values = EMPTY
    answered = False
    in_place = names.startswith("__i") and " " in names
    if names == "__add__" and (_is_text(left) or _is_text(right)):
        return joined(solver, [left, right])
    for value in left:
        found: Optional[Values] = None
        for name in names.split(" "):
            found = call_special(solver, frame, value, name, [right], line, (site, name))
            if found is not None:
                break
        if found is not None:
            answered = True
            result = union(result, found)
        elif value.__class__ is ContainerValue and names == "__mul__":
            answered = True
            result = union(result, _repeated(solver, frame, value, right, site))  # type: ignore[arg-type]
        elif value.__class__ is ContainerValue and names.split("__")[1] in ("add", "iadd", "or", "ior", "imul"):
            answered = True
            result = union(result, _joined(solver, frame, value, right, in_place, line, site))  # type: ignore[arg-type]
    if not answered and reflected is not None:
        for value in right:
            found = None
            for name in reflected.split(" "):
                found = call_special(solver, frame, value, name, [left], line, (site, name))
                if found is not None:
                    break
            if found is not None:
                result = union(result, found)
            elif value.__class__ is ContainerValue and not left and reflected in ("__radd__", "__ror__", "__rmul__"):
                result = union(result, (value,))
    return result


def _is_text(values: Values) -> bool:
    return bool(values) and all(
        value.__class__ is PartialText or (value.__class__ is LiteralValue and value.value.__class__ is str)  # type: ignore[attr-defined]
        for value in values
    )


def _repeated(solver: Solver, frame: Frame, container: ContainerValue, times: Values, site: Any) -> Values:
    """`[f] * 3`: as many elements as that makes, where it is known."""
    made = solver.intern(ContainerValue, container.kind, (frame if solver.call_depth else frame.code, site, "repeat"))
    copy_items(solver, frame, container, made)
    length, count = container.length, getattr(times[0], "value", None) if len(times) == 1 else None
    if length is None or count.__class__ is not int or not 0 <= count * length <= 64:  # type: ignore[operator]
        solver.push(frame, made.unkeyed, container.all.read(frame))
        return (made,)
    for place in range(length, count * length):  # type: ignore[operator]
        values = container.item_cell(solver.literal(place % length)).read(frame)
        solver.push(frame, made.item_cell(solver.literal(place)), values)
    made.length = count * length  # type: ignore[operator]
    return (made,)


def _joined(
    solver: Solver, frame: Frame, left: ContainerValue, right: Values, in_place: bool, line: int, site: Any
) -> Values:
    """Two lists added or two dicts merged. In place the left one keeps its identity."""
    if in_place:
        target = left
    else:
        target = solver.intern(ContainerValue, left.kind, (frame if solver.call_depth else frame.code, site, "join"))
        copy_items(solver, frame, left, target)
    others = [value for value in right if isinstance(value, ContainerValue)]
    for value in right:
        if isinstance(value, ContainerValue):
            if left.kind == "dict" or value.kind == "dict":
                copy_items(solver, frame, value, target)
            elif left.length is not None and len(others) == 1 and left is not target and not left.unkeyed.read(frame):
                for key, cell in list(value.items.items()):
                    if isinstance(key, LiteralValue) and key.value.__class__ is int:
                        shifted = solver.literal(key.value + left.length)
                        solver.push(frame, target.item_cell(shifted), cell.read(frame))
                solver.push(frame, target.unkeyed, value.unkeyed.read(frame))
                solver.push(frame, target.all, value.all.read(frame))
                target.length = left.length + value.length if value.length is not None else None
            else:
                solver.push(frame, target.unkeyed, value.all.read(frame))
                solver.push(frame, target.all, value.all.read(frame))
        else:
            elements = iterate(solver, frame, (value,), line, (site, "join"), False)
            solver.push(frame, target.unkeyed, elements)
            solver.push(frame, target.all, elements)
    return (target,)


def special(solver: Solver, frame: Frame, names: List[str], values: Values, line: int, site: Any) -> Values:
    """The first of several special methods that the object has, such as `__bool__` or else `__len__`."""
    result: Values = EMPTY
    for value in values:
        if value.__class__ is not InstanceValue:
            continue
        for name in names:
            arguments = [EMPTY] * (name in ("__contains__", "__delitem__", "__format__", "__getitem__"))
            if name == "__iter__":
                iterate(solver, frame, (value,), line, site, False)
                break
            found = call_special(solver, frame, value, name, arguments, line, (site, name))
            if found is not None:
                result = union(result, found)
                break
    return result


def enter(solver: Solver, frame: Frame, values: Values, line: int, site: Any, asynchronous: bool) -> Values:
    """`with value as result`: entering and leaving."""
    result: Values = EMPTY
    enter_name, exit_name = ("__aenter__", "__aexit__") if asynchronous else ("__enter__", "__exit__")
    for value in values:
        if value.__class__ is GeneratorValue:
            # A generator function under `contextlib.contextmanager`.
            result = union(result, value.frame.yields().read(frame))  # type: ignore[attr-defined]
            continue
        found = call_special(solver, frame, value, enter_name, [], line, (site, "enter"))
        if found is not None:
            result = union(result, awaited(solver, frame, found, line, site) if asynchronous else found)
        elif value.__class__ in (InstanceValue, ExternalValue):
            result = union(result, (value,))
        call_special(solver, frame, value, exit_name, [EMPTY, EMPTY, EMPTY], line, (site, "exit"))
    return result


def awaited(solver: Solver, frame: Frame, values: Values, line: int, site: Any) -> Values:
    """`await value`: a coroutine's result, or what `__await__` returns."""
    result: Values = EMPTY
    for value in values:
        if value.__class__ is GeneratorValue:
            result = union(result, value.frame.returned.read(frame))  # type: ignore[attr-defined]
        elif value.__class__ is ContainerValue and value.kind == "future":  # type: ignore[attr-defined]
            result = union(result, value.all.read(frame))  # type: ignore[attr-defined]
        elif value.__class__ in _NOT_AWAITABLE:
            # The result itself, where a library's coroutine is not told from what it gives (`asyncio.gather`, a queue).
            result = union(result, (value,))
        else:
            found = call_special(solver, frame, value, "__await__", [], line, (site, "await"))
            result = union(result, generator_result(frame, found or EMPTY))
    return result


def generator_result(frame: Frame, values: Values) -> Values:
    """What `yield from` itself evaluates to: the inner generator's return value."""
    result: Values = EMPTY
    for value in values:
        if value.__class__ is GeneratorValue:
            result = union(result, value.frame.returned.read(frame))  # type: ignore[attr-defined]
    return result


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .attributes import _bind
from .calls import call_value
from .containers import content_of, copy_items, kind_of_content
from .texts import joined
