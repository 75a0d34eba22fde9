"""Paths that cross the wire: relative to the project, with forward slashes, and never leading out of it."""

from __future__ import annotations

import os

from ..errors import NotFound, PathOutsideProject, ProjectNotFound


def check_is_path(path: str) -> None:
    """Raises PathOutsideProject for text that can't be a path here: with a NUL, or half of a surrogate pair."""
    try:
        if "\0" not in path and os.fsencode(path) is not None:
            return
    except UnicodeEncodeError:
        pass  # said below
    raise PathOutsideProject("This can't be a path: it holds a NUL or a character that no file name can have.")


def project_path(root: str, path: str) -> str:
    """The project-relative form of ``path`` (absolute or relative), which need not exist.

    Links are resolved, so that one that leads out of the project is refused. Raises PathOutsideProject.
    """
    check_is_path(path)
    absolute = os.path.realpath(os.path.join(root, path))
    if absolute == root:
        return ""
    if not absolute.startswith(root.rstrip(os.sep) + os.sep):
        raise PathOutsideProject(f"The path leads out of the project: {path}")
    return os.path.relpath(absolute, root).replace(os.sep, "/")


def existing_file(root: str, path: str) -> str:
    """Like project_path, for a file that is there. Raises PathOutsideProject or NotFound."""
    relative = project_path(root, path)
    if not os.path.isfile(os.path.join(root, relative)):
        raise NotFound(f"There is no such file in the project: {path}")
    return relative


def checked_project(path: str) -> str:
    """The real, absolute path of a readable folder. Raises ProjectNotFound."""
    try:
        check_is_path(path)
    except PathOutsideProject as error:
        raise ProjectNotFound(str(error)) from error
    real = os.path.realpath(os.path.expanduser(path))
    if not os.path.isdir(real):
        raise ProjectNotFound(f"The project folder does not exist or is no folder: {path}")
    if not os.access(real, os.R_OK | os.X_OK):
        raise ProjectNotFound(f"The project folder can't be read: {path}")
    return real
