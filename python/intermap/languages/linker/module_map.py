"""What an import means: a file, a package of the project, or something outside of it. One rule set per language."""

from __future__ import annotations

import posixpath
import re
from typing import Dict, List, Mapping, Optional, Tuple

from .ecmascript_modules import EcmascriptModules, folders_above
from .file_model import FileModel, Value

_GO_MODULE = re.compile(r"^module\s+(\S+)", re.MULTILINE)
_CARGO_NAME = re.compile(r'^\[package\][^\[]*?^name\s*=\s*"([^"]+)"', re.MULTILINE | re.DOTALL)


class ModuleMap:
    """The project's modules and packages. Made anew when files come, go or a manifest changes."""

    def __init__(self, files: Mapping[str, FileModel], manifests: Mapping[str, str]) -> None:
        self._files = files
        self._ecmascript = EcmascriptModules({p for p, f in files.items() if f.language == "ecmascript"}, manifests)
        self._go_modules: List[Tuple[str, str]] = []
        self._crates: Dict[str, str] = {}
        for path, text in manifests.items():
            folder, name = posixpath.split(path)
            if name == "go.mod":
                found = _GO_MODULE.search(text)
                self._go_modules += [(found.group(1).strip('"'), folder)] if found else []
            elif name == "Cargo.toml":
                found = _CARGO_NAME.search(text)
                if found:
                    self._crates[found.group(1).replace("-", "_")] = folder
        self.packages: Dict[str, List[str]] = {}
        for path, file in files.items():
            key = package_key(file)
            if key is not None:
                self.packages.setdefault(key, []).append(path)
        for members in self.packages.values():
            members.sort()

    def resolve(self, file: FileModel, module: str) -> Optional[Value]:
        """The value of a module named in an import of ``file``. Rust's paths are the resolver's own business."""
        if file.language == "ecmascript":
            return self._ecmascript_value(file, module)
        if file.language == "go":
            return self._go_value(module)
        key = f"java:{module}"
        return Value("package", key) if key in self.packages else Value("external", module)

    def _ecmascript_value(self, file: FileModel, module: str) -> Optional[Value]:
        if module == "":
            return Value("file", file.path)
        path = self._ecmascript.resolve(file.path, module)
        if path is not None:
            return Value("file", path)
        # A relative path that leads to no source file is a style sheet, an image or a mistake.
        return None if module.startswith(".") else Value("external", module.replace("node:", "").replace("/", "."))

    def _go_value(self, module: str) -> Value:
        for name, folder in self._go_modules:
            if module == name or module.startswith(name + "/"):
                key = "go:" + posixpath.normpath(posixpath.join(folder, module[len(name) + 1 :]))
                if key in self.packages:
                    return Value("package", key)
        return Value("external", module.replace("/", "."))

    def crate_root(self, path: str) -> Optional[str]:
        """The root file of the crate that a Rust file belongs to."""
        for folder in folders_above(posixpath.dirname(path)):
            for name in ("lib.rs", "main.rs"):
                root = posixpath.join(folder, name)
                if root in self._files and (posixpath.basename(folder) in ("src", "") or root == path):
                    return root
        return None

    def crate(self, name: str) -> Optional[str]:
        """The root file of a crate of the project, by the name code uses for it."""
        folder = self._crates.get(name)
        for root in ("src/lib.rs", "lib.rs", "src/main.rs"):
            path = posixpath.join(folder, root) if folder is not None else None
            if path in self._files:
                return path
        return None

    def rust_child(self, path: str, name: str) -> Optional[str]:
        """The file of the module ``name`` below the module that ``path`` holds."""
        folder, base = posixpath.split(path)
        below = folder if base in ("lib.rs", "main.rs", "mod.rs") else posixpath.join(folder, base[: -len(".rs")])
        for candidate in (posixpath.join(below, name + ".rs"), posixpath.join(below, name, "mod.rs")):
            if candidate in self._files:
                return candidate
        return None

    def rust_parent(self, path: str) -> Optional[str]:
        """The file of the module above the one that ``path`` holds."""
        folder, base = posixpath.split(path)
        above = posixpath.dirname(folder) if base == "mod.rs" else folder
        for name in ("mod.rs", "lib.rs", "main.rs"):
            candidate = posixpath.join(above, name)
            if candidate in self._files and candidate != path:
                return candidate
        candidate = above + ".rs"
        return candidate if candidate in self._files else None


def package_key(file: FileModel) -> Optional[str]:
    """Go's package is its folder, Java's is what the file declares."""
    if file.language == "go":
        return "go:" + (posixpath.dirname(file.path) or ".")
    if file.language == "java":
        return f"java:{file.package or ''}"
    return None
