"""What a running command knows of its request: whether it was cancelled, and where progress goes."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import Callable, Iterator, Optional

from .errors import Cancelled

ProgressSink = Callable[[int, int, str], None]

# A progress line per file would flood the pipe; a person can't see more than a few a second.
PROGRESS_INTERVAL_S = 0.1


class RequestContext:
    """Cancellation and progress of one request. ``cancel`` may be called from another thread."""

    def __init__(self, progress_sink: Optional[ProgressSink] = None) -> None:
        self._cancelled = threading.Event()
        self._lock = threading.Lock()
        self._interruptible_thread: Optional[int] = None
        self._sink = progress_sink
        self._last_phase = ""
        self._last_sent_s = 0.0

    def cancel(self) -> None:
        """Ask the command to stop: at its next check, or at once while it is interruptible."""
        with self._lock:
            self._cancelled.set()
            if self._interruptible_thread is not None:
                thread, self._interruptible_thread = self._interruptible_thread, None
                _raise_in(thread)

    def check(self) -> None:
        """Raise Cancelled when the request was cancelled. Long loops call this."""
        if self._cancelled.is_set():
            raise Cancelled("The request was cancelled.")

    @contextlib.contextmanager
    def interruptible(self) -> Iterator[None]:
        """Let ``cancel`` raise Cancelled anywhere inside, in long work that has no checks of its own.

        For work whose half-done state is thrown away: the exception may come between any two instructions.
        """
        with self._lock:
            self.check()
            self._interruptible_thread = threading.get_ident()
        try:
            yield
        finally:
            with self._lock:
                self._interruptible_thread = None
            with contextlib.suppress(Cancelled):
                # An exception that was set a moment ago is raised at the next loop turn: here, not in whatever follows.
                for _ in range(3):
                    pass
            self.check()

    def progress(self, done: int, total: int, phase: str) -> None:
        """Report progress (thinned out) and check for cancellation."""
        self.check()
        if self._sink is None:
            return
        now_s = time.monotonic()
        is_edge = phase != self._last_phase or done >= total
        if is_edge or now_s - self._last_sent_s >= PROGRESS_INTERVAL_S:
            self._last_phase, self._last_sent_s = phase, now_s
            self._sink(done, total, phase)


def _raise_in(thread: int) -> None:
    """Raise Cancelled in another thread (C API, PyThreadState_SetAsyncExc)."""
    try:
        import ctypes

        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(Cancelled))
    except (ImportError, AttributeError):
        pass  # A Python built without it: the request ends at its next check.
