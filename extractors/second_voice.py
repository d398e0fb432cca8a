"""Two readers, one reading: words with digits that the first is unsure of are looked at by the second.

A number is what a language can't mend: where a network reads handwriting, a speck or a stroke under a stamp as digits,
it says some number with a fluent face. Where two readers of different make agree on a word it is right 99 times in a
hundred (measured on real scans); where they differ, the word stays as read and is marked doubtful, so that a person
looks.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from extractors.layout import Line, Word
from extractors.reader import Reader, Segmentation

UNSURE = 0.9
"""Confidence of a word with digits below which the second reader is asked."""

AGREED = 0.99
"""What a word is worth that both read alike."""

DIFFERED = 0.5
"""And at most, where they read different digits."""

MARGIN = 0.35
"""Paper around the line that the second reader gets, in line heights."""


class SecondVoiceReader:
    """Reads with `first`; asks `second` for lines in which a word with digits is unsure."""

    def __init__(self, first: Reader, second: Reader) -> None:
        self.name = f"{first.name}, {second.name} for unsure digits"
        self._first = first
        self._second = second

    def read(self, picture: NDArray[np.uint8], segmentation: Segmentation) -> tuple[Line, ...]:
        """As `Reader.read`."""
        return tuple(self._heard(picture, line) for line in self._first.read(picture, segmentation))

    def _heard(self, picture: NDArray[np.uint8], line: Line) -> Line:
        if not any(_is_unsure(word) for word in line.words):
            return line
        box = line.box
        margin = MARGIN * box.height
        top, bottom = max(0, int(box.y0 - margin)), int(box.y1 + margin) + 1
        left, right = max(0, int(box.x0 - margin)), int(box.x1 + margin) + 1
        again = self._second.read(np.ascontiguousarray(picture[top:bottom, left:right]), Segmentation.LINE)
        said = {_digits(word.text) for other in again for word in other.words}
        return Line(tuple(_weighed(word, said) if _is_unsure(word) else word for word in line.words))


def _is_unsure(word: Word) -> bool:
    return word.confidence < UNSURE and any(letter.isdigit() for letter in word.text)


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def _weighed(word: Word, said: set[str]) -> Word:
    if _digits(word.text) in said:
        return replace(word, confidence=max(word.confidence, AGREED))
    return replace(word, confidence=min(word.confidence, DIFFERED), doubtful=True)
