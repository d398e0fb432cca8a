"""How sure a row is: one figure from 0 to 1, and whether a person should look at it.

A logistic function of the row's evidence, with weights fitted on composed plans that were printed, scanned and read, or
dumped as text (training/rows); they are kept beside this module. It changes no text.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from extractors.dumped_evidence import FEATURES as DUMPED_FEATURES
from extractors.dumped_evidence import DumpedEvidence, dumped_evidence
from extractors.evidence import FEATURES, Evidence, RowFacts, passages_evidence, table_evidence
from extractors.layout import Passage
from extractors.records import Indicator, Risk, Task

FITTED = Path(__file__).with_name("row_confidence.json")
FITTED_DUMPS = Path(__file__).with_name("dumped_row_confidence.json")
# A document's header below this waits for review.
REVIEW_HEADER_BELOW = 0.75

# Repair's confidence in its least sure word below which a passage has one that it could not read: of 19 rows of a
# dumped plan with such a word none was right, of 12 others five.
UNREAD_WORD = 0.5
# Two cells of a row of which nothing tells which is the left one, or a cell that may be another row's: about half of
# such rows are right.
AMBIGUOUS = 0.5

Row = TypeVar("Row", Task, Risk, Indicator)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the evidence's features, and the confidence below which a row waits for review.

    Log odds above `bent_from` are stretched by the share `bend`: where hardly anything is odd, rows are surer than the
    sum of what is.
    """

    intercept: float
    weights: Mapping[str, float]
    review_below: float
    bend: float = 0.0
    bent_from: float = 0.0

    def confidence(self, evidence: Evidence | DumpedEvidence) -> float:
        """The share of rows like this in which every field is right, rounded to four digits."""
        names = FEATURES if isinstance(evidence, Evidence) else DUMPED_FEATURES
        score = self.intercept + sum(
            self.weights.get(name, 0.0) * value for name, value in zip(names, evidence.features(), strict=True)
        )
        score += self.bend * max(0.0, score - self.bent_from)
        return round(1 / (1 + math.exp(-min(max(score, -30.0), 30.0))), 4)


@cache
def calibrations() -> Mapping[str, Calibration]:
    """The fitted weights: of rows of tables ("table"), of text dumps ("dumped"), of running text ("passage")."""
    fitted = json.loads(FITTED.read_text("utf-8")) | json.loads(FITTED_DUMPS.read_text("utf-8"))
    return {name: Calibration(**entry) for name, entry in fitted.items()}


def judged_rows(rows: Sequence[Row], facts: Sequence[RowFacts]) -> tuple[Row, ...]:
    """Rows of a table with the confidence that the evidence of their facts gives.

    Those that were put together from a text dump have evidence, and weights, of their own.
    """
    known = table_evidence(facts)
    if all(one.placing is None for one in facts):
        return tuple(_judged(row, one, "table") for row, one in zip(rows, known, strict=True))
    found = [_judged(row, one, "dumped") for row, one in zip(rows, dumped_evidence(facts, known), strict=True)]
    return tuple(
        _as_ambiguous(row) if one.placing is not None and one.placing.ambiguous else row
        for row, one in zip(found, facts, strict=True)
    )


def _as_ambiguous(row: Row) -> Row:
    """The row, of which a cell may as well be another row's, or two may stand in each other's place."""
    return replace(row, confidence=min(row.confidence, AMBIGUOUS), needs_review=True)


def judged(row: Row) -> Row:
    """A row of running text, or an indicator, with the confidence of the passages that it was read from.

    One that already waits for review goes on waiting. Where no reader says how sure it is of the words (text dumps,
    garbage layers), repair alone does: a word that it could not read makes the row wait.
    """
    passages = [source.passage for source in row.sources]
    evidence = passages_evidence(passages)
    found = _judged(row, replace(evidence, unparsed=float(row.needs_review)), "passage")
    if not any(_has_unread_word(passage) for passage in passages):
        return found
    return replace(found, confidence=min(found.confidence, UNREAD_WORD), needs_review=True)


def _has_unread_word(passage: Passage) -> bool:
    unheard = all(confidence == 1.0 for confidence in passage.word_confidences)
    return unheard and passage.repair_confidence < UNREAD_WORD


def _judged(row: Row, evidence: Evidence | DumpedEvidence, kind: str) -> Row:
    calibration = calibrations()[kind]
    confidence = calibration.confidence(evidence)
    review = row.needs_review or confidence < calibration.review_below
    return replace(row, confidence=confidence, needs_review=review, evidence=evidence)


def header_needs_review(confidence: float) -> bool:
    """True where a person should look at a document's header."""
    return confidence < REVIEW_HEADER_BELOW
