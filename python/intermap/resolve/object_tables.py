"""Objects of the resolver as bytes and back: hundreds of thousands of them, that point at one another in circles.

Each object gets a number, and what it holds is written in columns: one for each attribute of each class. So no depth
of pointers is too deep, and reading back is a few loops that run in C. `pickle` only writes what lies between the
objects (numbers, texts, tuples, tables); it can't make anything else when it reads.
"""

from __future__ import annotations

import pickle
from collections import deque
from typing import IO, Any, Callable, Dict, Iterator, List, Sequence, Tuple, Type

#: Objects written at a time: enough for long columns, few enough to stop soon when something else is to be done.
_BATCH = 4_000
_PROTOCOL = 4


def attributes_of(kind: Type[Any]) -> Tuple[str, ...]:
    """Names of what objects of a class with `__slots__` hold."""
    return tuple(name for base in reversed(kind.__mro__) for name in base.__dict__.get("__slots__", ()))


class ObjectWriter(pickle.Pickler):
    """Writes objects of the given classes. `shared` are objects that the reader has already.

    `check` is called now and then and may raise to stop.
    """

    def __init__(
        self, stream: IO[bytes], kinds: Sequence[Type[Any]], shared: Sequence[Any], check: Callable[[], None]
    ) -> None:
        super().__init__(stream, _PROTOCOL)
        self._check = check
        self._kinds = {kind: number for number, kind in enumerate(kinds)}
        self._numbers: Dict[int, int] = {id(thing): number for number, thing in enumerate(shared)}
        self._shared_kinds = {thing.__class__ for thing in shared}
        self._first = len(shared)
        self._found: List[Any] = []
        self._done = 0
        #: The class of each object, which the reader needs first.
        self.kinds_found = bytearray()

    def persistent_id(self, thing: Any) -> Any:
        """A number instead of an object; None for what pickle writes itself."""
        kind = self._kinds.get(thing.__class__)
        if kind is None:
            return self._numbers.get(id(thing)) if thing.__class__ in self._shared_kinds else None
        number = self._numbers.get(id(thing))
        if number is None:
            number = self._numbers[id(thing)] = self._first + len(self._found)
            self._found.append(thing)
            self.kinds_found.append(kind)
        return number

    def has(self, thing: Any) -> bool:
        """Whether the object is among those written or to be written."""
        return id(thing) in self._numbers

    def write(self, root: Any) -> None:
        """Writes `root` and all that it leads to and that was not written before."""
        self.dump(root)
        kinds = list(self._kinds)
        while self._done < len(self._found):
            self._check()
            done = self._done
            batch = self._found[done : done + _BATCH]
            by_kind: Dict[int, List[int]] = {}
            for place, kind in enumerate(self.kinds_found[done : done + len(batch)]):
                by_kind.setdefault(kind, []).append(place)
            for number, places in by_kind.items():
                things = [batch[place] for place in places]
                numbers = [self._first + done + place for place in places]
                for name in attributes_of(kinds[number]):
                    self.dump((number, name, numbers, [getattr(thing, name) for thing in things]))
            self._done += len(batch)
        self.dump(None)


class ObjectReader(pickle.Unpickler):
    """Reads what `ObjectWriter` wrote. Raises pickle.UnpicklingError, EOFError, ValueError and the like."""

    def __init__(
        self, stream: IO[bytes], kinds: Sequence[Type[Any]], shared: Sequence[Any], kinds_found: bytes
    ) -> None:
        super().__init__(stream)
        self._kinds = kinds
        self._things: List[Any] = [*shared, *_empty_objects(kinds, kinds_found)]
        # A method would be called a million times, and take half as long again as everything else.
        self.persistent_load = self._things.__getitem__

    def find_class(self, module: str, name: str) -> Any:
        """Never: bytes on disk must not choose what code runs."""
        raise pickle.UnpicklingError(f"unexpected {module}.{name}")

    def read(self) -> Any:
        """The root, with all that it leads to."""
        root = self.load()
        while True:
            column = self.load()
            if column is None:
                return root
            number, name, numbers, values = column
            put = getattr(self._kinds[number], name).__set__
            deque(map(put, map(self._things.__getitem__, numbers), values), maxlen=0)


def _empty_objects(kinds: Sequence[Type[Any]], kinds_found: bytes) -> Iterator[Any]:
    return (object.__new__(kind) for kind in map(kinds.__getitem__, kinds_found))
