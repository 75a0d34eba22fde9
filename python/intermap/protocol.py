"""Frames: one JSON object per line, in both directions. See docs/intermap-protocol.md."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import Any, Mapping, Optional, Union

from .errors import BadRequest

PROTOCOL_VERSION = 1

# A longer line in either direction is an error for that request, never a hang or a half-read reply.
MAX_LINE_BYTES = 8 * 1024 * 1024

RequestId = Union[str, int, float]


@dataclass(frozen=True)
class Request:
    """One command to run."""

    id: RequestId
    command: str
    project: Optional[str] = None
    args: Mapping[str, Any] = field(default_factory=dict)
    wants_progress: bool = False


@dataclass(frozen=True)
class Cancel:
    """Ask for the end of an earlier request, queued or running."""

    id: RequestId
    target: RequestId


class BadFrame(BadRequest):
    """A line that is no request; carries the id when the line had a usable one."""

    def __init__(self, message: str, request_id: Optional[RequestId] = None) -> None:
        super().__init__(message)
        self.request_id = request_id


def parse_frame(line: bytes) -> Union[Request, Cancel]:
    """Parse one line (without its line end). Raises BadFrame."""
    try:
        value = json.loads(line.decode("utf-8"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise BadFrame("The line is not UTF-8.") from error
    except RecursionError as error:
        raise BadFrame("The line is nested too deeply.") from error
    except ValueError as error:
        raise BadFrame(f"The line is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise BadFrame("A request is a JSON object.")
    request_id: Any = value.get("id")
    if request_id is None or not _is_id(request_id):
        raise BadFrame('A request needs an "id" that is a string or a number.')
    if "cancel" in value:
        if not _is_id(value["cancel"]):
            raise BadFrame('"cancel" names the id of a request.', request_id)
        return Cancel(request_id, value["cancel"])
    return _request_of(value, request_id)


def _request_of(value: Mapping[str, Any], request_id: RequestId) -> Request:
    command = value.get("command")
    if not isinstance(command, str) or not command:
        raise BadFrame('A request needs a "command" that is a string.', request_id)
    project = value.get("project")
    if project is not None and not isinstance(project, str):
        raise BadFrame('"project" is the path of a folder.', request_id)
    args = value.get("args")
    if args is not None and not isinstance(args, dict):
        raise BadFrame('"args" is an object.', request_id)
    return Request(request_id, command, project, args or {}, value.get("progress") is True)


def _is_id(value: Any) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)  # 1e999 is read as infinity, which no answer could carry
    return isinstance(value, (str, int)) and not isinstance(value, bool)


def _refuse_constant(name: str) -> Any:
    """`NaN` and `Infinity`, which Python reads and JSON does not have."""
    raise ValueError(f"{name} is no JSON")


def encode(frame: Mapping[str, Any]) -> bytes:
    """One frame as a line. ASCII only, so that file names with undecodable bytes (lone surrogates) survive."""
    return json.dumps(frame, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode("ascii") + b"\n"


def error_frame(request_id: Optional[RequestId], error_type: str, message: str) -> Mapping[str, Any]:
    """The error response for a request, or for a bad line when the id is None."""
    return {"id": request_id, "error": {"type": error_type, "message": message}}
