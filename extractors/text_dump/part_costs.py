"""What it costs to read the words of a line as the next parts of the cells that are open, and the cheapest cuts.

A part goes on with its cell where it reads fluently after what the cell ends with; a cell begins where its column's
cells typically do. Costs in nats.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from extractors.text_dump.cell_vocabulary import may_end
from extractors.text_dump.letter_widths import SPACE
from extractors.text_dump.line_clues import (
    MOST_SURPRISE,
    OPENING,
    STARTS_ITEM,
    USUAL_BEGINNINGS,
    Context,
    Costs,
    FluencyModel,
    KnownColumns,
    LineClues,
)

STARTS_CELL = 2.0
# A capital letter in the middle of a sentence, and a small one after its end, are rare.
CAPITAL_INSIDE = 1.0
CAPITAL_ON_PAGE = 1.5
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
# Where places tell the columns, lines between are those of other cells, half a line lower.
PLACED_PAUSES = 0.3
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
        return OpenCell(
            self.context, self.word, self.length, self.widest, min(self.pause + 1, MOST_PAUSES), self.ended, self.hangs,
            self.first, self.last,
        )  # fmt: skip

    def resumed(self) -> OpenCell:
        """The same on a new page, where a line need not be full."""
        return replace(self, length=0.0, pause=0)


def part_width(clue: LineClues, begin: int, end: int) -> float:
    """The width of words `begin` to `end` (exclusive) of a line."""
    return round(float(clue.edges[end] - clue.edges[begin]) - SPACE, 2)


def grown(cell: OpenCell | None, clue: LineClues, begin: int, end: int, line: int = 0) -> OpenCell:
    """The cell with words `begin` to `end` (exclusive) of the row's line number `line` as its next part."""
    earlier = OPENING if cell is None else cell.context
    before = end - 1 if clue.item[end - 1] and end - begin > 1 else end  # behind a dash a name reads on
    words = [*earlier, *(int(word) for word in clue.ids[max(begin, before - 2) : before])]
    last = clue.line.words[end - 1].text
    length = part_width(clue, begin, end)
    hangs = last.endswith((",", "-", "/", "(")) or not may_end(last)
    widest = max(length, cell.widest if cell is not None else 0.0)
    first = line if cell is None else cell.first
    ended = last.endswith(ENDS)
    return OpenCell((words[-2], words[-1]), clue.plain[end - 1], length, widest, 0, ended, hangs, first, line)


@dataclass(frozen=True, slots=True)
class HandedOut:
    """The words of a line handed out to the cells of one row.

    `tables` has for each column the cost of words i to j (exclusive) as the next part of its cell, infinite where
    j <= i; `reached` for each set of columns (bits) the cheapest way to hand out the words before each place to them.
    """

    tables: tuple[Costs, ...]
    reached: Costs


NOTHING = HandedOut((), np.zeros((0, 0)))
"""Where no word is handed out."""


class PartCosts:
    """The costs of one line's parts as the next of the cells that they may go on with."""

    def __init__(self, clue: LineClues, known: KnownColumns, fluency: FluencyModel) -> None:
        self._clue = clue
        self._known = known
        self._fluency = fluency
        n = len(clue.ids)
        self._is_longer = np.arange(n + 1)[None, :] >= np.arange(n)[:, None] + 2
        self._whole: dict[tuple[int, _Kind], Costs] = {}

    def hand_out(self, rows: Sequence[tuple[tuple[OpenCell | None, ...], int]]) -> list[HandedOut]:
        """The ways to hand out the line to each of `rows`: its cells, and the first word that is not its ordinal."""
        texts = [tuple(None if cell is None else cell.text for cell in cells) for cells, _ in rows]
        keys = [(text, begin) for text, (_, begin) in zip(texts, rows, strict=True)]
        places = {key: place for place, key in enumerate(dict.fromkeys(keys))}
        tables: list[Costs] = []
        for column in range(len(self._known.fields)):
            cells = {text[column]: row[column] for text, (row, _) in zip(texts, rows, strict=True)}
            order = {text: place for place, text in enumerate(cells)}
            tables.append(self._tables(column, list(cells.values()))[[order[text[column]] for text, _ in places]])
        reached = reach(tables, [begin for _, begin in places], len(self._clue.ids))
        found = [HandedOut(tuple(table[place] for table in tables), reached[place]) for place in range(len(places))]
        return [found[places[key]] for key in keys]

    def part(self, column: int, cell: OpenCell | None, begin: int) -> float:
        """The cost of the words from `begin` on as the next part of the column's cell."""
        return float(self._tables(column, [cell])[0, begin, -1])

    def title(self, cell: OpenCell | None, begin: int) -> float:
        """The cost of the words from `begin` on as (the next part of) a title, which may say anything."""
        first, second = self._after([OPENING if cell is None else cell.context])
        cost = float(first[0, begin] + second[0, begin])
        return cost + float(self._clue.prefix[-1] - self._clue.prefix[min(begin + 2, len(self._clue.ids))])

    def _after(self, contexts: Sequence[Context]) -> tuple[Costs, Costs]:
        """Each word's cost after each of `contexts`, and its successor's then: (contexts, words)."""
        clue = self._clue
        rows = np.array(contexts, np.int64)
        first = np.minimum(self._fluency.first(rows, clue.ids), MOST_SURPRISE)
        second = np.minimum(self._fluency.second(rows, clue.ids), MOST_SURPRISE)
        followed = np.concatenate((clue.item[1:], [False]))
        behind = np.concatenate((first[:, 1:], second[:, -1:]), axis=1)
        second = np.where(clue.item, np.minimum(second, behind), second)  # below "Kế hoạch" "- Tài chính" reads on
        return np.where(clue.item, STARTS_ITEM, first), np.where(followed, STARTS_ITEM, second)

    def _tables(self, column: int, cells: Sequence[OpenCell | None]) -> Costs:
        """The costs of words i to j (exclusive) as the next part of each of `cells`: (cells, i, j)."""
        first, second = self._after([OPENING if cell is None else cell.context for cell in cells])
        start = first + self._starts(column, cells, first)
        whole = np.stack([self._whole_of(column, _Kind.of(cell)) for cell in cells])
        return whole + start[:, :, None] + np.where(self._is_longer, second[:, :, None], 0.0)

    def _starts(self, column: int, cells: Sequence[OpenCell | None], first: Costs) -> Costs:
        """The cost of the next part of each of `cells` beginning with each word: (cells, words)."""
        clue = self._clue
        goes_on = [(place, cell) for place, cell in enumerate(cells) if cell is not None]
        start = np.empty(first.shape)
        if len(goes_on) < len(cells):
            start[[cell is None for cell in cells]] = self._begins(column)
        if goes_on:
            places = [place for place, _ in goes_on]
            start[places] = self._goes_on(column, [cell for _, cell in goes_on], first[places])
        if not clue.line.across:
            n = len(clue.ids)
            barred = np.array([index in clue.line.bars for index in range(n)])
            inside = (np.arange(n) > int(clue.marker is not None)) & ~barred
            typical = (clue.starts[column] < 0) & (clue.small == 0) & clue.parted
            new = np.array([cell is None for cell in cells])[:, None]
            start += np.where(inside & ~(typical & new), STARTS_INSIDE, 0.0)
        return start

    def _whole_of(self, column: int, kind: _Kind) -> Costs:
        """What words i to j (exclusive) cost as a part of any cell of the kind, but for how they begin."""
        if (column, kind) not in self._whole:
            self._whole[column, kind] = self._computed(column, kind)
        return self._whole[column, kind]

    def _computed(self, column: int, kind: _Kind) -> Costs:
        clue = self._clue
        n = len(clue.ids)
        index = np.arange(n)
        later = np.minimum(index + 2, n)
        inner = self._recurring(column)
        running = clue.prefix - inner
        longer = running[None, :] - (clue.prefix[later] - inner[np.minimum(index + 1, n)])[:, None]
        table = np.where(self._is_longer, longer, 0.0)
        table = table + np.minimum(clue.strange[column], MOST_STRANGE if kind is _Kind.NEW else MOST_STRANGE_LATER)
        breaks = clue.breaks[column]
        inside = index if kind is _Kind.PARTED else index + 1
        table = table + breaks[None, :] - breaks[inside][:, None]
        crossed = clue.bars_inside[np.maximum(np.arange(n + 1) - 1, 0)][None, :] - clue.bars_inside[:n][:, None]
        table = table + np.clip(crossed, 0, None) * BAR_IGNORED
        if clue.misplaced:
            misplaced = clue.misplaced[column]
            table = table + misplaced[None, :] - misplaced[:n][:, None]
        width = self._known.widths.get(column)
        if width is not None:
            over = clue.edges[None, :] - clue.edges[:n][:, None] - SPACE - (width * WIDTH_SLACK + WIDTH_LEEWAY)
            table = table + np.clip(over * TOO_WIDE_PER_LETTER, 0, MOST_TOO_WIDE)
        return np.where(np.arange(n + 1)[None, :] > index[:, None], table, _INFINITE)

    def _begins(self, column: int) -> Costs:
        """The cost of beginning the column's cell with each word."""
        clue = self._clue
        pairs = self._known.pairs.get(column, frozenset())
        again = np.array([("", word) in pairs for word in clue.plain], bool)
        odd = self._known.beginnings.get(column, USUAL_BEGINNINGS)
        return STARTS_CELL + clue.small * odd.small + clue.item * odd.item + clue.starts[column] - again * RECURRING

    def _goes_on(self, column: int, cells: Sequence[OpenCell], first: Costs) -> Costs:
        """The cost of going on with each of the column's `cells` at each word, on a new line: (cells, words)."""
        clue = self._clue
        ended, parted, fresh, pause = (
            np.array(values)[:, None]
            for values in (
                [cell.ended for cell in cells],
                [may_end(cell.word) for cell in cells],
                [not cell.length for cell in cells],
                [cell.pause for cell in cells],
            )
        )
        # After a word that joins, a name needs its capital: "phối hợp Văn phòng" (together with the office).
        inside = np.where(parted, (CAPITAL_INSIDE + CAPITAL_ON_PAGE * fresh) * clue.capital, 0.0)
        paused = PLACED_PAUSES * pause if clue.line.places else np.array(self._known.pauses)[pause]
        costs = paused + np.where(ended, SMALL_AFTER_END * (~clue.capital & ~clue.item), inside)
        costs = costs + np.where(ended & fresh, NEW_SENTENCE_ON_PAGE * ((clue.small == 0) & ~clue.item), 0.0)
        pairs = self._known.pairs.get(column, frozenset())
        if pairs:
            again = {word: [(word, other) in pairs for other in clue.plain] for word in {cell.word for cell in cells}}
            recurs = np.array([again[cell.word] for cell in cells], bool)
            costs = costs - np.clip(first - RECURRING_COST, 0, RECURRING) * recurs
        return costs + self._too_short(column, cells)

    def _too_short(self, column: int, cells: Sequence[OpenCell]) -> Costs:
        """The cost of each cell's last line having been ended where the word would have fitted: (cells, words)."""
        clue = self._clue
        known = self._known.widths.get(column)
        length = np.array([cell.length for cell in cells])[:, None]
        widest = np.array([cell.widest for cell in cells])[:, None]
        width = np.broadcast_to(widest if known is None else known, (len(cells), len(clue.ids))).copy()
        per_letter = TOO_SHORT_PER_UNSURE_LETTER if known is None else TOO_SHORT_PER_LETTER
        most = MOST_TOO_SHORT
        if not clue.line.across:
            most = MOST_TOO_SHORT_OWN
            if known is None:
                width[:, int(clue.marker is not None) :] = np.maximum(widest, float(clue.edges[-1]) / WIDTH_SLACK)
        room = width / WIDTH_SLACK - WIDTH_LEEWAY - length - np.diff(clue.edges)
        costs = np.clip(room * per_letter, 0, most)
        ended = np.array([cell.ended for cell in cells])[:, None]
        costs = np.where(ended & (clue.small == 0), np.minimum(costs, MOST_TOO_SHORT_ENDED), costs)
        return np.where(clue.item | (length == 0), 0.0, costs)

    def _recurring(self, column: int) -> Costs:
        """The summed gains of the words that recur in the column after the word before them."""
        clue = self._clue
        known = self._known.pairs.get(column, frozenset())
        if not known:
            return np.zeros(len(clue.ids) + 1)
        again = np.array([False, *(pair in known for pair in zip(clue.plain, clue.plain[1:], strict=False))], bool)
        gains = np.clip(np.diff(clue.prefix) - RECURRING_COST, 0, RECURRING)
        return np.concatenate(([0.0], np.cumsum(gains * again)))


class _Kind(Enum):
    """A cell that a line may give words to: one that begins, one whose last word may end it, one that must go on."""

    NEW = 0
    PARTED = 1
    HANGING = 2

    @classmethod
    def of(cls, cell: OpenCell | None) -> _Kind:
        if cell is None:
            return cls.NEW
        return cls.PARTED if not cell.hangs and may_end(cell.word) else cls.HANGING


def reach(tables: Sequence[Costs], begins: Sequence[int], n: int) -> Costs:
    """For each row and set of columns (bits) the cheapest way to hand out the words before each place to them.

    `tables` has for each column the rows' costs of words i to j, `begins` the first word of each: (rows, sets, places).
    """
    rows = np.arange(len(begins))
    reached = np.full((len(begins), 1 << len(tables), n + 1), _INFINITE)
    reached[rows, 0, begins] = 0.0
    for column, table in enumerate(tables):
        size = 1 << column
        for start in range(n):  # cheaper than one array of all starts at once
            paths = reached[:, :size, start, None] + table[:, None, start, :]
            np.minimum(reached[:, size : 2 * size], paths, out=reached[:, size : 2 * size])
    return reached


def cuts_of(handed: HandedOut, mask: int, n: int) -> tuple[tuple[int, int, int], ...]:
    """The columns of the set `mask` with their words (first, behind the last) in the cheapest way to part them."""
    cuts: list[tuple[int, int, int]] = []
    end = n
    for column in range(len(handed.tables) - 1, -1, -1):
        bit = 1 << column
        if not mask & bit:
            continue
        rest = mask & (bit - 1)
        begin = int(np.argmin(handed.reached[rest, :n] + handed.tables[column][:, end]))
        cuts.append((column, begin, end))
        end = begin
        mask = rest
    return tuple(reversed(cuts))
