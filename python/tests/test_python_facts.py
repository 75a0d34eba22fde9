"""Facts of one file: what they hold, and that no valid source breaks them."""

from __future__ import annotations

import ast
import json
import unittest
from typing import List

from intermap.languages.python import PythonSyntaxError, decode_facts, encode_facts, extract_facts
from intermap.languages.python.facts import facts_to_json
from intermap.resolve import ProjectGraph


def _parses(source: str) -> bool:
    try:
        ast.parse(source.lstrip("\ufeff"))
    except (SyntaxError, RecursionError, MemoryError):
        return False
    return True


class Facts(unittest.TestCase):
    def test_symbols_have_places_signatures_and_docs(self) -> None:
        source = 'class K(Base):\n    """Says."""\n    x: int = 1\n    @prop("a")\n    def m(self, a: int, *, b=2) -> str:\n        return (lambda: 1)()\nY = 1\n'
        found = {symbol["qualname"]: symbol for symbol in extract_facts("a.py", source)["symbols"]}
        self.assertEqual({name: symbol["kind"] for name, symbol in found.items()}, {
            "": "module", "K": "class", "K.x": "variable", "K.m": "method", "K.m.<lambda1>": "lambda", "Y": "variable",
        })  # fmt: skip
        method = found["K.m"]
        self.assertEqual((method["line"], method["end_line"], method["column"]), (5, 6, 4))
        self.assertEqual(method["signature"], "(self, a: int, *, b=2) -> str")
        self.assertEqual(method["decorators"], ['prop("a")'])
        self.assertEqual((found["K"]["doc"], found["K"]["signature"]), ("Says.", "(Base)"))

    def test_facts_survive_json_and_the_packed_form(self) -> None:
        facts = extract_facts("a.py", "import os\ndef f(a=1):\n    os.x(a)\nd = {'a': f, 1: f}\n")
        self.assertEqual(json.loads(facts_to_json(facts)), facts)
        self.assertEqual(decode_facts(encode_facts(facts)), facts)

    def test_packed_facts_of_another_version_are_refused(self) -> None:
        packed = encode_facts(extract_facts("a.py", "x = 1"))
        for damaged in (b"", b"\x02\x07" + packed[2:], packed[:-3], packed[:2] + b"i\x01\x00\x00\x00"):
            with self.assertRaises(ValueError):
                decode_facts(damaged)

    def test_the_same_text_gives_the_same_facts(self) -> None:
        source = "def f(a, b):\n    while a:\n        x, y = a, b\n        a = y\n    return x\n"
        self.assertEqual(facts_to_json(extract_facts("a.py", source)), facts_to_json(extract_facts("a.py", source)))

    def test_broken_source_raises_a_typed_error_with_its_line(self) -> None:
        with self.assertRaises(PythonSyntaxError) as caught:
            extract_facts("a.py", "x = 1\ndef f(:\n")
        self.assertEqual((caught.exception.path, caught.exception.line), ("a.py", 2))
        for source in (b"x = '\xff'\n", "x = \0", b"# coding: no-such\n"):
            with self.assertRaises(PythonSyntaxError):
                extract_facts("a.py", source)


class Robustness(unittest.TestCase):
    SOURCES: List[str] = [
        "",
        "\ufeffx = 1\n",
        "x = " + "'a' + " * 3000 + "'b'\n",
        "x = " + "(" * 80 + "1" + ")" * 80 + "\n",
        "x = " + "[" * 80 + "]" * 80 + "\n",
        "x = y" + ".a" * 2500 + "\n",
        "x = y" + ".a()" * 900 + "\n",
        "if a:\n    pass\n" + "elif a:\n    pass\n" * 1500,
        "x = {" + ", ".join(f"'k{i}': {i}" for i in range(20000)) + "}\n",
        "x = [" + "f, " * 5000 + "]\nx[3]()\n",
        "def f(" + ", ".join(f"a{i}" for i in range(300)) + "): return a1\nf(f)\n",
        "x = '\\ud800'\nd = {'\\ud800': x}\n",
        "x = 10 ** 400\nx = " + "9" * 4000 + "\n",
        "class A(A): pass\nA().x()\n",
        "class A(B): pass\nclass B(A): pass\nA().x()\n",
        "x = x\nx()\nx = lambda: x()\nx()\n",
        "def f(): return f\nf()()()()()\n",
        "def f(*a, **k): return f(*a, *a, **k, **k)\nf(f, x=f)\n",
        "a = []\na.append(a)\na[0][0][0]()\nfor b in a:\n    b = b[1:]\n    b.append(b)\n",
        "while True:\n    x = (x, x)\n    x[0][0]()\n",
        "def f(x): return f(lambda: x)\nf(1)\n",
        "class M(type):\n    def __call__(cls): return cls()\nclass K(metaclass=M): pass\nK()\n",
        "class K:\n    def __getattr__(self, n): return getattr(self, n)\nK().x.y.z()\n",
        "class K:\n    def __iter__(self): return self\n    def __next__(self): return self\nfor a in K():\n    for b in a: pass\n",
        "from . import x\nfrom ... import y\nfrom .a import *\nimport a.b.c as d\nx(); y(); d()\n",
        "global x\nx = 1\ndef f():\n    global x\n    nonlocal_ = x\n    del x\n",
        "async def f():\n    async with a as b, c as (d, e): pass\n    return [x async for x in y if await x]\n",
        "lambda *a, b=1, **c: (yield)\n",
        "try:\n    pass\nexcept (A, *B) as e:\n    raise\nfinally:\n    pass\n",
        "for x[0], y.z, *w in a:\n    continue\nelse:\n    pass\nwith a as (b, c[0]): pass\n",
        "def f():\n    for i in a:\n        try:\n            continue\n        finally:\n            break\n    return\n    x()\n",
        "print(f'{a!r:>{b}} {c=} {d()}')\n",
        "x: 'not ( valid' = 1\ndef f(a: 'list[', b: 'A|B', c: 1 + 1) -> 'x' * 3: pass\n",
        "a = b = c, *d = e\n(a.b).c[d:e, ...] = f\n",
        "def f(a, a2=[x for x in y], /, *, k): pass\n",
    ]

    def test_every_valid_source_gives_facts_and_edges(self) -> None:
        self.assertGreater(sum(map(_parses, self.SOURCES)), len(self.SOURCES) - 4)
        for number, source in enumerate(self.SOURCES):
            with self.subTest(source=f"{number}: {source[:50]!r}"):
                if not _parses(source):
                    continue  # not valid, or too deep, for this Python's own parser
                facts = extract_facts("main.py", source)
                json.loads(facts_to_json(facts))
                graph = ProjectGraph()
                graph.update({"main.py": facts})
                graph.edges(True)
                graph.update({"main.py": facts})

    def test_nesting_that_no_stack_holds_is_a_parse_failure_and_no_crash(self) -> None:
        source = "x = " + "-" * 5000 + "1\n"
        try:
            extract_facts("a.py", source)
        except PythonSyntaxError:
            pass  # the parser of some Python versions gives up first


if __name__ == "__main__":
    unittest.main()
