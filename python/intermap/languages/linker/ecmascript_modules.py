"""Which file a TypeScript or JavaScript module specifier means: Node's and TypeScript's rules, from files alone."""

from __future__ import annotations

import json
import posixpath
import re
from typing import Any, Dict, Iterator, List, Mapping, Optional, Set, Tuple

SUFFIXES = (".ts", ".tsx", ".mts", ".cts", ".d.ts", ".js", ".jsx", ".mjs", ".cjs")
# TypeScript writes the suffix of the output: `./x.js` means x.ts where that is there.
SOURCES_OF = {".js": (".ts", ".tsx", ".d.ts"), ".mjs": (".mts",), ".cjs": (".cts",), ".jsx": (".tsx",)}


class EcmascriptModules:
    """Resolves specifiers against the files and manifests of the project."""

    def __init__(self, paths: Set[str], manifests: Mapping[str, str]) -> None:
        self._paths = paths
        self._packages: Dict[str, Dict[str, Any]] = {}
        self._configs: Dict[str, Dict[str, Any]] = {}
        for path, text in manifests.items():
            folder, name = posixpath.split(path)
            if name == "package.json":
                self._packages[folder] = parse_json(text)
            elif name.startswith(("tsconfig", "jsconfig")):
                self._configs[path] = parse_json(text)
        self._by_name = {p["name"]: folder for folder, p in self._packages.items() if isinstance(p.get("name"), str)}
        self._aliases: Dict[str, List[Tuple[str, List[str]]]] = {}
        self._known: Dict[Tuple[str, str], Optional[str]] = {}

    def resolve(self, importer: str, specifier: str) -> Optional[str]:
        """The file that ``specifier`` means in the file ``importer``, or None when it lies outside of the project."""
        folder = posixpath.dirname(importer)
        key = (folder, specifier)
        if key not in self._known:
            self._known[key] = self._resolve(folder, specifier)
        return self._known[key]

    def _resolve(self, folder: str, specifier: str) -> Optional[str]:
        if specifier.startswith((".", "/")):
            return self._file(posixpath.join(folder, specifier))
        for candidate in self._candidates(folder, specifier):
            found = self._file(candidate)
            if found is not None:
                return found
        return None

    def _candidates(self, folder: str, specifier: str) -> Iterator[str]:
        for above in folders_above(folder):
            package = self._packages.get(above)
            if package is not None and specifier.startswith("#"):
                for target in matches(package.get("imports"), specifier):
                    yield posixpath.join(above, target)
            for pattern, targets in self._aliases_of(above):
                for target in matches({pattern: targets}, specifier):
                    yield target
        yield from self._workspace_package(specifier)

    def _workspace_package(self, specifier: str) -> Iterator[str]:
        parts = specifier.split("/")
        name = "/".join(parts[: 2 if specifier.startswith("@") else 1])
        folder = self._by_name.get(name)
        if folder is None:
            return
        rest = specifier[len(name) :]
        package = self._packages[folder]
        for target in matches(_as_map(package.get("exports")), "." + rest):
            yield posixpath.join(folder, target)
        if rest:
            yield posixpath.join(folder, rest[1:])
            yield posixpath.join(folder, "src", rest[1:])
            return
        for field in ("source", "types", "module", "main"):
            if isinstance(package.get(field), str):
                yield posixpath.join(folder, package[field])
        yield posixpath.join(folder, "src/index")
        yield posixpath.join(folder, "index")

    def _aliases_of(self, folder: str) -> List[Tuple[str, List[str]]]:
        known = self._aliases.get(folder)
        if known is None:
            known = self._aliases[folder] = []
            for name in ("tsconfig.json", "jsconfig.json"):
                known.extend(self._paths_of(posixpath.join(folder, name), 5))
        return known

    def _paths_of(self, config: str, depth: int) -> List[Tuple[str, List[str]]]:
        value = self._configs.get(config)
        if value is None or depth == 0:
            return []
        folder = posixpath.dirname(config)
        options: Dict[str, Any] = value.get("compilerOptions", {})
        if not isinstance(options, dict):
            options = {}
        base = posixpath.normpath(posixpath.join(folder, str(options.get("baseUrl", "."))))
        found: List[Tuple[str, List[str]]] = []
        paths = options.get("paths")
        for pattern, targets in paths.items() if isinstance(paths, dict) else ():
            if isinstance(targets, list):
                found.append((pattern, [posixpath.join(base, t) for t in targets if isinstance(t, str)]))
        if "baseUrl" in options:
            found.append(("*", [posixpath.join(base, "*")]))
        extended = value.get("extends")
        for other in [extended] if isinstance(extended, str) else extended if isinstance(extended, list) else []:
            if isinstance(other, str) and other.startswith("."):
                path = posixpath.normpath(posixpath.join(folder, other))
                found.extend(self._paths_of(path if path.endswith(".json") else path + ".json", depth - 1))
        return found

    def _file(self, path: str) -> Optional[str]:
        path = posixpath.normpath(path)
        path = "" if path == "." else path.lstrip("/")
        if path in self._paths:
            return path
        stem, suffix = posixpath.splitext(path)
        for other in SOURCES_OF.get(suffix, ()):
            if stem + other in self._paths:
                return stem + other
        for base in (path, posixpath.join(path, "index")):
            for other in SUFFIXES:
                if base + other in self._paths:
                    return base + other
        package = self._packages.get(path)
        main = package.get("main") if package else None
        return self._file(posixpath.join(path, main)) if isinstance(main, str) and main.strip("./") else None


def folders_above(folder: str) -> Iterator[str]:
    """The folder itself and every one above, the project's own (empty) last."""
    while folder:
        yield folder
        folder = posixpath.dirname(folder)
    yield ""


def matches(table: Any, specifier: str) -> Iterator[str]:
    """What a table of patterns with one ``*`` (``imports``, ``exports``, ``paths``) makes of a specifier."""
    for pattern, target in table.items() if isinstance(table, dict) else ():
        head, star, tail = pattern.partition("*")
        if not star:
            if pattern == specifier:
                yield from _targets(target, "")
        elif specifier.startswith(head) and specifier.endswith(tail) and len(specifier) >= len(head) + len(tail):
            yield from _targets(target, specifier[len(head) : len(specifier) - len(tail)])


def _targets(target: Any, star: str) -> Iterator[str]:
    if isinstance(target, str):
        yield target.replace("*", star)
    elif isinstance(target, list):
        for one in target:
            yield from _targets(one, star)
    elif isinstance(target, dict):  # Conditions: {"types": …, "import": …, "default": …}
        for one in target.values():
            yield from _targets(one, star)


def _as_map(exports: Any) -> Any:
    is_map = isinstance(exports, dict) and any(key.startswith(".") for key in exports)
    return exports if is_map else {".": exports} if exports else None


_COMMENT_OR_STRING = re.compile(r'"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/|,(?=\s*[}\]])', re.DOTALL)


def parse_json(text: str) -> Dict[str, Any]:
    """JSON with the comments and trailing commas that tsconfig.json may have; an empty object when it is broken."""
    try:
        value = json.loads(_COMMENT_OR_STRING.sub(lambda m: m.group() if m.group().startswith('"') else "", text))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
