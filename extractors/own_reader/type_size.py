"""The size of type from how high letters stand: small letters and capitals, or capitals and digits alone.

A line of capitals or digits looks like small letters of type half as large again. Which it is, is decided by
likelihood: running text has letters of both heights, headings and numbers of one; and by what sizes are usual.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

X_HEIGHT_EM = 0.455
"""x-height of Times, in em."""
CAPITAL_EM = 0.67
"""Height of its capitals, digits and ascenders, in em."""

_SMALLEST, _LARGEST, _STEPS = 0.5, 2.0, 71
"""The sizes that are weighed, in usual ones."""
_SPREAD = 0.18
"""Of the logarithm of sizes about the usual one: notes of 9 pt and titles of 16 pt beside text of 13 pt."""
_CAPITALS_ALONE = 0.2
"""Share of lines without small letters."""
_OTHER_SHARE = 0.10
"""Of letters with marks grown onto them, t, specks."""
_SMALL_SHARES = (0.82, 0.60, 0.30)
"""What share of a line's letters may be small ones, from a few words to names and codes; the rest are tall."""
_LETTER_SPREAD_EM, _LETTER_SPREAD_PX = 0.018, 0.5
"""How much heights of one kind of letter differ."""
_LETTERS_COUNTED = 40
"""So many letters at most weigh against what is usual: their errors are not independent."""

_SIZES = np.geomspace(_SMALLEST, _LARGEST, _STEPS)
_PRIOR = -(np.log(_SIZES) ** 2) / (2 * _SPREAD**2)


def size_of_type(rises: NDArray[np.float64], usual_em: float) -> float:
    """An em in pixels, from how high letters rise over their baseline (pixels); `usual_em` where there are none."""
    if not len(rises):
        return usual_em
    ems = _SIZES * usual_em
    spread = _LETTER_SPREAD_EM * ems + _LETTER_SPREAD_PX
    small = _bell(rises, X_HEIGHT_EM * ems, spread)
    tall = _bell(rises, CAPITAL_EM * ems, spread)
    other = _OTHER_SHARE / usual_em
    weight = min(1.0, _LETTERS_COUNTED / len(rises))
    best = _log_likelihood(0.0, small, tall, other) * weight + math.log(_CAPITALS_ALONE)
    for share in _SMALL_SHARES:
        mixed = _log_likelihood(share, small, tall, other) * weight
        best = np.maximum(best, mixed + math.log((1 - _CAPITALS_ALONE) / len(_SMALL_SHARES)))
    return float(ems[int((best + _PRIOR).argmax())])


def _log_likelihood(
    small_share: float, small: NDArray[np.float64], tall: NDArray[np.float64], other: float
) -> NDArray[np.float64]:
    """Of all letters at each size, where `small_share` of them are small."""
    tall_share = 1 - _OTHER_SHARE - small_share
    return np.asarray(np.log(small_share * small + tall_share * tall + other).sum(axis=1))


def _bell(rises: NDArray[np.float64], heights: NDArray[np.float64], spread: NDArray[np.float64]) -> NDArray[np.float64]:
    """The normal density of each rise about each height: (heights, rises)."""
    distance = (rises[None, :] - heights[:, None]) / spread[:, None]
    return np.asarray(np.exp(-0.5 * distance**2) / (spread[:, None] * math.sqrt(2 * math.pi)))
