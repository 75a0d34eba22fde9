"""Parses many Python files with several worker processes; survives workers that crash or hang."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from typing import Deque, Dict, Iterator, List, NamedTuple, Optional, Sequence, Tuple

from ..context import RequestContext
from .file_record import Record, failed

MAX_WORKERS = 8
# Small enough to balance the load and to cancel soon, large enough that frames cost nothing.
CHUNK_BYTES = 300_000
# No file that a person wrote needs a tenth of this; a worker that takes longer hangs. Well below the 60 s that a
# request has, so that one such file costs an entry under `parse_failures` and not the answer.
FILE_DEADLINE_S = 20.0

_PACKAGE_PARENT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# Isolated mode, and the package's own folder first: nothing in the working folder can be imported in its place.
_START = "import sys; sys.path.insert(0, sys.argv[1]); from intermap.index.worker import main; main()"


class Parsed(NamedTuple):
    """One file's outcome; ``key`` is None when the file could not be read or its worker died on it."""

    path: str
    key: Optional[bytes]
    record: Record


class _Worker:
    """One worker process, driven by one thread."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", "-c", _START, _PACKAGE_PARENT],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, close_fds=True,
        )  # fmt: skip
        self.busy_since_s = 0.0

    def parse(self, root: str, paths: Sequence[str]) -> Iterator[Parsed]:
        """Results in order; ends early when the worker died."""
        assert self.process.stdin is not None and self.process.stdout is not None
        stdout = self.process.stdout
        try:
            self.process.stdin.write(json.dumps({"root": root, "paths": list(paths)}).encode("ascii") + b"\n")
            self.process.stdin.flush()
            for _ in paths:
                self.busy_since_s = time.monotonic()
                line = stdout.readline()
                if not line:
                    return
                header = json.loads(line)
                data = [stdout.read(size) for size in header["sizes"]]
                if [len(part) for part in data] != header["sizes"]:
                    return
                self.busy_since_s = 0.0
                yield Parsed(header["path"], bytes.fromhex(header["key"]) or None, Record(header["header"], *data))
        except (OSError, ValueError):
            return

    def kill_when_hanging(self) -> None:
        """End the process when a file took longer than any file may."""
        if self.busy_since_s and time.monotonic() - self.busy_since_s > FILE_DEADLINE_S:
            self.process.kill()

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            try:
                if stream is not None:
                    stream.close()
            except OSError:
                pass  # The pipe of a process that is gone.
        self.process.wait()


class WorkerPool:
    """Parses one batch of files; made for the batch and closed after it."""

    def __init__(self, root: str, sizes: Dict[str, int]) -> None:
        self._root = root
        self._chunks: Deque[List[str]] = deque(_chunks_of(sizes))
        self._results: queue.Queue[Optional[Parsed]] = queue.Queue(maxsize=400)
        self._workers: List[_Worker] = []
        self._lock = threading.Lock()
        self._is_closed = False

    def run(self, context: RequestContext) -> Iterator[Parsed]:
        """Results as they come. Raises Cancelled; then every worker is ended."""
        count = min(os.cpu_count() or 1, MAX_WORKERS, len(self._chunks))
        threads = [threading.Thread(target=self._drive, daemon=True) for _ in range(count)]
        for thread in threads:
            thread.start()
        try:
            ended = 0
            while ended < count:
                try:
                    result = self._results.get(timeout=0.1)
                except queue.Empty:
                    context.check()
                    for worker in self._workers:
                        worker.kill_when_hanging()
                    continue
                if result is None:
                    ended += 1
                else:
                    yield result
        finally:
            self._close()

    def _drive(self) -> None:
        worker: Optional[_Worker] = None
        try:
            while not self._is_closed:
                with self._lock:
                    if not self._chunks:
                        break
                    chunk = self._chunks.popleft()
                worker = worker or self._start_worker()
                done = 0
                for result in worker.parse(self._root, chunk):
                    self._put(result)
                    done += 1
                if done < len(chunk) and not self._is_closed:
                    # The worker died on the first file without an answer: that file is the culprit.
                    self._put(_crashed(chunk[done]))
                    self._put_back(chunk[done + 1 :])
                    worker.close()
                    worker = None
        finally:
            if worker is not None:
                worker.close()
            self._put(None)

    def _start_worker(self) -> _Worker:
        worker = _Worker()
        with self._lock:
            self._workers.append(worker)
        return worker

    def _put_back(self, paths: List[str]) -> None:
        if paths:
            with self._lock:
                self._chunks.append(paths)

    def _put(self, result: Optional[Parsed]) -> None:
        while not self._is_closed:
            try:
                self._results.put(result, timeout=0.1)
                return
            except queue.Full:
                continue

    def _close(self) -> None:
        self._is_closed = True
        with self._lock:
            workers, self._workers = self._workers, []
        for worker in workers:
            if worker.process.poll() is None:
                worker.process.kill()


def _chunks_of(sizes: Dict[str, int]) -> List[List[str]]:
    """Largest files first, so that no worker starts a long one when the others are done."""
    ordered: List[Tuple[str, int]] = sorted(sizes.items(), key=lambda item: (-item[1], item[0]))
    chunks: List[List[str]] = []
    filled = CHUNK_BYTES
    for path, size in ordered:
        if filled >= CHUNK_BYTES:
            chunks.append([])
            filled = 0
        chunks[-1].append(path)
        filled += size + 2000
    return chunks


def _crashed(path: str) -> Parsed:
    message = "The parser crashed or hung on this file."
    return Parsed(path, None, Record(failed(message, 1)))
