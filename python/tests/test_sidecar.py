"""The sidecar as a process: frames, errors, order, cancellation, progress, size limits and its end."""

from __future__ import annotations

import glob
import json
import os
import signal
import sqlite3
import subprocess
import sys
import unittest

from intermap.commands import COMMANDS

from .support import ProjectCase, environment_with, run_module

CAP = 8 * 1024 * 1024
_STRANGE_VALUES = (
    None,
    -1,
    10**30,
    1.5,
    True,
    [],
    {},
    [1],
    "",
    "../..",
    "/etc/passwd",
    "a\0b",
    "\ud800",
    "--output=F",
    ["../x"],
)


class FrameTest(ProjectCase):
    def test_answers_a_ping_with_its_id_and_version(self) -> None:
        client = self.sidecar()
        client.send({"id": "a-1", "command": "ping"})
        answer = client.next_frame()
        self.assertEqual(answer["id"], "a-1")
        self.assertTrue(answer["result"]["pong"])
        self.assertEqual(answer["result"]["protocol"], 1)

    def test_a_bad_line_gets_an_error_without_id_and_the_loop_goes_on(self) -> None:
        client = self.sidecar()
        for line in (b"{not json\n", b"[1, 2]\n", b'"text"\n', b"null\n", b"\xff\xfe\n", b"[" * 100_000 + b"\n"):
            client.send_raw(line)
            answer = client.next_frame()
            self.assertIsNone(answer["id"], line[:20])
            self.assertEqual(answer["error"]["type"], "bad_request", line[:20])
        self.assertTrue(client.result("ping")["pong"])

    def test_a_wrong_field_gets_an_error_with_the_id_where_there_is_one(self) -> None:
        client = self.sidecar()
        for frame, expected_id in (
            ({"command": "ping"}, None),
            ({"id": True, "command": "ping"}, None),
            ({"id": None, "command": "ping"}, None),
            ({"id": float("nan"), "command": "ping"}, None),
            ({"id": float("inf"), "command": "ping"}, None),
            ({"id": 1}, 1),
            ({"id": 2, "command": 7}, 2),
            ({"id": 3, "command": "ping", "args": [1]}, 3),
            ({"id": 4, "command": "ping", "project": 5}, 4),
            ({"id": 5, "cancel": None}, 5),
        ):
            client.send(frame)
            answer = client.next_frame()
            self.assertEqual((answer["id"], answer["error"]["type"]), (expected_id, "bad_request"), frame)

    def test_empty_lines_are_ignored(self) -> None:
        client = self.sidecar()
        client.send_raw(b"\n  \n\r\n")
        self.assertTrue(client.result("ping")["pong"])

    def test_a_line_over_the_cap_is_refused_and_skipped(self) -> None:
        client = self.sidecar()
        client.send_raw(b'{"id":1,"command":"' + b"x" * CAP + b'"}\n')
        self.assertEqual(client.next_frame()["error"]["type"], "bad_request")
        self.assertTrue(client.result("ping")["pong"])

    def test_requests_are_answered_in_order(self) -> None:
        client = self.sidecar()
        for number in range(50):
            client.send({"id": number, "command": "ping"})
        self.assertEqual([client.next_frame()["id"] for _ in range(50)], list(range(50)))

    def test_several_requests_in_one_write_and_one_request_in_several_writes(self) -> None:
        client = self.sidecar()
        client.send_raw(b'{"id":1,"command":"ping"}\n{"id":2,"command":"ping"}\n{"id":3,"comm')
        self.assertEqual([client.next_frame()["id"] for _ in range(2)], [1, 2])
        client.send_raw(b'and":"ping"}\n')
        self.assertEqual(client.next_frame()["id"], 3)


class ErrorTest(ProjectCase):
    def test_an_unknown_command_is_an_error_that_names_the_commands(self) -> None:
        error = self.shared_sidecar().error("no_such", self.root)
        self.assertEqual(error["type"], "unknown_command")
        self.assertIn("call_graph", error["message"])

    def test_a_missing_project_is_an_error_and_no_empty_success(self) -> None:
        client = self.shared_sidecar()
        self.write({"file.txt": "x"})
        for project in (None, "", os.path.join(self.root, "missing"), os.path.join(self.root, "file.txt"), "a\0b"):
            for command in ("structure", "call_graph", "change_impact"):
                self.assertEqual(client.error(command, project)["type"], "project_not_found", (command, project))

    @unittest.skipIf(hasattr(os, "geteuid") and os.geteuid() == 0, "root can read every folder")
    def test_an_unreadable_project_is_an_error(self) -> None:
        os.chmod(self.root, 0)
        self.addCleanup(os.chmod, self.root, 0o700)
        self.assertEqual(self.shared_sidecar().error("structure", self.root)["type"], "project_not_found")

    def test_a_path_out_of_the_project_is_refused(self) -> None:
        self.write({"a.py": "x = 1\n"})
        outside = os.path.join(self.folder, "secret.py")
        with open(outside, "w", encoding="utf-8") as stream:
            stream.write("token = 1\n")
        os.symlink(outside, os.path.join(self.root, "link.py"))
        client = self.shared_sidecar()
        for path in ("../secret.py", outside, "link.py", "/etc/passwd", "a/../../secret.py", "a\0.py"):
            self.assertEqual(client.error("extract", self.root, file=path)["type"], "path_outside_project", path)
        self.assertEqual(client.error("extract", self.root, file="missing.py")["type"], "not_found")

    def test_a_wrong_argument_is_an_error_that_lists_the_arguments(self) -> None:
        self.write({"a.py": "x = 1\n"})
        client = self.shared_sidecar()
        self.assertIn("file", client.error("extract", self.root)["message"])
        for args in ({"limit": "ten"}, {"limit": 0}, {"limit": True}, {"cursor": "-1"}, {"cursor": "x"}, {"path": 3}):
            self.assertEqual(client.error("structure", self.root, **args)["type"], "invalid_args", args)

    def test_no_value_of_any_argument_of_any_command_is_a_bug(self) -> None:
        self.write({"a.py": "def f():\n    pass\n\n\nf()\n"})
        client = self.shared_sidecar()
        usual = {"string": "f", "integer": 1, "strings": ["a.py"], "boolean": True}
        for command in COMMANDS.values():
            needed = {arg.name: usual[arg.type] for arg in command.args if arg.is_required}
            for arg in command.args:
                for value in _STRANGE_VALUES:
                    args = {**needed, arg.name: value}
                    client.send({"id": 1, "command": command.name, "project": self.root, "args": args})
                    answer = client.next_frame()
                    kind = answer.get("error", {}).get("type")
                    self.assertNotEqual(kind, "internal", (command.name, arg.name, value, answer))
                    if isinstance(value, (dict, float)):
                        self.assertEqual(kind, "invalid_args", (command.name, arg.name, value))

    def test_an_argument_nobody_knows_is_named_in_the_result(self) -> None:
        self.write({"a.py": "x = 1\n"})
        self.assertEqual(self.shared_sidecar().result("structure", self.root, colour="red")["ignored_args"], ["colour"])

    def test_a_reference_that_would_be_an_option_of_git_is_refused(self) -> None:
        self.write({"a.py": "x = 1\n"})
        client = self.shared_sidecar()
        target = os.path.join(self.root, "F")
        for base in (
            f"--output={target}",
            "-O",
            "HEAD --output=F",
            "a\nb",
            "$(touch F)",
            "`id`",
            ";id",
            "HEAD..\0",
            "|x",
        ):
            for command in ("change_impact", "live_changes"):
                self.assertEqual(client.error(command, self.root, git_base=base)["type"], "invalid_args", base)
        self.assertEqual(os.listdir(self.root), ["a.py"])


class EndTest(ProjectCase):
    def test_end_of_input_answers_what_was_asked_and_exits_with_0(self) -> None:
        self.write({"a.py": "def f(): pass\n"})
        lines = [json.dumps({"id": n, "command": "structure", "project": self.root}) for n in (1, 2)]
        done = run_module("--sidecar", cache=self.cache, stdin="\n".join(lines).encode())
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([json.loads(line)["id"] for line in done.stdout.splitlines()], [1, 2])

    def test_end_of_input_at_once_exits_with_0_and_prints_nothing(self) -> None:
        done = run_module("--sidecar", cache=self.cache)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))

    @unittest.skipUnless(hasattr(signal, "SIGKILL"), "needs POSIX pipes")
    def test_work_for_nobody_is_given_up(self) -> None:
        """Both ends of the pipes are closed while a long index runs: the sidecar ends long before it would be done."""
        body = "".join(f"def f{n}(a, b):\n    return [a.x(b) for b in a if b]\n" for n in range(300))
        self.write({f"m{n}.py": body for n in range(200)})
        process = subprocess.Popen(
            [sys.executable, "-m", "intermap", "--sidecar"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=environment_with(self.cache),
        )  # fmt: skip
        assert process.stdin is not None and process.stdout is not None
        frame = {"id": 1, "command": "structure", "project": self.root, "progress": True}
        process.stdin.write(json.dumps(frame).encode() + b"\n")
        process.stdin.flush()
        self.assertIn(b"progress", process.stdout.readline())
        process.stdin.close()
        process.stdout.close()
        self.assertEqual(process.wait(timeout=60), 0)
        (index,) = glob.glob(os.path.join(self.cache, "*.sqlite3"))
        database = sqlite3.connect(index)
        self.addCleanup(database.close)
        (kept,) = database.execute("SELECT count(*) FROM facts").fetchone()
        self.assertLess(kept, 200)


class OutputTest(ProjectCase):
    def test_nothing_but_frames_reaches_stdout(self) -> None:
        # Code that would print, exit or crash if anybody ran it, and warnings from the parser.
        self.write(
            {
                "noisy.py": 'print("NOISE")\nimport sys; sys.exit(3)\n',
                "conftest.py": 'raise SystemExit("NOISE")\n',
                "sitecustomize.py": 'print("NOISE")\n',
                "json.py": 'print("NOISE")\n',
                "warned.py": 'x = "\\d"\nassert (1, "x")\n1 is 1\n',
            }
        )
        lines = [
            json.dumps({"id": n, "command": command, "project": self.root})
            for n, command in enumerate(("structure", "call_graph", "dead_code", "diagnostics", "repo_map"))
        ]
        # The project folder as working folder: its modules must not be taken for the standard library's.
        done = run_module("--sidecar", cache=self.cache, stdin="\n".join(lines).encode(), cwd=self.root)
        self.assertNotIn(b"NOISE", done.stdout + done.stderr)
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([answer["id"] for answer in answers], [0, 1, 2, 3, 4])
        self.assertTrue(all("result" in answer for answer in answers), answers)
        self.assertFalse(os.path.exists(os.path.join(self.root, "__pycache__")))

    def test_what_a_library_prints_goes_to_stderr(self) -> None:
        noisy = (
            "import dataclasses, os, subprocess, sys\n"
            "from intermap import commands, sidecar\n"
            "def run(context):\n"
            "    print('NOISE'); os.write(1, b'NOISE\\n'); sys.stdout.flush()\n"
            "    subprocess.run([sys.executable, '-c', 'print(\"NOISE\")'], check=True)\n"
            "    return {'pong': True}\n"
            "commands.COMMANDS['ping'] = dataclasses.replace(commands.COMMANDS['ping'], run=run)\n"
            "sys.exit(sidecar.serve())\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", noisy],
            input=b'{"id":1,"command":"ping"}\n',
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment_with(self.cache),
            timeout=60,
            check=True,
        )
        self.assertEqual(json.loads(done.stdout), {"id": 1, "result": {"pong": True}})
        self.assertEqual(done.stderr.count(b"NOISE"), 3)

    def test_a_reply_that_would_be_too_long_is_cut_and_says_so(self) -> None:
        names = [f"f{n}_" + "x" * 1990 for n in range(5200)]
        for part in range(13):
            text = "".join(f"def {name}(): pass\n" for name in names[part * 400 : part * 400 + 400])
            self.write({f"m{part}.py": text})
        client = self.sidecar()
        seen = set()
        cursor = ""
        pages = []
        while cursor is not None:
            client.send(
                {"id": 1, "command": "symbols", "project": self.root, "args": {"limit": 5000, "cursor": cursor}}
            )
            line = client.next_line()
            assert line is not None
            self.assertLessEqual(len(line), CAP)
            result = json.loads(line)["result"]
            self.assertEqual(result["truncated"], result["next_cursor"] is not None)
            seen.update(symbol["name"].rpartition(".")[2] for symbol in result["symbols"])
            cursor = result["next_cursor"]
            pages.append(len(result["symbols"]))
        self.assertEqual(seen, set(names))
        self.assertLess(pages[0], 5000)


class CancelTest(ProjectCase):
    def setUp(self) -> None:
        super().setUp()
        self.write({f"m{n}.py": f"def f{n}(a, b):\n    return [a.x(b) for b in a if b]\n" for n in range(100)})

    def test_progress_comes_only_when_asked_for_and_a_running_request_can_be_cancelled(self) -> None:
        client = self.sidecar()
        client.send({"id": "slow", "command": "structure", "project": self.root, "progress": True})
        first = client.next_frame()
        self.assertEqual(first["id"], "slow")
        self.assertEqual(set(first["progress"]), {"done", "total", "phase"})
        client.send({"id": "waiting", "command": "structure", "project": self.root})
        client.send({"id": "stop", "cancel": "slow"})
        client.send({"id": "stop too", "cancel": "waiting"})
        finals = {}
        while len(finals) < 4:
            frame = client.next_frame()
            if "progress" not in frame:
                finals[frame["id"]] = frame
            else:
                self.assertEqual(frame["id"], "slow")
        self.assertEqual(finals["stop"]["result"], {"cancelled": True})
        self.assertEqual(finals["slow"]["error"]["type"], "cancelled")
        self.assertEqual(finals["waiting"]["error"]["type"], "cancelled")
        # What is cancelled spoils nothing: the next request is answered wholly.
        self.assertEqual(client.result("structure", self.root, limit=1)["total"], 100)

    def test_cancelling_what_is_not_open_says_so(self) -> None:
        client = self.sidecar()
        client.send({"id": 1, "cancel": "never sent"})
        self.assertEqual(client.next_frame(), {"id": 1, "result": {"cancelled": False}})


class OneShotTest(ProjectCase):
    def setUp(self) -> None:
        super().setUp()
        self.write({"a.py": "def f():\n    g()\n\ndef g():\n    pass\n"})

    def test_gives_the_same_result_as_the_sidecar(self) -> None:
        client = self.sidecar()
        for command, args in (
            ("structure", {}),
            ("extract", {"file": "a.py"}),
            ("call_graph", {}),
            ("symbols", {"query": "g"}),
        ):
            done = run_module(
                "--command", command, "--project", self.root, "--args", json.dumps(args), cache=self.cache
            )
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(json.loads(done.stdout), client.result(command, self.root, **args), command)

    def test_an_error_is_printed_as_json_with_exit_code_1(self) -> None:
        for arguments, expected in (
            (("--command", "nope"), "unknown_command"),
            (("--command", "structure"), "project_not_found"),
            (("--command", "extract", "--project", self.root, "--args", "{"), "invalid_args"),
            (("--command", "extract", "--project", self.root, "--args", "[1]"), "invalid_args"),
            (("--command", "extract", "--project", self.root, "--args", '{"file":"../x"}'), "path_outside_project"),
        ):
            done = run_module(*arguments, cache=self.cache)
            self.assertEqual(done.returncode, 1, arguments)
            self.assertEqual(json.loads(done.stdout)["error"]["type"], expected)

    def test_tells_its_version_help_and_commands(self) -> None:
        self.assertRegex(run_module("--version", cache=self.cache).stdout, rb"^intermap \d+\.\d+\.\d+\s*$")
        self.assertIn(b"--sidecar", run_module("--help", cache=self.cache).stdout)
        listed = run_module("--list-commands", cache=self.cache).stdout.decode()
        for command in ("ping", "call_graph", "change_impact", "repo_map"):
            self.assertRegex(listed, rf"(?m)^{command}: ")
        table = json.loads(run_module("--list-commands", "--json", cache=self.cache).stdout)
        self.assertEqual(len(table), 19)
        self.assertEqual(run_module(cache=self.cache).returncode, 2)


if __name__ == "__main__":
    unittest.main()
