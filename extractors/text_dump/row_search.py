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

from extractors.markers import Marker
from extractors.table_meaning.wordings import Field
from extractors.text_dump.column_learning import (
    alignments,
    cell_gap_odds,
    column_widths,
    endings,
    gap_odds,
    recurring_pairs,
    running_across,
    unnumbered_cost,
)
from extractors.text_dump.dumped_lines import PrintedLine, without_specks
from extractors.text_dump.found_rows import path_to, rows_of
from extractors.text_dump.line_clues import (
    ORDINALS,
    UNKNOWN_WORD,
    Costs,
    FluencyModel,
    GapOdds,
    KnownColumns,
    LineClues,
    clues_of,
    inserted_costs,
    words_of,
)
from extractors.text_dump.ordinal_costs import level_cost, sequence_cost, word_cost
from extractors.text_dump.part_costs import PartCosts, cuts_of, grown, part_width
from extractors.text_dump.row_states import TITLE, UNCOUNTED, FoundRow, Opening, State, Way

BEAM = 40
# States that differ only in where words were cut, at most: the beam keeps different rows.
MOST_ALIKE = 4
# Searches after the first, each told what the one before it found of the columns.
LESSONS = 2
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
EMPTY_COSTS = {
    Field.TASK: 4.0, Field.RISK: 4.0, Field.LEAD: 3.0, Field.COORDINATING: 1.0,
    Field.EFFECTIVENESS: 0.3, Field.BUDGET: 0.3, Field.NOTE: 0.3,
}  # fmt: skip
HANGING_CELL = 1.5
UNMARKED_ORDINAL = 1.5
# A letter that no bar or dot makes an ordinal, and that follows none, may be a speck.
UNSURE_LETTER = 3.0
LATE_ORDINAL = 5.0
SHOUTED_TITLE = 2.0
SHOUTED_IN_CELL = 5.0
# A title may be wider than any column.
WIDE_TITLE = -2.0
# Of the next ordinals so many are looked at: some are specks.
FOLLOWING_ORDINALS = 3
# Words of a title, and the cost of each beyond them in a line that may be a row's.
USUAL_TITLE = 10
LONG_TITLE_PER_WORD = 1.0
TITLE_GOES_ON = 2.0
TITLE_GOES_ON_ACROSS = 6.0
TITLE_OVER_GAP = 3.0
# Of lines that are a cell's own: cells of a row come in order, a blank line before each.
CUT_INSIDE = 1.0
NOT_KEY_FIRST = 3.0
# Of lines that run across: rows have blank lines between them where the dump has any.
USUAL_GAPS = GapOdds(0.8, 0.15)
GAPPED_SHARE = 0.05
NEW_SENTENCE_OVER_GAP = 3.0
ASTRAY_PER_LINE = 1.0
MOST_ASTRAY = 4.0
BACK_IN_ROW = 11.0
BACK_BESIDE = 0.5
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
    kept, words = _read(lines, readable, fluency)
    if not kept:
        return ()
    clues = _with_following([clues_of(line, own, columns, fluency) for line, own in zip(kept, words, strict=True)])
    known = KnownColumns(tuple(columns), gaps=_usual_gaps(kept))
    path = path_to(_searched(clues, known, fluency))
    for _ in range(LESSONS):
        known = _learned(known, path, clues)
        clues = running_across(clues, known)
        path = path_to(_searched(clues, known, fluency))
    return rows_of(path, clues)


def _learned(known: KnownColumns, path: Sequence[State], clues: Sequence[LineClues]) -> KnownColumns:
    """What a way through the lines tells of the columns."""
    n_columns = len(known.fields)
    return replace(
        known,
        widths=column_widths(path, clues, n_columns),
        pairs=recurring_pairs(path, clues, known.fields),
        unnumbered=unnumbered_cost(path),
        gaps=gap_odds(path, clues) if known.gaps else None,
        cell_gaps=cell_gap_odds(path, clues),
        alignments=alignments(path, n_columns),
        endings=endings(path, known.fields),
    )


def likeliest_columns(
    lines: Sequence[PrintedLine],
    layouts: Sequence[tuple[Field, ...]],
    readable: Callable[[str], Sequence[str]],
    fluency: FluencyModel,
) -> tuple[Field, ...]:
    """The one of `layouts` (columns from left to right, without ordinals) in which the first lines cost least.

    A header of two levels is dumped in an order that is not that of the columns, and a name may be lost.
    """
    if len(layouts) == 1:
        return layouts[0]
    kept, words = _read(lines[:TRIED_LINES], readable, fluency)
    if not kept:
        return layouts[0]

    def cost(columns: tuple[Field, ...]) -> float:
        clues = _with_following([clues_of(line, own, columns, fluency) for line, own in zip(kept, words, strict=True)])
        return _searched(clues, KnownColumns(columns, gaps=_usual_gaps(kept)), fluency, NARROW_BEAM).cost

    return min(layouts, key=cost)


def _read(
    lines: Sequence[PrintedLine], readable: Callable[[str], Sequence[str]], fluency: FluencyModel
) -> tuple[list[PrintedLine], list[list[str]]]:
    """The lines that have words, without what proves to be specks, and their words repaired."""
    filled = [line for line in lines if line.words]
    read = [
        without_specks(line, words, list(fluency.ids(words) == UNKNOWN_WORD), inserted_costs(words, fluency))
        for line, words in zip(filled, words_of(filled, readable), strict=True)
    ]
    return [line for line, words in read if words], [words for _, words in read if words]


def _usual_gaps(lines: Sequence[PrintedLine]) -> GapOdds | None:
    """What blank lines tell before a table is known; None where there are none."""
    across = [line.after_gap for line in lines if line.across]
    return USUAL_GAPS if sum(across) > GAPPED_SHARE * len(across) else None


def _with_following(clues: Sequence[LineClues]) -> list[LineClues]:
    """The clues, each told the next ordinals."""
    found: list[LineClues] = []
    following: tuple[Marker, ...] = ()
    for clue in reversed(clues):
        found.append(replace(clue, following=following))
        following = (clue.marker, *following)[:FOLLOWING_ORDINALS] if clue.marker is not None else following
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
    for opening in _openings(state, clue, known):
        cells = (None,) * len(columns) if opening.new_row else state.cells
        tables, reached = costs.handed_out(cells, int(opening.marked))
        totals = reached[:, -1] + state.cost + opening.cost + SHOUTED_IN_CELL * clue.shouted
        if not clue.line.across:
            totals = totals + _order_costs(state, opening, clue, known)
        elif known.gaps is not None:
            totals = totals + known.gaps.cost(new=opening.new_row, gap=clue.line.after_gap)
        best = float(totals.min())
        if best == _INFINITE:
            continue
        likely = np.flatnonzero(totals < best + WORSE_WAYS)
        for mask in likely[np.argsort(totals[likely], kind="stable")][:MOST_WAYS]:
            found.append(Way(float(totals[mask]), state, opening, int(mask), reached, tables))
    title = _title_cost(state, clue, known, costs)
    if title < _INFINITE:
        found.append(Way(state.cost + title, state, Opening(True, clue.marker is not None, title), TITLE))
    titled = _titled_cost(state, clue, costs)
    if titled < _INFINITE:
        found.append(Way(state.cost + titled, state, Opening(False, False, titled), TITLE))
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
        word = word_cost(state, clue)
        if not state.closed:
            found.append(Opening(False, False, word))
        found.append(Opening(True, False, close + word))
    if clue.marker is not None:
        cost = (0.0 if clue.marker_sure else UNMARKED_ORDINAL) + sequence_cost(state, clue.marker)
        if not clue.marker_sure and cost > 0 and clue.marker.text.isalpha() and clue.line.across:
            cost += UNSURE_LETTER
        if not state.closed and not state.has_ordinal:
            found.append(Opening(False, True, cost + (0.0 if clue.line.across else LATE_ORDINAL)))
        found.append(Opening(True, True, cost + close))
    return found


def _closing(state: State, known: KnownColumns) -> float:
    """The cost of ending the row that is open."""
    if state.closed:
        return 0.0
    cost = 0.0 if state.has_ordinal else known.unnumbered
    for column, (name, cell) in enumerate(zip(known.fields, state.cells, strict=True)):
        if cell is None:
            cost += EMPTY_COSTS.get(name, EMPTY_CELL)
            continue
        if cell.hangs:
            cost += HANGING_CELL
        if column in known.endings:
            cost += known.endings[column].cost(cell.word, ended=cell.ended)
    return cost + _astray(state, known)


def _astray(state: State, known: KnownColumns) -> float:
    """The cost of cells standing higher or lower in the row than those of their columns do."""
    if state.n_lines <= 1 or not known.alignments:
        return 0.0
    cost = 0.0
    for column, way in known.alignments.items():
        if column == ORDINALS:
            first = last = state.marked_at
        else:
            cell = state.cells[column]
            first, last = (UNCOUNTED, UNCOUNTED) if cell is None else (cell.first, cell.last)
        if first >= 0:
            cost += min(ASTRAY_PER_LINE * way.astray(first, last, state.n_lines), MOST_ASTRAY)
    return cost


def _order_costs(state: State, opening: Opening, clue: LineClues, known: KnownColumns) -> Costs:
    """For each set of columns the cost of its coming now, where cells are dumped one after the other."""
    first, parts = _masks(len(known.fields))
    gap = clue.line.after_gap
    parted = known.cell_gaps.cost(new=True, gap=gap)
    costs = CUT_INSIDE * np.maximum(parts - 1, 0)
    if opening.new_row:
        costs = costs + NOT_KEY_FIRST * (first > 0) + parted
    else:
        costs = costs + (BACK_BESIDE if state.cut else BACK_IN_ROW) * (first < state.column)
        costs = costs + _gap_cost(state, clue, known) * (first == state.column)
        costs = costs + parted * (first != state.column)
    costs[0] = 0.0
    return costs


def _gap_cost(state: State, clue: LineClues, known: KnownColumns) -> float:
    """The cost of a blank line, or none, within the cell that was read last."""
    gap = clue.line.after_gap
    cell = state.cells[state.column] if state.column >= 0 else None
    if cell is None or clue.item[0]:
        return 0.0
    again = NEW_SENTENCE_OVER_GAP if gap and cell.ended and clue.small[0] == 0 else 0.0
    return known.cell_gaps.cost(new=False, gap=gap) + again


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
    widest = max(known.widths.values(), default=0.0)
    if widest and begin and 1 in clue.line.bars and part_width(clue, begin, len(clue.ids)) > widest:
        cost += WIDE_TITLE
    elif clue.line.across:
        cost += LONG_TITLE_PER_WORD * max(0, len(clue.ids) - USUAL_TITLE)
    if clue.marker is None:
        return cost + SHOUTED_TITLE
    return cost + level_cost(clue.marker, clue) + max(0.0, sequence_cost(state, clue.marker))


def _titled_cost(state: State, clue: LineClues, costs: PartCosts) -> float:
    """The cost of the line being the title whose ordinal was dumped on the line before it."""
    alone = state.has_ordinal and state.marked and not any(state.cells) and not state.closed and state.last is not None
    if not alone or clue.marker_sure or clue.line.bars or state.last is None:
        return _INFINITE
    return costs.title(None, 0) + float(clue.small[0]) * 3.0 + level_cost(state.last, clue)


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
    n_lines = 1 if opening.new_row else state.n_lines + 1 if state.n_lines > 0 else UNCOUNTED
    n_lines = n_lines if clue.line.across else UNCOUNTED
    marked_at = UNCOUNTED if opening.new_row else state.marked_at
    cells = list((None,) * len(state.cells) if opening.new_row else state.cells)
    cells = [None if cell is None else cell.waited() for cell in cells] if clue.line.across else cells
    for column, begin, end in cuts:
        cells[column] = grown(cells[column], clue, begin, end, max(0, n_lines - 1))
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
        n_lines,
        n_lines - 1 if opening.marked and n_lines > 0 else marked_at,
    )
