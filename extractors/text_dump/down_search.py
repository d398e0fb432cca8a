"""How a page's lines part into blocks of rows, each dumped column after column, and each column into its cells.

Dynamic programming over the lines: in a block every column has as many cells as the block has rows, but for cells that
are empty, at a cost. The same costs tell what the page costs read row after row, to know which it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from extractors.table_meaning.wordings import Field
from extractors.text_dump.down_cells import cell_table, shifted, traced_cells, with_empties
from extractors.text_dump.down_costs import PageCosts
from extractors.text_dump.down_lines import DownLine
from extractors.text_dump.line_clues import Costs

# Rows of a block at most: those of a page of short lines.
MOST_ROWS = 24
# Nats: a block of rows; one without a title before it; an empty cell.
NEW_BLOCK = 2.0
BLOCK_WITHOUT_TITLE = 4.0
NEW_ROW = 1.0
EMPTY_CELL = 3.0
EMPTY_COSTS = {
    Field.TASK: 6.0, Field.RISK: 6.0, Field.COORDINATING: 1.5, Field.EFFECTIVENESS: 0.5, Field.BUDGET: 0.3,
    Field.NOTE: 0.3,
}  # fmt: skip
LOST_ORDINAL = 2.0
# What a column's head is worth at most.
HEAD = -6.0
TITLE_LINE = 1.0
LONGEST_TITLE = 4
# What is worse than the best by more is given up.
WORSE_BLOCKS = 60.0
WORSE_RUNS = 100.0


@dataclass(frozen=True, slots=True)
class ColumnRun:
    """The lines of a column in a block.

    `starts` are those that its cells begin with, `titles` those that section titles do; `resumed` is the range of those
    that belong to the last cell of the page before; `end` is behind the last.
    """

    starts: tuple[int, ...] = ()
    end: int = 0
    resumed: tuple[int, int] = (0, 0)
    titles: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Rows dumped column after column. `columns` has the runs of all columns, that of the ordinals first."""

    start: int
    end: int
    n_rows: int
    columns: tuple[ColumnRun, ...]


@dataclass(frozen=True, slots=True)
class Parting:
    """How a page's lines part: blocks, and ranges of lines that are titles, in order; what it costs in nats."""

    cost: float
    parts: tuple[Block | range, ...]


@dataclass(frozen=True)
class PageLines:
    """A page's lines with their costs; `heads` tells where heads of columns may stand (column, first line, lines).

    `follows` where the page before is of the same table.
    """

    lines: Sequence[DownLine]
    columns: Sequence[Field]
    costs: PageCosts
    heads: Mapping[tuple[int, int, int], float] = field(default_factory=dict)
    follows: bool = False


def cost_by_rows(page: PageLines) -> float:
    """What the page's lines cost read row after row, cell after cell."""
    n, n_columns = len(page.lines), len(page.columns) + 1
    empties = np.array([LOST_ORDINAL, *(_empty(name) for name in page.columns)])
    skipped = np.concatenate(([0.0], np.cumsum(empties)))
    closing = skipped[-1] - skipped[1:]
    start = page.costs.start.copy()
    start[1] = np.minimum(start[1], page.costs.numbered_start)
    title = _title_starts(page)
    cells, titled = np.full(n_columns, np.inf), 0.0
    for index in range(n):
        new_row = NEW_ROW + min(float((cells + closing).min()), titled)
        goes_on = cells + page.costs.goes_on[:, index] if index else page.costs.resumed[:, 0]
        later = np.full(n_columns, np.inf)
        for column in range(1, n_columns):
            between = cells[:column] + skipped[column] - skipped[1 : column + 1]
            later[column] = float(between.min()) + start[column, index]
        first = new_row + skipped[:-1] + start[:, index]
        more = titled + TITLE_LINE + page.costs.goes_on[1, index] if index else np.inf
        titled = min(new_row - NEW_ROW + title[index], more)
        cells = np.minimum(np.minimum(goes_on, later), first)
    return min(float((cells + closing).min()), titled)


def least_cost(page: PageLines) -> float:
    """What the page's lines cost at least, in whatever order."""
    heads = len({column for column, _, _ in page.heads})
    return float(_least_costs(page).sum()) + HEAD * heads


def _least_costs(page: PageLines) -> Costs:
    """What each line costs at least, wherever it stands."""
    costs = page.costs
    least = np.minimum(np.minimum(costs.start, costs.goes_on).min(axis=0), _title_starts(page))
    least = np.minimum(least, np.minimum(costs.numbered_start, costs.numbered_goes_on))
    found: Costs = np.minimum(least, costs.resumed.min(axis=0))
    return found


def best_parting(page: PageLines) -> Parting:
    """The cheapest way to part a page's lines into blocks of columns."""
    search = _Search(page)
    n = len(page.lines)
    best = np.full(n + 1, np.inf)
    best[0] = 0.0
    way: dict[int, tuple[int, int | None]] = {}
    after_title = {0}
    for start in range(n):
        if best[start] == np.inf or best[start] > best[start:].min() + WORSE_BLOCKS:
            continue
        for end, cost in search.titles(start):
            if best[start] + cost < best[end]:
                best[end], way[end] = best[start] + cost, (start, None)
                after_title.add(end)
        if start not in after_title and not page.lines[start].gap and not page.lines[start].lone:
            continue
        extra = NEW_BLOCK + (0.0 if start in after_title else BLOCK_WITHOUT_TITLE)
        costs, rows = search.block(start)
        for end in range(start + 1, n + 1):
            if best[start] + extra + costs[end] < best[end]:
                best[end], way[end] = float(best[start] + extra + costs[end]), (start, int(rows[end]))
                after_title.discard(end)
    if not np.isfinite(best[n]):
        return Parting(float("inf"), ())
    parts: list[Block | range] = []
    end = n
    while end > 0 and end in way:
        start, n_rows = way[end]
        parts.append(range(start, end) if n_rows is None else search.traced(start, end, n_rows))
        end = start
    return Parting(float(best[n]), tuple(reversed(parts)))


def _empty(name: Field) -> float:
    return EMPTY_COSTS.get(name, EMPTY_CELL)


def _title_starts(page: PageLines) -> Costs:
    """The cost of a title beginning at each line, an ordinal alone on its line before it or not."""
    alone = np.array([line.lone and line.outer for line in page.lines])
    return np.where(alone, 0.0, page.costs.title)


class _Search:
    """The tables of one page: what it costs that lines i to j are a column's cells, by their number."""

    def __init__(self, page: PageLines) -> None:
        self._page = page
        self._n = len(page.lines)
        self._most = min(MOST_ROWS, self._n)
        costs = page.costs
        self._cells = [
            cell_table(costs.start[place], costs.goes_on[place], self._most) for place in range(len(page.columns) + 1)
        ]
        self._numbered = cell_table(costs.numbered_start, costs.numbered_goes_on, self._most, costs.title)
        outer = np.array([line.outer for line in page.lines])
        self._floor = np.concatenate(([0.0], np.cumsum(_least_costs(page))))[:-1]
        self._unnumbered = LOST_ORDINAL * np.arange(self._most + 1)
        empties = [LOST_ORDINAL, *(_empty(name) for name in page.columns)]
        self._with_empties = [
            table if place < 1 else with_empties(table, empties[place]) for place, table in enumerate(self._cells)
        ]
        counted = np.array([line.counts for line in page.lines])
        self._counted = np.concatenate(([0], np.cumsum(counted)))
        self._outer = np.concatenate(([0], np.cumsum(outer)))
        self._title = _title_starts(page)

    def titles(self, start: int) -> list[tuple[int, float]]:
        """Where a title that begins with line `start` may end, and what it costs."""
        cost = float(self._title[start])
        if cost == np.inf:
            return []
        found = [(start + 1, cost + TITLE_LINE)]
        for end in range(start + 1, min(self._n, start + LONGEST_TITLE)):
            if self._page.lines[end].lone or self._page.lines[end].counts:
                break
            first = end == start + 1 and self._page.lines[start].lone
            goes_on = self._page.costs.goes_on[1, end]
            cost += (0.0 if first else float(goes_on)) + TITLE_LINE
            found.append((end + 1, cost))
        return found[1:] if self._page.lines[start].lone else found

    def block(self, start: int) -> tuple[Costs, Costs]:
        """For each line behind a block from `start` its least cost, and the number of its rows then."""
        total = self._reached(start)[-1]
        rows = np.arange(total.shape[1])
        total = total + NEW_ROW * rows
        if not (self._page.follows and start == 0):
            total[:, 0] = np.inf
        chosen = total.argmin(axis=1)
        return total.min(axis=1), chosen

    def _reached(self, start: int) -> list[Costs]:
        """After each column, by the line reached and the number of rows, the least cost."""
        state = np.full((self._n + 1, self._most + 1), np.inf)
        state[start] = 0.0
        found = [state]
        for place in range(len(self._page.columns) + 1):
            state = self._with_column(state, place, start)
            found.append(state)
        return found

    def _with_column(self, state: Costs, place: int, start: int) -> Costs:
        opened = self._opened(state, place, start)
        empty = 0.0 if place == 0 else _empty(self._page.columns[place - 1])
        reached: Costs = opened + empty * np.arange(self._most + 1)
        above = opened[: self._n].min(axis=1) - self._floor
        for begin in np.flatnonzero(above < above.min() + WORSE_RUNS):
            costs = self._run_costs(int(begin), place, start)
            reached = np.minimum(reached, opened[begin][None, :] + costs)
        return reached

    def _opened(self, state: Costs, place: int, start: int) -> Costs:
        """`state` behind the column's head and what goes on from the page before, where these stand."""
        opened = state
        for (column, line, n_lines), sureness in self._page.heads.items():
            if column == place:
                opened = opened.copy() if opened is state else opened
                opened[line + n_lines] = np.minimum(opened[line + n_lines], state[line] + HEAD * sureness)
        if self._page.follows and start == 0 and place:
            resumed, more = self._page.costs.resumed[place], self._page.costs.goes_on[place]
            longer = opened.copy()
            for begin in np.flatnonzero(np.isfinite(opened[: self._n]).any(axis=1)):
                cost = 0.0
                for end in range(int(begin) + 1, self._n + 1):
                    cost += float(resumed[begin] if end == begin + 1 else more[end - 1])
                    longer[end] = np.minimum(longer[end], opened[begin] + cost)
            opened = longer
        return opened

    def _run_costs(self, begin: int, place: int, start: int) -> Costs:
        """By the line behind them and the number of rows, the cost of the column's cells from line `begin` on."""
        if place == 0:
            return self._ordinal_costs(begin)
        if place > 1:
            filled: Costs = self._with_empties[place][begin]
            return filled
        table = self._cells[1][begin]
        if begin == start or not self._has_ordinals(start, begin):
            numbered: Costs = np.minimum(self._numbered_costs(begin), table + self._unnumbered)
            return numbered
        n_titles = int(self._outer[begin] - self._outer[start])
        return with_empties(np.minimum(shifted(table, n_titles), table), _empty(self._page.columns[0]))

    def _numbered_costs(self, begin: int) -> Costs:
        """Of cells with their ordinals before them: there are as many ordinals as cells, but for lost ones."""
        counted = self._counted - self._counted[begin]
        off = np.abs(counted[:, None] - np.arange(self._most + 1)[None, :])
        costs: Costs = self._numbered[begin] + LOST_ORDINAL * off
        return costs

    def _has_ordinals(self, start: int, begin: int) -> bool:
        return any(line.lone for line in self._page.lines[start:begin])

    def _ordinal_costs(self, begin: int) -> Costs:
        """The same of the ordinals, those of section rows not counted, a few lost."""
        costs = np.full((self._n + 1, self._most + 1), np.inf)
        cost = 0.0
        for end in range(begin + 1, self._n + 1):
            cost += float(self._page.costs.start[0, end - 1])
            n_rows = end - begin - int(self._outer[end] - self._outer[begin])
            if n_rows > self._most or cost > WORSE_BLOCKS:
                break
            for lost in range(3):
                if n_rows + lost <= self._most:
                    costs[end, n_rows + lost] = cost + 2 * LOST_ORDINAL * lost
        return costs

    # The way back

    def traced(self, start: int, end: int, n_rows: int) -> Block:
        """The runs of the columns of a block whose end and number of rows are known."""
        reached = self._reached(start)
        runs: list[ColumnRun] = []
        line = end
        for place in range(len(self._page.columns), -1, -1):
            before, run = self._traced_column(reached[place], place, start, line, n_rows)
            runs.append(run)
            line = before
        return Block(start, end, n_rows, tuple(reversed(runs)))

    def _traced_column(self, state: Costs, place: int, start: int, end: int, n_rows: int) -> tuple[int, ColumnRun]:
        """Where the column begins (with its head), and its run."""
        opened = self._opened(state, place, start)
        empty = 0.0 if place == 0 else _empty(self._page.columns[place - 1])
        best, begin = float(opened[end, n_rows] + empty * n_rows), end
        for other in np.flatnonzero(np.isfinite(opened[:end, n_rows])):
            cost = float(opened[other, n_rows] + self._run_costs(int(other), place, start)[end, n_rows])
            if cost < best:
                best, begin = cost, int(other)
        before, resumed = self._traced_opening(state, place, start, begin, n_rows)
        starts, titles = self._traced_cells(place, start, begin, end, n_rows)
        return before, ColumnRun(starts, end, resumed, titles)

    def _traced_opening(
        self, state: Costs, place: int, start: int, begin: int, n_rows: int
    ) -> tuple[int, tuple[int, int]]:
        """Where the column's head or what goes on begins, and the range of the latter."""
        options: list[tuple[float, int, tuple[int, int]]] = []
        headed = [(float(state[begin, n_rows]), begin, begin)]
        headed += [
            (float(state[line, n_rows]) + HEAD * sureness, line, line + n)
            for (column, line, n), sureness in self._page.heads.items()
            if column == place
        ]
        follows = self._page.follows and start == 0 and place
        for cost, first, behind in headed:
            if behind == begin:
                options.append((cost, first, (begin, begin)))
        if follows:
            sources = [(float(state[line, n_rows]), line, line) for line in range(begin)]
            sources += [one for one in headed[1:] if one[2] < begin]
            resumed, more = self._page.costs.resumed[place], self._page.costs.goes_on[place]
            for cost, first, behind in sources:
                if np.isfinite(cost):
                    added = float(resumed[behind] + more[behind + 1 : begin].sum())
                    options.append((cost + added, first, (behind, begin)))
        _, first, found = min(options, key=lambda option: option[0])
        return first, found

    def _traced_cells(
        self, place: int, start: int, begin: int, end: int, n_rows: int
    ) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The lines with which the cells from `begin` to `end` begin, and those with which titles do."""
        if begin == end:
            return (), ()
        costs = self._page.costs
        if place == 0:
            return tuple(range(begin, end)), ()
        starts, goes_on, titles = costs.start[place], costs.goes_on[place], None
        n_cells = n_rows
        if place == 1:
            if begin == start or not self._has_ordinals(start, begin):
                plainly = self._cells[1][begin][end, n_rows] + self._unnumbered[n_rows]
                if self._numbered_costs(begin)[end, n_rows] <= plainly:
                    starts, goes_on, titles = costs.numbered_start, costs.numbered_goes_on, costs.title
                return traced_cells(starts, goes_on, titles, range(begin, end), n_rows)
            n_titles = int(self._outer[begin] - self._outer[start])
            table = self._cells[1][begin][end]
            if n_rows + n_titles < len(table) and table[n_rows + n_titles] <= table[n_rows]:
                n_cells = n_rows + n_titles
        empty = _empty(self._page.columns[place - 1])
        table = self._cells[place][begin][end]
        n_cells = min(range(1, n_cells + 1), key=lambda count: float(table[count]) + empty * (n_cells - count))
        return traced_cells(starts, goes_on, None, range(begin, end), n_cells)
