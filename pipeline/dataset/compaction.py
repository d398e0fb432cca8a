"""Many small files become few, and documents inside those few are replaced.

Files named `0-part-*.parquet` hold many documents, those named for a document hold one. A part is never written to:
rows leave it by a new part in its place (pipeline.dataset.changing).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.dataset.changing import TableChange
from pipeline.dataset.writing import PART_PREFIX, PARTITION, TABLE_NAMES

PART_ROWS = 1_000_000
"""Rows after which a part is closed: some 100 MB of the widest table."""
GROUP_ROWS = 100_000
"""Rows of a row group: read at once by a query, and held in memory while a part is written."""
SINGLES_KEPT = 8
"""Partitions with no more files of single documents than this are left alone: a reader does not notice them."""
PARTS_KEPT = 8
"""Parts of a partition; where there would be more, all of them are merged."""


def compact(out: Path) -> int:
    """Merges files of single documents into parts; gives the number of files that went away.

    Raises OutputUnusable where the disk is full or not to be written to; the dataset is whole then.
    """
    gone = 0
    for table in TABLE_NAMES:
        with TableChange(out, table) as change:
            for partition in partitions(out, table):
                singles = [path for path in sorted(partition.glob("*.parquet")) if not is_part(path)]
                parts = sorted(partition.glob(f"{PART_PREFIX}*.parquet"))
                if len(singles) <= SINGLES_KEPT:
                    continue
                merged = singles if len(parts) < PARTS_KEPT else [*parts, *singles]
                gone += len(merged) - _Parts(partition, change.new_files(partition)).write(_groups(merged))
                for path in merged:
                    change.remove(path)
    return gone


def compacted_documents(out: Path) -> frozenset[str]:
    """The documents whose rows lie in parts, by doc_id."""
    ids: set[str] = set()
    for part in (out / "documents").glob(f"{PARTITION}=*/{PART_PREFIX}*.parquet"):
        with pq.ParquetFile(part) as file:
            ids.update(file.read(columns=["doc_id"]).column(0).to_pylist())
    return frozenset(ids)


def replace_documents(out: Path, doc_ids: frozenset[str], new_files: dict[Path, Path]) -> None:
    """Takes the rows of documents out of all parts and files, and puts in `new_files` (place in the dataset: file).

    May be done again after an interruption. The new files stay where they are too.
    """
    for table in TABLE_NAMES:
        added = {place: file for place, file in new_files.items() if place.parent.parent.name == table}
        with TableChange(out, table) as change:
            for partition in partitions(out, table):
                parts = _Parts(partition, change.new_files(partition))
                for path in sorted(partition.glob("*.parquet")):
                    rows = _rows_without(path, doc_ids)
                    if rows is None or path in added:
                        continue
                    change.remove(path)
                    if rows.num_rows:
                        parts.write(iter((rows,)))
            for place, file in added.items():
                os.link(file, change.new_files(place.parent) / place.name)


def partitions(out: Path, table: str) -> list[Path]:
    """The folders of a table's years."""
    return sorted(path for path in (out / table).glob(f"{PARTITION}=*") if path.is_dir())


def is_part(path: Path) -> bool:
    """True for files that hold many documents."""
    return path.name.startswith(PART_PREFIX)


class _Parts:
    """Writes new parts of a partition into `folder`, under numbers that the partition never had beside its files."""

    def __init__(self, partition: Path, folder: Path) -> None:
        taken = [path.stem.removeprefix(PART_PREFIX) for path in partition.glob(f"{PART_PREFIX}*.parquet")]
        self._next = max((int(number) for number in taken if number.isdigit()), default=-1) + 1
        self._folder = folder

    def write(self, groups: Iterator[pa.Table]) -> int:
        """Writes row groups into as many parts as they need; gives the number of parts."""
        parts = 0
        writer: pq.ParquetWriter | None = None
        rows = 0
        for group in groups:
            if writer is None or rows + group.num_rows > PART_ROWS or not group.schema.equals(writer.schema):
                self._close(writer)
                rows, parts = 0, parts + 1
                path = self._folder / f"{PART_PREFIX}{self._next:05d}.parquet"
                self._next += 1
                writer = pq.ParquetWriter(path, group.schema, compression="zstd", write_page_checksum=True)
            writer.write_table(group, row_group_size=GROUP_ROWS)
            rows += group.num_rows
        self._close(writer)
        return parts

    def _close(self, writer: pq.ParquetWriter | None) -> None:
        if writer is None:
            return
        writer.close()
        descriptor = os.open(writer.where, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _groups(files: Iterable[Path]) -> Iterator[pa.Table]:
    """The rows of many files in groups of GROUP_ROWS or so; a group has one schema."""
    held: list[pa.Table] = []
    rows = 0
    for table in _row_groups(files):
        if held and (rows + table.num_rows > GROUP_ROWS or not table.schema.equals(held[0].schema)):
            yield pa.concat_tables(held)
            held, rows = [], 0
        held.append(table)
        rows += table.num_rows
    if held:
        yield pa.concat_tables(held)


def _row_groups(files: Iterable[Path]) -> Iterator[pa.Table]:
    for path in files:
        with pq.ParquetFile(path) as file:
            if file.num_row_groups == 0:
                yield file.schema_arrow.empty_table()
            for group in range(file.num_row_groups):
                yield file.read_row_group(group)


def _rows_without(path: Path, doc_ids: frozenset[str]) -> pa.Table | None:
    """The rows of a file without those of `doc_ids`; None where it has none of them."""
    if not is_part(path):
        if path.stem not in doc_ids:
            return None
        with pq.ParquetFile(path) as file:
            return file.schema_arrow.empty_table()
    wanted = pa.array(sorted(doc_ids), pa.string())
    with pq.ParquetFile(path) as file:
        if not pc.any(pc.is_in(file.read(columns=["doc_id"]).column(0), wanted)).as_py():
            return None
        table = file.read()
    return table.filter(pc.invert(pc.is_in(table.column("doc_id"), wanted)))
