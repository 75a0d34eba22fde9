"""Call expressions. Calls whose effect is certain here and now are settled here; the rest become CALL ops."""

from __future__ import annotations

import ast
from typing import Any, List, Optional

from . import ops
from .derivation import derivation_of
from .displays import new_dictionary, new_sequence
from .expressions import evaluate, read_attribute, special
from .facts import NOTHING
from .formatted_text import formatted_text
from .scope import READING_METHODS, Scope

#: Builtins that neither run project code nor hand back what they were given.
_INERT_BUILTINS = frozenset(
    "isinstance issubclass id chr ord input callable hasattr open memoryview bytearray compile breakpoint"
    " globals".split()
)
#: Builtins that mean something even without arguments.
_MEANINGFUL_WITHOUT_ARGUMENTS = frozenset("super list dict set tuple object locals vars globals".split())
#: Text given to `eval` that is looked into.
_LONGEST_TEXT = 2000
_WITH_SCOPES = (
    ast.Lambda,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
    ast.NamedExpr,
    ast.Await,
    ast.Yield,
)


def compile_call(scope: Scope, node: Any) -> int:
    callee_node = node.func
    line = node.lineno
    receiver: Optional[int] = None
    if callee_node.__class__ is ast.Attribute:
        receiver, callee = _method(scope, callee_node)
    else:
        callee = evaluate(scope, callee_node)
    arguments, keywords = compile_arguments(scope, node)
    if receiver is not None and receiver in scope.fresh:
        settled = _settle_method(scope, receiver, callee_node.attr, arguments, keywords, line)
        if settled is not None:
            return settled
    if callee == NOTHING:
        if receiver is not None and callee_node.attr == "format":
            for value in [*arguments, *(value for _, value in keywords)]:
                if value.__class__ is int:
                    special(scope, ["__format__", "__str__", "__repr__"], value, line)
            text = _formatted_by_method(scope, receiver, arguments, keywords)
            if text != NOTHING:
                return text
        _hand_over(scope, arguments, keywords)
        return NOTHING
    if callee <= -2:
        in_text = _calls_in_text(scope, callee, node)
        if in_text is not None:
            return in_text
        settled = _settle_builtin(scope, callee, arguments, keywords, line)
        if settled is not None:
            return settled
    return emit_call(scope, callee, arguments, keywords, line)


def _calls_in_text(scope: Scope, callee: int, node: Any) -> Optional[int]:
    """`eval("run(x)")` and `exec("run(x)")` of a literal: the expressions in it stand here, if none binds names."""
    entry = scope.file.constants[-callee - 2]
    text: Any = getattr(node.args[0], "value", None) if node.args else None
    if entry[0] != "b" or entry[1] not in ("eval", "exec") or text.__class__ is not str or len(text) > _LONGEST_TEXT:
        return None
    try:
        tree = ast.parse(text.strip())
    except (SyntaxError, ValueError, RecursionError):
        return None
    if any(isinstance(part, _WITH_SCOPES) for part in ast.walk(tree)):
        return None
    expressions = [statement.value for statement in tree.body if isinstance(statement, ast.Expr)]
    if len(expressions) != len(tree.body):
        return None
    scope.externals.setdefault(callee, node.lineno)
    result = NOTHING
    for expression in expressions:
        for part in ast.walk(expression):
            if hasattr(part, "lineno"):
                part.lineno = node.lineno  # type: ignore[attr-defined]
        result = evaluate(scope, expression)
    return result if entry[1] == "eval" else NOTHING


def emit_call(
    scope: Scope, callee: int, arguments: List[Any], keywords: List[List[Any]], line: int, decorates: bool = False
) -> int:
    _hand_over(scope, arguments, keywords)
    scope.any_code_may_run()
    return scope.emit(ops.CALL, callee, line, arguments, keywords, int(decorates))


def _formatted_by_method(scope: Scope, receiver: int, arguments: List[Any], keywords: List[List[Any]]) -> int:
    entry = scope.file.entry(receiver)
    if entry is None or entry[1].__class__ is not str or len(arguments) != 1 or keywords:
        return NOTHING
    if arguments[0].__class__ is not int:
        return NOTHING
    return formatted_text(scope, entry[1], "{}", arguments[0])


def _method(scope: Scope, node: Any) -> Any:
    scope.file.identifiers.add(node.attr)
    base = evaluate(scope, node.value)
    callee = read_attribute(scope, base, node.attr, node.lineno)
    return base, callee


def compile_arguments(scope: Scope, node: Any) -> Any:
    arguments: List[Any] = []
    for argument in node.args:
        if argument.__class__ is ast.Starred:
            arguments.append([evaluate(scope, argument.value)])
        else:
            arguments.append(evaluate(scope, argument))
    keywords = [[keyword.arg, evaluate(scope, keyword.value)] for keyword in node.keywords]
    return arguments, keywords


def _hand_over(scope: Scope, arguments: List[Any], keywords: List[List[Any]]) -> None:
    for argument in arguments:
        scope.escape(argument if argument.__class__ is int else argument[0])
    for _, value in keywords:
        scope.escape(value)


def _settle_builtin(
    scope: Scope, callee: int, arguments: List[Any], keywords: List[List[Any]], line: int
) -> Optional[int]:
    entry = scope.file.constants[-callee - 2]
    if entry[0] == "k":
        return NOTHING
    if entry[0] != "b":
        return None
    name = entry[1]
    if name == "super" and not arguments:
        scope.externals.setdefault(callee, line)
        return scope.emit(ops.SUPER, line)
    if not arguments and not keywords and name in ("list", "dict", "set", "tuple"):
        scope.externals.setdefault(callee, line)
        return new_dictionary(scope, []) if name == "dict" else new_sequence(scope, name, [])
    if name == "dict" and not arguments and all(key is not None for key, _ in keywords):
        scope.externals.setdefault(callee, line)
        return new_dictionary(scope, [[scope.file.literal(key), value] for key, value in keywords])
    if name in ("globals", "locals", "vars"):
        return None if not arguments or arguments[0] != NOTHING else NOTHING
    matters = any(argument.__class__ is not int or argument != NOTHING for argument in arguments) or any(
        value != NOTHING for _, value in keywords
    )
    if name in _INERT_BUILTINS or (not matters and name not in _MEANINGFUL_WITHOUT_ARGUMENTS):
        scope.externals.setdefault(callee, line)
        return NOTHING
    return None


def _settle_method(
    scope: Scope, base: int, name: str, arguments: List[Any], keywords: List[List[Any]], line: int
) -> Optional[int]:
    """A method of a list or dict made in this scope, so far known to nobody else."""
    op = scope.op_at(base)
    if op is None or op[0] != ops.NEW:
        return None
    kind = op[1]
    plain = not keywords and all(argument.__class__ is int for argument in arguments)
    if kind == "list" and name == "append" and plain and len(arguments) == 1:
        length = scope.known(base, "#length")
        if length is not None and length < 64:
            store_item(scope, base, scope.file.literal(length), arguments[0], line)
            scope.put(base, "#length", length + 1, None, 0)
            return NOTHING
    if kind == "dict" and name == "update" and len(arguments) <= 1 and (plain or not arguments):
        pairs = known_pairs(scope, arguments[0] if arguments else None, keywords)
        if pairs is not None:
            for key, value in pairs:
                store_item(scope, base, key, value, line)
            return NOTHING
    if kind == "dict" and name == "get" and plain and arguments and arguments[0] <= -2:
        known = scope.known(base, ("item", arguments[0]))
        if known is not None:
            return known
    if name in READING_METHODS:
        scope.read_unknown(base)
    else:
        scope.forget_object(base)
    return None


def known_pairs(scope: Scope, argument: Optional[int], keywords: List[List[Any]]) -> Optional[List[List[int]]]:
    """The items of a dict made in this scope and of keywords, if all are known."""
    pairs: List[List[int]] = []
    if argument is not None:
        op = scope.op_at(argument)
        if op is None or op[0] != ops.NEW or op[1] != "dict" or argument not in scope.fresh:
            return None
        stored = {
            key[1][1]: item.value for key, item in scope.heap.items() if key[0] == argument and key[1][0] == "item"
        }
        # Only what is known of every key: a dict that was filled elsewhere has more than its literal shows.
        if scope.known(argument, "#stores") is None:
            return None
        pairs.extend([key, value] for key, value in stored.items())
    for key, value in keywords:
        if key is None:
            return None
        pairs.append([scope.file.literal(key), value])
    return pairs


def store_item(scope: Scope, base: int, key: int, value: int, line: int) -> None:
    if base == NOTHING:
        return
    scope.escape(value)
    if key <= -2:
        entry = scope.file.entry(key)
        length = scope.known(base, "#length")
        if length is not None and entry is not None and entry[1].__class__ is int and -length <= entry[1] < 0:
            key = scope.file.literal(entry[1] + length)
    if value == NOTHING and key >= NOTHING:
        if key >= 0:
            scope.emit(ops.SET_ITEM, base, key, value, line)
        return
    derivation = derivation_of(scope, key, value)
    if derivation:
        scope.emit(ops.SET_PAIRS, base, key, value, line, derivation)
        scope.forget_items(base)
        return
    slot = scope.emit(ops.SET_ITEM, base, key, value, line)
    op = scope.op_at(slot)
    if key <= -2:
        scope.put(base, ("item", key), value, op, 3)
        stores = scope.known(base, "#stores")
        if stores is not None:
            scope.put(base, "#stores", stores + 1, None, 0)
    else:
        scope.forget_items(base)
