"""A graph that was changed file by file equals one that is made anew."""

from __future__ import annotations

import unittest
from typing import Any, Dict, Optional, Set, Tuple

from intermap.languages.python import encode_facts, extract_facts
from intermap.resolve import Limits, ProjectGraph, SymbolId
from tests.call_graph.programs import load_programs

LARGE = Limits(precise_functions=0, functions_solved_anew=0)


def facts(files: Dict[str, Optional[str]]) -> Dict[str, Any]:
    return {path: extract_facts(path, text) if text is not None else None for path, text in files.items()}


_USUAL = Limits()


def names(graph: ProjectGraph) -> Set[Tuple[str, str, Optional[int]]]:
    return {(edge["from"]["name"], edge["to"]["name"], edge["to"]["line"]) for edge in graph.edges(True)}


def fresh(files: Dict[str, str], limits: Limits = _USUAL) -> ProjectGraph:
    graph = ProjectGraph(limits)
    graph.update(facts(dict(files)))
    return graph


class Updates(unittest.TestCase):
    def steps(self, limits: Limits, *versions: Dict[str, Optional[str]]) -> None:
        graph = ProjectGraph(limits)
        files: Dict[str, str] = {}
        for version in versions:
            graph.update(facts(version))
            for path, text in version.items():
                if text is None:
                    files.pop(path, None)
                else:
                    files[path] = text
            self.assertEqual(names(graph), names(fresh(files, limits)))

    def both(self, *versions: Dict[str, Optional[str]]) -> None:
        for limits in (Limits(), LARGE):
            with self.subTest(precise=limits.precise_functions):
                self.steps(limits, *versions)

    def test_edited_function_moves_lines_of_targets_in_other_files(self) -> None:
        main = "from lib import f\nf()\n"
        self.both({"lib.py": "def f():\n    pass\n", "main.py": main}, {"lib.py": "\n\ndef f():\n    pass\n"})

    def test_definition_reached_through_its_package_is_gone(self) -> None:
        main = "import pkg\npkg.util.log()\n"
        before: Dict[str, Optional[str]] = {
            "pkg/__init__.py": "",
            "pkg/util.py": "def log():\n    pass\n",
            "main.py": main,
        }
        self.both(before, {"pkg/util.py": "pass\n"}, {"pkg/util.py": None}, {"pkg/util.py": "def log():\n    pass\n"})

    def test_star_import_that_handed_names_on_is_gone(self) -> None:
        mod, main = "def fn():\n    pass\n", "from pkg import *\nfn()\n"
        before: Dict[str, Optional[str]] = {
            "pkg/__init__.py": "from .mod import *\n",
            "pkg/mod.py": mod,
            "main.py": main,
        }
        self.both(before, {"pkg/__init__.py": "pass\n"}, {"pkg/__init__.py": "from .mod import *\n"})

    def test_module_of_a_folder_without_init_comes_later(self) -> None:
        main = "import space\nspace.late.f()\n"
        self.both({"space/early.py": "", "main.py": main}, {"space/late.py": "def f():\n    pass\n"})

    def test_function_becomes_a_class_of_the_same_name(self) -> None:
        main = "from lib import Thing\nThing().run()\n"
        lib = "class Thing:\n    def run(self):\n        pass\n"
        self.both({"lib.py": "def Thing():\n    pass\n", "main.py": main}, {"lib.py": lib})

    def test_value_that_only_comes_back_to_its_reader_leaves(self) -> None:
        walk = "def walk(t):\n    for x in t:\n        yield from walk(x)\n        yield x\n"
        head = "def f():\n    pass\ndef g():\n    pass\n"
        use = "for y in walk([[{}]]):\n    y()\n"
        self.both({"main.py": head + walk + use.format("f")}, {"main.py": head + walk + use.format("g")})

    def test_key_that_is_gone_is_no_key(self) -> None:
        bag = "class Bag:\n    def __init__(self, **kw):\n        for k, v in kw.items():\n            setattr(self, k, v)\n"
        use = "def f():\n    pass\ndef g():\n    pass\nb = Bag({})\nb.two()\n"
        self.both({"main.py": bag + use.format("one=f, two=g")}, {"main.py": bag + use.format("one=f")})

    def test_project_that_takes_too_much_work_for_precision_is_solved_all_the_same(self) -> None:
        files = {"main.py": "def f():\n    pass\ndef g(cb):\n    cb()\ng(f)\n"}
        graph = fresh(files, Limits(precise_work=3))
        self.assertEqual(names(graph), names(fresh(files)))
        graph.update(facts({"main.py": files["main.py"] + "g(g)\n"}))
        self.assertIn(("main.g", "main.g", 3), names(graph))

    def test_removed_call_is_gone(self) -> None:
        self.both({"main.py": "def f():\n    pass\nf()\n"}, {"main.py": "def f():\n    pass\n"})

    def test_callback_that_is_no_longer_passed_is_no_longer_called(self) -> None:
        lib = "def run(cb):\n    cb()\n"
        head = "import lib\ndef f():\n    pass\ndef g():\n    pass\n"
        self.both(
            {"lib.py": lib, "main.py": head + "lib.run(f)\nlib.run(g)\n"},
            {"main.py": head + "lib.run(g)\n"},
        )

    def test_value_that_only_a_cycle_kept_alive_is_gone(self) -> None:
        a = "import b\ndef fa(x, n):\n    x()\n    if n:\n        b.fb(x, n - 1)\n"
        b = "import a\ndef fb(x, n):\n    a.fa(x, n)\n"
        head = "import a\ndef f():\n    pass\ndef g():\n    pass\n"
        self.both(
            {"a.py": a, "b.py": b, "main.py": head + "a.fa(f, 1)\na.fa(g, 1)\n"},
            {"main.py": head + "a.fa(g, 1)\n"},
            {"main.py": head},
        )

    def test_new_file_answers_an_import_that_was_external(self) -> None:
        self.both({"main.py": "import lib\nlib.f()\n"}, {"lib.py": "def f():\n    pass\n"}, {"lib.py": None})

    def test_function_that_becomes_decorated(self) -> None:
        deco = "def deco(fn):\n    def inner():\n        fn()\n    return inner\n"
        main = "from lib import f\nf()\n"
        self.both(
            {"lib.py": deco + "def f():\n    pass\n", "main.py": main},
            {"lib.py": deco + "@deco\ndef f():\n    pass\n"},
            {"lib.py": deco + "def f():\n    pass\n"},
        )

    def test_base_class_edit_reaches_subclasses(self) -> None:
        main = "from lib import A\nclass B(A):\n    pass\nB().run()\n"
        self.both(
            {"lib.py": "class A:\n    def run(self):\n        pass\n", "main.py": main},
            {"lib.py": "class A:\n    pass\n"},
            {"lib.py": "class Z:\n    def run(self):\n        pass\nclass A(Z):\n    pass\n"},
        )

    def test_every_program_survives_its_files_leaving_and_coming_back(self) -> None:
        for program in load_programs():
            if len(program.files) < 2:
                continue
            with self.subTest(program=f"{program.category}/{program.name}"):
                expected = names(fresh(program.files))
                graph = fresh(program.files)
                for path, text in program.files.items():
                    graph.update({path: None})
                    graph.update(facts({path: text}))
                self.assertEqual(names(graph), expected)

    def test_the_same_facts_again_change_nothing(self) -> None:
        for program in load_programs():
            graph = fresh(program.files)
            before = names(graph)
            graph.update(facts(dict(program.files)))
            self.assertEqual(names(graph), before, program.name)

    def test_growing_past_the_precise_bound_solves_anew(self) -> None:
        limits = Limits(precise_functions=3)
        self.steps(
            limits, {"a.py": "def f():\n    pass\nf()\n"}, {"b.py": "def g(): pass\ndef h(): g()\n"}, {"b.py": None}
        )


class Queries(unittest.TestCase):
    FILES = {
        "pkg/__init__.py": "from .mod import fn\n",
        "pkg/mod.py": "def fn():\n    '''Does it.'''\n\nclass K:\n    def run(self, a, b=1):\n        fn()\n",
        "main.py": "import pkg\nfrom pkg.mod import K\nk = K()\nk.run(1)\nhandler = pkg.fn\nhandler()\n",
    }

    def setUp(self) -> None:
        self.graph = ProjectGraph()
        self.graph.update({path: encode_facts(extract_facts(path, text)) for path, text in self.FILES.items()})

    def test_callers_and_callees(self) -> None:
        fn = SymbolId("pkg/mod.py", "pkg.mod.fn", 1)
        self.assertEqual([edge["from"]["name"] for edge in self.graph.callers(fn)], ["main", "pkg.mod.K.run"])
        run = SymbolId("pkg/mod.py", "pkg.mod.K.run", 0)
        self.assertEqual([edge["to"]["name"] for edge in self.graph.callees(run)], ["pkg.mod.fn"])
        self.assertEqual(self.graph.callees(SymbolId("nowhere.py", "x", 0)), [])

    def test_callers_of_a_class_without_initializer_are_its_makers(self) -> None:
        callers = self.graph.callers(SymbolId("pkg/mod.py", "pkg.mod.K", 0))
        self.assertEqual([(edge["from"]["name"], edge["line"]) for edge in callers], [("main", 3)])

    def test_find_by_short_and_full_names(self) -> None:
        self.assertEqual([record["name"] for record in self.graph.find("K.run")], ["pkg.mod.K.run"])
        self.assertEqual([record["kind"] for record in self.graph.find("pkg/mod.py:fn")], ["function"])
        record = self.graph.find("fn")[0]
        self.assertEqual((record["signature"], record["doc"], record["line"]), ("()", "Does it.", 1))
        self.assertEqual(self.graph.find("K.run")[0]["signature"], "(self, a, b=1)")

    def test_symbol_at_a_line(self) -> None:
        found = self.graph.symbol_at("pkg/mod.py", 6)
        self.assertEqual(found and found["name"], "pkg.mod.K.run")
        outside = self.graph.symbol_at("main.py", 4)
        self.assertEqual(outside and outside["kind"], "module")

    def test_definition_of_a_used_name(self) -> None:
        self.assertEqual([r["name"] for r in self.graph.definition("main.py", 4, "run")], ["pkg.mod.K.run"])
        self.assertEqual([r["name"] for r in self.graph.definition("main.py", 5, "fn")], ["pkg.mod.fn"])
        self.assertEqual([r["name"] for r in self.graph.definition("pkg/mod.py", 6, "fn")], ["pkg.mod.fn"])

    def test_references_of_every_kind(self) -> None:
        found = self.graph.references(SymbolId("pkg/mod.py", "pkg.mod.fn", 1))
        places = {(reference["file"], reference["line"], reference["kind"]) for reference in found}
        self.assertEqual(
            places,
            {
                ("main.py", 5, "read"),
                ("main.py", 6, "call"),
                ("pkg/__init__.py", 1, "import"),
                ("pkg/mod.py", 6, "call"),
            },
        )

    def test_asking_for_references_changes_no_edges(self) -> None:
        before = names(self.graph)
        self.graph.references(SymbolId("pkg/mod.py", "pkg.mod.fn", 1))
        self.assertEqual(names(self.graph), before)

    def test_imports(self) -> None:
        found = {(item["from"], item["to"], item["line"]) for item in self.graph.imports()}
        self.assertEqual(
            found,
            {("main.py", "pkg/__init__.py", 1), ("main.py", "pkg/mod.py", 2), ("pkg/__init__.py", "pkg/mod.py", 1)},
        )

    def test_foreign_edges_join(self) -> None:
        end = {"file": "a.ts", "name": "a.f", "line": 1}
        self.graph.set_foreign_edges("a.ts", [{"from": end, "to": end, "confidence": 0.5, "line": 2}])  # type: ignore[typeddict-item]
        self.assertEqual(len(self.graph.callers(SymbolId("a.ts", "a.f", 1))), 1)
        self.assertIn(("a.f", "a.f", 1), names(self.graph))


if __name__ == "__main__":
    unittest.main()
