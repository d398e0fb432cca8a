"""Few files in place of many: the same rows, replaced and forgotten documents, and what a reader sees meanwhile."""

from __future__ import annotations

import errno
import hashlib
import os
import threading
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pytest

from pipeline.batch import compacted_documents, recover, take_places
from pipeline.catalog import open_catalog
from pipeline.dataset import changing, compaction, reading
from pipeline.dataset.changing import PLACEHOLDER, finish_changes
from pipeline.dataset.compaction import compact, replace_documents
from pipeline.dataset.encoding import encode
from pipeline.dataset.reading import read_table
from pipeline.dataset.writing import TABLE_NAMES, stage, table_file
from pipeline.errors import OutputUnusable
from pipeline.forgetting import forget
from tests.pipeline.dataset.plan_content import extracted, plan_tables

DOCUMENTS = 8
YEARS = (2024, 2025)


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compaction, "SINGLES_KEPT", 1)
    monkeypatch.setattr(changing, "LISTING_GRACE_S", 0.0)
    monkeypatch.setattr(changing, "OPENING_GRACE_S", 0.0)
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)  # a busy disk takes most of a minute for these tests


def sha256(number: int) -> str:
    return hashlib.sha256(bytes([number])).hexdigest()


def ready(out: Path, number: int, year: int) -> Path:
    tables = tuple(encode(table) for table in plan_tables(year, sha256(number)))
    return stage(out, extracted(sha256(number), year), tables)


def write(out: Path, numbers: range) -> None:
    with open_catalog(out) as catalog:
        folders = tuple(ready(out, number, YEARS[number % 2]) for number in numbers)
        take_places(out, catalog, folders, compacted_documents(out))


def rows(out: Path, table: str) -> pd.DataFrame:
    frame = pd.read_parquet(out / table)
    order = [name for name in ("doc_id", "seq", "page", "row_id", "field", "x0") if name in frame.columns]
    return frame.sort_values(order, ignore_index=True)


def files(out: Path, table: str) -> int:
    return len(list((out / table).rglob("*.parquet")))


@pytest.fixture
def compacted(tmp_path: Path) -> Path:
    write(tmp_path, range(DOCUMENTS))
    assert compact(tmp_path) == len(TABLE_NAMES) * (DOCUMENTS - len(YEARS))
    return tmp_path


def test_the_same_rows_in_few_files(tmp_path: Path) -> None:
    write(tmp_path, range(DOCUMENTS))
    before = {table: rows(tmp_path, table) for table in TABLE_NAMES}
    compact(tmp_path)
    for table in TABLE_NAMES:
        assert files(tmp_path, table) == len(YEARS)
        pd.testing.assert_frame_equal(rows(tmp_path, table), before[table])
    counted = duckdb.read_parquet(f"{tmp_path}/tasks/**/*.parquet", hive_partitioning=True).aggregate("count(*)")
    assert counted.fetchall() == [(DOCUMENTS,)]
    assert compact(tmp_path) == 0


def test_new_documents_stand_beside_parts_until_the_next_time(compacted: Path) -> None:
    write(compacted, range(DOCUMENTS, 2 * DOCUMENTS))
    assert files(compacted, "tasks") == len(YEARS) + DOCUMENTS
    compact(compacted)
    assert files(compacted, "tasks") == 2 * len(YEARS)
    assert rows(compacted, "tasks")["doc_id"].nunique() == len(rows(compacted, "tasks")) == 2 * DOCUMENTS


def test_many_parts_become_one(compacted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compaction, "PARTS_KEPT", 1)
    write(compacted, range(DOCUMENTS, 2 * DOCUMENTS))
    compact(compacted)
    assert files(compacted, "tasks") == len(YEARS)
    assert len(rows(compacted, "tasks")) == 2 * DOCUMENTS


def test_parts_are_closed_when_they_are_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compaction, "PART_ROWS", 3)
    monkeypatch.setattr(compaction, "GROUP_ROWS", 2)
    write(tmp_path, range(DOCUMENTS))
    compact(tmp_path)
    assert files(tmp_path, "tasks") == len(YEARS) * 2  # parts of two rows each
    assert len(rows(tmp_path, "tasks")) == DOCUMENTS


def test_a_document_extracted_again_leaves_its_part(compacted: Path) -> None:
    """It moves to another year too."""
    with open_catalog(compacted) as catalog:
        take_places(compacted, catalog, (ready(compacted, 0, 2026),), compacted_documents(compacted))
    found = rows(compacted, "tasks")
    assert len(found) == DOCUMENTS
    assert found.set_index("doc_id")["plan_year"].to_dict()[sha256(0)[:16]] == 2026
    assert table_file(compacted, "tasks", 2026, sha256(0)[:16]).exists()


def test_an_interrupted_replacement_is_made_good(compacted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = ready(compacted, 0, 2026)
    monkeypatch.setattr(compaction, "TABLE_NAMES", TABLE_NAMES[:3])  # the process ends after three tables
    places = {table_file(compacted, table, 2026, folder.name): folder / f"{table}.parquet" for table in TABLE_NAMES}
    replace_documents(compacted, frozenset({folder.name}), places)
    monkeypatch.setattr(compaction, "TABLE_NAMES", TABLE_NAMES)
    (compacted / ".kehoach" / "changes" / "risks" / "plan_year=2025").mkdir(parents=True)
    with open_catalog(compacted) as catalog:
        recover(compacted, catalog)
    for table in TABLE_NAMES:
        assert rows(compacted, table)["doc_id"].nunique() == DOCUMENTS
    assert not folder.exists()
    assert not list((compacted / ".kehoach").rglob("*.parquet"))


def test_compacted_documents_can_be_forgotten(compacted: Path) -> None:
    forget(compacted, (sha256(0)[:16], sha256(1)[:16]), gone=False)
    for table in TABLE_NAMES:
        assert rows(compacted, table)["doc_id"].nunique() == DOCUMENTS - 2


def pandas_rows(out: Path) -> list[str]:
    return sorted(pd.read_parquet(out / "tasks")["doc_id"])


def duckdb_rows(out: Path) -> list[str]:
    with duckdb.connect() as connection:
        pattern = f"{out}/tasks/**/*.parquet"
        rows = connection.execute("select doc_id from read_parquet(?, hive_partitioning=true)", [pattern]).fetchall()
    return sorted(row[0] for row in rows)


@pytest.mark.parametrize("read", [pandas_rows, duckdb_rows])
def test_readers_see_every_row_once_or_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: Callable[[Path], list[str]]
) -> None:
    """While documents are merged, extracted again, and moved to another year, all the time."""
    monkeypatch.setattr(changing, "LISTING_GRACE_S", 0.2)
    monkeypatch.setattr(changing, "OPENING_GRACE_S", 0.1)
    monkeypatch.setattr(compaction, "TABLE_NAMES", ("tasks",))  # the pauses of the others would only take time
    write(tmp_path, range(DOCUMENTS))
    everything = sorted(sha256(number)[:16] for number in range(DOCUMENTS))
    seen: list[list[str]] = []
    done = threading.Event()

    def keep_reading() -> None:
        while not done.is_set():
            try:
                seen.append(read(tmp_path))
            except (FileNotFoundError, pa.ArrowInvalid, duckdb.Error):
                continue

    reader = threading.Thread(target=keep_reading)
    reader.start()
    try:
        for year in (2024, 2025):
            compact(tmp_path)
            for number in (1, 3):
                file = ready(tmp_path, number, year) / "tasks.parquet"
                doc_id = sha256(number)[:16]
                replace_documents(tmp_path, frozenset({doc_id}), {table_file(tmp_path, "tasks", year, doc_id): file})
    finally:
        done.set()
        reader.join()
    assert seen
    assert [rows for rows in seen if rows != everything] == []
    assert read(tmp_path) == everything


class Killed(BaseException):
    """Stands for kill -9 in the middle of a change."""


def placeholders(out: Path) -> list[Path]:
    return [path for path in out.rglob("*.parquet") if path.read_bytes() == PLACEHOLDER]


@pytest.mark.parametrize("pause", [1, 2])
def test_a_change_that_was_killed_fails_readers_until_it_is_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pause: int
) -> None:
    """After the placeholders are in place, and after the old files went."""
    write(tmp_path, range(DOCUMENTS))
    before = rows(tmp_path, "tasks")
    pauses = 0

    def killed(seconds: float) -> None:
        nonlocal pauses
        pauses += 1
        if pauses == pause and placeholders(tmp_path / "tasks"):
            raise Killed
        if not placeholders(tmp_path / "tasks"):
            pauses = 0

    monkeypatch.setattr("pipeline.dataset.changing.time.sleep", killed)
    with pytest.raises(Killed):
        compact(tmp_path)
    monkeypatch.undo()
    monkeypatch.setattr(reading, "PAUSE_S", 0.0)
    with pytest.raises(pa.ArrowInvalid):
        pd.read_parquet(tmp_path / "tasks")
    with pytest.raises(OutputUnusable, match="any further run mends it"):
        read_table(tmp_path / "tasks")
    finish_changes(tmp_path)
    assert not placeholders(tmp_path)
    pd.testing.assert_frame_equal(rows(tmp_path, "tasks"), before)


def test_a_full_disk_leaves_the_dataset_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, range(DOCUMENTS))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.parquet")}

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputUnusable, match="No space left on device"):
        compact(tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.parquet")} == before
