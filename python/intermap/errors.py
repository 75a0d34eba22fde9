"""The errors that cross the wire. Every one has a stable ``type`` that a caller can branch on."""

from __future__ import annotations


class IntermapError(Exception):
    """An expected failure: it becomes ``{"error": {"type", "message"}}`` and never ends the loop."""

    type = "internal"

    @property
    def message(self) -> str:
        """The sentence for people."""
        return str(self)


class BadRequest(IntermapError):
    """The line was no valid request: bad JSON, no object, a missing or wrongly typed field, too long."""

    type = "bad_request"


class UnknownCommand(IntermapError):
    """No command of that name exists."""

    type = "unknown_command"


class InvalidArgs(IntermapError):
    """An argument is missing, of the wrong type or out of range."""

    type = "invalid_args"


class ProjectNotFound(IntermapError):
    """The project folder is missing, no folder, or can't be read."""

    type = "project_not_found"


class PathOutsideProject(IntermapError):
    """A path argument leads out of the project folder (by ``..``, as an absolute path or by a link)."""

    type = "path_outside_project"


class NotFound(IntermapError):
    """The file or symbol asked for does not exist in the project."""

    type = "not_found"


class GitFailed(IntermapError):
    """Git is missing, refused, timed out, or the folder is no repository."""

    type = "git_failed"


class Unsupported(IntermapError):
    """What was asked can't be answered for this language on this machine."""

    type = "unsupported"


class TooLarge(IntermapError):
    """The reply would not fit into one line; ask for less."""

    type = "too_large"


class Cancelled(IntermapError):
    """The caller cancelled the request."""

    type = "cancelled"
