"""Accuracy of the Python call graph over the programs in call_graph/programs."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import unittest
from collections import defaultdict
from pathlib import Path
from typing import Dict, List

from tests.call_graph.programs import load_programs, resolved_edges

PRECISION_FLOOR = 0.99
RECALL_FLOOR = 0.95
PYTHON_ROOT = Path(__file__).resolve().parent.parent
OBSERVER = PYTHON_ROOT / "tests" / "call_graph" / "observe.py"


class Counts:
    """Edges found and expected, over some programs."""

    def __init__(self) -> None:
        self.right = self.extra = self.missing = self.exact = self.programs = 0

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.extra)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missing)


class CallGraphAccuracy(unittest.TestCase):
    def test_precision_and_recall_over_all_programs(self) -> None:
        programs = load_programs()
        self.assertGreaterEqual(len(programs), 160)
        totals = Counts()
        by_category: Dict[str, Counts] = defaultdict(Counts)
        wrong: List[str] = []
        for program in programs:
            found = resolved_edges(program)
            extra, missing = found - program.edges, program.edges - found
            for counts in (totals, by_category[program.category]):
                counts.right += len(found & program.edges)
                counts.extra += len(extra)
                counts.missing += len(missing)
                counts.programs += 1
                counts.exact += not extra and not missing
            if extra or missing:
                wrong.append(f"{program.category}/{program.name}: extra {sorted(extra)}, missing {sorted(missing)}")
        lines = [_line(name, counts) for name, counts in sorted(by_category.items())]
        report = "\n".join([*lines, _line("all", totals), *wrong])
        print(f"\n{report}")
        self.assertGreaterEqual(totals.precision, PRECISION_FLOOR, report)
        self.assertGreaterEqual(totals.recall, RECALL_FLOOR, report)

    @unittest.skipUnless(sys.version_info >= (3, 11), "qualified names of running code came with Python 3.11")
    def test_expected_edges_contain_every_edge_seen_when_the_programs_run(self) -> None:
        programs = [program for program in load_programs() if not program.external]
        with tempfile.TemporaryDirectory() as folder:
            for number, program in enumerate(programs):
                for path, text in program.files.items():
                    file = Path(folder) / str(number) / path
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_text(text, encoding="utf-8")
            folders = [str(Path(folder) / str(number)) for number in range(len(programs))]
            observed = _observe(folders)
        self.assertEqual(len(observed), len(programs))
        for program, edges in zip(programs, observed):
            with self.subTest(program=f"{program.category}/{program.name}"):
                self.assertEqual(edges - program.edges, set())


def _observe(folders: List[str]) -> List[set]:
    """Edges seen in each program; all in one process, since starting Python costs more than the programs."""
    done = subprocess.run(
        [sys.executable, str(OBSERVER), *folders], capture_output=True, text=True, timeout=60, cwd=str(PYTHON_ROOT),
        env={"PYTHONPATH": str(PYTHON_ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    if done.returncode:
        raise AssertionError(done.stderr[-2000:])
    return [{(caller, callee) for caller, callee in edges} for edges in json.loads(done.stdout)]


def _line(name: str, counts: Counts) -> str:
    return (
        f"{name:12} {counts.programs:4} programs, {counts.exact:4} exact,"
        f" precision {counts.precision:.4f}, recall {counts.recall:.4f}"
    )


if __name__ == "__main__":
    unittest.main()
