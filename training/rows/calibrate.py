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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.rows import ALIKE, DERIVED, FIELDS, FOUND, KEYS, alike, pairs
from extractors.confidence import FITTED, Calibration
from extractors.document import read_document
from extractors.evidence import FEATURES, Evidence
from extractors.records import Indicator, Risk, Task
from pipeline.document import assemble
from training.rows.documents import ReadPlan, Row, read_plans

FIT_SEED, HELD_OUT_SEED = 5000, 5500
SHARE_TO_REVIEW = 0.15
"""Of the rows fitted on, so many lie below the confidence at which rows wait for review. Other plans have fewer odd
rows than these: of the rows held out 0.07 lie below it."""
LEAST_SURE = 0.1
"""Of the rows, so many are said to be the least sure ones in the report."""
SURE_ENOUGH = 0.98
"""No row surer than this waits for review, however few are less sure."""
TOO_UNSURE = 0.6
"""Every row less sure than this does, however many there are."""
RIDGE = 1.0
"""Penalty on squared distance of standardised weights from those set by reasoning, as a count of rows."""
MILDEST, HARSHEST = 0.5, 4.0
SMALLEST_SPREAD = 0.01
FIRST_INTERCEPT = 4.0
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
ROUNDS = 40
BINS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 1.0)

log = logging.getLogger(__name__)
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A row's evidence, whether it is right, and the quality of its scan."""

    evidence: Evidence
    right: bool
    form: str


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
            found = list(_judged_rows(name, plan.rows[name], rows, plan.form))
            judged.table.extend(found)
            lost += max(0, len(plan.rows[name]) - sum(each.right for each in found))
        judged.passage.extend(_judged_indicators(plan.rows["indicators"], records.indicators, plan.form))
    return Judged(judged.table, judged.passage, lost)


def _judged_rows(name: str, printed: Sequence[Row], rows: Sequence[Task | Risk], form: str) -> Iterator[Judgement]:
    read: list[Row] = [{"index": index, **_fields(name, row)} for index, row in enumerate(rows)]
    right: set[int] = set()
    for truth, row in pairs(printed, read, KEYS[name]):
        skipped = DERIVED if truth.get("responsible") else ()
        fields = [field for field in FIELDS[name] if truth.get(field) is not None and field not in skipped]
        whole = alike(truth[KEYS[name]], row[KEYS[name]]) >= FOUND
        if whole and all(alike(truth[field], row[field]) >= ALIKE for field in fields):
            right.add(row["index"])
    for index, record in enumerate(rows):
        if record.evidence is not None:
            yield Judgement(record.evidence, index in right, form)


def _fields(name: str, row: Task | Risk) -> Row:
    return {field: getattr(row, field) for field in (KEYS[name], *FIELDS[name])}


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


def fit(judgements: Sequence[Judgement]) -> Calibration:
    """Logistic regression by Newton's method, drawn towards weights set by reasoning.

    What hardly occurs in these scans keeps the weight that reason gives it, and no feature's weight rises above
    MILDEST of that: what is odd about a row can only by chance seem to make it surer.
    """
    x: Floats = np.array([each.evidence.features() for each in judgements], np.float64)
    y: Floats = np.array([each.right for each in judgements], np.float64)
    spread = np.maximum(x.std(axis=0), SMALLEST_SPREAD)
    prior = np.array([BY_REASON[name] for name in FEATURES]) * spread
    scaled = np.column_stack([np.ones(len(y)), x / spread])
    held: dict[int, float] = {}
    while True:
        weights = _newton(scaled, y, np.concatenate([[FIRST_INTERCEPT], prior]), held)
        outside = {
            index: MILDEST if weights[1 + index] > prior[index] else HARSHEST
            for index in range(len(prior))
            if index not in held and not MILDEST <= weights[1 + index] / prior[index] <= HARSHEST
        }
        if not outside:
            break
        held |= outside
    found = {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights[1:] / spread, strict=True)}
    unset = Calibration(round(float(weights[0]), 4), found, 0.0)
    confidences = np.array([unset.confidence(each.evidence) for each in judgements])
    below = min(max(float(np.quantile(confidences, SHARE_TO_REVIEW)), TOO_UNSURE), SURE_ENOUGH)
    return Calibration(unset.intercept, found, round(below, 4))


def _newton(x: Floats, y: Floats, prior: Floats, held: Mapping[int, float]) -> Floats:
    """The weights of the least penalised loss; those of the features in `held` stay at that share of their prior."""
    penalty = RIDGE * np.ones(x.shape[1])
    weights: Floats = prior.copy()
    fixed = [1 + index for index in sorted(held)]
    weights[fixed] *= [held[index - 1] for index in fixed]
    free = [index for index in range(x.shape[1]) if index not in fixed]
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (y - p) - penalty * (weights - prior)
        hessian = (x * np.maximum(p * (1 - p), 1e-6)[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian[np.ix_(free, free)], gradient[free])
        weights[free] += np.clip(step, -2.0, 2.0)
    return weights


def report(name: str, calibration: Calibration, judgements: Sequence[Judgement]) -> None:
    """Prints what the confidences of some rows are worth."""
    confidences = np.array([calibration.confidence(each.evidence) for each in judgements])
    right = np.array([each.right for each in judgements])
    wrong = max(1, int((~right).sum()))
    tenth = np.argsort(confidences, kind="stable")[: round(len(right) * LEAST_SURE)]
    flagged = confidences < calibration.review_below
    log.info(
        "%s: %d rows, %d wrong; least sure tenth holds %.2f of them; flagged %.3f of the rows, %.2f of the wrong ones",
        name, len(right), int((~right).sum()), float((~right[tenth]).sum()) / wrong,
        float(flagged.mean()), float((flagged & ~right).sum()) / wrong,
    )  # fmt: skip
    for low, high in pairwise(BINS):
        inside = (confidences >= low) & ((confidences < high) | (high == 1.0))
        if inside.any():
            log.info(
                "  %.2f to %.2f: %4d rows, said %.3f, right %.3f",
                low, high, int(inside.sum()), float(confidences[inside].mean()), float(right[inside].mean()),
            )  # fmt: skip


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
        found[name] = fit(known)
        log.info("%s: intercept %.3f, %s", name, found[name].intercept, found[name].weights)
        report(f"{name}, fitted on", found[name], known)
        report(f"{name}, held out", found[name], unknown)
        for form in sorted({each.form for each in unknown}):
            report(f"{name}, held out, {form}", found[name], [each for each in unknown if each.form == form])
    if not options.keep:
        FITTED.write_text(json.dumps({name: _as_json(each) for name, each in found.items()}, indent=1) + "\n", "utf-8")


def _as_json(calibration: Calibration) -> dict[str, object]:
    return {
        "intercept": calibration.intercept,
        "weights": dict(calibration.weights),
        "review_below": calibration.review_below,
    }


if __name__ == "__main__":
    main()
