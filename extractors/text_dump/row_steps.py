"""One step of the search for a dumped table's rows: the states after a line from those before it.

The best cuts of the line for every set of columns are known (part_costs); here lies what it costs to end rows and to
begin them, with ordinals and without, to leave cells empty, to go back, and to take a line for a title. In nats.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from extractors.table_meaning.wordings import Field
from extractors.text_dump.line_clues import ORDINALS, Alignment, Costs, KnownColumns, LineClues
from extractors.text_dump.ordinal_costs import level_cost, sequence_cost, word_cost
from extractors.text_dump.part_costs import OpenCell, PartCosts, cuts_of, grown, part_width
from extractors.text_dump.row_states import TITLE, UNCOUNTED, Opening, State, Way

# States that differ only in where words were cut, at most: the beam keeps different rows.
MOST_ALIKE = 4
# Nats: worse ways to take a line, and worse states, are given up.
WORSE_WAYS = 12.0
WORSE_STATES = 30.0
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
# Words of a title, and the cost of each beyond them in a line that may be a row's.
USUAL_TITLE = 10
LONG_TITLE_PER_WORD = 1.0
TITLE_GOES_ON = 2.0
TITLE_GOES_ON_ACROSS = 6.0
TITLE_OVER_GAP = 3.0
# Of lines that are a cell's own: cells of a row come in order, a blank line before each.
CUT_INSIDE = 1.0
NOT_KEY_FIRST = 3.0
NEW_SENTENCE_OVER_GAP = 3.0
ASTRAY_PER_LINE = 1.0
MOST_ASTRAY = 4.0
BACK_IN_ROW = 11.0
BACK_BESIDE = 0.5
_INFINITE = float("inf")


def on_new_page(state: State) -> State:
    """The state on a new page: a row that is open goes on from its left on the next page."""
    cells = tuple(None if cell is None else cell.resumed() for cell in state.cells)
    return State(
        state.cost, cells, -1, True, state.has_ordinal, state.closed, state.title, state.last, state.unmarked,
        state.before, state.new_row, state.marked, state.cuts,
    )  # fmt: skip


def next_states(
    beam: Sequence[State], clue: LineClues, known: KnownColumns, costs: PartCosts, beam_width: int
) -> list[State]:
    """The best states after the line `clue` is of, `beam_width` at most, from those of `beam` before it."""
    ways = _ways(beam, clue, known, costs)
    waiting = {id(state): _waiting(state, clue) for state in beam}
    chosen: dict[tuple[object, ...], State] = {}
    alike: Counter[tuple[object, ...]] = Counter()
    begun: set[tuple[bool, int]] = set()
    for way in ways:
        if len(chosen) >= beam_width or way.cost > ways[0].cost + WORSE_STATES:
            break
        if way.opening.new_row and way.mask != TITLE:  # whatever row it follows
            if (way.opening.marked, way.mask) in begun:
                continue
            begun.add((way.opening.marked, way.mask))
        made = _made(way, clue, waiting[id(way.state)])
        if made.key not in chosen and alike[made.shape] < MOST_ALIKE:
            alike[made.shape] += 1
            chosen[made.key] = made
    return list(chosen.values())


def _ways(beam: Sequence[State], clue: LineClues, known: KnownColumns, costs: PartCosts) -> list[Way]:
    """The ways to take a line that are not much worse than the best from their state, the best first."""
    empty = (None,) * len(known.fields)
    taken = [(state, opening) for state in beam for opening in _openings(state, clue, known)]
    handed = costs.hand_out(
        [(empty if opening.new_row else state.cells, int(opening.marked)) for state, opening in taken]
    )
    found = [way for state in beam for way in _titles(state, clue, known, costs)]
    if taken:
        totals = np.stack([one.reached[:, -1] for one in handed])
        totals += np.array([state.cost + opening.cost for state, opening in taken])[:, None]
        totals += _placing_costs(taken, clue, known)
        likely = np.argwhere(totals < totals.min(axis=1, keepdims=True) + WORSE_WAYS)
        for (row, mask), cost in zip(likely.tolist(), totals[likely[:, 0], likely[:, 1]].tolist(), strict=True):
            found.append(Way(cost, *taken[row], mask, handed[row]))
    return sorted(found, key=lambda way: way.cost)


def _placing_costs(taken: Sequence[tuple[State, Opening]], clue: LineClues, known: KnownColumns) -> Costs:
    """The cost of a line's coming now, for each way to open it and each set of columns (one for all, where alike)."""
    shouted = SHOUTED_IN_CELL * clue.shouted
    if clue.line.across:
        gaps = known.gaps
        cut = 0.0 if clue.line.bars or clue.line.places else known.cuts.get(clue.line.page, known.usual_cut)
        cuts = cut * np.maximum(_masks(len(known.fields))[1] - 1, 0)[None, :] + shouted
        if gaps is None:
            return cuts
        cost = {new: gaps.cost(new=new, gap=clue.line.after_gap) for new in (True, False)}
        return np.array([[cost[opening.new_row]] for _, opening in taken]) + cuts
    return np.stack([_order_costs(state, opening, clue, known) for state, opening in taken]) + shouted


def _titles(state: State, clue: LineClues, known: KnownColumns, costs: PartCosts) -> list[Way]:
    """The ways to take a line for a title, or for the rest of one."""
    found: list[Way] = []
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
    close = closing_cost(state, known) + NEW_ROW
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
            found.append(Opening(False, True, cost + _late_cost(state, clue, known)))
        found.append(Opening(True, True, cost + close))
    return found


def _late_cost(state: State, clue: LineClues, known: KnownColumns) -> float:
    """The cost of an ordinal's coming after the first line of its row; on its page `_astray` counts the lines."""
    if not clue.line.across:
        return LATE_ORDINAL
    page_before = state.n_lines == UNCOUNTED and any(state.cells)
    return MOST_ASTRAY * (page_before and known.alignments.get(ORDINALS) is Alignment.TOP)


def closing_cost(state: State, known: KnownColumns) -> float:
    """The cost, in nats, of ending the row that is open."""
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
    cost = costs.title(None, begin) + float(clue.small[begin]) * 3.0 + NEW_ROW + closing_cost(state, known)
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


def _waiting(state: State, clue: LineClues) -> tuple[OpenCell | None, ...]:
    """The cells of a state after a line that has no words of theirs."""
    if not clue.line.across:
        return state.cells
    return tuple(None if cell is None else cell.waited() for cell in state.cells)


def _made(way: Way, clue: LineClues, waiting: tuple[OpenCell | None, ...]) -> State:
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
    cuts = cuts_of(way.handed, way.mask, n)
    n_lines = 1 if opening.new_row else state.n_lines + 1 if state.n_lines > 0 else UNCOUNTED
    n_lines = n_lines if clue.line.across else UNCOUNTED
    marked_at = UNCOUNTED if opening.new_row else state.marked_at
    cells = list((None,) * len(state.cells) if opening.new_row else waiting)
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
