"""``ping``: whether the sidecar answers, and what it is."""

from __future__ import annotations

import os
import platform
from typing import Any, Dict

from .. import __version__
from ..command import Command, CommandContext
from ..languages.extractor import extractor_script, node_command
from ..project.classify import EXTRACTOR_LANGUAGES
from ..protocol import PROTOCOL_VERSION


def run(context: CommandContext) -> Dict[str, Any]:
    """Versions, and which languages can be read on this machine."""
    del context
    has_extractor = node_command() is not None and extractor_script() is not None
    return {
        "pong": True,
        "version": __version__,
        "protocol": PROTOCOL_VERSION,
        "python": platform.python_version(),
        "pid": os.getpid(),
        "languages": ["python", *(EXTRACTOR_LANGUAGES if has_extractor else ())],
    }


COMMAND = Command(
    "ping",
    "Whether the sidecar answers, its version, and the languages it can read here.",
    run,
    needs_project=False,
    is_cacheable=False,
)
