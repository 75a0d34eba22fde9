"""A child process that parses Python files, so that a large tree uses every core.

Reads JSON lines ``{"root", "paths"}`` from stdin. For every path it writes one line
``{"path", "key", "header", "sizes"}`` to stdout, followed by the bytes of the encoded facts and outline.
It ends at EOF.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from typing import BinaryIO

from .file_record import Record, fingerprint, python_record, read_source, record_key


def main() -> None:
    """Serve until stdin ends. Nothing but frames goes to stdout, whatever a library prints."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # A syntax tree is tens of thousands of objects and no garbage: looking through them again and again while they
    # grow takes a third of the whole time. What cycles are left is collected between chunks.
    gc.disable()
    for line in sys.stdin.buffer:
        request = json.loads(line)
        for path in request["paths"]:
            answer(request["root"], path, out)
            out.flush()
        gc.collect()


def answer(root: str, path: str, out: BinaryIO) -> None:
    """Parse one file and write its frame."""
    content, failure = read_source(os.path.join(root, path))
    if content is None:
        key, record = b"", Record(failure or {})
    else:
        key, record = record_key(fingerprint("python"), path, content), python_record(path, content)
    frame = {"path": path, "key": key.hex(), "header": record.header, "sizes": [len(record.facts), len(record.outline)]}
    out.write(json.dumps(frame).encode("ascii") + b"\n")
    out.write(record.facts)
    out.write(record.outline)
