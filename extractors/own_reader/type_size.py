"""The size of type from how high letters stand: small letters and capitals, capitals alone, or numbers alone.

A line of capitals or digits looks like small letters of type half as large again. Which it is, is decided by
likelihood: running text has letters of both heights, headings and numbers of one, and digits are narrow; and by what
sizes are usual.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

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
_CAPITALS_ALONE, _NUMBERS_ALONE = 0.2, 0.2
"""Shares of lines without small letters, and without any."""
_SLIM_LETTERS = ((0.27, 0.38, 0.09), (0.22, 0.65, 0.08), (0.46, 0.90, 0.11))
_SLIM_DIGITS = ((0.80, 0.645, 0.055), (0.17, 0.43, 0.12))
"""Width over height of letters (small ones and capitals) and of digits (1 and the slash apart): share, mean, spread;
measured on the faces that the recogniser is trained on."""
_ODD_SLIMNESS = 0.03
"""Density of any other: broken, grown together."""
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


_BIN_PX = 0.125
"""Heights are counted in steps of this, which is well below the spread of one kind of letter."""
_TABLES_KEPT = 8
"""A page's pictures have few usual sizes between them."""


def size_of_type(rises: NDArray[np.float64], widths: NDArray[np.float64], usual_em: float) -> float:
    """An em in pixels, from how high letters rise over their baseline and how wide they are (pixels, one each).

    `usual_em` where there are no letters.
    """
    if not len(rises):
        return usual_em
    logs = _log_likelihoods(usual_em)
    n_bins = logs.shape[2]
    counts = np.bincount((rises * (1 / _BIN_PX) + 0.5).astype(np.intp).clip(0, n_bins - 1), minlength=n_bins)
    weight = min(1.0, _LETTERS_COUNTED / len(rises))
    of_shares = logs @ counts.astype(np.float32) * weight
    slim = _slimness_of_digits(widths / np.maximum(rises, 1.0)) * weight
    tall_alone = of_shares[0] + max(math.log(_CAPITALS_ALONE), math.log(_NUMBERS_ALONE) + slim)
    mixed = of_shares[1:].max(axis=0) + math.log((1 - _CAPITALS_ALONE - _NUMBERS_ALONE) / len(_SMALL_SHARES))
    return float(_SIZES[int((np.maximum(tall_alone, mixed) + _PRIOR).argmax())] * usual_em)


@lru_cache(_TABLES_KEPT)
def _log_likelihoods(usual_em: float) -> NDArray[np.float32]:
    """Of a letter of each height, by the share of small letters (none, then _SMALL_SHARES) and the size of type.

    Shape (shares, sizes, heights in steps of _BIN_PX); the last height stands for all that are too high for any size.
    """
    ems = _SIZES * usual_em
    spread = _LETTER_SPREAD_EM * ems + _LETTER_SPREAD_PX
    heights = np.arange(math.ceil((CAPITAL_EM * ems[-1] + 6 * spread[-1]) / _BIN_PX)) * _BIN_PX
    small = _bell(heights, X_HEIGHT_EM * ems, spread)
    tall = _bell(heights, CAPITAL_EM * ems, spread)
    shares = np.array([0.0, *_SMALL_SHARES])[:, None, None]
    likelihoods = shares * small + (1 - _OTHER_SHARE - shares) * tall + _OTHER_SHARE / usual_em
    return np.asarray(np.log(likelihoods), np.float32)


def _slimness_of_digits(slimness: NDArray[np.float64]) -> float:
    """How much likelier all these widths over heights are for digits than for letters, in logarithms."""
    return float(np.log(_density(slimness, _SLIM_DIGITS) / _density(slimness, _SLIM_LETTERS)).sum())


def _density(values: NDArray[np.float64], kinds: Sequence[tuple[float, float, float]]) -> NDArray[np.float64]:
    density = np.full_like(values, _ODD_SLIMNESS)
    for share, mean, spread in kinds:
        density += share * np.exp(-0.5 * ((values - mean) / spread) ** 2) / (spread * math.sqrt(2 * math.pi))
    return density


def _bell(rises: NDArray[np.float64], heights: NDArray[np.float64], spread: NDArray[np.float64]) -> NDArray[np.float64]:
    """The normal density of each rise about each height: (heights, rises)."""
    distance = (rises[None, :] - heights[:, None]) / spread[:, None]
    return np.asarray(np.exp(-0.5 * distance**2) / (spread[:, None] * math.sqrt(2 * math.pi)))
