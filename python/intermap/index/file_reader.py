"""From files to records: Python here or in worker processes, the other languages through the extractor."""

from __future__ import annotations

import os
from typing import Iterator, Mapping, Optional, Tuple

from ..context import RequestContext
from ..languages.extractor import ExtractionFailed, Extractor, ExtractorUnavailable
from ..project.classify import MANIFEST
from ..project.scan import SourceFile
from . import file_record
from .file_record import UNSUPPORTED, Record, record_key
from .outlines import linked_outline
from .worker_pool import WorkerPool

# Starting worker processes takes about as long as parsing this much in this one.
WORKERS_FROM_FILES = 24
WORKERS_FROM_BYTES = 600_000

Outcome = Tuple[Optional[bytes], Record]
"""The key to keep a record by, None for what should not be kept, and the record."""


class FileReader:
    """Reads and parses files of one project."""

    def __init__(self, root: str, extractor: Extractor) -> None:
        self._root = root
        self._extractor = extractor

    def parse(
        self, todo: Mapping[str, SourceFile], context: RequestContext
    ) -> Iterator[Tuple[str, Optional[bytes], Record]]:
        """Records of many files as they are ready. Raises Cancelled."""
        python = {path: file.stamp.size for path, file in todo.items() if file.language == "python"}
        if len(python) >= WORKERS_FROM_FILES or sum(python.values()) >= WORKERS_FROM_BYTES:
            for parsed in WorkerPool(self._root, python).run(context):
                yield parsed.path, parsed.key, _signed(parsed.record, "python")
        else:
            for path in sorted(python):
                context.check()
                yield (path, *self.read(path, "python"))
        for path in sorted(path for path in todo if path not in python):
            context.check()
            yield (path, *self.read(path, todo[path].language))

    def read(self, path: str, language: str) -> Outcome:
        """One file's record, made in this process."""
        content, failure = file_record.read_source(os.path.join(self._root, path))
        if content is None:
            return None, Record(failure or {"status": "unreadable"})
        key = record_key(file_record.fingerprint(language), path, content)
        if language == "python":
            return key, _signed(file_record.python_record(path, content), language)
        try:
            return key, _signed(self._extract(path, language, content), language)
        except ExtractorUnavailable as error:
            # Not kept: with Node installed the same content gives facts.
            return None, Record({"status": UNSUPPORTED, "message": str(error), "lines": content.count(b"\n") + 1})

    def _extract(self, path: str, language: str, content: bytes) -> Record:
        text, header = file_record.decoded(path, language, content)
        if text is None:
            return Record(header)
        if language == MANIFEST:
            return Record(header, file_record.encode_json_facts({"text": text}))
        try:
            facts = self._extractor.extract(language, text)
        except ExtractionFailed as error:
            return Record({**header, **file_record.failed(str(error), 1)})
        errors = facts.pop("errors", [])
        if errors:
            # The grammar recovers from errors: what it could read around them is kept.
            header.update(file_record.failed(errors[0]["message"], errors[0]["line"]), partial=True)
        return Record(header, file_record.encode_json_facts(facts), linked_outline(path, language, facts))


def _signed(record: Record, language: str) -> Record:
    """The record with the version of the front end that made it."""
    return record._replace(header={**record.header, "by": file_record.fingerprint(language).hex()[:8]})
