"""A large dataset: time to read, to append to and to compact it, and what readers see meanwhile.

`python -m benchmarks.dataset [--documents N]` makes the rows out of those of a composed plan: some as files of
single documents, most as the parts that compaction leaves (tables tasks and documents; the others are like them).
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Event
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.batch import compacted_documents, take_places
from pipeline.catalog import open_catalog
from pipeline.dataset import compaction
from pipeline.dataset.compaction import compact, replace_documents
from pipeline.dataset.encoding import encode
from pipeline.dataset.rows import DatasetTable
from pipeline.dataset.schemas import DOCUMENTS, TABLES, TASKS
from pipeline.dataset.writing import PART_PREFIX, ExtractedDocument, stage, table_file
from samples.compose import compose_pages
from samples.making import Form, make_document

YEARS = (2022, 2023, 2024, 2025)
TASKS_A_DOCUMENT = 20
FEW = 2_000
"""Documents in files of their own that are read before they are compacted."""
NIGHT = 500
SECONDS_OF_READING = 60
RETRY_AFTER_S = 1.0
"""What docs/operations.md tells readers to wait."""


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Prints how long the block took by the clock, and its CPU."""
    clock, cpu = time.perf_counter(), time.process_time()
    yield
    clock, cpu = time.perf_counter() - clock, time.process_time() - cpu
    sys.stdout.write(f"{what}: {clock:.1f} s, CPU {cpu:.1f} s\n")
    sys.stdout.flush()


def doc_sha(number: int) -> str:
    """The digest that stands for document `number`."""
    return hashlib.sha256(b"%d" % number).hexdigest()


def template(folder: Path) -> dict[str, pa.Table]:
    """The tables of one extracted plan."""
    made = make_document(compose_pages(4, 3), Form.DIGITAL, 4)
    pdf = made.write(folder, "plan", folder / "truth")
    command = [sys.executable, "-m", "pipeline", "extract", str(pdf), "--out", str(folder / "one"), "--jobs", "1"]
    subprocess.run(command, check=True)  # noqa: S603
    rows = {table.name: pq.ParquetFile(*(folder / "one" / table.name).rglob("*.parquet")).read() for table in TABLES}
    return rows | {"tasks": pa.concat_tables([rows["tasks"]] * (1 + TASKS_A_DOCUMENT // len(rows["tasks"])))}


def renamed(table: pa.Table, doc_id: str) -> pa.Table:
    """The rows as those of another document."""
    for name in ("doc_id", "row_id"):
        if name in table.column_names:
            index = table.schema.get_field_index(name)
            values = [doc_id + value[16:] for value in table.column(name).to_pylist()]
            table = table.set_column(index, table.schema.field(index), pa.array(values, pa.string()))
    return table


def write_singles(out: Path, rows: dict[str, pa.Table], numbers: range) -> None:
    """Files of single documents, unsynced: how they come about is not what is measured here."""
    for number in numbers:
        doc_id = doc_sha(number)[:16]
        for schema in (TASKS, DOCUMENTS):
            path = table_file(out, schema.name, YEARS[number % len(YEARS)], doc_id)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(encode(DatasetTable(schema, renamed(rows[schema.name], doc_id))).data)


def write_parts(out: Path, rows: dict[str, pa.Table], numbers: range) -> None:
    """A part a year, as earlier nights' compactions left them."""
    for schema in (TASKS, DOCUMENTS):
        template = rows[schema.name]
        for year in YEARS:
            ids = [doc_sha(number)[:16] for number in numbers if YEARS[number % len(YEARS)] == year]
            path = table_file(out, schema.name, year, f"{PART_PREFIX}00000")
            path.parent.mkdir(parents=True, exist_ok=True)
            with pq.ParquetWriter(path, template.schema, compression="zstd", write_page_checksum=True) as writer:
                at_once = max(1, compaction.GROUP_ROWS // len(template))
                for start in range(0, len(ids), at_once):
                    block = ids[start : start + at_once]
                    writer.write_table(_repeated(template, block), row_group_size=compaction.GROUP_ROWS)


def _repeated(template: pa.Table, ids: list[str]) -> pa.Table:
    """The template's rows once for each document."""
    table = pa.concat_tables([template] * len(ids))
    for name in ("doc_id", "row_id"):
        if name in table.column_names:
            ends = [value[16:] for value in template.column(name).to_pylist()]
            values = pa.array([doc_id + end for doc_id in ids for end in ends], pa.string())
            index = table.schema.get_field_index(name)
            table = table.set_column(index, table.schema.field(index), values)
    return table


def append_night(out: Path, rows: dict[str, pa.Table], numbers: range) -> None:
    """A night's documents, with all tables, as a run writes them: synced, read back, renamed, catalogued."""
    with open_catalog(out) as catalog:
        compacted = compacted_documents(out)
        for number in numbers:
            sha256, year = doc_sha(number), YEARS[number % len(YEARS)]
            tables = tuple(encode(DatasetTable(schema, renamed(rows[schema.name], sha256[:16]))) for schema in TABLES)
            document = ExtractedDocument(sha256, f"{number}.pdf", year, "0", "0", "2025-01-01", 3, 8, 0, 0, 0, False)
            take_places(out, catalog, (stage(out, document, tables),), compacted)


def read_with_pandas(out: Path) -> int:
    """All tasks; gives how many."""
    return len(pd.read_parquet(out / "tasks"))


def read_with_duckdb(out: Path) -> int:
    """All tasks, every column; gives how many."""
    with duckdb.connect() as connection:
        connection.execute("set threads = 1")
        pattern = f"{out}/tasks/**/*.parquet"
        query = "select count(*), max(length(task)), max(deadline_end), max(len(lead_agencies)) from read_parquet(?)"
        (row,) = connection.execute(query, [pattern]).fetchall()
        return int(row[0])


def read_all(out: Path, what: str) -> None:
    """Times both readers."""
    files = len(list((out / "tasks").rglob("*.parquet")))
    with timed(f"{what}, {files} files, DuckDB"):
        n_rows = read_with_duckdb(out)
    with timed(f"{what}, {n_rows} tasks, pandas"):
        read_with_pandas(out)


READERS = {"pandas": read_with_pandas, "DuckDB": read_with_duckdb}


def keep_reading(reader: str, out: Path, done: Event, counts: multiprocessing.Queue[Counter[str]]) -> None:
    """Reads until told to stop, again a second after a failure; puts how often it saw how many rows at which try."""
    seen: Counter[str] = Counter()
    tries = 0
    while not done.is_set():
        tries += 1
        try:
            seen[f"{READERS[reader](out)} rows at try {tries}"] += 1
            tries = 0
        except (FileNotFoundError, pa.ArrowInvalid, duckdb.Error) as error:
            seen[type(error).__name__] += 1
            done.wait(RETRY_AFTER_S)
    counts.put(seen)


def watch_readers(folder: Path, rows: dict[str, pa.Table], seconds: float) -> None:
    """Merges, takes out and puts back documents of a small dataset for so long, while both readers read it."""
    write_singles(folder, rows, range(400))
    expected = read_with_pandas(folder)
    context = multiprocessing.get_context("spawn")
    done, counts = context.Event(), context.Queue()
    readers = {
        name: context.Process(target=keep_reading, args=(name, folder, done, counts), name=name) for name in READERS
    }
    for reader in readers.values():
        reader.start()
    changes, until = 0, time.monotonic() + seconds
    while time.monotonic() < until:
        compact(folder)
        numbers = range(changes * 40 % 400, changes * 40 % 400 + 40)  # ten of each year: leave their parts, move a year
        ids = {doc_sha(number)[:16]: YEARS[(number + changes) % len(YEARS)] for number in numbers}
        files = {}
        for doc_id, year in ids.items():
            path = folder / "new" / f"{doc_id}.parquet"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(encode(DatasetTable(TASKS, renamed(rows["tasks"], doc_id))).data)
            files[table_file(folder, "tasks", year, doc_id)] = path
        replace_documents(folder, frozenset(ids), files)
        changes += 2
        time.sleep(1)  # as much time without a change as with one
    done.set()
    seen = [counts.get() for _ in readers]
    for reader in readers.values():
        reader.join()
    sys.stdout.write(f"{changes} changes; readers saw (all is {expected} rows):\n")
    for counter in seen:
        sys.stdout.write(f"  {dict(counter)}\n")


def main() -> int:
    """Print the figures of one run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dataset", description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=SECONDS_OF_READING, help="how long readers are watched")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, n = Path(name), arguments.documents
        rows = template(folder)
        if arguments.seconds:
            watch_readers(folder / "small", rows, arguments.seconds)
        if not n:
            return 0
        out = folder / "large"
        few = min(n, FEW)
        write_singles(out, rows, range(few))
        read_all(out, f"{few} files of single documents")
        with timed(f"compacting {few} documents, tables tasks and documents"):
            compact(out)
        shutil.rmtree(out)
        write_parts(out, rows, range(n))
        read_all(out, f"{n} documents, compacted")
        with timed(f"appending {NIGHT} documents"):
            append_night(out, rows, range(n, n + NIGHT))
        read_all(out, f"with {NIGHT} new documents")
        with timed("compacting these, all tables"):
            compact(out)
        sys.stdout.write(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB\n")
        read_all(out, "compacted again")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
