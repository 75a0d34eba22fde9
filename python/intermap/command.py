"""What a command is: a name, its arguments, and a function from a context to a JSON object."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple

from .context import RequestContext
from .errors import InvalidArgs

if TYPE_CHECKING:
    from .graph.code_graph import CodeGraph
    from .index.outlines import Outlines
    from .index.project_index import ProjectIndex

JSON_TYPES = {
    "string": "a string",
    "integer": "a whole number",
    "boolean": "true or false",
    "strings": "a list of strings",
}


@dataclass(frozen=True)
class Arg:
    """One argument of a command."""

    name: str
    type: str
    help: str
    default: Any = None
    is_required: bool = False
    minimum: int = 0
    maximum: int = 1_000_000
    choices: Tuple[str, ...] = ()
    aliases: Tuple[str, ...] = ()

    def parse(self, value: Any) -> Any:
        """The value, checked. Raises InvalidArgs."""
        if not self._has_type(value):
            raise InvalidArgs(f'"{self.name}" must be {JSON_TYPES[self.type]}.')
        if self.type == "integer" and not self.minimum <= value <= self.maximum:
            raise InvalidArgs(f'"{self.name}" must be between {self.minimum} and {self.maximum}.')
        if self.choices and value not in self.choices:
            raise InvalidArgs(f'"{self.name}" must be one of: {", ".join(self.choices)}.')
        return [value] if self.type == "strings" and isinstance(value, str) else value

    def _has_type(self, value: Any) -> bool:
        if self.type == "string":
            return isinstance(value, str)
        if self.type == "boolean":
            return isinstance(value, bool)
        if self.type == "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        is_list = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return is_list or isinstance(value, str)


def paging_args(default_limit: int, maximum: int = 20_000) -> Tuple[Arg, Arg]:
    """The two arguments of every command that answers in pages."""
    limit = Arg(
        "limit",
        "integer",
        "Most entries in one answer.",
        default_limit,
        minimum=1,
        maximum=maximum,
        aliases=("max_results",),
    )
    return limit, Arg("cursor", "string", 'Where to go on: "next_cursor" of the answer before.')


class CommandContext:
    """Everything one run of a command may use."""

    def __init__(
        self,
        args: Mapping[str, Any],
        request: RequestContext,
        project: Optional[str],
        open_index: Callable[[RequestContext], ProjectIndex],
    ) -> None:
        self.args = args
        self.request = request
        self.project = project
        self._open_index = open_index
        self._index: Optional[ProjectIndex] = None

    @property
    def root(self) -> str:
        """The absolute path of the project; commands that need a project only run when there is one."""
        assert self.project is not None
        return self.project

    @property
    def index(self) -> ProjectIndex:
        """The project's index, brought up to date once per request."""
        if self._index is None:
            self._index = self._open_index(self.request)
        return self._index

    @property
    def graph(self) -> CodeGraph:
        """The project's code graph, brought up to date."""
        return self.index.graph(self.request)

    @property
    def outlines(self) -> Outlines:
        """The project's definitions, brought up to date; resolving is not needed for them."""
        return self.index.outlines

    def page(self, key: str, items: Sequence[Any]) -> Dict[str, Any]:
        """The part of ``items`` that ``limit`` and ``cursor`` ask for, and an open word about the rest."""
        start = cursor_offset(self.args.get("cursor"))
        end = start + int(self.args["limit"])
        part: List[Any] = list(items[start:end])
        has_more = end < len(items)
        return {
            key: part,
            "total": len(items),
            "truncated": has_more,
            "next_cursor": str(end) if has_more else None,
        }


def cursor_offset(cursor: Optional[str]) -> int:
    """The offset a cursor stands for. Raises InvalidArgs."""
    if cursor is None or cursor == "":
        return 0
    if not cursor.isascii() or not cursor.isdigit() or len(cursor) > 12:
        raise InvalidArgs('"cursor" must be the "next_cursor" of an earlier answer.')
    return int(cursor)


@dataclass(frozen=True)
class Command:
    """One entry of the command table.

    ``paged_key`` names the list that is cut when a reply would be longer than a line may be.
    ``is_cacheable`` is true when the result depends on nothing but the index and the arguments.
    """

    name: str
    summary: str
    run: Callable[[CommandContext], Dict[str, Any]]
    args: Tuple[Arg, ...] = ()
    needs_project: bool = True
    paged_key: Optional[str] = None
    is_cacheable: bool = True

    def parse_args(self, given: Mapping[str, Any]) -> Tuple[Dict[str, Any], List[str]]:
        """Checked arguments with their defaults, and the names that this command does not know."""
        parsed: Dict[str, Any] = {}
        known = set()
        for arg in self.args:
            names = (arg.name, *arg.aliases)
            known.update(names)
            value = next((given[name] for name in names if given.get(name) is not None), None)
            if value is not None:
                parsed[arg.name] = arg.parse(value)
            elif arg.is_required:
                raise InvalidArgs(f'"{self.name}" needs "{arg.name}". {self.describe_args()}')
            else:
                parsed[arg.name] = arg.default
        return parsed, sorted(str(name) for name in given if name not in known)

    def describe_args(self) -> str:
        """A sentence that lists the arguments."""
        if not self.args:
            return "It takes no arguments."
        return "Its arguments are: " + ", ".join(arg.name for arg in self.args) + "."
