"""The persistent loop: a thread reads lines, the main thread runs commands one at a time in order."""

from __future__ import annotations

import contextlib
import gc
import os
import queue
import sys
import threading
import traceback
from typing import Any, Iterator, List, Mapping, Optional, Tuple, Union

from .context import RequestContext
from .dispatch import Dispatcher
from .errors import IntermapError
from .protocol import MAX_LINE_BYTES, BadFrame, Cancel, Request, RequestId, encode, error_frame, parse_frame

READ_SIZE = 1 << 16
# Requests come in bursts; after so long a pause there is time for other work.
IDLE_S = 1.0


class _SomeoneWaits(Exception):
    """A request has come: work for an idle time is broken off."""


class ReplyWriter:
    """Writes whole lines to the real stdout, from any thread."""

    def __init__(self, fd: int) -> None:
        self.fd = fd
        self._lock = threading.Lock()

    def send(self, frame: Mapping[str, Any]) -> None:
        """Send one frame. Raises BrokenPipeError when nobody reads any more."""
        self.send_line(encode(frame))

    def send_line(self, line: bytes) -> None:
        """Send an encoded line; os.write may take only a part of it."""
        with self._lock:
            view = memoryview(line)
            while view:
                view = view[os.write(self.fd, view) :]


def take_over_stdout() -> int:
    """Keep the real stdout for frames and point fd 1 at stderr, so that no print() and no child can pollute it."""
    real_stdout = os.dup(1)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    if os.name == "nt":
        import msvcrt

        msvcrt.setmode(real_stdout, os.O_BINARY)
        msvcrt.setmode(0, os.O_BINARY)
    return real_stdout


def read_lines(fd: int) -> Iterator[Optional[bytes]]:
    """Lines until EOF. A line over the cap is yielded as None, once, and skipped to its end."""
    pending = bytearray()
    is_skipping = False
    while True:
        chunk = os.read(fd, READ_SIZE)
        if not chunk:
            break
        *complete, rest = chunk.split(b"\n")
        for part in complete:
            if not is_skipping:
                pending += part
                yield None if len(pending) > MAX_LINE_BYTES else bytes(pending)
            pending.clear()
            is_skipping = False
        if not is_skipping:
            pending += rest
            if len(pending) > MAX_LINE_BYTES:
                yield None
                pending.clear()
                is_skipping = True
    if pending and not is_skipping:
        yield bytes(pending)


class Sidecar:
    """Answers every request with exactly one final frame and ends at EOF."""

    def __init__(self, stdin_fd: int, stdout_fd: int, dispatcher: Dispatcher) -> None:
        self._stdin_fd = stdin_fd
        self._writer = ReplyWriter(stdout_fd)
        self._dispatcher = dispatcher
        self._waiting: queue.Queue[Optional[Tuple[Request, RequestContext]]] = queue.Queue()
        self._open: List[Tuple[RequestId, RequestContext]] = []
        self._lock = threading.Lock()
        self._is_finished = threading.Event()

    def run(self) -> int:
        """Serve until EOF and return the exit code."""
        reader = threading.Thread(target=self._read, name="intermap-reader", daemon=True)
        reader.start()
        try:
            while True:
                entry = self._next()
                if entry is None:
                    return 0
                self._serve(*entry)
        except BrokenPipeError:
            return 0  # Our reader is gone: nobody is left to answer.
        finally:
            self._is_finished.set()
            self._dispatcher.close()

    def _next(self) -> Optional[Tuple[Request, RequestContext]]:
        """The next request; while there is none, what was found out is written down."""
        try:
            return self._waiting.get(timeout=IDLE_S)
        except queue.Empty:
            with contextlib.suppress(_SomeoneWaits):
                self._dispatcher.keep(self._stop_when_someone_waits)
            return self._waiting.get()

    def _stop_when_someone_waits(self) -> None:
        if not self._waiting.empty():
            raise _SomeoneWaits

    def _read(self) -> None:
        try:
            for line in read_lines(self._stdin_fd):
                if line is None:
                    message = f"The line is longer than {MAX_LINE_BYTES} bytes."
                    self._writer.send(error_frame(None, "bad_request", message))
                elif line.strip():
                    self._accept(line)
        except OSError:
            pass  # stdin or stdout is gone: the same as EOF.
        self._waiting.put(None)
        self._cancel_all_when_nobody_reads()

    def _accept(self, line: bytes) -> None:
        try:
            frame: Union[Request, Cancel] = parse_frame(line)
        except BadFrame as error:
            self._writer.send(error_frame(error.request_id, error.type, error.message))
            return
        if isinstance(frame, Cancel):
            self._writer.send({"id": frame.id, "result": {"cancelled": self._cancel(frame.target)}})
            return
        context = RequestContext(self._progress_sink(frame) if frame.wants_progress else None)
        with self._lock:
            self._open.append((frame.id, context))
        self._waiting.put((frame, context))

    def _progress_sink(self, request: Request) -> Any:
        def send(done: int, total: int, phase: str) -> None:
            self._writer.send({"id": request.id, "progress": {"done": done, "total": total, "phase": phase}})

        return send

    def _cancel(self, target: RequestId) -> bool:
        with self._lock:
            contexts = [context for request_id, context in self._open if request_id == target]
        for context in contexts:
            context.cancel()
        return bool(contexts)

    def _serve(self, request: Request, context: RequestContext) -> None:
        try:
            line = self._dispatcher.answer_line(request, context)
        except BrokenPipeError:
            raise
        except IntermapError as error:
            line = encode(error_frame(request.id, error.type, error.message))
        except Exception as error:  # one command's bug must not end the loop
            traceback.print_exc(limit=-30, file=sys.stderr)
            line = encode(error_frame(request.id, "internal", f"{type(error).__name__}: {error}"))
        with self._lock:
            self._open.remove((request.id, context))
        self._writer.send_line(line)

    def _cancel_all_when_nobody_reads(self) -> None:
        """After EOF what was asked is still answered, unless the other end of stdout is closed as well.

        Without this a sidecar whose parent was killed would index on for nobody.
        """
        try:
            import select

            poll = select.poll()
        except (ImportError, AttributeError):
            return  # No poll() on Windows: the work in hand is finished, then the loop ends.
        poll.register(self._writer.fd, 0)
        while not self._is_finished.wait(0.1):
            if poll.poll(0):
                with self._lock:
                    for _, context in self._open:
                        context.cancel()


def serve() -> int:
    """Entry point of ``--sidecar``."""
    stdout_fd = take_over_stdout()
    # The index is hundreds of thousands of objects that stay; with Python's default every 700 new ones may set off a
    # look through all of them. Cycles are still collected, seldom.
    gc.set_threshold(50_000, 20, 50)
    return Sidecar(0, stdout_fd, Dispatcher()).run()
