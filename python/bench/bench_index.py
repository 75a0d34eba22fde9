"""Measures the sidecar on a copy of this Python's own standard library and prints JSON.

    python3 bench/bench_index.py [--folder FOLDER] [--repeat 3] [--with-tests]

The library's own test suite, which is larger than the library, is left out unless asked for.
Absolute times say little on a busy or slow machine; the ratios to a bare ``ast.parse`` pass of the same files, measured
in the same minute, hold better. Goals (`goals` in the output): cold index under 2.5 parse passes; after one file
changed, any graph command under 150 ms; a repeated command under 30 ms; resident memory under 150 MB.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
import warnings
from typing import Any, Callable, Dict, List, Optional, Tuple

PACKAGE_PARENT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

COMMANDS: Tuple[Tuple[str, Dict[str, Any]], ...] = (
    ("structure", {}),
    ("symbols", {"query": "join"}),
    ("call_graph", {}),
    ("impact", {"name": "json.dumps"}),
    ("references", {"name": "json.dumps"}),
    ("architecture", {}),
    ("reference_edges", {}),
    ("repo_map", {}),
    ("dead_code", {}),
    ("change_impact", {}),
    ("definition", {"file": "json/__init__.py", "line": 106, "name": "JSONDecoder"}),
    ("detect_patterns", {}),
    ("diagnostics", {}),
)
#: The first is imported by nobody, the next are ordinary, the last is what much of the library stands on.
CHANGED_FILES = ("this.py", "json/encoder.py", "urllib/request.py", "threading.py")
#: A function of a module that many import, and what it is renamed to: whoever uses it must be looked at again.
RENAMED = (
    ("textwrap.py", "def dedent(", "def dedent_renamed("),
    ("json/__init__.py", "def dumps(", "def dumps_renamed("),
    ("posixpath.py", "def join(", "def join_renamed("),
    ("os.py", "def fsencode(", "def fsencode_renamed("),
    ("re/__init__.py", "def compile(", "def compile_renamed("),
    ("warnings.py", "def warn(", "def warn_renamed("),
)
#: One command is measured after renames; the others wait for the same work.
AFTER_RENAME: Tuple[str, Dict[str, Any]] = ("architecture", {})
#: Longer than the sidecar waits before it does work that nobody asked for.
IDLE_S = 2.5
GOALS = {"cold_index_in_parse_passes": 2.5, "after_change_ms": 150, "repeated_ms": 30, "rss_mb": 150}


class Sidecar:
    """The real process, driven as main drives it."""

    def __init__(self, cache: str) -> None:
        environment = {**os.environ, "PYTHONPATH": PACKAGE_PARENT, "INTERMAP_CACHE_DIR": cache}
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "intermap", "--sidecar"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )

    def run(self, command: str, project: str, args: Dict[str, Any]) -> float:
        """Seconds from the request to the last byte of its answer."""
        assert self.process.stdin is not None and self.process.stdout is not None
        started_s = time.perf_counter()
        frame = {"id": 1, "command": command, "project": project, "args": args}
        self.process.stdin.write(json.dumps(frame).encode() + b"\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        taken_s = time.perf_counter() - started_s
        if "error" in answer:
            raise SystemExit(f"{command}: {answer['error']}")
        return taken_s

    def rss_mb(self) -> Optional[float]:
        """Resident memory now, where the system tells."""
        try:
            with open(f"/proc/{self.process.pid}/status", encoding="ascii") as stream:
                line = next(line for line in stream if line.startswith("VmRSS"))
        except OSError:
            return None
        return round(int(line.split()[1]) / 1024, 1)

    def wait_until_idle(self) -> None:
        """Until it has written down what it found out, which it does when nobody asks for a while."""
        before = -1
        while self._cpu_ticks() not in (None, before):
            before = self._cpu_ticks()
            time.sleep(IDLE_S)

    def _cpu_ticks(self) -> Optional[int]:
        try:
            with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as stream:
                fields = stream.read().rpartition(")")[2].split()
        except OSError:
            return None
        return int(fields[11]) + int(fields[12])

    def close(self) -> None:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def main() -> None:
    """Run everything and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", help="measure this folder instead of the standard library")
    parser.add_argument("--repeat", type=int, default=1, help="how often to index from nothing; the best counts")
    parser.add_argument("--with-tests", action="store_true", help="include the folders named test, tests and idle_test")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="intermap-bench-") as scratch:
        root = os.path.join(scratch, "project")
        source = options.folder or sysconfig.get_path("stdlib")
        left_out = ["site-packages", "dist-packages", "__pycache__"]
        if not options.with_tests:
            left_out += ["test", "tests", "idle_test"]
        shutil.copytree(source, root, ignore=shutil.ignore_patterns(*left_out), symlinks=True)
        # Where git is there, change_impact looks at the work tree.
        make_repository(root)
        print(json.dumps(measure(root, scratch, options.repeat), indent=2))


def make_repository(root: str) -> None:
    """So that `change_impact` has something to compare with."""
    if not shutil.which("git"):
        return
    author = ["-c", "user.name=bench", "-c", "user.email=bench@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "-q"], ["add", "-A"], [*author, "commit", "-q", "-m", "before"]):
        subprocess.run(["git", "-C", root, *arguments], check=True, stdout=subprocess.DEVNULL)


def measure(root: str, scratch: str, repeat: int) -> Dict[str, Any]:
    """All figures for one folder."""
    files = python_files(root)
    parse_s = best(3, lambda: parse_pass(files))
    cold: List[float] = []
    for number in range(repeat):
        sidecar = Sidecar(os.path.join(scratch, f"cache{number}"))
        sidecar.run("ping", root, {})
        cold.append(sidecar.run("symbols", root, {"query": "join"}))
        if number < repeat - 1:
            sidecar.close()
    # The last sidecar goes on; its index is warm from here.
    cold_graph_s = sidecar.run("call_graph", root, {})
    rss_indexed = sidecar.rss_mb()
    sidecar.wait_until_idle()
    rss_idle = sidecar.rss_mb()
    commands = {name: measure_command(sidecar, root, name, args) for name, args in COMMANDS}
    renames = measure_renames(sidecar, root)
    sidecar.wait_until_idle()
    rss = sidecar.rss_mb()
    sidecar.close()
    warm = Sidecar(os.path.join(scratch, f"cache{repeat - 1}"))
    warm.run("ping", root, {})
    warm_s = warm.run("symbols", root, {"query": "join"})
    warm_graph_s = warm.run("call_graph", root, {})
    rss_warm = warm.rss_mb()
    warm.close()
    ctags_s = best(2, lambda: ctags_pass(root, scratch)) if shutil.which("ctags") else None
    return {
        "python": sys.version.split()[0],
        "files": len(files),
        "lines": sum(count_lines(file) for file in files),
        "parse_pass_ms": ms(parse_s),
        "ctags_ms": ms(ctags_s) if ctags_s is not None else None,
        "cold_index_ms": ms(min(cold)),
        "cold_index_in_parse_passes": round(min(cold) / parse_s, 2),
        "cold_graph_ms": ms(cold_graph_s),
        "cold_graph_in_parse_passes": round(cold_graph_s / parse_s, 2),
        "warm_index_ms": ms(warm_s),
        "warm_graph_ms": ms(warm_graph_s),
        "rss_indexed_mb": rss_indexed,
        "rss_idle_mb": rss_idle,
        "rss_warm_mb": rss_warm,
        "rss_mb": rss,
        "slowest_after_change_ms": max(row["after_change_max_ms"] for row in commands.values()),
        "slowest_repeated_ms": max(row["repeated_p50_ms"] for row in commands.values()),
        "commands": commands,
        "renames": renames,
        "goals": GOALS,
    }


def measure_command(sidecar: Sidecar, root: str, name: str, args: Dict[str, Any]) -> Dict[str, Any]:
    """A command after each of several files changed, the leaf first, and again without a change."""
    after: List[Tuple[float, str]] = []
    again: List[float] = []
    for changed in changed_files(root):
        text = read(root, changed)
        write(root, changed, text + f"\n\ndef bench_{name}(value):\n    return str(value)\n")
        after.append((sidecar.run(name, root, args), changed))
        again.extend(sidecar.run(name, root, args) for _ in range(2))
    times = [taken_s for taken_s, _ in after]
    slowest_s, worst_file = max(after)
    return {
        "leaf_ms": ms(times[0]),
        "after_change_p50_ms": ms(statistics.median(times)),
        "after_change_max_ms": ms(slowest_s),
        "worst_file": worst_file,
        "repeated_p50_ms": ms(statistics.median(again)),
        "repeated_max_ms": ms(max(again)),
    }


def measure_renames(sidecar: Sidecar, root: str) -> Dict[str, float]:
    """What follows a rename of a function that others use, in its own module only."""
    name, args = AFTER_RENAME
    found: Dict[str, float] = {}
    for changed, old, new in RENAMED:
        text = read(root, changed) if os.path.exists(os.path.join(root, changed)) else ""
        if old in text:
            write(root, changed, text.replace(old, new))
            found[f"{changed}: {old[4:-1]}"] = ms(sidecar.run(name, root, args))
            write(root, changed, text)
            sidecar.run(name, root, args)
    return found


def read(root: str, file: str) -> str:
    with open(os.path.join(root, file), encoding="utf-8") as stream:
        return stream.read()


def write(root: str, file: str, text: str) -> None:
    with open(os.path.join(root, file), "w", encoding="utf-8") as stream:
        stream.write(text)


def changed_files(root: str) -> List[str]:
    """A leaf, typical files, and one that an edit once cost most; in another folder any few."""
    known = [file for file in CHANGED_FILES if os.path.exists(os.path.join(root, file))]
    return known or [
        os.path.relpath(file, root) for file in python_files(root)[:: max(1, len(python_files(root)) // 4)]
    ]


def python_files(root: str) -> List[str]:
    """The Python files of a folder, in order."""
    return sorted(
        os.path.join(folder, name) for folder, _, names in os.walk(root) for name in names if name.endswith(".py")
    )


def parse_pass(files: List[str]) -> None:
    """The bare minimum: read every file and parse it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for file in files:
            with open(file, "rb") as stream:
                content = stream.read()
            try:
                ast.parse(content)
            except (SyntaxError, ValueError):
                pass  # The library's own tests hold broken files on purpose.


def ctags_pass(root: str, scratch: str) -> None:
    """universal-ctags over the same folder."""
    out = os.path.join(scratch, "tags")
    subprocess.run(["ctags", "-R", "--languages=Python", "-f", out, root], check=True, stdout=subprocess.DEVNULL)


def best(repeat: int, work: Callable[[], None]) -> float:
    """The shortest of several runs, in seconds: what the machine can do when nothing disturbs it."""
    times: List[float] = []
    for _ in range(repeat):
        started_s = time.perf_counter()
        work()
        times.append(time.perf_counter() - started_s)
    return min(times)


def count_lines(file: str) -> int:
    with open(file, "rb") as stream:
        return stream.read().count(b"\n")


def ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


if __name__ == "__main__":
    main()
