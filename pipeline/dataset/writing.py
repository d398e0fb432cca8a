"""Files of the dataset that appear whole or not at all.

A document's tables are encoded by whoever made them; the one process that holds the output folder's lock then

1. writes them to `.kehoach/staging/<doc_id>/`, synced and read back,
2. renames that folder to `.kehoach/ready/<doc_id>/`: from here on the document counts as extracted,
3. moves each file to its place (`tasks/plan_year=2025/<doc_id>.parquet`), the `documents` row last.

Whatever ends the process before the second step leaves rubbish that the next run sweeps; after it, the next run
finishes the third. Readers that open a table at any moment see whole files only.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.errors import OutputUnusable

STATE_FOLDER = ".kehoach"
TABLE_NAMES = ("pages", "tasks", "indicators", "risks", "table_rows", "references", "cells", "documents")
"""In the order in which a document's files take their places: a document that is listed has all of its rows."""
PARTITION = "plan_year"
PART_PREFIX = "0-part-"
"""Files whose names begin so hold many documents. It sorts before all names of documents."""
NO_YEAR = 0
"""The partition of documents whose year is unknown. Hive's own word for null is no choice: pandas can't read a
table that has it ("Cannot yet unify dictionaries with nulls", pyarrow 26)."""


@dataclass(frozen=True, slots=True)
class EncodedTable:
    """One table's Parquet file of one document, in memory."""

    name: str
    n_rows: int
    data: bytes


@dataclass(frozen=True, slots=True)
class PageFailure:
    """A page that could not be read; `kind` is the name of the error's class."""

    page: int
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class ExtractedDocument:
    """What the catalogue keeps of an extracted document."""

    sha256: str
    source_name: str
    plan_year: int | None
    pipeline_version: str
    options_digest: str
    extracted_at: str
    n_pages: int
    n_tasks: int
    n_indicators: int
    n_risks: int
    n_review: int
    needs_review: bool
    failures: tuple[PageFailure, ...] = ()

    @property
    def doc_id(self) -> str:
        """Name of the document in the dataset."""
        return self.sha256[:16]

    def to_json(self) -> str:
        """The record as JSON; `from_json` reads it."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @staticmethod
    def from_json(text: str) -> ExtractedDocument:
        """The record that `to_json` wrote."""
        fields = json.loads(text)
        fields["failures"] = tuple(PageFailure(**failure) for failure in fields["failures"])
        return ExtractedDocument(**fields)


def table_file(out: Path, table: str, plan_year: int | None, doc_id: str) -> Path:
    """Where a document's file of a table has its place."""
    year = NO_YEAR if plan_year is None else plan_year
    return out / table / f"{PARTITION}={year}" / f"{doc_id}.parquet"


def stage(out: Path, document: ExtractedDocument, tables: tuple[EncodedTable, ...]) -> Path:
    """Writes a document's files, reads them back, and declares them ready; returns the folder that holds them.

    Raises OutputUnusable where the disk is full or not to be written to; nothing is left behind then.
    """
    staging = out / STATE_FOLDER / "staging" / document.doc_id
    ready = out / STATE_FOLDER / "ready" / document.doc_id
    with _told_of(out):
        shutil.rmtree(staging, ignore_errors=True)
        try:
            staging.mkdir(parents=True)
            for table in tables:
                path = staging / f"{table.name}.parquet"
                write_synced(path, table.data)
                _read_back(path, table.n_rows)
            write_synced(staging / "document.json", document.to_json().encode("utf-8"))
            sync_folder(staging)
            ready.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(ready, ignore_errors=True)
            staging.replace(ready)
            sync_folder(ready.parent)
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise
    return ready


def publish(out: Path, ready: Path) -> ExtractedDocument:
    """Moves the files of a ready document to their places; may be done again after an interruption.

    The ready folder stays, with its record, until `discard`. Not for documents that lie in parts, or in partitions of
    another year: see pipeline.dataset.compaction.
    """
    document = ready_record(ready)
    with _told_of(out):
        for table in TABLE_NAMES:
            source = ready / f"{table}.parquet"
            target = table_file(out, table, document.plan_year, document.doc_id)
            if source.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                source.replace(target)
                sync_folder(target.parent)
    return document


def ready_record(ready: Path) -> ExtractedDocument:
    """What the catalogue is to keep of a ready document."""
    return ExtractedDocument.from_json((ready / "document.json").read_text("utf-8"))


def lies_elsewhere(out: Path, ready: Path) -> bool:
    """True where a ready document has a file in the partition of another year, as an earlier version read it."""
    place = table_file(out, "documents", ready_record(ready).plan_year, ready.name)
    return any(path != place for path in (out / "documents").glob(f"{PARTITION}=*/{ready.name}.parquet"))


def has_parts(out: Path) -> bool:
    """True where some documents lie in files that hold many."""
    return next((out / "documents").glob(f"{PARTITION}=*/{PART_PREFIX}*.parquet"), None) is not None


def discard(ready: Path) -> None:
    """Removes a ready folder whose document is published and catalogued."""
    shutil.rmtree(ready, ignore_errors=True)


def ready_documents(out: Path) -> tuple[Path, ...]:
    """The documents that an interrupted run left ready."""
    folder = out / STATE_FOLDER / "ready"
    return tuple(sorted(folder.iterdir())) if folder.is_dir() else ()


def sweep(out: Path) -> None:
    """Removes what an interrupted run left half-written."""
    shutil.rmtree(out / STATE_FOLDER / "staging", ignore_errors=True)


def write_synced(path: Path, data: bytes) -> None:
    """Writes a file and waits until the disk has it."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Waits until the disk has a folder's entries."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read_back(path: Path, n_rows: int) -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415 - only a run that writes pays for it

    with pq.ParquetFile(path, page_checksum_verification=True) as file:
        if file.read().num_rows != n_rows:
            raise OutputUnusable("a file did not read back as it was written", str(path))


@contextmanager
def _told_of(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputUnusable(error.strerror or str(error), str(out)) from error
