"""How right: rows of composed plans at each quality, against what the generator printed.

`python -m benchmarks.rows` composes plans by chance (seeds that nothing was tuned on), scans them, runs the whole
extraction, and prints for tasks and risks: recall (rows whose text is found, letters at least 0.90 alike), whole (rows
in which besides every printed field is at least 0.85 alike), section paths, and how many of the wrong rows wait for
review.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.dataset as pads
from rapidfuzz.distance import Indel

from benchmarks.reading import FIRST_SEED
from samples.compose import compose
from samples.making import Form, make_document

KEYS = {"tasks": "task", "risks": "risk"}
FIELDS = {
    "tasks": ("ordinal", "lead", "coordinating", "responsible", "deadline_text", "output"),
    "risks": ("ordinal", "measure", "action", "deadline_text", "responsible", "effectiveness"),
}
DERIVED = ("lead", "coordinating")
"""Where the page prints one column for both, what a person would make of it is a matter of taste."""

FOUND, ALIKE = 0.90, 0.85
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over documents: rows printed, found, whole, of right section; rows read, and those to review."""

    printed: int = 0
    found: int = 0
    whole: int = 0
    section: int = 0
    read: int = 0
    review: int = 0
    wrong: int = 0
    wrong_in_review: int = 0

    def __add__(self, other: Score) -> Score:
        names = self.__dataclass_fields__
        return Score(**{name: getattr(self, name) + getattr(other, name) for name in names})


def alike(a: object, b: object) -> float:
    """Similarity of two texts from 0 to 1, white space folded, case kept."""
    return Indel.normalized_similarity(" ".join(str(a or "").split()), " ".join(str(b or "").split()))


def pairs(printed: Sequence[Row], read: Sequence[Row], key: str) -> Iterator[tuple[Row, Row]]:
    """Rows in order with the highest total likeness (as in sequence alignment); only those at least half alike."""
    likeness = [[alike(a[key], b[key]) for b in read] for a in printed]
    best = [[0.0] * (len(read) + 1) for _ in range(len(printed) + 1)]
    for i in reversed(range(len(printed))):
        for j in reversed(range(len(read))):
            taken = best[i + 1][j + 1] + likeness[i][j] if likeness[i][j] >= 0.5 else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], taken)
    i = j = 0
    while i < len(printed) and j < len(read):
        if likeness[i][j] >= 0.5 and best[i][j] == best[i + 1][j + 1] + likeness[i][j]:
            yield printed[i], read[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def score(table: str, printed: Sequence[Row], read: Sequence[Row]) -> Score:
    """One table of one document."""
    found = whole = section = 0
    right: set[str] = set()
    for truth, row in pairs(printed, read, KEYS[table]):
        if alike(truth[KEYS[table]], row[KEYS[table]]) < FOUND:
            continue
        found += 1
        skipped = DERIVED if truth.get("responsible") else ()
        fields = [field for field in FIELDS[table] if truth.get(field) is not None and field not in skipped]
        if all(alike(truth[field], row[field]) >= ALIKE for field in fields):
            whole += 1
            right.add(row["row_id"])
        paths = list(truth.get("section_path", [])), list(row.get("section_path") or [])
        section += len(paths[0]) == len(paths[1]) and all(alike(a, b) >= ALIKE for a, b in zip(*paths, strict=True))
    wrong = [row for row in read if row["row_id"] not in right]
    review = [row for row in read if row["needs_review"]]
    in_review = sum(row["row_id"] not in right for row in review)
    return Score(len(printed), found, whole, section, len(read), len(review), len(wrong), in_review)


def read_rows(dataset: Path, table: str, source_name: str) -> list[Row]:
    """The rows of the document in reading order; only those that a table gave."""
    documents = pads.dataset(dataset / "documents", partitioning="hive").to_table(["doc_id", "source_name"]).to_pylist()
    ids = {row["doc_id"] for row in documents if row["source_name"] == source_name}
    rows = pads.dataset(dataset / table, partitioning="hive").to_table().to_pylist()
    own = [row for row in rows if row["doc_id"] in ids and row.get("source", "table") == "table"]
    return sorted(own, key=lambda row: int(row["seq"]))


def main() -> int:
    """Print a table, a line a quality."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rows", description=__doc__)
    parser.add_argument("--documents", type=int, default=4)
    parser.add_argument("--seed", type=int, default=FIRST_SEED)
    arguments = parser.parse_args()
    write = sys.stdout.write
    write("| quality | rows | recall | whole | section | read | to review | wrong | of these in review |\n")
    write("| --- " * 9 + "|\n")
    for form in (Form.DIGITAL, Form.L1, Form.L2, Form.L3):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            stems = [f"{form}-{seed}" for seed in range(arguments.seed, arguments.seed + arguments.documents)]
            for stem in stems:
                seed = int(stem.rpartition("-")[2])
                make_document(compose(seed), form, seed).write(folder / "in", stem, folder / "truth" / stem)
            command = [sys.executable, "-m", "pipeline", "extract", str(folder / "in"), "--out", str(folder / "out")]
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603
            total = Score()
            for stem in stems:
                for table in KEYS:
                    file = folder / "truth" / stem / f"{table}.jsonl"
                    printed = (
                        [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []
                    )
                    printed = [row for row in printed if row.get("source", "table") == "table"]
                    total += score(table, printed, read_rows(folder / "out", table, f"{stem}.pdf"))
            share = [f"{part / max(1, total.printed):.3f}" for part in (total.found, total.whole, total.section)]
            counts = [str(n) for n in (total.read, total.review, total.wrong, total.wrong_in_review)]
            write(f"| {form} | {total.printed} | {' | '.join(share)} | {' | '.join(counts)} |\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
