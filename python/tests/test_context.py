"""Cancellation and progress of one request."""

from __future__ import annotations

import threading
import unittest
from typing import List, Tuple

from intermap.context import RequestContext
from intermap.errors import Cancelled


class CancelTest(unittest.TestCase):
    def test_work_without_checks_is_interrupted(self) -> None:
        context = RequestContext()
        is_started = threading.Event()
        canceller = threading.Thread(target=lambda: is_started.wait() and context.cancel())
        canceller.start()
        with self.assertRaises(Cancelled), context.interruptible():
            is_started.set()
            while True:
                pass
        canceller.join()

    def test_a_cancel_that_comes_late_interrupts_nothing_else(self) -> None:
        for _ in range(200):
            context = RequestContext()
            canceller = threading.Thread(target=context.cancel)
            with self.assertRaises(Cancelled):
                with context.interruptible():
                    canceller.start()
                canceller.join()
                context.check()
            canceller.join()
        self.assertEqual(sum(range(1000)), 499_500)

    def test_a_request_cancelled_before_never_begins_the_work(self) -> None:
        context = RequestContext()
        context.cancel()
        with self.assertRaises(Cancelled), context.interruptible():
            self.fail("the work was begun")


class ProgressTest(unittest.TestCase):
    def test_a_flood_is_thinned_but_the_ends_of_a_phase_are_told(self) -> None:
        told: List[Tuple[int, int, str]] = []
        context = RequestContext(lambda *frame: told.append(frame))
        for phase in ("index", "resolve"):
            for done in range(1001):
                context.progress(done, 1000, phase)
        self.assertEqual([told[0], told[-1]], [(0, 1000, "index"), (1000, 1000, "resolve")])
        self.assertIn((1000, 1000, "index"), told)
        self.assertLess(len(told), 100)


if __name__ == "__main__":
    unittest.main()
