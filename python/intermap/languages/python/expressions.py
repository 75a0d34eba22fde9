"""Expressions to operands. Each function returns what the expression's value is (see facts.py for operands)."""

from __future__ import annotations

import ast
from typing import Any, Callable, Dict, List, Optional

from . import ops
from .derivation import derivation_of
from .facts import NOTHING
from .scope import Scope

_BINARY = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "truediv", ast.FloorDiv: "floordiv", ast.Mod: "mod",
    ast.Pow: "pow", ast.LShift: "lshift", ast.RShift: "rshift", ast.BitOr: "or", ast.BitAnd: "and",
    ast.BitXor: "xor", ast.MatMult: "matmul",
}  # fmt: skip
_COMPARE = {
    ast.Lt: ("__lt__", "__gt__"), ast.Gt: ("__gt__", "__lt__"), ast.LtE: ("__le__", "__ge__"),
    ast.GtE: ("__ge__", "__le__"), ast.Eq: ("__eq__", "__eq__"), ast.NotEq: ("__ne__ __eq__", "__ne__ __eq__"),
}  # fmt: skip
_COMPARISONS = frozenset(method for method, _ in _COMPARE.values())
_UNARY = {ast.USub: "__neg__", ast.UAdd: "__pos__", ast.Invert: "__invert__"}

#: Larger literals of plain values (tables, word lists) hold no keys worth following.
_LARGEST_PLAIN_LITERAL = 24


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


def _sequence(scope: Scope, node: Any) -> int:
    kind = "list" if node.__class__ is ast.List else "tuple" if node.__class__ is ast.Tuple else "set"
    elements: List[Any] = []
    plain = True
    for element in node.elts:
        if element.__class__ is ast.Starred:
            elements.append([evaluate(scope, element.value)])
            plain = False
        else:
            value = evaluate(scope, element)
            if kind == "set":
                special(scope, ["__hash__"], value, element.lineno)
            if plain and value != NOTHING and (value >= 0 or scope.file.constants[-value - 2][0] != "k"):
                plain = False
            elements.append(value)
    if plain and len(elements) > _LARGEST_PLAIN_LITERAL:
        elements = []
        kind = "list" if kind == "tuple" else kind
    elif plain and kind == "tuple" and all(value == NOTHING for value in elements):
        return NOTHING
    return new_sequence(scope, kind, elements)


def new_sequence(scope: Scope, kind: str, elements: List[Any], any_element: Optional[List[int]] = None) -> int:
    for element in elements:
        scope.escape(element if element.__class__ is int else element[0])
    slot = scope.emit(ops.NEW, kind, elements, any_element or [])
    scope.fresh.add(slot)
    if kind != "set" and not any_element and all(element.__class__ is int for element in elements):
        if len(elements) <= 64:
            for place, element in enumerate(elements):
                scope.put(slot, ("item", scope.file.literal(place)), element, elements, place)
            scope.put(slot, "#length", len(elements), None, 0)
    return slot


def _dictionary(scope: Scope, node: Any) -> int:
    pairs: List[List[int]] = []
    for key, value in zip(node.keys, node.values):
        if key is None:
            pairs.extend(_spread_pairs(scope, evaluate(scope, value)))
            continue
        key_operand = evaluate(scope, key)
        special(scope, ["__hash__"], key_operand, key.lineno)
        value_operand = evaluate(scope, value)
        if value_operand != NOTHING or len(pairs) < _LARGEST_PLAIN_LITERAL:
            pairs.append([key_operand, value_operand])
    if len(pairs) > _LARGEST_PLAIN_LITERAL and all(
        len(pair) == 2 and pair[1] <= NOTHING and (pair[1] == NOTHING or scope.file.constants[-pair[1] - 2][0] == "k")
        for pair in pairs
    ):
        pairs = []
    return new_dictionary(scope, pairs)


def _spread_pairs(scope: Scope, operand: int) -> List[List[int]]:
    """What `**operand` puts into a dict's display: item by item where all of them are known here."""
    from .calls import known_pairs

    pairs = known_pairs(scope, operand, [])
    return [[operand]] if pairs is None else pairs


def _merged_dictionaries(scope: Scope, left: int, right: int) -> int:
    """`{…} | {…}` of two dicts made in this scope."""
    for operand in (left, right):
        op = scope.op_at(operand)
        if op is None or op[0] != ops.NEW or op[1] != "dict":
            return NOTHING
    return new_dictionary(scope, [*_spread_pairs(scope, left), *_spread_pairs(scope, right)])


def new_dictionary(scope: Scope, pairs: List[List[int]]) -> int:
    for pair in pairs:
        for operand in pair:
            scope.escape(operand)
    slot = scope.emit(ops.NEW, "dict", pairs, [])
    scope.fresh.add(slot)
    if len(pairs) <= 200 and all(len(pair) == 2 and pair[0] <= -2 for pair in pairs):
        scope.put(slot, "#stores", 0, None, 0)
        for pair in pairs:
            scope.put(slot, ("item", pair[0]), pair[1], pair, 1)
    return slot


def _comprehension(scope: Scope, node: Any) -> int:
    kind = node.__class__
    saved_names = dict(scope.comprehension_names)
    saved_heap = scope.heap
    scope.heap = {}
    for generator in node.generators:
        iterated = evaluate(scope, generator.iter)
        element = iterate(scope, iterated, node.lineno, bool(generator.is_async))
        _bind_comprehension_target(scope, generator.target, element, node.lineno)
        for condition in generator.ifs:
            truth(scope, evaluate(scope, condition), node.lineno)
    if kind is ast.DictComp:
        key = evaluate(scope, node.key)
        value = evaluate(scope, node.value)
        derivation = derivation_of(scope, key, value)
        result = scope.emit(ops.NEW, "dict", [] if derivation else [[key, value]], [])
        if derivation:
            scope.emit(ops.SET_PAIRS, result, key, value, node.lineno, derivation)
    else:
        value = evaluate(scope, node.elt)
        name = "set" if kind is ast.SetComp else "list" if kind is ast.ListComp else "generator"
        result = scope.emit(ops.NEW, name, [], [value])
    scope.comprehension_names = saved_names
    scope.heap = {key: stored for key, stored in saved_heap.items() if scope.is_private(key[0])}
    scope.epoch += 1
    scope.heap_epoch += 1
    return result


def _bind_comprehension_target(scope: Scope, target: Any, value: int, line: int) -> None:
    from .targets import assign_target

    for part in ast.walk(target):
        if isinstance(part, ast.Name):
            unique = scope.unique_name(part.id)
            scope.comprehension_names[part.id] = unique
            scope.names.add(unique)
    assign_target(scope, target, value, line)


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
    if op is not None and (op[0] in (ops.NEW, ops.IMPORT, ops.FUNCTION) or _is_comparison(op)):
        return NOTHING
    return scope.emit(ops.SPECIAL, methods, value, line)


def _is_comparison(op: List[Any]) -> bool:
    return op[0] == ops.OPERATOR and op[1] in _COMPARISONS


def _binary(scope: Scope, node: Any) -> int:
    # Long chains (a + b + c + …) lean to the left: walked without recursion.
    chain = [node]
    while chain[-1].left.__class__ is ast.BinOp:
        chain.append(chain[-1].left)
    left = evaluate(scope, chain[-1].left)
    for link in reversed(chain):
        right = evaluate(scope, link.right)
        entry = scope.file.entry(left)
        if link.op.__class__ is ast.Mod and (left == NOTHING or (entry is not None and entry[0] == "k")):
            format_parts(scope, right, link.lineno)
            if entry is not None and entry[1].__class__ is str and "%s" in entry[1]:
                text = formatted_text(scope, entry[1], "%s", right)
                if text != NOTHING:
                    left = text
                    continue
        merged = _merged_dictionaries(scope, left, right) if link.op.__class__ is ast.BitOr else NOTHING
        if merged != NOTHING:
            left = merged
            continue
        left = operator(scope, _BINARY[link.op.__class__], left, right, link.lineno)
    return left


def format_parts(scope: Scope, value: int, line: int) -> None:
    """`"%s" % value` and `"%s %s" % (a, b)`: each object is turned into text."""
    op = scope.op_at(value) if value >= 0 else None
    parts = op[2] if op is not None and op[0] == ops.NEW and op[1] == "tuple" else [value]
    for part in parts:
        if part.__class__ is int:
            special(scope, ["__str__", "__repr__"], part, line)


def operator(scope: Scope, name: str, left: int, right: int, line: int) -> int:
    if left < 0 and right < 0:
        first, second = scope.file.entry(left), scope.file.entry(right)
        if name == "add" and first and second and first[0] == second[0] == "k":
            if first[1].__class__ is second[1].__class__ and first[1].__class__ in (str, int):
                return scope.file.literal(first[1] + second[1])
        if not (first and first[0] == "s") and not (second and second[0] == "s"):
            if name == "add" and (is_name_part(scope, left) or is_name_part(scope, right)):
                return scope.emit(ops.TEXT, left, right)
            return NOTHING
    return scope.emit(ops.OPERATOR, f"__{name}__", f"__r{name}__", left, right, line)


def augmented_operator(scope: Scope, node: Any, left: int, right: int) -> int:
    name = _BINARY[node.op.__class__]
    if left < 0 and right < 0:
        return operator(scope, name, left, right, node.lineno)
    scope.forget_object(left)
    scope.escape(right)
    return scope.emit(ops.OPERATOR, f"__i{name}__ __{name}__", f"__r{name}__", left, right, node.lineno)


def _compare(scope: Scope, node: Any) -> int:
    left = evaluate(scope, node.left)
    result = NOTHING
    for kind, comparator in zip(node.ops, node.comparators):
        right = evaluate(scope, comparator)
        methods = _COMPARE.get(kind.__class__)
        if methods is not None:
            if left >= 0 or right >= 0:
                result = scope.emit(ops.OPERATOR, methods[0], methods[1], left, right, node.lineno)
        elif kind.__class__ in (ast.In, ast.NotIn):
            special(scope, ["__contains__", "__iter__"], right, node.lineno)
        left = right
    return result if len(node.ops) == 1 else NOTHING


def _boolean(scope: Scope, node: Any) -> int:
    values = [evaluate(scope, value) for value in node.values]
    for value in values[:-1]:
        truth(scope, value, node.lineno)
    return scope.union(values)


def _unary(scope: Scope, node: Any) -> int:
    value = evaluate(scope, node.operand)
    if node.op.__class__ is ast.Not:
        truth(scope, value, node.lineno)
        return NOTHING
    if value <= -2:
        entry = scope.file.entry(value)
        if node.op.__class__ is ast.USub and entry and entry[0] == "k" and entry[1].__class__ is int:
            return scope.file.literal(-entry[1])
        return NOTHING
    return special(scope, [_UNARY[node.op.__class__]], value, node.lineno)


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


def _formatted(scope: Scope, node: Any) -> int:
    parts: List[int] = []
    plain = True
    for part in node.values:
        if part.__class__ is ast.Constant:
            plain = plain and is_part_of_name(part.value)
            parts.append(scope.file.literal(part.value) if plain else NOTHING)
            continue
        value = evaluate(scope, part.value)
        methods = ["__repr__"] if part.conversion == 114 else ["__str__", "__repr__"]
        if part.conversion == -1:
            methods.insert(0, "__format__")
        special(scope, methods, value, node.lineno)
        parts.append(value)
        if part.format_spec is not None:
            evaluate(scope, part.format_spec)
            plain = False
    return scope.emit(ops.TEXT, *parts) if plain and 1 < len(parts) <= 5 else NOTHING


def is_name_part(scope: Scope, operand: int) -> bool:
    """Whether the operand is text that could be part of an attribute's name or a plain key."""
    entry = scope.file.entry(operand)
    return entry is not None and entry[0] == "k" and is_part_of_name(entry[1])


def is_part_of_name(value: Any) -> bool:
    return value.__class__ is str and f"_{value}".isidentifier() and value != ""


def formatted_text(scope: Scope, template: str, hole: str, value: int) -> int:
    """`"get_%s" % name` and `"get_{}".format(name)`: text with one hole."""
    before, found, after = template.partition(hole)
    if not found or hole in after or not (before or after):
        return NOTHING
    if not f"_{before}{after}".isidentifier():
        return NOTHING
    parts = [scope.file.literal(before)] if before else []
    parts.append(value)
    if after:
        parts.append(scope.file.literal(after))
    return scope.emit(ops.TEXT, *parts)


def _lambda(scope: Scope, node: Any) -> int:
    from .definitions import compile_lambda

    return compile_lambda(scope, node)


def _call(scope: Scope, node: Any) -> int:
    from .calls import compile_call

    return compile_call(scope, node)


_HANDLERS: Dict[type, Callable[[Scope, Any], int]] = {
    ast.Name: _name,
    ast.Constant: _constant,
    ast.Attribute: attribute,
    ast.Call: _call,
    ast.Subscript: subscript,
    ast.List: _sequence,
    ast.Tuple: _sequence,
    ast.Set: _sequence,
    ast.Dict: _dictionary,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.DictComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.BinOp: _binary,
    ast.Compare: _compare,
    ast.BoolOp: _boolean,
    ast.UnaryOp: _unary,
    ast.IfExp: _conditional,
    ast.NamedExpr: _walrus,
    ast.Lambda: _lambda,
    ast.Yield: _yield,
    ast.YieldFrom: _yield_from,
    ast.Await: _await,
    ast.Starred: _starred,
    ast.JoinedStr: _formatted,
}
