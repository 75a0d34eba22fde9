"""``projects``: the projects in a folder, and those that have been indexed on this machine."""

from __future__ import annotations

import os
from typing import Any, Dict, List

from ..command import Arg, Command, CommandContext, paging_args
from ..index.store import known_projects
from ..project.markers import markers_in
from ..project.paths import checked_project
from ..project.scan import SKIPPED_FOLDERS

MAX_FOLDERS = 20_000


def run(context: CommandContext) -> Dict[str, Any]:
    """Folders with a manifest or a repository below the given one; without one, the projects known from before."""
    folder = context.args["folder"] or context.project
    if not folder:
        known = [
            {"project": root, "name": os.path.basename(root), "exists": exists} for root, exists in known_projects()
        ]
        return {**context.page("projects", known), "source": "index"}
    found = projects_in(checked_project(folder), context.args["depth"], context)
    return {**context.page("projects", found), "source": "folder"}


def projects_in(folder: str, depth: int, context: CommandContext) -> List[Dict[str, Any]]:
    """Projects at most ``depth`` folders down, in order of their paths."""
    found: List[Dict[str, Any]] = []
    pending = [(folder, depth)]
    seen = 0
    while pending and seen < MAX_FOLDERS:
        context.request.check()
        current, left = pending.pop()
        seen += 1
        markers = markers_in(current)
        if markers:
            found.append({"project": current, "name": os.path.basename(current), "markers": markers, "exists": True})
        if left > 0:
            pending.extend((child, left - 1) for child in _folders_in(current))
    return sorted(found, key=lambda project: project["project"])


def _folders_in(folder: str) -> List[str]:
    try:
        with os.scandir(folder) as entries:
            return [
                entry.path
                for entry in entries
                if entry.is_dir(follow_symlinks=False)
                and entry.name not in SKIPPED_FOLDERS
                and not entry.name.startswith(".")
            ]
    except OSError:
        return []


COMMAND = Command(
    "projects",
    "The projects below a folder; without a folder, those indexed before.",
    run,
    (
        Arg("folder", "string", "Where to look; by default the request's project."),
        Arg("depth", "integer", "How many folders down to look.", 4, minimum=0, maximum=12),
        *paging_args(500),
    ),
    needs_project=False,
    paged_key="projects",
    is_cacheable=False,
)
