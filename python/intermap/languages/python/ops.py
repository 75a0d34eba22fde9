"""Op codes of the lists in `ScopeFacts.ops`, and what follows each code.

`value`, `base` and the like are operands (see facts.py); every op makes the value of its own place, or none.
"""

from __future__ import annotations

# Reading names. LOCAL reads a variable of a function `depth` scopes further out that several scopes share.
LOCAL = 1  # name, depth, line
GLOBAL = 2  # name, line
IMPORT = 3  # number of an "i" constant, line
# Reading and calling values.
ATTRIBUTE = 4  # base, name, line
CALL = 5  # callee, line, [argument | [starred argument]], [[name | None, value]], is a decorator (0 or 1)
ITEM = 6  # base, key, line
SLICE = 7  # base, low, high, step, line (bounds: int, or None for open, "?" for unknown)
UNION = 8  # value...
# A variable that a loop assigns: its value before the loop, and what one round feeds back.
PHI = 9  # value
FEED = 10  # phi, value
NEW = 11  # kind ("list", "tuple", "set", "dict"), [element | [starred]] or [[key, value]] (key -1: unknown)
ITERATE = 12  # value, line, is asynchronous
UNPACK = 13  # value, index from the front (or from the end when negative), line
UNPACK_STAR = 14  # value, count before the star, count after it, line
FUNCTION = 15  # scope number, [[parameter, default value]]
CLASS = 16  # scope number, [base], metaclass, line
SUPER = 17  # line
INSTANCE = 18  # class values (from an annotation)
CATCH = 19  # exception classes
# Storing.
STORE = 20  # name, value: into this scope's own shared variable
STORE_OUTER = 21  # name, depth, value
STORE_GLOBAL = 22  # name, value
SET_ATTRIBUTE = 23  # base, name, value, line
SET_ITEM = 24  # base, key, value, line
# What Python calls by itself.
ENTER = 25  # context manager, line, is asynchronous
OPERATOR = 26  # method, reflected method or None, left, right, line
SPECIAL = 27  # [methods to try in order], value, line
# Leaving a scope.
RETURN = 28  # value
YIELD = 29  # value
YIELD_FROM = 30  # value, line
AWAIT = 31  # value, line
RAISE = 32  # value, line
# A parameter's value when no caller is known to give one.
HINT = 33  # parameter place, value
STAR_IMPORT = 34  # module, level, line
MATCH_FIELD = 35  # subject, class values, position, line
FORWARD = 36  # base, name, line, value stored just before: that value, unless a descriptor comes between
DELETE_ATTRIBUTE = 37  # base, name, line
# The value where `isinstance` or a class pattern has held: only objects of these classes.
NARROW = 38  # value, class values, whether it has held (or has not)
# Text put together from parts, which may name an attribute or a key: "visit_" + kind.
TEXT = 39  # part (operand)...
# An item stored for each element of one iteration, whose key and value both come from that element alone.
SET_PAIRS = 40  # base, key, value, line, [place of the ITERATE op, places of the ops between it and key or value...]
NOP = 0

# Bits of `ScopeFacts.flags`.
IS_GENERATOR = 1
IS_ASYNC = 2
#: What it returns depends on its arguments (a decorator, a factory): worth a view of its own for each call site.
IS_POLYMORPHIC = 4
IS_CLASS = 8
IS_MODULE = 16
