"""What git says of a work tree. Nothing a caller or the repository supplies can become an option or run a program.

References are checked by pattern and resolved to a commit id first; every call has a deadline and no shell; hooks,
the file system monitor, external diff programs and text converters of the repository's own configuration are off.
"""

from __future__ import annotations

import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import Dict, List, NamedTuple, Optional, Tuple

from ..errors import GitFailed, InvalidArgs

DEADLINE_S = 20.0
MAX_DIFF_BYTES = 64 * 1024 * 1024

# What git allows in a revision that we have a use for; never a leading dash, no spaces, no control characters.
_REVISION = re.compile(r"[A-Za-z0-9@_][A-Za-z0-9@_./{}^~+\-]{0,250}\Z")
_HUNK = re.compile(rb"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")

_SAFE_OPTIONS = (
    "-c",
    "core.fsmonitor=false",
    "-c",
    f"core.hooksPath={os.devnull}",
    "-c",
    "core.quotePath=false",
    "-c",
    "core.pager=cat",
    "-c",
    "diff.renames=true",
    "-c",
    "submodule.recurse=false",
    "--no-pager",
    "--literal-pathspecs",
)


class GitMissing(GitFailed):
    """There is no git on this machine."""


class Hunk(NamedTuple):
    """Lines that changed, in the new file (``added`` 0: only lines after ``start`` were taken away)."""

    start: int
    added: int
    removed: int


class ChangedFile(NamedTuple):
    """A file of the work tree that differs from the base; ``status`` is added, modified, deleted or untracked."""

    path: str
    status: str
    hunks: Tuple[Hunk, ...]


def run(root: str, *arguments: str) -> bytes:
    """Run git in ``root`` and return what it printed. Raises GitFailed."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environment.update(GIT_OPTIONAL_LOCKS="0", GIT_TERMINAL_PROMPT="0", LC_ALL="C", GIT_NO_LAZY_FETCH="1")
    try:
        done = subprocess.run(
            ["git", *_SAFE_OPTIONS, *arguments],
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=DEADLINE_S,
            check=False,
        )
    except FileNotFoundError as error:
        raise GitMissing("git was not found: install it, or put it on the PATH.") from error
    except subprocess.TimeoutExpired as error:
        raise GitFailed(f"git took longer than {DEADLINE_S:.0f} seconds.") from error
    except OSError as error:
        raise GitFailed(f"git could not be started: {error}") from error
    if done.returncode != 0:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitFailed(f"git failed: {reason[0] if reason else f'exit code {done.returncode}'}")
    return done.stdout


def is_repository(root: str) -> bool:
    """Whether the folder lies in a git work tree. Raises GitMissing when nobody can say."""
    try:
        return run(root, "rev-parse", "--is-inside-work-tree").strip() == b"true"
    except GitMissing:
        raise
    except GitFailed:
        return False


def check_revision(revision: str) -> None:
    """Raise InvalidArgs for what can't be the name of a commit, branch or tag."""
    if not _REVISION.match(revision):
        raise InvalidArgs(f"This is no name of a commit, branch or tag: {revision[:80]!r}")


def commit_of(root: str, revision: str) -> str:
    """The commit id of a revision. Raises InvalidArgs for what is no revision, GitFailed for one that is not there."""
    check_revision(revision)
    try:
        out = run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
    except GitFailed as error:
        raise GitFailed(f"There is no commit, branch or tag {revision!r} here.") from error
    commit = out.decode("ascii", "replace").strip()
    if not re.fullmatch(r"[0-9a-f]{40,64}", commit):
        raise GitFailed(f"There is no commit, branch or tag {revision!r} here.")
    return commit


def _base_commit(root: str, base: str) -> Optional[str]:
    """The commit to compare with; None in a repository that has none yet."""
    try:
        return commit_of(root, base)
    except GitFailed:
        if base != "HEAD":
            raise
        return None


def changed_files(root: str, base: str) -> List[ChangedFile]:
    """Files below ``root`` that differ between ``base`` and the work tree, untracked ones included, by path."""
    check_revision(base)
    # Each git takes some milliseconds to start; together they take little more than one.
    with ThreadPoolExecutor(4) as pool:
        is_here = pool.submit(is_repository, root)
        filters_off = pool.submit(_local_filters_off, root)
        commit_asked = pool.submit(_base_commit, root, base)
        untracked = pool.submit(run, root, "ls-files", "-z", "--others", "--exclude-standard", "--", ".")
    if not is_here.result():
        raise GitFailed("The project is not in a git work tree.")
    found: Dict[str, ChangedFile] = {}
    commit = commit_asked.result()
    if commit is not None:
        out = run(
            root,
            *filters_off.result(),
            "diff",
            "--no-ext-diff",
            "--no-textconv",
            "--no-color",
            "--no-renames",
            "--relative",
            "--unified=0",
            "--src-prefix=a/",
            "--dst-prefix=b/",
            "--ignore-submodules=all",
            "--end-of-options",
            commit,
            "--",
            ".",
        )
        for file in parse_diff(out[:MAX_DIFF_BYTES]):
            found[file.path] = file
    else:
        for path in _paths(run(root, "ls-files", "-z", "--cached", "--", ".")):
            found[path] = ChangedFile(path, "added", ())
    for path in _paths(untracked.result()):
        found[path] = ChangedFile(path, "untracked", ())
    return [found[path] for path in sorted(found)]


def _local_filters_off(root: str) -> List[str]:
    """Options that switch off content filters which the repository's own configuration defines.

    ``git diff`` would run them on work tree files. Those of the person's own configuration (git-lfs) stay.
    """
    try:
        out = run(
            root, "config", "--local", "--name-only", "-z", "--get-regexp", r"^filter\..*\.(clean|smudge|process)$"
        )
    except GitFailed:
        return []  # Exit code 1: there are none.
    names = {
        part.decode("utf-8", "surrogateescape")[len("filter.") :].rpartition(".")[0]
        for part in out.split(b"\0")
        if part
    }
    options: List[str] = []
    for name in sorted(names):
        for key, value in (("clean", ""), ("smudge", ""), ("process", ""), ("required", "false")):
            options += ["-c", f"filter.{name}.{key}={value}"]
    return options


def _paths(out: bytes) -> List[str]:
    return [part.decode("utf-8", "surrogateescape") for part in out.split(b"\0") if part]


def parse_diff(diff: bytes) -> List[ChangedFile]:
    """The files and hunks of a unified diff without context lines."""
    files: List[ChangedFile] = []
    old = new = b""
    hunks: List[Hunk] = []
    left = 0

    def finish() -> None:
        if old or new:
            status = "added" if old == b"/dev/null" else "deleted" if new == b"/dev/null" else "modified"
            name = _name(old if status == "deleted" else new)
            files.append(ChangedFile(name, status, tuple(hunks)))

    for line in diff.split(b"\n"):
        if left > 0 and line[:1] in (b"+", b"-"):
            left -= 1  # Inside a hunk: `--- x` is a removed line here, no header.
        elif line.startswith(b"diff --git "):
            finish()
            old = new = _name_in_header(line)
            hunks = []
            left = 0
        elif line.startswith(b"new file mode"):
            old = b"/dev/null"
        elif line.startswith(b"deleted file mode"):
            new = b"/dev/null"
        elif line.startswith(b"--- "):
            old = line[4:]
        elif line.startswith(b"+++ "):
            new = line[4:]
        else:
            hunk = _HUNK.match(line)
            if hunk:
                removed, count = (int(g) if g is not None else 1 for g in (hunk.group(2), hunk.group(4)))
                hunks.append(Hunk(int(hunk.group(3)), count, removed))
                left = removed + count
    finish()
    return files


def _name_in_header(line: bytes) -> bytes:
    """The name from ``diff --git a/x b/x``: both halves are the same, which finds it even with spaces in it."""
    rest = line[len(b"diff --git ") :]
    half = len(rest) // 2
    return rest[half + 1 :]


def _name(field: bytes) -> str:
    field = field.rstrip(b"\t\r")
    if field.startswith(b'"') and field.endswith(b'"'):
        field = _unquoted(field[1:-1])
    if field[:2] in (b"a/", b"b/"):
        field = field[2:]
    return field.decode("utf-8", "surrogateescape")


def _unquoted(text: bytes) -> bytes:
    """Git quotes names with control characters, quotes or backslashes as C does."""
    plain = {
        b"n": b"\n",
        b"t": b"\t",
        b'"': b'"',
        b"\\": b"\\",
        b"r": b"\r",
        b"a": b"\a",
        b"b": b"\b",
        b"f": b"\f",
        b"v": b"\v",
    }

    def one(match: re.Match[bytes]) -> bytes:
        code = match.group(1)
        return plain[code] if code in plain else bytes([int(code, 8) & 255])

    return re.sub(rb"\\([0-7]{3}|[ntrabfv\"\\])", one, text)
