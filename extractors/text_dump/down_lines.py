"""The lines of a page that may have been dumped down its columns, each with its words, repaired, and its ordinal.

Unlike lines across the columns, each is of one cell, and an ordinal stands alone on its line or before a cell's words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.layout import Line, Word
from extractors.markers import Marker, MarkerKind, next_markers, read_markers
from extractors.text_dump.dumped_lines import DASHES_AND_PLUS
from extractors.text_dump.line_clues import FluencyModel
from extractors.text_dump.pages import LINE_HEIGHT

LONGEST_ORDINAL = 5
# Ordinals that may be missing between two that count on.
MOST_AHEAD = 3
# What stands below the names of columns.
_COLUMN_NUMBER = re.compile(r"\(\d\)")
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2}[.)]?")
_OUTER = re.compile(r"(?:[IVX]{1,5}|[A-HĐ])[.)]?")
_OUTER_KINDS = (MarkerKind.ROMAN, MarkerKind.LETTER)


@dataclass(frozen=True)
class DownLine:
    """A line: its words as dumped and repaired, their ids in the language model, and an ordinal that it begins with.

    `lone` where it is nothing but the ordinal; `outer` where the ordinal is a section's rather than a row's;
    `counts` where a row's ordinal counts on from the one before. `gap` where blank lines stand before it.
    """

    words: tuple[Word, ...]
    repaired: tuple[str, ...]
    ids: NDArray[np.int64]
    gap: bool
    marker: Marker | None = None
    lone: bool = False
    outer: bool = False
    counts: bool = False

    @property
    def text(self) -> str:
        """Its words repaired, without the ordinal before them."""
        return " ".join(self.repaired[self.begin :])

    @property
    def begin(self) -> int:
        """The index of the first word that is none of the ordinal."""
        return int((self.counts or self.outer) and not self.lone)

    @property
    def length(self) -> int:
        """Its letters as dumped."""
        return sum(len(word.text) + 1 for word in self.words) - 1


def down_lines(
    lines: Sequence[Line], readable: Callable[[str], Sequence[str]], fluency: FluencyModel
) -> tuple[DownLine, ...]:
    """A page's lines but for specks; `readable` repairs what stands between two blank lines as one text."""
    blocks: list[list[tuple[Word, ...]]] = []
    below = -2 * LINE_HEIGHT
    for _, group in groupby(lines, key=lambda line: line.box.y0):
        parts = tuple(group)
        words = tuple(word for part in parts for word in part.words if _is_word(word.text))
        if not words or all(_COLUMN_NUMBER.fullmatch(word.text) for word in words):
            continue
        if not blocks or parts[0].box.y0 - below > LINE_HEIGHT:
            blocks.append([])
        below = parts[0].box.y1
        blocks[-1].append(words)
    return tuple(_marked(list(_read(blocks, readable, fluency))))


def _is_word(text: str) -> bool:
    return any(map(str.isalnum, text)) or text in DASHES_AND_PLUS


def _read(
    blocks: Sequence[Sequence[tuple[Word, ...]]], readable: Callable[[str], Sequence[str]], fluency: FluencyModel
) -> Iterator[DownLine]:
    for block in blocks:
        repaired = list(readable(" ".join(word.text for words in block for word in words)))
        for index, words in enumerate(block):
            own, repaired = repaired[: len(words)], repaired[len(words) :]
            yield DownLine(words, tuple(own), fluency.ids(own), index == 0)


def _marked(lines: Sequence[DownLine]) -> Iterator[DownLine]:
    """The lines with their ordinals."""
    markers = [_marker(line) for line in lines]
    last: dict[MarkerKind, Marker] = {}
    places = [index for index, marker in enumerate(markers) if marker is not None]
    following = {index: markers[after] for index, after in pairwise(places)}
    for index, (line, marker) in enumerate(zip(lines, markers, strict=True)):
        if marker is None:
            yield line
            continue
        after = following.get(index)
        opens = after is not None and marker.kind is MarkerKind.NUMBER and after.numbers == (*marker.numbers, 1)
        lone = len(line.words) == 1
        outer = marker.kind in _OUTER_KINDS or opens
        counts = not outer and _counts_on(marker, last.get(marker.kind))
        if lone or counts or outer:
            last[marker.kind] = marker
        yield DownLine(line.words, line.repaired, line.ids, line.gap, marker, lone, outer, counts)


def _marker(line: DownLine) -> Marker | None:
    head = line.words[0].text
    if len(line.words) == 1:
        found = read_markers(head) if len(head) <= LONGEST_ORDINAL else ()
        return next((marker for marker in found if marker.kind is not MarkerKind.BULLET), None)
    goes_on = line.words[1].text[:1]
    if _NUMBER.fullmatch(head) and not goes_on.isdigit():
        return next(iter(read_markers(head)), None)
    if _OUTER.fullmatch(head) and goes_on.isupper():
        return next((marker for marker in read_markers(head) if marker.kind in _OUTER_KINDS), None)
    return None


def _counts_on(marker: Marker, last: Marker | None) -> bool:
    """True where an ordinal is the first of its level, or follows the last one, a few lost ones between them."""
    if marker.is_first or last is None:
        return True
    if any(marker.place == one.place for one in next_markers(last)):
        return True
    depth = len(marker.numbers)
    if depth > len(last.numbers) or marker.numbers[:-1] != last.numbers[: depth - 1]:
        return False
    return 0 < marker.numbers[-1] - last.numbers[depth - 1] <= MOST_AHEAD
