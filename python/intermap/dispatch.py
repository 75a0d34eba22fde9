"""One dispatch for both ways in: ``--sidecar`` and ``--command`` give the same result for the same request."""

from __future__ import annotations

import json
from collections import OrderedDict
from typing import Any, Callable, Dict, Mapping, Optional, Tuple

from .command import Command, CommandContext, cursor_offset
from .commands import COMMANDS
from .context import RequestContext
from .errors import InvalidArgs, ProjectNotFound, TooLarge, UnknownCommand
from .index.project_index import ProjectIndex
from .languages.extractor import Extractor
from .project.paths import checked_project
from .protocol import MAX_LINE_BYTES, Request, encode

# Each open index holds a resolved graph in memory; a sidecar serves one project, seldom a few.
MAX_OPEN_PROJECTS = 3
# Recent results of an unchanged tree, so that asking again costs a look at the files and no more.
MAX_CACHED_BYTES = 8 * 1024 * 1024


class Dispatcher:
    """Runs commands, keeps the indexes of the projects in use, and remembers recent results."""

    def __init__(self) -> None:
        self._extractor = Extractor()
        self._indexes: OrderedDict[str, ProjectIndex] = OrderedDict()
        self._results: OrderedDict[Tuple[str, int, str, str], bytes] = OrderedDict()

    def answer_line(self, request: Request, context: RequestContext) -> bytes:
        """The whole response line of a request. Raises IntermapError."""
        return b'{"id":%s,"result":%s}\n' % (json.dumps(request.id).encode(), self.result_json(request, context))

    def result_json(self, request: Request, context: RequestContext) -> bytes:
        """The result as JSON text. Raises IntermapError."""
        command = find_command(request.command)
        args, unknown = command.parse_args(request.args)
        project = self._project_of(command, request.project)
        context.check()
        command_context = CommandContext(args, context, project, lambda ctx: self._open_index(project, ctx))
        if not command.is_cacheable or project is None:
            return self._run(command, command_context, unknown)
        key = (project, command_context.index.generation, command.name, json.dumps(dict(request.args), sort_keys=True))
        cached = self._results.get(key)
        if cached is None:
            cached = self._run(command, command_context, unknown)
            self._remember(key, cached)
        self._results.move_to_end(key)
        return cached

    def _run(self, command: Command, context: CommandContext, unknown: Any) -> bytes:
        result = command.run(context)
        if unknown:
            result["ignored_args"] = unknown
        return fit_into_line(result, command.paged_key, cursor_offset(context.args.get("cursor")))

    def _remember(self, key: Tuple[str, int, str, str], result: bytes) -> None:
        for outdated in [other for other in self._results if other[0] == key[0] and other[1] != key[1]]:
            del self._results[outdated]
        self._results[key] = result
        while sum(map(len, self._results.values())) > MAX_CACHED_BYTES:
            self._results.popitem(last=False)

    def _project_of(self, command: Command, path: Optional[str]) -> Optional[str]:
        if path is None or path == "":
            if command.needs_project:
                raise ProjectNotFound(f'"{command.name}" needs a "project": the path of a folder.')
            return None
        return checked_project(path)

    def _open_index(self, project: Optional[str], context: RequestContext) -> ProjectIndex:
        if project is None:
            raise ProjectNotFound("This needs a project: the path of a folder.")
        index = self._indexes.get(project)
        if index is None:
            while len(self._indexes) >= MAX_OPEN_PROJECTS:
                self._indexes.popitem(last=False)[1].close()
            index = self._indexes[project] = ProjectIndex(project, self._extractor)
        self._indexes.move_to_end(project)
        index.refresh(context)
        return index

    def keep(self, check: Callable[[], None]) -> None:
        """Write what the next process would have to find out again; `check` may raise to stop in the middle."""
        for index in self._indexes.values():
            index.keep(check)

    def close(self) -> None:
        """End child processes and close the index files."""
        for index in self._indexes.values():
            index.close()
        self._indexes.clear()
        self._extractor.close()


def find_command(name: str) -> Command:
    """The command of that name. Raises UnknownCommand."""
    command = COMMANDS.get(name)
    if command is None:
        raise UnknownCommand(f'There is no command "{name}". Commands: {", ".join(COMMANDS)}.')
    return command


def fit_into_line(result: Dict[str, Any], paged_key: Optional[str], offset: int) -> bytes:
    """Encode a result, cutting its page until the line is short enough. Raises TooLarge."""
    most = MAX_LINE_BYTES - 1024  # room for the id and the frame around the result
    encoded = encode(result)[:-1]
    while len(encoded) > most:
        items = result.get(paged_key) if paged_key else None
        if not isinstance(items, list) or len(items) < 2:
            raise TooLarge("The answer does not fit into one line. Ask for less, with a limit or a path.")
        kept = max(1, int(len(items) * most * 0.9 / len(encoded)))
        items = items[: min(kept, len(items) - 1)]
        result.update({str(paged_key): items, "truncated": True, "next_cursor": str(offset + len(items))})
        encoded = encode(result)[:-1]
    return encoded


def run_once(
    command: str,
    project: Optional[str],
    args: Mapping[str, Any],
    context: RequestContext,
    send: Callable[[bytes], None],
) -> None:
    """One command without a loop: the one-shot way in. Raises IntermapError, if so before anything is sent."""
    if not isinstance(args, dict):
        raise InvalidArgs("--args is a JSON object.")
    dispatcher = Dispatcher()
    try:
        send(dispatcher.result_json(Request("once", command, project, args), context))
        dispatcher.keep(context.check)
    finally:
        dispatcher.close()
