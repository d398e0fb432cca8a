"""How right: rows of composed plans that are dumped as text, against what the plans say.

`python -m benchmarks.dumps` composes plans (seeds that nothing was tuned on), dumps each in every kind asked for, runs
the whole extraction, and prints a line a kind: recall (rows whose text is found, letters at least 0.90 alike), whole
(rows in which besides every printed field is at least 0.85 alike), section paths, syllables (the share of the plans'
syllables that came back exactly, in their field of their row), and how many of the wrong rows wait for review.
`--orders` and `--losses` measure tidy dumps instead, in every order with every loss of letters; `--programs` what
pdftotext (of poppler-utils) and pdfplumber make of the plans' digital pages, or with `--layers` of their scans with the
text layer that Tesseract makes of them without Vietnamese; `--delimited` tables with a line a row, their cells parted
by tabs or bars.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

from rapidfuzz.distance import LCSseq

from benchmarks.reading import FIRST_SEED
from benchmarks.rows import FIELDS, KEYS, Row, Score, pairs, read_rows, score
from samples.compose import compose
from samples.degrade import Level
from samples.dump_programs import Program, dump_with
from samples.dumping import Dumping, Kind, Loss, Order, dump, dumping_of
from samples.layered import english_layer
from samples.making import make_scanned
from samples.printing import print_plan
from samples.scanning import ScanOrder
from samples.sheets import PrintedPlan
from samples.truth import write_truth
from samples.typesetting import typeset

SEPARATORS = {"tabs": "\t", "bars": " | "}


@dataclass(frozen=True, slots=True)
class Measured:
    """Rows as benchmarks.rows counts them, and syllables: those printed, and those that came back."""

    rows: Score = field(default_factory=Score)
    syllables: int = 0
    common: int = 0

    def __add__(self, other: Measured) -> Measured:
        return Measured(self.rows + other.rows, self.syllables + other.syllables, self.common + other.common)


def measured(folder: Path, seeds: Sequence[int], dumped: Callable[[PrintedPlan, int], str]) -> Measured:
    """The score of the plans of these seeds, `dumped` into `folder` and extracted there."""
    (folder / "in").mkdir(parents=True)
    for seed in seeds:
        printed = typeset(compose(seed))
        (folder / "in" / f"{seed}.txt").write_text(dumped(printed, seed), "utf-8")
        write_truth(folder / "truth" / str(seed), printed)
    command = [sys.executable, "-m", "pipeline", "extract", str(folder / "in"), "--out", str(folder / "out")]
    subprocess.run([*command, "--jobs", "1"], check=True, capture_output=True)  # noqa: S603
    total = Measured()
    for seed in seeds:
        for table in KEYS:
            lines = (folder / "truth" / str(seed) / f"{table}.jsonl").read_text("utf-8").splitlines()
            printed_rows = [row for row in map(json.loads, lines) if row.get("source", "table") == "table"]
            found = read_rows(folder / "out", table, f"{seed}.txt") if (folder / "out" / table).exists() else []
            total += Measured(score(table, printed_rows, found), *_syllables(table, printed_rows, found))
    return total


def _as_dumping(dumping: Callable[[int], Dumping], printed: PrintedPlan, seed: int) -> str:
    return dump(printed, dumping(seed))


def _by_program(program: Program, level: Level | None, printed: PrintedPlan, seed: int) -> str:
    return dump_with(program, print_plan(printed) if level is None else _scanned(seed, level))


@cache
def _scanned(seed: int, level: Level) -> bytes:
    """A plan's scan with what Tesseract `eng` reads on it, some four CPU seconds a page."""
    order = ScanOrder(level, seed, stamped_appendix=level is Level.L2, show_through=level is not Level.L1)
    return make_scanned(typeset(compose(seed)), order, lambda sheet, scan, seed: english_layer(scan)).pdf


def _delimited(separator: str, printed: PrintedPlan, seed: int) -> str:
    del seed
    texts = [
        passage.text
        for sheet in printed.sheets
        for passage in sheet.passages
        if not passage.role.endswith(("cell", "header"))
    ]
    for table in printed.tables:
        rows: dict[int, dict[int, str]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, {})[cell.column] = " ".join(cell.text.split())
        n_columns = max(column for row in rows.values() for column in row) + 1
        texts += [separator.join(row.get(column, "") for column in range(n_columns)) for _, row in sorted(rows.items())]
        texts.append("")
    return "\n".join(texts)


def _syllables(table: str, printed: Sequence[Row], found: Sequence[Row]) -> tuple[int, int]:
    """How many syllables the rows have, and how many of them the rows found have, field by field."""
    partners = {id(truth): row for truth, row in pairs(printed, found, KEYS[table])}
    syllables = common = 0
    for truth in printed:
        row = partners.get(id(truth), {})
        for name in (KEYS[table], *FIELDS[table]):
            words = str(truth.get(name) or "").split()
            syllables += len(words)
            common += LCSseq.similarity(words, str(row.get(name) or "").split())
    return syllables, common


def main() -> int:
    """Print a table, a line a kind."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dumps", description=__doc__)
    parser.add_argument("--documents", type=int, default=4)
    parser.add_argument("--seed", type=int, default=FIRST_SEED)
    parser.add_argument("--kinds", nargs="*", type=Kind, default=None)
    parser.add_argument("--orders", nargs="+", type=Order, default=[])
    parser.add_argument("--losses", nargs="+", type=Loss, default=[Loss.NONE])
    parser.add_argument("--programs", nargs="+", type=Program, default=[])
    parser.add_argument("--layers", nargs="+", type=Level, default=[None])
    parser.add_argument("--delimited", nargs="+", choices=list(SEPARATORS), default=[])
    arguments = parser.parse_args()
    tidy = arguments.orders or arguments.programs or arguments.delimited
    kinds = arguments.kinds if arguments.kinds is not None else [] if tidy else list(Kind)
    seeds = range(arguments.seed, arguments.seed + arguments.documents)
    dumpings: list[tuple[str, Callable[[int], Dumping]]] = [(f"{kind}", partial(dumping_of, kind)) for kind in kinds]
    dumpings += [
        (f"{order}, {loss}", partial(Dumping, order, loss)) for order in arguments.orders for loss in arguments.losses
    ]
    ways: list[tuple[str, Callable[[PrintedPlan, int], str]]] = [
        (name, partial(_as_dumping, dumping)) for name, dumping in dumpings
    ]
    ways += [(f"a line a row, {name}", partial(_delimited, SEPARATORS[name])) for name in arguments.delimited]
    ways += [
        (f"{program}" + (f" of layers, {level}" if level else ""), partial(_by_program, program, level))
        for level in arguments.layers
        for program in arguments.programs
    ]
    write = sys.stdout.write
    write(
        "| kind | rows | recall | whole | section | syllables | read | to review | wrong | of these not in review |\n"
    )
    write("| --- " * 10 + "|\n")
    for name, dumped in ways:
        with tempfile.TemporaryDirectory() as folder:
            total = measured(Path(folder), seeds, dumped)
        rows = total.rows
        share = [f"{part / max(1, rows.printed):.3f}" for part in (rows.found, rows.whole, rows.section)]
        share.append(f"{total.common / max(1, total.syllables):.3f}")
        counts = [str(n) for n in (rows.read, rows.review, rows.wrong, rows.wrong - rows.wrong_in_review)]
        write(f"| {name} | {rows.printed} | {' | '.join(share)} | {' | '.join(counts)} |\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
