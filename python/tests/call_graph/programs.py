"""Small programs with the call edges they are expected to have.

A file in `programs/` is a category. Each program in it starts with `=== name`, then `external` on a line of its own
when targets outside the program count, then its files (`--- path`), then `--- edges` with one `caller -> callee` a
line. `observe.py` shows what a program really does; expected edges may be more (branches not taken), never less.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Dict, List, NamedTuple, Set, Tuple

from intermap.languages.python import extract_facts
from intermap.resolve import ProjectGraph

FOLDER = Path(__file__).parent / "programs"
EdgeName = Tuple[str, str]


class Program(NamedTuple):
    """One program. `edges` are names of callers and callees."""

    category: str
    name: str
    files: Dict[str, str]
    edges: Set[EdgeName]
    external: bool


def load_programs(folder: Path = FOLDER) -> List[Program]:
    """All programs of all categories that this Python can read, in the order of the files."""
    programs = [program for path in sorted(folder.glob("*.txt")) for program in _parse(path)]
    return [program for program in programs if sys.version_info >= (3, 10) or not _uses_match(program)]


def _uses_match(program: Program) -> bool:
    return any("    case " in text for text in program.files.values())


def _parse(path: Path) -> List[Program]:
    programs: List[Program] = []
    for section in path.read_text(encoding="utf-8").split("=== ")[1:]:
        head, *parts = section.split("\n--- ")
        name, *options = head.split("\n")
        files: Dict[str, str] = {}
        edges: Set[EdgeName] = set()
        for part in parts:
            title, _, text = part.partition("\n")
            if title == "edges":
                for line in text.splitlines():
                    if line.strip():
                        caller, _, callee = line.partition(" -> ")
                        edges.add((caller.strip(), callee.strip()))
            else:
                files[title] = text + "\n"
        programs.append(Program(path.stem, name.strip(), files, edges, "external" in options))
    return programs


def resolved_edges(program: Program) -> Set[EdgeName]:
    """What the engine finds."""
    graph = ProjectGraph()
    graph.update({path: extract_facts(path, text) for path, text in program.files.items()})
    return {(edge["from"]["name"], edge["to"]["name"]) for edge in graph.edges(program.external)}
