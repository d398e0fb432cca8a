"""The rows of a page that was dumped block by block: which block is which cell of which row.

Blocks (lines between blank lines) hold a cell, cells of neighbouring columns side by side, or, seldom, cells one below
the other. Those of a column come in the order of its rows, but for those that hold more than one column's; a row's come
from left to right, but some late, after later rows, and few early. A beam search over the blocks. Costs in nats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from extractors.markers import Marker
from extractors.table_meaning.wordings import Field
from extractors.text_dump.blocks_costs import BlockCosts, OpenCells, Piece
from extractors.text_dump.blocks_states import Placed, State
from extractors.text_dump.cell_vocabulary import BODIES
from extractors.text_dump.line_clues import KnownColumns, LineClues
from extractors.text_dump.ordinal_costs import level_cost, sequence_cost
from extractors.text_dump.row_steps import NEW_ROW

BEAM = 60
WORSE_STATES = 16.0
WORSE_PIECES = 12.0
KEY = 0
_TELLING = (*BODIES, Field.DEADLINE)
# Blocks that hold more than a cell.
BESIDE = 2.0
BELOW = 3.0
# A cell that goes on in another block; on a new page, one that the page before began.
GOES_ON = 5.0
GOES_ON_FROM_PAGE = 0.5
BEGINS_ON_NEXT_PAGE = 2.0
# From one cell to the next: of the same row to the left, of a later row, for each row that is passed, of a row above.
TO_LEFT = 7.0
COLUMN_PASSED = 0.5
NEXT_ROW = 1.0
NEXT_ROW_TO_RIGHT = 2.0
ROW_PASSED = 1.0
ROW_ABOVE = 2.0
# The same where more rows follow on the page.
ROW_ABOVE_BETWEEN = 7.0
EARLY = 4.0
# Rows of which cells may come before their ordinals, beside the next.
MOST_EARLY = 8
# Who does it, and until when, in a column of anything else.
FOREIGN = 2.0
# Cells of one column that are not in the order of the rows.
OUT_OF_ORDER = 1.5
NO_KEY = 6.0
EMPTY = 4.0
EMPTY_COSTS = {Field.COORDINATING: 1.0, Field.EFFECTIVENESS: 0.3, Field.BUDGET: 0.3, Field.NOTE: 0.3}
TITLE_LATER = 1.0
NO_TITLE = 8.0
USUAL_TITLE = 12
LONG_TITLE_PER_WORD = 1.0
# A row whose ordinal is followed by the first of the level below.
NO_TITLE_ABOVE_LEVEL = 5.0


class PageSearch:
    """The search over one page."""

    def __init__(
        self, clues: Sequence[LineClues], known: KnownColumns, costs: BlockCosts, markers: Sequence[Marker | None],
        empty_costs: Sequence[float],
    ) -> None:  # fmt: skip
        self._clues = clues
        self._known = known
        self._costs = costs
        self._markers = markers
        self._empty_costs = empty_costs
        self._n_columns = len(known.fields)
        self._numbered = 1 << self._n_columns
        self._ends = _block_ends(clues)
        self._rows_to_come = _counted_from(markers)
        self._least = [float("inf")] * (len(clues) + 1)

    def first(self, cells: OpenCells, last: Marker | None, unmarked: int) -> State:
        """The state before the page's first line; `cells` are those of the row that may go on from the page before."""
        n = self._n_columns
        bits = sum(1 << column for column, cell in enumerate(cells) if cell is not None)
        bits = bits | self._numbered if any(cells) else (1 << (n + 1)) - 1
        open_cells = tuple(None if cell is None else cell.resumed() for cell in cells)
        return State(0.0, (bits,), 1, (-1,) * n, open_cells, (0,) * n, (0, -1), False, last, unmarked)

    def best(self, first: State) -> list[State]:
        """The states after the last line, the best first."""
        n = len(self._clues)
        waiting: list[dict[tuple[object, ...], State]] = [{} for _ in range(n + 1)]
        waiting[0][first.key] = first
        self._least = [float("inf")] * (n + 1)
        for index in range(n):
            states = sorted(waiting[index].values(), key=lambda state: state.cost)
            for state in states[:BEAM]:
                if state.cost > states[0].cost + WORSE_STATES:
                    break
                for after in self._steps(state, index):
                    end = after.placed.end if after.placed else index + 1
                    if after.cost > self._least[end] + WORSE_STATES:
                        continue
                    self._least[end] = min(self._least[end], after.cost)
                    key = after.key
                    kept = waiting[end].get(key)
                    if kept is None or after.cost < kept.cost:
                        waiting[end][key] = after
            waiting[index] = {}
        done = [replace(state, cost=state.cost + self._left_empty(state)) for state in waiting[n].values()]
        return sorted(done, key=lambda state: state.cost)

    def _left_empty(self, state: State) -> float:
        """The cost of the cells that are still empty at the end of the page."""
        cost = NO_TITLE * state.titled
        for row in range(1, len(state.rows)):
            bits = state.rows[row]
            weight = 0.5 if row == len(state.rows) - 1 else 1.0
            cost += NO_KEY * (not bits & 1)
            cost += weight * sum(
                own for column, own in enumerate(self._empty_costs)
                if column and not bits >> column & 1 and row > state.own_rows[column]
            )  # fmt: skip
        return cost

    def _passed(self, state: State, columns: tuple[int, ...], row: int) -> float:
        """The cost of the cells that stay empty since cells come in the order of the rows; less those filled now."""
        cost = -sum(self._empty_costs[column] for column in columns if column and row < state.own_rows[column])
        if len(columns) > 1:
            return cost
        column = columns[0]
        between = range(max(1, state.own_rows[column] + 1), row)
        return cost + self._empty_costs[column] * sum(not state.rows[other] >> column & 1 for other in between)

    def _steps(self, state: State, index: int) -> Iterator[State]:
        marker, clue = self._markers[index], self._clues[index]
        alone = marker is not None and len(clue.ids) == 1
        if alone and marker is not None:
            yield from self._ordinals(state, index, marker)
        end = self._ends[index]
        begins = index == 0 or self._ends[index - 1] == index
        for stop in self._stops(index, end):
            below = BELOW * (stop < end and not self._parts_plainly(stop))
            yield from self._titles(state, index, stop, below)
            if not alone or not begins:
                yield from self._cells(state, index, stop, below, 0)
            if marker is not None and not alone:
                yield from self._cells(state, index, stop, below, 1)

    def _stops(self, index: int, end: int) -> list[int]:
        """Where what begins with line `index` may end in its block."""
        inside = [
            place for place in range(index + 1, end) if self._markers[place] is not None or self._may_begin(place)
        ]
        return [*inside, end]

    def _may_begin(self, index: int) -> bool:
        """True for a line that begins as cells of one column or another typically do."""
        clue = self._clues[index]
        before = self._clues[index - 1].line.words[-1].text
        typical = any(costs[0] < 0 for costs in clue.starts.values())
        return bool(clue.small[0] == 0) and not clue.item[0] and (typical or before.endswith((".", ";")))

    def _parts_plainly(self, index: int) -> bool:
        return self._markers[index - 1] is not None

    def _ordinals(self, state: State, index: int, marker: Marker) -> Iterator[State]:
        """The line as the ordinal of a row, or of a title."""
        cost = sequence_cost(state, marker)
        if state.titled:
            return
        level = level_cost(marker, self._clues[index])
        yield self._opened(state, index, cost + NEW_ROW + NO_TITLE_ABOVE_LEVEL * (level < 0), marker)
        yield replace(
            state, cost=state.cost + max(0.0, cost) + level + NEW_ROW, titled=True, last=marker, unmarked=0,
            before=state, placed=Placed(index, index + 1, None, True),
        )  # fmt: skip

    def _opened(self, state: State, index: int, cost: float, marker: Marker) -> State:
        rows = list(state.rows)
        if len(rows) == state.opened:
            rows.append(0)
        rows[state.opened] |= self._numbered
        return replace(
            state, cost=state.cost + cost, rows=tuple(rows), opened=state.opened + 1, place=(state.opened, -1),
            last=marker, unmarked=0, before=state, placed=Placed(index, index + 1, state.opened, True),
        )  # fmt: skip

    def _titles(self, state: State, index: int, stop: int, below: float) -> Iterator[State]:
        """The lines as a title: behind their own marker, or that which waits for it."""
        clue, marker = self._clues[index], self._markers[index]
        cost = state.cost + below
        if state.titled:
            apart = state.placed is not None and not (state.placed.row is None and state.placed.marked)
            cost += self._title_cost(index, stop, 0) + TITLE_LATER * apart
            yield replace(state, cost=cost, titled=False, before=state, placed=Placed(index, stop, None, False))
        elif (marker is not None and len(clue.ids) > 1) or (marker is None and clue.shouted):
            begin = int(marker is not None)
            cost += NEW_ROW + self._title_cost(index, stop, begin)
            if marker is not None:
                cost += level_cost(marker, clue) + max(0.0, sequence_cost(state, marker))
            yield replace(
                state, cost=cost, last=marker or state.last, unmarked=0, before=state,
                placed=Placed(index, stop, None, marker is not None),
            )  # fmt: skip

    def _title_cost(self, index: int, stop: int, begin: int) -> float:
        n_words = sum(len(clue.ids) for clue in self._clues[index:stop]) - begin
        small = 3.0 * float(self._clues[index].small[begin])
        return self._costs.title(index, stop, begin) + small + LONG_TITLE_PER_WORD * max(0, n_words - USUAL_TITLE)

    def _cells(self, state: State, index: int, stop: int, below: float, begin: int) -> Iterator[State]:
        """The lines as cells: the first of their columns, or the rest of such as go on."""
        fresh = self._costs.pieces(index, stop, (None,) * self._n_columns, begin)
        least = min(piece.cost for piece in fresh.values()) + WORSE_PIECES
        for columns, piece in fresh.items():
            cost = piece.cost + BESIDE * (len(columns) - 1) + self._foreign(index, columns, begin)
            if cost > least:
                continue
            if state.cost + cost + below > self._least[stop] + WORSE_STATES:
                continue
            for row, more in self._rows_for(state, columns, index, begin):
                if state.cost + cost + below + more > self._least[stop] + WORSE_STATES:
                    continue
                yield self._filled(
                    state, Placed(index, stop, row, begin > 0, piece.cuts), columns, piece, below + cost + more
                )
        if begin:
            return
        from_page = state.opened == 1
        inside = self._clues[index].small[0] > 0 or self._clues[index].item[0] or any(
            cell is not None and cell.hangs for cell in state.cells
        )  # fmt: skip
        goes_on: dict[tuple[int, ...], Piece] = {}
        if from_page and any(state.cells):
            goes_on = self._costs.pieces(index, stop, state.cells, 0)
        elif inside:
            goes_on = {
                (column,): self._costs.piece(index, stop, column, state.cells)
                for column, cell in enumerate(state.cells)
                if cell is not None
            }
        for columns, piece in goes_on.items():
            old = [column for column in columns if state.cells[column] is not None]
            rows = {state.cell_rows[column] for column in old}
            if not old or len(rows) > 1:
                continue
            row = rows.pop()
            new = [column for column in columns if column not in old]
            if any(state.rows[row] >> column & 1 for column in new):
                continue
            fresh_page = from_page and all(
                not cell.length for column in old if (cell := state.cells[column]) is not None
            )
            more = (GOES_ON_FROM_PAGE if fresh_page else GOES_ON) + BESIDE * (len(columns) - 1)
            more += self._order(state, row, columns[0], index) * (not from_page)
            if piece.cost + more > least + GOES_ON:
                continue
            yield self._filled(
                state, Placed(index, stop, row, False, piece.cuts), columns, piece, below + piece.cost + more
            )

    def _order(self, state: State, row: int, column: int, index: int) -> float:
        """The cost of a cell's coming after the last one; a row that is passed counts where its cell there is empty."""
        before, left = state.place
        if row == before:
            if column < left:
                return TO_LEFT
            return COLUMN_PASSED * sum(self._empty_costs[passed] for passed in range(max(1, left + 1), column))
        if row < before:
            return ROW_ABOVE_BETWEEN if self._rows_to_come[index] and state.place != (0, -1) else ROW_ABOVE
        passed = ROW_PASSED * sum(not bits >> column & 1 for bits in state.rows[before + 1 : row])
        return passed + (NEXT_ROW if column <= left else NEXT_ROW_TO_RIGHT)

    def _foreign(self, index: int, columns: tuple[int, ...], begin: int) -> float:
        """The cost of a cell's beginning as those of another column do."""
        starts = self._clues[index].starts
        own = starts[columns[0]][begin]
        others = any(costs[begin] < 0 for column, costs in starts.items() if self._known.fields[column] in _TELLING)
        return FOREIGN * bool(own >= 0 and others)

    def _rows_for(self, state: State, columns: tuple[int, ...], index: int, begin: int) -> Iterator[tuple[int, float]]:
        """The rows whose cells in these columns are empty, each with the cost of their coming now."""
        if begin or columns[0] == KEY:
            yield from self._key_rows(state, columns, index, begin)
            return
        mask = sum(1 << column for column in columns)
        most = state.opened + min(MOST_EARLY, self._rows_to_come[index])
        for row in range(min(most, len(state.rows)) + 1):
            bits = state.rows[row] if row < len(state.rows) else 0
            if bits & mask:
                continue
            early = row >= state.opened and row != state.place[0] and state.place[0] < state.opened
            cost = EARLY if early else BEGINS_ON_NEXT_PAGE if row == 0 else 0.0
            if any(row <= state.own_rows[column] for column in columns):
                cost += OUT_OF_ORDER
            yield row, cost + self._order(state, row, columns[0], index) + self._passed(state, columns, row)

    def _key_rows(self, state: State, columns: tuple[int, ...], index: int, begin: int) -> Iterator[tuple[int, float]]:
        """The rows that what is to be done may begin: one whose ordinal came before, or a new one."""
        mask = sum(1 << column for column in columns)
        if not begin:
            for row in range(max(1, state.own_rows[KEY] + 1), state.opened):
                bits = state.rows[row]
                if bits & self._numbered and not bits & mask:
                    yield row, self._order(state, row, KEY, index)
                    break
        early = state.rows[state.opened] if state.opened < len(state.rows) else 0
        if columns[0] == KEY and not early & mask and not state.titled:
            marker = self._markers[index]
            own = sequence_cost(state, marker) if begin and marker is not None else self._known.unnumbered
            yield state.opened, NEW_ROW + own

    def _filled(self, state: State, placed: Placed, columns: tuple[int, ...], piece: Piece, cost: float) -> State:
        row = placed.row or 0
        rows, opened = list(state.rows), state.opened
        if row == len(rows):
            rows.append(0)
        marker, unmarked = state.last, state.unmarked
        if columns[0] == KEY and row == state.opened:
            opened += 1
            marker = self._markers[placed.start] if placed.marked else marker
            unmarked = 0 if placed.marked else unmarked + 1
            rows[row] |= self._numbered * placed.marked
        last, cells, cell_rows = list(state.own_rows), list(state.cells), list(state.cell_rows)
        for column in columns:
            rows[row] |= 1 << column
            cells[column], cell_rows[column] = piece.cells[column], row
            if len(columns) == 1 or column == KEY:
                last[column] = max(last[column], row)
        return State(
            state.cost + cost, tuple(rows), opened, tuple(last), tuple(cells), tuple(cell_rows), (row, columns[-1]),
            state.titled, marker, unmarked, state, placed,
        )  # fmt: skip


def empty_costs(fields: Sequence[Field]) -> tuple[float, ...]:
    """The cost of each column's cells being empty while nothing is known of the table."""
    return tuple(EMPTY_COSTS.get(name, EMPTY) for name in fields)


def _counted_from(markers: Sequence[Marker | None]) -> list[int]:
    """For each line how many with ordinals follow."""
    total = sum(marker is not None for marker in markers)
    passed = accumulate(marker is not None for marker in markers)
    return [total - n for n in passed]


def _block_ends(clues: Sequence[LineClues]) -> list[int]:
    """For each line where its block ends."""
    ends: list[int] = []
    end = len(clues)
    for index in range(len(clues) - 1, -1, -1):
        ends.append(end)
        if clues[index].line.after_gap:
            end = index
    return ends[::-1]
