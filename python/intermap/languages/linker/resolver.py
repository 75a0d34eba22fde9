"""From a chain of names to what it stands for: scopes, imports, packages, members by the receiver's class."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Mapping, Optional, Set, Tuple

from .file_model import CLASS_KINDS, FILE_SCOPE, FileModel, ImportedName, Value
from .module_map import ModuleMap, package_key

# Aliases of aliases and fields of fields end somewhere; a circle among them must as well.
MAX_DEPTH = 24

CONSTRUCTORS = ("constructor", "<init>")


class Resolver:
    """Resolves names of one project. ``touched`` collects the files an answer rests on."""

    def __init__(self, files: Mapping[str, FileModel], modules: ModuleMap) -> None:
        self._files = files
        self._modules = modules
        self.touched: Set[str] = set()
        self._depth = 0
        self._open: Set[Tuple[str, int, str]] = set()

    def chain(self, file: FileModel, scope: int, chain: List[str]) -> Optional[Value]:
        """What a chain of names stands for in a scope, or None when it is not known."""
        if self._depth >= MAX_DEPTH:
            return None
        self._depth += 1
        try:
            return self._chain(file, scope, chain)
        finally:
            self._depth -= 1

    def _chain(self, file: FileModel, scope: int, chain: List[str]) -> Optional[Value]:
        value: Optional[Value] = None
        for place, part in enumerate(chain):
            is_called = part.endswith("()")
            name = part[:-2] if is_called else part
            if place == 0:
                value = self.name(file, scope, name)
            else:
                value = self.member(value, name) if value is not None else None
            if value is not None and is_called:
                value = self.result(value)
            if value is None:
                return None
        return value

    def name(self, file: FileModel, scope: int, name: str) -> Optional[Value]:
        """What a bare name stands for in a scope."""
        self.touched.add(file.path)
        if name == "this":
            return self._this(file, scope)
        if name == "super":
            own = self._this(file, scope)
            return next(self._bases(own), None) if own is not None else None
        if file.language == "rust" and name in ("crate", "super::", "self"):
            return self._rust_head(file, name)
        found = self._in_scopes(file, scope, name)
        if found is not None:
            return found
        if name in file.imported:
            return self._imported(file, file.imported[name])
        return self._beyond_file(file, name)

    def _in_scopes(self, file: FileModel, scope: int, name: str) -> Optional[Value]:
        while True:
            # A class's members are no names inside its methods, except in Java.
            is_class = scope >= 0 and file.symbols[scope]["kind"] in CLASS_KINDS
            if not is_class or file.language == "java":
                at = file.children.get(scope, {}).get(name)
                # A variable is what it holds, where that is known.
                if at is not None and file.symbols[at]["kind"] != "variable":
                    return Value("symbol", file.path, at)
                bound = self._bound(file, scope, name)
                if bound is not None:
                    return bound
                if at is not None and name not in file.imported:
                    return Value("symbol", file.path, at)
                if is_class:
                    inherited = self.member(Value("instance", file.path, scope), name)
                    if inherited is not None:
                        return inherited
                if (scope, name) in file.bindings and name not in file.imported:
                    return None  # Hidden by a local whose value is not known.
            if scope == FILE_SCOPE:
                return None
            scope = file.parent(scope)

    def _bound(self, file: FileModel, scope: int, name: str) -> Optional[Value]:
        binding = file.bindings.get((scope, name))
        key = (file.path, scope, name)
        if binding is None or key in self._open:
            return None
        self._open.add(key)
        try:
            if "type" in binding:
                found = self.type(file, scope, binding["type"])
                if found is not None:
                    return found
            return self.chain(file, scope, binding["value"]) if "value" in binding else None
        finally:
            self._open.discard(key)

    def type(self, file: FileModel, scope: int, name: str) -> Optional[Value]:
        """An instance of the type a source names."""
        found = self.chain(file, scope, name.replace("::", ".").split("."))
        if found is None:
            return None
        if found.kind == "symbol":
            symbol = self._symbol(found)
            return found._replace(kind="instance") if symbol["kind"] in CLASS_KINDS else None
        return found if found.kind in ("instance", "external") else None

    def _this(self, file: FileModel, scope: int) -> Optional[Value]:
        if file.language in ("go", "rust"):
            while scope >= 0:
                binding = file.bindings.get((scope, "this"))
                if binding is not None:
                    return self.type(file, FILE_SCOPE, binding["type"]) if "type" in binding else None
                scope = file.parent(scope)
            return None
        at = file.enclosing_class(scope)
        return Value("instance", file.path, at) if at >= 0 else None

    def _imported(self, file: FileModel, source: ImportedName) -> Optional[Value]:
        key = (file.path, -2, f"{source.module}:{source.name}")
        if key in self._open or self._depth >= MAX_DEPTH:
            return None
        self._open.add(key)
        self._depth += 1
        try:
            module = self.module(file, source.module)
            if module is None or source.name == "*":
                return module
            return self.member(module, source.name)
        finally:
            self._depth -= 1
            self._open.discard(key)

    def module(self, file: FileModel, module: str) -> Optional[Value]:
        """What a module named in an import stands for."""
        if file.language == "java":
            return self._java_module(file, module)
        if file.language != "rust":
            return self._modules.resolve(file, module)
        parts = [part for part in module.split("::") if part]
        value = self._rust_head(file, parts[0]) if parts else Value("file", file.path)
        rest = parts[1:]
        if value is None:
            inside = self.member(Value("file", file.path), parts[0])
            value = inside if inside is not None else Value("external", parts[0])
        while rest and value is not None:
            if rest[0] == "super" and value.kind == "file":
                above = self._modules.rust_parent(value.path)
                value = Value("file", above) if above else None
            else:
                value = self.member(value, rest[0])
            rest = rest[1:]
        return value

    def _java_module(self, file: FileModel, module: str) -> Optional[Value]:
        """A package, or the class that a static import (or one of a nested class) names before its last part."""
        value = self._modules.resolve(file, module)
        outer, dot, name = module.rpartition(".")
        if dot and value is not None and value.kind == "external":
            inside = self._java_module(file, outer)
            found = self.member(inside, name) if inside is not None and inside.kind != "external" else None
            return found if found is not None else value
        return value

    def _rust_head(self, file: FileModel, name: str) -> Optional[Value]:
        if name == "self":
            return Value("file", file.path)
        path = None
        if name == "crate":
            path = self._modules.crate_root(file.path)
        elif name.startswith("super"):
            path = self._modules.rust_parent(file.path)
        else:
            path = self._modules.crate(name)
        return Value("file", path) if path is not None else None

    def _beyond_file(self, file: FileModel, name: str) -> Optional[Value]:
        package = package_key(file)
        if package is not None:
            found = self._package_member(package, name)
            if found is not None:
                return found
        for module in file.star_imports:
            value = self.module(file, module)
            found = self.member(value, name) if value is not None and value.kind != "external" else None
            if found is not None:
                return found
        if file.language == "rust":
            crate = self._modules.crate(name)
            return Value("file", crate) if crate is not None else None
        return None

    def member(self, value: Value, name: str) -> Optional[Value]:
        """What ``value.name`` stands for."""
        if value.kind == "external":
            return Value("external", f"{value.path}.{name}")
        if value.kind == "package":
            return self._package_member(value.path, name)
        if value.kind == "file":
            return self._exported(value.path, name)
        file = self._files[value.path]
        self.touched.add(value.path)
        symbol = self._symbol(value)
        if symbol["kind"] not in CLASS_KINDS:
            at = file.children.get(value.at, {}).get(name) if symbol["kind"] == "namespace" else None
            if at is not None:
                return Value("symbol", value.path, at)
            # `f.call(…)`, `f.bind(…)`: f itself.
            return value if name in ("call", "apply", "bind") and symbol["kind"] == "function" else None
        return self._class_member(value, name)

    def _class_member(self, value: Value, name: str) -> Optional[Value]:
        for owner in self._with_bases(value):
            if owner.kind == "external":
                return Value("external", f"{owner.path}.{name}")
            file = self._files[owner.path]
            self.touched.add(owner.path)
            at = file.children.get(owner.at, {}).get(name)
            if at is not None:
                return Value("symbol", owner.path, at)
            found = self._outside_method(file, self._symbol(owner)["name"], name)
            if found is not None:
                return found
            if (owner.at, name) in file.bindings:
                return self._bound(file, owner.at, name)
        return None

    def _outside_method(self, file: FileModel, type_name: str, name: str) -> Optional[Value]:
        """Methods declared outside of their type's body: in the same file, package (Go) or crate (Rust)."""
        if file.language not in ("go", "rust"):
            return None
        package = package_key(file)
        paths = self._modules.packages.get(package, []) if package else [file.path]
        for path in paths:
            at = self._files[path].methods.get(type_name, {}).get(name)
            if at is not None:
                self.touched.add(path)
                return Value("symbol", path, at)
        return None

    def _with_bases(self, value: Value) -> Iterator[Value]:
        seen: Set[Tuple[str, int]] = set()
        pending = [value._replace(kind="instance")]
        while pending:
            owner = pending.pop(0)
            if owner.kind == "external":
                yield owner
                continue
            if (owner.path, owner.at) in seen:
                continue
            seen.add((owner.path, owner.at))
            yield owner
            pending.extend(self._bases(owner))

    def _bases(self, owner: Value) -> Iterator[Value]:
        if owner.kind != "instance":
            return
        file = self._files[owner.path]
        symbol = self._symbol(owner)
        names = [*symbol.get("bases", ()), *file.traits.get(symbol["name"], ())]
        for name in names:
            key = (file.path, -3, f"{owner.at}:{name}")
            if key in self._open:
                continue
            self._open.add(key)
            try:
                base = self.type(file, file.parent(owner.at), name)
            finally:
                self._open.discard(key)
            if base is not None:
                yield base

    def _exported(self, path: str, name: str) -> Optional[Value]:
        file = self._files.get(path)
        if file is None:
            return None
        self.touched.add(path)
        key = (path, -4, name)
        if key in self._open:
            return None
        self._open.add(key)
        try:
            return self._exported_name(file, name)
        finally:
            self._open.discard(key)

    def _exported_name(self, file: FileModel, name: str) -> Optional[Value]:
        source = file.reexported.get(name)
        if source is not None and source.module == "" and file.language == "ecmascript":
            return self.name(file, FILE_SCOPE, source.name)
        if source is not None:
            return self._imported(file, source)
        at = file.children.get(FILE_SCOPE, {}).get(name)
        if at is not None:
            if file.symbols[at]["kind"] == "variable":
                bound = self._bound(file, FILE_SCOPE, name)
                return bound if bound is not None else Value("symbol", file.path, at)
            return Value("symbol", file.path, at)
        if file.language == "rust":
            below = self._modules.rust_child(file.path, name)
            if below is not None:
                return Value("file", below)
        for module in file.star_reexports:
            value = self.module(file, module)
            found = self.member(value, name) if value is not None and value.kind != "external" else None
            if found is not None:
                return found
        return None

    def _package_member(self, package: str, name: str) -> Optional[Value]:
        for path in self._modules.packages.get(package, ()):
            self.touched.add(path)
            file = self._files[path]
            at = file.children.get(FILE_SCOPE, {}).get(name)
            if at is not None:
                if file.symbols[at]["kind"] == "variable":
                    bound = self._bound(file, FILE_SCOPE, name)
                    return bound if bound is not None else Value("symbol", path, at)
                return Value("symbol", path, at)
        return None

    def result(self, value: Value) -> Optional[Value]:
        """What calling a value gives."""
        if value.kind == "external":
            return value
        if value.kind != "symbol":
            return None
        symbol = self._symbol(value)
        if symbol["kind"] in CLASS_KINDS:
            return value._replace(kind="instance")
        returns = symbol.get("returns")
        if not returns:
            return None
        file = self._files[value.path]
        if returns in ("this", "Self"):
            return self._this(file, value.at)
        return self.type(file, symbol["parent"], returns)

    def target(self, value: Value) -> Optional[Value]:
        """What runs when a value is called: a class's constructor where it has one of its own."""
        if value.kind == "file":
            # `const start = require('./start'); start()`: what the module is as a whole.
            exported = self._exported(value.path, "default")
            return self.target(exported) if exported is not None and exported.kind != "file" else None
        if value.kind != "symbol":
            return value if value.kind == "external" else None
        symbol = self._symbol(value)
        if symbol["kind"] in CLASS_KINDS:
            file = self._files[value.path]
            for name in CONSTRUCTORS:
                at = file.children.get(value.at, {}).get(name)
                if at is not None:
                    return Value("symbol", value.path, at)
        return value

    def _symbol(self, value: Value) -> Dict[str, Any]:
        return self._files[value.path].symbols[value.at]
