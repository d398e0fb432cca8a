"""The rows of pages that were dumped down their columns: recognised, parted, and put together over page breaks.

Where the columns of a block of rows do not plainly have as many cells each, its rows are doubtful.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from extractors.layout import Line, Word
from extractors.markers import Marker
from extractors.table_meaning.wordings import Field, TableKind, plain
from extractors.text_dump.down_costs import PageCosts
from extractors.text_dump.down_lines import DownLine
from extractors.text_dump.down_pages import DownPage, PagePart, parted_pages, usual_widths
from extractors.text_dump.down_search import (
    Block,
    ColumnRun,
)
from extractors.text_dump.line_clues import FluencyModel
from extractors.text_dump.row_states import FoundRow

# Nats by which a page may cost more read down its columns, where most others plainly were dumped so.
UNSURE_LESS = 10.0
# Columns that by themselves have as many cells as their block has rows, for it to be sure of cells parted against what
# their lines say, by so many nats at most.
SURE_COLUMNS = 3
MOST_FORCED = 4.0


@dataclass(frozen=True, slots=True)
class DownTable:
    """The rows of the pages that were dumped down, in order; `pages` are their numbers; `columns` as they proved to be.

    `doubtful` has the indexes of the rows whose cells are not certain.
    """

    columns: tuple[Field, ...]
    pages: frozenset[int]
    rows: tuple[FoundRow, ...]
    doubtful: frozenset[int]


@dataclass(slots=True)
class _OpenRow:
    page: int
    last_page: int
    marker: Marker | None = None
    word: Word | None = None
    title: list[tuple[int, Line]] = field(default_factory=list)
    cells: dict[int, list[DownLine]] = field(default_factory=dict)
    parts: dict[int, list[tuple[int, Line]]] = field(default_factory=dict)
    doubtful: bool = False
    strain: float = 0.0
    in_block: int = 0

    def add(self, place: int, lines: Sequence[DownLine], page: int) -> None:
        """More lines of the column at `place`, which counts from 1."""
        self.cells.setdefault(place, []).extend(lines)
        self.parts.setdefault(place - 1, []).extend((page, Line(line.words[line.begin :])) for line in lines)
        self.last_page = page

    def found(self) -> FoundRow:
        """The row as tables are made of."""
        cells = {column: tuple(parts) for column, parts in sorted(self.parts.items())}
        return FoundRow(
            self.marker, self.word, cells, tuple(self.title), (self.page, self.last_page),
            strain=self.strain, in_block=self.in_block,
        )  # fmt: skip


def rows_dumped_down(
    pages: Sequence[DownPage], layouts: Sequence[tuple[Field, ...]], kind: TableKind, fluency: FluencyModel
) -> DownTable | None:
    """The rows of those of `pages` that were dumped down their columns; None where none was.

    `layouts` are the orders in which the columns may stand, without that of the ordinals.
    """
    columns, parts = parted_pages(pages, layouts, kind, fluency)
    sure = sum(part.is_down for part in parts)
    if not sure:
        return None
    # Where most pages plainly are, one that is not plainly otherwise is.
    more = UNSURE_LESS if 2 * sure >= len(parts) else 0.0
    widths = usual_widths([part for part in parts if part.is_down], len(columns))
    rows: list[_OpenRow] = []
    down: set[int] = set()
    for part in parts:
        page = part.page
        follows = bool(rows) and not rows[-1].title and page.page - 1 in down
        before = rows[-1].cells if follows else {}
        again = PagePart.of(page, columns, kind, fluency, widths=widths, before=before)
        if again.parting.parts and (part.is_down or again.parting.cost < again.by_rows + more):
            down.add(page.page)
            rows += _rows_of(again, rows[-1] if follows else None)
    doubtful = frozenset(index for index, row in enumerate(rows) if row.doubtful)
    return DownTable(columns, frozenset(down), tuple(row.found() for row in rows), doubtful)


def _rows_of(part: PagePart, last: _OpenRow | None) -> Iterator[_OpenRow]:
    """The rows that begin on a page; `last` is the one open from the page before, which gets what goes on there."""
    lines, page = part.page.body, part.page.page
    for piece in part.parting.parts:
        if isinstance(piece, Block):
            yield from _block_rows(part, piece, last)
        else:
            own = lines[piece.start : piece.stop]
            row = _OpenRow(page, page)
            if own[0].marker is not None and own[0].outer:
                row.marker, row.word = own[0].marker, own[0].words[0]
                words = own[0].words[1:]
                row.title = [(page, Line(words))] if words else []
                own = own[1:]
            row.title += [(page, Line(line.words)) for line in own]
            yield row


def _block_rows(part: PagePart, block: Block, last: _OpenRow | None) -> list[_OpenRow]:
    lines, page = part.page.body, part.page.page
    for place, run in enumerate(block.columns):
        if last is not None and run.resumed[1] > run.resumed[0]:
            last.add(place, lines[slice(*run.resumed)], page)
    rows = [_OpenRow(page, page) for _ in range(block.n_rows)]
    ordered = _with_titles(part, block, rows)
    sure = 0
    forced: dict[int, float] = {}
    for place, run in enumerate(block.columns):
        if place == 0:
            numbered = sum(row.marker is not None for row in rows)
            sure += numbered == block.n_rows
            continue
        cells = _cells(run)
        if place == 1:
            cells = cells[-block.n_rows :] if len(cells) > block.n_rows and not run.titles else cells
            cells = _data_cells(part, block) or cells
        strain = _strain(part.costs, place, run, cells)
        sure += strain == 0 and len(cells) == block.n_rows
        forced[place] = strain
        if 0 < len(cells) < block.n_rows:  # whose is missing is not known, nor whether the others are theirs
            for row in rows:
                row.doubtful = True
        for row, cell in zip(_placed(rows, cells, place, lines), cells, strict=True):
            own = lines[cell.start : cell.stop]
            if place == 1 and row.marker is not None:  # an ordinal that stands lower than its cell begins
                own = tuple(line for line in own if not (line.lone and line.marker is row.marker))
            row.add(place, own, page)
    worst = max(forced.values(), default=0.0)
    for row in rows:
        row.doubtful |= worst > (MOST_FORCED if sure >= SURE_COLUMNS else 0.0)
        row.strain, row.in_block = worst, block.n_rows
    return ordered


def _cells(run: ColumnRun) -> list[range]:
    """The lines of each cell of a run, without titles."""
    edges = sorted({*run.starts, *run.titles, run.end})
    return [range(start, end) for start, end in pairwise(edges) if start in run.starts]


def _ordinals(part: PagePart, block: Block) -> list[DownLine]:
    return [part.page.body[index] for index in block.columns[0].starts]


def _data_cells(part: PagePart, block: Block) -> list[range]:
    """The cells of the key column without those that are titles of sections in the column of the ordinals."""
    ordinals = _ordinals(part, block)
    cells = _cells(block.columns[1])
    if len(cells) != len(ordinals) or len(cells) == block.n_rows:
        return []
    return [cell for cell, ordinal in zip(cells, ordinals, strict=True) if not ordinal.outer]


def _with_titles(part: PagePart, block: Block, rows: Sequence[_OpenRow]) -> list[_OpenRow]:
    """The rows with their ordinals, and rows of section titles where these stand between them."""
    lines, page = part.page.body, part.page.page
    ordinals = _ordinals(part, block)
    if not ordinals:
        return _numbered_rows(part, block, rows)
    cells = _cells(block.columns[1])
    titled = len(cells) == len(ordinals) and len(cells) > len(rows)
    ordered: list[_OpenRow] = []
    spare = len(rows) - sum(not line.outer for line in ordinals)
    data = iter(rows)
    before: Marker | None = None
    for index, line in enumerate(ordinals):
        if line.outer and line.marker is not None:
            title = _OpenRow(page, page, line.marker, line.words[0])
            own = lines[cells[index].start : cells[index].stop] if titled and line.lone else ()
            title.title = [(page, Line(words)) for words in (line.words[1:], *(one.words for one in own)) if words]
            if title.title:
                ordered.append(title)
            continue
        ahead = _ahead(before, line.marker)
        for _ in range(min(spare, ahead)):
            ordered.append(next(data))
            spare -= 1
        row = next(data, None)
        if row is None:
            break
        row.marker, row.word, before = line.marker, line.words[0], line.marker
        ordered.append(row)
    return [*ordered, *data]


def _ahead(before: Marker | None, marker: Marker | None) -> int:
    """How many ordinals were lost between two."""
    if before is None or marker is None or before.numbers[:-1] != marker.numbers[:-1]:
        return 0
    return max(0, marker.numbers[-1] - before.numbers[-1] - 1)


def _numbered_rows(part: PagePart, block: Block, rows: Sequence[_OpenRow]) -> list[_OpenRow]:
    """The rows where ordinals stand before the words of the key column, in any of a cell's lines."""
    lines, page = part.page.body, part.page.page
    run = block.columns[1]
    ordered: list[_OpenRow] = []
    cells = dict(zip(run.starts, rows, strict=False))
    edges = sorted({*run.starts, *run.titles, run.end})
    for start, end in pairwise(edges):
        own = lines[start:end]
        if start in run.titles:
            title = _OpenRow(page, page, own[0].marker, own[0].words[0])
            title.title = [(page, Line(line.words[line.begin :])) for line in own]
            ordered.append(title)
        elif start in cells:
            row = cells[start]
            numbered = next((line for line in own if line.counts), None)
            if numbered is not None:
                row.marker, row.word = numbered.marker, numbered.words[0]
            ordered.append(row)
    return ordered if len([row for row in ordered if not row.title]) == len(rows) else list(rows)


def _strain(costs: PageCosts, place: int, run: ColumnRun, cells: Sequence[range]) -> float:
    """By how many nats cells were parted or joined against what their lines say, at most; 0 where nowhere."""
    if not cells:
        return 0.0
    start, goes_on = costs.start[place], costs.goes_on[place]
    if place == 1 and run.titles:
        start, goes_on = costs.numbered_start, costs.numbered_goes_on
    worst = 0.0
    for cell in cells:
        if cell.start > cells[0].start:
            worst = max(worst, float(start[cell.start] - goes_on[cell.start]))
        worst = max([worst, *(float(goes_on[line] - start[line]) for line in cell[1:])])
    return worst


def _placed(
    rows: Sequence[_OpenRow], cells: Sequence[range], place: int, lines: Sequence[DownLine]
) -> Sequence[_OpenRow]:
    """The rows that the cells of a column are of, in order: no body coordinates with itself."""
    n, m = len(rows), len(cells)
    if m >= n:
        return rows[:m] if m == n else [*rows, *[rows[-1]] * (m - n)]
    texts = [plain(" ".join(line.text for line in lines[cell.start : cell.stop])) for cell in cells]
    own = [
        {plain(" ".join(line.text for line in row.cells[column])) for column in row.cells if column == place - 1}
        for row in rows
    ]
    best = np.full((m + 1, n + 1), np.inf)
    best[0, :] = 0.0
    taken = np.zeros((m + 1, n + 1), bool)
    for cell in range(1, m + 1):
        for row in range(cell, n + 1):
            cost = best[cell - 1, row - 1] + float(texts[cell - 1] in own[row - 1])
            best[cell, row] = best[cell, row - 1]
            if cost < best[cell, row]:
                best[cell, row], taken[cell, row] = cost, True
    found: list[_OpenRow] = []
    cell, row = m, n
    while cell:
        if taken[cell, row]:
            found.append(rows[row - 1])
            cell -= 1
        row -= 1
    return found[::-1]
