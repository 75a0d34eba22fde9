"""Files and the code in them as the resolver keeps them: identities that survive an edit."""

from __future__ import annotations

import marshal
from typing import TYPE_CHECKING, Any, Dict, FrozenSet, List, Optional, Sequence, Tuple, Union

from ..languages.python import ops
from ..languages.python.facts import FileFacts, ImportFacts, decode_facts, open_facts, unpack
from .cells import Readers
from .model import Endpoint
from .packed_facts import PackedFacts

if TYPE_CHECKING:
    from .frames import Frame
    from .values import ClassValue, FunctionValue, ModuleValue

NO_MEMBERS: Dict[str, int] = {}
#: Names by which code reads variables of a module without an import statement.
_WAYS_ROUND_IMPORTS = (b"import_module", b"__import__", b"globals", b"vars", b"__dict__", b"modules")
#: Half of all functions share their parameters' names with others. Bounded: other projects have others.
_known_parameters: Dict[bytes, Dict[str, Any]] = {}
_MOST_KNOWN_PARAMETERS = 20_000


def _shared_parameters(parameters: Optional[Dict[str, Any]]) -> Optional[Dict[str, Any]]:
    if parameters is None:
        return None
    key = marshal.dumps(parameters, 0)
    known = _known_parameters.get(key)
    if known is None:
        if len(_known_parameters) >= _MOST_KNOWN_PARAMETERS:
            _known_parameters.clear()
        known = _known_parameters[key] = parameters
    return known


class Code:
    """A module, class, function or lambda. The same object before and after an edit that keeps its qualified name."""

    __slots__ = (
        "file", "number", "qualname", "kind", "name", "line", "flags", "frames", "functions", "classes", "_endpoint",
        "owner", "static_function", "static_class", "contexts", "parameters", "members", "fields", "init_attributes",
        "patched", "decorators",
    )  # fmt: skip

    def __init__(self, file: FileState, qualname: str) -> None:
        self.file = file
        self.qualname = qualname
        self.number = 0
        self.kind = ""
        self.name = ""
        self.line = 0
        self.flags = 0
        self.owner: Optional[Code] = None
        self.frames: Tuple[Frame, ...] = ()
        self.functions: Tuple[FunctionValue, ...] = ()
        self.classes: Tuple[ClassValue, ...] = ()
        self.static_function: Optional[FunctionValue] = None
        self.static_class: Optional[ClassValue] = None
        self.contexts = 0
        #: Whether some code sets the module attribute that this function is read from.
        self.patched = False
        self.decorators: Tuple[str, ...] = ()
        self.parameters: Optional[Dict[str, Any]] = None
        self.members: Dict[str, int] = NO_MEMBERS
        self.fields: Sequence[List[Any]] = ()
        self.init_attributes: Tuple[str, ...] = ()
        self._endpoint: Optional[Endpoint] = None

    @property
    def is_class(self) -> bool:
        return bool(self.flags & ops.IS_CLASS)

    @property
    def endpoint(self) -> Endpoint:
        """Shared by all edges from and to this code, so that they follow when lines move."""
        if self._endpoint is None:
            self._endpoint = {"file": self.file.path, "name": self.full_name, "line": self.line}
        return self._endpoint

    @property
    def full_name(self) -> str:
        """The qualified name with its module."""
        module = self.file.module
        return f"{module}.{self.qualname}" if self.qualname else module

    def retire(self) -> None:
        """An edit removed this code; values that still lead here find nothing."""
        self.number = -1
        self.members = NO_MEMBERS
        self.fields = ()
        self.init_attributes = ()

    def describe(self, number: int, symbol: Dict[str, Any], scope: Dict[str, Any]) -> None:
        self.number = number
        self.kind = symbol["kind"]
        self.name = symbol["name"]
        self.line = symbol["line"]
        self.flags = scope["flags"]
        self.decorators = tuple(symbol.get("decorators") or ())
        self.parameters = _shared_parameters(scope.get("parameters"))
        self.members = scope.get("members") or NO_MEMBERS
        self.fields = scope.get("fields") or ()
        self.init_attributes = tuple(scope.get("init_attributes") or ())
        if self._endpoint is not None:
            self._endpoint["line"] = self.line


class FileState:
    """One file: its facts (kept packed, unpacked while in use) and its code by scope number."""

    __slots__ = (
        "_store", "_kept", "path", "module", "is_package", "codes", "reads_modules_otherwise", "given", "core",
        "_qualnames", "_variables", "names", "imports", "star_imports", "tail", "import_values", "value", "frame",
        "lookers",
    )  # fmt: skip

    def __init__(self, path: str, module: str, store: Optional[PackedFacts] = None) -> None:
        self._store = store or PackedFacts()
        self._kept: Any = None
        self.path = path
        self.module = module
        self.is_package = path.rsplit("/", 1)[-1].startswith("__init__.")
        self.codes: List[Code] = []
        #: Whether its code may read modules by strings and tables instead of import statements.
        self.reads_modules_otherwise = False
        self.given: Optional[FileFacts] = None
        self.core: Optional[Tuple[List[List[Any]], List[Dict[str, Any]]]] = None
        self._qualnames: Optional[FrozenSet[str]] = None
        self._variables: Dict[str, List[str]] = {}
        self.names: Dict[str, int] = {}
        self.imports: List[ImportFacts] = []
        self.star_imports: List[Tuple[str, int]] = []
        self.tail: Optional[List[Any]] = None
        self.import_values: Dict[int, Any] = {}
        self.value: Optional[ModuleValue] = None
        self.frame: Optional[Frame] = None
        #: Who looked a definition up from another module ("" for any name), to be told when it is another one.
        self.lookers: Dict[str, Readers] = {}

    @property
    def packed(self) -> Optional[bytes]:
        """The facts as they were given, when they were given packed."""
        return self._store.read(self._kept) if self._kept is not None else None

    def facts(self) -> FileFacts:
        """All facts; unpacked for this call only where they are kept packed."""
        if self.given is not None:
            return self.given
        packed = self.packed
        assert packed is not None
        return decode_facts(packed)

    def constants(self) -> List[List[Any]]:
        return self._opened()[0]

    def symbols(self) -> List[Dict[str, Any]]:
        """The facts of all definitions, unpacked for this call only."""
        if self.given is not None:
            return self.given["symbols"]  # type: ignore[return-value]
        packed = self.packed
        assert packed is not None
        return unpack(open_facts(packed)["symbols"])  # type: ignore[no-any-return]

    def scope(self, number: int) -> Dict[str, Any]:
        """The facts of one scope; its ops may be packed (`unpack`)."""
        return self._opened()[1][number]

    @property
    def is_open(self) -> bool:
        return self.core is not None

    def _opened(self) -> Tuple[List[List[Any]], List[Dict[str, Any]]]:
        if self.core is None:
            if self.given is not None:
                self.core = (self.given["constants"], self.given["scopes"])  # type: ignore[assignment]
            else:
                packed = self.packed
                assert packed is not None
                parts = open_facts(packed)
                self.core = (unpack(parts["constants"]), unpack(parts["scopes"]))
        assert self.core is not None
        return self.core

    def keep(self, facts: bytes, store: PackedFacts) -> None:
        """Takes in once more the packed facts that were taken before: of a state that was read from disk."""
        self._store = store
        self._kept = store.keep(facts)

    def forget_findings(self) -> None:
        """Drops what can be found again."""
        self.release()
        self.import_values = {}
        self._qualnames = None
        self._variables = {}

    def take(self, facts: Union[FileFacts, bytes]) -> List[Code]:
        """Replaces the facts. Returns code that is gone."""
        if isinstance(facts, (bytes, bytearray, memoryview)):
            packed = bytes(facts)
            self._kept = self._store.keep(packed)
            self.reads_modules_otherwise = any(way in packed for way in _WAYS_ROUND_IMPORTS)
            parts: Any = open_facts(packed)
            for key in ("symbols", "imports", "scopes"):
                parts[key] = unpack(parts[key])
            taken: FileFacts = parts
            self.given = None
        else:
            self._kept = None
            self.reads_modules_otherwise = True
            taken = facts
            self.given = facts
        self.core = None
        self._qualnames = None
        self._variables = {}
        self.names = taken["names"]
        self.imports = taken["imports"]
        self.star_imports = [(item["module"], item["level"]) for item in taken["imports"] if item["name"] == "*"]
        self.tail = None
        self.import_values = {}
        return self._identify(taken)

    def definitions(self) -> Dict[str, Code]:
        """What each module-level name of a function or class leads to."""
        return {name: self.codes[number] for name, number in self.names.items()}

    def defines(self, qualname: str) -> bool:
        if self._qualnames is None:
            self._qualnames = frozenset(symbol["qualname"] for symbol in self.symbols())
        return qualname in self._qualnames

    def variables_of(self, prefix: str) -> List[str]:
        """Names assigned in the body of a class: `prefix` is its qualified name with a dot."""
        kept = self._variables.get(prefix)
        if kept is None:
            kept = self._variables[prefix] = [
                symbol["name"]
                for symbol in self.facts()["symbols"]
                if symbol["kind"] == "variable" and symbol["qualname"] == prefix + symbol["name"]
            ]
        return kept

    def mentions(self, name: bytes) -> bool:
        """Whether the file could use a name: a quick look that may say yes too often."""
        packed = self.packed
        return packed is None or name in packed

    def release(self) -> None:
        """Forgets the unpacked facts where they can be unpacked again."""
        if self._kept is not None:
            self.core = None
            self.tail = None

    def _identify(self, facts: FileFacts) -> List[Code]:
        before = {identity: code for code, identity in zip(self.codes, _identities(self.codes))}
        counts: Dict[Tuple[str, str], int] = {}
        symbols = facts["symbols"]
        self.codes = []
        code_of_symbol: Dict[int, Code] = {}
        for number, scope in enumerate(facts["scopes"]):
            symbol = symbols[scope["symbol"]]
            kind = "class" if scope["flags"] & ops.IS_CLASS else "code"
            ordinal = counts.get((symbol["qualname"], kind), 0)
            counts[(symbol["qualname"], kind)] = ordinal + 1
            identity = (symbol["qualname"], kind, ordinal)
            code = before.pop(identity, None) or Code(self, symbol["qualname"])
            code.describe(number, symbol, scope)  # type: ignore[arg-type]
            self.codes.append(code)
            code_of_symbol[scope["symbol"]] = code
        for scope, code in zip(facts["scopes"], self.codes):
            parent = symbols[scope["symbol"]].get("parent")
            code.owner = code_of_symbol.get(parent) if parent is not None else None
        return list(before.values())


def _identities(codes: List[Code]) -> List[Tuple[str, str, int]]:
    """What code is known by from one version of its file to the next: its name, and which of that name it is."""
    counts: Dict[Tuple[str, str], int] = {}
    found: List[Tuple[str, str, int]] = []
    for code in codes:
        named = (code.qualname, "class" if code.is_class else "code")
        ordinal = counts.get(named, 0)
        counts[named] = ordinal + 1
        found.append((*named, ordinal))
    return found


def code_count(facts: Union[FileFacts, bytes]) -> int:
    """Scopes in facts that may still be packed."""
    if isinstance(facts, (bytes, bytearray, memoryview)):
        return len(unpack(open_facts(facts)["scopes"]))
    return len(facts["scopes"])
