"""Text put together at run time, as far as it can name an attribute or a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, List, Optional

from .values import EMPTY, LiteralValue, PartialText, Values

if TYPE_CHECKING:
    from .arguments import Arguments
    from .solver import Solver

#: Texts one place can make, and how long they get: `name = name + "x"` in a loop must come to an end.
_MOST_TEXTS = 16
_LONGEST_TEXT = 40


def joined(solver: Solver, parts: List[Values]) -> Values:
    """The parts one after the other: exact where each is known, else by what the text starts and ends with."""
    known = [_texts(values) for values in parts]
    made: Optional[List[str]] = [""]
    for texts in known:
        if made is None or texts is None or len(made) * len(texts) > _MOST_TEXTS:
            made = None
            break
        made = [before + text for before in made for text in texts]
    if made is not None:
        return tuple(solver.literal(text) for text in made if len(text) <= _LONGEST_TEXT)
    start = _edge(parts[0], False)
    end = _edge(parts[-1], True)
    return (solver.intern(PartialText, start, end),) if len(start) > 1 or len(end) > 1 else EMPTY


#: Methods of text that make another text a key or an attribute's name may come from.
#: With the numbers of arguments they are followed with.
TEXT_METHODS = {
    **dict.fromkeys(("upper", "lower", "title", "capitalize", "casefold"), (0,)),
    **dict.fromkeys(("strip", "lstrip", "rstrip"), (0, 1)),
    **dict.fromkeys(("removeprefix", "removesuffix"), (1,)),
    "replace": (2,),
}


def text_method(solver: Solver, name: str, arguments: Arguments) -> Values:
    """`text.upper()` and the like; the text is the first argument."""
    parts = [_texts(values) for values in arguments.positional]
    if arguments.named or not parts or any(texts is None for texts in parts):
        return EMPTY
    given = [texts[0] for texts in parts[1:] if texts is not None and len(texts) == 1]
    if len(given) != len(parts) - 1 or len(given) not in TEXT_METHODS[name]:
        return EMPTY
    method = getattr(str, name)
    return tuple(solver.literal(made) for text in parts[0] or () if len(made := method(text, *given)) <= _LONGEST_TEXT)


def _texts(values: Values) -> Optional[List[str]]:
    if not values:
        return None
    texts: List[str] = []
    for value in values:
        if value.__class__ is not LiteralValue or value.value.__class__ is bool:  # type: ignore[attr-defined]
            return None
        texts.append(str(value.value))  # type: ignore[attr-defined]
    return texts


def _edge(values: Values, last: bool) -> str:
    if len(values) != 1:
        return ""
    value = values[0]
    if value.__class__ is PartialText:
        return value.end if last else value.start  # type: ignore[attr-defined]
    return str(value.value) if value.__class__ is LiteralValue else ""  # type: ignore[attr-defined]
