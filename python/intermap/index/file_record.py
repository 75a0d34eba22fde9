"""What is known of one file: how reading it went, and the facts its language's front end drew from it."""

from __future__ import annotations

import functools
import json
import os
import sys
import warnings
import zlib
from typing import Any, Dict, Iterable, NamedTuple, Optional, Tuple

from ..project import classify

try:
    # `hashlib` would load OpenSSL for it, which takes 4 MB.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

OK = "ok"
PARSE_FAILURE = "parse_failure"
UNSUPPORTED = "unsupported"

# Time matters more here than space, and level 1 already saves two thirds.
COMPRESSION_LEVEL = 1

Header = Dict[str, Any]
"""``{"status", "lines", "generated"?, "message"?, "line"?}``: all that is shown of a file's reading.

``status`` is ok, parse_failure, unsupported, binary, minified, too_large or unreadable."""


class Record(NamedTuple):
    """A file's header, its encoded facts and its encoded outline; the latter two are empty without a parse."""

    header: Header
    facts: bytes = b""
    outline: bytes = b""


def read_source(path: str) -> Tuple[Optional[bytes], Optional[Header]]:
    """A source file's bytes, or the header that says why there are none."""
    try:
        with open(path, "rb") as stream:
            content = stream.read(classify.MAX_SOURCE_BYTES + 1)
    except OSError as error:
        return None, {"status": "unreadable", "message": error.strerror or str(error)}
    if len(content) > classify.MAX_SOURCE_BYTES:
        limit = f"The file is larger than {classify.MAX_SOURCE_BYTES} bytes."
        return None, {"status": "too_large", "message": limit}
    return content, None


def decoded(path: str, language: str, content: bytes) -> Tuple[Optional[str], Header]:
    """The source text (None when it is not to be parsed) and the header so far."""
    header: Header = {"status": OK, "lines": content.count(b"\n") + 1}
    if classify.is_generated(content):
        header["generated"] = True
    reason = classify.reason_to_skip(os.path.basename(path), language, content)
    if reason is not None:
        header["status"] = reason
        return None, header
    text, failure = classify.decode_source(language, content)
    if text is None:
        header.update(failed(failure or "The file can't be decoded.", 1))
    return text, header


def failed(message: str, line: Optional[int]) -> Header:
    """The part of a header that tells of a parse failure."""
    return {"status": PARSE_FAILURE, "message": message, "line": line or 1}


def python_record(path: str, content: bytes) -> Record:
    """Parse one Python file. Never raises: what goes wrong is told in the header."""
    from ..languages import python
    from .outlines import python_outline

    text, header = decoded(path, "python", content)
    if text is None:
        return Record(header)
    try:
        with warnings.catch_warnings():
            # The parser warns of other people's "\\d"; that is no news of ours.
            warnings.simplefilter("ignore")
            facts = python.extract_facts(path, text)
        packed = zlib.compress(python.encode_facts(facts), 0)  # For its checksum: large parts are compressed already.
        return Record(header, packed, python_outline(path, facts))
    except python.PythonSyntaxError as error:
        header.update(failed(error.message, error.line))
    except SyntaxError as error:
        header.update(failed(error.msg or "invalid syntax", error.lineno))
    except (RecursionError, MemoryError):
        header.update(failed("The code is nested too deeply to parse.", 1))
    except ValueError as error:
        header.update(failed(str(error), 1))
    return Record(header)


def unpacked_python_facts(data: bytes) -> Optional[bytes]:
    """A Python file's facts as ``encode_facts`` wrote them, or None when they are damaged (zlib keeps a checksum)."""
    try:
        return zlib.decompress(data)
    except zlib.error:
        return None


def encode_json_facts(facts: Any) -> bytes:
    """The stored form of facts that came as JSON from the extractor."""
    return zlib.compress(json.dumps(facts, separators=(",", ":")).encode("ascii"), COMPRESSION_LEVEL)


def decode_json_facts(data: bytes) -> Optional[Any]:
    """The facts, or None when their stored form is damaged."""
    try:
        return json.loads(zlib.decompress(data))
    except (zlib.error, ValueError, RecursionError):
        return None


def record_key(fingerprint: bytes, path: str, content: bytes) -> bytes:
    """Where a file's record is kept: a hash of its content, its path (facts name the module by it) and front end."""
    digest = blake2b(fingerprint, digest_size=20)
    digest.update(path.encode("utf-8", "surrogateescape") + b"\0")
    digest.update(content)
    return digest.digest()


@functools.cache
def fingerprint(language: str) -> bytes:
    """Changes whenever the same source could give other facts: other front-end code or another Python grammar."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if language == "python":
        folder = os.path.join(package, "languages", "python")
        files = [os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".py")]
        here = os.path.dirname(os.path.abspath(__file__))
        files += [__file__, classify.__file__, os.path.join(here, "outlines.py")]
        return hash_files(files, sys.version)
    if language == classify.MANIFEST:
        return b"manifest-1"
    from ..languages.extractor import extractor_script

    script = extractor_script()
    here = os.path.dirname(os.path.abspath(__file__))
    model = os.path.join(package, "languages", "linker", "file_model.py")
    return hash_files([*([script] if script else []), model, os.path.join(here, "outlines.py")], language)


def hash_files(files: Iterable[str], salt: str) -> bytes:
    """A hash of what these files hold."""
    digest = blake2b(salt.encode(), digest_size=16)
    for file in sorted(files):
        with open(file, "rb") as stream:
            digest.update(stream.read())
    return digest.digest()
