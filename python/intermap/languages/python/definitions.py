"""Functions, lambdas and classes: their symbols, parameters and own scopes."""

from __future__ import annotations

import ast
from typing import Any, Dict, List, Optional

from . import ops
from .annotations import hinted_value
from .bindings import collect_bindings
from .calls import compile_arguments, emit_call
from .expressions import evaluate
from .facts import NOTHING
from .scope import Scope

_LONGEST_DOC = 200


def compile_function(scope: Scope, node: Any) -> None:
    decorators = [evaluate(scope, decorator) for decorator in node.decorator_list]
    value = _function_value(scope, node)
    for operand, decorator in zip(reversed(decorators), reversed(node.decorator_list)):
        value = decorate(scope, operand, value, decorator.lineno)
    _bind_definition(scope, node, value, bool(node.decorator_list))


def _bind_definition(scope: Scope, node: Any, value: int, decorated: bool) -> None:
    name = node.name
    static = value <= -2
    if static and not decorated and scope.kind == "class" and scope.bindings.once(name) is node:
        scope.members[name] = scope.file.constants[-value - 2][1]
        scope.env[name] = value
        return
    if static and scope.kind == "module" and name in scope.file.static_names:
        scope.env[name] = value
        return
    if not decorated and scope.kind == "class" and scope.bindings.once(name) is node:
        op = scope.op_at(value)
        if op is not None and op[0] in (ops.FUNCTION, ops.CLASS):
            scope.members[name] = op[1]
    scope.assign(name, value)


def decorate(scope: Scope, decorator: int, value: int, line: int) -> int:
    entry = scope.file.entry(decorator)
    if decorator == NOTHING or (entry is not None and entry[0] == "k"):
        return value
    return emit_call(scope, decorator, [value], [], line, decorates=True)


def _is_static(scope: Scope) -> bool:
    outer: Optional[Scope] = scope
    while outer is not None and outer.kind == "class":
        outer = outer.parent
    return outer is None or outer.kind == "module"


def _function_value(scope: Scope, node: Any) -> int:
    file = scope.file
    defaults = _defaults(scope, node.args)
    qualname = f"{scope.qualname}.{node.name}" if scope.qualname else node.name
    kind = "method" if scope.kind == "class" else "function"
    symbol = file.add_symbol(node.name, qualname, kind, node, scope.symbol)
    entry = file.symbols[symbol]
    entry["decorators"] = [file.text(decorator) for decorator in node.decorator_list]
    entry["signature"] = _signature(scope, node)
    entry["doc"] = doc_line(node.body)
    static = file.static_names.get(node.name) if scope.kind == "module" else None
    number = file.reserve_scope() if static is None else static
    inner = Scope(file, "function", scope, symbol, qualname, number)
    if node.__class__ is ast.AsyncFunctionDef:
        inner.flags |= ops.IS_ASYNC
    inner.bindings = collect_bindings(node.body)
    parameters = _bind_parameters(inner, node.args)
    _compile_body(inner, node)
    inner.finish(parameters)
    return _made_value(scope, number, defaults)


def _made_value(scope: Scope, number: int, defaults: List[List[int]]) -> int:
    if _is_static(scope):
        if defaults:
            scope.emit(ops.FUNCTION, number, defaults)
        return scope.file.scope_constant(number)
    return scope.emit(ops.FUNCTION, number, defaults)


def compile_lambda(scope: Scope, node: ast.Lambda) -> int:
    file = scope.file
    defaults = _defaults(scope, node.args)
    name = file.lambda_name(scope.qualname)
    qualname = f"{scope.qualname}.{name}" if scope.qualname else name
    symbol = file.add_symbol(name, qualname, "lambda", node, scope.symbol)
    number = file.reserve_scope()
    inner = Scope(file, "function", scope, symbol, qualname, number)
    parameters = _bind_parameters(inner, node.args)
    value = evaluate(inner, node.body)
    leave_with(inner, value)
    inner.store_captured()
    inner.finish(parameters)
    return _made_value(scope, number, defaults)


def leave_with(scope: Scope, value: int) -> None:
    """A return. One that hands out a parameter or an inner function makes the scope's calls worth telling apart."""
    scope.escape(value)
    if value == NOTHING:
        return
    scope.emit(ops.RETURN, value)
    if _depends_on_arguments(scope, value, 0):
        scope.flags |= ops.IS_POLYMORPHIC


def _depends_on_arguments(scope: Scope, operand: int, depth: int) -> bool:
    if depth > 4 or operand < 0:
        return False
    if operand < scope.base:
        return scope.parent is None or scope.parent.kind != "class" or operand > 0
    op = scope.op_at(operand)
    if op is None:
        return False
    if op[0] in (ops.FUNCTION, ops.CLASS):
        return True
    if op[0] == ops.LOCAL:
        return True
    if op[0] == ops.NARROW:
        return _depends_on_arguments(scope, op[1], depth + 1)
    if op[0] in (ops.UNION, ops.PHI):
        return any(_depends_on_arguments(scope, part, depth + 1) for part in op[1:])
    if op[0] == ops.CALL:
        arguments = [argument for argument in op[3] if argument.__class__ is int]
        return any(_depends_on_arguments(scope, part, depth + 1) for part in [op[1], *arguments])
    return False


def _compile_body(scope: Scope, node: Any) -> None:
    from .statements import compile_body

    arguments = node.args
    for argument in (*getattr(arguments, "posonlyargs", ()), *arguments.args, *arguments.kwonlyargs):
        if argument.annotation is not None:
            hint = hinted_value(scope, argument.annotation)
            if hint != NOTHING:
                scope.emit(ops.HINT, scope.parameters.index(argument.arg), hint)
    compile_body(scope, node.body)
    if node.returns is not None:
        hint = hinted_value(scope, node.returns)
        if hint != NOTHING:
            scope.emit(ops.HINT, NOTHING, hint)
    scope.store_captured()


def _defaults(scope: Scope, arguments: ast.arguments) -> List[List[int]]:
    positional = [*getattr(arguments, "posonlyargs", ()), *arguments.args]
    found: List[List[int]] = []
    first = len(positional) - len(arguments.defaults)
    for place, default in enumerate(arguments.defaults, first):
        value = evaluate(scope, default)
        if value != NOTHING:
            scope.escape(value)
            found.append([place, value])
    offset = len(positional) + (arguments.vararg is not None)
    for place, keyword_default in enumerate(arguments.kw_defaults, offset):
        if keyword_default is not None:
            value = evaluate(scope, keyword_default)
            if value != NOTHING:
                scope.escape(value)
                found.append([place, value])
    return found


def _bind_parameters(scope: Scope, arguments: ast.arguments) -> Dict[str, Any]:
    positional = [argument.arg for argument in (*getattr(arguments, "posonlyargs", ()), *arguments.args)]
    names = list(positional)
    facts: Dict[str, Any] = {"positional": positional}
    if getattr(arguments, "posonlyargs", None):
        facts["positional_only"] = len(arguments.posonlyargs)
    if arguments.vararg is not None:
        facts["rest"] = len(names)
        names.append(arguments.vararg.arg)
    if arguments.kwonlyargs:
        facts["keyword_only"] = [argument.arg for argument in arguments.kwonlyargs]
        facts["keyword_only_from"] = len(names)
        names.extend(facts["keyword_only"])
    if arguments.kwarg is not None:
        facts["keywords"] = len(names)
        names.append(arguments.kwarg.arg)
    scope.parameters = names
    scope.base = len(names)
    scope.names.update(scope.bindings.names)
    scope.names.update(names)
    for slot, name in enumerate(names):
        scope.env[name] = slot
    return facts


def compile_class(scope: Scope, node: ast.ClassDef) -> None:
    from .statements import compile_body

    file = scope.file
    decorators = [evaluate(scope, decorator) for decorator in node.decorator_list]
    bases, keywords = compile_arguments(scope, node_as_call(node))
    metaclass = next((value for name, value in keywords if name == "metaclass"), NOTHING)
    qualname = f"{scope.qualname}.{node.name}" if scope.qualname else node.name
    symbol = file.add_symbol(node.name, qualname, "class", node, scope.symbol)
    entry = file.symbols[symbol]
    entry["decorators"] = [file.text(decorator) for decorator in node.decorator_list]
    entry["signature"] = "(" + ", ".join(file.text(base) for base in node.bases) + ")" if node.bases else None
    entry["doc"] = doc_line(node.body)
    static = file.static_names.get(node.name) if scope.kind == "module" else None
    number = file.reserve_scope() if static is None else static
    inner = Scope(file, "class", scope, symbol, qualname, number)
    inner.flags |= ops.IS_CLASS
    inner.bindings = collect_bindings(node.body)
    inner.names = set(inner.bindings.names)
    compile_body(inner, node.body)
    inner.finish(None)
    scope.any_code_may_run()
    flat_bases = [base for base in bases if base.__class__ is int]
    made = scope.emit(ops.CLASS, number, flat_bases, metaclass, node.lineno)
    value = file.scope_constant(number) if _is_static(scope) else made
    for operand, decorator in zip(reversed(decorators), reversed(node.decorator_list)):
        value = decorate(scope, operand, value, decorator.lineno)
    _bind_definition(scope, node, value, bool(decorators))


def node_as_call(node: ast.ClassDef) -> ast.Call:
    """Bases and keywords of a class read like a call's arguments."""
    return ast.Call(func=ast.Constant(value=None), args=node.bases, keywords=node.keywords)


def doc_line(body: List[ast.stmt]) -> Optional[str]:
    if body and body[0].__class__ is ast.Expr:
        value = body[0].value  # type: ignore[attr-defined]
        if value.__class__ is ast.Constant and value.value.__class__ is str:
            text = value.value.strip()
            line = text.split("\n", 1)[0].strip()[:_LONGEST_DOC]
            return line.encode("utf-8", "replace").decode("utf-8") or None
    return None


def _signature(scope: Scope, node: Any) -> str:
    text = scope.file.text
    arguments = node.args
    positional_only = list(getattr(arguments, "posonlyargs", ()))
    positional = positional_only + arguments.args
    first_default = len(positional) - len(arguments.defaults)
    parts: List[str] = []
    for place, argument in enumerate(positional):
        default = arguments.defaults[place - first_default] if place >= first_default else None
        parts.append(_parameter_text(text, argument, default))
        if positional_only and place == len(positional_only) - 1:
            parts.append("/")
    if arguments.vararg is not None:
        parts.append("*" + _parameter_text(text, arguments.vararg, None))
    elif arguments.kwonlyargs:
        parts.append("*")
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults):
        parts.append(_parameter_text(text, argument, default))
    if arguments.kwarg is not None:
        parts.append("**" + _parameter_text(text, arguments.kwarg, None))
    returns = f" -> {text(node.returns)}" if node.returns is not None else ""
    return f"({', '.join(parts)}){returns}"


def _parameter_text(text: Any, argument: ast.arg, default: Optional[ast.expr]) -> str:
    shown = argument.arg
    if argument.annotation is not None:
        shown += f": {text(argument.annotation)}"
        return f"{shown} = {text(default)}" if default is not None else shown
    return f"{shown}={text(default)}" if default is not None else shown
