"""Methods of lists, tuples, sets and dicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .arguments import Arguments
from .values import EMPTY, ContainerMethod, ContainerValue, InstanceValue, LiteralValue, Values, union

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver

_ADD_ONE = frozenset("append add appendleft put put_nowait".split())
_ADD_MANY = frozenset("extend extendleft".split())
_MOVE = frozenset("reverse remove rotate discard clear __delitem__".split())
_TAKE = frozenset("pop popleft popitem get get_nowait result".split())
_SAME = frozenset("copy __copy__ union intersection difference symmetric_difference".split())


def call_method(
    solver: Solver, frame: Frame, method: ContainerMethod, arguments: Arguments, line: int, site: Any
) -> Values:
    """What a container's method does to it and gives back. No edge: containers are not of the project."""
    container, name = method.container, method.name
    if container.kind == "dict":
        return _dict_method(solver, frame, container, name, arguments, line, site)
    if name in _ADD_ONE:
        container.grown = True
        if name == "appendleft":
            _forget_places(solver, frame, container)
        _put_anywhere(solver, frame, container, arguments.at(0))
    elif name in _ADD_MANY or (name == "update" and container.kind == "set") or name == "__iadd__":
        container.grown = True
        _put_anywhere(solver, frame, container, iterate(solver, frame, arguments.at(0), line, site, False))
    elif name == "insert":
        container.grown = True
        _forget_places(solver, frame, container)
        _put_anywhere(solver, frame, container, arguments.at(1))
    elif name in _TAKE:
        container.grown = True
        if arguments.positional:
            _forget_places(solver, frame, container)
        return container.all.read(frame)
    elif name == "sort":
        _forget_places(solver, frame, container)
        call_key_function(solver, frame, arguments.named.get("key", EMPTY), container.all.read(frame), line, site)
    elif name in _MOVE:
        container.grown = True
        _forget_places(solver, frame, container)
    elif name in _SAME:
        return _copied(solver, frame, container, arguments, line, site)
    elif name == "add_done_callback":
        call_key_function(solver, frame, arguments.at(0), (container,), line, site)
    elif name == "__getitem__":
        return read_item(solver, frame, container, arguments.at(0))
    elif name == "__setitem__":
        put_item(solver, frame, container, arguments.at(0), arguments.at(1))
    elif name == "__iter__":
        return (container,)
    elif name in ("__next__", "send"):
        return container.all.read(frame)
    return EMPTY


def _copied(
    solver: Solver, frame: Frame, container: ContainerValue, arguments: Arguments, line: int, site: Any
) -> Values:
    made: ContainerValue = solver.intern(ContainerValue, container.kind, place_of(solver, frame, (site, "copy")))
    copy_items(solver, frame, container, made)
    if made.kind == "list" or made.kind == "tuple":
        made.length = container.length
    for values in arguments.positional:
        _put_anywhere(solver, frame, made, iterate(solver, frame, values, line, site, False))
    return (made,)


def _put_anywhere(solver: Solver, frame: Frame, container: ContainerValue, values: Values) -> None:
    solver.pass_on(frame, container.unkeyed, values)
    solver.pass_on(frame, container.all, values)


def _forget_places(solver: Solver, frame: Frame, container: ContainerValue) -> None:
    """Elements may have moved: each can now be anywhere."""
    solver.pass_on(frame, container.unkeyed, container.all.read(frame))


def _dict_method(
    solver: Solver, frame: Frame, container: ContainerValue, name: str, arguments: Arguments, line: int, site: Any
) -> Values:
    if name in ("get", "pop", "__getitem__"):
        return union(read_item(solver, frame, container, arguments.at(0)), arguments.at(1))
    if name == "setdefault":
        put_item(solver, frame, container, arguments.at(0), arguments.at(1))
        return read_item(solver, frame, container, arguments.at(0))
    if name == "update" or name == "__ior__":
        for source in arguments.at(0):
            if isinstance(source, ContainerValue) and source.kind == "dict":
                copy_items(solver, frame, source, container)
            else:
                update_from_pairs(solver, frame, container, (source,), line, site)
        for key, values in arguments.named.items():
            put_item(solver, frame, container, (solver.literal(key),), values)
        _put_anywhere(solver, frame, container, arguments.any_named)
        return EMPTY
    if name == "__setitem__":
        put_item(solver, frame, container, arguments.at(0), arguments.at(1))
        return EMPTY
    if name == "values":
        made: ContainerValue = solver.intern(ContainerValue, "list", (container, "values"))
        everything = container.all.read(frame)
        solver.push(frame, made.unkeyed, everything)
        solver.push(frame, made.all, everything)
        return (made,)
    if name == "keys" or name == "__iter__":
        made = solver.intern(ContainerValue, "list", (container, "keys"))
        _put_anywhere(solver, frame, made, dict_keys(frame, container))
        return (made,)
    if name == "items":
        return (_items(solver, frame, container),)
    if name == "popitem":
        pairs = _items(solver, frame, container)
        return pairs.all.read(frame)
    if name in ("copy", "__or__"):
        return _copied(solver, frame, container, Arguments(), line, site)
    return EMPTY


def call_unbound(
    solver: Solver, frame: Frame, kind: str, name: str, arguments: Arguments, line: int, site: Any
) -> Values:
    """`list.append(items, x)` and `dict.fromkeys(keys, value)`."""
    if name == "fromkeys":
        made: ContainerValue = solver.intern(ContainerValue, "dict", place_of(solver, frame, (site, "made")))
        keys = iterate(solver, frame, arguments.at(0), line, site, False)
        put_item(solver, frame, made, keys, arguments.at(1))
        return (made,)
    rest = Arguments(arguments.positional[1:], arguments.named, arguments.rest, arguments.any_named)
    result: Values = EMPTY
    for value in arguments.at(0):
        if value.__class__ is InstanceValue and kind_of_content(solver, value, frame):
            value = content_of(solver, frame, value)
        if value.__class__ is ContainerValue:
            method = solver.intern(ContainerMethod, value, name)
            result = union(result, call_method(solver, frame, method, rest, line, site))
    return result


def _items(solver: Solver, frame: Frame, container: ContainerValue) -> ContainerValue:
    """`dict.items()`: a list of pairs; with few known keys each pair keeps its own key and value together."""
    made: ContainerValue = solver.intern(ContainerValue, "list", (container, "items"))
    zero, one = solver.literal(0), solver.literal(1)
    everything = container.all.read(frame)
    keys = dict_keys(frame, container)
    unkeyed = container.unkeyed.read(frame)
    together = len(keys) <= 40 and not unkeyed and all(isinstance(key, LiteralValue) for key in keys)
    groups: Any = [(key, (key,), container.item_cell(key).read(frame)) for key in keys] if together else []
    if not groups:
        groups = [(None, dict_keys(frame, container), everything)]
    for label, key_values, values in groups:
        pair: ContainerValue = solver.intern(ContainerValue, "tuple", (container, "pair", label))
        pair.length = 2
        solver.push(frame, pair.item_cell(zero), key_values)
        solver.push(frame, pair.item_cell(one), values)
        solver.push(frame, pair.all, union(key_values, values))
        _put_anywhere(solver, frame, made, (pair,))
    return made


def update_from_pairs(
    solver: Solver, frame: Frame, container: ContainerValue, sources: Values, line: int, site: Any
) -> None:
    """`dict([(key, value), …])`."""
    zero, one = solver.literal(0), solver.literal(1)
    for pair in iterate(solver, frame, sources, line, site, False):
        if isinstance(pair, ContainerValue):
            keys = read_item(solver, frame, pair, (zero,))
            put_item(solver, frame, container, keys, read_item(solver, frame, pair, (one,)))


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .containers import content_of, copy_items, kind_of_content, place_of, put_item, read_item
from .iteration_builtins import call_key_function
from .protocols import dict_keys, iterate
