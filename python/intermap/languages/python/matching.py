"""`match` statements: each case is a branch; its pattern binds names to parts of the subject."""

from __future__ import annotations

import ast
from typing import Any, List

from . import ops
from .expressions import evaluate, read_attribute, read_item, truth
from .facts import NOTHING
from .narrowing import narrow_name, narrowed_value
from .scope import Scope


def compile_match(scope: Scope, node: Any) -> None:
    from .statements import _join, _new_part, compile_body

    subject = evaluate(scope, node.subject)
    before, heap, started_dead = dict(scope.env), dict(scope.heap), scope.dead
    outer_block = scope.block
    ends: List[Any] = []
    heaps: List[Any] = []
    catches_all = False
    for case in node.cases:
        scope.env, scope.heap, scope.dead = dict(before), dict(heap), started_dead
        scope.enter_block()
        _bind_pattern(scope, case.pattern, subject, node.lineno)
        if node.subject.__class__ is ast.Name:
            narrow_name(scope, node.subject.id, _narrowed(scope, _innermost(case.pattern), subject))
        if case.guard is not None:
            truth(scope, evaluate(scope, case.guard), node.lineno)
        elif case.pattern.__class__.__name__ == "MatchAs" and case.pattern.pattern is None:
            catches_all = True
        compile_body(scope, case.body)
        ends.append((scope.env, scope.dead))
        heaps.append((scope.heap, scope.dead))
    if not catches_all:
        ends.append((before, started_dead))
        heaps.append((heap, started_dead))
    _join(scope, ends, heaps)
    scope.block = outer_block
    _new_part(scope)


def _innermost(pattern: Any) -> Any:
    while pattern.__class__.__name__ == "MatchAs" and pattern.pattern is not None:
        pattern = pattern.pattern
    return pattern


def _bind_pattern(scope: Scope, pattern: Any, subject: int, line: int) -> None:
    kind = pattern.__class__.__name__
    if kind == "MatchAs":
        if pattern.pattern is not None:
            subject = _bind_inner(scope, pattern.pattern, subject, line)
        if pattern.name:
            scope.assign(pattern.name, subject)
    elif kind == "MatchOr":
        for alternative in pattern.patterns:
            _bind_pattern(scope, alternative, subject, line)
    elif kind == "MatchSequence":
        _bind_sequence(scope, pattern.patterns, subject, line)
    elif kind == "MatchMapping":
        for key, value in zip(pattern.keys, pattern.patterns):
            _bind_pattern(scope, value, read_item(scope, subject, evaluate(scope, key), line), line)
        if pattern.rest:
            scope.assign(pattern.rest, subject)
    elif kind == "MatchClass":
        _bind_class(scope, pattern, subject, line)
    elif kind == "MatchValue":
        value = evaluate(scope, pattern.value)
        if subject >= 0:
            scope.emit(ops.OPERATOR, "__eq__", "__eq__", subject, value, line)
    elif kind == "MatchStar" and pattern.name:
        scope.assign(pattern.name, subject)


def _bind_inner(scope: Scope, pattern: Any, subject: int, line: int) -> int:
    """The part before `as`; a class pattern says what the subject is when nothing else does."""
    _bind_pattern(scope, pattern, subject, line)
    return _narrowed(scope, pattern, subject)


def _narrowed(scope: Scope, pattern: Any, subject: int) -> int:
    kind = pattern.__class__.__name__
    if kind == "MatchOr":
        return scope.union([_narrowed(scope, part, subject) for part in pattern.patterns])
    return narrowed_value(scope, subject, evaluate(scope, pattern.cls)) if kind == "MatchClass" else subject


def _bind_sequence(scope: Scope, patterns: List[Any], subject: int, line: int) -> None:
    star = next((place for place, part in enumerate(patterns) if part.__class__.__name__ == "MatchStar"), None)
    if subject != NOTHING:
        scope.read_unknown(subject)
    for place, part in enumerate(patterns):
        value = NOTHING
        if subject >= 0:
            if place == star:
                value = scope.emit(ops.UNPACK_STAR, subject, place, len(patterns) - place - 1, line)
            else:
                index = place if star is None or place < star else place - len(patterns)
                value = scope.emit(ops.UNPACK, subject, index, line)
        _bind_pattern(scope, part, value, line)


def _bind_class(scope: Scope, pattern: Any, subject: int, line: int) -> None:
    classes = evaluate(scope, pattern.cls)
    if pattern.patterns and classes <= -2 and scope.file.constants[-classes - 2][0] == "b":
        # `case str(text)`: the builtin types bind the whole subject.
        _bind_pattern(scope, pattern.patterns[0], subject, line)
        return
    subject = narrowed_value(scope, subject, classes)
    for place, part in enumerate(pattern.patterns):
        value = scope.emit(ops.MATCH_FIELD, subject, classes, place, line) if subject >= 0 else NOTHING
        _bind_pattern(scope, part, value, line)
    for name, part in zip(pattern.kwd_attrs, pattern.kwd_patterns):
        _bind_pattern(scope, part, read_attribute(scope, subject, name, line), line)
