"""Which pages of a table were dumped down their columns, in which order the columns stand, and how their lines part.

A page is one of columns where it costs much less read so than row after row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from extractors.table_meaning.wordings import Field, TableKind
from extractors.text_dump.column_heads import heads_at
from extractors.text_dump.down_costs import PageCosts, page_costs
from extractors.text_dump.down_lines import DownLine
from extractors.text_dump.down_search import Block, PageLines, Parting, best_parting, cost_by_rows, least_cost
from extractors.text_dump.line_clues import FluencyModel

# A page is one of columns where it costs so much less, in nats a line, than read row after row, and has so many lines.
LESS_PER_LINE = 0.15
LEAST_LESS = 4.0
# Another order of the columns than the header's costs less by so much.
ODD_ORDER = 12.0
BETTER_ORDER = 1.0
FEWEST_LINES = 8
MOST_LINES = 240
# Pages on which the order of the columns is tried.
TRIED_PAGES = 3
FEWEST_WIDTHS = 6
WIDTH_QUANTILE = 0.9


_KEYS = frozenset({Field.TASK, Field.RISK})


@dataclass(frozen=True, slots=True)
class DownPage:
    """A page of a table, by its number; `body` are the lines below the header."""

    page: int
    body: tuple[DownLine, ...]


@dataclass(frozen=True)
class PagePart:
    """A page with its costs, its cheapest parting into columns, and what it costs row after row, in nats."""

    page: DownPage
    costs: PageCosts
    parting: Parting
    by_rows: float

    @classmethod
    def of(
        cls,
        page: DownPage,
        columns: tuple[Field, ...],
        kind: TableKind,
        fluency: FluencyModel,
        *,
        widths: Mapping[int, float] | None = None,
        before: Mapping[int, Sequence[DownLine]] | None = None,
    ) -> PagePart:
        """The page parted, as far as its length lets it be."""
        lines = page.body
        costs = page_costs(lines, columns, fluency, widths=widths or {}, before=before or {})
        if not 0 < len(lines) <= MOST_LINES:
            return cls(page, costs, Parting(0.0, ()), 0.0)
        heads = heads_at(lines, (Field.ORDINAL, *columns), kind)
        described = PageLines(lines, columns, costs, heads, follows=bool(before))
        by_rows = cost_by_rows(described)
        if before is None and least_cost(described) > by_rows - _margin(lines):
            return cls(page, costs, Parting(by_rows, ()), by_rows)
        return cls(page, costs, best_parting(described), by_rows)

    @property
    def is_down(self) -> bool:
        """True where the page is much cheaper read down its columns, several rows of them at once."""
        several = any(isinstance(part, Block) and part.n_rows > 1 for part in self.parting.parts)
        enough = len(self.page.body) >= FEWEST_LINES
        return several and enough and self.parting.cost < self.by_rows - _margin(self.page.body)


def parted_pages(
    pages: Sequence[DownPage], layouts: Sequence[tuple[Field, ...]], kind: TableKind, fluency: FluencyModel
) -> tuple[tuple[Field, ...], list[PagePart]]:
    """The columns in the order in which the pages cost least, and each page parted so.

    `layouts` are the orders in which the columns may stand, without that of the ordinals.
    """
    ordered = [order for layout in layouts for order in (_key_first(layout), _lead_first(layout))]
    tried = {
        layout: [PagePart.of(page, layout, kind, fluency) for page in pages[:TRIED_PAGES]]
        for layout in dict.fromkeys(ordered)
    }

    def cost(layout: tuple[Field, ...]) -> float:
        least = sum(min(part.parting.cost, part.by_rows) for part in tried[layout])
        return least + (0.0 if layout == _key_first(layout) else ODD_ORDER)

    columns = min(tried, key=cost)
    parts = tried[columns]
    tested = [part for part in parts if part.parting.cost < part.by_rows]
    if tested:
        columns, parts = _reordered(parts, max(tested, key=_gain), columns, kind, fluency)
    return columns, [*parts, *(PagePart.of(page, columns, kind, fluency) for page in pages[TRIED_PAGES:])]


def _gain(part: PagePart) -> float:
    return part.by_rows - part.parting.cost


def _reordered(
    parts: Sequence[PagePart], tested: PagePart, columns: tuple[Field, ...], kind: TableKind, fluency: FluencyModel
) -> tuple[tuple[Field, ...], list[PagePart]]:
    """The columns in the order in which the page `tested` costs least, two of them swapped at a time; the parts anew.

    A header's names may be dumped out of order, but what the columns say tells.
    """
    best, least = columns, tested.parting.cost
    found: tuple[Field, ...] | None = columns
    while found is not None:
        best, found = found, None
        for places in combinations(range(int(columns[0] in _KEYS), len(columns)), 2):
            order = _lead_first(_swapped(best, *places))
            part = PagePart.of(tested.page, order, kind, fluency)
            if part.parting.parts and part.parting.cost < least - BETTER_ORDER:
                found, least = order, part.parting.cost
    if least > tested.parting.cost - ODD_ORDER:
        return columns, list(parts)
    return best, [PagePart.of(part.page, best, kind, fluency) for part in parts]


def _swapped(columns: Sequence[Field], first: int, second: int) -> tuple[Field, ...]:
    changed = list(columns)
    changed[first], changed[second] = changed[second], changed[first]
    return tuple(changed)


def _key_first(columns: tuple[Field, ...]) -> tuple[Field, ...]:
    """The columns with the key one first, as in most tables."""
    keys = [field for field in columns if field in _KEYS]
    return _lead_first((*keys, *(field for field in columns if field not in keys)))


def _lead_first(columns: tuple[Field, ...]) -> tuple[Field, ...]:
    """The columns with who leads before who helps, as in all tables."""
    if Field.LEAD in columns and Field.COORDINATING in columns:
        lead, coordinating = columns.index(Field.LEAD), columns.index(Field.COORDINATING)
        return columns if lead < coordinating else _swapped(columns, lead, coordinating)
    return columns


def _margin(lines: Sequence[DownLine]) -> float:
    """How much cheaper a page has to be read down its columns, in nats."""
    return max(LEAST_LESS, LESS_PER_LINE * len(lines))


def usual_widths(parts: Sequence[PagePart], n_columns: int) -> dict[int, float]:
    """The usual length, in letters, of the long lines of each column, by its place from 1 on."""
    lengths: dict[int, list[int]] = {place: [] for place in range(1, n_columns + 1)}
    for part in parts:
        for block in part.parting.parts:
            if isinstance(block, Block):
                for place in lengths:
                    run = block.columns[place]
                    first = min((*run.starts, *run.titles), default=run.end)
                    lengths[place] += [line.length for line in part.page.body[first : run.end]]
    return {
        place: float(np.quantile(own, WIDTH_QUANTILE)) for place, own in lengths.items() if len(own) >= FEWEST_WIDTHS
    }
