"""Names of attributes that are put together at run time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List

from .cells import note_looker
from .mro import resolution_order
from .values import ClassValue, InstanceValue, LiteralValue, ModuleValue, PartialText, Value, Values

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver


def attribute_names(solver: Solver, frame: Frame, owners: Values, keys: Values) -> List[str]:
    """The attributes that `getattr(owner, key)` can mean: by name, or all whose names fit what is known of it."""
    names: Dict[str, None] = {}
    for key in keys:
        if key.__class__ is LiteralValue and key.value.__class__ is str:  # type: ignore[attr-defined]
            names[key.value] = None  # type: ignore[attr-defined]
        elif key.__class__ is PartialText:
            for owner in owners:
                names.update((name, None) for name in all_names(solver, frame, owner) if key.fits(name))  # type: ignore[attr-defined]
    return list(names)


def all_names(solver: Solver, frame: Frame, owner: Value) -> List[str]:
    """Every attribute known of an object, class or module."""
    if owner.__class__ is ModuleValue:
        file = owner.file  # type: ignore[attr-defined]
        note_looker(file.lookers, "", frame)
        return sorted({*file.names, *(name for name in file.frame.variables if name.isidentifier())})
    names = set(owner.attributes) if owner.__class__ in (InstanceValue, ClassValue) else set()  # type: ignore[attr-defined]
    cls: Any = owner.cls if owner.__class__ is InstanceValue else owner  # type: ignore[attr-defined]
    if cls.__class__ is ClassValue:
        for item in resolution_order(solver, cls, frame):
            if item.__class__ is ClassValue:
                names.update(item.code.members)  # type: ignore[attr-defined]
                names.update(item.attributes)  # type: ignore[attr-defined]
                if item.frame is not None:  # type: ignore[attr-defined]
                    names.update(item.frame.variables)  # type: ignore[attr-defined]
    return sorted(name for name in names if name.isidentifier())
