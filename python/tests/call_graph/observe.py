"""Really runs one of our own small programs and prints the call edges between its functions as JSON.

    python observe.py FOLDER      (runs FOLDER/main.py)

Only for the fixture programs: the engine itself never runs project code. Needs Python 3.11 for qualified names.
Calls of generator and coroutine functions are left out: their frames start when somebody takes the first value.
"""

from __future__ import annotations

import inspect
import json
import os
import runpy
import sys
from typing import Any, Dict, List, Optional, Set, Tuple

_LATE = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
_INLINE = ("<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>")


class Observer:
    """Names frames as the call graph does."""

    def __init__(self, folder: str, lambdas: Dict[str, List[Tuple[int, int, str]]]) -> None:
        self.folder = folder
        self.lambdas = lambdas
        self.edges: Set[Tuple[str, str]] = set()

    def profile(self, frame: Any, event: str, argument: Any) -> None:
        if event != "call" or not self.is_ours(frame) or frame.f_code.co_name in _INLINE:
            return
        code = frame.f_code
        if code.co_flags & _LATE or code.co_name == "<module>" or not code.co_flags & inspect.CO_OPTIMIZED:
            return  # starts later, or the body of a module or class
        caller = frame.f_back
        while caller is not None and (not self.is_ours(caller) or caller.f_code.co_name in _INLINE):
            caller = caller.f_back
        if caller is not None:
            self.edges.add((self.name(caller), self.name(frame)))

    def is_ours(self, frame: Any) -> bool:
        return frame.f_code.co_filename.startswith(self.folder)

    def name(self, frame: Any) -> str:
        code = frame.f_code
        path = os.path.relpath(code.co_filename, self.folder)[:-3]
        module = path.replace(os.sep, ".")
        if module.startswith("src."):
            module = module[len("src.") :]
        if module.endswith(".__init__"):
            module = module[: -len(".__init__")]
        if code.co_name == "<module>":
            return module
        if "<lambda>" in code.co_qualname:
            line = code.co_firstlineno
            columns = [
                place[2]
                for place in code.co_positions()
                if place[0] == line and place[2] is not None and place[2] != place[3]
            ]
            column = min(columns, default=1_000_000)
            return f"{module}.{self.lambda_name(path, line, column)}"
        return f"{module}.{code.co_qualname.replace('.<locals>', '')}"

    def lambda_name(self, path: str, line: int, column: int) -> str:
        """The last lambda that starts before the place where its code begins."""
        best: Optional[str] = None
        for start_line, start_column, name in self.lambdas.get(path, ()):
            if start_line == line and start_column <= column:
                best = name
        return best or "<lambda?>"


def _lies_in(module: Any, folder: str) -> bool:
    # By the module's own table: one of the programs has a module with a `__getattr__`.
    paths = [str(path) for path in vars(module).get("__path__", ())]
    return any(path.startswith(folder) for path in [vars(module).get("__file__") or "", *paths])


def _lambdas(folder: str) -> Dict[str, List[Tuple[int, int, str]]]:
    from intermap.languages.python import extract_facts

    found: Dict[str, List[Tuple[int, int, str]]] = {}
    for base, _, names in os.walk(folder):
        for name in names:
            if name.endswith(".py"):
                full = os.path.join(base, name)
                with open(full, encoding="utf-8") as file:
                    facts = extract_facts(name, file.read())
                key = os.path.relpath(full, folder)[:-3]
                found[key] = sorted(
                    (symbol["line"], symbol["column"], symbol["qualname"])
                    for symbol in facts["symbols"]
                    if symbol["kind"] == "lambda"
                )
    return found


def main() -> None:
    import contextlib
    import io

    result = []
    folders, sys.argv[1:] = sys.argv[1:], []
    for folder in folders:
        folder = os.path.realpath(folder)
        observer = Observer(folder + os.sep, _lambdas(folder))
        sys.path.insert(0, folder)
        before = set(sys.modules)
        with contextlib.redirect_stdout(io.StringIO()):
            sys.setprofile(observer.profile)
            try:
                runpy.run_path(os.path.join(folder, "main.py"), run_name="main")
            finally:
                sys.setprofile(None)
        sys.path.remove(folder)
        for name in [name for name in set(sys.modules) - before if _lies_in(sys.modules[name], folder)]:
            del sys.modules[name]
        result.append(sorted(observer.edges))
    print(json.dumps(result))


if __name__ == "__main__":
    main()
