"""What a decoder's probability is worth: the share of such words that are right, fitted on text with known truth.

The decoder weighs only the candidates that it has, so its probabilities are too near 0 and 1, and too high where no
candidate is near. A logistic model of the log-odds and a few signs of trouble puts that right. It never falls as the
probability rises, all else equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log

_SUREST = 1e-4
"""Least doubt that is told apart: a decoder's 0.9999 and 0.999999 are worth the same."""
_FARTHEST = 15.0
N_FEATURES = 8


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a written word: the decoder's probability of it, and signs of trouble.

    `nats` is the channel's cost of the likeliest candidate, `letters` the length of the word as read.
    """

    probability: float
    changed: bool
    known: bool
    nats: float
    letters: int
    capital: bool

    def features(self) -> tuple[float, ...]:
        """The N_FEATURES numbers that weights belong to; the first is the log-odds."""
        bounded = min(max(self.probability, _SUREST), 1 - _SUREST)
        nats = min(max(self.nats, 0.0), _FARTHEST)
        return (
            log(bounded / (1 - bounded)),
            1.0,
            float(self.changed),
            float(not self.known),
            nats,
            float(nats > _FARTHEST / 2),
            1 / max(self.letters, 1),
            float(self.capital),
        )


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the features of Evidence; those of the identity, unless others were fitted."""

    weights: tuple[float, ...] = (1.0, *(0.0,) * (N_FEATURES - 1))

    def confidence(self, evidence: Evidence) -> float:
        """The share of words like this that are right."""
        score = sum(weight * value for weight, value in zip(self.weights, evidence.features(), strict=True))
        return 1 / (1 + exp(-min(max(score, -30.0), 30.0)))
