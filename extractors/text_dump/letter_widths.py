"""How wide words are in print, whatever was dumped: plans are set in Times New Roman (decree 30/2020/NĐ-CP).

Widths are in letters of usual width, spaces among them narrower: a line of a cell ends where the next word did not fit,
which its letters counted alike tell less exactly.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# Advance widths of Times in thousandths of the type's size.
_ADVANCES = {
    250: ".,",
    278: "ijlt/:;!|'’‘",
    333: "frI-()[]",
    389: "sJ",
    444: 'acez?"“”',
    500: "bdghknopquvxy0123456789đ–_*$§",
    556: "FPS",
    611: "ELTZ",
    667: "BCR",
    722: "ADGHKNOQUVXYwĐ",
    778: "m&",
    833: "%",
    889: "M",
    944: "W",
    1000: "—",
}
_WIDTH_OF = {letter: width for width, letters in _ADVANCES.items() for letter in letters}
_USUAL = 428
_SPACE = 250
_OTHER = 500
SPACE = _SPACE / _USUAL
"""The width of a space."""


def word_widths(words: Sequence[str]) -> NDArray[np.float64]:
    """The width of each word, marks above and below its letters not counted."""
    return np.array([_width(word) for word in words], np.float64)


def _width(word: str) -> float:
    letters = (char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
    return sum(_WIDTH_OF.get(char, _OTHER) for char in letters) / _USUAL
