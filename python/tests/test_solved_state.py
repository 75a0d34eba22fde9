"""A solved project that another process goes on with: it knows what the first knew and follows edits as that would."""

from __future__ import annotations

import io
import os
import pickle
import random
import sqlite3
import unittest
from typing import Any, Dict, Iterator, List, Tuple
from unittest import mock

from intermap.context import RequestContext
from intermap.index.project_index import ProjectIndex
from intermap.languages.extractor import Extractor
from intermap.languages.python import encode_facts, extract_facts
from intermap.resolve import ProjectGraph
from intermap.resolve.object_tables import ObjectReader, ObjectWriter
from tests.call_graph.programs import load_programs
from tests.test_random_edits import AS_LARGE_PROJECTS, edges, edited, graph_of

from .support import ProjectCase, run_module

EVERY_SO_MANY_PROGRAMS = 4
FUNCTIONS = 450  # More than are solved anew for each edit (Limits.functions_solved_anew).


def no_check() -> None:
    """Never stops the writing."""


def packed(files: Dict[str, str]) -> Iterator[Tuple[str, bytes]]:
    for path, text in files.items():
        yield path, encode_facts(extract_facts(path, text))


class SolvedState(unittest.TestCase):
    def test_a_graph_that_was_written_and_read_is_the_same_and_follows_an_edit(self) -> None:
        differing: List[str] = []
        for program in load_programs()[::EVERY_SO_MANY_PROGRAMS]:
            files = dict(program.files)
            written = graph_of(files, AS_LARGE_PROJECTS)
            graph = ProjectGraph(AS_LARGE_PROJECTS)
            graph.resume(written.state(no_check), packed(files))
            is_same = edges(graph) == edges(written) and graph.imports() == written.imports()
            chance = random.Random(program.name)
            path = chance.choice(sorted(files))
            files[path] = edited(files[path], chance)
            for edited_graph in (graph, written):  # The one that wrote itself down goes on as well.
                edited_graph.update(dict(packed({path: files[path]})))
                is_same = is_same and edges(edited_graph) == edges(graph_of(files, AS_LARGE_PROJECTS))
            if not is_same:
                differing.append(f"{program.category}/{program.name}")
        self.assertEqual(differing, [])

    def test_damaged_bytes_and_missing_facts_are_refused(self) -> None:
        files = {"a.py": "def f(): g()\ndef g(): pass\nf()\n"}
        written = graph_of(files, AS_LARGE_PROJECTS)
        state = written.state(no_check)
        graph = ProjectGraph(AS_LARGE_PROJECTS)
        for damaged in (b"", state[:40], state[:-9], bytes(len(state))):
            with self.assertRaises(ValueError):
                graph.resume(damaged, packed(files))
        with self.assertRaises(ValueError):
            graph.resume(state, packed({}))
        graph.update(dict(packed(files)))
        self.assertEqual(edges(graph), edges(written))

    def test_bytes_on_disk_can_not_make_anything_but_the_resolvers_objects(self) -> None:
        stream = io.BytesIO()
        ObjectWriter(stream, (), (), no_check).write(print)
        stream.seek(0)
        with self.assertRaises(pickle.UnpicklingError):
            ObjectReader(stream, (), (), b"").read()


class SolvedOnDisk(ProjectCase):
    def setUp(self) -> None:
        super().setUp()
        self.write({f"m{number}.py": self.module(number) for number in range(10)})
        environment = mock.patch.dict("os.environ", {"INTERMAP_CACHE_DIR": self.cache})
        environment.start()
        self.addCleanup(environment.stop)

    def module(self, number: int) -> str:
        functions = [f"def f{at}(x):\n    return f{at + 1}(x)\n" for at in range(FUNCTIONS // 10)]
        ending = f"\ndef f{FUNCTIONS // 10}(x):\n    return x()\n"
        return f"from m{(number + 1) % 10} import f0 as other\n" + "".join(functions) + ending + "f0(other)\n"

    def opened(self) -> ProjectIndex:
        index = ProjectIndex(self.root, Extractor())
        self.addCleanup(index.close)
        index.refresh(RequestContext())
        return index

    def edges(self, index: ProjectIndex) -> List[Any]:
        return index.graph(RequestContext()).edges(True)

    def taken_in(self, index: ProjectIndex) -> List[str]:
        """Paths that the graph of an opened index takes in when it is first asked for."""
        with mock.patch.object(ProjectGraph, "update", autospec=True, side_effect=ProjectGraph.update) as update:
            index.graph(RequestContext())
        return sorted(path for call in update.call_args_list for path in call.args[1])

    def test_a_new_process_goes_on_from_what_the_first_solved(self) -> None:
        first = self.opened()
        known = self.edges(first)
        first.keep(no_check)
        second = self.opened()
        self.assertEqual(self.taken_in(second), [])
        self.assertEqual(self.edges(second), known)

    def test_only_what_changed_meanwhile_is_taken_in(self) -> None:
        first = self.opened()
        self.edges(first)
        first.keep(no_check)
        self.write({"m1.py": self.module(1).replace("f0(other)", "f7(other)"), "new.py": "import m2\nm2.f3(print)\n"})
        os.remove(os.path.join(self.root, "m9.py"))
        second = self.opened()
        self.assertEqual(self.taken_in(second), ["m1.py", "m9.py", "new.py"])
        with mock.patch("intermap.index.solved_graphs.SolvedGraphs.resume", return_value=set()):
            self.assertEqual(self.edges(second), self.edges(self.opened()))

    def test_a_damaged_or_foreign_state_is_solved_anew(self) -> None:
        first = self.opened()
        known = self.edges(first)
        first.keep(no_check)
        for column, value in (("state", b"damaged"), ("solver", b"of another version")):
            with sqlite3.connect(first.store.path) as db:
                self.assertEqual(db.execute(f"UPDATE solved SET {column}=?", (value,)).rowcount, 1)
            db.close()
            again = self.opened()
            self.assertEqual(len(self.taken_in(again)), 10)
            self.assertEqual(self.edges(again), known)

    def test_writing_stops_when_a_request_waits_and_is_done_later(self) -> None:
        index = self.opened()
        self.edges(index)

        def stop() -> None:
            raise InterruptedError

        with self.assertRaises(InterruptedError):
            index.keep(stop)
        index.keep(no_check)
        self.assertEqual(self.taken_in(self.opened()), [])

    def test_one_command_without_a_sidecar_is_enough(self) -> None:
        answer = run_module("--command", "call_graph", "--project", self.root, cache=self.cache).stdout
        self.assertEqual(self.taken_in(self.opened()), [])
        self.assertEqual(run_module("--command", "call_graph", "--project", self.root, cache=self.cache).stdout, answer)


if __name__ == "__main__":
    unittest.main()
