"""What an edit of a file changed in it: code whose program is as before need not be looked at again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, FrozenSet, Iterable, List, NamedTuple, Optional, Set, Tuple

from ..languages.python import ops
from ..languages.python.facts import unpack
from .cells import each_reader
from .frames import Entries, entries, packed

if TYPE_CHECKING:
    from .code import Code, FileState
    from .frames import Frame

#: What follows each op code (ops.py): an operand or a list of them, a line, an import's number, a scope's number, or
#: something that is compared as it is. An op of another length, or none of these, counts as changed.
_OPERAND, _LINE, _IMPORT, _SCOPE, _PLAIN = "vlis="
_FIELDS: Dict[int, str] = {
    ops.NOP: "", ops.LOCAL: "==l", ops.GLOBAL: "=l", ops.IMPORT: "il", ops.ATTRIBUTE: "v=l", ops.CALL: "vlvv=",
    ops.ITEM: "vvl", ops.SLICE: "v===l", ops.PHI: "v", ops.FEED: "=v", ops.NEW: "=vv", ops.ITERATE: "vl=",
    ops.UNPACK: "v=l", ops.UNPACK_STAR: "v==l", ops.FUNCTION: "sv", ops.CLASS: "svvl", ops.SUPER: "l",
    ops.INSTANCE: "v", ops.CATCH: "v", ops.STORE: "=v", ops.STORE_OUTER: "==v", ops.STORE_GLOBAL: "=v",
    ops.SET_ATTRIBUTE: "v=vl", ops.SET_ITEM: "vvvl", ops.ENTER: "vl=", ops.OPERATOR: "==vvl", ops.SPECIAL: "=vl",
    ops.RETURN: "v", ops.YIELD: "v", ops.YIELD_FROM: "vl", ops.AWAIT: "vl", ops.RAISE: "vl", ops.HINT: "=v",
    ops.STAR_IMPORT: "==l", ops.MATCH_FIELD: "vv=l", ops.FORWARD: "v=lv",
    ops.DELETE_ATTRIBUTE: "v=l", ops.NARROW: "vv=", ops.SET_PAIRS: "vvvl=",
}  # fmt: skip
_INTERFACE_FLAGS = ops.IS_GENERATOR | ops.IS_ASYNC | ops.IS_POLYMORPHIC | ops.IS_CLASS


class _Shape(NamedTuple):
    """What other code sees of a function or class."""

    interface: Tuple[Any, ...]
    members: Dict[str, Code]
    fields: List[Tuple[Any, Any]]
    variables: FrozenSet[str]
    init_attributes: FrozenSet[str]
    owner: Optional[Code]
    #: Of a function registered for the type that its first parameter's annotation names.
    signature: Optional[str]


class Version:
    """A file's code as it is now, to be compared with what an edit makes of it."""

    def __init__(self, file: FileState) -> None:
        self.codes = file.codes
        self.constants = [_constant(entry, file.codes) for entry in file.constants()]
        self.scopes = [file.scope(number) for number in range(len(file.codes))]
        variables = _class_variables(file)
        symbols = file.symbols()
        signatures = {
            code: symbols[file.scope(number)["symbol"]].get("signature")
            for number, code in enumerate(file.codes)
            if any(decorator.endswith("register") for decorator in code.decorators)
        }
        self.shapes = {
            code: _shape(code, variables.get(code, frozenset()), signatures.get(code)) for code in file.codes
        }
        self.definitions = file.definitions()
        self.star_imports = file.star_imports


class Edit(NamedTuple):
    """What differs between two versions."""

    #: Code whose own views must be evaluated again.
    changed: List[Code]
    #: Functions that are called in another way, or give something of another kind.
    interfaces: List[Code]
    #: Classes and the names whose look-up may give something else; None for any name.
    classes: List[Tuple[Code, Optional[str]]]
    #: Code that only stands some lines further down (or up).
    moved: List[Tuple[Code, int]]


def compare(before: Version, after: Version) -> Edit:
    """Looks at code that is in both versions; the rest is new or gone as a whole."""
    edit = Edit([], [], [], [])
    differing = {
        number for number, (old, new) in enumerate(zip(before.constants, after.constants)) if not _equal(old, new)
    }
    numbers = {code: number for number, code in enumerate(before.codes)}
    programs = _Programs(before, after, differing)
    for number, code in enumerate(after.codes):
        old_number = numbers.get(code)
        if old_number is None:
            continue
        _compare_shapes(code, before.shapes[code], after.shapes[code], edit)
        by_lines = programs.lines_between(before.scopes[old_number], after.scopes[number])
        if by_lines is None:
            edit.changed.append(code)
        elif by_lines:
            edit.moved.append((code, by_lines))
    return edit


def move_lines(code: Code, by_lines: int) -> None:
    """Brings the places of calls up to date without an evaluation. Line 0 stands for no line."""
    for frame in code.frames:
        frame.edges = _moved(frame.edges, by_lines)
        frame.externals = _moved(frame.externals, by_lines)
        frame.made = _moved(frame.made, by_lines)


def _moved(lines: Entries, by_lines: int) -> Entries:
    return packed({target: line and line + by_lines for target, line in entries(lines)})


def _compare_shapes(code: Code, old: _Shape, new: _Shape, edit: Edit) -> None:
    if old.interface != new.interface or old.owner is not new.owner:
        edit.interfaces.append(code)
        edit.classes.append((code, None))
    if old.fields != new.fields:
        edit.classes.append((code, None))
    if old.signature != new.signature:
        edit.changed.append(code.owner or code.file.codes[0])
    names: Set[str] = {*(old.variables ^ new.variables)}
    if old.members != new.members:
        names.update(
            name for name in {*old.members, *new.members} if old.members.get(name) is not new.members.get(name)
        )
    edit.classes.extend((code, name) for name in sorted(names))
    if new.owner is not None:
        edit.classes.extend((new.owner, name) for name in sorted(old.init_attributes ^ new.init_attributes))


def _shape(code: Code, variables: FrozenSet[str], signature: Optional[str]) -> _Shape:
    codes = code.file.codes
    return _Shape(
        (code.kind, code.flags & _INTERFACE_FLAGS, code.parameters, code.decorators),
        {name: codes[number] for name, number in code.members.items()},
        [(field[0], field[2]) for field in code.fields],
        variables,
        frozenset(code.init_attributes),
        code.owner,
        signature,
    )


def _class_variables(file: FileState) -> Dict[Code, FrozenSet[str]]:
    """Plain variables of class bodies: an enum's members are among them (`attributes._assigns`)."""
    symbols = file.symbols()
    of_symbol = {file.scope(number)["symbol"]: code for number, code in enumerate(file.codes) if code.is_class}
    found: Dict[Code, Set[str]] = {}
    for symbol in symbols:
        owner = of_symbol.get(symbol["parent"]) if symbol["kind"] == "variable" else None
        if owner is not None:
            found.setdefault(owner, set()).add(symbol["name"])
    return {code: frozenset(names) for code, names in found.items()}


def _constant(entry: List[Any], codes: List[Code]) -> Any:
    return codes[entry[1]] if entry[0] == "s" else entry


def _equal(old: Any, new: Any) -> bool:
    return old is new or (old.__class__ is list and old == new)


class _Programs:
    """Compares op lists whose operands count constants and scopes in two different ways."""

    def __init__(self, before: Version, after: Version, differing: Set[int]) -> None:
        self._before = before
        self._after = after
        self._differing = differing

    def lines_between(self, old: Dict[str, Any], new: Dict[str, Any]) -> Optional[int]:
        """How many lines further down the same program stands; None when it is another one."""
        old_ops, new_ops = unpack(old["ops"]), unpack(new["ops"])
        old_externals, new_externals = old.get("externals") or (), new.get("externals") or ()
        if len(old_ops) != len(new_ops) or len(old_externals) != len(new_externals):
            return None
        lines: Set[int] = set()
        for one, other in zip(old_ops, new_ops):
            if not self._same_op(one, other, lines):
                return None
        for place in range(0, len(new_externals), 2):
            if not self._same_value(old_externals[place], new_externals[place]):
                return None
            lines.add(new_externals[place + 1] - old_externals[place + 1])
        if len(lines) > 1:
            return None
        return lines.pop() if lines else 0

    def _same_op(self, old: List[Any], new: List[Any], lines: Set[int]) -> bool:
        code = new[0]
        if old[0] != code or len(old) != len(new):
            return False
        if code in (ops.UNION, ops.TEXT):
            return self._same_values(old[1:], new[1:])
        fields = _FIELDS.get(code)
        if fields is None or len(fields) != len(new) - 1:
            return False
        for kind, one, other in zip(fields, old[1:], new[1:]):
            if kind == _LINE:
                lines.add(other - one)
            elif kind == _PLAIN:
                if one != other:
                    return False
            elif kind == _OPERAND:
                if not self._same_value(one, other):
                    return False
            elif kind == _SCOPE:
                if self._before.codes[one] is not self._after.codes[other]:
                    return False
            elif not _equal(self._before.constants[one], self._after.constants[other]):
                return False
        return True

    def _same_value(self, old: Any, new: Any) -> bool:
        """Operands, lists of them, and the names that stand between them."""
        if new.__class__ is list:
            return old.__class__ is list and self._same_values(old, new)
        if new.__class__ is not int or old.__class__ is not int or new > -2 or old > -2:
            return bool(old == new)
        if old == new and -new - 2 not in self._differing:
            return True
        return _equal(self._before.constants[-old - 2], self._after.constants[-new - 2])

    def _same_values(self, old: List[Any], new: List[Any]) -> bool:
        return len(old) == len(new) and all(map(self._same_value, old, new))


def views_calling(codes: Iterable[Code], files: Iterable[FileState]) -> List[Any]:
    """Views that call or make instances of one of these."""
    wanted = set(codes)
    return [
        frame
        for file in files
        for code in file.codes
        for frame in code.frames
        if not wanted.isdisjoint(frame.edges) or not wanted.isdisjoint(frame.made)
    ]


def changed_names(before: Version, after: Version) -> Optional[Set[str]]:
    """Names of module-level definitions that lead elsewhere now; None when any name of the module may."""
    if before.star_imports != after.star_imports:
        return None
    old, new = before.definitions, after.definitions
    names = {name for name in {*old, *new} if old.get(name) is not new.get(name)}
    return None if "__getattr__" in names else names


def users_of(file: FileState, names: Optional[Set[str]]) -> List[Frame]:
    """Views that looked one of these names up in the module; without names those that looked up any."""
    variables = file.frame.variables if file.frame is not None else {}
    if names is None:
        names = {*file.lookers, *variables}
    elif names:
        names = {*names, ""}
    found: List[Frame] = []
    for name in sorted(names):
        found.extend(each_reader(file.lookers.get(name)))
        cell = variables.get(name)
        if cell is not None:
            found.extend(each_reader(cell.readers))
    return found
