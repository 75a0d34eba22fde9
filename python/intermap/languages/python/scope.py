"""One scope while it is walked: its variables' present values, its op list, and what a store makes certain."""

from __future__ import annotations

from typing import Any, Dict, Iterable, List, Optional, Set, Tuple

from . import ops
from .bindings import Bindings
from .facts import NOTHING
from .file_builder import BUILTIN_NAMES, FileBuilder

#: Methods of lists and dictionaries that change nothing.
READING_METHODS = frozenset("get items keys values copy index count __getitem__ __len__ __contains__ __iter__".split())


class Stored:
    """A value known to stand at a place (an attribute or item) from here on, and the op that put it there."""

    __slots__ = ("value", "holder", "position", "epoch", "block")

    def __init__(self, value: int, holder: Optional[List[Any]], position: int, epoch: int, block: int) -> None:
        self.value = value
        self.holder = holder  # the list that holds the store; None when it cannot be undone
        self.position = position
        self.epoch = epoch
        self.block = block


class Scope:
    """Walks in program order: an assignment replaces a variable's value, so that later reads see only the last."""

    def __init__(
        self, file: FileBuilder, kind: str, parent: Optional[Scope], symbol: int, qualname: str, number: int
    ) -> None:
        self.file = file
        self.kind = kind  # module, class, function
        self.parent = parent
        self.symbol = symbol
        self.qualname = qualname
        self.number = number
        self.bindings = Bindings()
        self.names: Set[str] = set()
        self.parameters: List[str] = []
        self.env: Dict[str, int] = {}
        self.dead = False
        self.ops: List[List[Any]] = []
        self.base = 0
        self.flags = 0
        self.captured: Set[str] = set()
        self.members: Dict[str, int] = {}
        self.fields: List[List[Any]] = []
        self.init_attributes: List[str] = []
        self.externals: Dict[int, int] = {}
        self.uses: List[int] = []
        self.comprehension_names: Dict[str, str] = {}
        self.loops: List[Dict[str, List[Dict[str, int]]]] = []
        self.has_star_import = False
        self.heap: Dict[Tuple[int, Any], Stored] = {}
        self.fresh: Set[int] = set()
        self.holders: Dict[int, Set[str]] = {}
        self.epoch = 0
        self.heap_epoch = 0
        self.block = 0
        self._blocks = 0
        self._versions: Dict[str, List[Tuple[int, int, int, Optional[List[Any]]]]] = {}
        self._versions_read: Dict[str, Set[int]] = {}
        self._reads: Dict[Tuple[Any, ...], int] = {}
        self._unique = 0

    # -- ops -----------------------------------------------------------------------------------------------------

    def emit(self, *op: Any) -> int:
        self.ops.append(list(op))
        return self.base + len(self.ops) - 1

    def read(self, key: Tuple[Any, ...], *op: Any) -> int:
        """An op whose value does not depend on where it stands in the scope: made once."""
        slot = self._reads.get(key)
        if slot is None:
            slot = self._reads[key] = self.emit(*op)
        return slot

    def op_at(self, operand: int) -> Optional[List[Any]]:
        place = operand - self.base
        return self.ops[place] if 0 <= place < len(self.ops) else None

    def import_slot(self, number: int, line: int) -> int:
        slot = self.read(("i", number), ops.IMPORT, number, line)
        self.use(slot, line)
        return slot

    def use(self, operand: int, line: int) -> None:
        self.uses.append(operand)
        self.uses.append(line)

    def union(self, values: Iterable[int]) -> int:
        distinct = list(dict.fromkeys(value for value in values if value != NOTHING))
        if not distinct:
            return NOTHING
        return distinct[0] if len(distinct) == 1 else self.emit(ops.UNION, *distinct)

    # -- variables -----------------------------------------------------------------------------------------------

    def load(self, name: str, line: int) -> int:
        renamed = self.comprehension_names.get(name)
        if renamed is not None:
            return self.env.get(renamed, NOTHING)
        file = self.file
        rebound = file.rebound_globals if self.kind == "module" else file.rebound_nonlocals
        if name in self.env and (name not in rebound or self.kind == "class"):
            value = self.env[name]
            if value != NOTHING:
                self.use(value, line) if value <= -2 or self.is_shared_read(value) else None
            return value
        if name in self.names and name not in self.bindings.globals and name not in self.bindings.nonlocals:
            if self.kind != "module":
                if self.kind == "function":
                    self.captured.add(name)
                    return self.read(("l", name, 0), ops.LOCAL, name, 0, line)
            elif name not in file.static_names and name not in file.import_names:
                slot = self.read(("g", name), ops.GLOBAL, name, line)
                self.use(slot, line)
                return slot
        return self._load_outer(name, line)

    def is_shared_read(self, slot: int) -> bool:
        op = self.op_at(slot)
        return op is not None and op[0] in (ops.IMPORT, ops.GLOBAL, ops.LOCAL, ops.FUNCTION, ops.CLASS)

    def _load_outer(self, name: str, line: int) -> int:
        depth = 1
        outer = self.parent
        if name in self.bindings.globals:
            outer = None
        while outer is not None and outer.kind != "module":
            if outer.kind == "function":
                renamed = outer.comprehension_names.get(name)
                if renamed is not None or (name in outer.names and name not in outer.bindings.globals):
                    if name in outer.bindings.nonlocals and renamed is None:
                        depth += 1
                        outer = outer.parent
                        continue
                    outer.captured.add(renamed or name)
                    slot = self.read(("l", renamed or name, depth), ops.LOCAL, renamed or name, depth, line)
                    self.use(slot, line)
                    return slot
                depth += 1
            outer = outer.parent
        return self._load_global(name, line)

    def _load_global(self, name: str, line: int) -> int:
        file = self.file
        module_comprehension = self._module_scope().comprehension_names.get(name) if self.kind != "module" else None
        if module_comprehension is not None:
            name = module_comprehension
            self._module_scope().captured.add(name)
            slot = self.read(("g", name), ops.GLOBAL, name, line)
            return slot
        static = file.static_names.get(name)
        if static is not None and name not in file.rebound_globals:
            operand = file.scope_constant(static)
            self.use(operand, line)
            return operand
        number = file.import_names.get(name)
        if number is not None and name not in file.rebound_globals:
            return self.import_slot(number, line)
        if name in file.module_bindings.names or name in file.rebound_globals:
            file.global_reads.add(name)
            if name not in file.rebound_globals and self.kind != "module":
                name = self._module_scope().name_from_here_on(name)
            slot = self.read(("g", name), ops.GLOBAL, name, line)
            self.use(slot, line)
            return slot
        if (file.module_bindings.star_imports and name not in BUILTIN_NAMES) or name == "__class__":
            slot = self.read(("g", name), ops.GLOBAL, name, line)
            self.use(slot, line)
            return slot
        if name in BUILTIN_NAMES:
            if file.module_bindings.star_imports:
                return self.read(("g", name), ops.GLOBAL, name, line)
            return file.builtin(name)
        return NOTHING

    def _module_scope(self) -> Scope:
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def assign(self, name: str, value: int) -> None:
        if name in self.bindings.globals:
            self.file.global_reads.add(name)
            if value != NOTHING:
                self.emit(ops.STORE_GLOBAL, name, value)
                self.escape(value)
            return
        if name in self.bindings.nonlocals:
            depth, owner = self._owner_of(name)
            if owner is not None and value != NOTHING:
                owner.captured.add(name)
                self.emit(ops.STORE_OUTER, name, depth, value)
                self.escape(value)
            return
        self.env[name] = value
        if value in self.fresh:
            self.holders.setdefault(value, set()).add(name)
        self._remember_version(name, value)

    def _owner_of(self, name: str) -> Tuple[int, Optional[Scope]]:
        depth, outer = 1, self.parent
        while outer is not None:
            if outer.kind == "function":
                if name in outer.names and name not in outer.bindings.nonlocals:
                    return depth, outer
                depth += 1
            outer = outer.parent
        return depth, None

    def _remember_version(self, name: str, value: int) -> None:
        versions = self._versions.setdefault(name, [])
        # A value that is replaced before any call could see it was never there for other scopes.
        if versions and versions[-1][1] == self.epoch and versions[-1][2] == self.block:
            store = versions.pop()[3]
            if store is not None:
                store[:] = [ops.NOP]
        store = None
        if self.kind != "function" and value != NOTHING:
            store = [ops.STORE, name, value]
            self.ops.append(store)
        versions.append((value, self.epoch, self.block, store))

    def name_from_here_on(self, name: str) -> str:
        """How code defined here reads a module variable: without the values that were replaced before.

        `x#2` stands for the values of x from the third assignment on.
        """
        versions = self._versions.get(name, ())
        if len(versions) < 2 or self.block or versions[-1][2]:
            return name
        first = len(versions) - 1
        self._versions_read.setdefault(name, set()).add(first)
        return f"{name}#{first}"

    def store_versions(self) -> None:
        """At a module's end: what `name_from_here_on` promised."""
        for name, firsts in sorted(self._versions_read.items()):
            for first in sorted(firsts):
                for value, _, _, _ in self._versions[name][first:]:
                    if value != NOTHING:
                        self.emit(ops.STORE, f"{name}#{first}", value)

    def store_captured(self) -> None:
        """At a function's end: what inner functions may read of its variables."""
        if self.kind != "function":
            return
        for name in sorted(self.captured):
            if name in self.parameters:
                self.emit(ops.STORE, name, self.parameters.index(name))
            for value, _, _, _ in self._versions.get(name, ()):
                if value != NOTHING:
                    self.emit(ops.STORE, name, value)

    # -- branches ------------------------------------------------------------------------------------------------

    def enter_block(self) -> int:
        before = self.block
        self._blocks += 1
        self.block = self._blocks
        return before

    def merge(self, branches: List[Tuple[Dict[str, int], bool]]) -> None:
        """Joins the variables at the ends of branches; those that left the scope (dead) do not count."""
        alive = [env for env, dead in branches if not dead]
        if not alive:
            self.env = branches[0][0] if branches else self.env
            self.dead = True
            return
        self.dead = False
        first = alive[0]
        if len(alive) == 1:
            self.env = first
            return
        merged = dict(first)
        differing: Dict[str, None] = {}
        for env in alive[1:]:
            for name, value in env.items():
                if merged.setdefault(name, value) != value:
                    differing[name] = None
        for name in differing:
            merged[name] = self.union([env[name] for env in alive if name in env])
        self.env = merged

    # -- what stores make certain --------------------------------------------------------------------------------

    def escape(self, operand: int) -> None:
        """The object may now be reached by code that this scope does not see."""
        self.fresh.discard(operand)

    def is_private(self, operand: int) -> bool:
        """No call can reach the object: it was made here, was handed to nobody, and no other scope reads its names."""
        if operand not in self.fresh:
            return False
        holders = self.holders.get(operand)
        if not holders:
            return True
        readers = self.file.global_reads if self.kind == "module" else self.captured
        return self.kind != "class" and holders.isdisjoint(readers)

    def any_code_may_run(self) -> None:
        """After a call: forget what other code could have changed."""
        self.epoch += 1
        self.heap_epoch += 1
        if self.heap:
            self.heap = {key: stored for key, stored in self.heap.items() if self.is_private(key[0])}

    def forget_object(self, base: int) -> None:
        for key in [key for key in self.heap if key[0] == base]:
            del self.heap[key]

    def forget_items(self, base: int) -> None:
        for key in [
            key for key in self.heap if key[0] == base and (key[1] in ("#length", "#stores") or key[1][0] == "item")
        ]:
            del self.heap[key]

    def put(self, base: int, key: Any, value: int, holder: Optional[List[Any]], position: int) -> None:
        """Records a store of `value` under `key` (an attribute's name or ("item", constant)) of an object."""
        previous = self.heap.get((base, key))
        if (
            previous is not None
            and previous.holder is not None
            and previous.block == self.block
            and (previous.epoch == self.heap_epoch or self.is_private(base))
        ):
            previous.holder[previous.position] = NOTHING
        # Another name for the same object could be among the bases seen before.
        for other in [other for other in self.heap if other[1] == key and other[0] != base]:
            if not (base in self.fresh and other[0] in self.fresh):
                del self.heap[other]
        self.heap[(base, key)] = Stored(value, holder, position, self.heap_epoch, self.block)

    def read_unknown(self, base: int) -> None:
        """After a read whose key is not known: stores so far have been seen and must stay."""
        self.heap_epoch += 1
        if base in self.fresh:
            for key, stored in self.heap.items():
                if key[0] == base:
                    stored.holder = None

    def known(self, base: int, key: Any) -> Optional[int]:
        stored = self.heap.get((base, key))
        return stored.value if stored is not None else None

    def unique_name(self, name: str) -> str:
        self._unique += 1
        return f"{name}@{self._unique}"

    # -- finished ------------------------------------------------------------------------------------------------

    def finish(self, parameters: Optional[Dict[str, Any]]) -> None:
        facts: Dict[str, Any] = {"symbol": self.symbol, "ops": self.ops, "flags": self.flags}
        if parameters:
            facts["parameters"] = parameters
        if self.members:
            facts["members"] = self.members
        if self.fields:
            facts["fields"] = self.fields
        if self.init_attributes:
            facts["init_attributes"] = self.init_attributes
        if self.externals:
            facts["externals"] = [item for pair in self.externals.items() for item in pair]
        if self.uses:
            facts["uses"] = self.uses
        self.file.scopes[self.number] = facts
