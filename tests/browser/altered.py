"""The dataset of the samples made harder: rows that wait for review, a cell that would be code, words repaired."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

HOSTILE = "<script>document.title = 'run'</script> & <b>đậm</b>"
DOUBTFUL = ("t0004", "t0007", "i0002")


def alter(dataset: Path, folder: Path, source_name: str) -> tuple[Path, str]:
    """A copy of `dataset` in `folder` in which only `source_name` has rows to review, and that document's doc_id."""
    copy = folder / "dataset"
    shutil.copytree(dataset, copy)
    documents = pq.ParquetDataset(copy / "documents").read().to_pylist()
    doc_id = next(row["doc_id"] for row in documents if row["source_name"] == source_name)

    def sure(row: dict[str, Any]) -> None:
        row["needs_review"] = False

    def doubtful(row: dict[str, Any]) -> None:
        if row["row_id"].partition("-")[2] in DOUBTFUL:
            row |= {"needs_review": True, "confidence": 0.41}
        if row["row_id"].endswith("-t0006"):
            row["task"] = HOSTILE

    def repaired(row: dict[str, Any]) -> None:
        if row["row_id"].endswith("-t0004") and row["field"] == "task":
            first, second, *rest = row["text"].split(" ")
            row |= {"text_raw": " ".join(["Kiên", second, *rest]), "repair_confidence": 0.37}
            row["text"] = " ".join([first, second, *rest])
        if row["row_id"].endswith("-t0006") and row["field"] == "task":
            row |= {"text": HOSTILE, "text_raw": HOSTILE}

    for table in ("tasks", "indicators", "risks"):
        for file in (copy / table).rglob("*.parquet"):
            _rewrite(file, sure)
    for table, change in (("tasks", doubtful), ("indicators", doubtful), ("cells", repaired)):
        _rewrite(next((copy / table).rglob(f"{doc_id}.parquet")), change)
    return copy, doc_id


def _rewrite(file: Path, change: Callable[[dict[str, Any]], None]) -> None:
    table = pq.ParquetFile(file).read()
    rows = table.to_pylist()
    for row in rows:
        change(row)
    pq.write_table(pa.Table.from_pylist(rows, schema=table.schema), file)
