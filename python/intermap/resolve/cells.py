"""A variable of the analysis: a set of values, who put each there, and who must be told when it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Iterable, Optional, Tuple, Union

if TYPE_CHECKING:
    from .frames import Frame
    from .values import ClassValue, Value

Readers = Union[None, "Frame", Tuple["Frame", ...], Dict["Frame", None]]

#: So many readers stand in a row, which takes a third of a table's memory; more than these are searched too slowly.
_MOST_READERS_IN_A_ROW = 16


def each_reader(readers: Readers) -> Iterable[Frame]:
    """The frames that are to be told."""
    if readers is None:
        return ()
    kind = readers.__class__
    if kind is tuple:
        return readers  # type: ignore[return-value]
    return list(readers) if kind is dict else (readers,)  # type: ignore[arg-type, return-value]


def with_reader(readers: Readers, frame: Frame) -> Readers:
    """The readers and one more, in the smallest shape that holds them."""
    if readers is None:
        return frame
    if readers.__class__ is dict:
        readers[frame] = None  # type: ignore[index]
    elif readers.__class__ is not tuple:
        return (readers, frame)  # type: ignore[return-value]
    elif frame not in readers:  # type: ignore[operator]
        more: Tuple[Frame, ...] = (*readers, frame)  # type: ignore[misc]
        return more if len(more) <= _MOST_READERS_IN_A_ROW else dict.fromkeys(more)
    return readers


def note_looker(lookers: Dict[str, Readers], name: str, frame: Frame) -> None:
    """The frame is to be told when the name means something else."""
    present = lookers.get(name)
    if present is not frame:
        lookers[name] = with_reader(present, frame)


class Cell:
    """Values with their supporters. A value leaves when its last supporter withdraws it."""

    __slots__ = ("values", "support", "readers")

    #: A cell that takes this many values and more says nothing any more (large projects only).
    wide = False

    def __init__(self) -> None:
        self.values: Tuple[Value, ...] = ()
        # A table only for what is not the usual case: one value. Then its supporter stands here, or a tuple of them.
        self.support: Any = None
        self.readers: Readers = None

    def read(self, frame: Frame) -> Tuple[Value, ...]:
        """The values now; the frame is run again when they change."""
        readers = self.readers
        if readers is not frame:
            if readers.__class__ is dict:
                readers[frame] = None  # type: ignore[index]
            else:
                self.readers = with_reader(readers, frame)
        return self.values

    def supporter_of(self, value: Value) -> Any:
        """A frame, a tuple of frames or BLURRED; None for a value that is not here."""
        support = self.support
        if support.__class__ is dict:
            return support.get(value)
        return support if support is not None and self.values[0] is value else None

    def _set_supporters(self, value: Value, supporters: Union[Frame, Tuple[Frame, ...]]) -> None:
        if self.support.__class__ is dict:
            self.support[value] = supporters
        else:
            self.support = supporters

    def _table(self) -> Dict[Value, Union[Frame, Tuple[Frame, ...]]]:
        support = self.support
        if support.__class__ is not dict:
            support = self.support = {} if support is None else {self.values[0]: support}
        return support  # type: ignore[no-any-return]

    def add(self, value: Value, supporter: Frame) -> bool:
        """True when the value is new here."""
        if self.support is None:
            self.support = supporter
            self.values = (value,)
            return True
        present: Any = self.supporter_of(value)
        if present is None:
            self._table()[value] = supporter
            self.values += (value,)
            return True
        if present is supporter:
            return False
        if present.__class__ is not tuple:
            self._set_supporters(value, (present, supporter))
        elif supporter not in present:
            self._set_supporters(value, (*present, supporter))
        return False

    def withdraw(self, value: Value, supporter: Frame) -> bool:
        """True when nobody supports the value any more, so that it is gone."""
        present: Any = self.supporter_of(value)
        if present is None:
            return False
        if present.__class__ is tuple:
            if supporter in present:
                others: Any = tuple(other for other in present if other is not supporter)
                self._set_supporters(value, others if len(others) > 1 else others[0])
            return False
        elif present is not supporter:
            return False
        self.drop(value)
        return True

    def supporters(self, value: Value) -> Tuple[Frame, ...]:
        present: Any = self.supporter_of(value)
        if present is None:
            return ()
        return present if present.__class__ is tuple else (present,)

    def drop(self, value: Value) -> None:
        """Takes a value out, whoever supports it."""
        if self.supporter_of(value) is None:
            return
        table = self._table()
        del table[value]
        self.values = tuple(table) if self.values else ()
        if not table:
            self.support = None

    def hide(self, value: Value) -> None:
        """For a while the value can't be seen here, although its supporters stay."""
        self._table()
        self.values = tuple(other for other in self.values if other is not value)

    def show(self) -> None:
        """Ends all hiding."""
        self.values = tuple(self._table())

    def blur(self) -> None:
        """Too many values to say anything: from now on it holds none."""
        self.support = dict.fromkeys(self._table(), BLURRED)
        self.values = ()

    @property
    def is_blurred(self) -> bool:
        """Whether it says nothing any more."""
        return not self.values and self.support is not None


class WideCell(Cell):
    """Holds many values where that is usual, as in a table of handlers. It keeps the first ones when it is full."""

    __slots__ = ()
    wide = True


class ReceiverCell(WideCell):
    """`self`: in a base class an object of any of many subclasses."""

    __slots__ = ()


class ClassCell(WideCell):
    """An attribute of a class (or, without a name, one of its bases): look-ups through subclasses depend on it."""

    __slots__ = ("owner", "name")

    def __init__(self, owner: ClassValue, name: Optional[str]) -> None:
        super().__init__()
        self.owner = owner
        self.name = name


#: Stands for any supporter of a blurred cell.
BLURRED: Any = object()
