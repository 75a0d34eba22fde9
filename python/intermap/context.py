"""What a running command knows of its request: whether it was cancelled, and where progress goes."""

from __future__ import annotations

import threading
import time
from typing import Callable, Optional

from .errors import Cancelled

ProgressSink = Callable[[int, int, str], None]

# A progress line per file would flood the pipe; a person can't see more than a few a second.
PROGRESS_INTERVAL_S = 0.1


class RequestContext:
    """Cancellation and progress of one request. ``cancel`` may be called from another thread."""

    def __init__(self, progress_sink: Optional[ProgressSink] = None) -> None:
        self._cancelled = threading.Event()
        self._sink = progress_sink
        self._last_phase = ""
        self._last_sent_s = 0.0

    def cancel(self) -> None:
        """Ask the command to stop at its next check."""
        self._cancelled.set()

    def check(self) -> None:
        """Raise Cancelled when the request was cancelled. Long loops call this."""
        if self._cancelled.is_set():
            raise Cancelled("The request was cancelled.")

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
