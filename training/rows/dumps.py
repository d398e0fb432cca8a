"""The text dumps that the confidence of dumped rows is fitted on: composed plans, dumped in every kind, put together.

Putting them together is what takes the time, so it is kept in a folder: `<kind>-<seed>.dumped`. What comes after
(rows, their evidence) is done anew each time.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from benchmarks.rows import KEYS
from extractors.layout import DocumentContent
from extractors.text_dump.pages import dump_pages
from pipeline.document import assemble
from samples.compose import compose
from samples.dump_programs import Program, dump_with
from samples.dumping import Dumping, Kind, Loss, Order, dump, dumping_of
from samples.printing import print_plan
from samples.sheets import PrintedPlan
from samples.truth import truth_files
from samples.typesetting import typeset
from training.rows.documents import Row

LOST_WORDS, SMEARED, STRAYED = 0.004, 0.003, 0.004
"""Of the words of every other round of kinds: real dumps have as many that are lost, smeared and astray."""
TIDY_ORDERS = (Order.CELLS, Order.BANDS, Order.MIXED, Order.CELLS, Order.SPACED)
TIDY_LOSSES = (Loss.NONE, Loss.FOREIGN, Loss.STRIPPED)


@dataclass(frozen=True, slots=True)
class ReadDump:
    """A composed plan as its dump was put together; `rows` has the printed "tasks" and "risks" of its tables."""

    name: str
    kind: str
    content: DocumentContent
    rows: dict[str, list[Row]]


def read_dumps(folder: Path, seeds: Iterable[int], *, reread: bool) -> Iterator[ReadDump]:
    """The plans of `seeds`, a kind of rough dump each; what was kept by an earlier run is taken unless `reread`."""
    kinds = list(Kind)
    for seed in seeds:
        kind = kinds[seed % len(kinds)]
        dumping = dumping_of(kind, seed)
        if seed // len(kinds) % 2:
            wear = replace(dumping.wear, lost_words=LOST_WORDS, smeared=SMEARED, strayed=STRAYED)
            dumping = replace(dumping, wear=wear)
        yield _read_dump(folder, kind, seed, partial(_dumped, dumping), reread=reread)


def read_tidy_dumps(folder: Path, seeds: Iterable[int], *, reread: bool) -> Iterator[ReadDump]:
    """The plans of `seeds` as tidy dumps, in one of several orders with one of several losses of letters each."""
    for seed in seeds:
        dumping = Dumping(TIDY_ORDERS[seed % len(TIDY_ORDERS)], TIDY_LOSSES[seed % len(TIDY_LOSSES)], seed)
        yield _read_dump(folder, "tidy", seed, partial(_dumped, dumping), reread=reread)


def read_programs_dumps(folder: Path, seeds: Iterable[int], *, reread: bool) -> Iterator[ReadDump]:
    """The plans of `seeds`, their digital pages dumped by one of several programs each."""
    programs = list(Program)
    for seed in seeds:
        program = programs[seed % len(programs)]
        yield _read_dump(folder, program, seed, partial(_dumped_with, program), reread=reread)


def _dumped(dumping: Dumping, printed: PrintedPlan) -> str:
    return dump(printed, dumping)


def _dumped_with(program: Program, printed: PrintedPlan) -> str:
    return dump_with(program, print_plan(printed))


def _read_dump(folder: Path, kind: str, seed: int, dumped: Callable[[PrintedPlan], str], *, reread: bool) -> ReadDump:
    kept = folder / f"{kind}-{seed}.dumped"
    if reread or not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        printed = typeset(compose(seed))
        files = truth_files(printed)
        rows = {table: _table_rows(files.get(f"{table}.jsonl", "")) for table in KEYS}
        content = assemble(dump_pages(dumped(printed)))
        kept.write_bytes(pickle.dumps(ReadDump(kept.stem, kind, content, rows)))
    found: ReadDump = pickle.loads(kept.read_bytes())  # noqa: S301 - this program's own file, in the caller's folder
    return found


def _table_rows(lines: str) -> list[Row]:
    rows = [json.loads(line) for line in lines.splitlines()]
    return [row for row in rows if row.get("source", "table") == "table"]
