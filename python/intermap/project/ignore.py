"""``.gitignore`` rules as git documents them (gitignore(5)): nested files, negation, anchors, ``**``."""

from __future__ import annotations

import os
import re
from typing import List, NamedTuple, Optional, Pattern, Tuple

# A .gitignore is short; a huge one is no ignore file, and its rules would only cost time.
MAX_IGNORE_FILE_BYTES = 512 * 1024


class Rule(NamedTuple):
    """One pattern, matched against the path relative to the folder of its file."""

    regex: Pattern[str]
    is_negated: bool
    is_folder_only: bool


class RuleSet(NamedTuple):
    """The rules of one file; ``base`` is the folder they are relative to, with a trailing slash, or empty."""

    base: str
    rules: Tuple[Rule, ...]


Rules = Tuple[RuleSet, ...]
"""Rule sets from the outermost to the innermost: the last match wins."""


def parse_rules(text: str) -> Tuple[Rule, ...]:
    """The rules of one ignore file."""
    rules: List[Rule] = []
    for line in text.splitlines():
        rule = parse_rule(line)
        if rule is not None:
            rules.append(rule)
    return tuple(rules)


def parse_rule(line: str) -> Optional[Rule]:
    """One line as a rule, or None for a blank line, a comment or a pattern that git would not match either."""
    line = _without_trailing_spaces(line)
    if not line or line.startswith("#"):
        return None
    is_negated = line.startswith("!")
    if is_negated or line.startswith(("\\#", "\\!")):
        line = line[1:]
    is_folder_only = line.endswith("/")
    line = line.rstrip("/") if is_folder_only else line
    if not line:
        return None
    is_anchored = "/" in line
    line = line[1:] if line.startswith("/") else line
    try:
        regex = re.compile(_regex_of(line if is_anchored else "**/" + line), re.DOTALL)
    except re.error:
        return None
    return Rule(regex, is_negated, is_folder_only)


def _without_trailing_spaces(line: str) -> str:
    line = line.rstrip("\r\n")
    while line.endswith(" ") and not line.endswith("\\ "):
        line = line[:-1]
    return line


def _regex_of(pattern: str) -> str:
    out: List[str] = []
    i = 0
    while i < len(pattern):
        if pattern.startswith("**/", i) and (i == 0 or pattern[i - 1] == "/"):
            out.append("(?:.*/)?")
            i += 3
        elif pattern.startswith("/**", i) and i + 3 == len(pattern):
            out.append("/.+")
            i += 3
        elif pattern[i] == "*":
            while i < len(pattern) and pattern[i] == "*":
                i += 1
            out.append("[^/]*")
        elif pattern[i] == "?":
            out.append("[^/]")
            i += 1
        elif pattern[i] == "[":
            text, i = _class_of(pattern, i)
            out.append(text)
        elif pattern[i] == "\\" and i + 1 < len(pattern):
            out.append(re.escape(pattern[i + 1]))
            i += 2
        else:
            out.append(re.escape(pattern[i]))
            i += 1
    return "".join(out) + r"\Z"


def _class_of(pattern: str, start: int) -> Tuple[str, int]:
    end = pattern.find("]", start + 2 if pattern[start + 1 : start + 2] not in ("!", "^") else start + 3)
    if end < 0:
        return r"\[", start + 1
    body = pattern[start + 1 : end]
    is_inverted = body[:1] in ("!", "^")
    body = body[1:] if is_inverted else body
    body = re.sub(r"([\[&~|])", r"\\\1", body).replace("\\\\", "\\")
    return f"(?!/)[{'^' if is_inverted else ''}{body}]", end + 1


def is_ignored(path: str, is_folder: bool, rules: Rules) -> bool:
    """Whether the last rule that matches ``path`` ignores it. Parents are the caller's business."""
    for base, group in reversed(rules):
        if base and not path.startswith(base):
            continue
        relative = path[len(base) :]
        for rule in reversed(group):
            if rule.is_folder_only and not is_folder:
                continue
            if rule.regex.match(relative):
                return not rule.is_negated
    return False


def read_rules(file: str, base: str) -> Optional[RuleSet]:
    """The rules of an ignore file, or None when there is none that can be read."""
    try:
        if os.path.islink(file) or os.path.getsize(file) > MAX_IGNORE_FILE_BYTES:
            return None
        with open(file, encoding="utf-8", errors="surrogateescape") as stream:
            rules = parse_rules(stream.read())
    except OSError:
        return None
    return RuleSet(base, rules) if rules else None


def find_repository(root: str) -> Optional[str]:
    """The top folder of the git work tree that holds ``root``, by looking for ``.git`` (no process)."""
    folder = root
    while True:
        if os.path.lexists(os.path.join(folder, ".git")):
            return folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


def outer_rules(root: str) -> Tuple[str, Rules]:
    """Rules from above the project's own folder: ``.git/info/exclude`` and the ignore files of parent folders.

    Returns the project's path inside its repository (with a trailing slash, or empty) and the rules. Paths are
    matched relative to the repository, as git does.
    """
    repository = find_repository(root)
    if repository is None:
        return "", ()
    found = [read_rules(os.path.join(_git_folder(repository), "info", "exclude"), "")]
    inside = os.path.relpath(root, repository).replace(os.sep, "/")
    parts = [] if inside == "." else inside.split("/")
    for depth in range(len(parts)):
        base = "".join(part + "/" for part in parts[:depth])
        found.append(read_rules(os.path.join(repository, *parts[:depth], ".gitignore"), base))
    prefix = "".join(part + "/" for part in parts)
    return prefix, tuple(rules for rules in found if rules is not None)


def _git_folder(repository: str) -> str:
    """The common git folder: ``.git`` itself, or where the ``.git`` file of a linked work tree leads."""
    path = os.path.join(repository, ".git")
    if os.path.isdir(path):
        return path
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as stream:
            line = stream.readline(4096).strip()
        folder = os.path.join(repository, line[len("gitdir:") :].strip()) if line.startswith("gitdir:") else path
        with open(os.path.join(folder, "commondir"), encoding="utf-8") as stream:
            return os.path.normpath(os.path.join(folder, stream.readline(4096).strip()))
    except OSError:
        return path
