"""``resolve_project``: the project folder that a path belongs to."""

from __future__ import annotations

import os
from typing import Any, Dict, Optional

from ..command import Arg, Command, CommandContext
from ..errors import InvalidArgs, NotFound
from ..project.markers import markers_in
from ..project.paths import check_is_path


def run(context: CommandContext) -> Dict[str, Any]:
    """Walk up from the path to the nearest folder that is a project by its files."""
    path = context.args["path"] or context.project
    if not path:
        raise InvalidArgs('This needs a "path" or a "project".')
    check_is_path(path)
    base = context.project or os.getcwd()
    start = os.path.realpath(os.path.join(base, os.path.expanduser(path)))
    if not os.path.exists(start):
        raise NotFound(f"There is nothing at {path}.")
    folder = start if os.path.isdir(start) else os.path.dirname(start)
    repository = nearest(folder, lambda markers: "git" in markers)
    project = nearest(folder, bool) or repository
    if project is None:
        return {"project": folder, "name": os.path.basename(folder), "markers": [], "repository": None, "found": False}
    return {
        "project": project,
        "name": os.path.basename(project),
        "markers": markers_in(project),
        "repository": repository,
        "found": True,
    }


def nearest(folder: str, is_wanted: Any) -> Optional[str]:
    """The folder itself or the nearest above whose markers are wanted."""
    while True:
        if is_wanted(markers_in(folder)):
            return folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


COMMAND = Command(
    "resolve_project",
    "The project folder a path belongs to, by its manifests and repository.",
    run,
    (Arg("path", "string", "A file or folder; relative to the project, else to the working folder."),),
    needs_project=False,
    is_cacheable=False,
)
