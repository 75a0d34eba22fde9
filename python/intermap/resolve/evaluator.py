"""Runs one view's op list over the values its inputs hold now."""

from __future__ import annotations

from sys import intern
from typing import TYPE_CHECKING, Any, List

from ..languages.python.facts import unpack
from ..languages.python.ops import (
    ATTRIBUTE,
    AWAIT,
    CALL,
    CATCH,
    CLASS,
    DELETE_ATTRIBUTE,
    ENTER,
    FEED,
    FORWARD,
    FUNCTION,
    GLOBAL,
    HINT,
    IMPORT,
    INSTANCE,
    ITEM,
    ITERATE,
    LOCAL,
    MATCH_FIELD,
    NARROW,
    NEW,
    OPERATOR,
    PHI,
    RAISE,
    RETURN,
    SET_ATTRIBUTE,
    SET_ITEM,
    SET_PAIRS,
    SLICE,
    SPECIAL,
    STAR_IMPORT,
    STORE,
    STORE_GLOBAL,
    STORE_OUTER,
    SUPER,
    TEXT,
    UNION,
    UNPACK,
    UNPACK_STAR,
    YIELD,
    YIELD_FROM,
)
from . import (
    attribute_stores,
    attributes,
    calls,
    class_making,
    containers,
    exceptions,
    narrowing,
    pairs,
    protocols,
    sequence_parts,
    texts,
)
from .modules import import_values, module_member, star_member
from .values import EMPTY, BuiltinValue, Values, union

if TYPE_CHECKING:
    from .code import FileState
    from .frames import Frame
    from .solver import Solver

_MOST_LOOP_ROUNDS = 20


class TooMuchWork(Exception):
    """The precise mode takes too long for this project."""


def run_ops(solver: Solver, frame: Frame) -> None:
    """Evaluates the view until its own loops are stable."""
    code = frame.code
    file = code.file
    scope = file.scope(code.number)
    scope_ops = unpack(scope["ops"])
    frame.begin_evaluation()
    tail = file.tail if file.tail is not None else _constant_values(solver, file)
    if frame.unknown:
        _push_defaults(solver, frame)
    for _ in range(_MOST_LOOP_ROUNDS):
        solver.work_left -= len(scope_ops)
        if solver.work_left < 0:
            raise TooMuchWork
        if not _pass(solver, frame, scope_ops, tail):
            break
    externals = scope.get("externals")
    if externals:
        constants = file.constants()
        for place in range(0, len(externals), 2):
            name = constants[-externals[place] - 2][1]
            frame.externals.setdefault(intern(f"<builtin>.{name}"), externals[place + 1])


def _push_defaults(solver: Solver, frame: Frame) -> None:
    """Nobody calls this view, so that its parameters are what their defaults say."""
    for place, cell in (getattr(frame.function, "defaults", None) or {}).items():
        solver.push(frame, frame.parameter(place), cell.read(frame))


def _constant_values(solver: Solver, file: FileState) -> List[Values]:
    """Constants so laid out that a negative operand is a Python index from the end; the last is "nothing"."""
    values: List[Values] = []
    for entry in file.constants():
        kind = entry[0]
        if kind == "s":
            values.append((solver.static_value(file.codes[entry[1]]),))
        elif kind == "b":
            values.append((solver.intern(BuiltinValue, entry[1]),))
        elif kind == "k":
            # Booleans are equal to numbers as keys, too: one value for both is right.
            values.append((solver.literal(entry[1]),))
        else:
            values.append(EMPTY)
    values.reverse()
    values.append(EMPTY)
    file.tail = values
    return values


def _pass(solver: Solver, frame: Frame, ops: List[Any], tail: List[Values]) -> bool:
    """One run over the ops. True when a loop fed something new back to its start."""
    parameters = frame.code.parameters
    base = parameter_count(parameters) if parameters is not None else 0
    vals: List[Values] = [EMPTY] * (base + len(ops))
    vals += tail
    own = frame.parameters
    for place in range(min(base, len(own))):
        vals[place] = own[place].read(frame)
    if len(own) < base:
        for place in range(len(own), base):
            vals[place] = frame.parameter(place).read(frame)
    file = frame.code.file
    again = False
    push = solver.push
    slot = base - 1
    # The kinds stand by how often they run.
    for op in ops:
        slot += 1
        code = op[0]
        if code == CALL:
            vals[slot] = calls.call_op(solver, frame, vals, op, slot)
        elif code == ATTRIBUTE:
            values = vals[op[1]]
            if values:
                found = EMPTY
                for value in values:
                    more = attributes.get_attribute(solver, frame, value, op[2], op[3], slot)
                    found = union(found, more) if found else more
                vals[slot] = found
        elif code == SPECIAL:
            values = vals[op[2]]
            if values:
                vals[slot] = protocols.special(solver, frame, op[1], values, op[3], slot)
        elif code == IMPORT:
            vals[slot] = import_values(solver, file, op[1], frame)
        elif code == OPERATOR:
            left, right = vals[op[3]], vals[op[4]]
            if left or right:
                vals[slot] = protocols.operator(solver, frame, op[1], op[2], left, right, op[5], slot)
        elif code == UNION:
            values = EMPTY
            for operand in op[1:]:
                values = union(values, vals[operand])
            vals[slot] = values
        elif code == NEW:
            vals[slot] = containers.new_container(solver, frame, vals, op, slot)
        elif code == RETURN:
            values = vals[op[1]]
            if values:
                solver.pass_on(frame, frame.returned, values)
        elif code == STORE:
            values = vals[op[2]]
            if values:
                push(frame, frame.variable(op[1]), values)
        elif code == SET_ATTRIBUTE:
            for value in vals[op[1]]:
                attribute_stores.set_attribute(solver, frame, value, op[2], vals[op[3]], op[4], slot)
        elif code == LOCAL:
            owner: Any = frame
            for _ in range(op[2]):
                owner = owner.env if owner is not None else None
            if owner is not None:
                vals[slot] = owner.variable(op[1]).read(frame)
        elif code == FORWARD:
            vals[slot] = attribute_stores.forwarded(solver, frame, vals[op[1]], op[2], vals[op[4]], op[3], slot)
        elif code == UNPACK:
            vals[slot] = sequence_parts.unpack(solver, frame, vals[op[1]], op[2], op[3], slot)
        elif code == GLOBAL:
            vals[slot] = read_global(solver, frame, op[1])
        elif code == ITEM:
            vals[slot] = containers.get_item(solver, frame, vals[op[1]], vals[op[2]], op[3], slot)
        elif code == ITERATE:
            values = vals[op[1]]
            if values:
                vals[slot] = protocols.iterate(solver, frame, values, op[2], slot, bool(op[3]))
        elif code == SET_ITEM:
            containers.set_item(solver, frame, vals[op[1]], vals[op[2]], vals[op[3]], op[4], slot)
        elif code == SET_PAIRS:
            pairs.set_pairs(solver, frame, vals, op, ops, base, slot)
        elif code == PHI:
            fed = frame.phis.get(slot, EMPTY) if frame.phis else EMPTY
            vals[slot] = union(vals[op[1]], fed)
        elif code == FEED:
            values = vals[op[2]]
            if values:
                if frame.phis is None:
                    frame.phis = {}
                before = frame.phis.get(op[1], EMPTY)
                after = union(before, values)
                if len(after) != len(before):
                    frame.phis[op[1]] = after
                    again = again or any(value not in vals[op[1]] for value in values)
        elif code == FUNCTION:
            vals[slot] = class_making.make_function(solver, frame, vals, op)
        elif code == CLASS:
            vals[slot] = class_making.make_class(solver, frame, vals, op, slot)
        elif code == UNPACK_STAR:
            vals[slot] = sequence_parts.unpack_star(solver, frame, vals[op[1]], op[2], op[3], op[4], slot)
        elif code == HINT:
            if op[1] >= 0:
                if not vals[op[1]]:
                    vals[op[1]] = vals[op[2]]
            elif frame.yielded is None and solver.given_now(frame.returned) in (EMPTY, vals[op[2]]):
                push(frame, frame.returned, vals[op[2]])
        elif code == SUPER:
            vals[slot] = attributes.zero_argument_super(solver, frame, vals)
            frame.externals.setdefault("<builtin>.super", op[1])
        elif code == INSTANCE:
            vals[slot] = class_making.hinted_instances(solver, frame, vals[op[1]])
        elif code == CATCH:
            vals[slot] = exceptions.caught(solver, frame, vals[op[1]])
        elif code == RAISE:
            exceptions.raise_value(solver, frame, vals[op[1]], op[2], slot)
        elif code == ENTER:
            vals[slot] = protocols.enter(solver, frame, vals[op[1]], op[2], slot, bool(op[3]))
        elif code == YIELD:
            solver.pass_on(frame, frame.yields(), vals[op[1]])
            vals[slot] = frame.sends().read(frame)
        elif code == YIELD_FROM:
            push(frame, frame.yields(), protocols.iterate(solver, frame, vals[op[1]], op[2], slot, False))
            vals[slot] = protocols.generator_result(frame, vals[op[1]])
        elif code == AWAIT:
            vals[slot] = protocols.awaited(solver, frame, vals[op[1]], op[2], slot)
        elif code == SLICE:
            vals[slot] = sequence_parts.slice_of(solver, frame, vals[op[1]], (op[2], op[3], op[4]), op[5], slot)
        elif code == STORE_GLOBAL:
            push(frame, file.frame.variable(op[1]), vals[op[2]])  # type: ignore[union-attr]
        elif code == STORE_OUTER:
            owner = frame
            for _ in range(op[2]):
                owner = owner.env if owner is not None else None
            if owner is not None:
                push(frame, owner.variable(op[1]), vals[op[3]])
        elif code == MATCH_FIELD:
            vals[slot] = attributes.match_field(solver, frame, vals[op[1]], vals[op[2]], op[3], op[4], slot)
        elif code == NARROW:
            vals[slot] = narrowing.narrowed(solver, frame, vals[op[1]], vals[op[2]], bool(op[3]))
        elif code == TEXT:
            vals[slot] = texts.joined(solver, [vals[operand] for operand in op[1:]])
        elif code == DELETE_ATTRIBUTE:
            for value in vals[op[1]]:
                attribute_stores.delete_attribute(solver, frame, value, op[2], op[3], slot)
        elif code == STAR_IMPORT:
            pass
    if solver.recorder is not None and not again:
        solver.recorder(frame, vals)
    return again


def parameter_count(parameters: Any) -> int:
    return (
        len(parameters["positional"])
        + ("rest" in parameters)
        + len(parameters.get("keyword_only", ()))
        + ("keywords" in parameters)
    )


def read_global(solver: Solver, frame: Frame, name: str) -> Values:
    file = frame.code.file
    values, _ = module_member(solver, file, name, frame)
    if values:
        return values
    values = star_member(solver, file, name, frame)
    if not values:
        from ..languages.python.file_builder import BUILTIN_NAMES

        if name in BUILTIN_NAMES and not file.frame.variable(name).values:  # type: ignore[union-attr]
            return (solver.intern(BuiltinValue, name),)
    return values
