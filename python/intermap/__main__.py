"""The command line: ``python -m intermap``."""

from __future__ import annotations

import os
import sys

# `python -m` puts the working folder first on the path. That may be the project, whose json.py must not be taken for
# the standard library's: nothing of a project is ever run.
_PACKAGE_PARENT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
if __name__ == "__main__" and sys.path and os.path.realpath(sys.path[0]) != _PACKAGE_PARENT:
    del sys.path[0]

import argparse
import json
import traceback
from typing import List, Optional

from . import __version__

MIN_PYTHON = (3, 9)


def main(argv: Optional[List[str]] = None) -> int:
    """Parse the command line, run, and return the exit code: 0 for a result, 1 for an error, 2 for wrong usage."""
    parser = build_parser()
    options = parser.parse_args(argv)
    if options.sidecar:
        from .sidecar import serve

        return serve()
    if options.list_commands:
        try:
            list_commands(options.json)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # `| head` has seen enough; a flush at exit must not complain.
        return 0
    if options.command:
        return run_command(options.command, options.project, options.args)
    parser.print_help()
    return 2


def build_parser() -> argparse.ArgumentParser:
    """The options; the same names as the fields of a request frame."""
    parser = argparse.ArgumentParser(
        prog="intermap", description="A map of a code base: who calls what, what breaks, which tests to run."
    )
    way_in = parser.add_mutually_exclusive_group()
    way_in.add_argument("--sidecar", action="store_true", help="answer JSON lines from stdin until it ends")
    way_in.add_argument("--command", metavar="NAME", help="run one command, print its result and exit")
    way_in.add_argument("--list-commands", action="store_true", help="print every command with its arguments")
    parser.add_argument("--project", metavar="FOLDER", help="the project folder of the command")
    parser.add_argument("--args", metavar="JSON", default="{}", help="the command's arguments as a JSON object")
    parser.add_argument("--json", action="store_true", help="with --list-commands: as JSON")
    parser.add_argument("--version", action="version", version=f"intermap {__version__}")
    return parser


def run_command(command: str, project: Optional[str], args_text: str) -> int:
    """The one-shot way in: prints the result, or ``{"error"}``, as one JSON line."""
    from .context import RequestContext
    from .dispatch import run_once
    from .errors import IntermapError, InvalidArgs
    from .protocol import encode
    from .sidecar import ReplyWriter, take_over_stdout

    writer = ReplyWriter(take_over_stdout())
    try:
        try:
            args = json.loads(args_text)
        except (ValueError, RecursionError) as error:
            raise InvalidArgs(f"--args is not JSON: {error}") from error
        run_once(command, project, args, RequestContext(), lambda result: writer.send_line(result + b"\n"))
        return 0
    except IntermapError as error:
        failure = {"type": error.type, "message": error.message}
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        failure = {"type": "cancelled", "message": "Interrupted."}
    except Exception as error:  # the caller reads JSON, not a traceback
        traceback.print_exc(limit=-30, file=sys.stderr)
        failure = {"type": "internal", "message": f"{type(error).__name__}: {error}"}
    writer.send_line(encode({"error": failure}))
    return 1


def list_commands(as_json: bool) -> None:
    """Print the command table."""
    from .commands import COMMANDS

    if as_json:
        table = [
            {
                "name": command.name,
                "summary": command.summary,
                "needs_project": command.needs_project,
                "args": [
                    {"name": a.name, "type": a.type, "help": a.help, "default": a.default, "required": a.is_required}
                    for a in command.args
                ],
            }
            for command in COMMANDS.values()
        ]
        print(json.dumps(table, indent=2))
        return
    for command in COMMANDS.values():
        print(f"{command.name}: {command.summary}")
        for arg in command.args:
            note = "required" if arg.is_required else f"default {json.dumps(arg.default)}"
            print(f"    {arg.name} ({arg.type}, {note}): {arg.help}")


if __name__ == "__main__":
    if sys.version_info < MIN_PYTHON:
        sys.stderr.write(f"intermap needs Python {MIN_PYTHON[0]}.{MIN_PYTHON[1]} or later.\n")
        sys.exit(3)
    sys.exit(main())
