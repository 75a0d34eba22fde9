"""Which names a scope binds, found in one look at its statements before the scope is walked."""

from __future__ import annotations

import ast
from typing import Any, Dict, Iterable, List, Optional, Set

_COMPOUND = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try)
_TRY_STAR = getattr(ast, "TryStar", None)
_MATCH = getattr(ast, "Match", None)
_TYPE_ALIAS = getattr(ast, "TypeAlias", None)


class Bindings:
    """Names bound in one scope, with the statements that bind each."""

    __slots__ = ("names", "globals", "nonlocals", "star_imports")

    def __init__(self) -> None:
        self.names: Dict[str, List[ast.AST]] = {}
        self.globals: Set[str] = set()
        self.nonlocals: Set[str] = set()
        self.star_imports = False

    def once(self, name: str) -> Optional[ast.AST]:
        """The only statement that binds the name, or None when there are several or none."""
        nodes = self.names.get(name)
        return nodes[0] if nodes is not None and len(nodes) == 1 else None


def collect_bindings(body: Iterable[ast.stmt]) -> Bindings:
    """Bindings of a scope with this body. Assignments inside expressions (`:=`) are found later, on the walk."""
    found = Bindings()
    names = found.names
    pending: List[Any] = [body]
    while pending:
        for node in pending.pop():
            kind = node.__class__
            if kind is ast.Expr or kind is ast.Return:
                continue
            if kind is ast.Assign:
                for target in node.targets:
                    if target.__class__ is ast.Name:
                        names.setdefault(target.id, []).append(node)
                    else:
                        _bind_target(target, node, names)
            elif kind is ast.FunctionDef or kind is ast.ClassDef or kind is ast.AsyncFunctionDef:
                names.setdefault(node.name, []).append(node)
            elif kind is ast.AugAssign or kind is ast.AnnAssign:
                _bind_target(node.target, node, names)
            elif kind is ast.Import or kind is ast.ImportFrom:
                _bind_import(node, found)
            elif kind is ast.Global:
                found.globals.update(node.names)
            elif kind is ast.Nonlocal:
                found.nonlocals.update(node.names)
            elif kind is ast.Delete:
                for target in node.targets:
                    _bind_target(target, node, names)
            elif kind in _COMPOUND or kind is _TRY_STAR:
                _enter_compound(node, names, pending)
            elif kind is _MATCH:
                for case in node.cases:
                    _bind_pattern(case.pattern, node, names)
                    pending.append(case.body)
            elif kind is _TYPE_ALIAS:
                _bind_target(node.name, node, names)
    return found


def names_assigned_in(body: Iterable[ast.stmt]) -> Set[str]:
    """Names that statements of a loop body bind again."""
    return set(collect_bindings(body).names)


def _enter_compound(node: Any, names: Dict[str, List[ast.AST]], pending: List[Any]) -> None:
    kind = node.__class__
    if kind is ast.For or kind is ast.AsyncFor:
        _bind_target(node.target, node, names)
    elif kind is ast.With or kind is ast.AsyncWith:
        for item in node.items:
            if item.optional_vars is not None:
                _bind_target(item.optional_vars, node, names)
    pending.append(node.body)
    orelse = getattr(node, "orelse", None)
    if orelse:
        pending.append(orelse)
    handlers = getattr(node, "handlers", None)
    if handlers:
        for handler in handlers:
            if handler.name:
                names.setdefault(handler.name, []).append(handler)
            pending.append(handler.body)
    finalbody = getattr(node, "finalbody", None)
    if finalbody:
        pending.append(finalbody)


def _bind_target(target: ast.AST, node: ast.AST, names: Dict[str, List[ast.AST]]) -> None:
    pending = [target]
    while pending:
        item = pending.pop()
        if isinstance(item, ast.Name):
            names.setdefault(item.id, []).append(node)
        elif isinstance(item, (ast.Tuple, ast.List)):
            pending.extend(item.elts)
        elif isinstance(item, ast.Starred):
            pending.append(item.value)


def _bind_import(node: Any, found: Bindings) -> None:
    for alias in node.names:
        if alias.name == "*":
            found.star_imports = True
            continue
        name = alias.asname or (alias.name.split(".")[0] if isinstance(node, ast.Import) else alias.name)
        bound = found.names.setdefault(name, [])
        # `import a.b` and `import a.c` bind the same package `a`: one meaning, not two.
        if bound and not alias.asname and isinstance(node, ast.Import) and all(_binds_package(b, name) for b in bound):
            continue
        bound.append(node)


def _binds_package(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Import) and any(
        alias.asname is None and alias.name.split(".")[0] == name for alias in node.names
    )


def _bind_pattern(pattern: Any, node: ast.AST, names: Dict[str, List[ast.AST]]) -> None:
    for part in ast.walk(pattern):
        name = getattr(part, "name", None) or getattr(part, "rest", None)
        if isinstance(name, str):
            names.setdefault(name, []).append(node)
