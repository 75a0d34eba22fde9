"""Ignore rules, held against git itself."""

from __future__ import annotations

import os
import subprocess
import unittest
from typing import Dict, List

from intermap.project.scan import Scanner

from .support import ProjectCase, git

# One ignore file per case, and the paths to ask about.
PATTERNS: List[str] = [
    "a.py", "/a.py", "*.py", "!a.py", "*.py\n!a.py", "sub/", "sub", "/sub", "sub/a.py", "/sub/a.py", "sub/*", "sub/**",
    "**/a.py", "**/deep/", "deep/**/b.py", "sub/**/b.py", "sub/*\n!sub/a.py", "sub\n!sub/a.py", "*\n!*/\n!*.py",
    "# a.py", "\\#x.py", "\\!x.py", "a.py ", "a\\ b.py", "a b.py", "[ab].py", "[!a].py", "[a-c].py", "?.py", "a*", "*/a.py",
    "sub/deep", "deep", "deep/", "/deep", "**", "**/", "/**", "*.p[y]", "[[]x.py", "a.p\\y", "sub//a.py", "./a.py", "a.py/",
    "sub/deep/\n!sub/deep/b.py", "*.py\n!sub/\n!sub/*.py", "**/sub/**/b.py", "sub/**deep", "a**.py", "", "   ", "!",
]  # fmt: skip

PATHS = [
    "a.py", "b.py", "c.py", "x.py", "#x.py", "!x.py", "a b.py", "[x.py", "sub/a.py", "sub/b.py", "sub/deep/a.py",
    "sub/deep/b.py", "sub/deep/er/b.py", "deep/a.py", "deep/sub/b.py", "other/deep/b.py", "other/sub/deep/b.py",
]  # fmt: skip


def git_listing(root: str) -> List[str]:
    """Files that git would offer to add."""
    out = subprocess.run(
        ["git", "ls-files", "-z", "--others", "--exclude-standard"], cwd=root, check=True, stdout=subprocess.PIPE,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
    ).stdout  # fmt: skip
    return sorted(part.decode() for part in out.split(b"\0") if part.endswith(b".py"))


class IgnoreTest(ProjectCase):
    def setUp(self) -> None:
        super().setUp()
        self.write({path: "x = 1\n" for path in PATHS})
        git(self.root, "init", "-q")

    def check(self, what: str) -> None:
        self.assertEqual(sorted(Scanner(self.root).scan()), git_listing(self.root), what)

    def test_every_pattern_means_what_git_says(self) -> None:
        for pattern in PATTERNS:
            self.write({".gitignore": pattern + "\n"})
            self.check(repr(pattern))

    def test_nested_files_and_the_exclude_file_have_their_rank(self) -> None:
        cases: List[Dict[str, str]] = [
            {".gitignore": "*.py\n", "sub/.gitignore": "!a.py\n"},
            {".gitignore": "sub/\n", "sub/.gitignore": "!a.py\n"},
            {".gitignore": "!b.py\n", ".git/info/exclude": "b.py\nc.py\n"},
            {".gitignore": "/deep\n", "sub/.gitignore": "/deep/er\n", "sub/deep/.gitignore": "b.py\n"},
            {".gitignore": "a.py\n", "sub/.gitignore": "*.py\n", "sub/deep/.gitignore": "!*.py\n"},
        ]
        for files in cases:
            self.write({".gitignore": "", "sub/.gitignore": "", "sub/deep/.gitignore": "", ".git/info/exclude": ""})
            self.write(files)
            self.check(repr(files))

    def test_a_project_inside_of_a_repository_follows_the_rules_above_it(self) -> None:
        self.write({".gitignore": "sub/deep/b.py\n/other\n", ".git/info/exclude": "c.py\n"})
        inner = os.path.join(self.root, "sub")
        self.assertEqual(sorted(Scanner(inner).scan()), ["a.py", "b.py", "deep/a.py", "deep/er/b.py"])

    def test_changed_rules_are_seen_by_the_next_scan(self) -> None:
        scanner = Scanner(self.root)
        self.assertIn("sub/deep/er/b.py", scanner.scan())
        self.write({".gitignore": "er/\n"})
        self.assertNotIn("sub/deep/er/b.py", scanner.scan())
        self.write({".gitignore": "a.py\n"})
        self.assertEqual(sorted(scanner.scan()), git_listing(self.root))
        os.remove(os.path.join(self.root, ".gitignore"))
        self.assertEqual(sorted(scanner.scan()), sorted(PATHS))
        self.write({".git/info/exclude": "x.py\n"})
        self.assertNotIn("x.py", scanner.scan())


if __name__ == "__main__":
    unittest.main()
