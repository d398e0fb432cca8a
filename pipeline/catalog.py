"""What is done: an SQLite file beside the dataset, written after the rows are in place.

Documents are known by their content, so a file under another name is the same document. A fingerprint a path (size,
time, inode) saves reading files that have not changed; files that changed within the clock's grain are read anyway.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from pipeline import errors
from pipeline.dataset.writing import STATE_FOLDER, ExtractedDocument, PageFailure
from pipeline.errors import OutputUnusable
from pipeline.inputs import Fingerprint

CATALOG_VERSION = 1
CLOCK_GRAIN_NS = 2_000_000_000
"""File systems keep times in steps of up to two seconds: a file changed that lately may change again unseen."""

_TABLES = """
CREATE TABLE IF NOT EXISTS files (
    path BLOB PRIMARY KEY, size INTEGER, mtime_ns INTEGER, inode INTEGER, device INTEGER, sha256 TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents (
    sha256 TEXT PRIMARY KEY, source_name TEXT, plan_year INTEGER, pipeline_version TEXT, options_digest TEXT,
    extracted_at TEXT, n_pages INTEGER, n_tasks INTEGER, n_indicators INTEGER, n_risks INTEGER, n_review INTEGER,
    needs_review INTEGER, failures TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS failures (
    path BLOB PRIMARY KEY, sha256 TEXT, kind TEXT, reason TEXT, pipeline_version TEXT, options_digest TEXT,
    failed_at TEXT
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class FailedInput:
    """An input that could not be extracted, with the version that failed and why."""

    path: Path
    sha256: str | None
    kind: str
    reason: str
    pipeline_version: str
    options_digest: str
    failed_at: str

    @property
    def transient(self) -> bool:
        """True where another try may succeed although nothing was changed."""
        return bool(getattr(getattr(errors, self.kind, None), "transient", False))


class Catalog:
    """The catalogue of one output folder. Only the holder of the folder's lock writes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def known_digest(self, path: Path, fingerprint: Fingerprint) -> str | None:
        """The digest of the file at `path`, if it has not changed since it was last read."""
        row = self._connection.execute(
            "SELECT sha256 FROM files WHERE path = ? AND size = ? AND mtime_ns = ? AND inode = ? AND device = ?",
            (_key(path), fingerprint.size, fingerprint.mtime_ns, fingerprint.inode, fingerprint.device),
        ).fetchone()
        return None if row is None else str(row[0])

    def remember_file(self, path: Path, fingerprint: Fingerprint, sha256: str) -> None:
        """Keeps a file's digest; one so new that it may change without its time telling is read again next time."""
        if time.time_ns() - fingerprint.mtime_ns < CLOCK_GRAIN_NS:
            fingerprint = replace(fingerprint, mtime_ns=-1)
        with self._connection:
            self._connection.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)",
                (_key(path), *asdict(fingerprint).values(), sha256),
            )

    def sources(self) -> tuple[tuple[Path, str], ...]:
        """Every path that was ever read, with the digest of what it held last."""
        rows = self._connection.execute("SELECT path, sha256 FROM files ORDER BY path")
        return tuple((Path(os.fsdecode(path)), str(sha256)) for path, sha256 in rows)

    def document(self, sha256: str) -> ExtractedDocument | None:
        """The document with that content, if it is extracted."""
        row = self._connection.execute("SELECT * FROM documents WHERE sha256 = ?", (sha256,)).fetchone()
        return None if row is None else _document(row)

    def documents(self) -> tuple[ExtractedDocument, ...]:
        """All that is extracted, by name."""
        rows = self._connection.execute("SELECT * FROM documents ORDER BY source_name, sha256")
        return tuple(_document(row) for row in rows)

    def record(self, document: ExtractedDocument) -> None:
        """Lists a document whose rows are in place."""
        values = asdict(document) | {"failures": json.dumps([asdict(failure) for failure in document.failures])}
        with self._connection:
            self._connection.execute("DELETE FROM failures WHERE sha256 = ?", (document.sha256,))
            self._connection.execute(
                f"INSERT OR REPLACE INTO documents VALUES ({', '.join('?' * len(values))})",  # noqa: S608 - marks only
                tuple(values.values()),
            )

    def record_failure(self, failure: FailedInput) -> None:
        """Lists an input that could not be extracted."""
        values = asdict(failure) | {"path": _key(failure.path)}
        with self._connection:
            self._connection.execute(
                "INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?, ?, ?, ?)", tuple(values.values())
            )

    def clear_failure(self, path: Path) -> None:
        """Forgets that an input failed."""
        with self._connection:
            self._connection.execute("DELETE FROM failures WHERE path = ?", (_key(path),))

    def failure(self, path: Path) -> FailedInput | None:
        """How the input at `path` failed when it was last tried, if it did."""
        row = self._connection.execute("SELECT * FROM failures WHERE path = ?", (_key(path),)).fetchone()
        return None if row is None else FailedInput(Path(os.fsdecode(row[0])), *row[1:])

    def forget(self, sha256: str) -> None:
        """Strikes out a document whose rows are gone, and where it was found."""
        with self._connection:
            self._connection.execute("DELETE FROM documents WHERE sha256 = ?", (sha256,))
            self._connection.execute("DELETE FROM files WHERE sha256 = ?", (sha256,))

    def failures(self) -> tuple[FailedInput, ...]:
        """All inputs that failed when they were last tried, by path."""
        rows = self._connection.execute("SELECT * FROM failures ORDER BY path")
        return tuple(FailedInput(Path(os.fsdecode(row[0])), *row[1:]) for row in rows)


@contextmanager
def open_catalog(out: Path) -> Iterator[Catalog]:
    """The catalogue of the output folder `out`, made where there is none; raises OutputUnusable."""
    path = out / STATE_FOLDER / "catalog.sqlite"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.executescript(_TABLES)
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version not in (0, CATALOG_VERSION):
                raise OutputUnusable("its catalogue was written by another version of kehoach", str(out))
            connection.execute(f"PRAGMA user_version = {CATALOG_VERSION}")
            yield Catalog(connection)
        finally:
            connection.close()
    except BrokenPipeError:  # what is printed meanwhile goes nowhere; the folder is not to blame
        raise
    except (OSError, sqlite3.Error) as error:
        raise OutputUnusable(str(error), str(out)) from error


def _key(path: Path) -> bytes:
    return os.fsencode(path.absolute())


def _document(row: tuple[Any, ...]) -> ExtractedDocument:
    values = dict(zip((field.name for field in fields(ExtractedDocument)), row, strict=True))
    values["needs_review"] = bool(values["needs_review"])
    values["failures"] = tuple(PageFailure(**failure) for failure in json.loads(values["failures"]))
    return ExtractedDocument(**values)
