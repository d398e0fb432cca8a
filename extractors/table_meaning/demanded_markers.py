"""Which markers of a numbering are kept though no cell shows them: those that the rows around them demand.

On a page that was seen, a marker is given only where its neighbours on both sides are read. In a text dump, where
figures that stood alone are often lost, one of them is enough, and sections that lost all of theirs count as the others
do; such markers are only supposed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.markers import NO_MARKER, Marker, MarkerKind
from extractors.table_meaning.numbered_rows import Form, Numbering, Reading, SeenRow, Step, form_of

FIRST_OF_TWO_FIGURES = 10


def settled(rows: Sequence[SeenRow], steps: Sequence[Step], *, dumped: bool, through: bool) -> tuple[Numbering, ...]:
    """The markers that the search chose; those that the cell does not show only where the sequence demands them.

    `through` where the plain numbers of a `dumped` table count on through its sections.
    """
    levels = _Levels(rows, steps, through=through)
    restarting = levels.restarting() if dumped and not through else frozenset()
    found: list[Numbering] = []
    for index, (row, step) in enumerate(zip(rows, steps, strict=True)):
        marker, reading = step.marker, levels.readings[index]
        literal = next((candidate for candidate in row.literal if candidate.place == marker.place), None)
        if literal is not None:
            marker = literal  # With its own zero: "01".
        elif reading is Reading.BY_SEQUENCE and (
            not levels.demanded(index) or (dumped and levels.spare_row(index, behind=True))
        ):
            supposed = dumped and levels.supposed(index, restarting)
            reading = Reading.SUPPOSED if supposed else Reading.UNREADABLE
            if not supposed:
                shown = " ".join(row.row.texts[0].split()) if row.row.texts else ""
                marker = Marker(marker.kind, marker.numbers, shown)
        found.append(Numbering(marker, reading, step.parents))
    return tuple(_padded(each) for each in found) if _pads(found) else tuple(found)


_Level = tuple[tuple[Form, ...], Form]
"""What is the same for a level wherever it is opened: the forms of the markers above it, and its own."""


class _Levels:
    """The rows of a numbering by the levels that they stand at."""

    def __init__(self, rows: Sequence[SeenRow], steps: Sequence[Step], *, through: bool) -> None:
        self.rows, self.steps = rows, steps
        self.readings = [row.how(step.marker) for row, step in zip(rows, steps, strict=True)]
        self.through = through

    def demanded(self, index: int) -> bool:
        """True where the rows around `index` leave no other marker.

        Before it, its level runs without a gap from a marker that was read or from the level's beginning; after it, it
        runs on to one that was read. Where something is printed that can't be read, the row before is enough.
        """
        if self._names_rows_below(index):
            return True
        siblings, place = self._siblings(index)
        if place < 0:
            return False
        before = self._runs_to_read(siblings[place::-1]) or self._opens_level(siblings[: place + 1])
        return before and (self._runs_to_read(siblings[place:]) or bool(self.rows[index].row.texts))

    def _names_rows_below(self, index: int) -> bool:
        """True where a row below was read with the marker in its own: 2 above 2.1."""
        numbers = self.steps[index].marker.numbers
        return bool(numbers) and any(
            step.parents[-1:] == (index,) and step.marker.numbers[:-1] == numbers and reading < Reading.BY_SEQUENCE
            for step, reading in zip(self.steps, self.readings, strict=True)
        )

    def supposed(self, index: int, restarting: frozenset[_Level]) -> bool:
        """True where one neighbour that was read speaks for the marker, or a level that begins anew in each section."""
        siblings, place = self._siblings(index)
        if place < 0 or self.steps[index].marker.kind is MarkerKind.BULLET or self.spare_row(index, behind=False):
            return False
        start, end = self._read_around(index, siblings)
        if end is not None and not self._runs_to_read(siblings[place:]):
            return False
        if start is not None and not self._runs_to_read(siblings[place::-1]):
            return False
        if start is None and not self._opens_level(siblings[: place + 1]):
            return False
        return start is not None or end is not None or self._level(index) in restarting

    def spare_row(self, index: int, *, behind: bool) -> bool:
        """True where a row without a marker stands between the siblings around `index` that were read.

        There are more rows than numbers then, and nothing tells which of them has none. Rows after `index` count only
        where `behind`.
        """
        siblings, place = self._siblings(index)
        if place < 0:
            return True
        start, end = self._read_around(index, siblings)
        between = range(siblings[0] if start is None else start, end if behind and end is not None else index)
        return any(self.steps[other].marker is NO_MARKER and self._are_siblings(other, index) for other in between)

    def restarting(self) -> frozenset[_Level]:
        """The levels that begin with the first marker in every section in which one of theirs was read."""
        first: dict[tuple[tuple[int, ...], Form], int] = {}
        known: dict[_Level, set[int]] = {}
        for index, step in enumerate(self.steps):
            if step.marker.numbers:
                opened_by = first.setdefault((step.parents, form_of(step.marker)), index)
                if self.readings[index] < Reading.BY_SEQUENCE:
                    known.setdefault(self._level(index), set()).add(opened_by)
        return frozenset(
            level for level, openers in known.items() if all(self.steps[opener].marker.is_first for opener in openers)
        )

    def _are_siblings(self, one: int, other: int) -> bool:
        """True where two rows stand at one level, or are data rows of a table that counts them all."""
        if self.through and not self.rows[one].row.title_only and not self.rows[other].row.title_only:
            return True
        return self.steps[one].parents == self.steps[other].parents

    def _siblings(self, index: int) -> tuple[list[int], int]:
        """The numbered rows of the level that `index` stands at, in order, and its place among them, or -1."""
        kind = self.steps[index].marker.kind
        siblings = [
            other
            for other, candidate in enumerate(self.steps)
            if candidate.marker.kind is kind and candidate.marker.numbers and self._are_siblings(other, index)
        ]
        return siblings, siblings.index(index) if index in siblings else -1

    def _opens_level(self, siblings: Sequence[int]) -> bool:
        """True where the siblings count from the first on, each one more than the one before."""
        numbers = [self.steps[sibling].marker.numbers[-1] for sibling in siblings]
        return numbers[0] == 1 and all(later - earlier == 1 for earlier, later in pairwise(numbers))

    def _runs_to_read(self, siblings: Sequence[int]) -> bool:
        """True where the siblings after the first lead to one that was read, each one step from the one before."""
        for earlier, later in pairwise(siblings):
            if abs(self.steps[later].marker.numbers[-1] - self.steps[earlier].marker.numbers[-1]) != 1:
                return False
            if self.readings[later] < Reading.BY_SEQUENCE:
                return True
        return False

    def _read_around(self, index: int, siblings: Sequence[int]) -> tuple[int | None, int | None]:
        """The nearest siblings before and after `index` whose markers were read; None where there is none."""
        known = [other for other in siblings if self.readings[other] < Reading.BY_SEQUENCE]
        before = max((other for other in known if other < index), default=None)
        return before, min((other for other in known if other > index), default=None)

    def _level(self, index: int) -> _Level:
        step = self.steps[index]
        return tuple(form_of(self.steps[parent].marker) for parent in step.parents), form_of(step.marker)


def _pads(numberings: Sequence[Numbering]) -> bool:
    """True where most single figures that were read are written with a zero: "01"."""
    read = [each.marker for each in numberings if each.reading < Reading.BY_SEQUENCE]
    single = [marker.text for marker in read if marker.text.isdigit() and int(marker.text) < FIRST_OF_TWO_FIGURES]
    return 2 * sum(text.startswith("0") for text in single) > len(single)


def _padded(numbering: Numbering) -> Numbering:
    """A single figure that was not read written as its table writes those that were: "02"."""
    text = numbering.marker.text
    if numbering.reading < Reading.BY_SEQUENCE or not (len(text) == 1 and text.isdigit()):
        return numbering
    return replace(numbering, marker=replace(numbering.marker, text=text.zfill(2)))
