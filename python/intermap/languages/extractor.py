"""Drives the Node extractor (bridge/extractor) as a child over JSON lines. No Node, no facts: said openly."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import threading
from typing import Any, Dict, Optional

# The first file of a language also loads its grammar; no file under the size cap takes a tenth of this.
REPLY_DEADLINE_S = 30.0
START_DEADLINE_S = 20.0
# A file that makes the extractor crash is that file's failure; crash after crash means that it can't run here.
MAX_CRASHES_IN_A_ROW = 3
# An idle Node process holds tens of megabytes for nothing.
IDLE_STOP_S = 60.0

SCRIPT_NAME = "intermap-extractor.js"


class ExtractorUnavailable(Exception):
    """The extractor can't be run on this machine; the message says why."""


class ExtractionFailed(Exception):
    """The extractor could not read this one source."""


def extractor_script() -> Optional[str]:
    """The bundled extractor: ``INTERMAP_EXTRACTOR``, else where the build or the package puts it."""
    chosen = os.environ.get("INTERMAP_EXTRACTOR")
    if chosen:
        return chosen if os.path.isfile(chosen) else None
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    above = os.path.dirname(os.path.dirname(package))
    # In the work tree: out/bridge. In the packaged app and in a copy of the package alone: beside it.
    for folder in (os.path.join(above, "out", "bridge"), os.path.join(above, "bridge"), package):
        script = os.path.join(folder, SCRIPT_NAME)
        if os.path.isfile(script):
            return script
    return None


def node_command() -> Optional[str]:
    """The Node to run it with: ``INTERMAP_NODE`` (which may be Electron), else ``node`` on the PATH."""
    chosen = os.environ.get("INTERMAP_NODE")
    if chosen:
        return shutil.which(chosen)
    return shutil.which("node")


class Extractor:
    """One extractor process, started at the first need and ended when idle. For one thread at a time."""

    def __init__(self) -> None:
        self._process: Optional[subprocess.Popen[bytes]] = None
        self._replies: queue.Queue[Optional[bytes]] = queue.Queue()
        self._crashes = 0
        self._next_id = 0
        self._lock = threading.Lock()
        self._idle_timer: Optional[threading.Timer] = None

    def extract(self, language: str, source: str) -> Dict[str, Any]:
        """The facts of one source. Raises ExtractionFailed for this source, ExtractorUnavailable for all."""
        with self._lock:
            self._stop_idle_timer()
            try:
                return self._extract(language, source)
            finally:
                if self._process is not None:
                    self._idle_timer = threading.Timer(IDLE_STOP_S, self.close)
                    self._idle_timer.daemon = True
                    self._idle_timer.start()

    def _extract(self, language: str, source: str) -> Dict[str, Any]:
        if self._process is None:
            self._start()
        self._next_id += 1
        frame = json.dumps({"id": self._next_id, "language": language, "source": source}).encode("ascii") + b"\n"
        reply = self._exchange(frame)
        if reply is None:
            self._end_process()
            self._crashes += 1
            if self._crashes >= MAX_CRASHES_IN_A_ROW:
                raise ExtractorUnavailable("The extractor crashed several times in a row.")
            raise ExtractionFailed("The extractor crashed or hung on this file.")
        self._crashes = 0
        if reply.get("id") != self._next_id or not isinstance(reply.get("facts"), dict):
            raise ExtractionFailed(str(reply.get("error") or "The extractor gave an answer that is none."))
        return reply["facts"]

    def _exchange(self, frame: bytes) -> Optional[Dict[str, Any]]:
        process = self._process
        assert process is not None and process.stdin is not None
        try:
            process.stdin.write(frame)
            process.stdin.flush()
        except OSError:
            return None
        return self._reply(REPLY_DEADLINE_S)

    def _reply(self, deadline_s: float) -> Optional[Dict[str, Any]]:
        try:
            line = self._replies.get(timeout=deadline_s)
            value = json.loads(line) if line else None
        except (queue.Empty, ValueError):
            return None
        return value if isinstance(value, dict) else None

    def _start(self) -> None:
        if self._crashes >= MAX_CRASHES_IN_A_ROW:
            raise ExtractorUnavailable("The extractor crashed several times in a row.")
        node, script = node_command(), extractor_script()
        if node is None:
            raise ExtractorUnavailable("Node.js was not found (install it, or set INTERMAP_NODE).")
        if script is None:
            raise ExtractorUnavailable(f"{SCRIPT_NAME} was not found (build it, or set INTERMAP_EXTRACTOR).")
        # Electron's binary is a Node only with this variable; a real Node ignores it.
        environment = {**os.environ, "ELECTRON_RUN_AS_NODE": "1"}
        environment.pop("NODE_OPTIONS", None)
        try:
            # In its own folder, not in the project's: nothing there must have a say in how it runs.
            self._process = subprocess.Popen(
                [node, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment,
                cwd=os.path.dirname(script), close_fds=True,
            )  # fmt: skip
        except OSError as error:
            raise ExtractorUnavailable(f"Node.js could not be started: {error}") from error
        self._replies = queue.Queue()
        threading.Thread(target=_read, args=(self._process, self._replies), daemon=True).start()
        ready = self._reply(START_DEADLINE_S)
        if ready is None or not ready.get("ready"):
            self._end_process()
            raise ExtractorUnavailable("The extractor did not start (its messages are on stderr).")

    def close(self) -> None:
        """End the process: close its stdin, and kill it when it does not go."""
        with self._lock:
            self._stop_idle_timer()
            self._end_process()

    def _stop_idle_timer(self) -> None:
        if self._idle_timer is not None:
            self._idle_timer.cancel()
            self._idle_timer = None

    def _end_process(self) -> None:
        process, self._process = self._process, None
        if process is None or process.stdin is None:
            return
        try:
            process.stdin.close()
        except OSError:
            pass  # Its end of the pipe is gone already.
        try:
            process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _read(process: subprocess.Popen[bytes], replies: queue.Queue[Optional[bytes]]) -> None:
    assert process.stdout is not None
    with process.stdout as stream:
        for line in stream:
            replies.put(line)
    replies.put(None)
