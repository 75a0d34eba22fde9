"""Library base classes whose methods call those that the project's subclass writes: `Thread.start` calls `run`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict

from .arguments import Arguments
from .attribute_names import attribute_names
from .values import EMPTY, PartialText, Values

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver

Model = Callable[["Solver", "Frame", Arguments, int, Any], Values]


def _calls(*names: str) -> Model:
    """Calls these methods of the receiver; a name that ends in `*` stands for all that begin so."""

    def build(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
        receivers = arguments.at(0)
        wanted = [name for name in names if not name.endswith("*")]
        for name in names:
            if name.endswith("*"):
                beginning = solver.intern(PartialText, name[:-1], "")
                wanted.extend(attribute_names(solver, frame, receivers, (beginning,)))
        for name in wanted:
            for receiver in receivers:
                call_special(solver, frame, receiver, name, [EMPTY], line, (site, name))
        return EMPTY

    return build


def _calls_argument(place: int) -> Model:
    def build(solver: Solver, frame: Frame, arguments: Arguments, line: int, site: Any) -> Values:
        rest = Arguments(arguments.positional[place + 1 :], arguments.named, arguments.rest, arguments.any_named)
        return call_each(solver, frame, arguments.at(place), rest, line, (site, "call"))

    return build


_VISIT = _calls("visit_*")
_TEST_METHODS = _calls("setUp", "tearDown", "test*")

#: By the path of the library's method. The receiver is the first argument.
MODELS: Dict[str, Model] = {
    "threading.Thread.start": _calls("run"),
    "multiprocessing.Process.start": _calls("run"),
    "ast.NodeVisitor.visit": _VISIT,
    "ast.NodeVisitor.generic_visit": _VISIT,
    "ast.NodeTransformer.visit": _VISIT,
    "ast.NodeTransformer.generic_visit": _VISIT,
    "cmd.Cmd.onecmd": _calls("do_*", "default", "emptyline"),
    "cmd.Cmd.cmdloop": _calls("preloop", "precmd", "do_*", "default", "emptyline", "postcmd", "postloop"),
    "html.parser.HTMLParser.feed": _calls("handle_*", "unknown_decl"),
    "json.JSONEncoder.encode": _calls("default"),
    "json.JSONEncoder.iterencode": _calls("default"),
    "logging.Handler.handle": _calls("filter", "emit", "format"),
    "string.Formatter.format": _calls("vformat", "get_field", "get_value", "format_field", "convert_field"),
    "unittest.TestCase.run": _TEST_METHODS,
    "unittest.TestCase.debug": _TEST_METHODS,
    "unittest.TestCase.assertRaises": _calls_argument(2),
    "unittest.TestCase.assertWarns": _calls_argument(2),
    "unittest.TestCase.assertRaisesRegex": _calls_argument(3),
    "unittest.TestCase.assertWarnsRegex": _calls_argument(3),
    "typing.NamedTuple._replace": lambda s, f, a, n, i: replaced(s, f, a, n, i),
}


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .library_objects import call_each, replaced
from .protocols import call_special
