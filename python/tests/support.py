"""What the tests share: project folders made of texts, and a client of the real sidecar process."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest
from typing import Any, Dict, List, Mapping, Optional, Union

PACKAGE_PARENT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# Far longer than anything takes: a test that gets here hangs and must end.
DEADLINE_S = 60.0

Content = Union[str, bytes]


def write_files(root: str, files: Mapping[str, Content]) -> None:
    """Write files below a folder, making folders as needed."""
    for path, content in files.items():
        target = os.path.join(root, *path.split("/"))
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as stream:
            stream.write(content if isinstance(content, bytes) else content.encode("utf-8"))


def git(root: str, *arguments: str) -> str:
    """Run git for a test's own repository, independent of the person's configuration."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *identity, *arguments], cwd=root, env=environment, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode()


def commit_all(root: str) -> None:
    """Make a repository of a folder with everything in its first commit."""
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "start")


def environment_with(cache: str, extra: Optional[Mapping[str, str]] = None) -> Dict[str, str]:
    """The environment of a child: our package first, its cache in a folder of the test."""
    environment = {**os.environ, "PYTHONPATH": PACKAGE_PARENT, "INTERMAP_CACHE_DIR": cache}
    environment.update(extra or {})
    return environment


def run_module(
    *arguments: str, cache: str, stdin: bytes = b"", cwd: Optional[str] = None
) -> subprocess.CompletedProcess[bytes]:
    """Run ``python -m intermap`` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "intermap", *arguments], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=environment_with(cache), cwd=cwd, timeout=DEADLINE_S, check=False,
    )  # fmt: skip


class SidecarClient:
    """A real sidecar child; lines in, lines out."""

    def __init__(self, cache: str, extra: Optional[Mapping[str, str]] = None) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "intermap", "--sidecar"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env=environment_with(cache, extra),
        )  # fmt: skip
        self._lines: queue.Queue[Optional[bytes]] = queue.Queue()
        self._errors: List[bytes] = []
        self._threads = [
            threading.Thread(target=self._read_lines, daemon=True),
            threading.Thread(target=self._read_errors, daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        self._next_id = 0

    def _read_lines(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put(None)

    def _read_errors(self) -> None:
        assert self.process.stderr is not None
        self._errors.extend(self.process.stderr)

    def send_raw(self, line: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line)
        self.process.stdin.flush()

    def send(self, frame: Mapping[str, Any]) -> None:
        self.send_raw(json.dumps(frame).encode() + b"\n")

    def next_line(self) -> Optional[bytes]:
        """The next line as it came, or None at the end."""
        return self._lines.get(timeout=DEADLINE_S)

    def next_frame(self) -> Dict[str, Any]:
        line = self.next_line()
        if line is None:
            raise AssertionError(f"the sidecar ended: {b''.join(self._errors).decode(errors='replace')}")
        return json.loads(line)

    def request(self, command: str, project: Optional[str] = None, **args: Any) -> Dict[str, Any]:
        """One request and its final frame."""
        self._next_id += 1
        frame: Dict[str, Any] = {"id": self._next_id, "command": command, "args": args}
        if project is not None:
            frame["project"] = project
        self.send(frame)
        answer = self.next_frame()
        assert answer["id"] == self._next_id, answer
        return answer

    def result(self, command: str, project: Optional[str] = None, **args: Any) -> Dict[str, Any]:
        """The result of one request; an error fails the test."""
        answer = self.request(command, project, **args)
        if "error" in answer:
            raise AssertionError(f"{command}: {answer['error']}\n{b''.join(self._errors).decode(errors='replace')}")
        return answer["result"]

    def error(self, command: str, project: Optional[str] = None, **args: Any) -> Dict[str, Any]:
        """The error of one request; a result fails the test."""
        answer = self.request(command, project, **args)
        if "error" not in answer:
            raise AssertionError(f"{command} gave a result: {str(answer)[:300]}")
        return answer["error"]

    def close(self) -> int:
        """End stdin and return the exit code."""
        assert self.process.stdin is not None and self.process.stdout is not None and self.process.stderr is not None
        try:
            self.process.stdin.close()
        except OSError:
            pass  # It ended by itself.
        try:
            code = self.process.wait(timeout=DEADLINE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        for thread in self._threads:
            thread.join()
        self.process.stdout.close()
        self.process.stderr.close()
        return code


class ProjectCase(unittest.TestCase):
    """A test with a project folder, a cache folder and, when asked for, a sidecar.

    ``shared_sidecar`` is one process for all tests of a class, each with a project folder of its own; tests that look at
    processes, the environment or the index file start their own.
    """

    shared: Optional[SidecarClient] = None

    @classmethod
    def shared_sidecar(cls, extra: Optional[Mapping[str, str]] = None) -> SidecarClient:
        if cls.__dict__.get("shared") is None:
            cache = tempfile.mkdtemp(prefix="intermap-test-cache-")
            cls.addClassCleanup(shutil.rmtree, cache, ignore_errors=True)
            client = cls.shared = SidecarClient(cache, extra)
            cls.addClassCleanup(client.close)
        assert cls.shared is not None
        return cls.shared

    def setUp(self) -> None:
        self.folder = os.path.realpath(tempfile.mkdtemp(prefix="intermap-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.root = os.path.join(self.folder, "project")
        self.cache = os.path.join(self.folder, "cache")
        os.makedirs(self.root)

    def write(self, files: Mapping[str, Content]) -> None:
        write_files(self.root, files)

    def sidecar(self, extra: Optional[Mapping[str, str]] = None) -> SidecarClient:
        client = SidecarClient(self.cache, extra)
        self.addCleanup(client.close)
        return client

    def edge_names(self, result: Mapping[str, Any]) -> List[str]:
        """Edges as ``from -> to`` in order."""
        return [f"{edge['from']['name']} -> {edge['to']['name']}" for edge in result["edges"]]
