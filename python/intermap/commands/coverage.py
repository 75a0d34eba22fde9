"""What an answer could not see, said in the answer itself."""

from __future__ import annotations

from typing import Any, Dict

from ..command import CommandContext

# A tree of other people's broken fixtures must not drown the answer; diagnostics pages through them all.
MAX_LISTED = 50


def coverage(context: CommandContext) -> Dict[str, Any]:
    """``parse_failures`` and ``unsupported``; when the tree or the analysis was cut short, that as well."""
    index = context.index
    failures = index.parse_failures()
    told: Dict[str, Any] = {"parse_failures": failures[:MAX_LISTED], "unsupported": index.unsupported()}
    if len(failures) > MAX_LISTED:
        told["parse_failures_total"] = len(failures)
    if index.is_scan_truncated:
        told["scan_truncated"] = True
    limits = index.analysis_limits
    if limits:
        told["analysis_limits"] = limits
    return told
