"""Methods of `vars(object)` and `object.__dict__`: attributes seen as a dict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .arguments import Arguments
from .values import EMPTY, ContainerValue, InstanceValue, LiteralValue, NamespaceDict, Value, Values, union

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver


def call_namespace(solver: Solver, frame: Frame, name: str, arguments: Arguments, line: int, site: Any) -> Values:
    """`vars(object).get("run")` and the like; the namespace is the first argument."""
    result: Values = EMPTY
    for namespace in arguments.at(0):
        if not isinstance(namespace, NamespaceDict):
            continue
        owner = namespace.owner
        if name in ("get", "pop", "setdefault", "__getitem__"):
            result = union(result, namespace_item(solver, frame, owner, arguments.at(1), line, site))
            result = union(result, arguments.at(2))
        elif name == "update":
            _update(solver, frame, owner, arguments, line, site)
        elif name == "values" and isinstance(owner, InstanceValue):
            held: Values = EMPTY
            for cell in list(owner.attributes.values()):
                held = union(held, cell.read(frame))
            result = union(result, (made_list(solver, frame, "list", held, site),))
    return result


def _update(solver: Solver, frame: Frame, owner: Value, arguments: Arguments, line: int, site: Any) -> None:
    for source in arguments.at(1):
        if isinstance(source, ContainerValue):
            source.all.read(frame)
            for key, cell in list(source.items.items()):
                if isinstance(key, LiteralValue) and isinstance(key.value, str):
                    set_namespace_item(solver, frame, owner, key.value, cell.read(frame), line, site)
    for key, values in arguments.named.items():
        set_namespace_item(solver, frame, owner, key, values, line, site)


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .containers import namespace_item, set_namespace_item
from .iteration_builtins import made_list
