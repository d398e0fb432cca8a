"""The small angle by which the lines of a page slope.

By projection profiles (Postl 1986): at the right angle the ink of lines and rulings falls into few rows, so the
differences of neighbouring rows of the sheared profile are largest. The ink is kept as a list of points and sheared as
such, which costs a histogram per angle rather than a picture.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

MAX_SKEW_DEG = 6.0
"""Pages fed by hand slope up to 5 degrees."""
COARSE_STEP_DEG = 0.5
FINE_STEP_DEG = 0.05
MAX_POINTS = 60_000
"""Ink points used: a page of 2000 letters has about 60 000 at 100 dpi."""
MIN_POINTS = 500
"""Fewer and the page is as good as empty; its angle is taken for 0."""


def skew_deg(ink: NDArray[np.bool_]) -> float:
    """Degrees by which the lines rise to the right (counterclockwise), to about 0.05; 0 on an empty page.

    Turning the picture clockwise by the result makes the lines level.
    """
    ys, xs = np.nonzero(ink)
    if len(ys) < MIN_POINTS:
        return 0.0
    if len(ys) > MAX_POINTS:
        chosen = np.linspace(0, len(ys) - 1, MAX_POINTS).astype(np.intp)
        ys, xs = ys[chosen], xs[chosen]
    x = xs.astype(np.float64) - ink.shape[1] / 2
    y = ys.astype(np.float64)
    coarse = np.arange(-MAX_SKEW_DEG, MAX_SKEW_DEG + COARSE_STEP_DEG / 2, COARSE_STEP_DEG)
    best = _sharpest(x, y, coarse)
    step = COARSE_STEP_DEG
    while step > FINE_STEP_DEG:
        best = _sharpest(x, y, best + np.linspace(-step, step, 5))
        step /= 2
    return float(best)


def _sharpest(x: NDArray[np.float64], y: NDArray[np.float64], angles: NDArray[np.float64]) -> float:
    scores = [_sharpness(x, y, angle) for angle in angles]
    return float(angles[int(np.argmax(scores))])


def _sharpness(x: NDArray[np.float64], y: NDArray[np.float64], angle: float) -> float:
    rows = y + x * np.tan(np.radians(angle))
    profile = np.bincount((rows - rows.min()).astype(np.intp))
    return float(np.square(np.diff(profile)).sum())
