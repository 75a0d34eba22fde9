"""Prints a JSON list of imports in the Python package that come from neither the standard library nor the package itself.

The sidecar runs on whatever Python a person has, so nothing else is there. Usage: python3 python-imports.py FOLDER...
"""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path
from typing import Iterator, List, Tuple

OWN = {"intermap", "tests"}

# The standard library of the oldest Python we run on (3.9 has no sys.stdlib_module_names) and of those after it; these came later than 3.9.
NEWER_THAN_OLDEST = {"tomllib": "3.11"}


def is_standard(name: str) -> bool:
    """Whether a top-level module is part of Python itself."""
    names = getattr(sys, "stdlib_module_names", None)
    if names is None:
        return True  # Python 3.9 can't tell; newer ones and CI can.
    return name in names


def imported_modules(tree: ast.AST) -> Iterator[Tuple[int, str]]:
    """Line and top-level name of every absolute import."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.lineno, node.module.split(".")[0]


def check_file(path: Path) -> List[dict]:
    """The findings of one file; broken syntax is left to the linter, which words it better."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except SyntaxError:
        return []
    findings = []
    for line, name in imported_modules(tree):
        if name in NEWER_THAN_OLDEST:
            findings.append({"file": str(path), "line": line, "message": f"'{name}' is new in Python {NEWER_THAN_OLDEST[name]}; 3.9 must do"})
        elif name not in OWN and not is_standard(name):
            findings.append({"file": str(path), "line": line, "message": f"'{name}' is not in Python's standard library"})
    return findings


def main() -> None:
    """Check every file under the folders given."""
    files = [path for folder in sys.argv[1:] for path in sorted(Path(folder).rglob("*.py")) if "fixtures" not in path.parts]
    print(json.dumps([finding for path in files for finding in check_file(path)]))


if __name__ == "__main__":
    main()
