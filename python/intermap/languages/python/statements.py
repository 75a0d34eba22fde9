"""Statements, in program order."""

from __future__ import annotations

import ast
import sys
from typing import Any, Callable, Dict, List

from . import ops
from .annotations import hinted_value
from .bindings import names_assigned_in
from .definitions import compile_class, compile_function, leave_with
from .expressions import constant_truth, evaluate, iterate, read_item, truth
from .facts import NOTHING
from .matching import compile_match
from .narrowing import narrow
from .operators import augmented_operator
from .scope import Scope
from .targets import assign_target


def compile_body(scope: Scope, body: List[ast.stmt]) -> None:
    for node in body:
        handler = _HANDLERS.get(node.__class__)
        if handler is not None:
            handler(scope, node)


def _expression(scope: Scope, node: Any) -> None:
    if node.value.__class__ is not ast.Constant:
        evaluate(scope, node.value)


def _assign(scope: Scope, node: Any) -> None:
    value = evaluate(scope, node.value)
    for target in node.targets:
        if target.__class__ is ast.Name:
            note_variable(scope, target)
        assign_target(scope, target, value, node.lineno)


def note_variable(scope: Scope, target: ast.Name) -> None:
    """Variables of modules and classes are definitions people look for; those of functions are not."""
    if scope.kind == "function" or target.id in scope.env or target.id in scope.members:
        return
    qualname = f"{scope.qualname}.{target.id}" if scope.qualname else target.id
    scope.file.add_symbol(target.id, qualname, "variable", target, scope.symbol)


def _annotated(scope: Scope, node: Any) -> None:
    value = evaluate(scope, node.value) if node.value is not None else NOTHING
    target = node.target
    if scope.kind == "class" and target.__class__ is ast.Name:
        note_variable(scope, target)
        scope.fields.append([target.id, value, int(node.value is not None)])
        hint = hinted_value(scope, node.annotation)
        if hint != NOTHING:
            # Kept apart from the attribute's real values: counts only where none is known.
            scope.emit(ops.STORE, target.id + ":", hint)
        if node.value is not None:
            assign_target(scope, target, value, node.lineno)
        return
    if target.__class__ is ast.Name:
        note_variable(scope, target)
    if value == NOTHING:
        value = hinted_value(scope, node.annotation)
    if node.value is not None or value != NOTHING:
        assign_target(scope, target, value, node.lineno)


def _augmented(scope: Scope, node: Any) -> None:
    target = node.target
    line = node.lineno
    if target.__class__ is ast.Name:
        left = scope.load(target.id, line)
    elif target.__class__ is ast.Subscript and target.slice.__class__ is not ast.Slice:
        left = read_item(scope, evaluate(scope, target.value), evaluate(scope, target.slice), line)
    else:
        left = evaluate(scope, target)
    value = augmented_operator(scope, node, left, evaluate(scope, node.value))
    if value != NOTHING or target.__class__ is ast.Name:
        assign_target(scope, target, value, line)


def _return(scope: Scope, node: Any) -> None:
    leave_with(scope, evaluate(scope, node.value) if node.value is not None else NOTHING)
    scope.dead = True


def _raise(scope: Scope, node: Any) -> None:
    if node.exc is not None:
        value = evaluate(scope, node.exc)
        if value != NOTHING:
            scope.emit(ops.RAISE, value, node.lineno)
    if node.cause is not None:
        evaluate(scope, node.cause)
    scope.dead = True


def _if(scope: Scope, node: Any) -> None:
    certain = constant_truth(node.test)
    if certain is not None:
        compile_body(scope, node.body if certain else node.orelse)
        return
    # A long `elif` chain is nested to the right: walked without recursion.
    ends: List[Any] = []
    heaps: List[Any] = []
    before_block = scope.block
    started_dead = scope.dead
    link = node
    while True:
        truth(scope, evaluate(scope, link.test), link.lineno)
        env, heap = dict(scope.env), dict(scope.heap)
        scope.enter_block()
        narrow(scope, link.test)
        compile_body(scope, link.body)
        ends.append((scope.env, scope.dead))
        heaps.append((scope.heap, scope.dead))
        scope.env, scope.heap, scope.dead = env, heap, started_dead
        scope.enter_block()
        narrow(scope, link.test, False)
        if len(link.orelse) == 1 and link.orelse[0].__class__ is ast.If and constant_truth(link.orelse[0].test) is None:
            link = link.orelse[0]
            continue
        compile_body(scope, link.orelse)
        ends.append((scope.env, scope.dead))
        heaps.append((scope.heap, scope.dead))
        break
    _join(scope, ends, heaps)
    scope.block = before_block
    _new_part(scope)


def _new_part(scope: Scope) -> None:
    """What follows a branch cannot undo stores made before or inside it for other readers in between."""
    scope.epoch += 1
    scope.heap_epoch += 1


def _join(scope: Scope, ends: List[Any], heaps: List[Any]) -> None:
    scope.merge(ends)
    alive = [heap for heap, dead in heaps if not dead]
    if not alive:
        scope.heap = {}
        return
    first = alive[0]
    for other in alive[1:]:
        first = {key: stored for key, stored in first.items() if key in other and other[key].value == stored.value}
    scope.heap = first


def _loop_body(scope: Scope, node: Any, bind: Callable[[], None], endless: bool) -> None:
    assigned = names_assigned_in([node])
    phis: Dict[str, int] = {}
    for name in sorted(assigned):
        value = scope.env.get(name)
        if value is not None and name not in scope.bindings.globals and name not in scope.bindings.nonlocals:
            phis[name] = scope.env[name] = scope.emit(ops.PHI, value)
    before = dict(scope.env)
    started_dead = scope.dead
    outer_block = scope.block
    scope.enter_block()
    scope.heap = {}
    _new_part(scope)
    scope.loops.append({"breaks": [], "continues": []})
    bind()
    after_test = dict(scope.env)
    compile_body(scope, node.body)
    loop = scope.loops.pop()
    rounds = [(env, False) for env in loop["continues"]]
    if not scope.dead:
        rounds.append((scope.env, False))
    for name, phi in phis.items():
        for env, _ in rounds:
            value = env.get(name, phi)
            if value != phi and value != NOTHING:
                scope.emit(ops.FEED, phi, value)
    leaving = [] if endless else [(after_test if isinstance(node, ast.While) else before, False), *rounds]
    scope.heap = {}
    scope.dead = started_dead
    if leaving:
        scope.merge(leaving)
    else:
        scope.dead = True
    if node.orelse:
        compile_body(scope, node.orelse)
    exits = [(env, False) for env in loop["breaks"]]
    if exits:
        scope.merge([(scope.env, scope.dead), *exits])
        scope.dead = started_dead
    scope.heap = {}
    scope.block = outer_block
    _new_part(scope)


def _for(scope: Scope, node: Any) -> None:
    iterated = evaluate(scope, node.iter)
    element = iterate(scope, iterated, node.lineno, node.__class__ is ast.AsyncFor)

    def bind() -> None:
        assign_target(scope, node.target, element, node.lineno)

    _loop_body(scope, node, bind, endless=False)


def _while(scope: Scope, node: Any) -> None:
    certain = constant_truth(node.test)
    if certain is False:
        compile_body(scope, node.orelse)
        return

    def bind() -> None:
        truth(scope, evaluate(scope, node.test), node.lineno)

    _loop_body(scope, node, bind, endless=certain is True)


def _break(scope: Scope, node: Any) -> None:
    if scope.loops and not scope.dead:
        scope.loops[-1]["breaks"].append(dict(scope.env))
    scope.dead = True


def _continue(scope: Scope, node: Any) -> None:
    if scope.loops and not scope.dead:
        scope.loops[-1]["continues"].append(dict(scope.env))
    scope.dead = True


def _try(scope: Scope, node: Any) -> None:
    before = dict(scope.env)
    started_dead = scope.dead
    outer_block = scope.block
    scope.enter_block()
    _new_part(scope)
    compile_body(scope, node.body)
    after_body = (dict(scope.env), scope.dead)
    if node.orelse:
        compile_body(scope, node.orelse)
    ends = [(scope.env, scope.dead)]
    for handler in node.handlers:
        scope.env = dict(before)
        scope.heap = {}
        scope.dead = False
        scope.merge([(dict(before), False), (dict(after_body[0]), False)])
        scope.enter_block()
        caught = evaluate(scope, handler.type) if handler.type is not None else NOTHING
        if handler.name:
            value = scope.emit(ops.CATCH, caught) if caught != NOTHING else NOTHING
            scope.assign(handler.name, value)
        compile_body(scope, handler.body)
        if handler.name:
            scope.env.pop(handler.name, None)
        ends.append((scope.env, scope.dead))
    scope.heap = {}
    if node.finalbody:
        unfinished = [(dict(before), False), *[(env, False) for env, _ in ends]]
        alive = [end for end in ends if not end[1]]
        scope.enter_block()
        scope.merge(alive or unfinished)
        scope.dead = started_dead
        compile_body(scope, node.finalbody)
        scope.dead = scope.dead or not alive
    else:
        scope.merge(ends)
        scope.dead = scope.dead or started_dead
    scope.block = outer_block
    _new_part(scope)


def _with(scope: Scope, node: Any) -> None:
    for item in node.items:
        manager = evaluate(scope, item.context_expr)
        scope.any_code_may_run()
        value = NOTHING
        if manager != NOTHING:
            value = scope.emit(ops.ENTER, manager, node.lineno, int(node.__class__ is ast.AsyncWith))
        if item.optional_vars is not None:
            assign_target(scope, item.optional_vars, value, node.lineno)
    compile_body(scope, node.body)
    scope.any_code_may_run()


def _delete(scope: Scope, node: Any) -> None:
    for target in node.targets:
        if target.__class__ is ast.Name:
            scope.env.pop(target.id, None)
        elif target.__class__ is ast.Subscript:
            base = evaluate(scope, target.value)
            evaluate(scope, target.slice)
            if base != NOTHING:
                scope.forget_object(base)
                scope.emit(ops.SPECIAL, ["__delitem__"], base, node.lineno)
        elif target.__class__ is ast.Attribute:
            scope.file.identifiers.add(target.attr)
            base = evaluate(scope, target.value)
            if base != NOTHING:
                scope.forget_object(base)
                scope.emit(ops.DELETE_ATTRIBUTE, base, target.attr, node.lineno)
        else:
            evaluate(scope, target)


def _assert(scope: Scope, node: Any) -> None:
    truth(scope, evaluate(scope, node.test), node.lineno)
    if node.msg is not None:
        evaluate(scope, node.msg)
    narrow(scope, node.test)


def _import(scope: Scope, node: Any) -> None:
    file = scope.file
    for alias in node.names:
        file.imports.append(
            {"module": alias.name, "level": 0, "name": None, "alias": alias.asname, "line": node.lineno}
        )
        bound = alias.asname or alias.name.split(".")[0]
        file.identifiers.update(alias.name.split("."))
        file.identifiers.add(bound)
        number = file.import_path(alias.name if alias.asname else bound, 0, None, ())
        _bind_import(scope, bound, number, node.lineno)


def _import_from(scope: Scope, node: Any) -> None:
    file = scope.file
    module, level = node.module or "", node.level or 0
    file.identifiers.update(module.split("."))
    for alias in node.names:
        file.imports.append(
            {"module": module, "level": level, "name": alias.name, "alias": alias.asname, "line": node.lineno}
        )
        if alias.name == "*":
            scope.emit(ops.STAR_IMPORT, module, level, node.lineno)
            continue
        file.identifiers.add(alias.name)
        number = file.import_path(module, level, alias.name, ())
        _bind_import(scope, alias.asname or alias.name, number, node.lineno)


def _bind_import(scope: Scope, name: str, number: int, line: int) -> None:
    slot = scope.import_slot(number, line)
    if scope.kind == "module" and scope.file.import_names.get(name) == number:
        # Still stored, since other files may read it from here.
        scope.env[name] = slot
        scope.emit(ops.STORE, name, slot)
        return
    scope.assign(name, slot)


_HANDLERS: Dict[type, Callable[[Scope, Any], None]] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.Return: _return,
    ast.Raise: _raise,
    ast.If: _if,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.While: _while,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.Try: _try,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Delete: _delete,
    ast.Assert: _assert,
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.FunctionDef: compile_function,
    ast.AsyncFunctionDef: compile_function,
    ast.ClassDef: compile_class,
}
if sys.version_info >= (3, 11):
    _HANDLERS[ast.TryStar] = _try
if hasattr(ast, "Match"):
    _HANDLERS[ast.Match] = compile_match
