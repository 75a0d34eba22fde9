"""A view of some code: the code together with the call sites it is looked at from."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, Dict, Iterable, Optional, Tuple, Union

from .cells import Cell, ClassCell, ReceiverCell
from .values import ClassValue

if TYPE_CHECKING:
    from .code import Code
    from .values import Value


#: Never changed: most views have no variables of their own.
NO_VARIABLES: Dict[str, Cell] = {}

Entries = Any
"""A table during an evaluation. At rest its keys and values by turns in a row, which takes a third of the memory."""


def entries(table: Entries) -> Iterable[Tuple[Any, Any]]:
    """The keys with their values."""
    return table.items() if table.__class__ is dict else zip(table[::2], table[1::2])


def packed(table: Entries) -> Entries:
    """A table in the form in which it is kept."""
    return tuple(chain.from_iterable(table.items())) if table.__class__ is dict else table


class Frame:
    """Parameters, shared variables, results and outgoing edges of one view. Rebuilt by each evaluation."""

    __slots__ = (
        "code", "function", "env", "chain", "parameters", "variables", "returned", "yielded", "sent", "given", "edges",
        "externals", "made", "called", "evaluations", "queued", "active", "dead", "phis", "unknown", "update",
    )  # fmt: skip

    def __init__(self, code: Code, function: Optional[Value], env: Optional[Frame], chain: Tuple[Any, ...]) -> None:
        self.code = code
        self.function = function
        self.env = env
        self.chain = chain
        self.parameters: Tuple[Cell, ...] = ()
        self.variables = NO_VARIABLES
        self.returned = Cell()
        self.yielded: Optional[Cell] = None
        self.sent: Optional[Cell] = None
        #: What this view has put into cells, so that it can be taken back.
        self.given: Entries = ()
        #: Called code, with the line of the first call.
        self.edges: Entries = ()
        self.externals: Entries = ()
        #: Classes instances were made of.
        self.made: Entries = ()
        #: Called views; a table only during an evaluation.
        self.called: Union[Tuple[Frame, ...], Dict[Frame, None]] = ()
        #: How often it was evaluated in the update of this number.
        self.evaluations = 0
        self.update = 0
        self.queued = False
        self.active = False
        self.dead = False
        self.phis: Optional[Dict[int, Tuple[Value, ...]]] = None
        #: Looked at without any known caller.
        self.unknown = False

    def begin_evaluation(self) -> None:
        self.given = dict(entries(self.given))
        self.edges = {}
        self.externals = {}
        self.made = {}
        self.called = {}
        self.phis = None

    def end_evaluation(self) -> None:
        self.phis = None
        self.given = packed(self.given)
        self.edges = packed(self.edges)
        self.externals = packed(self.externals)
        self.made = packed(self.made)
        self.called = tuple(self.called)

    def given_to(self, cell: Cell) -> Tuple[Value, ...]:
        """What this view has put into a cell."""
        return next((values for target, values in entries(self.given) if target is cell), ())

    def take_back(self, cell: Cell, value: Value) -> None:
        """From now on this view has not put the value into the cell."""
        others = tuple(other for other in self.given_to(cell) if other is not value)
        if self.given.__class__ is dict:
            self.given[cell] = others
        else:
            self.given = packed({**dict(entries(self.given)), cell: others})

    def parameter(self, place: int) -> Cell:
        parameters = self.parameters
        while len(parameters) <= place:
            # The receiver of a base class's method can be an object of any of many subclasses.
            cell = ReceiverCell() if not parameters and self.code.kind == "method" else Cell()
            parameters = self.parameters = (*parameters, cell)
        return parameters[place]

    def variable(self, name: str) -> Cell:
        cell = self.variables.get(name)
        if cell is None:
            owner = self.function
            cell = ClassCell(owner, name) if owner.__class__ is ClassValue else Cell()  # type: ignore[arg-type]
            if not self.variables:
                self.variables = {}
            self.variables[name] = cell
        return cell

    def yields(self) -> Cell:
        if self.yielded is None:
            self.yielded = Cell()
        return self.yielded

    def sends(self) -> Cell:
        if self.sent is None:
            self.sent = Cell()
        return self.sent
