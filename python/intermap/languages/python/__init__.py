"""Python source to facts, by the standard `ast` module. Nothing of the project is ever imported or run."""

from __future__ import annotations

from typing import Union

from .facts import (
    FACTS_VERSION,
    FileFacts,
    ImportFacts,
    PythonSyntaxError,
    ScopeFacts,
    SymbolFacts,
    decode_facts,
    encode_facts,
)

__all__ = [
    "FACTS_VERSION",
    "FileFacts",
    "ImportFacts",
    "PythonSyntaxError",
    "ScopeFacts",
    "SymbolFacts",
    "decode_facts",
    "encode_facts",
    "extract_facts",
]


def extract_facts(path: str, source: Union[str, bytes]) -> FileFacts:
    """Facts of one file. `path` is relative to the project root with forward slashes.

    A pure function of its arguments: cache the result by the hash of both. Bytes are decoded as Python would
    (byte order mark, coding comment, else UTF-8). Raises PythonSyntaxError when the text cannot be parsed.
    """
    from .extraction import extract

    return extract(path, source)
