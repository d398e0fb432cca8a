"""Fits row confidence on composed plans, and measures it on others.

    python -m training.rows.calibrate --work FOLDER [--plans 60] [--held-out 30] [--reread] [--keep]

Makes and reads the plans that FOLDER does not hold yet (about eight CPU seconds each), turns all into rows, compares
them with what was printed, fits the weights on the plans of the first seeds, prints what they are worth on the plans
held out, and writes extractors/row_confidence.json (not with `--keep`). `--reread` after the reader or the tables
changed.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.rows import FOUND, alike, pairs
from extractors.confidence import FITTED, Calibration
from extractors.document import read_document
from extractors.records import Indicator
from pipeline.document import assemble
from training.rows.documents import ReadPlan, Row, read_plans
from training.rows.fitting import Floats, Judgement, as_json, fit, report
from training.rows.judging import judged_rows

FIT_SEED, HELD_OUT_SEED = 5000, 5500
SHARE_TO_REVIEW = 0.15
"""Of the rows fitted on, so many lie below the confidence at which rows wait for review. Other plans have fewer odd
rows than these: of the rows held out 0.07 lie below it."""
SURE_ENOUGH = 0.98
"""No row surer than this waits for review, however few are less sure."""
TOO_UNSURE = 0.6
"""Every row less sure than this does, however many there are."""
# What a feature's weight would be without any data, in nats for a feature of 1.
BY_REASON = {
    "weak_share": -8.0,
    "expected_errors": -0.3,
    "least_word": -1.0,
    "doubtful": -0.7,
    "repair_doubt": -1.0,
    "rewritten": -1.0,
    "stray_signs": -8.0,
    "mapping_doubt": -2.0,
    "lacking_columns": -1.5,
    "ordinal_doubt": -0.7,
    "ordinal_gap": -0.7,
    "empty_key": -3.0,
    "begun_inside": -2.0,
    "ended_inside": -1.5,
    "misplaced": -1.5,
    "unparsed": -1.2,
    "unknown_agency": -0.7,
    "odd_length": -0.7,
    "missing_cell": -0.7,
    "cut_by_page": -0.2,
    "disorder_around": -2.0,
}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Judged:
    """The rows of tables and the passages (indicators, narrative tasks) of some plans."""

    table: list[Judgement]
    passage: list[Judgement]
    lost: int


def judge(plans: Iterable[ReadPlan]) -> Judged:
    """Turns plans as read into rows and compares them with what was printed."""
    judged = Judged([], [], 0)
    lost = 0
    for plan in plans:
        records = read_document(assemble(plan.pages))
        tabled = [task for task in records.tasks if task.source == "table"]
        for name, rows in (("tasks", tabled), ("risks", list(records.risks))):
            found = list(judged_rows(name, plan.rows[name], rows, plan.form))
            judged.table.extend(found)
            lost += max(0, len(plan.rows[name]) - sum(each.right for each in found))
        judged.passage.extend(_judged_indicators(plan.rows["indicators"], records.indicators, plan.form))
    return Judged(judged.table, judged.passage, lost)


def _judged_indicators(printed: Sequence[Row], rows: Sequence[Indicator], form: str) -> Iterator[Judgement]:
    read: list[Row] = [{"index": index, "text": row.text, "row": row} for index, row in enumerate(rows)]
    right = {
        row["index"]
        for truth, row in pairs(printed, read, "text")
        if alike(truth["text"], row["text"]) >= FOUND
        and row["row"].value == truth["value"]
        and row["row"].comparator == truth["comparator"]
    }
    for index, row in enumerate(rows):
        if row.evidence is not None and row.source == "narrative":
            yield Judgement(row.evidence, index in right, form)


def _review_below(confidences: Floats) -> float:
    return min(max(float(np.quantile(confidences, SHARE_TO_REVIEW)), TOO_UNSURE), SURE_ENOUGH)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.rows.calibrate", description="Calibrate row confidence.")
    parser.add_argument("--work", type=Path, required=True, help="folder for the plans made and read")
    parser.add_argument("--plans", type=int, default=60)
    parser.add_argument("--held-out", type=int, default=30)
    parser.add_argument("--reread", action="store_true")
    parser.add_argument("--keep", action="store_true", help="measure the present weights' fit without writing new ones")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    seeds = range(FIT_SEED, FIT_SEED + options.plans)
    others = range(HELD_OUT_SEED, HELD_OUT_SEED + options.held_out)
    fitted_on = judge(read_plans(options.work, seeds, reread=options.reread))
    held_out = judge(read_plans(options.work, others, reread=options.reread))
    log.info("rows printed that did not come back right: %d, held out %d", fitted_on.lost, held_out.lost)
    found: dict[str, Calibration] = {}
    for name, known, unknown in (
        ("table", fitted_on.table, held_out.table),
        ("passage", fitted_on.passage, held_out.passage),
    ):
        found[name] = fit(known, BY_REASON, _review_below)
        log.info("%s: intercept %.3f, %s", name, found[name].intercept, found[name].weights)
        report(f"{name}, fitted on", found[name], known)
        report(f"{name}, held out", found[name], unknown)
        for form in sorted({each.form for each in unknown}):
            report(f"{name}, held out, {form}", found[name], [each for each in unknown if each.form == form])
    if not options.keep:
        FITTED.write_text(json.dumps({name: as_json(each) for name, each in found.items()}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
