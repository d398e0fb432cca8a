"""Greedy reading and the count of errors, for watching the training."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein


def greedy_classes(scores: NDArray[np.float32]) -> list[int]:
    """The likeliest class of each step (steps, classes), repeats joined, blanks left out."""
    best = scores.argmax(axis=1)
    keep = best != 0
    keep[1:] &= best[1:] != best[:-1]
    return [int(one) for one in best[keep]]


def character_errors(read: str, truth: str) -> int:
    """Insertions, deletions and substitutions between two texts."""
    return int(Levenshtein.distance(read, truth))
