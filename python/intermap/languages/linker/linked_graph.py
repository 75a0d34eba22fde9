"""The call graph of the linked languages, kept up to date file by file: the same face as the Python resolver's."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Set, Tuple

from ...context import RequestContext
from ...project.classify import MANIFEST
from ...resolve.model import Edge, Endpoint, ModuleImport, Reference, SymbolId, SymbolRecord
from .file_model import FILE_SCOPE, FileModel, Value
from .module_map import ModuleMap, package_key
from .resolver import Resolver

# Found by names and imports alone; by the class of a receiver, which a declaration or first value tells; and a
# method of that name that only one class of the project has.
CONFIDENCE_NAMED = 1.0
CONFIDENCE_BY_CLASS = 0.9
CONFIDENCE_GUESSED = 0.4

# Names too common to mean one class just because only one here has them.
UNGUESSABLE = frozenset(
    "get set add has map then catch push pop keys values next test run close open read write send call apply bind "
    "toString equals hashCode length size find filter forEach reduce join split replace trim includes some every "
    "sort slice concat indexOf on off emit end start stop String Error Len Less Swap new default clone into from "
    "unwrap iter len is_empty insert remove contains print println format append delete clear update".split()
)


class LinkedSymbol(SymbolRecord):
    """A definition of a language that says what other files may name."""

    exported: bool


class Link(NamedTuple):
    """A resolved mention: where it stands, what kind it is, and what it means."""

    scope: int
    line: int
    kind: str
    target: Value
    confidence: float


class _Linked(NamedTuple):
    links: List[Link]
    touched: Set[str]
    guessed: Set[str]


class LinkedGraph:
    """Facts in, definitions and edges out. Not safe for use by several threads at once."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._files: Dict[str, FileModel] = {}
        self._manifests: Dict[str, str] = {}
        self._modules = ModuleMap({}, {})
        self._linked: Dict[str, _Linked] = {}
        self._method_owners: Dict[str, Set[Tuple[str, int]]] = {}
        self._callers: Optional[Dict[Tuple[str, int], List[Tuple[str, Link]]]] = None

    def has(self, path: str) -> bool:
        """Whether a file is in."""
        return path in self._files or path in self._manifests

    def update(self, changed: Mapping[str, Optional[Tuple[str, Any]]], context: RequestContext) -> None:
        """Take in (language, facts) by path, None for a file that is gone, and link what the change can reach."""
        is_structural = False
        method_names: Set[str] = set()
        for path, entry in changed.items():
            if path in self._manifests or (entry is not None and entry[0] == MANIFEST):
                is_structural = True
                self._take_manifest(path, entry)
                continue
            old = self._files.pop(path, None)
            new = FileModel(path, *entry) if entry is not None else None
            is_structural |= (old is None) != (new is None) or (old and package_key(old)) != (new and package_key(new))
            for file in (old, new):
                method_names |= self._note_methods(file, is_new=file is new)
            if new is not None:
                self._files[path] = new
        if is_structural:
            self._modules = ModuleMap(self._files, self._manifests)
        self._callers = None
        stale = sorted(self._files) if is_structural else self._stale(set(changed), method_names)
        self._linked = {path: linked for path, linked in self._linked.items() if path in self._files}
        for done, path in enumerate(stale):
            context.progress(done, len(stale), "link")
            self._linked[path] = self._link(self._files[path])

    def _take_manifest(self, path: str, entry: Optional[Tuple[str, Any]]) -> None:
        if entry is None:
            self._manifests.pop(path, None)
        else:
            self._manifests[path] = entry[1]["text"]

    def _note_methods(self, file: Optional[FileModel], is_new: bool) -> Set[str]:
        names: Set[str] = set()
        for at, symbol in enumerate(file.symbols if file is not None else ()):
            if symbol["kind"] == "method" and file is not None:
                names.add(symbol["name"])
                owners = self._method_owners.setdefault(symbol["name"], set())
                (owners.add if is_new else owners.discard)((file.path, at))
        return names

    def _stale(self, changed: Set[str], method_names: Set[str]) -> List[str]:
        return sorted(
            path
            for path in self._files
            if path in changed
            or path not in self._linked
            or not changed.isdisjoint(self._linked[path].touched)
            or not method_names.isdisjoint(self._linked[path].guessed)
        )

    def _link(self, file: FileModel) -> _Linked:
        resolver = Resolver(self._files, self._modules)
        guessed: Set[str] = set()
        links: List[Link] = []
        for call in file.calls:
            value = resolver.chain(file, call["scope"], call["chain"])
            target = resolver.target(value) if value is not None else None
            if target is not None:
                confidence = CONFIDENCE_NAMED if self._is_named(file, call, target) else CONFIDENCE_BY_CLASS
                links.append(Link(call["scope"], call["line"], "call", target, confidence))
            elif value is None and len(call["chain"]) > 1:
                name = call["chain"][-1]
                guess = self._guess(file, name, guessed)
                if guess is not None:
                    links.append(Link(call["scope"], call["line"], "call", guess, CONFIDENCE_GUESSED))
        for use in file.uses:
            value = resolver.chain(file, use["scope"], use["chain"])
            if value is not None and value.kind == "symbol":
                links.append(Link(use["scope"], use["line"], "read", value, CONFIDENCE_NAMED))
        for name, source in sorted((*file.imported.items(), *file.reexported.items())):
            value = (
                resolver.name(file, FILE_SCOPE, name)
                if name in file.imported
                else resolver.member(Value("file", file.path), name)
            )
            if value is not None and value.kind == "symbol" and value.path != file.path:
                links.append(Link(FILE_SCOPE, source.line, "import", value, CONFIDENCE_NAMED))
        return _Linked(links, resolver.touched | {file.path}, guessed)

    def _is_named(self, file: FileModel, call: Mapping[str, Any], target: Value) -> bool:
        is_method = target.kind == "symbol" and self._files[target.path].symbols[target.at]["kind"] == "method"
        chain = call["chain"]
        return not is_method or len(chain) == 1 or (len(chain) == 2 and chain[0] in ("this", "super"))

    def _guess(self, file: FileModel, name: str, guessed: Set[str]) -> Optional[Value]:
        if name in UNGUESSABLE or len(name) < 4:
            return None
        guessed.add(name)
        owners = [(p, at) for p, at in self._method_owners.get(name, ()) if self._files[p].language == file.language]
        return Value("symbol", *owners[0]) if len(owners) == 1 else None

    # -- asking ------------------------------------------------------------------------------------------------------

    def edges(self, include_external: bool = False, path: Optional[str] = None) -> List[Edge]:
        """Call edges, each once, with the line of its first call."""
        paths = [path] if path is not None else sorted(self._linked)
        found: List[Edge] = []
        for one in paths:
            found.extend(self._edges_of(one, include_external))
        return found

    def _edges_of(self, path: str, include_external: bool) -> List[Edge]:
        linked = self._linked.get(path)
        if linked is None:
            return []
        file = self._files[path]
        first: Dict[Tuple[int, Value], Link] = {}
        for link in linked.links:
            if link.kind == "call" and (include_external or link.target.kind != "external"):
                known = first.get((link.scope, link.target))
                if known is None or (-link.confidence, link.line) < (-known.confidence, known.line):
                    first[(link.scope, link.target)] = link
        edges = [self._edge(file, link) for link in first.values()]
        return sorted(edges, key=lambda e: (e["from"]["line"] or 0, e["line"], e["to"]["name"]))

    def _edge(self, file: FileModel, link: Link) -> Edge:
        return {
            "from": self._endpoint(file, link.scope),
            "to": self._endpoint_of(link.target),
            "confidence": link.confidence,
            "line": link.line,
        }

    @staticmethod
    def _endpoint(file: FileModel, scope: int) -> Endpoint:
        line = file.symbols[scope]["line"] if scope >= 0 else 1
        return {"file": file.path, "name": file.scope_name(scope), "line": line}

    def _endpoint_of(self, value: Value) -> Endpoint:
        if value.kind == "external":
            return {"file": None, "name": value.path, "line": None}
        return self._endpoint(self._files[value.path], value.at)

    def callees(self, symbol: SymbolId, include_external: bool = False) -> List[Edge]:
        """Edges out of a symbol (line 0 matches any line)."""
        edges = self._edges_of(symbol.file, include_external)
        return [e for e in edges if e["from"]["name"] == symbol.name and symbol.line in (0, e["from"]["line"])]

    def callers(self, symbol: SymbolId) -> List[Edge]:
        """Edges into a symbol; a class's callers are those who make instances."""
        found: Dict[Tuple[str, int], Edge] = {}
        for path, link in self._mentions(symbol, with_constructors=True):
            if link.kind == "call":
                key = (path, link.scope)
                if key not in found or link.line < found[key]["line"]:
                    found[key] = self._edge(self._files[path], link)
        return sorted(found.values(), key=lambda e: (e["from"]["file"] or "", e["line"]))

    def references(self, symbol: SymbolId) -> List[Reference]:
        """Places that call, read or import a symbol."""
        found = {
            (path, link.line, link.kind, self._files[path].scope_name(link.scope))
            for path, link in self._mentions(symbol, with_constructors=True)
        }
        return [{"file": f, "line": line, "kind": kind, "within": within} for f, line, kind, within in sorted(found)]

    def _mentions(self, symbol: SymbolId, with_constructors: bool) -> List[Tuple[str, Link]]:
        if self._callers is None:
            self._callers = {}
            for path in sorted(self._linked):
                for link in self._linked[path].links:
                    if link.target.kind == "symbol":
                        self._callers.setdefault((link.target.path, link.target.at), []).append((path, link))
        file = self._files.get(symbol.file)
        found: List[Tuple[str, Link]] = []
        for at, name in enumerate(file.names if file is not None else ()):
            assert file is not None
            if name == symbol.name and symbol.line in (0, file.symbols[at]["line"]):
                found += self._callers.get((symbol.file, at), [])
                if with_constructors and file.symbols[at]["kind"] == "class":
                    inside = file.children.get(at, {})
                    for constructor in ("constructor", "<init>"):
                        found += self._callers.get((symbol.file, inside.get(constructor, -1)), [])
        return found

    @staticmethod
    def _record(file: FileModel, at: int) -> SymbolRecord:
        symbol = file.symbols[at]
        record: LinkedSymbol = {
            "file": file.path, "name": file.names[at], "kind": symbol["kind"], "line": symbol["line"],
            "end_line": symbol["end_line"], "column": 0, "signature": symbol.get("signature"), "doc": None,
            "decorators": [], "exported": is_visible(file, at),
        }  # fmt: skip
        return record

    def is_implicitly_used(self, symbol: SymbolId) -> bool:
        """Whether the extractor or a base class tells that something unseen uses a definition."""
        file = self._files[symbol.file]
        for at, name in enumerate(file.names):
            if name == symbol.name and file.symbols[at]["line"] == symbol.line:
                return bool(file.symbols[at].get("implicit")) or self._is_override(file, at)
        return False

    def _is_override(self, file: FileModel, at: int) -> bool:
        """A method whose class has a base: the base, perhaps a library's, may call it."""
        symbol = file.symbols[at]
        if symbol["kind"] != "method":
            return False
        owner = symbol.get("owner")
        if owner:
            return file.language == "go"  # Any method may satisfy an interface.
        parent = symbol["parent"]
        return parent >= 0 and (bool(file.symbols[parent].get("bases")) or file.symbols[parent]["kind"] == "interface")

    def definition(self, path: str, line: int, name: str) -> List[SymbolRecord]:
        """What an identifier used on a line refers to: by its chain, else by the name of what the line mentions."""
        file, linked = self._files.get(path), self._linked.get(path)
        if file is None or linked is None:
            return []
        targets: Set[Value] = set()
        resolver = Resolver(self._files, self._modules)
        for mention in (*file.calls, *file.uses):
            if mention["line"] == line:
                chain = [part[:-2] if part.endswith("()") else part for part in mention["chain"]]
                for end in (at + 1 for at, part in enumerate(chain) if part == name):
                    value = resolver.chain(file, mention["scope"], [*mention["chain"][: end - 1], name])
                    targets |= {value} if value is not None else set()
        for link in linked.links:
            if link.line == line and link.target.kind == "symbol":
                symbol = self._files[link.target.path].symbols[link.target.at]
                imported = file.imported.get(name)
                if symbol["name"] == name or (imported is not None and imported.name == symbol["name"]):
                    targets.add(link.target)
        found = [self._record(self._files[t.path], t.at) for t in targets if t.kind in ("symbol", "instance")]
        return sorted(found, key=lambda record: (record["file"], record["line"]))

    def imports(self, path: Optional[str] = None) -> List[ModuleImport]:
        """Which file imports which module, with the imported file where it is in the project."""
        found: List[ModuleImport] = []
        for one in [path] if path is not None else sorted(self._files):
            file = self._files.get(one)
            if file is None:
                continue
            resolver = Resolver(self._files, self._modules)
            seen: Set[Tuple[str, int, Optional[str]]] = set()
            for fact in file.imports:
                if fact["module"] == "":
                    continue  # `export { a }` of its own names.
                for target in self._imported_files(resolver, file, fact):
                    key = (fact["module"], fact["line"], target)
                    if key not in seen:
                        seen.add(key)
                        found.append({"from": one, "to": target, "module": fact["module"], "line": fact["line"]})
        return found

    def _imported_files(self, resolver: Resolver, file: FileModel, fact: Mapping[str, Any]) -> List[Optional[str]]:
        value = resolver.module(file, fact["module"])
        if value is not None and value.kind == "file" and file.language != "rust":
            return [value.path]
        targets: Set[str] = set()
        for name in fact["names"]:
            found = resolver.member(value, name["name"]) if value is not None and name["name"] != "*" else value
            if found is not None and found.kind in ("file", "symbol", "instance"):
                targets.add(found.path)
            elif found is not None and found.kind == "package":
                # A package is its folder's files; the first stands for it.
                targets.update(self._modules.packages.get(found.path, [])[:1])
        targets.discard(file.path)
        return [*sorted(targets)] or [None]


def is_visible(file: FileModel, at: int) -> bool:
    """Whether other files can name a definition; a method is as visible as its class, unless marked private."""
    symbol = file.symbols[at]
    if symbol["kind"] == "method" and symbol["parent"] >= 0:
        is_private = symbol["name"].startswith("#") or symbol.get("signature", "").startswith("private ")
        return not is_private and is_visible(file, symbol["parent"])
    return bool(symbol.get("exported")) or any(
        source.module == "" and source.name == symbol["name"] for source in file.reexported.values()
    )
