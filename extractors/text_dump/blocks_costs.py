"""What it costs to read the lines of a block as one cell, or as cells of neighbouring columns side by side, in nats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.text_dump import part_costs
from extractors.text_dump.line_clues import FluencyModel, KnownColumns, LineClues
from extractors.text_dump.part_costs import (
    TOO_WIDE_PER_LETTER,
    WIDTH_LEEWAY,
    WIDTH_SLACK,
    OpenCell,
    PartCosts,
    cuts_of,
    grown,
    part_width,
)

# Columns that stand so close that a block has cells of them all, at most.
MOST_BESIDE = 3
# Of columns more than two, in blocks with lines of so many words; of two, in those of more lines than one or so many.
FEWEST_WORDS_OF_MANY = 8
FEWEST_WORDS_OF_TWO = 4
# Ways to part a block that are followed from line to line.
WAYS = 3
# Cells stand in one block where the left one nearly fills its column: for each letter that its widest line is short.
NARROW_PER_LETTER = 0.8
MOST_NARROW = 8.0
NARROW_LEEWAY = 2.0
# Lines of a cell stand below each other: between two of them is one of a cell beside, half a line lower, at most.
PARTED = 6.0
CUT_INSIDE = 1.0
# An item of a list in a column of bodies or deadlines that begins as none.
ODD_ITEM = 3.0
# Two lines of a cell are one where the first ends with a dash, which is dropped.
MOST_TOO_WIDE = 8.0
_INFINITE = float("inf")

Cut = tuple[int, int, int]
"""A column, and the first of its words in a line and that behind its last."""
OpenCells = tuple[OpenCell | None, ...]
"""Of each column the cell that may go on."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A way to read lines: its cost, the cells as they are then, and the cuts of each line."""

    cost: float
    cells: OpenCells
    cuts: tuple[tuple[Cut, ...], ...]


@dataclass(frozen=True, slots=True)
class _Chain:
    """The ways to part the lines from one on, after none of them, one, and so on."""

    ways: list[dict[tuple[int, ...], tuple[Piece, ...]]]


class BlockCosts:
    """The costs of a page's lines as parts of cells; each is computed once."""

    def __init__(self, clues: Sequence[LineClues], known: KnownColumns, fluency: FluencyModel) -> None:
        self._clues = clues
        self._n_columns = len(known.fields)
        self._widths = known.widths
        self._own = [PartCosts(_in_line(clue, across=False), known, fluency) for clue in clues]
        self._across = [PartCosts(_in_line(clue, across=True), known, fluency) for clue in clues]
        self._ranges = [
            tuple(range(first, first + n))
            for n in range(2, MOST_BESIDE + 1)
            for first in range(self._n_columns - n + 1)
        ]
        self._chains: dict[tuple[object, ...], _Chain] = {}
        self._single: dict[tuple[object, ...], list[tuple[float, OpenCell]]] = {}
        self._found: dict[tuple[object, ...], dict[tuple[int, ...], Piece]] = {}

    def pieces(self, start: int, end: int, cells: OpenCells, begin: int = 0) -> dict[tuple[int, ...], Piece]:
        """The best ways to read lines `start` to `end` (exclusive), the first from word `begin` on, by their columns.

        `cells` are those that the words go on with; None where a cell begins.
        """
        context = (start, begin, *(None if cell is None else cell.text for cell in cells))
        if (end, *context) not in self._found:
            own = {(column,): piece for column, piece in enumerate(self._whole(start, end, cells, begin))}
            self._found[(end, *context)] = own | self._beside(start, end, cells, begin, context)
        return self._found[(end, *context)]

    def piece(self, start: int, end: int, column: int, cells: OpenCells, begin: int = 0) -> Piece:
        """The lines as (the rest of) one column's cell."""
        before = cells[column]
        key = (start, begin, column, None if before is None else before.text)
        known = self._single.setdefault(key, [])
        while len(known) < end - start:
            index = start + len(known)
            first = begin if index == start else 0
            cost, cell = known[-1] if known else (0.0, before)
            clue = self._clues[index]
            cost += self._own[index].part(column, cell, first) - self._too_wide(column, clue, first)
            cost += self._odd_items(index, ((column, first, len(clue.ids)),))
            known.append((cost, grown(cell, clue, first, len(clue.ids))))
        cost, cell = known[end - start - 1]
        cuts = tuple(
            ((column, begin if index == start else 0, len(self._clues[index].ids)),) for index in range(start, end)
        )
        changed = tuple(cell if other == column else old for other, old in enumerate(cells))
        return Piece(cost, changed, cuts)

    def title(self, start: int, end: int, begin: int) -> float:
        """The cost of the lines as a title."""
        cell: OpenCell | None = None
        cost = 0.0
        for index in range(start, end):
            first = begin if index == start else 0
            cost += self._own[index].title(cell, first)
            cell = grown(cell, self._clues[index], first, len(self._clues[index].ids))
        return cost

    def _whole(self, start: int, end: int, cells: OpenCells, begin: int) -> list[Piece]:
        """The lines as one cell of each column."""
        return [self.piece(start, end, column, cells, begin) for column in range(self._n_columns)]

    def _too_wide(self, column: int, clue: LineClues, first: int) -> float:
        """What a line's being wider than its column costs too much."""
        width = self._widths.get(column)
        if width is None:
            return 0.0
        over = part_width(clue, first, len(clue.ids)) - width * WIDTH_SLACK - WIDTH_LEEWAY
        return (
            max(0.0, min(over * TOO_WIDE_PER_LETTER, part_costs.MOST_TOO_WIDE) - MOST_TOO_WIDE) if over < width else 0.0
        )

    def _beside(
        self, start: int, end: int, cells: OpenCells, begin: int, context: tuple[object, ...]
    ) -> dict[tuple[int, ...], Piece]:
        """The lines as cells side by side, all of which have words."""
        longest = max(len(self._clues[index].ids) for index in range(start, end))
        if longest < FEWEST_WORDS_OF_TWO and end - start == 1:
            return {}
        if context not in self._chains:
            self._chains[context] = _Chain([{columns: (Piece(0.0, cells, ()),) for columns in self._ranges}])
        ways = self._chains[context].ways
        while len(ways) <= end - start:
            index = start + len(ways) - 1
            ways.append(self._line_beside(index, begin if index == start else 0, ways[-1]))
        found = {}
        for columns, own in ways[end - start].items():
            if len(columns) > 2 and longest < FEWEST_WORDS_OF_MANY:
                continue
            for way in own:
                if {column for cuts in way.cuts for column, _, _ in cuts} == set(columns):
                    found[columns] = replace(way, cost=way.cost + self._narrow(way, columns))
                    break
        return found

    def _line_beside(
        self, index: int, first: int, ways: Mapping[tuple[int, ...], Sequence[Piece]]
    ) -> dict[tuple[int, ...], tuple[Piece, ...]]:
        """The ways after one more line."""
        n = len(self._clues[index].ids)
        handed = iter(self._across[index].hand_out([(way.cells, first) for own in ways.values() for way in own]))
        found = {}
        for columns, own in ways.items():
            taken = [
                (way.cost + float(out.reached[mask, n]) + self._parted(way.cells, mask), mask, way, out)
                for way, out in zip(own, handed, strict=False)
                for mask in _masks(columns)
            ]
            taken.sort(key=lambda one: one[0])
            found[columns] = tuple(
                Piece(cost + self._odd_items(index, cuts), self._after(way.cells, index, cuts), (*way.cuts, cuts))
                for cost, mask, way, out in taken[:WAYS]
                if cost < _INFINITE
                for cuts in (cuts_of(out, mask, n),)
            )
        return found

    def _narrow(self, way: Piece, columns: tuple[int, ...]) -> float:
        """The cost of the cells that others stand beside being narrower than their columns."""
        cost = 0.0
        for column in columns[:-1]:
            cell, width = way.cells[column], self._widths.get(column)
            if cell is not None and width is not None:
                cost += min(MOST_NARROW, NARROW_PER_LETTER * max(0.0, width - NARROW_LEEWAY - cell.widest))
        return cost

    def _odd_items(self, index: int, cuts: Sequence[Cut]) -> float:
        """The cost of a line's beginning as an item of a list that does not say what its column says."""
        clue = self._clues[index]
        return ODD_ITEM * any(
            first == 0 and bool(clue.item[0]) and float(clue.starts[column][0]) > 0 for column, first, _ in cuts
        )

    def _parted(self, cells: OpenCells, mask: int) -> float:
        """The cost of a line of these columns being cut, and of cells that go on after lines without them."""
        late = sum(
            mask >> column & 1 and cell is not None and cell.pause > 1 for column, cell in enumerate(cells)
        )  # fmt: skip
        return PARTED * late + CUT_INSIDE * (mask.bit_count() - 1)

    def _after(self, cells: OpenCells, index: int, cuts: Sequence[Cut]) -> OpenCells:
        now = [None if cell is None else cell.waited() for cell in cells]
        for column, first, end in cuts:
            now[column] = grown(now[column], self._clues[index], first, end)
        return tuple(now)


def _masks(columns: tuple[int, ...]) -> list[int]:
    """The sets of some of these columns, as bits."""
    first = columns[0]
    return [mask << first for mask in range(1, 1 << len(columns))]


def _in_line(clue: LineClues, *, across: bool) -> LineClues:
    return replace(clue, line=replace(clue.line, across=across))
