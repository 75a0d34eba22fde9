"""``cross_project_deps``: how the projects in one folder depend on each other."""

from __future__ import annotations

import os
import re
from typing import Any, Dict, List, Optional, Tuple

from ..command import Arg, Command, CommandContext, paging_args
from ..project.markers import Manifest, manifests_in
from .coverage import coverage
from .projects import projects_in


def run(context: CommandContext) -> Dict[str, Any]:
    """Dependencies by manifest (names and local paths) and by imports between the projects' files."""
    root = context.root
    folders = [p["project"] for p in projects_in(root, context.args["depth"], context)]
    folders = [folder for folder in folders if folder != root or manifests_in(folder)]
    manifests = {folder: manifests_in(folder) for folder in folders}
    owners = _owners(manifests)
    found: List[Dict[str, Any]] = []
    external: Dict[str, int] = {}
    for folder in folders:
        for manifest in manifests[folder]:
            for name, line in manifest.dependencies:
                other = _owner_of(owners, manifest.ecosystem, name)
                if other is None:
                    external[name] = external.get(name, 0) + 1
                elif other != folder:
                    found.append(_row(root, folder, other, "manifest", os.path.join(folder, manifest.file), line, 1))
            for path, line in manifest.local_paths:
                other = os.path.realpath(os.path.join(folder, path))
                if other in manifests and other != folder:
                    found.append(_row(root, folder, other, "path", os.path.join(folder, manifest.file), line, 1))
    found += _by_imports(context, folders)
    unique = {(r["from"], r["to"], r["kind"], r["file"], r["line"]): r for r in found}
    return {
        "projects": [_described(root, folder, manifests[folder]) for folder in folders],
        **context.page("dependencies", [unique[key] for key in sorted(unique)]),
        "external": [
            {"name": name, "projects": count}
            for name, count in sorted(external.items(), key=lambda item: (-item[1], item[0]))[:200]
        ],
        **coverage(context),
    }


def _owners(manifests: Dict[str, List[Manifest]]) -> Dict[Tuple[str, str], str]:
    return {
        (manifest.ecosystem, _folded(manifest.ecosystem, manifest.name)): folder
        for folder, all_of_it in manifests.items()
        for manifest in all_of_it
        if manifest.name
    }


def _owner_of(owners: Dict[Tuple[str, str], str], ecosystem: str, name: str) -> Optional[str]:
    return owners.get((ecosystem, _folded(ecosystem, name)))


def _folded(ecosystem: str, name: str) -> str:
    # Python's package names are the same under other dashes and capitals (PEP 503).
    return re.sub(r"[-_.]+", "-", name).lower() if ecosystem == "python" else name


def _by_imports(context: CommandContext, folders: List[str]) -> List[Dict[str, Any]]:
    root = context.root
    # The innermost project owns a file.
    ordered = sorted(folders, key=len, reverse=True)
    owner: Dict[str, Optional[str]] = {}

    def owner_of(path: str) -> Optional[str]:
        if path not in owner:
            absolute = os.path.join(root, path)
            owner[path] = next((f for f in ordered if absolute.startswith(f + os.sep)), None)
        return owner[path]

    counted: Dict[Tuple[str, str], Tuple[int, str, int]] = {}
    for edge in context.graph.imports():
        if edge["to"] is None:
            continue
        source, target = owner_of(edge["from"]), owner_of(edge["to"])
        if source and target and source != target:
            count, file, line = counted.get((source, target), (0, edge["from"], edge["line"]))
            counted[(source, target)] = (count + 1, file, line)
    return [
        _row(root, source, target, "import", os.path.join(root, file), line, count)
        for (source, target), (count, file, line) in counted.items()
    ]


def _row(root: str, source: str, target: str, kind: str, file: str, line: int, count: int) -> Dict[str, Any]:
    return {
        "from": _relative(root, source),
        "to": _relative(root, target),
        "kind": kind,
        "file": _relative(root, file),
        "line": line,
        "count": count,
    }


def _described(root: str, folder: str, manifests: List[Manifest]) -> Dict[str, Any]:
    name = next((m.name for m in manifests if m.name), None) or os.path.basename(folder)
    return {"project": _relative(root, folder), "name": name, "manifests": [m.file for m in manifests]}


def _relative(root: str, path: str) -> str:
    return os.path.relpath(path, root).replace(os.sep, "/")


COMMAND = Command(
    "cross_project_deps",
    "How the projects in one folder depend on each other, by manifests and imports.",
    run,
    (
        Arg("depth", "integer", "How many folders down to look for projects.", 4, minimum=0, maximum=12),
        *paging_args(500),
    ),
    paged_key="dependencies",
    is_cacheable=False,
)
