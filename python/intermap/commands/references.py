"""``references``: every place that uses a definition."""

from __future__ import annotations

from typing import Any, Dict, List

from ..command import Arg, Command, CommandContext, paging_args
from .coverage import coverage
from .targets import TARGET_ARGS, shown, target_symbols


def run(context: CommandContext) -> Dict[str, Any]:
    """Calls, reads and imports, in order of file and line."""
    targets = target_symbols(context)
    wanted = context.args["kind"]
    found: List[Dict[str, Any]] = []
    for target in targets:
        context.request.check()
        for reference in context.graph.references(target.id):
            if wanted in (None, reference["kind"]):
                found.append({**reference, "of": target.name})
    found.sort(key=lambda r: (r["file"], r["line"], r["kind"], r["within"], r["of"]))
    page = context.page("references", found)
    return {"targets": [shown(target) for target in targets], **page, **coverage(context)}


COMMAND = Command(
    "references",
    "Every place that calls, reads or imports a definition.",
    run,
    (
        *TARGET_ARGS,
        Arg("kind", "string", "Only references of this kind.", choices=("call", "read", "import")),
        *paging_args(500),
    ),
    paged_key="references",
)
