"""Dotted names to files, and what an import statement gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Optional, Tuple

from .arguments import Arguments
from .cells import Readers, note_looker
from .code import FileState
from .values import EMPTY, ContainerValue, ExternalValue, LiteralValue, ModuleValue, NamespaceValue, Values, union

if TYPE_CHECKING:
    from .frames import Frame
    from .solver import Solver

_SUFFIXES = (".pyi", ".pyw", ".py")
_DEEPEST_STAR_CHAIN = 12
#: A table of those who looked names up, and the name.
Step = Tuple[Dict[str, Readers], str]


def dotted_name(path: str) -> str:
    """`pkg/mod.py` -> `pkg.mod`, `pkg/__init__.py` -> `pkg`, `src/pkg/mod.py` -> `pkg.mod`."""
    for suffix in _SUFFIXES:
        if path.endswith(suffix):
            path = path[: -len(suffix)]
            break
    parts = path.split("/")
    if len(parts) > 1 and parts[0] == "src":
        parts = parts[1:]
    if len(parts) > 1 and parts[-1] == "__init__":
        parts = parts[:-1]
    return ".".join(parts)


class ModuleTable:
    """Which files make up which packages."""

    __slots__ = ("by_name", "namespaces", "lookers")

    def __init__(self) -> None:
        self.by_name: Dict[str, FileState] = {}
        self.namespaces: Dict[str, int] = {}
        #: Who looked for a module by its dotted name as an attribute of a folder.
        self.lookers: Dict[str, Readers] = {}

    def add(self, file: FileState) -> List[str]:
        """Takes a file in; gives the dotted names that exist since."""
        present = self.by_name.get(file.module)
        if present is None or present.path.endswith(".pyi") or file.is_package:
            self.by_name[file.module] = file
        fresh = [file.module]
        for prefix in _prefixes(file.module):
            self.namespaces[prefix] = self.namespaces.get(prefix, 0) + 1
            if self.namespaces[prefix] == 1:
                fresh.append(prefix)
        return fresh

    def remove(self, file: FileState) -> List[str]:
        """Drops a file; gives the dotted names that are gone with it."""
        if self.by_name.get(file.module) is file:
            del self.by_name[file.module]
        gone = [file.module]
        for prefix in _prefixes(file.module):
            self.namespaces[prefix] -= 1
            if not self.namespaces[prefix]:
                del self.namespaces[prefix]
                gone.append(prefix)
        return gone

    def has(self, name: str) -> bool:
        return name in self.by_name or name in self.namespaces

    def absolute(self, importer: FileState, dotted: str) -> str:
        """The full name of what `import dotted` finds: beside the script, from the root, or in a folder between."""
        folder = importer.module if importer.is_package else importer.module.rpartition(".")[0]
        in_package = not folder or folder in self.by_name
        first = dotted.partition(".")[0]
        candidates: List[str] = [""]
        while folder:
            candidates.append(folder)
            folder = folder.rpartition(".")[0]
        if not in_package:
            candidates.append(candidates.pop(0))
        elif importer.module:
            # An absolute import inside a package never finds a sibling first; kept as a last resort.
            pass
        for prefix in candidates:
            full = f"{prefix}.{first}" if prefix else first
            if self.has(full):
                return f"{prefix}.{dotted}" if prefix else dotted
        return dotted

    def relative(self, importer: FileState, module: str, level: int) -> str:
        parts = importer.module.split(".") if importer.module else []
        drop = level - 1 if importer.is_package else level
        if drop > 0:
            parts = parts[: max(0, len(parts) - drop)]
        if module:
            parts = parts + module.split(".")
        return ".".join(parts)

    def target(self, importer: FileState, module: str, level: int) -> str:
        return self.relative(importer, module, level) if level else self.absolute(importer, module)


def _prefixes(module: str) -> List[str]:
    parts = module.split(".")
    return [".".join(parts[:count]) for count in range(1, len(parts))]


def module_value(solver: Solver, dotted: str) -> Values:
    file = solver.modules.by_name.get(dotted)
    if file is not None:
        return (solver.module_value(file),)
    if dotted in solver.modules.namespaces:
        return (solver.intern(NamespaceValue, dotted),)
    return (solver.intern(ExternalValue, dotted),) if dotted else EMPTY


def import_values(solver: Solver, file: FileState, number: int, frame: Frame) -> Values:
    """The values of an "i" constant. Remembered when they can change only with an edit of a module on the way."""
    kept = file.import_values.get(number)
    if kept is not None:
        for lookers, name in kept[1]:
            note_looker(lookers, name, frame)
        return kept[0]  # type: ignore[no-any-return]
    _, module, level, name, attributes = file.constants()[number]
    dotted = solver.modules.target(file, module, level)
    values: Values = module_value(solver, dotted)
    path: Tuple[str, ...] = tuple(attributes) if name is None else (name, *attributes)
    steps: Optional[List[Step]] = []
    for part in path:
        found: Values = EMPTY
        for value in values:
            more, on_the_way = _member(solver, value, part, frame)
            steps = None if steps is None or on_the_way is None else [*steps, *on_the_way]
            found = union(found, more)
        values = found
    if steps is not None:
        file.import_values[number] = (values, tuple(steps))
    return values


def _member(solver: Solver, value: Any, name: str, frame: Frame) -> Tuple[Values, Optional[List[Step]]]:
    """An attribute; and who must be told to hear of a change, where that is all that can change it."""
    if isinstance(value, ModuleValue):
        found, is_static = module_member(solver, value.file, name, frame)
        if found or "__getattr__" not in value.file.names:
            return found, [(value.file.lookers, name)] if is_static else None
        return module_fallback(solver, frame, value.file, name, 0, ("import", name)), None
    if isinstance(value, NamespaceValue):
        return namespace_member(solver, value, name, frame), [(solver.modules.lookers, f"{value.name}.{name}")]
    if isinstance(value, ExternalValue):
        return external_member(solver, value, name), []

    return get_attribute(solver, frame, value, name, 0, ("import", name)), None


def namespace_member(solver: Solver, value: NamespaceValue, name: str, frame: Frame) -> Values:
    dotted = f"{value.name}.{name}"
    note_looker(solver.modules.lookers, dotted, frame)
    return module_value(solver, dotted) if solver.modules.has(dotted) else EMPTY


def module_member(solver: Solver, file: FileState, name: str, frame: Frame, depth: int = 0) -> Tuple[Values, bool]:
    """A module's attribute, and whether only an edit of the module itself could change it."""
    number = file.names.get(name)
    assert file.frame is not None
    if number is not None:
        # A variable's cell has its readers; a definition without one has no other way to tell who uses it.
        note_looker(file.lookers, name, frame)
        cell = file.frame.variables.get(name)
        static = (solver.static_value(file.codes[number]),)
        return (union(static, cell.read(frame)), False) if cell is not None else (static, True)
    values = file.frame.variable(name).read(frame)
    if values:
        return values, False
    dotted = f"{file.module}.{name}"
    if file.is_package and solver.modules.has(dotted):
        return module_value(solver, dotted), False
    if depth < _DEEPEST_STAR_CHAIN:
        values = star_member(solver, file, name, frame, depth + 1)
    return values, False


def module_fallback(solver: Solver, frame: Frame, file: FileState, name: str, line: int, site: Any) -> Values:
    """The module's own `__getattr__`, for names it does not define."""
    number = file.names.get("__getattr__")
    if number is None or name.startswith("__"):
        return EMPTY
    given = Arguments([(solver.literal(name),)])
    return call_value(solver, frame, solver.static_value(file.codes[number]), given, line, (site, "getattr"))


def star_member(solver: Solver, file: FileState, name: str, frame: Frame, depth: int = 0) -> Values:
    """A name that could have come by `from module import *`; the last such import wins."""
    if name.startswith("__"):
        return EMPTY
    for module, level in reversed(file.star_imports):
        dotted = solver.modules.target(file, module, level)
        source = solver.modules.by_name.get(dotted)
        if source is None or source is file or not _is_exported(source, name, frame):
            continue
        values, _ = module_member(solver, source, name, frame, depth)
        if values:
            return values
    return EMPTY


def _is_exported(file: FileState, name: str, frame: Frame) -> bool:
    """Whether `from module import *` takes the name: what `__all__` lists where that is known, else no `_name`."""
    assert file.frame is not None
    listed = file.frame.variable("__all__").read(frame)
    if not listed:
        return not name.startswith("_")
    if len(listed) != 1 or not isinstance(listed[0], ContainerValue):
        return True
    names = listed[0]
    everything = names.all.read(frame)
    texts = {value.value for value in everything if isinstance(value, LiteralValue)}
    if names.length is None or len(texts) != names.length or names.unkeyed.read(frame):
        return True
    return name in texts


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .attributes import external_member, get_attribute
from .calls import call_value
