"""Which marker each row of a table carries, decided over the whole table.

A misread marker ("ñ" for 1, "H" for II) can't be told from its cell, but hardly ever mistaken in its sequence: the row
before and the row after demand it. So all rows are decided at once, by a beam search over the numberings that a table
can have (the next at an open level, the first of a new one, a jump, none), each step costing what it asks one to
believe. A marker that the cell does not show is given only where its neighbours on both sides are read and demand it.

Source: the search is the usual one for hidden Markov models with pruned states (Viterbi 1967; beam, Lowerre 1976).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from heapq import nsmallest
from itertools import pairwise

from rapidfuzz.distance import Indel

from extractors.markers import NO_MARKER, Marker, MarkerKind, cell_body, first_markers, next_markers, read_markers

# Costs are negative logarithms of odds, by reasoning: to believe a marker against a confident reader costs as much as
# two odd steps of the numbering.
BEAM_WIDTH = 16
COST_LOOK_ALIKE = 0.5
COST_LOST_POINT = 0.8
COST_EMPTY_CELL = 1.6
COST_UNREADABLE = 2.2
COST_MISREAD = 3.0
COST_CONTRADICTED = 4.0
COST_UNMARKED = 1.2
COST_UNMARKED_AMONG_OTHERS = 0.6
COST_UNMARKED_TITLE = 1.8
COST_UNMARKED_THOUGH_READ = 2.8
COST_LEVEL_LEFT = 0.1
COST_SECTION_WITHOUT_ROWS = 1.5
COST_ROWS_UNDER_ROW = 1.5
COST_OUTER_KIND_INSIDE = 2.0
COST_JUMP = 2.5
COST_COUNTED_ON = 0.4
COST_TITLE_AMONG_ROWS = 0.3
COST_MISSING_ROW = 0.5
COST_UNUSUAL_KIND = 0.5
# Shares of the rows that carry a marker: below the one, a row without is the rule; from the other on, an exception.
SELDOM_MARKED = 0.5
MOSTLY_MARKED = 0.75
# A reader surer than this is seldom wrong about a marker; less sure than the other, it tells nothing.
SURE_READING = 0.85
UNSURE_READING = 0.6


class Reading(IntEnum):
    """How a marker was come by."""

    AS_READ = 0
    LOOK_ALIKE = 1
    BY_SEQUENCE = 2
    UNREADABLE = 3


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """What a row's ordinal cell shows: its text, how sure the reader is, and whether the row carries a title only."""

    texts: tuple[str, ...]
    confidence: float
    title_only: bool


@dataclass(frozen=True, slots=True)
class Numbering:
    """A row's marker, how it was come by, and the rows above it that it stands under (outermost first, by index)."""

    marker: Marker
    reading: Reading
    parents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Level:
    marker: Marker
    row: int
    section: bool


@dataclass(frozen=True, slots=True)
class _Path:
    """A hypothesis: levels open after the last row, the markers chosen so far (newest first), the cost.

    `counted` is the last plain number, since some tables count their rows on through all sections.
    """

    cost: float
    levels: tuple[_Level, ...]
    last: _Step | None
    counted: Marker = NO_MARKER


@dataclass(frozen=True, slots=True)
class _Step:
    marker: Marker
    parents: tuple[int, ...]
    before: _Step | None


def number_rows(rows: Sequence[NumberedRow]) -> tuple[Numbering, ...]:
    """The most plausible numbering of `rows`.

    A step only adds to the cost, so whatever costs more than BEAM_WIDTH others that are known is not followed.
    """
    if not rows:
        return ()
    marked = {kind: _share_marked([row for row in rows if row.title_only == kind]) for kind in (False, True)}
    seen = [_seen(row, marked[row.title_only]) for row in rows]
    beam = [_Path(0.0, (), None)]
    for index, row in enumerate(seen):
        best: dict[tuple[object, ...], _Path] = {}
        bound = math.inf
        for path in beam:
            if len(best) >= BEAM_WIDTH:
                bound = nsmallest(BEAM_WIDTH, [other.cost for other in best.values()])[-1]
            for longer in _steps(path, index, row, bound):
                key = (longer.counted.place, *((level.marker.place, level.section) for level in longer.levels))
                if key not in best or longer.cost < best[key].cost:
                    best[key] = longer
        beam = sorted(best.values(), key=lambda path: path.cost)[:BEAM_WIDTH]
    chosen: list[_Step] = []
    last = beam[0].last
    while last is not None:
        chosen.append(last)
        last = last.before
    return _settled(seen, chosen[::-1])


@dataclass(frozen=True, slots=True)
class _Seen:
    """A row with what its cell may say, and what it costs to take it for unmarked."""

    row: NumberedRow
    literal: tuple[Marker, ...]
    readings: tuple[Marker, ...]
    unmarked_cost: float
    costs: dict[tuple[MarkerKind, tuple[int, ...]], float]

    def cost(self, marker: Marker) -> float:
        """What it costs to believe that the cell says `marker`."""
        if marker.place not in self.costs:
            self.costs[marker.place] = _reading_cost(marker, self)
        return self.costs[marker.place]


def _share_marked(rows: Sequence[NumberedRow]) -> float:
    """The share of rows whose ordinal cell shows anything."""
    return sum(bool(row.texts) for row in rows) / max(1, len(rows))


def _seen(row: NumberedRow, marked: float) -> _Seen:
    by_text = [read_markers(text) for text in row.texts]
    literal = {markers[0].place: markers[0] for markers in by_text if markers}
    readings = {marker.place: marker for markers in by_text for marker in markers}
    if row.texts:
        unmarked = COST_UNMARKED_THOUGH_READ
    elif marked < SELDOM_MARKED:
        unmarked = 0.0
    elif row.title_only:
        unmarked = COST_UNMARKED_TITLE
    else:
        unmarked = COST_UNMARKED if marked >= MOSTLY_MARKED else COST_UNMARKED_AMONG_OTHERS
    return _Seen(row, tuple(literal.values()), tuple(readings.values()), unmarked, {})


def _steps(path: _Path, index: int, row: _Seen, bound: float) -> Iterator[_Path]:
    """Every way to go on with `row` that costs no more than `bound`."""
    if path.cost + row.unmarked_cost <= bound:
        yield _without_marker(path, index, row)
    for depth, marker, extra in _places(path, row):
        cost = path.cost + extra
        if cost <= bound and (cost := cost + row.cost(marker)) <= bound:
            cost += _cost_of_place(path, depth, marker, row)
            if cost <= bound:
                yield replace(_with_marker(path, depth, marker, index, row), cost=cost)


def _places(path: _Path, row: _Seen) -> Iterator[tuple[int, Marker, float]]:
    """Markers that may come next, with the depth of their level and what is odd about them, as a cost."""
    offered: set[tuple[object, ...]] = set()
    for depth in range(len(path.levels) - 1, -1, -1):
        for marker in next_markers(path.levels[depth].marker):
            offered.add((depth, marker.place))
            yield depth, marker, 0.0
    below = len(path.levels)
    top = path.levels[-1].marker if path.levels else NO_MARKER
    counted_on = next_markers(path.counted) if path.levels and path.levels[-1].section else ()
    for marker in counted_on:
        offered.add((below, marker.place))
        yield below, marker, COST_COUNTED_ON
    for marker in first_markers(top):
        offered.add((below, marker.place))
        yield below, marker, 0.0
    for marker in row.readings:
        yield from _jumps(path, marker, offered)


def _jumps(path: _Path, marker: Marker, offered: set[tuple[object, ...]]) -> Iterator[tuple[int, Marker, float]]:
    """The marker as read, though it does not follow: at the level of its kind, or as a new level below."""
    for depth, level in enumerate(path.levels):
        same_prefix = level.marker.numbers[:-1] == marker.numbers[:-1]
        if level.marker.kind is marker.kind and same_prefix and (depth, marker.place) not in offered:
            gap = marker.numbers[-1] - level.marker.numbers[-1] if marker.numbers else 0
            missing = COST_MISSING_ROW * min(gap - 1, 4) if gap > 1 else COST_JUMP
            yield depth, marker, 1.0 + missing
    if (len(path.levels), marker.place) not in offered:
        extra = 0.2 if marker.kind is MarkerKind.BULLET else COST_JUMP
        if len(marker.numbers) > 1 and marker.is_first:
            extra = 0.3  # "1.1" opens a level under "I" as well as under "1".
        yield len(path.levels), marker, extra


def _without_marker(path: _Path, index: int, row: _Seen) -> _Path:
    levels = path.levels
    if row.row.title_only:
        kinds = [level.marker.kind for level in levels]
        kept = levels[: kinds.index(MarkerKind.PLAIN)] if MarkerKind.PLAIN in kinds else levels
        while kept and not kept[-1].section:
            kept = kept[:-1]
        levels = (*kept, _Level(NO_MARKER, index, section=True))
        parents = tuple(level.row for level in kept)
    else:
        parents = tuple(level.row for level in levels if level.section)
    return _Path(path.cost + row.unmarked_cost, levels, _Step(NO_MARKER, parents, path.last), path.counted)


def _cost_of_place(path: _Path, depth: int, marker: Marker, row: _Seen) -> float:
    """What it costs to believe that `marker` stands at `depth`, whatever its cell says."""
    kept, left = path.levels[:depth], path.levels[depth:]
    cost = COST_LEVEL_LEFT * max(0, len(left) - 1)
    if left and left[-1].section:
        cost += COST_SECTION_WITHOUT_ROWS
    if left and left[0].section != row.row.title_only:
        cost += COST_TITLE_AMONG_ROWS
    if not left and kept:
        parent = kept[-1]
        cost += 0.1 if parent.section else COST_ROWS_UNDER_ROW
        if parent.marker.kind is not MarkerKind.PLAIN and marker.kind < parent.marker.kind:
            cost += COST_OUTER_KIND_INSIDE
    usually_title = marker.kind in (MarkerKind.LETTER, MarkerKind.ROMAN)
    if row.row.title_only != usually_title and marker.kind is not MarkerKind.NUMBER:
        cost += COST_UNUSUAL_KIND
    return cost


def _with_marker(path: _Path, depth: int, marker: Marker, index: int, row: _Seen) -> _Path:
    """The path with `marker` put at `depth`: levels from there on are left, those before hold it."""
    kept = path.levels[:depth]
    levels = (*kept, _Level(marker, index, section=row.row.title_only))
    is_count = marker.kind is MarkerKind.NUMBER and len(marker.numbers) == 1 and not row.row.title_only
    step = _Step(marker, tuple(level.row for level in kept), path.last)
    return _Path(path.cost, levels, step, marker if is_count else path.counted)


def _reading_cost(marker: Marker, seen: _Seen) -> float:
    row = seen.row
    if not row.texts:
        return COST_EMPTY_CELL
    if any(reading.place == marker.place for reading in seen.literal):
        return 0.0
    if any(reading.place == marker.place for reading in seen.readings):
        return COST_LOOK_ALIKE
    bodies = [cell_body(text) or text for text in row.texts]
    if any(_digits(body) and _digits(body) == _digits(marker.text) for body in bodies):
        return COST_LOST_POINT
    likeness = max(Indel.normalized_similarity(body.lower(), marker.text.lower()) for body in bodies)
    if row.confidence >= SURE_READING:
        return COST_CONTRADICTED - 2.0 * likeness
    unsure = COST_UNREADABLE if row.confidence < UNSURE_READING else COST_MISREAD
    return unsure - likeness


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _settled(rows: Sequence[_Seen], steps: Sequence[_Step]) -> tuple[Numbering, ...]:
    """The markers, those that the cell does not show kept only where the sequence demands them."""
    readings = [_how(step.marker, row) for row, step in zip(rows, steps, strict=True)]
    settled: list[Numbering] = []
    for index, (row, step) in enumerate(zip(rows, steps, strict=True)):
        marker, reading = step.marker, readings[index]
        literal = next((candidate for candidate in row.literal if candidate.place == marker.place), None)
        if literal is not None:
            marker = literal  # With its own zero: "01".
        elif reading is Reading.BY_SEQUENCE and not _demanded(index, rows, steps, readings):
            shown = " ".join(row.row.texts[0].split()) if row.row.texts else ""
            marker, reading = Marker(marker.kind, marker.numbers, shown), Reading.UNREADABLE
        settled.append(Numbering(marker, reading, step.parents))
    return tuple(settled)


def _how(marker: Marker, row: _Seen) -> Reading:
    if marker is NO_MARKER:
        return Reading.UNREADABLE if row.row.texts else Reading.AS_READ
    cost = row.cost(marker)
    if cost == 0.0:
        return Reading.AS_READ
    return Reading.LOOK_ALIKE if cost <= COST_LOST_POINT else Reading.BY_SEQUENCE


def _demanded(index: int, rows: Sequence[_Seen], steps: Sequence[_Step], readings: Sequence[Reading]) -> bool:
    """True where the rows around `index` leave no other marker.

    Before it, its level runs without a gap from a marker that was read or from the level's beginning; after it, it runs
    on to one that was read. Where something is printed that can't be read, the row before is enough.
    """
    step = steps[index]
    siblings = [
        other
        for other, candidate in enumerate(steps)
        if candidate.parents == step.parents and candidate.marker.kind is step.marker.kind and candidate.marker.numbers
    ]
    place = siblings.index(index) if index in siblings else -1
    if place < 0:
        return False
    before = _runs_to_read(siblings[place::-1], steps, readings) or _opens_level(siblings[: place + 1], steps)
    after = _runs_to_read(siblings[place:], steps, readings)
    return before and (after or bool(rows[index].row.texts))


def _opens_level(siblings: Sequence[int], steps: Sequence[_Step]) -> bool:
    """True where the siblings count from the first on, each one more than the one before."""
    numbers = [steps[sibling].marker.numbers[-1] for sibling in siblings]
    return numbers[0] == 1 and all(later - earlier == 1 for earlier, later in pairwise(numbers))


def _runs_to_read(siblings: Sequence[int], steps: Sequence[_Step], readings: Sequence[Reading]) -> bool:
    """True where the siblings after the first lead to one that was read, each one step from the one before."""
    for earlier, later in pairwise(siblings):
        if abs(steps[later].marker.numbers[-1] - steps[earlier].marker.numbers[-1]) != 1:
            return False
        if readings[later] < Reading.BY_SEQUENCE:
            return True
    return False
