"""One file's facts with the look-ups that linking needs."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Tuple

FILE_SCOPE = -1

CLASS_KINDS = frozenset(("class", "interface", "struct", "trait", "enum", "type"))


class Value(NamedTuple):
    """What a name stands for.

    ``kind`` is symbol (a declaration), instance (of the class that is symbol ``at``), file (a module), package
    (Go's or Java's, named by ``path``) or external (a dotted name outside of the project in ``path``).
    """

    kind: str
    path: str
    at: int = -1


class ImportedName(NamedTuple):
    """Where an imported name comes from. ``name`` is ``*`` for the module itself."""

    module: str
    name: str
    line: int


class FileModel:
    """Facts of one file, indexed by scope and name."""

    def __init__(self, path: str, language: str, facts: Mapping[str, Any]) -> None:
        self.path = path
        self.language = family_of(language)
        self.package: Optional[str] = facts.get("package")
        self.module = module_name(path)
        self.symbols: List[Dict[str, Any]] = facts["symbols"]
        self.imports: List[Dict[str, Any]] = facts["imports"]
        self.calls: List[Dict[str, Any]] = facts["calls"]
        self.uses: List[Dict[str, Any]] = facts["uses"]
        self.children: Dict[int, Dict[str, int]] = {}
        self.methods: Dict[str, Dict[str, int]] = {}
        self.bindings: Dict[Tuple[int, str], Dict[str, Any]] = {}
        self.traits: Dict[str, List[str]] = {}
        self.imported: Dict[str, ImportedName] = {}
        self.reexported: Dict[str, ImportedName] = {}
        self.star_imports: List[str] = []
        self.star_reexports: List[str] = []
        self._index_symbols()
        self._index_bindings(facts["bindings"])
        self._index_imports()
        self.names = [self._qualified(at) for at in range(len(self.symbols))]

    def _index_symbols(self) -> None:
        for at, symbol in enumerate(self.symbols):
            owner = symbol.get("owner")
            if owner:
                self.methods.setdefault(owner, {}).setdefault(symbol["name"], at)
                continue
            scope = self.children.setdefault(symbol["parent"], {})
            known = scope.get(symbol["name"])
            # Overloads and merged declarations: the one with code, which comes last, or the class, is meant.
            if known is None or self.symbols[known]["kind"] not in CLASS_KINDS or symbol["kind"] == "class":
                scope[symbol["name"]] = at

    def _index_bindings(self, bindings: List[Dict[str, Any]]) -> None:
        for binding in bindings:
            name = binding["name"]
            if name.startswith("impl "):
                self.traits.setdefault(name[5:], []).append(binding["type"])
                continue
            key = (binding["scope"], name)
            known = self.bindings.get(key)
            # The declared type, else the first value, is the best word on what a name stands for.
            if (
                known is None
                or ("type" in binding and "type" not in known)
                or not ("type" in known or "value" in known)
            ):
                self.bindings[key] = binding

    def _index_imports(self) -> None:
        for fact in self.imports:
            for name in fact["names"]:
                source = ImportedName(fact["module"], name["name"], fact["line"])
                if name["local"] == "*":
                    (self.star_reexports if fact.get("reexport") else self.star_imports).append(fact["module"])
                elif fact.get("reexport"):
                    self.reexported[name["local"]] = source
                if name["local"] != "*" and (not fact.get("reexport") or self.language == "rust"):
                    self.imported[name["local"]] = source

    def _qualified(self, at: int) -> str:
        parts: List[str] = []
        place = at
        while place >= 0:
            symbol = self.symbols[place]
            parts.append(symbol["name"])
            if symbol.get("owner"):
                parts.append(symbol["owner"].replace("::", "."))
            place = symbol["parent"]
        return ".".join([self.module, *reversed(parts)])

    def parent(self, at: int) -> int:
        """The scope around a scope."""
        return self.symbols[at]["parent"] if at >= 0 else FILE_SCOPE

    def scope_name(self, at: int) -> str:
        """The qualified name of a scope; the file's is its module's."""
        return self.names[at] if at >= 0 else self.module

    def enclosing_class(self, at: int) -> int:
        """The class a scope stands in, or -1."""
        while at >= 0 and self.symbols[at]["kind"] not in CLASS_KINDS:
            at = self.symbols[at]["parent"]
        return at


def family_of(language: str) -> str:
    """TypeScript, TSX and JavaScript import one another: one family."""
    return "ecmascript" if language in ("typescript", "tsx", "javascript") else language


def module_name(path: str) -> str:
    """``src/app/main.ts`` is ``src.app.main``."""
    folder, slash, name = path.rpartition("/")
    stem = name.rpartition(".")[0] or name
    return (folder + slash).replace("/", ".") + stem
