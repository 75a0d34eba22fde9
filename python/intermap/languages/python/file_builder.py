"""What all scopes of one file share while it is walked: symbols, constants, imports, finished scopes."""

from __future__ import annotations

import ast
import builtins
from typing import Any, Dict, List, Optional, Set, Tuple

from .bindings import Bindings
from .facts import FACTS_VERSION, NOTHING, FileFacts

BUILTIN_NAMES = frozenset(dir(builtins)) | {"reveal_type", "WindowsError"}

#: Longer strings are never dictionary keys or attribute names that matter.
_LONGEST_KEY = 120
#: JSON readers keep integers up to here exactly.
_LARGEST_INTEGER = 2**53


class FileBuilder:
    """Collects the facts of one file."""

    def __init__(self, path: str, lines: List[bytes]) -> None:
        self.path = path
        self.lines = lines
        self.symbols: List[Dict[str, Any]] = []
        self.imports: List[Dict[str, Any]] = []
        self.constants: List[List[Any]] = []
        self.scopes: List[Optional[Dict[str, Any]]] = []
        self.identifiers: Set[str] = set()
        self.module_bindings = Bindings()
        #: Module-level names bound once by a plain `def` or `class`: name -> scope number, known before the walk.
        self.static_names: Dict[str, int] = {}
        #: Module-level names bound once by an import: name -> number of an "i" constant.
        self.import_names: Dict[str, int] = {}
        #: Names that functions seen so far read from the module.
        self.global_reads: Set[str] = set()
        #: Names some function rebinds with `global` or `nonlocal`; their value cannot be followed through the code.
        self.rebound_globals: Set[str] = set()
        self.rebound_nonlocals: Set[str] = set()
        self._constant_numbers: Dict[Tuple[Any, ...], int] = {}
        self._lambda_counts: Dict[str, int] = {}
        self._name_counts: Dict[str, int] = {}

    # -- constants -----------------------------------------------------------------------------------------------

    def constant(self, entry: List[Any], key: Tuple[Any, ...]) -> int:
        """The operand of a constant, shared when it occurred before."""
        number = self._constant_numbers.get(key)
        if number is None:
            number = len(self.constants)
            self.constants.append(entry)
            self._constant_numbers[key] = number
        return -number - 2

    def literal(self, value: Any) -> int:
        """The operand of a literal that can be a key; NOTHING for others (None among them)."""
        kind = value.__class__
        if kind is str:
            if len(value) > _LONGEST_KEY or not _is_encodable(value):
                return NOTHING
        elif kind is int:
            if not -_LARGEST_INTEGER < value < _LARGEST_INTEGER:
                return NOTHING
        elif kind is not bool:
            return NOTHING
        return self.constant(["k", value], ("k", value))

    def scope_constant(self, scope_number: int) -> int:
        """The operand of a function or class whose value is the same wherever it is read."""
        return self.constant(["s", scope_number], ("s", scope_number))

    def builtin(self, name: str) -> int:
        return self.constant(["b", name], ("b", name))

    def import_path(self, module: str, level: int, name: Optional[str], attributes: Tuple[str, ...]) -> int:
        """The NUMBER (not the operand) of the constant for an imported thing and attributes read from it."""
        operand = self.constant(["i", module, level, name, list(attributes)], ("i", module, level, name, attributes))
        return -operand - 2

    def entry(self, operand: int) -> Optional[List[Any]]:
        """The constant an operand stands for, None when it is no constant."""
        return self.constants[-operand - 2] if operand <= -2 else None

    # -- symbols -------------------------------------------------------------------------------------------------

    def add_symbol(self, name: str, qualname: str, kind: str, node: Any, parent: Optional[int]) -> int:
        line = getattr(node, "lineno", 1)
        self.symbols.append(
            {
                "name": name,
                "qualname": qualname,
                "kind": kind,
                "line": line,
                "column": getattr(node, "col_offset", 0),
                "end_line": getattr(node, "end_lineno", None) or line,
                "signature": None,
                "doc": None,
                "decorators": [],
                "parent": parent,
            }
        )
        return len(self.symbols) - 1

    def lambda_name(self, within: str) -> str:
        """`<lambda1>`, `<lambda2>`, … in source order within one scope."""
        count = self._lambda_counts.get(within, 0) + 1
        self._lambda_counts[within] = count
        return f"<lambda{count}>"

    def reserve_scope(self) -> int:
        self.scopes.append(None)
        return len(self.scopes) - 1

    def text(self, node: ast.AST) -> str:
        """The source of an expression on one line, shortened."""
        first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1  # type: ignore[attr-defined]
        if first >= len(self.lines):
            return "..."
        line = self.lines[first]
        end = node.end_col_offset if first == last else len(line)  # type: ignore[attr-defined]
        piece = line[node.col_offset : end].decode("utf-8", "replace").strip()  # type: ignore[attr-defined]
        return piece if first == last and len(piece) <= 60 else piece[:57] + "..."

    def facts(self) -> FileFacts:
        names = {name: number for name, number in self.static_names.items() if self.scopes[number] is not None}
        return {
            "version": FACTS_VERSION,
            "language": "python",
            "path": self.path,
            "symbols": self.symbols,  # type: ignore[typeddict-item]
            "imports": self.imports,  # type: ignore[typeddict-item]
            "constants": self.constants,
            "scopes": self.scopes,  # type: ignore[typeddict-item]
            "names": names,
            "identifiers": sorted(self.identifiers),
        }


def _is_encodable(text: str) -> bool:
    """Lone surrogates can stand in a literal but not in JSON or a database."""
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)
