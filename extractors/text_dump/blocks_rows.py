"""The rows of a table that was dumped block by block, as `pdftotext` without options does: told apart, and found.

A first search over its pages tells what its columns are like; the next goes by that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

import numpy as np

from extractors.layout import Line, Word
from extractors.markers import Marker
from extractors.table_meaning.wordings import Field
from extractors.text_dump.blocks_costs import BlockCosts, Cut, OpenCells
from extractors.text_dump.blocks_headers import without_headers
from extractors.text_dump.blocks_lines import ReadLine, clues_in_blocks, lines_in_blocks
from extractors.text_dump.blocks_search import PageSearch, empty_costs
from extractors.text_dump.blocks_states import Placed, State, path_of
from extractors.text_dump.column_learning import beginnings, column_widths, recurring_pairs
from extractors.text_dump.line_clues import UNNUMBERED, FluencyModel, KnownColumns, LineClues
from extractors.text_dump.row_states import FoundRow
from extractors.text_dump.row_states import State as Step
from extractors.text_dump.table_spans import TableSpan

LESSONS = 1
# To tell the columns' order, the table's first lines do.
TRIED_LINES = 60
# The cost of a row without an ordinal in a table that has so many ordinals on lines of their own.
UNNUMBERED_AMONG_NUMBERED = 7.0
FEWEST_ORDINALS = 4
# Nats by which another way to place a page's blocks may cost more, for the rows in which they differ to be doubtful.
DOUBTFUL = 3.0
LEAST_EMPTY, MOST_EMPTY = 0.3, 4.0
# Lines of a page that are searched together, at most; printed pages of tables have some hundred and twenty.
MOST_LINES = 240


@dataclass(slots=True)
class _Row:
    """A row as it is put together; `steps` are its lines, cut."""

    pages: list[int]
    marker: Marker | None = None
    word: Word | None = None
    title: list[tuple[int, Line]] = field(default_factory=list)
    lines: dict[int, list[tuple[LineClues, Cut]]] = field(default_factory=dict)
    doubtful: bool = False

    def found(self) -> FoundRow:
        cells = {
            column: tuple((clue.line.page, Line(clue.line.words[begin:end])) for clue, (_, begin, end) in parts)
            for column, parts in sorted(self.lines.items())
        }
        spread = (min(self.pages), max(self.pages))
        return FoundRow(self.marker, self.word, cells, tuple(self.title), spread, ambiguous=self.doubtful)


def rows_of_blocks(
    span: TableSpan, readable: Callable[[str], Sequence[str]], fluency: FluencyModel
) -> tuple[list[tuple[FoundRow, bool]], tuple[Field, ...]]:
    """The rows of a table's body, each with whether its words are certainly parted into cells, and its columns."""
    table = without_headers(span, readable)
    lines = lines_in_blocks(table.bodies, readable)
    columns = _likeliest_columns(lines, table.layouts, fluency)
    clues = clues_in_blocks(lines, columns, fluency)
    known = _unknown(clues, columns)
    empty: Sequence[float] = empty_costs(columns)
    rows, _ = _searched(clues, known, fluency, empty)
    for _ in range(LESSONS):
        known = _learned(known, rows)
        empty = [(usual + own) / 2 for usual, own in zip(empty_costs(columns), _filled(rows, columns), strict=True)]
        rows, _ = _searched(clues, known, fluency, empty)
    return [(row.found(), not row.doubtful) for row in rows], columns


def _likeliest_columns(
    lines: Sequence[ReadLine], layouts: Sequence[tuple[Field, ...]], fluency: FluencyModel
) -> tuple[Field, ...]:
    """The one of `layouts` in which the first pages cost least."""
    if len(layouts) == 1:
        return layouts[0]
    tried = lines[:TRIED_LINES]

    def cost(columns: tuple[Field, ...]) -> float:
        clues = clues_in_blocks(tried, columns, fluency)
        return _searched(clues, _unknown(clues, columns), fluency, empty_costs(columns))[1]

    return min(layouts, key=cost)


def _unknown(clues: Sequence[LineClues], columns: Sequence[Field]) -> KnownColumns:
    """What is known of the columns before any row is found."""
    numbered = sum(clue.marker is not None and len(clue.ids) == 1 for clue in clues) >= FEWEST_ORDINALS
    return KnownColumns(tuple(columns), unnumbered=UNNUMBERED_AMONG_NUMBERED if numbered else UNNUMBERED)


def _searched(
    clues: Sequence[LineClues], known: KnownColumns, fluency: FluencyModel, empty: Sequence[float]
) -> tuple[list[_Row], float]:
    """The rows of the pages, one page after the other, and what they cost."""
    rows: list[_Row] = []
    cost = 0.0
    cells: OpenCells = (None,) * len(known.fields)
    marker: Marker | None = None
    unmarked = 0
    for page in _pages(clues):
        costs = BlockCosts(page, known, fluency)
        search = PageSearch(page, known, costs, [clue.marker for clue in page], empty)
        ends = search.best(search.first(cells, marker, unmarked))
        best = ends[0]
        _put_together(rows, page, best, [end for end in ends if end.cost < best.cost + DOUBTFUL])
        last = best.opened - 1
        cells = tuple(
            cell if row == last and not _ends_with_title(best) else None
            for cell, row in zip(best.cells, best.cell_rows, strict=True)
        )
        marker, unmarked = best.last, best.unmarked
        cost += best.cost
    return rows, cost


def _pages(clues: Sequence[LineClues]) -> Iterator[list[LineClues]]:
    """The lines of each page; those of a dump without page breaks in parts of about a page that begin with an ordinal.

    What a search costs grows with the square of its lines.
    """
    for _, group in groupby(clues, key=lambda clue: clue.line.page):
        page = list(group)
        while len(page) > MOST_LINES:
            alone = (i for i in range(MOST_LINES, MOST_LINES // 2, -1) if page[i].marker and len(page[i].ids) == 1)
            end = next(alone, MOST_LINES)
            yield page[:end]
            page = page[end:]
        yield page


def _ends_with_title(best: State) -> bool:
    """True where a title follows the page's last row."""
    opened = [placed.row is not None for placed in path_of(best) if placed.marked or placed.row is None]
    return bool(opened) and not opened[-1]


def _put_together(rows: list[_Row], clues: Sequence[LineClues], best: State, others: Sequence[State]) -> None:
    """Add what a page's lines say to the rows."""
    page = clues[0].line.page
    own = [_Row([page]) for _ in best.rows[1:]]
    carried = next((row for row in reversed(rows) if not row.title), None) or _Row([page])
    numbered: list[_Row] = [carried, *own]
    titles: list[tuple[int, _Row]] = []
    opened = 1
    title: _Row | None = None
    for placed in path_of(best):
        if placed.row is None:
            if title is None or placed.marked:
                title = _Row([page])
                titles.append((opened, title))
            _add_title(title, placed, clues)
            if not placed.marked or placed.end - placed.start > 1 or len(clues[placed.start].ids) > 1:
                title = None
            continue
        row = numbered[placed.row]
        row.pages.append(page)
        if placed.marked:
            row.marker, row.word = clues[placed.start].marker, clues[placed.start].line.words[0]
        if placed.row == opened and (placed.marked or any(cut[0] == 0 for cuts in placed.cuts for cut in cuts)):
            opened += 1
        for index, cuts in enumerate(placed.cuts, start=placed.start):
            for cut in cuts:
                row.lines.setdefault(cut[0], []).append((clues[index], cut))
    for index in _unlike(best, others) | _astray(best):
        numbered[index].doubtful = True
    for place in range(1, len(numbered) + 1):
        rows += [one for at, one in titles if at == place]
        rows += numbered[place : place + 1]


def _add_title(title: _Row, placed: Placed, clues: Sequence[LineClues]) -> None:
    for index in range(placed.start, placed.end):
        words = clues[index].line.words
        if placed.marked and index == placed.start:
            title.marker, title.word = clues[index].marker, words[0]
            words = words[1:]
        if words:
            title.title.append((clues[index].line.page, Line(words)))


def _astray(best: State) -> set[int]:
    """The rows with cells that came late or early, or that such a cell may be of, where more than one has none."""
    late: dict[int, set[int]] = {}
    begun: int | None = None
    for placed in path_of(best):
        columns = {cut[0] for cuts in placed.cuts for cut in cuts} if placed.row is not None else set()
        if placed.marked or 0 in columns:
            begun = placed.row
        elif placed.row is not None and placed.row != begun:
            begun = None
            for column in columns:
                late.setdefault(column, set()).add(placed.row)
    found: set[int] = set()
    for column, rows in late.items():
        empty = {row for row, bits in enumerate(best.rows) if row and not bits >> column & 1}
        if empty:
            found |= rows | empty
    return found


def _unlike(best: State, others: Sequence[State]) -> set[int]:
    """The rows that have other cells in one of `others`."""
    own = _by_row(best)
    found: set[int] = set()
    for other in others:
        theirs = _by_row(other)
        found |= {row for row in own if own[row] != theirs.get(row)}
    return found


def _by_row(state: State) -> dict[int, frozenset[tuple[int, Cut]]]:
    found: dict[int, set[tuple[int, Cut]]] = {row: set() for row in range(len(state.rows))}
    for placed in path_of(state):
        if placed.row is not None:
            cuts = enumerate(placed.cuts, start=placed.start)
            found[placed.row] |= {(index, cut) for index, own in cuts for cut in own}
    return {row: frozenset(cuts) for row, cuts in found.items()}


def _learned(known: KnownColumns, rows: Sequence[_Row]) -> KnownColumns:
    """What the rows tell of the columns."""
    path: list[Step] = []
    clues: list[LineClues] = []
    n_columns = len(known.fields)
    for row in rows:
        new = True
        for _, parts in sorted(row.lines.items()):
            for clue, cut in parts:
                path.append(Step(0.0, (None,) * n_columns, new_row=new, cuts=(cut,)))
                clues.append(clue)
                new = False
    if not path:
        return known
    return replace(
        known,
        widths=column_widths(path, clues, n_columns),
        pairs=recurring_pairs(path, clues, known.fields),
        beginnings=beginnings(path, clues, n_columns),
    )


def _filled(rows: Sequence[_Row], columns: Sequence[Field]) -> tuple[float, ...]:
    """The cost of an empty cell of each column, as seldom as they are."""
    data = [row for row in rows if not row.title]
    return tuple(
        float(
            np.clip(
                -np.log((sum(column not in row.lines for row in data) + 0.5) / (len(data) + 1)), LEAST_EMPTY, MOST_EMPTY
            )
        )
        for column in range(len(columns))
    )
