"""Fits the confidence of rows of text dumps on composed plans, and measures it on others.

    python -m training.rows.calibrate_dumps --work FOLDER [--plans 105] [--held-out 49] [--reread] [--keep]

Dumps and reads the plans that FOLDER does not hold yet (about eight CPU seconds each), turns all into rows, compares
them with what was printed, fits the weights on the plans of the first seeds, prints what they are worth on the plans
held out, and writes extractors/dumped_row_confidence.json (not with `--keep`). `--reread` after the search for rows or
the repair changed.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from extractors.confidence import FITTED_DUMPS, Calibration
from extractors.document import read_document
from samples.dumping import Kind
from training.rows.dumps import ReadDump, read_dumps, read_programs_dumps, read_tidy_dumps
from training.rows.fitting import Floats, Judgement, as_json, curve_of, fit, report
from training.rows.judging import judged_rows

FIT_SEED, HELD_OUT_SEED, TIDY_SEEDS, PROGRAMS_SEEDS = 7000, 8000, 500, 600
PLANS_A_PROGRAMS_DUMP = 3
PASSING_RIGHT = 0.98
"""Of the rows that do not wait for review so many should be right."""
FOLDS = 10
# What a feature's weight would be without any data, in nats for a feature of 1.
BY_REASON = {
    "unparted": -1.0,
    "unsettled": -2.0,
    "strain": -0.3,
    "in_block": -0.7,
    "no_ordinal": -3.0,
    "ordinal_doubt": -0.7,
    "ordinal_gap": -0.3,
    "empty_cells": -1.5,
    "usually_filled": -0.7,
    "running_on": -1.5,
    "misfitting": -0.7,
    "misplaced": -1.5,
    "unparsed": -2.0,
    "odd_deadline": -2.0,
    "open_deadline": -0.3,
    "rare_bodies": -0.3,
    "rare_texts": -0.3,
    "grown": -1.0,
    "cut": -1.0,
    "odd_length": -0.4,
    "short_key": -1.5,
    "odd_key": -1.5,
    "begun_inside": -0.3,
    "ended_inside": -0.3,
    "misread": -0.5,
    "strange_words": -1.0,
    "mapping_doubt": -2.0,
    "lacking_columns": -0.7,
    "oddness_around": -0.4,
    "oddness_of_table": -0.2,
}
"""Composed plans have cells of much the same length; real ones do not: too long a cell tells less of them."""

log = logging.getLogger(__name__)


def judge(dumps: Iterable[ReadDump]) -> list[Judgement]:
    """Turns dumps as put together into rows and compares them with what was printed."""
    judged: list[Judgement] = []
    for one in dumps:
        records = read_document(one.content)
        tabled = [task for task in records.tasks if task.source == "table"]
        judged.extend(judged_rows("tasks", one.rows["tasks"], tabled, one.kind, one.name))
        judged.extend(judged_rows("risks", one.rows["risks"], records.risks, one.kind, one.name))
    return judged


def fit_dumps(judgements: Sequence[Judgement]) -> Calibration:
    """The weights, and the confidence from which on PASSING_RIGHT of the rows are right.

    Told by rows of plans that the weights were not fitted on: FOLDS times those of some plans are left out. The same
    rows tell how confidences have to be moved for each to be the share that is right.
    """
    plans = sorted({each.plan for each in judgements})
    unseen: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        left_out = set(plans[fold::FOLDS])
        part = fit([each for each in judgements if each.plan not in left_out], BY_REASON, lambda _: 0.0)
        unseen += [(part.confidence(each.evidence), each.right) for each in judgements if each.plan in left_out]
    curve = curve_of(unseen)
    bound = least_sure_that_passes([(curve.moved(confidence), right) for confidence, right in unseen])
    return curve.applied(fit(judgements, BY_REASON, lambda _: 0.0), review_below=bound)


def least_sure_that_passes(unseen: Sequence[tuple[float, bool]]) -> float:
    """The lowest confidence from which on PASSING_RIGHT of the rows are right; 1 where no row is so sure."""
    ordered = sorted(unseen, reverse=True)
    right = np.cumsum([is_right for _, is_right in ordered])
    enough = np.flatnonzero(right >= PASSING_RIGHT * np.arange(1, len(ordered) + 1))
    return ordered[int(enough[-1])][0] if len(enough) else 1.0


def report_passing(name: str, calibration: Calibration, judgements: Sequence[Judgement]) -> None:
    """Prints how many of the right rows pass, and how many of those that pass are right, as weighed and at best."""
    confidences: Floats = np.array([calibration.confidence(each.evidence) for each in judgements])
    right = np.array([each.right for each in judgements])
    passing = confidences >= calibration.review_below
    best = least_sure_that_passes(list(zip(confidences.tolist(), right.tolist(), strict=True)))
    log.info(
        "%s: %d rows, %d right; %d pass, %d of them right: %.3f of the right ones; with the best bound %.3f",
        name, len(right), int(right.sum()), int(passing.sum()), int((passing & right).sum()),
        float((passing & right).sum()) / max(1, int(right.sum())),
        float(((confidences >= best) & right).sum()) / max(1, int(right.sum())),
    )  # fmt: skip


def _dumps(folder: Path, first: int, n_plans: int, *, reread: bool) -> Iterator[ReadDump]:
    """So many plans as rough dumps; others as tidy ones, one for each round of their kinds, and as programs dump."""
    yield from read_dumps(folder, range(first, first + n_plans), reread=reread)
    tidy = range(first + TIDY_SEEDS, first + TIDY_SEEDS + n_plans // len(Kind))
    yield from read_tidy_dumps(folder, tidy, reread=reread)
    by_programs = range(first + PROGRAMS_SEEDS, first + PROGRAMS_SEEDS + n_plans // PLANS_A_PROGRAMS_DUMP)
    yield from read_programs_dumps(folder, by_programs, reread=reread)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.rows.calibrate_dumps", description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder for the dumps put together")
    parser.add_argument("--plans", type=int, default=105)
    parser.add_argument("--held-out", type=int, default=49)
    parser.add_argument("--reread", action="store_true")
    parser.add_argument("--keep", action="store_true", help="measure the present weights without writing new ones")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    known = judge(_dumps(options.work, FIT_SEED, options.plans, reread=options.reread))
    unknown = judge(_dumps(options.work, HELD_OUT_SEED, options.held_out, reread=options.reread))
    found = fit_dumps(known)
    log.info("intercept %.3f, review below %.3f, %s", found.intercept, found.review_below, found.weights)
    for name, judgements in (("fitted on", known), ("held out", unknown)):
        report(name, found, judgements)
        report_passing(name, found, judgements)
        for kind in sorted({each.form for each in judgements}):
            report_passing(f"{name}, {kind}", found, [each for each in judgements if each.form == kind])
    if not options.keep:
        FITTED_DUMPS.write_text(json.dumps({"dumped": as_json(found)}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
