"""Which files and functions are tests, by the customs of each language's test runners, and how to run them."""

from __future__ import annotations

import functools
import json
import os
import posixpath
import re
import shlex
from typing import Callable, Dict, Iterable, List, Sequence

_TEST_FOLDERS = frozenset(("test", "tests", "__tests__", "testing", "spec", "specs", "e2e"))
_SCRIPT_TEST = re.compile(r"\.(test|spec|e2e|cy)\.[cm]?[jt]sx?$")
_PYTHON_TEST = re.compile(r"^(test_.*|.*_tests?|tests?)\.py$")
_JAVA_TEST = re.compile(r"(Test|Tests|TestCase|IT)\.java$|^Test\w*\.java$")

SCRIPT_SUFFIXES = (".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs")


def is_test_file(path: str) -> bool:
    """Whether a test runner would collect the file."""
    folder, name = posixpath.split(path)
    folders = folder.split("/")
    if name.endswith(".py"):
        return _PYTHON_TEST.match(name) is not None
    if name.endswith(SCRIPT_SUFFIXES):
        return _SCRIPT_TEST.search(name) is not None or "__tests__" in folders
    if name.endswith(".go"):
        return name.endswith("_test.go")
    if name.endswith(".rs"):
        return "tests" in folders
    if name.endswith(".java"):
        return _JAVA_TEST.search(name) is not None and ("test" in folders or "tests" in folders or not folder)
    return False


@functools.lru_cache(maxsize=20_000)
def is_test_code(path: str) -> bool:
    """Whether the file is a test or only serves tests (fixtures, support)."""
    return is_test_file(path) or not _TEST_FOLDERS.isdisjoint(path.split("/")[:-1]) or path.endswith("conftest.py")


def is_test_function(name: str, kind: str) -> bool:
    """Whether a definition of a test file is a test by its bare name: ``test_x``, ``testX``, ``TestX``."""
    bare = name.rpartition(".")[2]
    return kind in ("function", "method") and bare.lower().startswith("test")


def test_commands(root: str, tests: Iterable[str]) -> List[str]:
    """Commands that run these test files, one per runner, quoted for a POSIX shell."""
    by_runner: Dict[str, List[str]] = {}
    for path in sorted(tests):
        by_runner.setdefault(_runner_of(path), []).append(path)
    return [_COMMANDS[runner](root, paths) for runner, paths in sorted(by_runner.items()) if runner in _COMMANDS]


def _runner_of(path: str) -> str:
    suffix = posixpath.splitext(path)[1]
    return "script" if suffix in SCRIPT_SUFFIXES else suffix


def _python_command(root: str, paths: Sequence[str]) -> str:
    if _uses_pytest(root, paths):
        return "python -m pytest " + _quoted(paths)
    # unittest takes modules, which must be importable from the folder it runs in.
    modules = [path[: -len(".py")].replace("/", ".") for path in paths]
    return "python -m unittest " + _quoted(modules)


def _uses_pytest(root: str, paths: Sequence[str]) -> bool:
    if any(os.path.exists(os.path.join(root, name)) for name in ("pytest.ini", "conftest.py", "tests/conftest.py")):
        return True
    for name in ("pyproject.toml", "setup.cfg", "tox.ini", "requirements-dev.txt", "requirements.txt"):
        if "pytest" in _head(os.path.join(root, name)):
            return True
    # Tests import what runs them: a file without unittest is one for pytest.
    return not all("unittest" in _head(os.path.join(root, path)) for path in paths)


def _script_command(root: str, paths: Sequence[str]) -> str:
    try:
        package = json.loads(_head(os.path.join(root, "package.json")) or "{}")
        wanted = {**package.get("devDependencies", {}), **package.get("dependencies", {})}
    except (ValueError, TypeError, AttributeError):
        wanted = {}
    if (
        any(path.endswith((".spec.ts", ".e2e.ts")) for path in paths)
        and "@playwright/test" in wanted
        and "vitest" not in wanted
    ):
        return "npx playwright test " + _quoted(paths)
    for runner, command in (
        ("vitest", "npx vitest run"),
        ("jest", "npx jest"),
        ("mocha", "npx mocha"),
        ("ava", "npx ava"),
    ):
        if runner in wanted:
            return f"{command} {_quoted(paths)}"
    return "node --test " + _quoted(paths)


def _go_command(root: str, paths: Sequence[str]) -> str:
    folders = sorted({"./" + posixpath.dirname(path) if posixpath.dirname(path) else "." for path in paths})
    return "go test " + _quoted(folders)


def _rust_command(root: str, paths: Sequence[str]) -> str:
    names = sorted({posixpath.splitext(posixpath.basename(p))[0] for p in paths if "tests" in p.split("/")})
    return "cargo test" + "".join(f" --test {shlex.quote(name)}" for name in names)


def _java_command(root: str, paths: Sequence[str]) -> str:
    names = sorted({posixpath.splitext(posixpath.basename(path))[0] for path in paths})
    if os.path.exists(os.path.join(root, "pom.xml")):
        return "mvn test -Dtest=" + shlex.quote(",".join(names))
    gradle = "./gradlew" if os.path.exists(os.path.join(root, "gradlew")) else "gradle"
    return f"{gradle} test" + "".join(f" --tests {shlex.quote(name)}" for name in names)


_COMMANDS: Dict[str, Callable[[str, Sequence[str]], str]] = {
    ".py": _python_command,
    "script": _script_command,
    ".go": _go_command,
    ".rs": _rust_command,
    ".java": _java_command,
}


def _quoted(words: Sequence[str]) -> str:
    return " ".join(map(shlex.quote, words))


def _head(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as stream:
            return stream.read(65_536)
    except OSError:
        return ""
