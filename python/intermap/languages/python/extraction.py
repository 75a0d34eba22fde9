"""One file's text to its facts: parse, find the module's names, walk every scope once."""

from __future__ import annotations

import ast
import re
import sys
import threading
import warnings
from typing import Any, List, Optional, Union

from . import ops
from .bindings import collect_bindings
from .definitions import doc_line
from .facts import FileFacts, PythonSyntaxError
from .file_builder import FileBuilder
from .scope import Scope
from .statements import compile_body

#: For the few files nested so deeply that the usual recursion limit does not do.
_DEEP_RECURSION_LIMIT = 60_000
_REBINDING = re.compile(rb"(?:^|[;:])[ \t]*(global|nonlocal)[ \t]+((?:[^#\r\n;\\]|\\\r?\n)+)", re.MULTILINE)
_DEEP_STACK_BYTES = 512 * 1024 * 1024


def extract(path: str, source: Union[str, bytes]) -> FileFacts:
    """See `extract_facts`."""
    try:
        return _extract(path, source)
    except RecursionError:
        return _extract_with_deep_stack(path, source)


def _extract(path: str, source: Union[str, bytes]) -> FileFacts:
    if isinstance(source, str):
        source = source.lstrip("\ufeff")
    tree = _parse(path, source)
    data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    # `ast` counts columns in UTF-8 bytes, and a form feed or a lone carriage return ends no line for it.
    lines = re.split(b"\r\n|\r|\n", data)
    file = FileBuilder(path, lines)
    _note_rebound_names(file, data)
    module_symbol = file.add_symbol(path.rsplit("/", 1)[-1], "", "module", tree, None)
    file.symbols[module_symbol]["end_line"] = max(1, len(lines) - (lines[-1] == b""))
    file.symbols[module_symbol]["doc"] = doc_line(tree.body)
    scope = Scope(file, "module", None, module_symbol, "", file.reserve_scope())  # always scope 0
    scope.flags |= ops.IS_MODULE
    scope.bindings = file.module_bindings = collect_bindings(tree.body)
    scope.names = set(scope.bindings.names)
    _find_static_names(file)
    compile_body(scope, tree.body)
    scope.store_versions()
    scope.finish(None)
    return file.facts()


def _parse(path: str, source: Union[str, bytes]) -> Any:
    try:
        with warnings.catch_warnings():
            # Old escapes such as "\d" are the project's affair; a warning here would land on stderr for each.
            warnings.simplefilter("ignore")
            return ast.parse(source, path)
    except SyntaxError as error:
        raise PythonSyntaxError(path, error.msg or "invalid syntax", error.lineno) from error
    except (ValueError, UnicodeError, MemoryError) as error:
        # Null bytes, undecodable text, and what the parser itself finds too deep.
        raise PythonSyntaxError(path, str(error) or type(error).__name__) from error


def _note_rebound_names(file: FileBuilder, data: bytes) -> None:
    """Names in `global` and `nonlocal` statements, read off the text: a walk over the whole tree costs too much.

    A line of a docstring that looks like such a statement only makes the analysis of that name a little coarser.
    """
    for keyword, names in _REBINDING.findall(data):
        rebound = file.rebound_globals if keyword == b"global" else file.rebound_nonlocals
        rebound.update(name.strip().decode("utf-8", "replace") for name in names.replace(b"\\", b" ").split(b","))


def _find_static_names(file: FileBuilder) -> None:
    for name in file.module_bindings.names:
        if name in file.rebound_globals:
            continue
        node: Any = file.module_bindings.once(name)
        kind = node.__class__
        if kind in (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef):
            if not node.decorator_list:
                file.static_names[name] = -1
        elif kind is ast.Import:
            for alias in node.names:
                if alias.asname == name:
                    file.import_names[name] = file.import_path(alias.name, 0, None, ())
                elif alias.asname is None and alias.name.split(".")[0] == name:
                    file.import_names[name] = file.import_path(name, 0, None, ())
        elif kind is ast.ImportFrom:
            for alias in node.names:
                if (alias.asname or alias.name) == name:
                    file.import_names[name] = file.import_path(node.module or "", node.level or 0, alias.name, ())
    for name in file.static_names:
        file.static_names[name] = file.reserve_scope()


def _extract_with_deep_stack(path: str, source: Union[str, bytes]) -> FileFacts:
    """Once more with room: in a thread of its own, whose stack can be made larger than the main thread's."""
    found: List[Optional[FileFacts]] = [None]
    failure: List[Exception] = []

    def run() -> None:
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(_DEEP_RECURSION_LIMIT)
        try:
            found[0] = _extract(path, source)
        except (PythonSyntaxError, RecursionError, MemoryError) as error:
            failure.append(error)
        finally:
            sys.setrecursionlimit(limit)

    previous = threading.stack_size()
    try:
        threading.stack_size(_DEEP_STACK_BYTES)
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    except (ValueError, RuntimeError) as error:  # the system grants no such stack
        failure.append(error)
    finally:
        threading.stack_size(previous)
    if found[0] is not None:
        return found[0]
    error = failure[0] if failure else RecursionError()
    if isinstance(error, PythonSyntaxError):
        raise error
    raise PythonSyntaxError(path, "nested too deeply") from error
