"""Two readers, one reading: words that the first is unsure of are looked at by the second.

A number is what a language can't mend: where a network reads handwriting, a speck or a stroke under a stamp as digits,
it says some number with a fluent face. Where two readers of different make agree on a word it is right 99 times in a
hundred (measured on real scans); where they read different digits the word stays as read and is marked doubtful, so
that a person looks. Of other words the second reading goes along as the first alternative, for the repair to weigh with
all that it knows of the sentence, and the word is worth no more than even; to take the surer of the two was worse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from extractors.layout import Line, Word
from extractors.reading.reader import Reader, Segmentation

UNSURE_DIGITS = 0.9
"""Confidence of a word with digits below which the second reader is asked."""
UNSURE_LETTERS = 0.6
"""The same of a word without; asking costs ten times what reading the line did."""

AGREED = 0.99
"""What a word is worth that both read alike."""

DIFFERED = 0.5
"""And at most, where they differ."""

MANY_LINES = 30
"""Where most words of so many lines are unsure the picture holds drawings or noise."""

MARGIN = 0.35
"""Paper around the line that the second reader gets, in line heights."""
_NUMBER = re.compile(r"\d+(?:[.,/:-]\d+)*")
SAME_PLACE = 0.6
"""Share of the wider of two words' widths that they have in common where they are one word on paper."""


def first_voice(reader: Reader) -> Reader:
    """The reader that reads first, alone: where it is asked what a picture may be, not for its words."""
    return reader.first if isinstance(reader, SecondVoiceReader) else reader


class SecondVoiceReader:
    """Reads with `first`; asks `second` for lines in which a word is unsure."""

    def __init__(self, first: Reader, second: Reader) -> None:
        self.name = f"{first.name}, {second.name} for unsure words"
        self.first = first
        self._second = second

    def read(self, picture: NDArray[np.uint8], segmentation: Segmentation) -> tuple[Line, ...]:
        """As `Reader.read`."""
        lines = self.first.read(picture, segmentation)
        unsure = [_is_unsure(word) for line in lines for word in line.words]
        if len(lines) >= MANY_LINES and sum(unsure) > len(unsure) / 2:
            return lines  # no text: a second reader, slow on noise, makes nothing of it either
        return tuple(self._heard(picture, line) for line in lines)

    def _heard(self, picture: NDArray[np.uint8], line: Line) -> Line:
        if not any(_is_unsure(word) for word in line.words):
            return line
        box = line.box
        margin = MARGIN * box.height
        top, bottom = max(0, int(box.y0 - margin)), int(box.y1 + margin) + 1
        left, right = max(0, int(box.x0 - margin)), int(box.x1 + margin) + 1
        again = self._second.read(np.ascontiguousarray(picture[top:bottom, left:right]), Segmentation.LINE)
        said = [replace(word, box=word.box.shifted(left, top)) for other in again for word in other.words]
        return Line(tuple(_weighed(word, said) if _is_unsure(word) else word for word in line.words))


def _has_digits(text: str) -> bool:
    return any(letter.isdigit() for letter in text)


def _is_unsure(word: Word) -> bool:
    return word.confidence < (UNSURE_DIGITS if _has_digits(word.text) else UNSURE_LETTERS)


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def _figures(text: str) -> list[str]:
    """The numbers of a word with what parts their digits: 85,4 is not 854."""
    return _NUMBER.findall(text)


def _weighed(word: Word, said: Iterable[Word]) -> Word:
    """The word in the light of what the second reader `said` on its line."""
    if _has_digits(word.text):
        alike = [other for other in said if _digits(other.text) == _digits(word.text)]
        if any(_figures(other.text) == _figures(word.text) for other in alike):
            return replace(word, confidence=max(word.confidence, AGREED))
        if alike:
            return word
        return replace(word, confidence=min(word.confidence, DIFFERED), doubtful=True)
    other = next((other for other in said if _same_place(word, other)), None)
    if other is None or _has_digits(other.text):
        return word
    if other.text == word.text:
        return replace(word, confidence=max(word.confidence, AGREED))
    alternatives = tuple(dict.fromkeys((other.text, *word.alternatives)))
    return replace(word, confidence=min(word.confidence, DIFFERED), alternatives=alternatives)


def _same_place(one: Word, other: Word) -> bool:
    shared = min(one.box.x1, other.box.x1) - max(one.box.x0, other.box.x0)
    return shared > SAME_PLACE * max(one.box.width, other.box.width)
