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


def settled(rows: Sequence[SeenRow], steps: Sequence[Step], *, dumped: bool) -> tuple[Numbering, ...]:
    """The markers that the search chose; those that the cell does not show only where the sequence demands them."""
    readings = [row.how(step.marker) for row, step in zip(rows, steps, strict=True)]
    restarting = _restarting(steps, readings) if dumped else frozenset()
    found: list[Numbering] = []
    for index, (row, step) in enumerate(zip(rows, steps, strict=True)):
        marker, reading = step.marker, readings[index]
        literal = next((candidate for candidate in row.literal if candidate.place == marker.place), None)
        if literal is not None:
            marker = literal  # With its own zero: "01".
        elif reading is Reading.BY_SEQUENCE and (
            not _demanded(index, rows, steps, readings) or (dumped and _spare_row(index, steps, readings, behind=True))
        ):
            supposed = dumped and _supposed(index, steps, readings, restarting)
            reading = Reading.SUPPOSED if supposed else Reading.UNREADABLE
            if not supposed:
                shown = " ".join(row.row.texts[0].split()) if row.row.texts else ""
                marker = Marker(marker.kind, marker.numbers, shown)
        found.append(Numbering(marker, reading, step.parents))
    return tuple(_padded(each) for each in found) if _pads(found) else tuple(found)


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


def _demanded(index: int, rows: Sequence[SeenRow], steps: Sequence[Step], readings: Sequence[Reading]) -> bool:
    """True where the rows around `index` leave no other marker.

    Before it, its level runs without a gap from a marker that was read or from the level's beginning; after it, it runs
    on to one that was read. Where something is printed that can't be read, the row before is enough.
    """
    siblings, place = _siblings(index, steps)
    if place < 0:
        return False
    before = _runs_to_read(siblings[place::-1], steps, readings) or _opens_level(siblings[: place + 1], steps)
    after = _runs_to_read(siblings[place:], steps, readings)
    return before and (after or bool(rows[index].row.texts))


def _siblings(index: int, steps: Sequence[Step]) -> tuple[list[int], int]:
    """The rows of the level that `index` stands at, in order, and its place among them; -1 where it is not numbered."""
    step = steps[index]
    siblings = [
        other
        for other, candidate in enumerate(steps)
        if candidate.parents == step.parents and candidate.marker.kind is step.marker.kind and candidate.marker.numbers
    ]
    return siblings, siblings.index(index) if index in siblings else -1


def _opens_level(siblings: Sequence[int], steps: Sequence[Step]) -> bool:
    """True where the siblings count from the first on, each one more than the one before."""
    numbers = [steps[sibling].marker.numbers[-1] for sibling in siblings]
    return numbers[0] == 1 and all(later - earlier == 1 for earlier, later in pairwise(numbers))


def _runs_to_read(siblings: Sequence[int], steps: Sequence[Step], readings: Sequence[Reading]) -> bool:
    """True where the siblings after the first lead to one that was read, each one step from the one before."""
    for earlier, later in pairwise(siblings):
        if abs(steps[later].marker.numbers[-1] - steps[earlier].marker.numbers[-1]) != 1:
            return False
        if readings[later] < Reading.BY_SEQUENCE:
            return True
    return False


_Level = tuple[tuple[Form, ...], Form]
"""What is the same for a level wherever it is opened: the forms of the markers above it, and its own."""


def _level(index: int, steps: Sequence[Step]) -> _Level:
    return tuple(form_of(steps[parent].marker) for parent in steps[index].parents), form_of(steps[index].marker)


def _restarting(steps: Sequence[Step], readings: Sequence[Reading]) -> frozenset[_Level]:
    """The levels that begin with the first marker in every section in which one of theirs was read."""
    first: dict[tuple[tuple[int, ...], Form], int] = {}
    known: dict[_Level, set[int]] = {}
    for index, step in enumerate(steps):
        if step.marker.numbers:
            opened_by = first.setdefault((step.parents, form_of(step.marker)), index)
            if readings[index] < Reading.BY_SEQUENCE:
                known.setdefault(_level(index, steps), set()).add(opened_by)
    return frozenset(
        level for level, openers in known.items() if all(steps[opener].marker.is_first for opener in openers)
    )


def _supposed(index: int, steps: Sequence[Step], readings: Sequence[Reading], restarting: frozenset[_Level]) -> bool:
    """True where one neighbour that was read speaks for the marker, or a level that begins anew in each section."""
    siblings, place = _siblings(index, steps)
    if place < 0 or steps[index].marker.kind is MarkerKind.BULLET or _spare_row(index, steps, readings, behind=False):
        return False
    start, end = _read_around(index, siblings, readings)
    if end is not None and not _runs_to_read(siblings[place:], steps, readings):
        return False
    if start is None and not _opens_level(siblings[: place + 1], steps):
        return False
    return start is not None or end is not None or _level(index, steps) in restarting


def _read_around(index: int, siblings: Sequence[int], readings: Sequence[Reading]) -> tuple[int | None, int | None]:
    """The nearest siblings before and after `index` whose markers were read; None where there is none."""
    known = [other for other in siblings if readings[other] < Reading.BY_SEQUENCE]
    before = max((other for other in known if other < index), default=None)
    return before, min((other for other in known if other > index), default=None)


def _spare_row(index: int, steps: Sequence[Step], readings: Sequence[Reading], *, behind: bool) -> bool:
    """True where a row without a marker stands between the siblings around `index` that were read.

    There are more rows than numbers then, and nothing tells which of them has none. Rows after `index` count only where
    `behind`.
    """
    siblings, place = _siblings(index, steps)
    if place < 0:
        return True
    start, end = _read_around(index, siblings, readings)
    between = range(siblings[0] if start is None else start, end if behind and end is not None else index)
    return any(steps[other].marker is NO_MARKER and steps[other].parents == steps[index].parents for other in between)
