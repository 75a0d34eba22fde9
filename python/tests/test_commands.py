"""Each command's answer on a small Python project, through the real sidecar."""

from __future__ import annotations

import json
import os
import unittest

from .support import ProjectCase, SidecarClient

SHOP = {
    "shop/__init__.py": "",
    "shop/price.py": '"""Prices."""\n\ndef net(amount):\n    """Without tax."""\n    return round(amount)\n\ndef gross(amount):\n    return net(amount) + tax(amount)\n\ndef tax(amount):\n    return amount\n\ndef _unused():\n    return 1\n',
    "shop/cart.py": "from shop.price import gross\nfrom shop import price as prices\n\n\nclass Cart:\n    def __init__(self):\n        self.items = []\n\n    def total(self):\n        return sum(gross(item) for item in self.items)\n\n    def cheapest(self):\n        return min(map(prices.net, self.items))\n",
    "shop/main.py": "from shop.cart import Cart\n\n\ndef main():\n    cart = Cart()\n    return cart.total()\n\n\nif __name__ == '__main__':\n    main()\n",
    "tests/test_cart.py": "import unittest\nfrom shop.cart import Cart\n\n\nclass CartTest(unittest.TestCase):\n    def test_total(self):\n        self.assertEqual(Cart().total(), 0)\n",
}


class ShopCase(ProjectCase):
    client: SidecarClient

    def setUp(self) -> None:
        super().setUp()
        self.write(SHOP)
        self.client = self.shared_sidecar()


class LookUpTest(ShopCase):
    def test_structure_lists_files_with_their_outer_definitions(self) -> None:
        result = self.client.result("structure", self.root)
        self.assertEqual([row["file"] for row in result["files"]], sorted(SHOP))
        (price,) = [row for row in result["files"] if row["file"] == "shop/price.py"]
        self.assertEqual([s["name"] for s in price["symbols"]], ["net", "gross", "tax", "_unused"])
        self.assertEqual((price["module"], price["lines"]), ("shop.price", 15))
        self.assertEqual(result["languages"]["python"]["files"], 5)
        self.assertEqual(
            [row["file"] for row in self.client.result("structure", self.root, path="tests")["files"]],
            ["tests/test_cart.py"],
        )

    def test_extract_tells_imports_definitions_and_calls(self) -> None:
        result = self.client.result("extract", self.root, file="shop/cart.py")
        self.assertEqual([(i["module"], i["file"]) for i in result["imports"]][0][1], "shop/price.py")
        symbols = {s["name"]: s for s in result["symbols"]}
        self.assertEqual(symbols["shop.cart.Cart.total"]["kind"], "method")
        calls = {(c["from"], c["to"]["name"]) for c in result["calls"]}
        self.assertTrue(
            any(source.startswith("shop.cart.Cart.total") and target == "shop.price.gross" for source, target in calls),
            calls,
        )

    def test_symbols_finds_by_name_best_first(self) -> None:
        def found(query: str, **args: object) -> list:
            return [s["name"] for s in self.client.result("symbols", self.root, query=query, **args)["symbols"]]

        self.assertEqual(found("net")[0], "shop.price.net")
        self.assertEqual(found("tot")[0], "shop.cart.Cart.total")
        self.assertEqual(found("cart", kind="class")[0], "shop.cart.Cart")
        self.assertEqual(found("cart.py", files=True)[0], "shop/cart.py")
        self.assertEqual(found("price.net"), ["shop.price.net"])
        self.assertEqual(found("zzz"), [])

    def test_definition_by_name_and_by_place(self) -> None:
        (found,) = self.client.result("definition", self.root, name="gross")["definitions"]
        self.assertEqual((found["file"], found["line"]), ("shop/price.py", 7))
        (there,) = self.client.result("definition", self.root, file="shop/cart.py", line=10, column=20)["definitions"]
        self.assertEqual(there["name"], "shop.price.gross")
        self.assertEqual(self.client.result("definition", self.root, name="nothing")["definitions"], [])
        self.assertEqual(self.client.error("definition", self.root)["type"], "invalid_args")
        self.assertEqual(
            self.client.error("definition", self.root, file="shop/cart.py", line=999)["type"], "invalid_args"
        )

    def test_definition_by_a_name_with_steps_left_out_or_written_as_rust_does(self) -> None:
        for name in ("shop.Cart.total", "Cart::total"):
            (found,) = self.client.result("definition", self.root, name=name)["definitions"]
            self.assertEqual(found["name"], "shop.cart.Cart.total", name)

    def test_references_of_a_function_that_is_called_and_passed_on(self) -> None:
        places = {(r["file"], r["line"]) for r in self.client.result("references", self.root, name="net")["references"]}
        self.assertIn(("shop/price.py", 8), places)
        self.assertIn(("shop/cart.py", 13), places)
        self.assertEqual(self.client.error("references", self.root, name="nothing")["type"], "not_found")

    def test_pages_join_to_the_whole_and_say_when_there_is_more(self) -> None:
        whole = self.client.result("call_graph", self.root, external=True)
        self.assertFalse(whole["truncated"])
        seen, cursor = [], ""
        while cursor is not None:
            page = self.client.result("call_graph", self.root, external=True, limit=2, cursor=cursor)
            self.assertEqual((page["truncated"], page["total"]), (page["next_cursor"] is not None, whole["total"]))
            seen += page["edges"]
            cursor = page["next_cursor"]
        self.assertEqual(seen, whole["edges"])


class GraphCommandTest(ShopCase):
    def test_call_graph_gives_both_ends_with_file_and_line(self) -> None:
        edges = self.client.result("call_graph", self.root)["edges"]
        wanted = {"file": "shop/price.py", "name": "shop.price.gross", "line": 7}
        (edge,) = [e for e in edges if e["from"] == wanted and e["to"]["name"] == "shop.price.tax"]
        self.assertEqual(edge["to"], {"file": "shop/price.py", "name": "shop.price.tax", "line": 10})
        self.assertTrue(0 < edge["confidence"] <= 1)
        self.assertTrue(all(e["to"]["file"] for e in edges))
        external = self.client.result("call_graph", self.root, external=True)["edges"]
        self.assertIn("<builtin>.round", {e["to"]["name"] for e in external})

    def test_call_graph_around_one_definition(self) -> None:
        up = self.client.result("call_graph", self.root, name="net", direction="callers", depth=1)
        self.assertIn("shop.price.gross -> shop.price.net", self.edge_names(up))
        down = self.client.result("call_graph", self.root, name="main.main", direction="callees", depth=3)
        self.assertIn("shop.price.gross -> shop.price.net", self.edge_names(down))

    def test_impact_lists_callers_by_distance_and_the_tests_among_them(self) -> None:
        result = self.client.result("impact", self.root, name="tax")
        depth = {row["name"]: row["depth"] for row in result["affected"]}
        self.assertEqual(depth["shop.price.gross"], 1)
        self.assertIn("tests.test_cart.CartTest.test_total", depth)
        self.assertEqual(result["tests"], ["tests/test_cart.py"])
        self.assertEqual(result["test_commands"], ["python -m unittest tests.test_cart"])
        (test,) = [row for row in result["affected"] if row["is_test"]]
        self.assertEqual((test["why"][0], test["why"][-1]), ("tests.test_cart.CartTest.test_total", "shop.price.tax"))
        self.assertEqual(self.client.result("impact", self.root, target="tax")["total"], result["total"])

    def test_impact_of_a_place_is_that_of_the_definition_around_it(self) -> None:
        by_line = self.client.result("impact", self.root, file="shop/price.py", line=11)
        self.assertEqual([t["name"] for t in by_line["targets"]], ["shop.price.tax"])

    def test_dead_code_names_what_nothing_uses_and_nothing_else(self) -> None:
        self.write(
            {
                "more.py": "import functools\n\n\ndef used_as_value():\n    pass\n\n\nTABLE = {'x': used_as_value}\n\n\n@functools.lru_cache\ndef decorated():\n    pass\n\n\n"
                "def recursive():\n    recursive()\n\n\nclass Ghost:\n    def haunt(self):\n        pass\n\n\nclass Base:\n    def hook(self):\n        pass\n\n    def run_all(self):\n        self.hook()\n\n\n"
                "class Child(Base):\n    def hook(self):\n        pass\n\n\nChild().run_all()\n"
            }
        )
        rows = self.client.result("dead_code", self.root)["dead"]
        names = [row["name"] for row in rows]
        self.assertEqual(set(names), {"more.recursive", "more.Ghost", "shop.price._unused", "shop.cart.Cart.cheapest"})
        by_name = {row["name"]: row for row in rows}
        self.assertGreater(by_name["shop.price._unused"]["confidence"], by_name["more.recursive"]["confidence"])
        kept = self.client.result("dead_code", self.root, entry_points=["recursive"])["dead"]
        self.assertNotIn("more.recursive", [row["name"] for row in kept])

    def test_architecture_finds_layers_entry_points_and_cycles_of_any_length(self) -> None:
        self.write({f"ring/r{n}.py": f"from ring import r{(n + 1) % 5}\n" for n in range(5)})
        self.write({"ring/__init__.py": ""})
        result = self.client.result("architecture", self.root)
        (cycle,) = result["cycles"]
        self.assertEqual((cycle["length"], cycle["files"]), (5, [f"ring/r{n}.py" for n in range(5)]))
        self.assertEqual([step["from"] for step in cycle["example"]], [f"ring/r{n}.py" for n in range(5)])
        self.assertTrue(all(step["line"] == 1 for step in cycle["example"]))
        layer = {file: row["layer"] for row in result["layers"] for file in row["files"]}
        self.assertLess(layer["shop/price.py"], layer["shop/cart.py"])
        self.assertLess(layer["shop/cart.py"], layer["shop/main.py"])
        self.assertIn("shop/main.py", [entry["file"] for entry in result["entry_points"]])
        self.assertEqual(result["hubs"][0]["file"], "shop/cart.py")

    def test_reference_edges_count_imports_and_calls_between_files(self) -> None:
        edges = {(e["from"], e["to"]): e for e in self.client.result("reference_edges", self.root)["edges"]}
        edge = edges["shop/cart.py", "shop/price.py"]
        self.assertGreaterEqual(edge["imports"], 1)
        self.assertGreaterEqual(edge["calls"], 1)

    def test_repo_map_keeps_its_budget_and_leans_towards_what_is_in_play(self) -> None:
        self.write({f"noise/n{n}.py": f"def noise_{n}(a, b, c):\n    return a\n" for n in range(60)})
        small = self.client.result("repo_map", self.root, tokens=120)
        self.assertLessEqual(small["tokens"], 120)
        self.assertTrue(small["truncated"])
        self.assertIn("shop/price.py", small["map"])
        focused = self.client.result("repo_map", self.root, tokens=120, files=["noise/n42.py"])
        self.assertEqual(focused["files"][0]["file"], "noise/n42.py")
        mentioned = self.client.result("repo_map", self.root, tokens=200, mentions=["noise_7"])
        self.assertIn("noise/n7.py", mentioned["map"])

    def test_detect_patterns_names_places(self) -> None:
        self.write(
            {
                "p.py": "import dataclasses\n\n\n@dataclasses.dataclass\nclass Point:\n    x: int\n\n    @property\n    def y(self):\n        return 1\n\n\nclass ParseError(Exception):\n    pass\n\n\ndef make_point():\n    return Point(1)\n"
            }
        )
        found = {p["pattern"]: p for p in self.client.result("detect_patterns", self.root)["patterns"]}
        self.assertEqual(found["data class"]["places"], [{"file": "p.py", "name": "p.Point", "line": 5}])
        self.assertEqual(found["error type"]["count"], 1)
        self.assertIn("factory", found)
        self.assertIn("property", found)

    def test_diagnostics_list_errors_lost_imports_and_cycles(self) -> None:
        self.write(
            {
                "bad.py": "def (:\n",
                "pkg/__init__.py": "from . import missing_module\n",
                "pkg/a.py": "from . import b\n",
                "pkg/b.py": "from . import a\n",
            }
        )
        rows = self.client.result("diagnostics", self.root)["diagnostics"]
        codes = {(row["file"], row["code"]) for row in rows}
        self.assertIn(("bad.py", "syntax-error"), codes)
        self.assertIn(("pkg/a.py", "import-cycle"), codes)
        errors = self.client.result("diagnostics", self.root, severity="error")["diagnostics"]
        self.assertEqual([row["file"] for row in errors], ["bad.py"])

    def test_a_repeated_request_gives_the_same_bytes(self) -> None:
        for command in ("call_graph", "architecture", "repo_map", "dead_code", "structure"):
            lines = []
            for _ in range(2):
                self.client.send({"id": 1, "command": command, "project": self.root})
                lines.append(self.client.next_line())
            other = self.sidecar()
            other.send({"id": 1, "command": command, "project": self.root})
            lines.append(other.next_line())
            self.assertEqual(len(set(lines)), 1, command)


class ProjectCommandTest(ProjectCase):
    def test_resolve_project_walks_up_to_the_nearest_manifest(self) -> None:
        self.write(
            {
                "pyproject.toml": "[project]\nname='outer'\n",
                "sub/package.json": "{}",
                "sub/deep/x.js": "",
                "other/y.py": "",
            }
        )
        client = self.shared_sidecar()
        found = client.result("resolve_project", self.root, path="sub/deep/x.js")
        self.assertEqual((found["project"], found["markers"]), (os.path.join(self.root, "sub"), ["node"]))
        self.assertEqual(client.result("resolve_project", path=os.path.join(self.root, "other"))["project"], self.root)
        self.assertEqual(client.error("resolve_project", self.root, path="missing")["type"], "not_found")

    def test_projects_lists_those_below_a_folder_and_those_known(self) -> None:
        self.write(
            {
                "a/pyproject.toml": "",
                "b/c/go.mod": "module x\n",
                "a/node_modules/z/package.json": "{}",
                "b/c/x.go": "package x\n",
                "a/x.py": "",
            }
        )
        client = self.sidecar()
        below = client.result("projects", self.root)
        self.assertEqual([p["name"] for p in below["projects"]], ["a", "c"])
        client.result("structure", os.path.join(self.root, "a"))
        known = client.result("projects")
        self.assertEqual(
            [(p["project"], p["exists"]) for p in known["projects"]], [(os.path.join(self.root, "a"), True)]
        )

    def test_cross_project_dependencies_by_manifest_path_and_import(self) -> None:
        self.write(
            {
                "core/pyproject.toml": '[project]\nname = "my-core"\n',
                "core/my_core/__init__.py": "def f():\n    pass\n",
                "app/pyproject.toml": '[project]\nname = "app"\ndependencies = [\n  "My_Core>=1",\n  "requests[socks]",\n]\n',
                "app/main.py": "from core.my_core import f\nf()\n",
                "web/package.json": json.dumps(
                    {"name": "web", "dependencies": {"ui": "file:../ui", "react": "1"}}, indent=1
                ),
                "ui/package.json": '{"name": "ui"}',
            }
        )
        result = self.shared_sidecar().result("cross_project_deps", self.root)
        found = {(d["from"], d["to"], d["kind"]) for d in result["dependencies"]}
        self.assertIn(("app", "core", "manifest"), found)
        self.assertIn(("app", "core", "import"), found)
        self.assertIn(("web", "ui", "manifest"), found)
        self.assertIn(("web", "ui", "path"), found)
        (manifest,) = [d for d in result["dependencies"] if d["kind"] == "manifest" and d["from"] == "app"]
        self.assertEqual((manifest["file"], manifest["line"]), ("app/pyproject.toml", 4))
        self.assertEqual({e["name"] for e in result["external"]}, {"requests", "react"})


if __name__ == "__main__":
    unittest.main()
