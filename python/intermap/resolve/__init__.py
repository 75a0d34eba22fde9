"""From the facts of all files to definitions, call edges, callers and references."""

from __future__ import annotations

from .model import Edge, Endpoint, Limits, ModuleImport, Reference, SymbolId, SymbolRecord
from .project_graph import ProjectGraph

__all__ = ["Edge", "Endpoint", "Limits", "ModuleImport", "ProjectGraph", "Reference", "SymbolId", "SymbolRecord"]
