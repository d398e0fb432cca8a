"""The rows of a dumped table: which words of which line belong to which cell of which row.

A beam search over the lines, which may be a cell's own (cells dumped one after the other) or run across the columns.
What belongs together reads fluently; cells of a row come from left to right, rows from top to bottom; ordinals, the
words that a column's cells begin with and are made of, what is left of ruling lines (bars), blank lines, and the
columns' widths tell the rest. Widths and recurring words are learned from a first pass.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from extractors.layout import Line, Word
from extractors.markers import Marker, MarkerKind, first_markers, next_markers
from extractors.table_meaning.wordings import Field
from extractors.text_dump.column_learning import recurring_pairs, unnumbered_cost, usual_widths
from extractors.text_dump.line_clues import (
    Costs,
    FluencyModel,
    KnownColumns,
    LineClues,
    PrintedLine,
    clues_of,
    words_of,
)
from extractors.text_dump.part_costs import PartCosts, cuts_of, grown, reach
from extractors.text_dump.row_states import TITLE, FoundRow, Opening, State, Way

BEAM = 40
# States that differ only in where words were cut, at most: the beam keeps different rows.
MOST_ALIKE = 4
# To tell the columns' order, fewer states over the table's first lines do.
NARROW_BEAM = 12
TRIED_LINES = 80
# Nats: worse ways to take a line, and worse states, are given up.
WORSE_WAYS = 12.0
WORSE_STATES = 30.0
MOST_WAYS = 24
# Costs in nats, as those of the language model that they are added to.
NEW_ROW = 1.0
EMPTY_CELL = 2.0
EMPTY_RARE_CELL = 0.3
HANGING_CELL = 1.5
UNMARKED_ORDINAL = 1.5
FOLLOWING_ORDINAL = -2.5
LATER_ORDINAL = -1.0
MOST_LATER = 3
ODD_ORDINAL = 4.0
# A letter that no bar or dot makes an ordinal, and that follows none, may be a speck.
UNSURE_LETTER = 3.0
LATE_ORDINAL = 5.0
SECTION_TITLE = 3.0
OPENS_LEVEL = 3.0
SHOUTED_TITLE = 2.0
# Words of a title, and the cost of each beyond them in a line that may be a row's.
USUAL_TITLE = 10
LONG_TITLE_PER_WORD = 1.0
TITLE_GOES_ON = 2.0
TITLE_GOES_ON_ACROSS = 6.0
TITLE_OVER_GAP = 3.0
# Of lines that are a cell's own: cells of a row come in order, a blank line before each.
CUT_INSIDE = 1.0
NOT_KEY_FIRST = 3.0
ROW_WITHOUT_GAP = 0.5
CELL_WITHOUT_GAP = 1.5
# Of lines that run across: rows have blank lines between them where the dump has any.
ROW_WITHOUT_GAP_ACROSS = 2.0
ROW_OVER_GAP = 2.0
GAPPED_SHARE = 0.05
GAP_IN_CELL = 1.6
NEW_SENTENCE_OVER_GAP = 3.0
BACK_IN_ROW = 11.0
BACK_BESIDE = 0.5
_RARE = frozenset({Field.EFFECTIVENESS, Field.BUDGET, Field.NOTE})
_INFINITE = float("inf")


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
    clues = _with_levels([clues_of(line, own, columns, fluency) for line, own in zip(kept, words, strict=True)])
    unknown = KnownColumns(tuple(columns), gaps_tell=_gaps_tell(kept))
    first = _path(_searched(clues, unknown, fluency))
    known = replace(
        unknown,
        widths=usual_widths(first, clues, len(columns)),
        pairs=recurring_pairs(first, clues, columns),
        unnumbered=unnumbered_cost(first),
    )
    return _rows(_path(_searched(clues, known, fluency)), clues)


def likeliest_columns(
    lines: Sequence[PrintedLine],
    layouts: Sequence[tuple[Field, ...]],
    readable: Callable[[str], Sequence[str]],
    fluency: FluencyModel,
) -> tuple[Field, ...]:
    """The one of `layouts` (columns from left to right, without ordinals) in which the first lines cost least.

    A header of two levels is dumped in an order that is not that of the columns, and a name may be lost.
    """
    kept = [line for line in lines if line.words][:TRIED_LINES]
    if len(layouts) == 1 or not kept:
        return layouts[0]
    words = words_of(kept, readable)

    def cost(columns: tuple[Field, ...]) -> float:
        clues = _with_levels([clues_of(line, own, columns, fluency) for line, own in zip(kept, words, strict=True)])
        return _searched(clues, KnownColumns(columns, gaps_tell=_gaps_tell(kept)), fluency, NARROW_BEAM).cost

    return min(layouts, key=cost)


def _gaps_tell(lines: Sequence[PrintedLine]) -> bool:
    across = [line.after_gap for line in lines if line.across]
    return sum(across) > GAPPED_SHARE * len(across)


def _with_levels(clues: Sequence[LineClues]) -> list[LineClues]:
    """The clues, each told whether the next ordinal opens the level below its own."""
    found: list[LineClues] = []
    following: Marker | None = None
    for clue in reversed(clues):
        below = [] if clue.marker is None else [marker.place for marker in first_markers(clue.marker)]
        found.append(replace(clue, opens_level=following is not None and following.place in below))
        following = clue.marker if clue.marker is not None else following
    return found[::-1]


def _searched(clues: Sequence[LineClues], known: KnownColumns, fluency: FluencyModel, beam_width: int = BEAM) -> State:
    n_columns = len(known.fields)
    beam = [State(0.0, (None,) * n_columns)]
    page = clues[0].line.page
    for clue in clues:
        if clue.line.page != page:
            page = clue.line.page
            beam = [_on_new_page(state) for state in beam]
        costs = PartCosts(clue, known, fluency)
        ways = [way for state in beam for way in _ways(state, clue, known, costs)]
        ways.sort(key=lambda way: way.cost)
        chosen: dict[tuple[object, ...], State] = {}
        alike: Counter[tuple[object, ...]] = Counter()
        for way in ways:
            if len(chosen) >= beam_width or way.cost > ways[0].cost + WORSE_STATES:
                break
            made = _made(way, clue)
            if made.key not in chosen and alike[made.shape] < MOST_ALIKE:
                alike[made.shape] += 1
                chosen[made.key] = made
        beam = list(chosen.values())
    return min(beam, key=lambda state: state.cost + _closing(state, known))


def _on_new_page(state: State) -> State:
    """A row that is open goes on from its left on the next page."""
    cells = tuple(None if cell is None else cell.resumed() for cell in state.cells)
    return State(
        state.cost, cells, -1, True, state.has_ordinal, state.closed, state.title, state.last, state.unmarked,
        state.before, state.new_row, state.marked, state.cuts,
    )  # fmt: skip


def _ways(state: State, clue: LineClues, known: KnownColumns, costs: PartCosts) -> list[Way]:
    found: list[Way] = []
    columns = known.fields
    n = len(clue.ids)
    for opening in _openings(state, clue, known):
        cells = (None,) * len(columns) if opening.new_row else state.cells
        tables = [costs.table(column, cell) for column, cell in enumerate(cells)]
        reached = reach(tables, int(opening.marked), n)
        totals = reached[:, -1] + state.cost + opening.cost
        if not clue.line.across:
            totals = totals + _order_costs(state, opening, clue, len(columns))
        elif known.gaps_tell and opening.new_row != clue.line.after_gap:
            totals = totals + (ROW_WITHOUT_GAP_ACROSS if opening.new_row else ROW_OVER_GAP)
        best = float(totals.min())
        if best == _INFINITE:
            continue
        likely = np.flatnonzero(totals < best + WORSE_WAYS)
        for mask in likely[np.argsort(totals[likely], kind="stable")][:MOST_WAYS]:
            found.append(Way(float(totals[mask]), state, opening, int(mask), reached, tables))
    title = _title_cost(state, clue, known, costs)
    if title < _INFINITE:
        found.append(Way(state.cost + title, state, Opening(True, clue.marker is not None, title), TITLE))
    if state.title is not None and not clue.marker_sure and not clue.line.bars:
        goes_on = TITLE_GOES_ON_ACROSS if clue.line.across else TITLE_GOES_ON
        more = goes_on + costs.title(state.title, 0) + TITLE_OVER_GAP * clue.line.after_gap
        found.append(Way(state.cost + more, state, Opening(False, False, more), TITLE))
    return found


def _openings(state: State, clue: LineClues, known: KnownColumns) -> list[Opening]:
    """How the line may be taken."""
    found: list[Opening] = []
    close = _closing(state, known) + NEW_ROW
    if clue.marker is None or not clue.marker_sure:
        if not state.closed:
            found.append(Opening(False, False, 0.0))
        found.append(Opening(True, False, close))
    if clue.marker is not None:
        cost = (0.0 if clue.marker_sure else UNMARKED_ORDINAL) + _sequence_cost(state, clue.marker)
        if not clue.marker_sure and cost > 0 and clue.marker.text.isalpha() and clue.line.across:
            cost += UNSURE_LETTER
        if not state.closed and not state.has_ordinal:
            found.append(Opening(False, True, cost + (0.0 if clue.line.across else LATE_ORDINAL)))
        found.append(Opening(True, True, cost + close))
    return found


def _sequence_cost(state: State, marker: Marker) -> float:
    """How well an ordinal follows the last one, rows without any between them counted."""
    last = state.last
    if marker.is_first:
        return 0.0
    if last is None:
        return 0.0 if marker.numbers[-1:] == (state.unmarked + 1,) else ODD_ORDINAL
    following = next_markers(last)
    if marker.place in [one.place for one in following] or _digits(marker) in map(_digits, following):  # "53" is 5.3
        return FOLLOWING_ORDINAL
    same_level = marker.kind is last.kind and marker.numbers[:-1] == last.numbers[:-1]
    ahead = marker.numbers[-1] - last.numbers[-1] if same_level else 0
    if ahead == state.unmarked + 1:
        return FOLLOWING_ORDINAL
    return LATER_ORDINAL if 1 < ahead <= MOST_LATER else ODD_ORDINAL


def _digits(marker: Marker) -> tuple[MarkerKind, str]:
    return marker.kind, "".join(map(str, marker.numbers))


def _closing(state: State, known: KnownColumns) -> float:
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


def _order_costs(state: State, opening: Opening, clue: LineClues, n_columns: int) -> Costs:
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


def _gap_cost(state: State, clue: LineClues, *, gap: bool) -> float:
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


def _title_cost(state: State, clue: LineClues, known: KnownColumns, costs: PartCosts) -> float:
    begin = int(clue.marker is not None)
    if len(clue.ids) <= begin or max(clue.line.bars, default=0) > 1 or not (begin or clue.shouted):
        return _INFINITE
    cost = costs.title(None, begin) + float(clue.small[begin]) * 3.0 + NEW_ROW + _closing(state, known)
    if clue.line.across:
        cost += LONG_TITLE_PER_WORD * max(0, len(clue.ids) - USUAL_TITLE)
    if clue.marker is None:
        return cost + SHOUTED_TITLE
    outer = clue.marker.kind in (MarkerKind.ROMAN, MarkerKind.LETTER)
    if outer:
        return cost - (SECTION_TITLE if clue.marker_sure else 1.0)
    level = -OPENS_LEVEL if clue.opens_level else SECTION_TITLE
    return cost + level + max(0.0, _sequence_cost(state, clue.marker))


def _made(way: Way, clue: LineClues) -> State:
    state, opening = way.state, way.opening
    n = len(clue.ids)
    last = clue.marker if opening.marked else state.last
    if way.mask == TITLE:
        begin = int(opening.marked)
        title = grown(state.title if not opening.new_row else None, clue, begin, n)
        return State(
            way.cost, (None,) * len(state.cells), title=title, last=last, before=state, new_row=opening.new_row,
            marked=opening.marked, cuts=((TITLE, begin, n),),
        )  # fmt: skip
    cuts = cuts_of(way.tables, way.reached, way.mask, n)
    cells = list((None,) * len(state.cells) if opening.new_row else state.cells)
    cells = [None if cell is None else cell.waited() for cell in cells] if clue.line.across else cells
    for column, begin, end in cuts:
        cells[column] = grown(cells[column], clue, begin, end)
    unmarked = state.unmarked + int(opening.new_row)
    return State(
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


def _path(final: State) -> list[State]:
    states = []
    state: State | None = final
    while state is not None and state.before is not None:
        states.append(state)
        state = state.before
    return states[::-1]


def _rows(path: Sequence[State], clues: Sequence[LineClues]) -> tuple[FoundRow, ...]:
    rows: list[FoundRow] = []
    cells: dict[int, list[tuple[int, Line]]] = {}
    title: list[tuple[int, Line]] = []
    marker: Marker | None = None
    word: Word | None = None
    pages: list[int] = []
    cost, n_words, across = 0.0, 0, False

    def close() -> None:
        if cells or title or marker:
            fixed = {column: tuple(parts) for column, parts in sorted(cells.items())}
            spread = (min(pages), max(pages))
            rows.append(FoundRow(marker, word, fixed, tuple(title), spread, cost / max(1, n_words), across))

    for state, clue in zip(path, clues, strict=True):
        if state.new_row:
            close()
            cells, title, marker, word, pages = {}, [], None, None, []
            cost, n_words, across = 0.0, 0, False
        pages.append(clue.line.page)
        cost += state.cost - (0.0 if state.before is None else state.before.cost)
        n_words += len(clue.ids)
        across |= clue.line.across
        if state.marked:
            marker, word = clue.marker, clue.line.words[0]
        for column, begin, end in state.cuts:
            part = (clue.line.page, Line(clue.line.words[begin:end]))
            if column == TITLE:
                title.append(part)
            else:
                cells.setdefault(column, []).append(part)
    close()
    return tuple(rows)
