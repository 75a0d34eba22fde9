"""Facts on disk: one SQLite file in the cache folder, shared by all projects and all sidecars of a person.

It is a cache. Whatever is wrong with it (damaged, from another version, disk full, no rights), the answer is to go on
without what it held; nothing in it can't be computed again.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import sys
import time
from typing import Any, Callable, Dict, Iterable, Iterator, List, NamedTuple, Optional, Tuple, TypeVar

from ..project.scan import FileStamp
from .file_record import Header, Record

SCHEMA_VERSION = 4
# Two sidecars write at the same time after a branch switch; each waits for the other's short transaction.
BUSY_TIMEOUT_S = 5.0
# Facts that no project's file list names any more are kept a while: branches are switched back.
KEEP_UNUSED_DAYS = 30
# SQLite before 3.32 takes 999 parameters at most.
KEYS_PER_QUERY = 900

SCHEMA = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE facts(key BLOB PRIMARY KEY, used_day INTEGER NOT NULL, header TEXT NOT NULL, facts BLOB NOT NULL,
    outline BLOB NOT NULL);
CREATE TABLE files(
    project TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    ctime_ns INTEGER NOT NULL, inode TEXT NOT NULL, key BLOB NOT NULL, PRIMARY KEY(project, path)) WITHOUT ROWID;
CREATE INDEX files_by_key ON files(key);
CREATE TABLE projects(root TEXT PRIMARY KEY, used_day INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE solved(project TEXT PRIMARY KEY, solver BLOB NOT NULL, keys TEXT NOT NULL, state BLOB NOT NULL);
"""

T = TypeVar("T")


class StoredFile(NamedTuple):
    """A file as it was when its record was made."""

    path: str
    stamp: FileStamp
    key: bytes


class Solved(NamedTuple):
    """A solved project: the key of each file's facts by path, and what the resolver made of them."""

    keys: Dict[str, bytes]
    state: bytes


def cache_folder() -> str:
    """Where the index file lives: ``INTERMAP_CACHE_DIR``, else the platform's cache folder."""
    chosen = os.environ.get("INTERMAP_CACHE_DIR")
    if chosen:
        return os.path.abspath(chosen)
    if os.name == "nt":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~\\AppData\\Local")
        return os.path.join(base, "intermap", "Cache")
    if sys.platform == "darwin":
        return os.path.expanduser("~/Library/Caches/intermap")
    return os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "intermap")


class Store:
    """Reads and writes records. No method raises for a damaged or missing file."""

    def __init__(self, folder: Optional[str] = None) -> None:
        self.path = os.path.join(folder or cache_folder(), f"index-{SCHEMA_VERSION}.sqlite3")
        self.is_persistent = True
        self.was_rebuilt = False
        self._db = self._open()

    def _open(self) -> sqlite3.Connection:
        for attempt in range(2):
            try:
                os.makedirs(os.path.dirname(self.path), mode=0o700, exist_ok=True)
                return self._connect(self.path)
            except sqlite3.OperationalError as error:
                self._log(f"can't open the index file, keeping facts in memory: {error}")
                break
            except (sqlite3.DatabaseError, OSError) as error:
                if attempt or not self._remove_damaged(error):
                    break
        self.is_persistent = False
        return self._connect(":memory:")

    def _connect(self, path: str) -> sqlite3.Connection:
        # Used by the thread that runs commands only; the parse threads hand their results over.
        db = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)
        try:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=NORMAL")
            db.execute("PRAGMA cache_size=-4000")
            db.execute("BEGIN IMMEDIATE")
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version != SCHEMA_VERSION:
                for statement in filter(str.strip, SCHEMA.split(";")):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
            db.execute("COMMIT")
        except BaseException:
            db.close()
            raise
        return db

    def _remove_damaged(self, error: Exception) -> bool:
        self._log(f"the index file is damaged and will be built again: {error}")
        self.was_rebuilt = True
        try:
            for suffix in ("", "-wal", "-shm"):
                if os.path.lexists(self.path + suffix):
                    os.remove(self.path + suffix)
        except OSError:
            return False
        return True

    def _guarded(self, work: Callable[[], T], fallback: T) -> T:
        """Run database work; on damage start over with an empty file, on any other trouble do without."""
        try:
            return work()
        except sqlite3.OperationalError as error:  # Busy for too long, disk full, read-only.
            self._log(f"index file: {error}")
            self._roll_back()
        except (sqlite3.DatabaseError, ValueError) as error:
            self._db.close()
            self._remove_damaged(error)
            self._db = self._open()
        return fallback

    def _roll_back(self) -> None:
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")

    def files(self, project: str) -> List[StoredFile]:
        """What was known of the project's files when they were last read."""

        def work() -> List[StoredFile]:
            rows = self._db.execute(
                "SELECT path, size, mtime_ns, ctime_ns, inode, key FROM files WHERE project=?", (_text(project),)
            )
            return [StoredFile(_path(r[0]), FileStamp(r[1], r[2], r[3], int(r[4])), bytes(r[5])) for r in rows]

        return self._guarded(work, [])

    def headers(self, keys: Iterable[bytes]) -> Dict[bytes, Header]:
        """The headers of those records that are there."""

        def work() -> Dict[bytes, Header]:
            return {bytes(key): json.loads(text) for key, text in self._by_keys("key, header", keys)}

        return self._guarded(work, {})

    def facts(self, keys: Iterable[bytes]) -> Dict[bytes, bytes]:
        """The encoded facts of those records that are there."""
        return self._guarded(lambda: {bytes(key): facts for key, facts in self._by_keys("key, facts", keys)}, {})

    def outlines(self, keys: Iterable[bytes]) -> Dict[bytes, bytes]:
        """The encoded outlines of those records that are there."""
        return self._guarded(lambda: {bytes(key): data for key, data in self._by_keys("key, outline", keys)}, {})

    def _by_keys(self, columns: str, keys: Iterable[bytes]) -> Iterator[Tuple[Any, ...]]:
        wanted = list(keys)
        for start in range(0, len(wanted), KEYS_PER_QUERY):
            part = wanted[start : start + KEYS_PER_QUERY]
            marks = ",".join("?" * len(part))
            yield from self._db.execute(f"SELECT {columns} FROM facts WHERE key IN ({marks})", part)

    def save(
        self, project: str, files: Iterable[StoredFile], gone: Iterable[str], records: Dict[bytes, Record]
    ) -> None:
        """Write records and the file list's changes in one transaction."""

        def work() -> None:
            today = _today()
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany(
                "INSERT OR REPLACE INTO facts(key, used_day, header, facts, outline) VALUES(?,?,?,?,?)",
                [(key, today, json.dumps(r.header), r.facts, r.outline) for key, r in records.items()],
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO files(project, path, size, mtime_ns, ctime_ns, inode, key)"
                " VALUES(?,?,?,?,?,?,?)",
                [
                    (
                        _text(project),
                        _text(f.path),
                        f.stamp.size,
                        f.stamp.mtime_ns,
                        f.stamp.ctime_ns,
                        str(f.stamp.inode),
                        f.key,
                    )
                    for f in files
                ],
            )
            self._db.executemany(
                "DELETE FROM files WHERE project=? AND path=?", [(_text(project), _text(path)) for path in gone]
            )
            self._db.execute("INSERT OR REPLACE INTO projects(root, used_day) VALUES(?,?)", (_text(project), today))
            self._db.execute("COMMIT")

        self._guarded(work, None)

    def solved(self, project: str, solver: bytes) -> Optional[Solved]:
        """The solved project, if this solver solved it."""

        def work() -> Optional[Solved]:
            row = self._db.execute(
                "SELECT keys, state FROM solved WHERE project=? AND solver=?", (_text(project), solver)
            ).fetchone()
            if row is None:
                return None
            return Solved({path: bytes.fromhex(key) for path, key in json.loads(row[0]).items()}, bytes(row[1]))

        return self._guarded(work, None)

    def save_solved(self, project: str, solver: bytes, solved: Solved) -> None:
        """Keep a solved project instead of the one before."""
        keys = json.dumps({path: key.hex() for path, key in solved.keys.items()})

        def work() -> None:
            self._db.execute(
                "INSERT OR REPLACE INTO solved(project, solver, keys, state) VALUES(?,?,?,?)",
                (_text(project), solver, keys, solved.state),
            )

        self._guarded(work, None)

    def projects(self) -> List[str]:
        """The roots of all projects in the index, in order of their paths."""
        return self._guarded(
            lambda: [_path(row[0]) for row in self._db.execute("SELECT root FROM projects ORDER BY root")], []
        )

    def prune(self) -> None:
        """Once a day, drop projects not used for a while and facts that no file list names any more."""

        def work() -> None:
            today = _today()
            row = self._db.execute("SELECT value FROM meta WHERE name='pruned_day'").fetchone()
            if row is not None and row[0] >= today:
                return
            oldest = today - KEEP_UNUSED_DAYS
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute(
                "DELETE FROM files WHERE project IN (SELECT root FROM projects WHERE used_day < ?)", (oldest,)
            )
            self._db.execute("DELETE FROM projects WHERE used_day < ?", (oldest,))
            self._db.execute("DELETE FROM solved WHERE project NOT IN (SELECT root FROM projects)")
            self._db.execute(
                "DELETE FROM facts WHERE used_day < ? AND NOT EXISTS (SELECT 1 FROM files WHERE files.key = facts.key)",
                (oldest,),
            )
            self._db.execute("INSERT OR REPLACE INTO meta(name, value) VALUES('pruned_day', ?)", (today,))
            self._db.execute("COMMIT")
            self._remove_older()

        self._guarded(work, None)

    def _remove_older(self) -> None:
        """Removes index files of earlier versions."""
        for version in range(1, SCHEMA_VERSION):
            older = os.path.join(os.path.dirname(self.path), f"index-{version}.sqlite3")
            for suffix in ("", "-wal", "-shm"):
                with contextlib.suppress(OSError):  # Not there, or another sidecar has it open on Windows.
                    os.remove(older + suffix)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @staticmethod
    def _log(message: str) -> None:
        print(f"intermap: {message}", file=sys.stderr, flush=True)


def _today() -> int:
    return int(time.time() // 86_400)


def _text(path: str) -> str:
    """A path as SQLite can store it: undecodable bytes (surrogates) would be refused as text."""
    return path.encode("utf-8", "surrogateescape").decode("latin-1") if not path.isascii() else path


def _path(text: str) -> str:
    return text.encode("latin-1").decode("utf-8", "surrogateescape") if not text.isascii() else text


def known_projects() -> List[Tuple[str, bool]]:
    """Every project in the index, and whether its folder is still there."""
    store = Store()
    try:
        return [(root, os.path.isdir(root)) for root in store.projects()]
    finally:
        store.close()
