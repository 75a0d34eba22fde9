"""The command table: one module per command, each with a ``COMMAND``."""

from __future__ import annotations

from typing import Dict

from ..command import Command
from . import (
    architecture,
    call_graph,
    change_impact,
    cross_project_deps,
    dead_code,
    definition,
    detect_patterns,
    diagnostics,
    extract,
    impact,
    live_changes,
    ping,
    projects,
    reference_edges,
    references,
    repo_map,
    resolve_project,
    structure,
    symbols,
)

COMMANDS: Dict[str, Command] = {
    module.COMMAND.name: module.COMMAND
    for module in (
        ping,
        projects,
        resolve_project,
        structure,
        extract,
        symbols,
        definition,
        references,
        call_graph,
        impact,
        dead_code,
        architecture,
        change_impact,
        cross_project_deps,
        detect_patterns,
        live_changes,
        reference_edges,
        diagnostics,
        repo_map,
    )
}
