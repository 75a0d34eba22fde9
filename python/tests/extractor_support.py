"""Builds the Node extractor once for the tests that need it; without Node those tests are skipped and say so."""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import subprocess
import tempfile
import unittest
from typing import Any, List, Mapping, Optional

from .support import PACKAGE_PARENT, Content, ProjectCase, SidecarClient

BUILD_SCRIPT = os.path.join(os.path.dirname(PACKAGE_PARENT), "bridge", "extractor", "build.mjs")


@functools.cache
def built_extractor() -> Optional[str]:
    """The bundled extractor, or None where there is no Node or no installed node_modules."""
    node = os.environ.get("INTERMAP_NODE") or shutil.which("node")
    modules = os.path.join(os.path.dirname(PACKAGE_PARENT), "node_modules", "esbuild")
    if node is None or not os.path.isdir(modules) or not os.path.isfile(BUILD_SCRIPT):
        return None
    folder = tempfile.mkdtemp(prefix="intermap-extractor-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    environment = {**os.environ, "ELECTRON_RUN_AS_NODE": "1"}
    subprocess.run([node, BUILD_SCRIPT, folder], check=True, env=environment, stdout=subprocess.DEVNULL)
    return os.path.join(folder, "intermap-extractor.js")


needs_extractor = unittest.skipUnless(
    built_extractor() is not None,
    "needs Node.js and `npm ci` in the repository: the tree-sitter extractor is built from there",
)


class LinkedCase(ProjectCase):
    """A test of one of the extractor's languages."""

    def linked_sidecar(self) -> SidecarClient:
        return self.shared_sidecar({"INTERMAP_EXTRACTOR": str(built_extractor())})

    def edges_of(self, files: Mapping[str, Content], **args: Any) -> List[str]:
        """The edges of a project, as ``from -> to``, sorted."""
        self.write(files)
        result = self.linked_sidecar().result("call_graph", self.root, **args)
        self.assertEqual((result["parse_failures"], result["unsupported"]), ([], []))
        return sorted(self.edge_names(result))

    def check(self, files: Mapping[str, Content], expected: List[str], **args: Any) -> None:
        self.assertEqual(self.edges_of(files, **args), sorted(expected))
