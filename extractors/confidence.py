"""How sure a row is: one figure from 0 to 1, and whether a person should look at it.

Takes what the reader, the repair, the mapping of columns and the structure of the table say of the row, and weighs them
by a logistic function. It changes no text.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from extractors.layout import Passage
from extractors.records import Indicator, Task

# A word read with less than this is weak: Tesseract is wrong about as often as right there.
WEAK_WORD = 0.6
# Narrative has no columns that could be mistaken, but what is a task in it is a matter of judgement.
SURE_OF_NARRATIVE = 0.85
# Rows below this wait for review: a tenth of those that the weights were fitted on, with two thirds of the wrong ones.
REVIEW_BELOW = 0.75

Judged = TypeVar("Judged", Task, Indicator)

# Fitted by ridge logistic regression (drawn towards weights set by reasoning) on 659 rows of composed and transcribed
# plans printed and scanned at three levels, 66 of them wrong; a row is right where its key reaches 0.90 and every other
# printed field 0.85 of similarity. There the lowest tenth holds two thirds of the wrong rows, and of the rows between
# 0.5 and 0.8, 0.8 and 0.9, 0.9 and 0.95 and above, 62, 88, 96 and 98 in a hundred are right. The largest weights are
# rounded towards zero, since other scanners err in other ways.
_INTERCEPT = 5.1
_WEIGHT_WEAK_SHARE = -16.0
_WEIGHT_EXPECTED_ERRORS = -0.65
_WEIGHT_DOUBTFUL = -0.4
_WEIGHT_REPAIR = -1.15
_WEIGHT_MAPPING = -4.3
_WEIGHT_DOUBTS = -1.8


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against a row.

    `weak_share` is the share of weakly read words, `expected_errors` the sum of the words' doubts, `doubtful` tells of
    words under a stamp or by hand, `repair_doubt` that of the least certain repaired word, `mapping_doubt` that of the
    table's columns; `doubts` counts what is odd in the row (a mended ordinal, a deadline that is none, an empty key).
    """

    weak_share: float
    expected_errors: float
    doubtful: bool
    repair_doubt: float
    mapping_doubt: float
    doubts: int


def evidence_of(passages: Sequence[Passage], mapping_certainty: float, doubts: int) -> Evidence:
    """The evidence of a row that was read from `passages`."""
    words = [confidence for passage in passages for confidence in passage.word_confidences]
    return Evidence(
        weak_share=sum(confidence < WEAK_WORD for confidence in words) / len(words) if words else 0.0,
        expected_errors=sum(1 - confidence for confidence in words),
        doubtful=any(any(passage.word_doubtful) for passage in passages),
        repair_doubt=1 - min((passage.repair_confidence for passage in passages), default=1.0),
        mapping_doubt=1 - mapping_certainty,
        doubts=doubts,
    )


def row_confidence(evidence: Evidence) -> float:
    """The probability, rounded to four digits, that every field of the row is right."""
    logit = (
        _INTERCEPT
        + _WEIGHT_WEAK_SHARE * evidence.weak_share
        + _WEIGHT_EXPECTED_ERRORS * math.log1p(evidence.expected_errors)
        + _WEIGHT_DOUBTFUL * evidence.doubtful
        + _WEIGHT_REPAIR * evidence.repair_doubt
        + _WEIGHT_MAPPING * evidence.mapping_doubt
        + _WEIGHT_DOUBTS * evidence.doubts
    )
    return round(1 / (1 + math.exp(-logit)), 4)


def judged(row: Judged) -> Judged:
    """The row with the confidence of the passages that it was read from; one that waits for review goes on waiting."""
    evidence = evidence_of([source.passage for source in row.sources], SURE_OF_NARRATIVE, int(row.needs_review))
    confidence = row_confidence(evidence)
    return replace(row, confidence=confidence, needs_review=row.needs_review or needs_review(confidence))


def needs_review(confidence: float) -> bool:
    """True where a person should look at the row."""
    return confidence < REVIEW_BELOW
