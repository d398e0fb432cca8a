"""What a search for the rows of a dumped table knows after each line, and the rows that it finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extractors.layout import Line, Word
from extractors.markers import Marker
from extractors.text_dump.part_costs import NOTHING, HandedOut, OpenCell

TITLE = -1
"""In place of a column: the title of a section."""
UNCOUNTED = -1


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row put together: each cell's parts from top to bottom, each with its page.

    `title` is set for a section row instead of cells. `surprise` is what the row cost, in nats a word; `across` where
    lines of it ran across the columns and no places told which. `unsettled` is the share of its words that were placed
    otherwise while less was known of the table. Of a row dumped down its columns `in_block` counts the rows of its
    block, and `strain` is by how many nats their cells were parted or joined against what their lines say, at most.
    `ambiguous` where a cell of it may as well be another row's.
    """

    marker: Marker | None
    marker_word: Word | None
    cells: Mapping[int, tuple[tuple[int, Line], ...]]
    title: tuple[tuple[int, Line], ...] = ()
    pages: tuple[int, int] = (1, 1)
    surprise: float = 0.0
    across: bool = False
    unsettled: float = 0.0
    strain: float = 0.0
    in_block: int = 0
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """What is open after a line, and how it came to be so.

    `n_lines` counts the row's lines where all run across and stand on one page; its ordinal is in line `marked_at`.
    """

    cost: float
    cells: tuple[OpenCell | None, ...]
    column: int = -1
    cut: bool = False
    has_ordinal: bool = False
    closed: bool = True
    title: OpenCell | None = None
    last: Marker | None = None
    unmarked: int = 0
    before: State | None = field(default=None, repr=False)
    new_row: bool = False
    marked: bool = False
    cuts: tuple[tuple[int, int, int], ...] = ()
    n_lines: int = UNCOUNTED
    marked_at: int = UNCOUNTED

    @property
    def key(self) -> tuple[object, ...]:
        """What the future depends on."""
        return (self.cells, self.column, self.has_ordinal, self.closed, self.title, self.n_lines, self.marked_at)

    @property
    def shape(self) -> tuple[object, ...]:
        """Which cells there are: states that differ in more than a word's place."""
        return (tuple(cell is None for cell in self.cells), self.column, self.new_row, self.closed, self.unmarked)


@dataclass(frozen=True, slots=True)
class Opening:
    """A way to take a line: as the first of a row or not, its first word an ordinal or not, and what that costs."""

    new_row: bool
    marked: bool
    cost: float


@dataclass(frozen=True, slots=True)
class Way:
    """A state after a line that is not made yet: made only where it is among the best."""

    cost: float
    state: State
    opening: Opening
    mask: int
    handed: HandedOut = NOTHING
