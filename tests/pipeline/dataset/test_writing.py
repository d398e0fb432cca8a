"""Files of the dataset appear whole or not at all, and the usual readers read them."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from pipeline.batch import compacted_documents, recover, take_places
from pipeline.catalog import open_catalog
from pipeline.dataset.encoding import encode
from pipeline.dataset.rows import DatasetTable
from pipeline.dataset.writing import TABLE_NAMES, EncodedTable, stage, table_file
from pipeline.errors import OutputUnusable
from tests.pipeline.dataset.plan_content import DOC_ID, SHA256, empty_tables, extracted, plan_tables

OTHER = "f" * 64


def encoded(tables: tuple[DatasetTable, ...]) -> tuple[EncodedTable, ...]:
    return tuple(encode(table) for table in tables)


def write(out: Path, year: int | None, sha256: str = SHA256, tables: tuple[DatasetTable, ...] | None = None) -> None:
    ready = stage(out, extracted(sha256, year), encoded(tables or plan_tables(year, sha256)))
    with open_catalog(out) as catalog:
        take_places(out, catalog, (ready,), compacted_documents(out))


def files(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*.parquet"))}


def test_readers_see_the_year_and_nought_where_it_is_unknown(tmp_path: Path) -> None:
    write(tmp_path, 2025)
    write(tmp_path, None, OTHER)
    frame = pd.read_parquet(tmp_path / "tasks")
    assert sorted(zip(frame["doc_id"], frame["plan_year"], strict=True)) == [
        (DOC_ID, 2025),
        (OTHER[:16], 0),
    ]
    pattern = f"{tmp_path}/documents/**/*.parquet"
    found = duckdb.read_parquet(pattern, hive_partitioning=True).project("doc_id, plan_year").order("doc_id")
    assert found.fetchall() == [(DOC_ID, 2025), (OTHER[:16], 0)]
    lazy = pl.read_parquet(pattern, hive_partitioning=True).sort("doc_id")
    assert lazy["plan_year"].to_list() == [2025, 0]


def test_a_dataset_without_rows_has_its_columns(tmp_path: Path) -> None:
    write(tmp_path, None, OTHER, empty_tables(OTHER))
    for table in TABLE_NAMES:
        frame = pd.read_parquet(tmp_path / table)
        assert "doc_id" in frame.columns
        assert "plan_year" in frame.columns
    assert len(pd.read_parquet(tmp_path / "risks")) == 0


def test_files_carry_their_schema_version_and_descriptions(tmp_path: Path) -> None:
    write(tmp_path, 2025)
    schema = pq.read_schema(table_file(tmp_path, "tasks", 2025, DOC_ID))
    assert schema.metadata[b"schema_version"] == b"1"
    assert schema.field("task").metadata[b"description"] == b"What is to be done"


def test_equal_rows_are_equal_bytes(tmp_path: Path) -> None:
    write(tmp_path / "one", 2025)
    write(tmp_path / "two", 2025)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_a_document_whose_year_was_read_anew_has_its_rows_once(tmp_path: Path) -> None:
    write(tmp_path, None)
    write(tmp_path, 2026)
    assert pd.read_parquet(tmp_path / "tasks")["plan_year"].tolist() == [2026]
    assert {path.parent.name for path in tmp_path.rglob("*.parquet")} == {"plan_year=2026"}


def test_an_interruption_before_a_document_is_ready_leaves_nothing(tmp_path: Path) -> None:
    half = tmp_path / ".kehoach" / "staging" / DOC_ID
    half.mkdir(parents=True)
    (half / "tasks.parquet").write_bytes(b"PAR1")
    with open_catalog(tmp_path) as catalog:
        recover(tmp_path, catalog)
        assert catalog.documents() == ()
    assert not half.exists()


@pytest.mark.parametrize("moved", range(len(TABLE_NAMES) + 1))
def test_an_interruption_after_it_is_ready_is_made_good(tmp_path: Path, moved: int) -> None:
    """Whatever number of files had taken their places when the process ended."""
    write(tmp_path / "whole", 2025)
    out = tmp_path / "cut"
    ready = stage(out, extracted(), encoded(plan_tables()))
    for table in TABLE_NAMES[:moved]:
        target = table_file(out, table, 2025, DOC_ID)
        target.parent.mkdir(parents=True)
        (ready / f"{table}.parquet").replace(target)
    with open_catalog(out) as catalog:
        recover(out, catalog)
        assert catalog.document(SHA256) == extracted()
    assert files(out) == files(tmp_path / "whole")
    assert not ready.exists()


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, 2025)
    before = files(tmp_path)

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputUnusable, match="No space left on device"):
        write(tmp_path, 2025, OTHER)
    monkeypatch.undo()
    assert files(tmp_path) == before
    assert not any((tmp_path / ".kehoach" / "staging").iterdir())


def test_a_file_that_does_not_read_back_takes_no_place(tmp_path: Path) -> None:
    tables = encoded(plan_tables())
    torn = EncodedTable("tasks", 1, tables[1].data[:-8])
    with pytest.raises(Exception, match="Parquet"):
        stage(tmp_path, extracted(), (torn,))
    assert not (tmp_path / "tasks").exists()
    shutil.rmtree(tmp_path / ".kehoach")
