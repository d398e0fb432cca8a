"""The appendix tables of a text dump, put together again without geometry.

The running header tells the columns; what the pieces say and the order in which they come tell their cells. Where a
piece's place is uncertain its words are marked doubtful; whether the row waits for review is for its evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby

from extractors.layout import (
    EMPTY,
    DocumentTable,
    GridCell,
    Line,
    PageContent,
    PageTable,
    Passage,
    Placing,
    Region,
    RowKind,
    TableRow,
    bounding_box,
)
from extractors.passages import join_passages, passage_of
from extractors.table_meaning.wordings import Field
from extractors.text_dump.blocks_lines import is_in_blocks
from extractors.text_dump.blocks_rows import rows_of_blocks
from extractors.text_dump.cell_vocabulary import BODIES, misfits
from extractors.text_dump.down_lines import down_lines
from extractors.text_dump.down_pages import DownPage
from extractors.text_dump.down_rows import DownTable, rows_dumped_down
from extractors.text_dump.dumped_lines import PrintedLine, printed_line
from extractors.text_dump.laid_out_tables import laid_out_table
from extractors.text_dump.line_clues import MAX_WORDS, FluencyModel
from extractors.text_dump.lone_markers import with_centred_markers, with_lone_markers
from extractors.text_dump.pages import LINE_HEIGHT
from extractors.text_dump.regions import TableRegion, regions_of_pages
from extractors.text_dump.row_search import find_rows, likeliest_columns
from extractors.text_dump.row_states import FoundRow
from extractors.text_dump.row_titles import with_titles_mended
from extractors.text_dump.run_ons import mostly_begin_small, runs_on
from extractors.text_dump.table_spans import TableSpan, find_spans
from extractors.text_dump.torn_lines import ReadingOn

_TITLES = {
    Field.ORDINAL: "STT",
    Field.TASK: "Nội dung công việc",
    Field.LEAD: "Đơn vị chủ trì",
    Field.COORDINATING: "Đơn vị phối hợp",
    Field.RESPONSIBLE: "Trách nhiệm thực hiện",
    Field.DEADLINE: "Thời gian thực hiện",
    Field.OUTPUT: "Kết quả, sản phẩm",
    Field.BUDGET: "Kinh phí",
    Field.NOTE: "Ghi chú",
    Field.RISK: "Rủi ro/cơ hội",
    Field.MEASURE: "Biện pháp",
    Field.ACTION: "Nội dung thực hiện",
    Field.EFFECTIVENESS: "Đánh giá hiệu lực",
    Field.OTHER: "",
}
"""What a header says where the dump's is too garbled to be parted into its cells."""


# Lines of a table that are searched at most, some hundred pages of it; what is beyond stays as dumped.
MAX_LINES = 4_000
# Lines with bars, at most, where bars are specks.
BARRED_SHARE = 0.1
# Confidence in a word whose cell is not certain: low enough for what it states to wait for review.
DOUBTFUL_PLACE = 0.5
# Nats a word: rows whose lines ran across and cost more were put together wrongly four times in five.
MOST_NATS_A_WORD = 3.7
# Where more than this share of the rows have ordinals, one without any is uncertain.
NUMBERED_SHARE = 0.5
MAY_BE_EMPTY = frozenset({Field.EFFECTIVENESS, Field.BUDGET, Field.NOTE, Field.COORDINATING})


@dataclass(frozen=True, slots=True)
class PartedDump:
    """A dump's pages with the lines that are no table's, and its tables (not yet repaired)."""

    pages: tuple[PageContent, ...]
    tables: tuple[DocumentTable, ...]


def part_tables(
    pages: Sequence[PageContent], readable: Callable[[str], Sequence[str]], fluency: FluencyModel
) -> PartedDump:
    """Find the tables of a dump's appendices and put their rows together.

    `readable` gives a text's words repaired, one for each; it is used to tell what a piece may be, the table keeps the
    text as dumped. `fluency` tells what reads on.
    """
    spans, rest = find_spans(pages, readable, fluency)
    tables: list[DocumentTable] = []
    parted = {page.page: page for page in rest}
    for span in spans:
        found, columns = _rows_of(span, readable, fluency)
        found = with_titles_mended(found, columns, lambda text: not misfits(" ".join(readable(text)), Field.DEADLINE))
        tables.append(_table(span, found, columns, readable, index=len(tables) + 1))
        rows = [row for row, _ in found]
        parted.update({page: _with_rows(parted[page], rows) for page, _ in span.bodies})
    return PartedDump(tuple(parted[page.page] for page in pages), tuple(tables))


def _rows_of(
    span: TableSpan, readable: Callable[[str], Sequence[str]], fluency: FluencyModel
) -> tuple[list[tuple[FoundRow, bool]], tuple[Field, ...]]:
    """The rows of a table, each with whether its words are certainly parted into cells, and its columns."""
    laid_out = laid_out_table(span, readable, fluency)
    if laid_out is not None:
        printed = list(_bounded(laid_out.printed(ReadingOn(readable, fluency))))[:MAX_LINES]
        rows = find_rows(printed, laid_out.fields, readable, fluency)
        # Where ordinals were lost a row without one may be another's rest.
        lost = [laid_out.damaged and row.marker is None for row in rows]
        pairs = zip(rows, lost, strict=True)
        return [(replace(row, ambiguous=is_lost), True) for row, is_lost in pairs], laid_out.fields
    if is_in_blocks(span):
        return rows_of_blocks(span, readable, fluency)
    down = _dumped_down(span, readable, fluency)
    kept = [(page, body) for page, body in span.bodies if down is None or page not in down.pages]
    regions = regions_of_pages(kept, readable, fluency)
    lines = [line for page, region in regions for line in _bounded(_printed(page, region))][:MAX_LINES]
    columns = down.columns if down is not None else likeliest_columns(lines, span.layouts, readable, fluency)
    found = [(row, True) for row in find_rows(lines, columns, readable, fluency)]
    if down is not None:
        found += [(row, index not in down.doubtful) for index, row in enumerate(down.rows)]
        found.sort(key=lambda pair: pair[0].pages[0])
    return found, columns


def _table(
    span: TableSpan,
    found: Sequence[tuple[FoundRow, bool]],
    columns: Sequence[Field],
    readable: Callable[[str], Sequence[str]],
    *,
    index: int,
) -> DocumentTable:
    all_columns = (Field.ORDINAL, *columns)
    titles = tuple(Passage(_TITLES[field], _TITLES[field]) for field in all_columns)
    first = TableRow(RowKind.HEADER, titles, tuple(range(len(titles))), span.header_page, span.header_page)
    data = [row for row, _ in found if not row.title]
    numbered = sum(row.marker is not None for row in data) > NUMBERED_SHARE * len(data)
    small = mostly_begin_small(" ".join(line.text for _, line in row.cells.get(0, ())) for row in data)
    rows = [_row(row, all_columns, readable, numbered=numbered, parted=parted, small=small) for row, parted in found]
    return DocumentTable(index, (first, *rows), ruled=False)


def _dumped_down(span: TableSpan, readable: Callable[[str], Sequence[str]], fluency: FluencyModel) -> DownTable | None:
    """The rows of the pages that were dumped down their columns; those with many bars were not."""
    pages = [DownPage(page, down_lines(body, readable, fluency)) for page, body in span.bodies if not _is_barred(body)]
    filled = [page for page in pages if page.body]
    return rows_dumped_down(filled, span.layouts, span.kind, fluency) if filled else None


def _is_barred(lines: Sequence[Line]) -> bool:
    """True where more lines have bars than specks account for."""
    rows = [len(tuple(group)) for _, group in groupby(lines, key=lambda line: line.box.y0)]
    return sum(n > 1 for n in rows) > BARRED_SHARE * len(rows)


def _printed(page: int, region: TableRegion) -> Iterator[PrintedLine]:
    """The lines of a region."""
    below = -2 * LINE_HEIGHT
    for parts in (with_centred_markers if region.across else with_lone_markers)(region.lines):
        gap = parts[0].box.y0 - below > LINE_HEIGHT
        below = parts[0].box.y1
        yield printed_line(parts, page=page, after_gap=gap, across=region.across)


def _bounded(lines: Iterable[PrintedLine]) -> Iterator[PrintedLine]:
    """The lines, those too long to be searched in parts."""
    for line in lines:
        for start in range(0, len(line.words), MAX_WORDS):
            yield line.part(start, min(start + MAX_WORDS, len(line.words)))


def _row(
    row: FoundRow,
    columns: Sequence[Field],
    readable: Callable[[str], Sequence[str]],
    *,
    numbered: bool,
    parted: bool,
    small: bool,
) -> TableRow:
    """A row of the table; the first of `columns` is that of the ordinals, which most rows have if `numbered`.

    `parted` is False where it is not certain which words are which cell's, `small` True where tasks begin small.

    Where its cells are not certain every word of it is doubtful: what is in the wrong cell is missing in the right one.
    """
    n_columns = len(columns)
    cells: list[Passage] = [EMPTY] * n_columns
    if row.marker is not None and row.marker_word is not None:
        page = row.pages[0]
        text, word = row.marker.text, row.marker_word
        region = Region(page, word.box)
        cells[0] = Passage(text, text, (region,), (word.confidence,), (word.doubtful,))
    if row.title:
        cells[1] = _passage(row.title)
    for column, parts in row.cells.items():
        cells[column + 1] = _passage(parts)
    kind = RowKind.SECTION if row.title else RowKind.DATA
    unmarked = numbered and row.marker is None
    if not row.title and (unmarked or not parted or not _is_certain(row, columns[1:], readable, small=small)):
        cells = [_doubtful(cell) for cell in cells]
    swapped = row.across and _may_be_swapped(row, columns[1:])
    ambiguous = row.ambiguous or swapped
    placing = Placing(parted, row.unsettled, row.strain, row.in_block, ambiguous=ambiguous)
    return TableRow(kind, tuple(cells), tuple(range(n_columns)), *row.pages, placing)


def _is_certain(
    row: FoundRow, columns: Sequence[Field], readable: Callable[[str], Sequence[str]], *, small: bool
) -> bool:
    """True where no cell is missing that should be there, each says what its column says, and all reads on."""
    if any(field not in MAY_BE_EMPTY and column not in row.cells for column, field in enumerate(columns)):
        return False
    if row.across and row.surprise > MOST_NATS_A_WORD:
        return False
    texts = {column: " ".join(line.text for _, line in parts) for column, parts in row.cells.items()}
    repaired = [(" ".join(readable(text)), columns[column]) for column, text in texts.items()]
    return not any(misfits(text, field) or runs_on(text, field, small=small) for text, field in repaired)


def _may_be_swapped(row: FoundRow, columns: Sequence[Field]) -> bool:
    """True where two cells of bodies stand on no line together: nothing tells which is the left one."""
    lines = [
        {(page, line.box.y0) for page, line in row.cells[column]}
        for column, field in enumerate(columns)
        if field in BODIES and column in row.cells
    ]
    return any(not left & right for left, right in combinations(lines, 2))


def _doubtful(passage: Passage) -> Passage:
    n = len(passage.word_doubtful)
    return replace(passage, word_doubtful=(True,) * n, word_confidences=(DOUBTFUL_PLACE,) * n)


def _passage(parts: Sequence[tuple[int, Line]]) -> Passage:
    whole = EMPTY
    for page, lines in groupby(parts, key=lambda part: part[0]):
        whole = join_passages(whole, passage_of([line for _, line in lines], page))
    return whole


def _with_rows(page: PageContent, rows: Sequence[FoundRow]) -> PageContent:
    """The page with its part of the table, cell by cell, for the page's text."""
    cells: list[GridCell] = []
    for row in rows:
        pieces = [(1, row.title)] if row.title else [(column + 1, parts) for column, parts in row.cells.items()]
        if row.marker_word is not None and row.pages[0] == page.page:
            cells.append(GridCell(len(cells), 0, 1, 1, row.marker_word.box, (Line((row.marker_word,)),)))
        for column, parts in pieces:
            lines = tuple(line for number, line in parts if number == page.page)
            if lines:
                cells.append(GridCell(len(cells), column, 1, 1, bounding_box(line.box for line in lines), lines))
    if not cells:
        return page
    box = bounding_box(cell.box for cell in cells)
    edges = (box.y0, *(cell.box.y1 for cell in cells))
    return replace(page, tables=(PageTable(box, edges, (box.x0, box.x1), tuple(cells), ruled=False),))
