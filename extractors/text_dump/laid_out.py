"""Dumps that keep places: the columns of a table are told by where its words stand in their lines.

Such a dump (`pdftotext -layout` makes them) has runs of spaces in its lines, so that what stood side by side on the
page does so in a font of evenly wide letters. Between two columns few segments (words close together) pass; those that
do are of cells that touch, and of titles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.layout import Line, Word
from extractors.text_dump.dumped_lines import Place
from extractors.text_dump.pages import LETTER_WIDTH

# Words so far apart, in points, are two segments: three spaces tell columns, two may be a rounded space within a cell;
# once the columns are known, two tell that their cells do not touch.
PARTS_COLUMNS = 2.5 * LETTER_WIDTH
PARTS_CELLS = 1.5 * LETTER_WIDTH
# What an edge between columns costs, in segments, by itself and for each that passes over it.
EDGE = 1.5
PASSING = 1.3
FEWEST_COLUMNS = 3
FEWEST_LINES = 6
# Of lines those with more than one segment, and of segments those within one column, at least.
PARTED_LINES = 0.2
WITHIN_COLUMNS = 0.8
MOST_COLUMNS = 12
# Headers name columns: also one that cells touch on both sides, or that has none.
HEADER_WEIGHT = 4.0
# What the other pages' lines weigh, of this page's own, where its own columns are not plain.
OTHER_PAGES = 0.5
# A word may begin so much before its column, in letters: places are rounded.
LEEWAY = 1

Segment = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class LaidOutColumns:
    """The columns of a page's table: `edges` are where all but the first begin, in points from the left."""

    edges: tuple[float, ...]

    @property
    def n_columns(self) -> int:
        """How many there are."""
        return len(self.edges) + 1

    def column_of(self, word: Word) -> int:
        """The column that a word begins in, from 0."""
        return int(np.searchsorted(self.edges, word.box.x0 + LEEWAY * LETTER_WIDTH + 0.1))

    def under(self, word: Word | Line) -> int:
        """The column that the middle of a word, or of more, stands in, as those of headers do, which are centred."""
        return int(np.searchsorted(self.edges, word.box.x_center))

    def places_of(self, line: Sequence[Word]) -> tuple[Place, ...]:
        """The columns, from 0, that each word of a printed line may be in: those that its segment stands in.

        Where two cells touch, what the right one says is moved to the left.
        """
        found: list[Place] = []
        for segment in segments(line):
            first = self.column_of(segment[0])
            end = segment[-1].box.x1 - LEEWAY * LETTER_WIDTH - 0.1
            last = max(first, int(np.searchsorted(self.edges, end)))
            columns = range(first, last + 1)
            found += [Place(first, last, tuple(self._outside(word, column) for column in columns)) for word in segment]
        return tuple(found)

    def _outside(self, word: Word, column: int) -> float:
        """By how many letters a word stands outside a column."""
        left = self.edges[column - 1] - word.box.x0 if column > 0 else 0.0
        right = word.box.x1 - self.edges[column] if column < len(self.edges) else 0.0
        return max(0.0, left, right) / LETTER_WIDTH


def segments(line: Sequence[Word], apart: float = PARTS_CELLS) -> Iterator[Segment]:
    """The words of a printed line that are less than `apart` from each other, in points."""
    start = 0
    for index, (before, after) in enumerate(pairwise(line), start=1):
        if after.box.x0 - before.box.x1 > apart:
            yield tuple(line[start:index])
            start = index
    if line:
        yield tuple(line[start:])


def laid_out_columns(lines: Sequence[Line], header: Sequence[Line] = ()) -> LaidOutColumns | None:
    """The columns of a page's table lines, those of its header apart; None where they do not stand in columns.

    Method: of all ways to set edges the one in which the columns' highest piles of segments are worth most, less what
    edges cost (dynamic programming over places).
    """
    if not keeps_places([(*header, *lines)]):
        return None
    found = LaidOutColumns(_edges(piles_of(lines, header)))
    return found if found.n_columns >= FEWEST_COLUMNS and fits_columns([((*header, *lines), found)]) else None


def keeps_places(pages: Sequence[Sequence[Line]]) -> bool:
    """True where enough of the pages' lines have gaps in them as those between columns."""
    parts = [list(segments(row, PARTS_COLUMNS)) for lines in pages for row in printed_rows(lines)]
    return len(parts) >= FEWEST_LINES and sum(len(row) > 1 for row in parts) >= PARTED_LINES * len(parts)


def fits_columns(pages: Sequence[tuple[Sequence[Line], LaidOutColumns]], *, ordinals: bool = False) -> bool:
    """True where enough of the pages' segments stand within one of their columns.

    Where the first column is that of the `ordinals`, one of them may stand with the text behind it.
    """
    within = [
        place.first == place.last or (ordinals and place.last == 1)
        for lines, columns in pages
        for row in printed_rows(lines)
        for segment in segments(row, PARTS_COLUMNS)
        for place in columns.places_of(segment)[:1]
    ]
    return sum(within) >= WITHIN_COLUMNS * len(within)


def edge_choices(piles: NDArray[np.float64], most: int) -> tuple[tuple[float, ...], ...]:
    """The best edges (points) of one column to `most` where pieces are piled so."""
    came_from, _ = _searched(piles, most)
    return tuple(_edges_of(came_from, count) for count in range(1, most + 1))


def printed_rows(lines: Sequence[Line]) -> list[list[Word]]:
    """The words of each printed line, which may be several of `lines`."""
    grouped = groupby(lines, key=lambda line: line.box.y0)
    return [[word for part in group for word in part.words] for _, group in grouped]


def piles_of(
    lines: Sequence[Line], header: Sequence[Line], others: Sequence[tuple[Sequence[Line], Sequence[Line]]] = ()
) -> NDArray[np.float64]:
    """How many segments stand over each place of a line, in letters from the left; those of headers weigh more.

    `others` are the lines and headers of other pages, which weigh less.
    """
    pages = [_piles(lines, header), *(_piles(*other) for other in others)]
    piles = np.zeros(max(map(len, pages)))
    piles[: len(pages[0])] += pages[0]
    for other in pages[1:]:
        piles[: len(other)] += other * (OTHER_PAGES / len(others))
    return piles


def _piles(lines: Sequence[Line], header: Sequence[Line]) -> NDArray[np.float64]:
    weights: list[float] = []
    spans: list[tuple[int, int]] = []
    for part, weight in ((lines, 1.0), (header, HEADER_WEIGHT)):
        found = [_span(segment) for row in printed_rows(part) for segment in segments(row, PARTS_COLUMNS)]
        spans += found
        weights += [weight] * len(found)
    steps = np.zeros(max((end for _, end in spans), default=0) + 2)
    for (start, end), weight in zip(spans, weights, strict=True):
        steps[start] += weight
        steps[end] -= weight
    return np.cumsum(steps)


def _span(segment: Segment) -> tuple[int, int]:
    return round(segment[0].box.x0 / LETTER_WIDTH), round(segment[-1].box.x1 / LETTER_WIDTH)


def _edges(piles: NDArray[np.float64]) -> tuple[float, ...]:
    """Where columns begin (points), but for the first: at the right end of the valleys between piles."""
    came_from, best = _searched(piles, MOST_COLUMNS)
    return _edges_of(came_from, int(np.argmax(best)))


def _searched(piles: NDArray[np.float64], most: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """For each number of columns and each place where the last ends where it begins; what the best of each is worth."""
    n = len(piles)
    best = np.full((most + 1, n + 1), -np.inf)
    came_from = np.zeros((most + 1, n + 1), np.int64)
    best[0, 0] = 0.0
    cost = EDGE + PASSING * piles
    cost[:1] = 0.0
    for end in range(1, n + 1):
        highest = np.maximum.accumulate(piles[:end][::-1])[::-1]
        worth = best[:-1, :end] + highest - cost[:end]
        # Of valleys that are worth the same, the right end: cells begin there.
        came_from[1:, end] = end - 1 - np.argmax(worth[:, ::-1], axis=1)
        best[1:, end] = np.max(worth, axis=1)
    return came_from, best[:, n]


def _edges_of(came_from: NDArray[np.int64], count: int) -> tuple[float, ...]:
    edges: list[float] = []
    place = came_from.shape[1] - 1
    for number in range(count, 1, -1):
        place = int(came_from[number, place])
        edges.append(place * LETTER_WIDTH)
    return tuple(edges[::-1])
