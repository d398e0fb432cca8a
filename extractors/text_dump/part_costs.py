"""What it costs to read the words of a line as the next parts of the cells that are open, and the cheapest cuts.

A part goes on with its cell where it reads fluently after what the cell ends with; a cell begins where its column's
cells typically do. Costs in nats.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extractors.text_dump.cell_vocabulary import may_end
from extractors.text_dump.letter_widths import SPACE
from extractors.text_dump.line_clues import (
    MOST_SURPRISE,
    OPENING,
    STARTS_ITEM,
    Context,
    Costs,
    FluencyModel,
    KnownColumns,
    LineClues,
)

STARTS_CELL = 2.0
STARTS_SMALL = 3.0
# A capital letter in the middle of a sentence, and a small one after its end, are rare.
CAPITAL_INSIDE = 1.0
SMALL_AFTER_END = 2.0
# On a new page a cell that ended with a sentence seldom goes on with another.
NEW_SENTENCE_ON_PAGE = 3.0
RECURRING = 3.0
RECURRING_COST = 0.5
# Of a part wider than its column, and of a line that ended where the next word would have fitted.
TOO_WIDE_PER_LETTER = 1.2
MOST_TOO_WIDE = 12.0
TOO_SHORT_PER_LETTER = 0.6
MOST_TOO_SHORT = 5.0
# A sentence or item that ended may be followed by a paragraph of its own.
MOST_TOO_SHORT_ENDED = 1.0
# While a column's width is not known its lines tell it roughly.
TOO_SHORT_PER_UNSURE_LETTER = 0.2
MOST_TOO_SHORT_OWN = 4.0
# Letters that were misread differ in width from those that were printed.
WIDTH_SLACK = 1.02
WIDTH_LEEWAY = 0.4
CELL_PAUSES = 1.0
MOST_PAUSES = 3
BAR_IGNORED = 6.0
# Some deadlines are sentences: words that deadlines are not made of speak against one up to a point.
MOST_STRANGE = 4.0
MOST_STRANGE_LATER = 2.4
# Where cells are dumped one after the other, only short cells that say what they are share a line.
STARTS_INSIDE = 14.0
ENDS = (".", ";", ":", "!", "?", "./")
_INFINITE = float("inf")


@dataclass(frozen=True, slots=True)
class OpenCell:
    """A cell that has text: its last two words (ids), its last word, and the widths of its last and widest parts.

    `pause` counts the lines since; it `ended` with a sentence, or `hangs` on a comma or dash. Of its row's lines it has
    words on `first` to `last`.
    """

    context: Context
    word: str
    length: float
    widest: float
    pause: int
    ended: bool
    hangs: bool
    first: int = 0
    last: int = 0

    @property
    def text(self) -> tuple[object, ...]:
        """All but its place in its row: what the cost of going on with it depends on."""
        return (self.context, self.word, self.length, self.widest, self.pause, self.ended, self.hangs)

    def waited(self) -> OpenCell:
        """The same a line later."""
        return replace(self, pause=min(self.pause + 1, MOST_PAUSES))

    def resumed(self) -> OpenCell:
        """The same on a new page, where a line need not be full."""
        return replace(self, length=0.0, pause=0)


def part_width(clue: LineClues, begin: int, end: int) -> float:
    """The width of words `begin` to `end` (exclusive) of a line."""
    return round(float(clue.edges[end] - clue.edges[begin]) - SPACE, 2)


def grown(cell: OpenCell | None, clue: LineClues, begin: int, end: int, line: int = 0) -> OpenCell:
    """The cell with words `begin` to `end` (exclusive) of the row's line number `line` as its next part."""
    earlier = OPENING if cell is None else cell.context
    words = [*earlier, *(int(word) for word in clue.ids[max(begin, end - 2) : end])]
    last = clue.line.words[end - 1].text
    length = part_width(clue, begin, end)
    hangs = last.endswith((",", "-", "/", "(")) or not may_end(last)
    widest = max(length, cell.widest if cell is not None else 0.0)
    first = line if cell is None else cell.first
    ended = last.endswith(ENDS)
    return OpenCell((words[-2], words[-1]), clue.plain[end - 1], length, widest, 0, ended, hangs, first, line)


class PartCosts:
    """The costs of one line's parts, each computed once for every cell that it may go on with."""

    def __init__(self, clue: LineClues, known: KnownColumns, fluency: FluencyModel) -> None:
        self._clue = clue
        self._known = known
        self._fluency = fluency
        self._contexts: dict[Context, tuple[Costs, Costs]] = {}
        self._tables: dict[tuple[int, object], Costs] = {}
        self._reached: dict[tuple[object, ...], tuple[list[Costs], Costs]] = {}

    def table(self, column: int, cell: OpenCell | None) -> Costs:
        """The cost of words i to j (exclusive) as the next part of the column's cell; infinite where j <= i."""
        key = (column, None if cell is None else cell.text)
        if key not in self._tables:
            self._tables[key] = self._computed(column, cell)
        return self._tables[key]

    def handed_out(self, cells: tuple[OpenCell | None, ...], begin: int) -> tuple[list[Costs], Costs]:
        """The tables of all columns, and the cheapest ways to hand out the words from `begin` on (see `reach`)."""
        key = (begin, *(None if cell is None else cell.text for cell in cells))
        if key not in self._reached:
            tables = [self.table(column, cell) for column, cell in enumerate(cells)]
            self._reached[key] = tables, reach(tables, begin, len(self._clue.ids))
        return self._reached[key]

    def title(self, cell: OpenCell | None, begin: int) -> float:
        """The cost of the words from `begin` on as (the next part of) a title, which may say anything."""
        first, second = self._after(OPENING if cell is None else cell.context)
        cost = float(first[begin] + second[begin])
        return cost + float(self._clue.prefix[-1] - self._clue.prefix[min(begin + 2, len(self._clue.ids))])

    def _after(self, context: Context) -> tuple[Costs, Costs]:
        """Each word's cost after `context`, and its successor's then."""
        if context not in self._contexts:
            clue = self._clue
            first = np.minimum(self._fluency.first(context, clue.ids), MOST_SURPRISE)
            second = np.minimum(self._fluency.second(context, clue.ids), MOST_SURPRISE)
            followed = np.concatenate((clue.item[1:], [False]))
            self._contexts[context] = (np.where(clue.item, STARTS_ITEM, first), np.where(followed, STARTS_ITEM, second))
        return self._contexts[context]

    def _computed(self, column: int, cell: OpenCell | None) -> Costs:
        clue = self._clue
        n = len(clue.ids)
        begin = int(clue.marker is not None)
        first, second = self._after(OPENING if cell is None else cell.context)
        start = first + (self._begins(column) if cell is None else self._goes_on(column, cell, first))
        if not clue.line.across:
            typical = (clue.starts[column] < 0) & (clue.small == 0) & clue.parted if cell is None else np.zeros(n, bool)
            barred = np.array([index in clue.line.bars for index in range(n)])
            start = start + np.where((np.arange(n) > begin) & ~typical & ~barred, STARTS_INSIDE, 0.0)
        table = np.full((n, n + 1), _INFINITE)
        index = np.arange(n)
        table[index, index + 1] = start
        if n > 1:
            both = start + second
            inner = self._recurring(column)
            longer = both[:, None] + clue.prefix[None, :] - clue.prefix[np.minimum(index + 2, n)][:, None]
            longer = longer - (inner[None, :] - inner[np.minimum(index + 1, n)][:, None])
            table = np.where(np.arange(n + 1)[None, :] >= index[:, None] + 2, longer, table)
        table = table + np.minimum(clue.strange[column], MOST_STRANGE if cell is None else MOST_STRANGE_LATER)
        breaks = clue.breaks[column]
        inside = index if cell is not None and not cell.hangs and may_end(cell.word) else index + 1
        table = table + np.where(np.isfinite(table), breaks[None, :] - breaks[inside][:, None], 0.0)
        crossed = clue.bars_inside[np.maximum(np.arange(n + 1) - 1, 0)][None, :] - clue.bars_inside[:n][:, None]
        table = table + np.where(np.isfinite(table), np.clip(crossed, 0, None) * BAR_IGNORED, 0.0)
        width = self._known.widths.get(column)
        if width is not None:
            over = clue.edges[None, :] - clue.edges[:n][:, None] - SPACE - (width * WIDTH_SLACK + WIDTH_LEEWAY)
            table = table + np.clip(over * TOO_WIDE_PER_LETTER, 0, MOST_TOO_WIDE)
        return table

    def _begins(self, column: int) -> Costs:
        """The cost of beginning the column's cell with each word."""
        clue = self._clue
        pairs = self._known.pairs.get(column, frozenset())
        again = np.array([("", word) in pairs for word in clue.plain], bool)
        return STARTS_CELL + clue.small * STARTS_SMALL + clue.starts[column] - again * RECURRING

    def _goes_on(self, column: int, cell: OpenCell, first: Costs) -> Costs:
        """The cost of going on with the column's cell at each word, on a new line."""
        clue = self._clue
        costs = np.full(len(clue.ids), CELL_PAUSES * cell.pause)
        if cell.ended:
            costs += SMALL_AFTER_END * (~clue.capital & ~clue.item)
        elif may_end(cell.word):  # "phối hợp Văn phòng" (together with the office) needs its capital
            costs += CAPITAL_INSIDE * clue.capital
        if cell.ended and not cell.length:
            costs += NEW_SENTENCE_ON_PAGE * ((clue.small == 0) & ~clue.item)
        pairs = self._known.pairs.get(column, frozenset())
        if pairs:
            again = np.array([(cell.word, word) in pairs for word in clue.plain], bool)
            costs -= np.clip(first - RECURRING_COST, 0, RECURRING) * again
        return costs + self._too_short(column, cell)

    def _too_short(self, column: int, cell: OpenCell) -> Costs:
        """The cost of the cell's last line having been ended where the word would have fitted."""
        clue = self._clue
        if not cell.length:
            return np.zeros(len(clue.ids))
        known = self._known.widths.get(column)
        width = np.full(len(clue.ids), cell.widest if known is None else known)
        per_letter = TOO_SHORT_PER_UNSURE_LETTER if known is None else TOO_SHORT_PER_LETTER
        most = MOST_TOO_SHORT
        if not clue.line.across:
            most = MOST_TOO_SHORT_OWN
            if known is None:
                width[int(clue.marker is not None) :] = max(cell.widest, float(clue.edges[-1]) / WIDTH_SLACK)
        room = width / WIDTH_SLACK - WIDTH_LEEWAY - cell.length - np.diff(clue.edges)
        costs = np.clip(room * per_letter, 0, most)
        if cell.ended:
            costs = np.where(clue.small == 0, np.minimum(costs, MOST_TOO_SHORT_ENDED), costs)
        return np.where(clue.item, 0.0, costs)

    def _recurring(self, column: int) -> Costs:
        """The summed gains of the words that recur in the column after the word before them."""
        clue = self._clue
        known = self._known.pairs.get(column, frozenset())
        if not known:
            return np.zeros(len(clue.ids) + 1)
        again = np.array([False, *(pair in known for pair in zip(clue.plain, clue.plain[1:], strict=False))], bool)
        gains = np.clip(np.diff(clue.prefix) - RECURRING_COST, 0, RECURRING)
        return np.concatenate(([0.0], np.cumsum(gains * again)))


def reach(tables: Sequence[Costs], offset: int, n: int) -> Costs:
    """For each set of columns (bits) the cheapest way to hand out the words before each place to them."""
    reached = np.full((1 << len(tables), n + 1), _INFINITE)
    reached[0, offset] = 0.0
    for column, table in enumerate(tables):
        size = 1 << column
        before = reached[:size]
        reached[size : 2 * size] = np.min(before[:, :n, None] + table[None, :, :], axis=1)
    return reached


def cuts_of(tables: Sequence[Costs], reached: Costs, mask: int, n: int) -> tuple[tuple[int, int, int], ...]:
    """The columns of the set `mask` with their words (first, behind the last) in the cheapest way to part them."""
    cuts: list[tuple[int, int, int]] = []
    end = n
    for column in range(len(tables) - 1, -1, -1):
        bit = 1 << column
        if not mask & bit:
            continue
        rest = mask & (bit - 1)
        begin = int(np.argmin(reached[rest, :n] + tables[column][:, end]))
        cuts.append((column, begin, end))
        end = begin
        mask = rest
    return tuple(reversed(cuts))
