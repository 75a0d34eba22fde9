"""Files that make a folder a project, and what they say of its name and its dependencies."""

from __future__ import annotations

import json
import os
import re
from typing import Any, Dict, List, NamedTuple, Optional, Set, Tuple

MARKERS: Dict[str, str] = {
    ".git": "git",
    "pyproject.toml": "python",
    "setup.py": "python",
    "setup.cfg": "python",
    "requirements.txt": "python",
    "package.json": "node",
    "go.mod": "go",
    "Cargo.toml": "rust",
    "pom.xml": "java",
    "build.gradle": "java",
    "build.gradle.kts": "java",
}

MAX_MANIFEST_BYTES = 1024 * 1024


class Manifest(NamedTuple):
    """One manifest: the name it gives its project and the names it depends on, with the line of each."""

    file: str
    ecosystem: str
    name: Optional[str]
    dependencies: Tuple[Tuple[str, int], ...]
    local_paths: Tuple[Tuple[str, int], ...]


def markers_in(folder: str) -> List[str]:
    """The kinds of project a folder is; empty when it is none."""
    return sorted({kind for name, kind in MARKERS.items() if os.path.lexists(os.path.join(folder, name))})


def manifests_in(folder: str) -> List[Manifest]:
    """The manifests of a folder that can be read."""
    found: List[Manifest] = []
    for name, parse in _PARSERS.items():
        text = _read(os.path.join(folder, name))
        if text is not None:
            found.append(parse(name, text))
    return found


def _read(path: str) -> Optional[str]:
    try:
        if os.path.islink(path) or os.path.getsize(path) > MAX_MANIFEST_BYTES:
            return None
        with open(path, encoding="utf-8", errors="replace") as stream:
            return stream.read()
    except OSError:
        return None


def _line_of(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _package_json(file: str, text: str) -> Manifest:
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError):
        value = {}
    value = value if isinstance(value, dict) else {}
    names: Set[str] = set()
    paths: Dict[str, str] = {}
    for key in ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies"):
        table = value.get(key)
        for name, version in table.items() if isinstance(table, dict) else ():
            names.add(name)
            if isinstance(version, str) and version.startswith(("file:", "link:")):
                paths[name] = version.partition(":")[2]

    def line(name: str) -> int:
        return _line_of(text, max(text.rfind(f'"{name}"'), 0))

    own = value.get("name")
    return Manifest(
        file,
        "node",
        own if isinstance(own, str) else None,
        tuple((name, line(name)) for name in sorted(names)),
        tuple((path, line(name)) for name, path in sorted(paths.items())),
    )


_REQUIREMENT = re.compile(r"^\s*[\"']?([A-Za-z0-9][\w.\-]*)\s*(?:\[[^\]]*\])?\s*(?:[<>=!~;@].*)?[\"']?,?\s*(?:#.*)?$")
_TOML_NAME = re.compile(r'^name\s*=\s*["\']([^"\']+)["\']', re.MULTILINE)
_TOML_PATH = re.compile(r'\bpath\s*=\s*["\']([^"\']+)["\']')


def _toml_sections(text: str) -> List[Tuple[str, int, List[str]]]:
    """Section name, line of its first line, and its lines. Enough of TOML for manifests; Python 3.9 has no parser."""
    sections: List[Tuple[str, int, List[str]]] = [("", 1, [])]
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[+\s*([^\]]+?)\s*\]+\s*(?:#.*)?$", line)
        if header:
            sections.append((header.group(1).replace('"', ""), number + 1, []))
        else:
            sections[-1][2].append(line)
    return sections


def _pyproject(file: str, text: str) -> Manifest:
    own: Optional[str] = None
    names: List[Tuple[str, int]] = []
    paths: List[Tuple[str, int]] = []
    for section, first, lines in _toml_sections(text):
        in_list = section in ("project.optional-dependencies", "dependency-groups")
        for number, line in enumerate(lines, first):
            if section in ("project", "tool.poetry") and own is None and _TOML_NAME.match(line):
                own = _TOML_NAME.match(line).group(1)  # type: ignore[union-attr]
            if section == "project" and re.match(r"dependencies\s*=", line):
                in_list = True
            if in_list:
                for quoted in re.findall(r'"([^"]+)"|\'([^\']+)\'', line):
                    found = re.match(r"[A-Za-z0-9][\w.\-]*", quoted[0] or quoted[1])
                    names += [(found.group(), number)] if found else []
                if section == "project" and "]" in re.sub(r"\[[^\[\]]*\](?=[^\]]*[\"'])", "", line):
                    in_list = False
            if section.startswith("tool.poetry") and section.endswith("dependencies"):
                found = re.match(r"([A-Za-z0-9][\w.\-]*)\s*=", line)
                names += [(found.group(1), number)] if found and found.group(1) != "python" else []
            paths += [(path, number) for path in _TOML_PATH.findall(line)]
    return Manifest(file, "python", own, tuple(names), tuple(paths))


def _requirements(file: str, text: str) -> Manifest:
    names: List[Tuple[str, int]] = []
    paths: List[Tuple[str, int]] = []
    for number, line in enumerate(text.splitlines(), 1):
        editable = re.match(r"\s*(?:-e|--editable)\s+([./][^\s#]*)", line)
        found = _REQUIREMENT.match(line)
        if editable:
            paths.append((editable.group(1), number))
        elif found:
            names.append((found.group(1), number))
    return Manifest(file, "python", None, tuple(names), tuple(paths))


def _go_mod(file: str, text: str) -> Manifest:
    own = re.search(r"^module\s+(\S+)", text, re.MULTILINE)
    wanted = [
        (m.group(1), _line_of(text, m.start(1)))
        for m in re.finditer(r"^\s*(?:require\s+)?([\w.\-]+\.[\w.\-/]+)\s+v\S+", text, re.MULTILINE)
    ]
    paths = [(m.group(1), _line_of(text, m.start(1))) for m in re.finditer(r"=>\s*(\.{1,2}/\S*)", text)]
    return Manifest(file, "go", own.group(1) if own else None, tuple(wanted), tuple(paths))


def _cargo(file: str, text: str) -> Manifest:
    own: Optional[str] = None
    names: List[Tuple[str, int]] = []
    paths: List[Tuple[str, int]] = []
    for section, first, lines in _toml_sections(text):
        for number, line in enumerate(lines, first):
            named = _TOML_NAME.match(line)
            if section == "package" and named:
                own = named.group(1)
            if section.endswith("dependencies"):
                found = re.match(r"([A-Za-z0-9_\-]+)\s*(?:\.workspace)?\s*=", line)
                names += [(found.group(1), number)] if found else []
                paths += [(path, number) for path in _TOML_PATH.findall(line)]
    return Manifest(file, "rust", own, tuple(names), tuple(paths))


def _pom(file: str, text: str) -> Manifest:
    head = re.sub(r"<(parent|dependencies|build|profiles)>.*?</\1>", "", text, flags=re.DOTALL)
    own = re.search(r"<artifactId>\s*([^<\s]+)", head)
    wanted = [
        (m.group(1), _line_of(text, m.start(1)))
        for m in re.finditer(r"<dependency>(?:(?!</dependency>).)*?<artifactId>\s*([^<\s]+)", text, re.DOTALL)
    ]
    return Manifest(file, "java", own.group(1) if own else None, tuple(wanted), ())


_PARSERS = {
    "package.json": _package_json,
    "pyproject.toml": _pyproject,
    "requirements.txt": _requirements,
    "go.mod": _go_mod,
    "Cargo.toml": _cargo,
    "pom.xml": _pom,
}
