"""A view of some code: the code together with the call sites it is looked at from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Optional, Tuple, Union

from .cells import Cell, ClassCell, ReceiverCell
from .values import ClassValue

if TYPE_CHECKING:
    from .code import Code
    from .values import Value


#: Never changed: each evaluation begins with tables of its own.
NO_ENTRIES: Any = {}


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
        self.parameters: List[Cell] = []
        self.variables: Dict[str, Cell] = NO_ENTRIES
        self.returned = Cell()
        self.yielded: Optional[Cell] = None
        self.sent: Optional[Cell] = None
        self.sent: Optional[Cell] = None
        #: What this view has put into cells, so that it can be taken back.
        self.given: Dict[Cell, Tuple[Value, ...]] = NO_ENTRIES
        #: Called code, with the line of the first call.
        self.edges: Dict[Code, int] = NO_ENTRIES
        self.externals: Dict[str, int] = NO_ENTRIES
        #: Classes instances were made of.
        self.made: Dict[Code, int] = NO_ENTRIES
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
        self.edges = {}
        self.externals = {}
        self.made = {}
        self.called = {}
        self.phis = None

    def end_evaluation(self) -> None:
        """Half of all tables are empty, and an empty one is as large as a cell: those share one."""
        self.phis = None
        self.given = self.given or NO_ENTRIES
        self.edges = self.edges or NO_ENTRIES
        self.externals = self.externals or NO_ENTRIES
        self.made = self.made or NO_ENTRIES
        self.called = tuple(self.called)

    def parameter(self, place: int) -> Cell:
        parameters = self.parameters
        while len(parameters) <= place:
            # The receiver of a base class's method can be an object of any of many subclasses.
            parameters.append(ReceiverCell() if not parameters and self.code.kind == "method" else Cell())
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
