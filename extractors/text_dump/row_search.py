"""The rows of a dumped table: which words of which line belong to which cell of which row.

A beam search over the lines, which may be a cell's own (cells dumped one after the other) or run across the columns.
What belongs together reads fluently; cells of a row come from left to right, rows from top to bottom; ordinals, the
words that a column's cells begin with and are made of, what is left of ruling lines (bars), blank lines, and the
columns' widths tell the rest. Widths and recurring words are learned from a first pass.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.layout import Line, Word
from extractors.markers import Marker, MarkerKind, next_markers
from extractors.text_dump.line_clues import (
    UNNUMBERED,
    Costs,
    FluencyModel,
    KnownColumns,
    LineClues,
    Pairs,
    PrintedLine,
    clues_of,
    words_of,
)
from extractors.text_dump.part_costs import OpenCell, PartCosts, cuts_of, grown, reach
from extractors.wordings import Field

BEAM = 40
# States that differ only in where words were cut, at most: the beam keeps different rows.
MOST_ALIKE = 4
# Nats: worse ways to take a line, and worse states, are given up.
WORSE_WAYS = 12.0
WORSE_STATES = 30.0
MOST_WAYS = 24
# Costs in nats, as those of the language model that they are added to.
NEW_ROW = 1.0
LEAST_UNNUMBERED = 0.5
EMPTY_CELL = 2.0
EMPTY_RARE_CELL = 0.3
HANGING_CELL = 1.5
UNMARKED_ORDINAL = 1.5
FOLLOWING_ORDINAL = -2.5
LATER_ORDINAL = -1.0
MOST_LATER = 3
ODD_ORDINAL = 2.0
LATE_ORDINAL = 5.0
SECTION_TITLE = 3.0
SHOUTED_TITLE = 2.0
TITLE_GOES_ON = 2.0
TITLE_OVER_GAP = 3.0
# Of lines that are a cell's own: cells of a row come in order, a blank line before each.
CUT_INSIDE = 1.0
NOT_KEY_FIRST = 3.0
ROW_WITHOUT_GAP = 0.5
CELL_WITHOUT_GAP = 1.5
GAP_IN_CELL = 1.6
NEW_SENTENCE_OVER_GAP = 3.0
BACK_IN_ROW = 11.0
BACK_BESIDE = 0.5
FEWEST_WRAPPED = 6
WIDTH_QUANTILE = 0.8
MAX_RECURRING_WORDS = 24
FEWEST_RECURRENCES = 3
_FEW_VALUES = frozenset({Field.LEAD, Field.COORDINATING, Field.RESPONSIBLE, Field.DEADLINE})
_RARE = frozenset({Field.EFFECTIVENESS, Field.BUDGET, Field.NOTE})
_INFINITE = float("inf")
_TITLE = -1


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row put together: each cell's parts from top to bottom, each with its page.

    `title` is set for a section row instead of cells.
    """

    marker: Marker | None
    marker_word: Word | None
    cells: Mapping[int, tuple[tuple[int, Line], ...]]
    title: tuple[tuple[int, Line], ...] = ()
    pages: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True)
class _State:
    """What is open after a line, and how it came to be so."""

    cost: float
    cells: tuple[OpenCell | None, ...]
    column: int = -1
    cut: bool = False
    has_ordinal: bool = False
    closed: bool = True
    title: OpenCell | None = None
    last: Marker | None = None
    unmarked: int = 0
    before: _State | None = field(default=None, repr=False)
    new_row: bool = False
    marked: bool = False
    cuts: tuple[tuple[int, int, int], ...] = ()

    @property
    def key(self) -> tuple[object, ...]:
        """What the future depends on."""
        return (self.cells, self.column, self.has_ordinal, self.closed, self.title)

    @property
    def shape(self) -> tuple[object, ...]:
        """Which cells there are: states that differ in more than a word's place."""
        return (tuple(cell is None for cell in self.cells), self.column, self.new_row, self.closed, self.unmarked)


@dataclass(frozen=True, slots=True)
class _Opening:
    """A way to take a line: as the first of a row or not, its first word an ordinal or not, and what that costs."""

    new_row: bool
    marked: bool
    cost: float


@dataclass(frozen=True, slots=True)
class _Way:
    """A state after a line that is not made yet: made only where it is among the best."""

    cost: float
    state: _State
    opening: _Opening
    mask: int
    reached: Costs = field(default_factory=lambda: np.zeros((0, 0)))
    tables: Sequence[Costs] = ()


def find_rows(
    lines: Sequence[PrintedLine],
    columns: Sequence[Field],
    readable: Callable[[str], Sequence[str]],
    fluency: FluencyModel,
) -> tuple[FoundRow, ...]:
    """The rows that `lines` hold; `columns` are those of the table without that of the ordinals.

    `readable` gives a text's words repaired, one for each. Method: beam search over the lines; for each line and each
    row that may be open the best cuts for every set of columns are found by dynamic programming.
    """
    kept = [line for line in lines if line.words]
    if not kept:
        return ()
    words = words_of(kept, readable)
    clues = [clues_of(line, own, columns, fluency) for line, own in zip(kept, words, strict=True)]
    unknown = KnownColumns(tuple(columns))
    first = _path(_searched(clues, unknown, fluency))
    known = KnownColumns(
        tuple(columns),
        _widths(first, clues, len(columns)),
        _recurring(first, clues, columns),
        _unnumbered_cost(first),
    )
    return _rows(_path(_searched(clues, known, fluency)), clues)


def _searched(clues: Sequence[LineClues], known: KnownColumns, fluency: FluencyModel) -> _State:
    n_columns = len(known.fields)
    beam = [_State(0.0, (None,) * n_columns)]
    page = clues[0].line.page
    for clue in clues:
        if clue.line.page != page:
            page = clue.line.page
            beam = [_on_new_page(state) for state in beam]
        costs = PartCosts(clue, known, fluency)
        ways = [way for state in beam for way in _ways(state, clue, known, costs)]
        ways.sort(key=lambda way: way.cost)
        chosen: dict[tuple[object, ...], _State] = {}
        alike: Counter[tuple[object, ...]] = Counter()
        for way in ways:
            if len(chosen) >= BEAM or way.cost > ways[0].cost + WORSE_STATES:
                break
            made = _made(way, clue)
            if made.key not in chosen and alike[made.shape] < MOST_ALIKE:
                alike[made.shape] += 1
                chosen[made.key] = made
        beam = list(chosen.values())
    return min(beam, key=lambda state: state.cost + _closing(state, known))


def _on_new_page(state: _State) -> _State:
    """A row that is open goes on from its left on the next page."""
    cells = tuple(None if cell is None else cell.resumed() for cell in state.cells)
    return _State(
        state.cost, cells, -1, True, state.has_ordinal, state.closed, state.title, state.last, state.unmarked,
        state.before, state.new_row, state.marked, state.cuts,
    )  # fmt: skip


def _ways(state: _State, clue: LineClues, known: KnownColumns, costs: PartCosts) -> list[_Way]:
    found: list[_Way] = []
    columns = known.fields
    n = len(clue.ids)
    for opening in _openings(state, clue, known):
        cells = (None,) * len(columns) if opening.new_row else state.cells
        tables = [costs.table(column, cell) for column, cell in enumerate(cells)]
        reached = reach(tables, int(opening.marked), n)
        totals = reached[:, -1] + state.cost + opening.cost
        if not clue.line.across:
            totals = totals + _order_costs(state, opening, clue, len(columns))
        best = float(totals.min())
        if best == _INFINITE:
            continue
        likely = np.flatnonzero(totals < best + WORSE_WAYS)
        for mask in likely[np.argsort(totals[likely], kind="stable")][:MOST_WAYS]:
            found.append(_Way(float(totals[mask]), state, opening, int(mask), reached, tables))
    title = _title_cost(state, clue, known, costs)
    if title < _INFINITE:
        found.append(_Way(state.cost + title, state, _Opening(True, clue.marker is not None, title), _TITLE))
    if state.title is not None and not clue.marker_sure and not clue.line.bars:
        more = TITLE_GOES_ON + costs.title(state.title, 0) + TITLE_OVER_GAP * clue.line.after_gap
        found.append(_Way(state.cost + more, state, _Opening(False, False, more), _TITLE))
    return found


def _openings(state: _State, clue: LineClues, known: KnownColumns) -> list[_Opening]:
    """How the line may be taken."""
    found: list[_Opening] = []
    close = _closing(state, known) + NEW_ROW
    if clue.marker is None or not clue.marker_sure:
        if not state.closed:
            found.append(_Opening(False, False, 0.0))
        found.append(_Opening(True, False, close))
    if clue.marker is not None:
        cost = (0.0 if clue.marker_sure else UNMARKED_ORDINAL) + _sequence_cost(state, clue.marker)
        if not state.closed and not state.has_ordinal:
            found.append(_Opening(False, True, cost + (0.0 if clue.line.across else LATE_ORDINAL)))
        found.append(_Opening(True, True, cost + close))
    return found


def _sequence_cost(state: _State, marker: Marker) -> float:
    """How well an ordinal follows the last one, rows without any between them counted."""
    if marker.is_first:
        return 0.0
    if state.last is None:
        return ODD_ORDINAL if marker.numbers[-1:] != (state.unmarked + 1,) else 0.0
    if marker.place in [following.place for following in next_markers(state.last)]:
        return FOLLOWING_ORDINAL
    if marker.kind is state.last.kind and marker.numbers[:-1] == state.last.numbers[:-1]:
        ahead = marker.numbers[-1] - state.last.numbers[-1]
        if ahead == state.unmarked + 1:
            return FOLLOWING_ORDINAL
        if 1 < ahead <= MOST_LATER:
            return LATER_ORDINAL
    return ODD_ORDINAL


def _closing(state: _State, known: KnownColumns) -> float:
    """The cost of ending the row that is open."""
    if state.closed:
        return 0.0
    cost = 0.0 if state.has_ordinal else known.unnumbered
    for name, cell in zip(known.fields, state.cells, strict=True):
        if cell is None:
            cost += EMPTY_RARE_CELL if name in _RARE else EMPTY_CELL
        elif cell.hangs:
            cost += HANGING_CELL
    return cost


def _order_costs(state: _State, opening: _Opening, clue: LineClues, n_columns: int) -> Costs:
    """For each set of columns the cost of its coming now, where cells are dumped one after the other."""
    first, parts = _masks(n_columns)
    gap = clue.line.after_gap
    costs = CUT_INSIDE * np.maximum(parts - 1, 0)
    if opening.new_row:
        costs = costs + NOT_KEY_FIRST * (first > 0) + (0.0 if gap else ROW_WITHOUT_GAP)
    else:
        costs = costs + (BACK_BESIDE if state.cut else BACK_IN_ROW) * (first < state.column)
        costs = costs + _gap_cost(state, clue, gap=gap) * (first == state.column)
        costs = costs + (0.0 if gap else CELL_WITHOUT_GAP) * (first > state.column)
    costs[0] = 0.0
    return costs


def _gap_cost(state: _State, clue: LineClues, *, gap: bool) -> float:
    """The cost of a blank line within the cell that was read last."""
    cell = state.cells[state.column] if state.column >= 0 else None
    if not gap or clue.item[0] or cell is None:
        return 0.0
    return GAP_IN_CELL + (NEW_SENTENCE_OVER_GAP if cell.ended and clue.small[0] == 0 else 0.0)


@cache
def _masks(n_columns: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each set of columns (bits) its first column and their number."""
    masks = range(1 << n_columns)
    first = np.array([(mask & -mask).bit_length() - 1 for mask in masks], np.int64)
    return first, np.array([mask.bit_count() for mask in masks], np.int64)


def _title_cost(state: _State, clue: LineClues, known: KnownColumns, costs: PartCosts) -> float:
    begin = int(clue.marker is not None)
    if len(clue.ids) <= begin or max(clue.line.bars, default=0) > 1 or not (begin or clue.shouted):
        return _INFINITE
    cost = costs.title(None, begin) + float(clue.small[begin]) * 3.0 + NEW_ROW + _closing(state, known)
    if clue.marker is None:
        return cost + SHOUTED_TITLE
    outer = clue.marker.kind in (MarkerKind.ROMAN, MarkerKind.LETTER)
    if outer:
        return cost - (SECTION_TITLE if clue.marker_sure else 1.0)
    return cost + SECTION_TITLE + max(0.0, _sequence_cost(state, clue.marker))


def _made(way: _Way, clue: LineClues) -> _State:
    state, opening = way.state, way.opening
    n = len(clue.ids)
    last = clue.marker if opening.marked else state.last
    if way.mask == _TITLE:
        begin = int(opening.marked)
        title = grown(state.title if not opening.new_row else None, clue, begin, n)
        return _State(
            way.cost, (None,) * len(state.cells), title=title, last=last, before=state, new_row=opening.new_row,
            marked=opening.marked, cuts=((_TITLE, begin, n),),
        )  # fmt: skip
    cuts = cuts_of(way.tables, way.reached, way.mask, n)
    cells = list((None,) * len(state.cells) if opening.new_row else state.cells)
    cells = [None if cell is None else cell.waited() for cell in cells] if clue.line.across else cells
    for column, begin, end in cuts:
        cells[column] = grown(cells[column], clue, begin, end)
    unmarked = state.unmarked + int(opening.new_row)
    return _State(
        way.cost,
        tuple(cells),
        max((column for column, _, _ in cuts), default=-1 if opening.new_row else state.column),
        clue.line.across or len(cuts) > 1,
        opening.marked or (state.has_ordinal and not opening.new_row),
        False,
        None,
        last,
        0 if opening.marked else unmarked,
        state,
        opening.new_row,
        opening.marked,
        cuts,
    )


def _path(final: _State) -> list[_State]:
    states = []
    state: _State | None = final
    while state is not None and state.before is not None:
        states.append(state)
        state = state.before
    return states[::-1]


def _widths(path: Sequence[_State], clues: Sequence[LineClues], n_columns: int) -> dict[int, float]:
    """The usual length, in letters, of the lines of each column's cells that wrap."""
    lengths: dict[int, list[int]] = {}
    open_parts: list[int | None] = [None] * n_columns
    for state, clue in zip(path, clues, strict=True):
        if state.new_row:
            open_parts = [None] * n_columns
        for column, begin, end in state.cuts:
            if column == _TITLE:
                continue
            earlier = open_parts[column]
            if earlier is not None:
                lengths.setdefault(column, []).append(earlier)
            open_parts[column] = int(clue.ends[end] - clue.ends[begin] - 1)
    return {
        column: float(np.quantile(found, WIDTH_QUANTILE))
        for column, found in lengths.items()
        if len(found) >= FEWEST_WRAPPED
    }


def _recurring(path: Sequence[_State], clues: Sequence[LineClues], columns: Sequence[Field]) -> Pairs:
    """Neighbouring words that recur in a column's short cells, which hold the same few bodies and deadlines."""
    found: dict[int, Counter[tuple[str, str]]] = {}
    cells: dict[int, list[str]] = {}

    def count() -> None:
        for column, words in cells.items():
            if len(words) <= MAX_RECURRING_WORDS:
                found.setdefault(column, Counter()).update(pairwise(["", *words]))

    for state, clue in zip(path, clues, strict=True):
        if state.new_row:
            count()
            cells = {}
        for column, begin, end in state.cuts:
            if column != _TITLE and columns[column] in _FEW_VALUES:
                cells.setdefault(column, []).extend(clue.plain[begin:end])
    count()
    return {
        column: frozenset(pair for pair, times in counter.items() if times >= FEWEST_RECURRENCES)
        for column, counter in found.items()
    }


def _unnumbered_cost(path: Sequence[_State]) -> float:
    """The cost of a row without an ordinal, as seldom as they are."""
    rows = unnumbered = 1
    numbered = True
    for state in path:
        if state.new_row and not state.closed:
            rows += 1
            unnumbered += not numbered
            numbered = False
        numbered |= state.marked
    return float(np.clip(np.log(rows / unnumbered), LEAST_UNNUMBERED, UNNUMBERED))


def _rows(path: Sequence[_State], clues: Sequence[LineClues]) -> tuple[FoundRow, ...]:
    rows: list[FoundRow] = []
    cells: dict[int, list[tuple[int, Line]]] = {}
    title: list[tuple[int, Line]] = []
    marker: Marker | None = None
    word: Word | None = None
    pages: list[int] = []

    def close() -> None:
        if cells or title or marker:
            fixed = {column: tuple(parts) for column, parts in sorted(cells.items())}
            rows.append(FoundRow(marker, word, fixed, tuple(title), (min(pages), max(pages))))

    for state, clue in zip(path, clues, strict=True):
        if state.new_row:
            close()
            cells, title, marker, word, pages = {}, [], None, None, []
        pages.append(clue.line.page)
        if state.marked:
            marker, word = clue.marker, clue.line.words[0]
        for column, begin, end in state.cuts:
            part = (clue.line.page, Line(clue.line.words[begin:end]))
            if column == _TITLE:
                title.append(part)
            else:
                cells.setdefault(column, []).append(part)
    close()
    return tuple(rows)
