"""What git says: changed lines as definitions, which tests and why, and nothing of the repository's is ever run."""

from __future__ import annotations

import os
import stat
import unittest

from intermap.project.git import parse_diff

from .support import ProjectCase, commit_all, git

FILES = {
    "app/__init__.py": "",
    "app/core.py": "RATE = 2\n\n\ndef double(n):\n    return n * RATE\n\n\ndef other(n):\n    m = n\n    return n\n\n\nclass Box:\n    def open(self):\n        return double(1)\n\n    def shut(self):\n        return 0\n",
    "app/user.py": "from app.core import double\n\n\ndef use():\n    return double(3)\n",
    "tests/__init__.py": "",
    "tests/test_user.py": "import unittest\nfrom app.user import use\n\n\nclass T(unittest.TestCase):\n    def test_use(self):\n        self.assertEqual(use(), 6)\n",
    "tests/test_other.py": "import unittest\nfrom app.core import other\n\n\nclass T(unittest.TestCase):\n    def test_other(self):\n        self.assertEqual(other(1), 1)\n",
    "tests/test_far.py": "import unittest\n\n\nclass T(unittest.TestCase):\n    def test_far(self):\n        pass\n",
}


class ChangeCase(ProjectCase):
    def setUp(self) -> None:
        super().setUp()
        self.write(FILES)
        commit_all(self.root)
        self.client = self.shared_sidecar()


class ChangeImpactTest(ChangeCase):
    def test_an_unchanged_tree_has_no_impact(self) -> None:
        result = self.client.result("change_impact", self.root)
        self.assertEqual(
            (result["changed"], result["affected"], result["tests"], result["test_commands"]), ([], [], [], [])
        )

    def test_a_changed_function_names_its_tests_and_why(self) -> None:
        self.write({"app/core.py": FILES["app/core.py"].replace("n * RATE", "n * RATE + 0")})
        result = self.client.result("change_impact", self.root)
        self.assertEqual(
            [(c["file"], c["status"], [s["name"] for s in c["symbols"]]) for c in result["changed"]],
            [("app/core.py", "modified", ["app.core.double"])],
        )
        first = result["tests"][0]
        self.assertEqual((first["file"], first["reason"]), ("tests/test_user.py", "calls"))
        self.assertEqual(first["why"], ["tests.test_user.T.test_use", "app.user.use", "app.core.double"])
        self.assertEqual(first["names"], ["tests.test_user.T.test_use"])
        self.assertNotIn("tests/test_far.py", [test["file"] for test in result["tests"]])
        self.assertIn("tests.test_user", result["test_commands"][0])

    def test_a_changed_constant_reaches_tests_by_imports(self) -> None:
        self.write({"app/core.py": FILES["app/core.py"].replace("RATE = 2", "RATE = 3")})
        tests = {t["file"]: t for t in self.client.result("change_impact", self.root)["tests"]}
        self.assertEqual(tests["tests/test_user.py"]["why"], ["tests/test_user.py", "app/user.py", "app/core.py"])
        self.assertIn("tests/test_other.py", tests)

    def test_untracked_staged_and_deleted_files_count(self) -> None:
        self.write(
            {
                "tests/test_new.py": "def test_new(): pass\n",
                "app/staged.py": "def s(): pass\n",
                "ignored.py": "x = 1\n",
                ".gitignore": "ignored.py\n",
            }
        )
        git(self.root, "add", "app/staged.py")
        os.remove(os.path.join(self.root, "app/user.py"))
        result = self.client.result("change_impact", self.root)
        status = {c["file"]: c["status"] for c in result["changed"]}
        self.assertEqual(status["tests/test_new.py"], "untracked")
        self.assertEqual(status["app/staged.py"], "added")
        self.assertEqual(status["app/user.py"], "deleted")
        self.assertNotIn("ignored.py", status)
        self.assertEqual(result["tests"][0]["reason"], "changed")

    def test_a_base_compares_with_that_commit(self) -> None:
        self.write({"app/core.py": FILES["app/core.py"].replace("return 0", "return 1")})
        git(self.root, "commit", "-q", "-a", "-m", "second")
        self.assertEqual(self.client.result("change_impact", self.root)["changed"], [])
        for base in ("HEAD~1", "HEAD^", git(self.root, "rev-parse", "HEAD~1").strip()):
            (changed,) = self.client.result("change_impact", self.root, git_base=base)["changed"]
            self.assertEqual([s["name"] for s in changed["symbols"]], ["app.core.Box.shut"])
        self.assertEqual(self.client.error("change_impact", self.root, git_base="no-such-branch")["type"], "git_failed")

    def test_named_files_need_no_git(self) -> None:
        result = self.client.result("change_impact", self.root, files=["app/user.py"])
        self.assertIsNone(result["base"])
        self.assertEqual([t["file"] for t in result["tests"]], ["tests/test_user.py"])
        self.assertEqual(
            self.client.error("change_impact", self.root, files=["../x.py"])["type"], "path_outside_project"
        )

    def test_a_repository_without_commits_and_a_folder_without_git(self) -> None:
        bare = os.path.join(self.root, "..", "fresh")
        os.makedirs(bare)
        self.assertEqual(self.client.error("live_changes", bare)["type"], "git_failed")
        git(bare, "init", "-q")
        with open(os.path.join(bare, "a.py"), "w", encoding="utf-8") as stream:
            stream.write("def a(): pass\n")
        (file,) = self.client.result("live_changes", bare)["files"]
        self.assertEqual((file["file"], file["status"]), ("a.py", "untracked"))

    def test_a_machine_without_git_says_that_and_not_that_there_is_no_repository(self) -> None:
        client = self.sidecar({"PATH": self.folder})
        error = client.error("live_changes", self.root)
        self.assertEqual(error["type"], "git_failed")
        self.assertIn("git was not found", error["message"])
        self.assertTrue(client.result("structure", self.root)["files"])


class LiveChangesTest(ChangeCase):
    def test_each_hunk_is_the_innermost_definition_around_it(self) -> None:
        text = FILES["app/core.py"].replace("return 0", "return 1").replace("    m = n\n", "")
        self.write({"app/core.py": text, 'with space/naïve "q".py': "def new(): pass\n"})
        git(self.root, "add", "-A")
        files = {f["file"]: f for f in self.client.result("live_changes", self.root)["files"]}
        core = files["app/core.py"]
        self.assertEqual((core["added_lines"], core["removed_lines"]), (1, 2))
        self.assertEqual([s["name"] for s in core["symbols"]], ["app.core.other", "app.core.Box.shut"])
        self.assertEqual(files['with space/naïve "q".py']["status"], "added")

    def test_only_the_projects_own_part_of_a_repository_is_looked_at(self) -> None:
        self.write({"app/core.py": "x = 1\n", "tests/test_far.py": "y = 1\n"})
        files = self.client.result("live_changes", os.path.join(self.root, "app"))["files"]
        self.assertEqual([f["file"] for f in files], ["core.py"])


@unittest.skipIf(os.name == "nt", "the traps are shell scripts")
class TrapTest(ChangeCase):
    def test_nothing_the_repository_configures_is_run(self) -> None:
        trap = os.path.join(self.folder, "trap.sh")
        sprung = os.path.join(self.folder, "sprung")
        with open(trap, "w", encoding="utf-8") as stream:
            stream.write(f'#!/bin/sh\necho "$0 $@" >> {sprung}\ncat\n')
        os.chmod(trap, os.stat(trap).st_mode | stat.S_IXUSR)
        for name in (
            "core.fsmonitor",
            "diff.external",
            "core.pager",
            "diff.trap.textconv",
            "diff.trap.command",
            "filter.trap.clean",
            "filter.trap.process",
            "core.sshCommand",
        ):
            git(self.root, "config", name, trap)
        self.write(
            {
                ".gitattributes": "*.py diff=trap filter=trap\n",
                "app/core.py": FILES["app/core.py"] + "\n\ndef added(): pass\n",
            }
        )
        hooks = os.path.join(self.root, ".git", "hooks")
        for hook in ("post-index-change", "pre-commit", "fsmonitor-watchman"):
            os.makedirs(hooks, exist_ok=True)
            os.symlink(trap, os.path.join(hooks, hook))
        result = self.client.result("live_changes", self.root)
        self.assertIn("app/core.py", [f["file"] for f in result["files"]])
        self.assertIn("app.core.added", [s["name"] for f in result["files"] for s in f["symbols"]])
        self.client.result("change_impact", self.root, git_base="HEAD")
        self.assertFalse(os.path.exists(sprung), "git ran a program that the repository named")


class DiffTest(unittest.TestCase):
    def test_lines_that_look_like_headers_are_content(self) -> None:
        diff = (
            b"diff --git a/x.sql b/x.sql\nindex 1..2 100644\n--- a/x.sql\n+++ b/x.sql\n@@ -1,2 +1,2 @@\n--- a comment\n-old\n+++ b/evil\n+new\n"
            b"diff --git a/gone b/gone\ndeleted file mode 100644\n--- a/gone\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n"
            b"diff --git a/bin b/bin\nnew file mode 100644\nBinary files /dev/null and b/bin differ\n"
        )
        files = parse_diff(diff)
        self.assertEqual(
            [(f.path, f.status) for f in files], [("x.sql", "modified"), ("gone", "deleted"), ("bin", "added")]
        )
        self.assertEqual(files[0].hunks[0], (1, 2, 2))


if __name__ == "__main__":
    unittest.main()
