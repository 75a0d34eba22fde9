"""The call graph of a project, kept up to date file by file. This is the resolver's public face."""

from __future__ import annotations

from typing import Dict, List, Mapping, Optional, Sequence

from ..languages.python.facts import FileFacts
from .model import Edge, Limits, ModuleImport, Reference, SymbolId, SymbolRecord


class ProjectGraph:
    """Facts in, definitions and edges out.

    Not safe for use by several threads at once. Every list it returns is in a stable order (file, line, name).
    """

    def __init__(self, limits: Limits = Limits()) -> None:
        self.limits = limits

    # -- changing ------------------------------------------------------------------------------------------------

    def update(self, changed: Mapping[str, Optional[FileFacts]]) -> None:
        """Takes in new facts by path; None removes a file. Solves again only what the change can reach.

        Give all files of a first index in ONE call. Facts are not changed and may be shared.
        """
        raise NotImplementedError

    def set_foreign_edges(self, path: str, edges: Sequence[Edge]) -> None:
        """Edges that another language's linker found in `path` replace those given before; they join all queries."""
        raise NotImplementedError

    # -- asking --------------------------------------------------------------------------------------------------

    def edges(self, include_external: bool = False, path: Optional[str] = None) -> List[Edge]:
        """All call edges, or those that start in one file. Externals: `<builtin>.len`, `os.path.join`, no file."""
        raise NotImplementedError

    def callees(self, symbol: SymbolId, include_external: bool = False) -> List[Edge]:
        """Edges out of one symbol (line 0 in the id matches any line). Empty for an unknown symbol."""
        raise NotImplementedError

    def callers(self, symbol: SymbolId) -> List[Edge]:
        """Edges into one symbol. A class's callers are those who make instances, with or without `__init__`."""
        raise NotImplementedError

    def references(self, symbol: SymbolId) -> List[Reference]:
        """Places that use a symbol: calls, reads (passed on, stored, subclassed) and imports."""
        raise NotImplementedError

    def find(self, name: str, path: Optional[str] = None) -> List[SymbolRecord]:
        """Definitions a name can mean: `f`, `Class.method`, `module.Class.method`, or `file.py:f`; exact first."""
        raise NotImplementedError

    def symbols(self, path: Optional[str] = None) -> List[SymbolRecord]:
        """Every definition of one file or of all, without modules."""
        raise NotImplementedError

    def symbol_at(self, path: str, line: int) -> Optional[SymbolRecord]:
        """The innermost definition around a line; the module itself outside every definition."""
        raise NotImplementedError

    def definition(self, path: str, line: int, column: int) -> List[SymbolRecord]:
        """What the name at a place (line from 1, column from 0) refers to. Empty when not known."""
        raise NotImplementedError

    def imports(self, path: Optional[str] = None) -> List[ModuleImport]:
        """Which file imports which module, with the imported file where it is in the project."""
        raise NotImplementedError

    def module_name(self, path: str) -> Optional[str]:
        """`pkg/mod.py` is `pkg.mod`, `pkg/__init__.py` is `pkg`; None for a path that was never given."""
        raise NotImplementedError

    def paths(self) -> List[str]:
        """Files whose facts are in."""
        raise NotImplementedError

    @property
    def truncated(self) -> Dict[str, int]:
        """Which limits were reached and how often (empty when none)."""
        raise NotImplementedError
