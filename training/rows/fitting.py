"""Fits the weights of row confidence, and tells what the confidences of some rows are worth."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.confidence import Calibration
from extractors.dumped_evidence import DumpedEvidence
from extractors.evidence import Evidence

LEAST_SURE = 0.1
"""Of the rows, so many are said to be the least sure ones in the report."""
RIDGE = 1.0
"""Penalty on squared distance of standardised weights from those set by reasoning, as a count of rows."""
MILDEST, HARSHEST = 0.5, 4.0
SMALLEST_SPREAD = 0.01
FIRST_INTERCEPT = 4.0
ROUNDS = 40
BENT_FROM = 1.0
"""Log odds: of rows that are right more often than in three of four cases."""
BINS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 1.0)

log = logging.getLogger(__name__)
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A row's evidence, whether it is right, the quality of its scan or the kind of its dump, and its plan's name."""

    evidence: Evidence | DumpedEvidence
    right: bool
    form: str
    plan: str = ""


def fit(
    judgements: Sequence[Judgement], by_reason: Mapping[str, float], review_below: Callable[[Floats], float]
) -> Calibration:
    """Logistic regression by Newton's method, drawn towards weights set by reasoning.

    `by_reason` has for each feature, in order, what its weight would be without any data, in nats for a feature of 1;
    `review_below` gives for the confidences of the judgements the one below which rows wait for review. What hardly
    occurs keeps the weight that reason gives it, and no feature's weight rises above MILDEST of that: what is odd about
    a row can only by chance seem to make it surer.
    """
    x: Floats = np.array([each.evidence.features() for each in judgements], np.float64)
    y: Floats = np.array([each.right for each in judgements], np.float64)
    spread = np.maximum(x.std(axis=0), SMALLEST_SPREAD)
    prior = np.array(list(by_reason.values())) * spread
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
    found = {name: round(float(weight), 4) for name, weight in zip(by_reason, weights[1:] / spread, strict=True)}
    unset = Calibration(round(float(weights[0]), 4), found, 0.0)
    confidences = np.array([unset.confidence(each.evidence) for each in judgements])
    return Calibration(unset.intercept, found, round(review_below(confidences), 4))


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


@dataclass(frozen=True, slots=True)
class Curve:
    """How log odds have to be shifted, scaled, and stretched above BENT_FROM to tell the share that is right."""

    shift: float
    scale: float
    stretch: float

    def moved(self, confidence: float) -> float:
        """The confidence after that."""
        odds = _log_odds(confidence)
        odds = self.shift + self.scale * odds + self.stretch * max(0.0, odds - BENT_FROM)
        return round(1 / (1 + math.exp(-odds)), 4)

    def applied(self, calibration: Calibration, *, review_below: float) -> Calibration:
        """The calibration whose confidences are moved so."""
        return Calibration(
            round(self.shift + self.scale * calibration.intercept, 4),
            {name: round(self.scale * weight, 4) for name, weight in calibration.weights.items()},
            review_below,
            round(self.stretch / self.scale, 4),
            round(self.shift + self.scale * BENT_FROM, 4),
        )


def curve_of(told: Sequence[tuple[float, bool]]) -> Curve:
    """The curve that confidences of rows, and whether these are right, tell: Platt's scaling with a bend."""
    odds = np.array([_log_odds(confidence) for confidence, _ in told])
    right: Floats = np.array([is_right for _, is_right in told], np.float64)
    x: Floats = np.column_stack([np.ones(len(odds)), odds, np.maximum(0.0, odds - BENT_FROM)])
    shift, scale, stretch = _newton(x, right, np.array([0.0, 1.0, 0.0]), {}).tolist()
    return Curve(shift, scale, stretch)


def _log_odds(confidence: float) -> float:
    return math.log(max(confidence, 1e-9) / max(1 - confidence, 1e-9))


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


def as_json(calibration: Calibration) -> dict[str, object]:
    """What is kept of a calibration."""
    return {
        "intercept": calibration.intercept,
        "weights": dict(calibration.weights),
        "review_below": calibration.review_below,
        "bend": calibration.bend,
        "bent_from": calibration.bent_from,
    }
