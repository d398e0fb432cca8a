"""A document's tables: page tables that go on over page breaks become one.

Decides which tables of neighbouring pages are one, drops the header that is printed again, and joins a row that the
page break cuts. When two tables are not surely one, they stay two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from extractors.layout import DocumentTable, GridCell, Line, PageContent, PageTable, Passage, RowKind, TableRow
from extractors.passages import BULLET, SENTENCE_END, join_passages, passage_of
from extractors.table_meaning.wordings import plain
from extractors.tables.column_matching import conform, model_of
from extractors.tables.row_kinds import (
    MAX_HEADER_ROWS,
    GridRow,
    header_depth,
    is_numbering,
    kind_of,
)
from extractors.tables.row_splitting import split_rows

MIN_HEADER_SIMILARITY = 72.0
"""Of 100, over all header cells: two readings of one header reach 85 on poor copies, other headers stay below 60."""
MIN_SAME_ROWS = 85.0
"""The same where no word tells that the rows are a header."""
HOLE_WEIGHT = 0.25
"""What a header cell counts that is empty on one of two pages."""
MIN_CUT_EVIDENCE = 2.0
MIN_NUMBERED_ROWS, NUMBERED_SHARE = 3, 0.9
"""From so many rows on, of which so many have an ordinal, a row without one is the rest of a cut one."""
MAX_ORDINAL_LENGTH = 6
"""Characters: "12.10.", "(iii)", "VIII."; what is longer in the first column is text."""
MAX_STRAY_LETTERS = 8
"""Between two pages' tables fewer letters than these are specks or a page number."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table under way: its passages may already come from several pages."""

    grid: GridRow
    kind: RowKind
    page_last: int


@dataclass(slots=True)
class _Run:
    """A table under way: the rows so far and what the next page is compared with. Local to this module."""

    model: PageTable
    header: list[GridRow]
    body: list[_Row]
    last: PageTable


def join_tables(pages: Sequence[PageContent]) -> tuple[DocumentTable, ...]:
    """The tables of a document in reading order, each one joined over its pages.

    Rows have passages with regions in the page's upright frame (points). A row cut by a page break has the passages
    joined cell by cell. The header stands first, once.
    """
    groups: list[list[tuple[int, PageTable]]] = []
    previous: PageContent | None = None
    for page in pages:
        for position, table in enumerate(page.tables):
            follows = previous is not None and position == 0 and previous.page == page.page - 1
            if groups and previous is not None and follows and _goes_on(groups[-1], previous, page):
                groups[-1].append((page.page, table))
            else:
                groups.append([(page.page, table)])
        previous = page
    runs = [run for group in groups for run in _runs(group)]
    return tuple(_finished(index, run) for index, run in enumerate(runs, start=1))


def _runs(group: Sequence[tuple[int, PageTable]]) -> list[_Run]:
    """The tables that a group of page tables makes: one, unless a page does not fit the columns of the others."""
    model = model_of([table for _, table in group])
    runs: list[_Run] = []
    parts = [(page, split_rows(found)) for page, found in group]
    for index, (page, table) in enumerate(parts):
        conformed = conform(table, model)
        if runs and conformed is not None and runs[-1].model is model:
            _append(runs[-1], conformed, page)
        else:
            following = conform(parts[index + 1][1], model) if index + 1 < len(parts) else None
            again = [] if following is None else grid_rows(following, parts[index + 1][0])
            runs.append(_begin(table if conformed is None else conformed, page, again))
            if conformed is not None:
                runs[-1].model = model
    return runs


def grid_rows(table: PageTable, page: int) -> list[GridRow]:
    """The rows of a page's table; a merged cell's passage stands in every place that it covers."""
    n_rows, n_columns = table.n_rows, table.n_columns
    cover: list[list[tuple[GridCell, Passage] | None]] = [[None] * n_columns for _ in range(n_rows)]
    for cell in table.cells:
        passage = passage_of(cell.lines, page, cell.box)
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                cover[row][column] = (cell, passage)
    rows = []
    for places in cover:
        covered = [place for place in places if place is not None]
        if len(covered) != n_columns:
            raise ValueError(f"page {page}: the cells of a table do not cover its grid")
        rows.append(
            GridRow(
                page,
                tuple(passage for _, passage in covered),
                tuple(cell.column for cell, _ in covered),
                tuple(cell.row for cell, _ in covered),
                tuple(cell.row + cell.row_span for cell, _ in covered),
            )
        )
    return rows


def _begin(table: PageTable, page: int, following: Sequence[GridRow]) -> _Run:
    """A table that begins; its header also shows in being printed again at the head of the `following` page's rows."""
    rows = grid_rows(table, page)
    depth = header_depth(rows) or _rows_again(rows, following)
    return _Run(table, rows[:depth], _body(rows[depth:]), table)


def _body(rows: Sequence[GridRow]) -> list[_Row]:
    return [
        _Row(row, kind_of(row, rows[index + 1] if index + 1 < len(rows) else None), row.page)
        for index, row in enumerate(rows)
    ]


def _goes_on(group: Sequence[tuple[int, PageTable]], before: PageContent, page: PageContent) -> bool:
    """True where the first table of `page` is surely the continuation of the group's last one, on the page `before`."""
    table, last = page.tables[0], group[-1][1]
    if not before.tables or before.tables[-1] is not last:
        return False
    below = _letters(line for line in before.lines if line.box.y0 > last.box.y1)
    if below > MAX_STRAY_LETTERS and not last.open_bottom:
        return False
    if _letters(line for line in page.lines if line.box.y1 < table.box.y0) > MAX_STRAY_LETTERS:
        return False
    model = model_of([other for _, other in group])
    conformed, first = conform(table, model), conform(group[0][1], model)
    if conformed is None or first is None:
        return False
    rows = grid_rows(conformed, page.page)
    head = grid_rows(first, group[0][0])
    # A header of its own, other than the group's, begins another table.
    return bool(repeated_header(head[: header_depth(head)], rows)) or header_depth(rows) == 0


def _letters(lines: Iterable[Line]) -> int:
    return sum(c.isalpha() for line in lines for word in line.words if word.confidence >= 0.4 for c in word.text)


def repeated_header(header: Sequence[GridRow], rows: Sequence[GridRow]) -> int:
    """How many of the first `rows` are `header` printed again; 0 where they are not. Reading errors are tolerated."""
    if not rows or not header:
        return 0
    wanted = _column_texts(header)
    best, depth = 0.0, 0
    for n in range(1, min(len(rows), MAX_HEADER_ROWS + 1) + 1):
        similarity = _similarity(wanted, _column_texts(rows[:n]))
        if similarity > best + 1.0:
            best, depth = similarity, n
    if best >= MIN_HEADER_SIMILARITY:
        # A row with the body's own cells in it is not eaten by a header that was read short.
        return depth
    return 1 if is_numbering(rows[0]) and is_numbering(header[-1]) else 0


def _rows_again(rows: Sequence[GridRow], following: Sequence[GridRow]) -> int:
    """How many rows two pages begin with alike: a header whatever its words, but for rows that say next to nothing."""
    depth = 0
    for n in range(1, min(len(rows) - 1, len(following), MAX_HEADER_ROWS) + 1):
        texts = _column_texts(rows[n - 1 : n])
        if sum(map(bool, texts)) < 2 or _similarity(texts, _column_texts(following[n - 1 : n])) < MIN_SAME_ROWS:
            break
        depth = n
    return depth


def _column_texts(rows: Sequence[GridRow]) -> list[str]:
    """For each column the texts from top to bottom, a merged cell's once."""
    texts = []
    for column in range(len(rows[0].cells)):
        parts: list[str] = []
        for index, row in enumerate(rows):
            if index == 0 or row.starts[column] != rows[index - 1].starts[column]:
                parts.append(plain(row.cells[column].text_raw))
        texts.append(" ".join(part for part in parts if part))
    return texts


def _similarity(first: Sequence[str], second: Sequence[str]) -> float:
    """Of 100. Cells that one side lacks count little: a header that is printed again is often read with holes."""
    if len(first) != len(second):
        return 0.0
    total = weight = 0.0
    for a, b in zip(first, second, strict=True):
        length = max(len(a), len(b)) * (1.0 if a and b else HOLE_WEIGHT)
        total += fuzz.ratio(a, b) * length
        weight += length
    return total / weight if weight else 0.0


def _append(run: _Run, table: PageTable, page: int) -> None:
    rows = grid_rows(table, page)
    depth = repeated_header(run.header, rows)
    body = _body(rows[depth:])
    numbered = _is_numbered([*run.body, *body[1:]])
    if run.body and body and _is_cut(run.body[-1], body[0], run.last.open_bottom, table.open_top, numbered):
        run.body[-1] = _joined(run.body[-1], body[0])
        body = _with_cells_from(run.body[-1].grid, body[0].grid, body[1:])
    elif run.body and body:
        # A section's title at the foot of a page is told by the row under it, on the next one.
        run.body[-1] = replace(run.body[-1], kind=kind_of(run.body[-1].grid, body[0].grid))
        body = _with_cells_continued(run.body[-1], body)
    run.body += body
    run.last = table


def _is_numbered(body: Sequence[_Row]) -> bool:
    """True where nearly every row has an ordinal of its own."""
    rows = [row for row in body if row.kind is RowKind.DATA]
    numbered = sum(_is_ordinal(row.grid.cells[0].text_raw) for row in rows)
    merged = any(row.grid.stops[0] - row.grid.starts[0] > 1 for row in rows)
    return len(rows) >= MIN_NUMBERED_ROWS and numbered >= NUMBERED_SHARE * len(rows) and not merged


def _is_cut(above: _Row, below: _Row, open_bottom: bool, open_top: bool, numbered: bool) -> bool:
    """True where `below`, the first row of a page, is the rest of `above`, the last of the page before.

    `numbered` tells that the table's rows have ordinals, so that one without is hardly a row of its own.
    """
    first, second = above.grid.cells, below.grid.cells
    ordinal_above, ordinal_below = _is_ordinal(first[0].text_raw), _is_ordinal(second[0].text_raw)
    if below.kind is RowKind.SECTION or (ordinal_above and ordinal_below):
        return False
    if above.kind is RowKind.SECTION:
        return open_bottom and not second[0].text_raw
    if open_bottom and ordinal_above and not second[0].text_raw:
        return True  # the page ends without a ruling line, and the next row has no ordinal of its own
    evidence = 2.0 * open_bottom + 1.0 * open_top
    if not second[0].text_raw:
        evidence += 1.5 if numbered else 0.5
    elif ordinal_below and not open_bottom:
        evidence -= 2.0
    filled = [i for i, passage in enumerate(second) if passage.text_raw and below.grid.spans[i] == i]
    evidence += 1.5 * (len(second) - len(filled)) / len(second) if filled else 0.5
    both = [i for i in filled if first[i].text_raw and not (i == 0 and ordinal_below)]
    if not both and filled:
        # What one part lacks the other has: cells centred in a row that is cut. Rows of their own overlap somewhere.
        evidence += 0.5 if any(passage.text_raw for passage in first) else -1.0
    return evidence + sum(_continues(first[i].text_raw, second[i].text_raw) for i in both) >= MIN_CUT_EVIDENCE


def _is_ordinal(text: str) -> bool:
    return 0 < len(text) <= MAX_ORDINAL_LENGTH


def _continues(before: str, after: str) -> float:
    """How much `after` reads as the rest of `before`: positive where it does."""
    if after[:1].islower():
        return 1.0 if before.endswith(SENTENCE_END) else 1.5
    if before.endswith(SENTENCE_END) or BULLET.match(after):
        return -0.25
    return 0.25 if after[:1].isalpha() else 0.75


def _joined(above: _Row, below: _Row) -> _Row:
    cells: list[Passage] = []
    for column, passage in enumerate(above.grid.cells):
        first = above.grid.spans[column]
        if first != column and cells:
            cells.append(cells[first])
        else:
            cells.append(join_passages(passage, below.grid.cells[column]))
    grid = replace(above.grid, cells=tuple(cells), stops=below.grid.stops)
    return _Row(grid, above.kind, below.page_last)


def _with_cells_from(joined: GridRow, rest: GridRow, body: list[_Row]) -> list[_Row]:
    """Where the `rest` of a cut row shares a cell with the rows below it, they have the whole of that cell."""
    body = list(body)
    for column, text in enumerate(joined.cells):
        for index in range(min(rest.stops[column] - rest.starts[column] - 1, len(body))):
            body[index] = _with_cell(body[index], column, text)
    return body


def _with_cell(row: _Row, column: int, text: Passage) -> _Row:
    cells = row.grid.cells
    return replace(row, grid=replace(row.grid, cells=(*cells[:column], text, *cells[column + 1 :])))


def _with_cells_continued(above: _Row, body: list[_Row]) -> list[_Row]:
    """A cell merged over rows goes on over the page break: its text stands in the rows below it too."""
    first = body[0].grid
    for column in range(len(first.cells)):
        merged_above = above.grid.stops[column] - above.grid.starts[column] > 1
        merged_below = first.stops[column] - first.starts[column] > 1
        text = above.grid.cells[column]
        if not (merged_above and merged_below and text.text_raw and not first.cells[column].text_raw):
            continue
        span = first.stops[column] - first.starts[column]
        for index in range(min(span, len(body))):
            body[index] = _with_cell(body[index], column, text)
    return body


def _finished(index: int, run: _Run) -> DocumentTable:
    rows = [TableRow(RowKind.HEADER, row.cells, row.spans, row.page, row.page) for row in run.header]
    rows += [TableRow(row.kind, row.grid.cells, row.grid.spans, row.grid.page, row.page_last) for row in run.body]
    return DocumentTable(index, tuple(rows), run.model.ruled)
