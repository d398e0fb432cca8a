"""The rows of a table as their numbering sees them: what each shows, and what it costs to believe a marker of it.

Costs are negative logarithms of odds, by reasoning: to believe a marker against a confident reader costs as much as
two odd steps of the numbering. In a text dump nobody says how sure a letter is, and a figure that stood alone in its
cell is often lost: there an empty cell tells little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from rapidfuzz.distance import Indel

from extractors.markers import NO_MARKER, Marker, MarkerKind, cell_body, read_markers

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
# In a text dump: a marker that was lost, one of a form that no row of the table shows, a row that had none, a figure
# that lacks its point and is misread besides.
COST_LOST_IN_DUMP = 0.6
COST_UNKNOWN_FORM = 1.0
COST_UNMARKED_IN_DUMP = 1.6
COST_POINTLESS = 1.8
COST_NO_TITLE = 0.6
# Shares of the rows that carry a marker: below the one, a row without is the rule; from the other on, an exception.
SELDOM_MARKED = 0.5
MOSTLY_MARKED = 0.75
SELDOM_MARKED_IN_DUMP = 0.1
# A reader surer than this is seldom wrong about a marker; less sure than the other, it tells nothing.
SURE_READING = 0.85
UNSURE_READING = 0.6

# Figures from which on their order tells whether rows count on through sections, and the share of them that must rise.
FEWEST_COUNTS = 3
MOSTLY_RISING = 0.9

Form = tuple[MarkerKind, int]
"""What the markers of one level have in common: their kind, and how many numbers they have ("1.2" two)."""


class Reading(IntEnum):
    """How a marker was come by."""

    AS_READ = 0
    LOOK_ALIKE = 1
    BY_SEQUENCE = 2
    UNREADABLE = 3
    SUPPOSED = 4
    """Only what stands before it, or how other sections count, speaks for it."""


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """What a row shows of its ordinal: its cell's text, how sure the reader is, and whether the row is a title only.

    `hints` are figures elsewhere in the row that may be its ordinal, put into the wrong cell by a text dump.
    """

    texts: tuple[str, ...]
    confidence: float
    title_only: bool
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Numbering:
    """A row's marker, how it was come by, and the rows above it that it stands under (outermost first, by index)."""

    marker: Marker
    reading: Reading
    parents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """The marker that a hypothesis gives a row, and the rows that it stands under; linked to the row before."""

    marker: Marker
    parents: tuple[int, ...]
    before: Step | None


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A row with what its cell may say, and what it costs to take it for unmarked.

    `forms` are those that the table shows where it comes from a dump; None where it does not.
    """

    row: NumberedRow
    literal: tuple[Marker, ...]
    readings: tuple[Marker, ...]
    unmarked_cost: float
    forms: frozenset[Form] | None
    costs: dict[tuple[MarkerKind, tuple[int, ...]], float]

    def cost(self, marker: Marker) -> float:
        """What it costs to believe that the cell says `marker`."""
        if marker.place not in self.costs:
            self.costs[marker.place] = self._reading_cost(marker)
        return self.costs[marker.place]

    @property
    def no_title_cost(self) -> float | None:
        """What it costs to take the row for a scrap that opens no section; None where it can't be one.

        A text dump's search for rows takes lines behind a speck for titles.
        """
        dumped_title = self.forms is not None and self.row.title_only and self.row.texts
        return COST_UNMARKED_THOUGH_READ + COST_NO_TITLE if dumped_title else None

    def how(self, marker: Marker) -> Reading:
        """How the cell leads to `marker`; UNREADABLE where it shows something that is taken for none."""
        if marker is NO_MARKER:
            return Reading.UNREADABLE if self.row.texts else Reading.AS_READ
        if not self.row.texts and not self._shows(marker) and not self._hints_at(marker):
            return Reading.BY_SEQUENCE
        cost = self.cost(marker)
        if cost == 0.0:
            return Reading.AS_READ
        return Reading.LOOK_ALIKE if cost <= COST_LOST_POINT else Reading.BY_SEQUENCE

    def _shows(self, marker: Marker) -> bool:
        return any(reading.place == marker.place for reading in self.readings)

    def _hints_at(self, marker: Marker) -> bool:
        """True where a figure in another cell is the marker without its points: "12" for 1.2."""
        digits = _digits(marker.text)
        return len(digits) > 1 and digits in self.row.hints

    def _reading_cost(self, marker: Marker) -> float:
        if any(reading.place == marker.place for reading in self.literal):
            return 0.0
        if self._shows(marker):
            return COST_LOOK_ALIKE
        if not self.row.texts:
            return COST_LOST_POINT if self._hints_at(marker) else self._cost_of_lost(marker)
        return self._cost_of_misread(marker)

    def _cost_of_misread(self, marker: Marker) -> float:
        """What it costs to believe that a cell that says something else had `marker`."""
        bodies = [cell_body(text) or text for text in self.row.texts]
        if any(_digits(body) and _digits(body) == _digits(marker.text) for body in bodies):
            return COST_LOST_POINT
        likeness = max(Indel.normalized_similarity(body.lower(), marker.text.lower()) for body in bodies)
        if self.forms is not None and self.literal:
            pointless = any(_is_pointless(body, marker) for body in bodies)
            return COST_POINTLESS if pointless else COST_CONTRADICTED - likeness
        if self.forms is None and self.row.confidence >= SURE_READING:
            return COST_CONTRADICTED - 2.0 * likeness
        unsure = COST_UNREADABLE if self.row.confidence < UNSURE_READING else COST_MISREAD
        return unsure - likeness

    def _cost_of_lost(self, marker: Marker) -> float:
        """What it costs to believe that an empty cell had `marker`."""
        if self.forms is None:
            return COST_EMPTY_CELL
        return COST_LOST_IN_DUMP + (COST_UNKNOWN_FORM if form_of(marker) not in self.forms else 0.0)


def form_of(marker: Marker) -> Form:
    """The form of a marker: what it shares with the others of its level."""
    return marker.kind, len(marker.numbers)


def seen_rows(rows: Sequence[NumberedRow], *, dumped: bool) -> list[SeenRow]:
    """The rows with what their cells may say; `dumped` where a dump may have lost what they said."""
    shares = {kind: _share_marked([row for row in rows if row.title_only == kind]) for kind in (False, True)}
    forms = {kind: _forms([row for row in rows if row.title_only == kind]) for kind in (False, True)}
    return [_seen(row, shares[row.title_only], forms[row.title_only] if dumped else None) for row in rows]


def counts_through(rows: Sequence[NumberedRow]) -> bool:
    """True where rows count on through the sections: of the figures read none but the first begins anew."""
    n_titles = sum(row.title_only for row in rows)
    read = [markers[0] for row in rows if not row.title_only and row.texts and (markers := read_markers(row.texts[0]))]
    counts = [marker.numbers[0] for marker in read if form_of(marker) == (MarkerKind.NUMBER, 1)]
    rising = sum(later > earlier for earlier, later in pairwise(counts))
    return n_titles > 1 and len(counts) > FEWEST_COUNTS and rising >= MOSTLY_RISING * (len(counts) - 1)


def _forms(rows: Sequence[NumberedRow]) -> frozenset[Form]:
    """The forms of the markers that the rows show."""
    return frozenset(form_of(markers[0]) for row in rows for text in row.texts[:1] if (markers := read_markers(text)))


def _share_marked(rows: Sequence[NumberedRow]) -> float:
    """The share of rows whose ordinal cell shows anything."""
    return sum(bool(row.texts) for row in rows) / max(1, len(rows))


def _seen(row: NumberedRow, marked: float, forms: frozenset[Form] | None) -> SeenRow:
    by_text = [read_markers(text) for text in (*row.texts, *row.hints)]
    literal = {markers[0].place: markers[0] for markers in by_text if markers}
    readings = {marker.place: marker for markers in by_text for marker in markers}
    if row.texts:
        unmarked = COST_UNMARKED_THOUGH_READ
    elif marked < (SELDOM_MARKED if forms is None else SELDOM_MARKED_IN_DUMP):
        unmarked = 0.0
    elif forms is not None:
        unmarked = COST_UNMARKED_IN_DUMP
    elif row.title_only:
        unmarked = COST_UNMARKED_TITLE
    else:
        unmarked = COST_UNMARKED if marked >= MOSTLY_MARKED else COST_UNMARKED_AMONG_OTHERS
    return SeenRow(row, tuple(literal.values()), tuple(readings.values()), unmarked, forms, {})


def _is_pointless(body: str, marker: Marker) -> bool:
    """True where `body` is `marker` without its points but for one figure ("59" for 5.2)."""
    digits = _digits(marker.text)
    same = sum(read == wanted for read, wanted in zip(body, digits, strict=False))
    return len(marker.numbers) > 1 and body.isdigit() and len(body) == len(digits) and same == len(digits) - 1


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
