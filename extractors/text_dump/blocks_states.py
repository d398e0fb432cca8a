"""What a search for the rows of a page that was dumped block by block knows after each line, and how it came to be."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.markers import Marker
from extractors.text_dump.blocks_costs import Cut, OpenCells


@dataclass(frozen=True, slots=True)
class Placed:
    """Lines `start` to `end` of a page as an ordinal, a title (row None), or as cells of a row, cut so."""

    start: int
    end: int
    row: int | None
    marked: bool
    cuts: tuple[tuple[Cut, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """What is known after some of a page's lines.

    `rows` has the columns filled of each row as bits (the first row is the one from the page before); `opened` of them
    have begun, one more may have cells already. `own_rows` has the row of each column's last own block, `cells` what it
    ended with, `cell_rows` its row. `titled` where an ordinal waits for its title. The last cell was at `place`.
    """

    cost: float
    rows: tuple[int, ...]
    opened: int
    own_rows: tuple[int, ...]
    cells: OpenCells
    cell_rows: tuple[int, ...]
    place: tuple[int, int]
    titled: bool = False
    last: Marker | None = None
    unmarked: int = 0
    before: State | None = field(default=None, repr=False)
    placed: Placed | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What the future depends on."""
        return (self.rows, self.opened, self.own_rows, self.place, self.titled)


def path_of(final: State) -> list[Placed]:
    """What was placed on the way to a state, from the first line on."""
    found: list[Placed] = []
    state: State | None = final
    while state is not None and state.placed is not None:
        found.append(state.placed)
        state = state.before
    return found[::-1]
