"""Many small files become few, and documents inside those few are replaced, without a reader ever seeing a row twice.

A partition (`tasks/plan_year=2025`) is rewritten as a whole: the new folder is built beside it, out of hard links for
what stays and new files for what changes, and then the two folders change places in one step (renameat2 with
RENAME_EXCHANGE). Whoever lists the partition before sees all of the old, whoever lists it after all of the new; a
reader that listed before and opens after is told that the file is gone, and reads again.

Files named `part-*.parquet` hold many documents, those named for a document hold one.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.dataset.writing import PARTITION, STATE_FOLDER, TABLE_NAMES, sync_folder
from pipeline.errors import OutputUnusable

PART_ROWS = 1_000_000
"""Rows after which a part is closed: some 100 MB of the widest table."""
GROUP_ROWS = 100_000
"""Rows of a row group: read at once by a query, and held in memory while a part is written."""
SINGLES_KEPT = 8
"""Partitions with no more files of single documents than this are left alone: a reader does not notice them."""
PARTS_KEPT = 8
"""Parts of a partition; where there would be more, all of them are merged."""

READER_GRACE_S = 0.5
"""How long the files of a replaced folder stay: whoever was just listing it would else find it empty, untold."""

REBUILT_FOLDER = "rebuilt"

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def compact(out: Path) -> int:
    """Merges files of single documents into parts; gives the number of files that went away.

    Raises OutputUnusable where the file system can't exchange folders, or is full; the dataset is whole then.
    """
    gone = 0
    for table in TABLE_NAMES:
        for partition in partitions(out, table):
            singles = [path for path in sorted(partition.glob("*.parquet")) if not is_part(path)]
            parts = sorted(partition.glob("part-*.parquet"))
            if len(singles) <= SINGLES_KEPT:
                continue
            merged = singles if len(parts) < PARTS_KEPT else [*parts, *singles]
            gone += len(merged)
            with _Rebuilt(out, partition) as new:
                for path in parts:
                    if path not in merged:
                        new.keep(path)
                gone -= new.write_parts(_groups(merged))
    _discard_replaced(out)
    return gone


def compacted_documents(out: Path) -> frozenset[str]:
    """The documents whose rows lie in parts, by doc_id."""
    ids: set[str] = set()
    for part in (out / "documents").glob(f"{PARTITION}=*/part-*.parquet"):
        with pq.ParquetFile(part) as file:
            ids.update(file.read(columns=["doc_id"]).column(0).to_pylist())
    return frozenset(ids)


def replace_documents(out: Path, doc_ids: frozenset[str], new_files: dict[Path, Path]) -> None:
    """Takes the rows of documents out of all parts and files, and puts in `new_files` (place in the dataset: file).

    May be done again after an interruption. The new files stay where they are too.
    """
    for table in TABLE_NAMES:
        added = {place: file for place, file in new_files.items() if place.parent.parent.name == table}
        for folder in {place.parent for place in added}:
            folder.mkdir(parents=True, exist_ok=True)
        for partition in partitions(out, table):
            here = {place: file for place, file in added.items() if place.parent == partition}
            touched = {path: _rows_without(path, doc_ids) for path in sorted(partition.glob("*.parquet"))}
            if not here and not any(rows is not None for rows in touched.values()):
                continue
            with _Rebuilt(out, partition) as new:
                for path, rows in touched.items():
                    if path in here:
                        continue
                    if rows is None:
                        new.keep(path)
                    elif rows.num_rows or is_part(path):
                        new.write(path.name, rows)
                for place, file in here.items():
                    new.link(file, place.name)
    _discard_replaced(out)


def partitions(out: Path, table: str) -> list[Path]:
    """The folders of a table's years."""
    return sorted(path for path in (out / table).glob(f"{PARTITION}=*") if path.is_dir())


def is_part(path: Path) -> bool:
    """True for files that hold many documents."""
    return path.name.startswith("part-")


def _discard_replaced(out: Path) -> None:
    """Removes the folders that were exchanged away, when nobody can still be listing them."""
    replaced = out / STATE_FOLDER / REBUILT_FOLDER
    if replaced.is_dir():
        time.sleep(READER_GRACE_S)
        shutil.rmtree(replaced, ignore_errors=True)


class _Rebuilt:
    """A partition's new folder; takes its place when the context ends without an error."""

    def __init__(self, out: Path, partition: Path) -> None:
        self._partition = partition
        self._folder = out / STATE_FOLDER / REBUILT_FOLDER / partition.parent.name / partition.name

    def __enter__(self) -> _Rebuilt:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: object) -> None:
        if error is None:
            sync_folder(self._folder)
            exchange(self._folder, self._partition)
            sync_folder(self._partition.parent)
        else:
            shutil.rmtree(self._folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise OutputUnusable(error.strerror or str(error), str(self._partition)) from error

    def keep(self, path: Path) -> None:
        """Takes a file over as it is."""
        self.link(path, path.name)

    def link(self, path: Path, name: str) -> None:
        """Takes a file over under another name."""
        os.link(path, self._folder / name)

    def write(self, name: str, rows: pa.Table) -> None:
        """Writes a file of its own."""
        with self._writer(name, rows.schema) as writer:
            writer.write_table(rows, row_group_size=GROUP_ROWS)
        self._sync(name)

    def write_parts(self, groups: Iterator[pa.Table]) -> int:
        """Writes row groups into parts with names that are free; gives the number of parts."""
        parts = 0
        writer: pq.ParquetWriter | None = None
        name, rows = "", 0
        for group in groups:
            if writer is None or rows + group.num_rows > PART_ROWS or not group.schema.equals(writer.schema):
                if writer is not None:
                    writer.close()
                    self._sync(name)
                name, rows, parts = self._free_name(), 0, parts + 1
                writer = self._writer(name, group.schema)
            writer.write_table(group, row_group_size=GROUP_ROWS)
            rows += group.num_rows
        if writer is not None:
            writer.close()
            self._sync(name)
        return parts

    def _writer(self, name: str, schema: pa.Schema) -> pq.ParquetWriter:
        return pq.ParquetWriter(self._folder / name, schema, compression="zstd", write_page_checksum=True)

    def _free_name(self) -> str:
        taken = {path.name for path in (*self._folder.iterdir(), *self._partition.iterdir())}
        return next(name for number in range(len(taken) + 1) if (name := f"part-{number:05d}.parquet") not in taken)

    def _sync(self, name: str) -> None:
        descriptor = os.open(self._folder / name, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def exchange(one: Path, other: Path) -> None:
    """Two folders of one file system change places in one step; raises OutputUnusable where that can't be."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError as error:
        raise OutputUnusable("this system can't exchange folders (no renameat2)", str(other)) from error
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) != 0:
        reason = os.strerror(ctypes.get_errno())
        raise OutputUnusable(f"this file system can't exchange folders ({reason.lower()})", str(other))


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
