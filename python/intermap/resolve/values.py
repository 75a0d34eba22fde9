"""Abstract values: what a variable can hold, as far as it matters to calls.

A value is made once for each thing it stands for and compared by identity (`Solver.intern`). Cells (cells.py) hold
sets of values; objects that have attributes or items keep a cell for each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Optional, Tuple

from .cells import Cell, ClassCell, Readers, WideCell

if TYPE_CHECKING:
    from .code import Code, FileState
    from .frames import Frame

Values = Tuple["Value", ...]
EMPTY: Values = ()
#: Never changed: most objects have no attributes or items of interest, and an empty table is as large as a cell.
NO_CELLS: Dict[Any, Cell] = {}


def union(left: Values, right: Values) -> Values:
    """Both sets in a stable order, without repeats."""
    if not left:
        return right
    if not right or left is right:
        return left
    if len(right) == 1 and right[0] in left:
        return left
    return tuple(dict.fromkeys(left + right))


class Value:
    """Anything a variable can hold."""

    __slots__ = ()


class ObjectValue(Value):
    """A value with attributes that code can set."""

    __slots__ = ("attributes",)

    def __init__(self) -> None:
        self.attributes: Dict[str, Cell] = NO_CELLS

    def attribute_cell(self, name: str) -> Cell:
        cell = self.attributes.get(name)
        if cell is None:
            if self.attributes is NO_CELLS:
                self.attributes = {}
            cell = self.attributes[name] = Cell()
        return cell


class FunctionValue(ObjectValue):
    """A function as made by one run of its `def`: `env` is the view of the function around it, if any."""

    __slots__ = ("code", "env", "owner", "defaults")

    def __init__(self, code: Code, env: Optional[Frame], owner: Optional[ClassValue]) -> None:
        super().__init__()
        self.code = code
        self.env = env
        self.owner = owner
        self.defaults: Optional[Dict[int, Cell]] = None


class ClassValue(ObjectValue):
    """A class as made by one run of its statement."""

    __slots__ = ("code", "env", "bases", "metaclass", "frame", "sites", "order", "found", "lookers", "below")

    def __init__(self, code: Code, env: Optional[Frame]) -> None:
        super().__init__()
        self.code = code
        self.env = env
        self.bases: List[Cell] = []
        self.metaclass = ClassCell(self, None)
        #: Classes that have, or once had, this one as a base.
        self.below: Dict[ClassValue, None] = {}
        self.frame: Optional[Frame] = None
        self.sites: Dict[Any, InstanceValue] = {}
        #: Remembered until a class in the order changes: the resolution order and look-ups by name.
        self.order: Optional[Tuple[Value, ...]] = None
        self.found: Dict[str, Tuple[Values, Optional[ClassValue]]] = {}
        #: Who looked a name up ("" for the order itself), to be told then.
        self.lookers: Dict[str, Readers] = {}

    def attribute_cell(self, name: str) -> Cell:
        cell = self.attributes.get(name)
        if cell is None:
            if self.attributes is NO_CELLS:
                self.attributes = {}
            cell = self.attributes[name] = ClassCell(self, name)
        return cell


class InstanceValue(ObjectValue):
    """Objects of one class made at one place."""

    __slots__ = ("cls", "site")

    def __init__(self, cls: ClassValue, site: Any) -> None:
        super().__init__()
        self.cls = cls
        self.site = site


class BoundMethod(Value):
    """A function together with the object it was read from."""

    __slots__ = ("function", "receiver")

    def __init__(self, function: Value, receiver: Value) -> None:
        self.function = function
        self.receiver = receiver


class ModuleValue(Value):
    """A module of the project."""

    __slots__ = ("file",)

    def __init__(self, file: FileState) -> None:
        self.file = file


class NamespaceValue(Value):
    """A folder that holds modules but is none itself (or a package known by its dotted name only)."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class ContainerValue(Value):
    """A list, tuple, set, dict or generator made at one place.

    `items` has a cell for each key that is known; `unkeyed` holds what was stored under unknown keys; `all` holds
    everything; `keys` the keys that are values of interest.
    """

    __slots__ = ("kind", "site", "items", "unkeyed", "all", "keys", "_length", "grown", "default_kind")

    def __init__(self, kind: str, site: Any) -> None:
        self.kind = kind
        self.site = site
        self.items: Dict[Any, Cell] = NO_CELLS
        self.unkeyed: Cell = WideCell()
        self.all: Cell = WideCell()
        self.keys: Cell = WideCell()
        self._length: Optional[int] = None
        #: What a `defaultdict` makes for a missing key: "list", "set" or "dict".
        self.default_kind: Optional[str] = None
        self.grown = False

    @property
    def length(self) -> Optional[int]:
        """How many elements there are; None once code may have added or moved some."""
        return None if self.grown else self._length

    @length.setter
    def length(self, length: Optional[int]) -> None:
        self._length = length

    def holds(self, key: Any, frame: Frame) -> bool:
        """Whether something is known to stand under a key."""
        cell = self.items.get(key)
        return cell is not None and bool(cell.read(frame))

    def item_cell(self, key: Any) -> Cell:
        cell = self.items.get(key)
        if cell is None:
            if self.items is NO_CELLS:
                self.items = {}
            cell = self.items[key] = Cell()
        return cell


class ContainerMethod(Value):
    """`items.append` and the like, read but not yet called."""

    __slots__ = ("container", "name")

    def __init__(self, container: ContainerValue, name: str) -> None:
        self.container = container
        self.name = name


class ExternalValue(Value):
    """Something outside the project, by its dotted path."""

    __slots__ = ("path",)

    def __init__(self, path: str) -> None:
        self.path = path


class BuiltinValue(Value):
    """A name every module has, such as `len`."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class LiteralValue(Value):
    """A string or number that may serve as a key or an attribute's name."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


class TupleKey(Value):
    """A tuple of known parts as a dict's key: equal tuples are one key."""

    __slots__ = ("parts",)

    def __init__(self, parts: Values) -> None:
        self.parts = parts


class SliceValue(Value):
    """What `slice(low, high, step)` makes; "?" stands for a bound that is not known."""

    __slots__ = ("bounds",)

    def __init__(self, bounds: Tuple[Any, Any, Any]) -> None:
        self.bounds = bounds


class PartialText(Value):
    """A string of which only the start and the end are known: `"visit_" + kind`."""

    __slots__ = ("start", "end")

    def __init__(self, start: str, end: str) -> None:
        self.start = start
        self.end = end

    def fits(self, text: Any) -> bool:
        return (
            text.__class__ is str
            and len(text) >= len(self.start) + len(self.end)
            and text.startswith(self.start)
            and text.endswith(self.end)
        )


class PropertyValue(Value):
    """A property: its getter, setter and deleter. `once` marks a cached one."""

    __slots__ = ("site", "getter", "setter", "deleter")

    def __init__(self, site: Any) -> None:
        self.site = site
        self.getter = Cell()
        self.setter = Cell()
        self.deleter = Cell()


class PropertyPart(Value):
    """`prop.setter`, `prop.getter` or `prop.deleter`, waiting to decorate a function."""

    __slots__ = ("property", "part")

    def __init__(self, property_value: PropertyValue, part: str) -> None:
        self.property = property_value
        self.part = part


class WrappedMethod(Value):
    """What `staticmethod` or `classmethod` makes of a function."""

    __slots__ = ("kind", "function")

    def __init__(self, kind: str, function: Value) -> None:
        self.kind = kind
        self.function = function


class SuperValue(Value):
    """`super()`: looks for attributes behind `cls` in the receiver's order."""

    __slots__ = ("cls", "receiver")

    def __init__(self, cls: ClassValue, receiver: Value) -> None:
        self.cls = cls
        self.receiver = receiver


class GeneratorValue(Value):
    """What calling a generator or coroutine function gives: the view whose body runs later."""

    __slots__ = ("frame", "kind")

    def __init__(self, frame: Frame, kind: str) -> None:
        self.frame = frame
        self.kind = kind  # generator, coroutine


class PartialValue(Value):
    """`functools.partial(f, …)` and relatives: a function with some arguments given."""

    __slots__ = ("site", "functions", "positional", "named", "_registered")

    def __init__(self, site: Any) -> None:
        self.site = site
        self.functions = Cell()
        self.positional: List[Cell] = []
        self.named: Dict[str, Cell] = {}
        self._registered: Optional[Cell] = None

    def registered(self) -> Cell:
        """All functions of a `singledispatch` but the first, to hear of new ones."""
        if self._registered is None:
            self._registered = WideCell()
        return self._registered


class GetterValue(Value):
    """`operator.itemgetter`, `attrgetter` and `methodcaller` with literal names."""

    __slots__ = ("kind", "names")

    def __init__(self, kind: str, names: Tuple[Any, ...]) -> None:
        self.kind = kind
        self.names = names


class NamespaceDict(Value):
    """`globals()`, `vars(obj)`, `obj.__dict__`: attributes seen as items."""

    __slots__ = ("owner",)

    def __init__(self, owner: Value) -> None:
        self.owner = owner
