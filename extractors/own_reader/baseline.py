"""The straight line that most letters of a line of text stand on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_STEEPEST = 0.04
"""Slope of the steepest line: pictures are deskewed before."""

SLOPES = np.linspace(-_STEEPEST, _STEEPEST, 27)
LEVEL = np.zeros(1)

Floats = NDArray[np.float64]


def most_feet(x: Floats, feet: Floats, slopes: Floats, tolerance: float) -> tuple[float, float]:
    """Of lines of these slopes the one that has most feet within `tolerance`: slope and height at zero.

    Of equal counts the tighter, and the flatter.
    """
    at_zero = np.sort(feet - slopes[:, None] * x, axis=1)
    # Slopes are searched at once: each row is moved beyond the one before it.
    span = float(at_zero[:, -1].max() - at_zero[:, 0].min()) + 4 * tolerance
    flat = (at_zero + span * np.arange(len(slopes))[:, None]).ravel()
    upper = np.searchsorted(flat, flat + 2 * tolerance, "right")
    counts = (upper - np.arange(len(flat))).reshape(at_zero.shape)
    starts = counts.argmax(axis=1)
    rows = np.arange(len(slopes))
    most = counts[rows, starts]
    spread = at_zero[rows, starts + most - 1] - at_zero[rows, starts]
    best = int((most - spread / (4 * tolerance) - np.abs(slopes) * 10).argmax())
    first, last = int(starts[best]), int(starts[best] + most[best] - 1)
    middle = at_zero[best, (first + last) // 2] + at_zero[best, (first + last + 1) // 2]
    return float(slopes[best]), float(middle) / 2


def straight(x: Floats, feet: Floats, slope: float) -> tuple[float, float]:
    """Slope and height at zero of the line with the least squares; as steep as `slope` where x does not tell."""
    middle, foot = float(x.mean()), float(feet.mean())
    away = x - middle
    squares = float(away @ away)
    if squares > 0:
        slope = float(away @ feet) / squares
    at_zero = foot - slope * middle
    return min(max(slope, -_STEEPEST), _STEEPEST), at_zero
