"""How right: the rows of tables of every kind, at each quality, against what the generator printed.

`python -m benchmarks.tables` composes documents around tables of one kind each (seeds that nothing was tuned on), runs
the whole extraction and prints for each kind the share of the rows that table_rows has right. A row is right where its
cells, weighted by their length, are at least 0.90 alike (Levenshtein, white space folded).
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.dataset as pads
from rapidfuzz.distance import Levenshtein

from benchmarks.reading import FIRST_SEED
from samples.making import Form, MadeDocument, make_scanned, order_for
from samples.printing import print_plan
from samples.table_kinds import TableForm, set_tables, turns_of

RIGHT = 0.90
FORMS = (Form.DIGITAL, Form.L1, Form.L2, Form.L3, Form.WORN)
Row = list[str]


def printed_rows(pages: dict[str, Any]) -> list[Row]:
    """The body rows of all tables of a `pages.json`, a merged cell's text in each place that it covers."""
    rows: list[Row] = []
    for table in pages["tables"]:
        grid = [[""] * table["n_columns"] for _ in range(table["n_rows"])]
        for cell in table["cells"]:
            for row in range(cell["row"], cell["row"] + cell["row_span"]):
                for column in range(cell["column"], cell["column"] + cell["column_span"]):
                    grid[row][column] = cell["text"]
        rows += grid[table["n_header_rows"] :]
    return rows


def likeness(printed: Row, read: Row) -> float:
    """From 0 to 1: that of the cells, weighted by length; of rows with one or two texts (titles), of these texts."""
    first, second = ([" ".join(text.split()) for text in row] for row in (printed, read))
    texts = list(dict.fromkeys(text for text in first if text))
    if len(texts) <= 2:
        first, second = texts, list(dict.fromkeys(text for text in second if text))
    if len(first) != len(second):
        return 0.0
    weights = [max(len(a), len(b)) for a, b in zip(first, second, strict=True)]
    alike = [Levenshtein.normalized_similarity(a, b) for a, b in zip(first, second, strict=True)]
    return sum(w * s for w, s in zip(weights, alike, strict=True)) / sum(weights) if sum(weights) else 1.0


def right_rows(printed: Sequence[Row], read: Sequence[Row]) -> int:
    """How many printed rows have a row of their own among those read that is right; the order must be kept."""
    best = [[0] * (len(read) + 1) for _ in range(len(printed) + 1)]
    for i in reversed(range(len(printed))):
        for j in reversed(range(len(read))):
            pair = best[i + 1][j + 1] + (likeness(printed[i], read[j]) >= RIGHT)
            best[i][j] = max(best[i + 1][j], best[i][j + 1], pair)
    return best[0][0]


def make(form: TableForm, quality: Form, seed: int) -> MadeDocument:
    """A document around a table of one kind, at a quality."""
    printed = set_tables(seed, form)
    if quality is Form.DIGITAL:
        return MadeDocument(printed, print_plan(printed))
    return make_scanned(printed, replace(order_for(quality, seed), turns=turns_of(printed, form)))


def read_rows(dataset: Path) -> dict[str, list[Row]]:
    """The rows of table_rows by the document's file name, headers left out."""
    documents = pads.dataset(dataset / "documents", partitioning="hive").to_table(["doc_id", "source_name"]).to_pylist()
    names = {row["doc_id"]: row["source_name"] for row in documents}
    rows: dict[str, list[Row]] = defaultdict(list)
    found = pads.dataset(dataset / "table_rows", partitioning="hive").to_table().to_pylist()
    for row in sorted(found, key=lambda row: int(row["seq"])):
        if row["row_kind"] != "header":
            rows[names[row["doc_id"]]].append(row["cells"])
    return rows


def main() -> int:
    """Print a table, a line a kind: right / printed / read, for each quality."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tables", description=__doc__)
    parser.add_argument("--documents", type=int, default=1, help="documents a kind and quality")
    parser.add_argument("--seed", type=int, default=FIRST_SEED)
    parser.add_argument("--quality", type=Form, choices=FORMS, action="append")
    parser.add_argument("--kinds", default=".", help="regular expression on the names of kinds")
    arguments = parser.parse_args()
    qualities = tuple(arguments.quality or FORMS)
    forms = [form for form in TableForm if re.search(arguments.kinds, form)]
    counts: dict[tuple[TableForm, Form], list[int]] = {}
    for quality in qualities:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            stems: dict[str, TableForm] = {}
            for form in forms:
                for seed in range(arguments.seed, arguments.seed + arguments.documents):
                    stem = f"{form.name}-{seed}"
                    stems[stem] = form
                    make(form, quality, seed).write(folder / "in", stem, folder / "truth" / stem)
            command = [sys.executable, "-m", "pipeline", "extract", str(folder / "in"), "--out", str(folder / "out")]
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603
            read = read_rows(folder / "out")
            for stem, form in stems.items():
                printed = printed_rows(json.loads((folder / "truth" / stem / "pages.json").read_text("utf-8")))
                own = read.get(f"{stem}.pdf", [])
                count = counts.setdefault((form, quality), [0, 0, 0])
                for place, n in enumerate((right_rows(printed, own), len(printed), len(own))):
                    count[place] += n
    write = sys.stdout.write
    write(f"| kind | {' | '.join(qualities)} |\n{'| --- ' * (len(qualities) + 1)}|\n")
    for form in forms:
        write(f"| {form} | {' | '.join(_told(counts[form, quality]) for quality in qualities)} |\n")
    totals = [[sum(counts[form, quality][place] for form in forms) for place in range(3)] for quality in qualities]
    write(f"| all | {' | '.join(_told(total) for total in totals)} |\n")
    return 0


def _told(count: Sequence[int]) -> str:
    right, printed, read = count
    return f"{right / printed:.2f} ({right}/{printed}, {read} read)" if printed else f"({read} read)"


if __name__ == "__main__":
    raise SystemExit(main())
