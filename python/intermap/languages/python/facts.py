"""What is known of one Python file by itself: the shape of its facts and of the small program they hold.

Facts are a pure function of a file's path and text, so they can be cached by content hash. They are plain lists,
dicts, strings, numbers and None, so that JSON (or `encode_facts`) can carry them.

Besides the symbols, a file's facts hold one *op list* for each scope (module, class body, function, lambda): the
scope's assignments, calls, stores and returns in program order, with local names already replaced by the
numbers of the ops that made the values. The resolver runs these lists over sets of abstract values until nothing
changes. An operand is

* `>= 0`: the value made by the op at this place in the same list (parameters take the first places),
* `-1`: nothing that matters to a call graph (an unknown or plain value),
* `<= -2`: the file's constant number `-operand - 2` (a function, class, builtin name or literal key).
"""

from __future__ import annotations

import json
import marshal
import sys
import zlib
from typing import Any, Dict, List, Optional, TypedDict, Union

#: Raised with every change of the shape below; a cache made by another version must be thrown away.
FACTS_VERSION = 5

NOTHING = -1

_PACKED_PARTS = ("symbols", "imports", "constants", "scopes", "identifiers")
#: The rest stays readable, so that a name can be searched for in the bytes.
_COMPRESSED_PARTS = ("symbols", "scopes")
_PACKED_IN_SCOPE = ("ops", "uses")


class PythonSyntaxError(ValueError):
    """The text is no valid Python for the running interpreter. Callers record it as a parse failure."""

    def __init__(self, path: str, message: str, line: Optional[int] = None) -> None:
        super().__init__(message)
        self.path = path
        self.message = message
        self.line = line


class SymbolFacts(TypedDict):
    """One definition. Lines count from 1, columns from 0 (both as in `ast`)."""

    name: str
    qualname: str  # without the module: "Class.method", "outer.inner", "<lambda1>"; "" for the module itself
    kind: str  # module, class, function, method, lambda, variable
    line: int
    column: int
    end_line: int
    signature: Optional[str]
    doc: Optional[str]  # the first line
    decorators: List[str]
    parent: Optional[int]  # place of the enclosing definition in `symbols`


class ImportFacts(TypedDict):
    """One imported name. `from .a import b as c` is module "a", level 1, name "b", alias "c"."""

    module: str
    level: int
    name: Optional[str]  # None for `import module`, "*" for a star import
    alias: Optional[str]
    line: int


class ScopeFacts(TypedDict):
    """What one scope does. `symbol` is its place in `symbols`."""

    symbol: int
    ops: List[List[Any]]
    parameters: Optional[Dict[str, Any]]
    flags: int
    members: Dict[str, int]
    fields: List[List[Any]]
    init_attributes: List[str]


class FileFacts(TypedDict):
    """Everything the resolver and the index keep of one file."""

    version: int
    language: str
    path: str
    symbols: List[SymbolFacts]
    imports: List[ImportFacts]
    constants: List[List[Any]]
    scopes: List[ScopeFacts]
    names: Dict[str, int]  # module-level names bound exactly once by a plain def or class: name -> symbol
    identifiers: List[str]  # every name and attribute that occurs, for quick look-ups by name


def encode_facts(facts: FileFacts) -> bytes:
    """Facts as bytes for a cache: several times faster to read back than JSON, for this Python version only.

    The parts are packed apart, and each scope's ops once more, so that a reader unpacks only what it looks at.
    """
    scopes: List[Dict[str, Any]] = [dict(scope) for scope in facts["scopes"]]
    scopes = [
        {key: marshal.dumps(value) if key in _PACKED_IN_SCOPE else value for key, value in scope.items()}
        for scope in scopes
    ]
    parts = {key: value for key, value in facts.items() if key not in _PACKED_PARTS}
    for key in _PACKED_PARTS:
        part = marshal.dumps(facts[key] if key != "scopes" else scopes)  # type: ignore[literal-required]
        parts[key] = zlib.compress(part, 1) if key in _COMPRESSED_PARTS else part
    return bytes(sys.version_info[:2]) + marshal.dumps(parts)


def decode_facts(blob: Union[bytes, bytearray, memoryview]) -> FileFacts:
    """The facts `encode_facts` wrote. Raises ValueError when another Python or another facts version wrote them."""
    facts = open_facts(blob)
    try:
        for key in _PACKED_PARTS:
            facts[key] = unpack(facts[key])
        for scope in facts["scopes"]:
            for key in _PACKED_IN_SCOPE:
                if key in scope:
                    scope[key] = marshal.loads(scope[key])
    except (EOFError, TypeError, ValueError, KeyError, zlib.error) as error:
        raise ValueError("facts are damaged") from error
    return facts  # type: ignore[return-value]


def open_facts(blob: Union[bytes, bytearray, memoryview]) -> Dict[str, Any]:
    """Packed facts with their large parts still packed (see `unpack`). Raises ValueError as `decode_facts`."""
    data = bytes(blob)
    if data[:2] != bytes(sys.version_info[:2]):
        raise ValueError("facts were written by another Python version")
    try:
        facts = marshal.loads(data[2:])
    except (EOFError, TypeError) as error:
        raise ValueError("facts are damaged") from error
    if not isinstance(facts, dict) or facts.get("version") != FACTS_VERSION:
        raise ValueError("facts were written by another version of intermap")
    return facts


def unpack(part: Any) -> Any:
    """A part of facts that may be packed."""
    if part.__class__ is not bytes:
        return part
    # A zlib stream begins with "x", which is no type of marshal's for what facts are made of.
    return marshal.loads(zlib.decompress(part) if part[:1] == b"x" else part)


def facts_to_json(facts: FileFacts) -> str:
    """Facts as compact JSON, for tests and for people."""
    return json.dumps(facts, separators=(",", ":"), ensure_ascii=False)
