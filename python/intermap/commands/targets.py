"""The symbol an argument means: by name, or by file and line."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

from ..command import Arg, CommandContext
from ..errors import InvalidArgs, NotFound
from ..index.outlines import Definition
from ..project.paths import existing_file

TARGET_ARGS: Tuple[Arg, ...] = (
    Arg(
        "name",
        "string",
        "A function, class or method: f, Class.method, module.Class.method or file.py:f.",
        aliases=("target", "symbol", "function", "function_name", "target_function"),
    ),
    Arg("file", "string", "The file it is in; with a line, the definition around that line.", aliases=("path",)),
    Arg("line", "integer", "A line of the file, from 1.", minimum=1, maximum=10_000_000),
)

# A name as common as `run` has hundreds of definitions; nobody means them all.
MAX_TARGETS = 50


def target_symbols(context: CommandContext) -> List[Definition]:
    """The definitions that the arguments mean. Raises InvalidArgs, PathOutsideProject or NotFound."""
    name, file, line = (context.args.get(key) for key in ("name", "file", "line"))
    path = existing_file(context.root, file) if file else None
    if name:
        found = context.outlines.find(name, path)
        if not found:
            raise NotFound(f"There is no definition of {name!r} in {path or 'the project'}.")
        return best_matches(name, found)
    if path is None or line is None:
        raise InvalidArgs('This needs a "name", or a "file" and a "line".')
    found_at = context.outlines.symbol_at(path, line)
    if found_at is None:
        raise NotFound(f"Nothing is known of {path} (no parser for it, or it could not be parsed).")
    return [found_at]


def best_matches(name: str, found: List[Definition]) -> List[Definition]:
    """The full name's owner alone when there is one, else all that end in the name."""
    exact = [record for record in found if record.name == name]
    return (exact or found)[:MAX_TARGETS]


def shown(record: Definition) -> Dict[str, Any]:
    """A definition as answers show it: without empty fields."""
    keys = ("file", "name", "kind", "line", "end_line", "signature", "doc", "decorators")
    fields = ((key, getattr(record, key)) for key in keys)
    return {key: value for key, value in fields if value not in (None, (), "")}
