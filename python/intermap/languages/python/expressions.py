"""Expressions to operands. Each function returns what the expression's value is (see facts.py for operands)."""

from __future__ import annotations

import ast
from typing import Any, Callable, Dict, List, Optional

from . import ops
from .facts import NOTHING
from .scope import Scope


def evaluate(scope: Scope, node: ast.AST) -> int:
    handler = _HANDLERS.get(node.__class__)
    return handler(scope, node) if handler is not None else _evaluate_children(scope, node)


def _evaluate_children(scope: Scope, node: ast.AST) -> int:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            evaluate(scope, child)
    return NOTHING


def _name(scope: Scope, node: Any) -> int:
    scope.file.identifiers.add(node.id)
    return scope.load(node.id, node.lineno)


def _constant(scope: Scope, node: Any) -> int:
    value = node.value
    return scope.file.literal(value) if value is not None and value is not ... else NOTHING


def attribute(scope: Scope, node: Any) -> int:
    name = node.attr
    scope.file.identifiers.add(name)
    return read_attribute(scope, evaluate(scope, node.value), name, node.lineno)


def read_attribute(scope: Scope, base: int, name: str, line: int) -> int:
    if base == NOTHING:
        return NOTHING
    known = scope.known(base, name)
    if known is not None:
        return scope.emit(ops.FORWARD, base, name, line, known)
    if base <= -2:
        entry = scope.file.entry(base)
        if entry is None or entry[0] == "k":
            return NOTHING
    else:
        op = scope.op_at(base)
        if op is not None and op[0] == ops.IMPORT and name != "__dict__":
            _, module, level, imported, attributes = scope.file.constants[op[1]]
            return scope.import_slot(scope.file.import_path(module, level, imported, (*attributes, name)), line)
    scope.heap_epoch += 1
    slot = scope.read(("a", base, name), ops.ATTRIBUTE, base, name, line)
    scope.use(slot, line)
    return slot


def subscript(scope: Scope, node: Any) -> int:
    base = evaluate(scope, node.value)
    index = node.slice
    if index.__class__.__name__ == "Index":  # Python 3.8's tree; harmless later
        index = index.value
    if index.__class__ is ast.Slice:
        bounds = [_slice_bound(scope, bound) for bound in (index.lower, index.upper, index.step)]
        if base == NOTHING:
            return NOTHING
        scope.read_unknown(base)
        return scope.emit(ops.SLICE, base, *bounds, node.lineno)
    key = evaluate(scope, index)
    return read_item(scope, base, key, node.lineno)


def read_item(scope: Scope, base: int, key: int, line: int) -> int:
    if base == NOTHING or (base <= -2 and scope.file.constants[-base - 2][0] in "kb"):
        return NOTHING
    if key <= -2:
        known = scope.known(base, ("item", key))
        if known is not None:
            return known
        length = scope.known(base, "#length")
        entry = scope.file.entry(key)
        if length is not None and entry is not None and entry[1].__class__ is int and -length <= entry[1] < 0:
            known = scope.known(base, ("item", scope.file.literal(entry[1] + length)))
            if known is not None:
                return known
    scope.read_unknown(base)
    return scope.emit(ops.ITEM, base, key, line)


def _slice_bound(scope: Scope, bound: Optional[ast.expr]) -> Any:
    if bound is None:
        return None
    entry = scope.file.entry(evaluate(scope, bound))
    if entry is not None and entry[0] == "k" and entry[1].__class__ is int:
        return entry[1]
    return "?"


def iterate(scope: Scope, value: int, line: int, asynchronous: bool = False) -> int:
    if value == NOTHING or (value <= -2 and scope.file.constants[-value - 2][0] in "kb"):
        return NOTHING
    scope.read_unknown(value)
    scope.any_code_may_run()
    return scope.emit(ops.ITERATE, value, line, int(asynchronous))


def truth(scope: Scope, value: int, line: int) -> None:
    """A condition: Python asks the object's `__bool__`, else its `__len__`."""
    special(scope, ["__bool__", "__len__"], value, line)


def special(scope: Scope, methods: List[str], value: int, line: int) -> int:
    if value < 0:
        return NOTHING
    op = scope.op_at(value)
    if op is not None and (op[0] in (ops.NEW, ops.IMPORT, ops.FUNCTION) or is_comparison(op)):
        return NOTHING
    return scope.emit(ops.SPECIAL, methods, value, line)


def _conditional(scope: Scope, node: Any) -> int:
    certain = constant_truth(node.test)
    if certain is not None:
        return evaluate(scope, node.body if certain else node.orelse)
    truth(scope, evaluate(scope, node.test), node.lineno)
    return scope.union([evaluate(scope, node.body), evaluate(scope, node.orelse)])


def constant_truth(test: ast.AST) -> Optional[bool]:
    """Whether a condition is the same every time; only for literals."""
    if isinstance(test, ast.Constant) and (isinstance(test.value, (bool, int, str)) or test.value is None):
        return bool(test.value)
    return None


def _walrus(scope: Scope, node: Any) -> int:
    value = evaluate(scope, node.value)
    name = node.target.id
    scope.file.identifiers.add(name)
    scope.names.add(name)
    scope.assign(name, value)
    return value


def _yield(scope: Scope, node: Any) -> int:
    scope.flags |= ops.IS_GENERATOR
    value = evaluate(scope, node.value) if node.value is not None else NOTHING
    scope.escape(value)
    scope.any_code_may_run()
    return scope.emit(ops.YIELD, value)


def _yield_from(scope: Scope, node: Any) -> int:
    scope.flags |= ops.IS_GENERATOR
    value = evaluate(scope, node.value)
    scope.any_code_may_run()
    return scope.emit(ops.YIELD_FROM, value, node.lineno) if value >= 0 else NOTHING


def _await(scope: Scope, node: Any) -> int:
    value = evaluate(scope, node.value)
    scope.any_code_may_run()
    return scope.emit(ops.AWAIT, value, node.lineno) if value >= 0 else NOTHING


def _starred(scope: Scope, node: Any) -> int:
    evaluate(scope, node.value)
    return NOTHING


def _lambda(scope: Scope, node: Any) -> int:
    from .definitions import compile_lambda

    return compile_lambda(scope, node)


def _call(scope: Scope, node: Any) -> int:
    from .calls import compile_call

    return compile_call(scope, node)


# Last, because these modules import this one in turn; inside functions they would cost more than the calls.
from .comprehensions import comprehension
from .displays import dictionary, sequence
from .formatted_text import formatted
from .operators import binary, boolean, compare, is_comparison, unary

_HANDLERS: Dict[type, Callable[[Scope, Any], int]] = {
    ast.Name: _name,
    ast.Constant: _constant,
    ast.Attribute: attribute,
    ast.Call: _call,
    ast.Subscript: subscript,
    ast.List: sequence,
    ast.Tuple: sequence,
    ast.Set: sequence,
    ast.Dict: dictionary,
    ast.ListComp: comprehension,
    ast.SetComp: comprehension,
    ast.DictComp: comprehension,
    ast.GeneratorExp: comprehension,
    ast.BinOp: binary,
    ast.Compare: compare,
    ast.BoolOp: boolean,
    ast.UnaryOp: unary,
    ast.IfExp: _conditional,
    ast.NamedExpr: _walrus,
    ast.Lambda: _lambda,
    ast.Yield: _yield,
    ast.YieldFrom: _yield_from,
    ast.Await: _await,
    ast.Starred: _starred,
    ast.JoinedStr: formatted,
}
