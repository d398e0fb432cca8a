"""What a line looks like to the recogniser: its height, where its baseline lies, how its shades are brought level."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

HEIGHT = 40
"""Rows of a line's picture. Lower would cut the marks stacked on capitals (Ế rises 0.95 em)."""

BASELINE = 29.5
"""Row of the baseline, from the top."""

EM = 28.0
"""Pixels of an em that a line is brought to; the recogniser bears 24 to 33."""

COLUMNS_PER_STEP = 4
"""Columns of the picture for one step of the recogniser's output."""

_SHADES = 256
_PAPER_QUANTILE = 0.80
_INK_QUANTILE = 0.01
_LEAST_CONTRAST = 40.0


def shade_counts(picture: NDArray[np.uint8]) -> NDArray[np.float64]:
    """How many pixels of a gray picture have each shade."""
    return np.asarray(cv2.calcHist([picture], [0], None, [_SHADES], [0, _SHADES]), np.float64).ravel()


def level(picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Darkness, about 0 for the paper and 1 for the ink, of a gray picture (0 black) of any shape.

    Paper and ink are quantiles of the shades, so that light and faint lines look alike; contrast below
    `_LEAST_CONTRAST` shades is left low, lest the grain of empty paper becomes letters.
    """
    counts = shade_counts(picture).cumsum()
    paper, ink = np.searchsorted(counts, np.array([_PAPER_QUANTILE, _INK_QUANTILE]) * counts[-1])
    scale = 1.0 / max(float(paper) - float(ink), _LEAST_CONTRAST)
    shades = ((float(paper) - np.arange(_SHADES)) * scale).clip(-0.25, 1.25).astype(np.float32)
    return np.asarray(cv2.LUT(picture, shades))
