"""The appendix tables of a text dump, put together again without geometry.

The running header tells the columns; what the pieces say and the order in which they come tell their cells. Where a
piece's place is uncertain its words are marked doubtful, so that the row waits for review.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.layout import (
    EMPTY,
    DocumentTable,
    GridCell,
    Line,
    PageContent,
    PageTable,
    Passage,
    Region,
    RowKind,
    TableRow,
    bounding_box,
)
from extractors.markers import Marker
from extractors.passages import join_passages, passage_of
from extractors.text_dump.assignment import Placed, place_units
from extractors.text_dump.interleaved import MAX_COLUMNS, MAX_LINES, InterleavedRow, part_rows
from extractors.text_dump.line_clues import FluencyModel, KnownColumns, Pairs, printed_line
from extractors.text_dump.regions import TableRegion, table_regions
from extractors.text_dump.running_header import DumpedHeader, find_headers
from extractors.text_dump.units import SECTION, Unit, units_of
from extractors.wordings import Field, plain

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
}
"""What a header says where the dump's is too garbled to be parted into its cells."""


# Cells of so many words recur: names of bodies, deadlines, products.
MAX_RECURRING_WORDS = 24
FEWEST_RECURRENCES = 2
# Confidence in a word whose cell is not certain: low enough for its row to wait for review.
DOUBTFUL_PLACE = 0.5
_FEW_VALUES = frozenset({Field.LEAD, Field.COORDINATING, Field.RESPONSIBLE, Field.DEADLINE})


@dataclass(frozen=True, slots=True)
class PartedDump:
    """A dump's pages with the lines that are no table's, and its tables (not yet repaired)."""

    pages: tuple[PageContent, ...]
    tables: tuple[DocumentTable, ...]


def part_tables(
    pages: Sequence[PageContent], readable: Callable[[str], Sequence[str]], fluency: FluencyModel
) -> PartedDump:
    """Find the appendix table in a dump: all that follows its first header is its body.

    `readable` gives a text's words repaired, one for each; it is used to tell what a piece may be, the table keeps the
    text as dumped. `fluency` tells what reads on.
    """
    rest: list[PageContent] = []
    regions: list[tuple[int, TableRegion]] = []
    header: DumpedHeader | None = None
    header_page = 0
    found = [find_headers(page.lines, readable) for page in pages]
    # A sentence of the narrative may name three columns; the real header names most of them, if not each time.
    surest = max((one for headers in found for one in headers), key=lambda one: one.certainty, default=None)
    for page, headers in zip(pages, found, strict=True):
        certain = [one for one in headers if surest is not None and one.is_same(surest)]
        if header is None and certain:
            header, header_page = surest, page.page
            start = certain[0].start
            rest.append(_head_of(page, start))
            body = _without(page.lines, certain)[start:]
        elif header is None:
            rest.append(page)
            continue
        else:
            rest.append(_head_of(page, 0))
            body = _without(page.lines, certain)
        regions.extend((page.page, region) for region in table_regions(body, readable, fluency))
    if header is None:
        return PartedDump(tuple(rest), ())
    placed = place_units(_units(regions, header.columns, readable, fluency), header.columns)
    rows = _rows(placed, header.columns)
    titles = tuple(Passage(_TITLES[field], _TITLES[field]) for field in header.columns)
    indexes = tuple(range(len(header.columns)))
    first = TableRow(RowKind.HEADER, titles, indexes, header_page, header_page)
    table = DocumentTable(1, (first, *rows), ruled=False)
    return PartedDump(tuple(_with_units(page, placed) for page in rest), (table,))


def _units(
    regions: Sequence[tuple[int, TableRegion]],
    columns: Sequence[Field],
    readable: Callable[[str], Sequence[str]],
    fluency: FluencyModel,
) -> list[Unit]:
    """The units of all regions, in order; the cells dumped whole tell the columns' widths."""
    parts: list[list[Unit]] = []
    number = 0
    for page, region in regions:
        lines = [line for row in region.lines for line in row]
        parts.append([] if region.across else list(units_of(page, lines, readable, number)))
        number += len(region.lines) + 1
    if all(parts):
        return [unit for units in parts for unit in units]
    whole = place_units([unit for units in parts for unit in units], columns)
    cells = tuple(field for field in columns if field is not Field.ORDINAL)
    known = KnownColumns(cells, _widths(whole, columns), _recurring_pairs(whole, columns))
    searched = 0
    last: Marker | None = None
    for index, (page, region) in enumerate(regions):
        if region.across and searched + len(region.lines) <= MAX_LINES and len(columns) <= MAX_COLUMNS:
            searched += len(region.lines)
            rows = part_rows([printed_line(row) for row in region.lines], known, readable, fluency, last)
            shift = int(Field.ORDINAL in columns)
            parts[index] = [unit for row in rows for unit in _row_units(row, page, shift, readable)]
        elif region.across:
            parts[index] = list(units_of(page, [line for row in region.lines for line in row], readable, number))
        last = next((unit.marker for unit in reversed(parts[index]) if unit.marker is not None), last)
    return [unit for units in parts for unit in units]


def _row_units(row: InterleavedRow, page: int, shift: int, readable: Callable[[str], Sequence[str]]) -> Iterator[Unit]:
    """The cells of a row that ran across the columns, from left to right; `shift` counts the columns of ordinals."""
    begins = None if row.carried else True
    if row.title:
        words = (row.marker_word,) if row.marker_word is not None else ()
        lines = (Line((*words, *row.title[0].words)), *row.title[1:])
        text = " ".join(readable(" ".join(line.text for line in lines)))
        yield Unit(page, lines, text, 0, False, row.marker, False, SECTION, True)
        return
    if row.marker is not None and row.marker_word is not None:
        line = Line((row.marker_word,))
        yield Unit(page, (line,), line.text, 0, True, row.marker, True, 0 if shift else SECTION, begins)
        begins = False
    for column, lines in row.cells.items():
        text = " ".join(readable(" ".join(line.text for line in lines)))
        yield Unit(page, lines, text, 0, True, None, False, column + shift, begins)
        begins = False


def _widths(placed: Sequence[Placed], columns: Sequence[Field]) -> dict[int, float]:
    """The usual length, in letters, of the lines of each column but the ordinals' that wrap in cells dumped whole."""
    lengths: dict[int, list[int]] = {}
    shift = int(Field.ORDINAL in columns)
    for place in placed:
        if place.sure and place.column >= shift:
            lengths.setdefault(place.column - shift, []).extend(len(line.text) for line in place.unit.lines[:-1])
    return {column: float(sorted(found)[len(found) * 4 // 5]) for column, found in lengths.items() if len(found) >= 6}


def _recurring_pairs(placed: Sequence[Placed], columns: Sequence[Field]) -> Pairs:
    """Neighbouring words that recur in a column's short cells, which hold the same few bodies and deadlines."""
    shift = int(Field.ORDINAL in columns)
    found: dict[int, Counter[tuple[str, str]]] = {}
    for place in placed:
        words = ["", *(plain(word) for word in place.unit.text.split())]
        if place.sure and columns[place.column] in _FEW_VALUES and len(words) <= MAX_RECURRING_WORDS:
            found.setdefault(place.column - shift, Counter()).update(pairwise(words))
    return {
        column: frozenset(pair for pair, count in counter.items() if count >= FEWEST_RECURRENCES)
        for column, counter in found.items()
    }


def _rows(placed: Sequence[Placed], columns: Sequence[Field]) -> list[TableRow]:
    rows: list[TableRow] = []
    by_row: dict[int, list[Placed]] = {}
    for place in placed:
        by_row.setdefault(place.row, []).append(place)
    key = next((index for index, field in enumerate(columns) if field is not Field.ORDINAL), 0)
    for members in by_row.values():
        cells: list[Passage] = [EMPTY] * len(columns)
        sure = all(place.sure for place in members)
        for place in members:
            column = key if place.column == SECTION else place.column
            marker, passage = _parted(place.unit)
            if marker is not None and columns[0] is Field.ORDINAL and column != 0:
                cells[0] = marker
            if not sure:  # what is in the wrong cell of a row is missing in the right one
                words = len(passage.word_doubtful)
                passage = replace(passage, word_doubtful=(True,) * words, word_confidences=(DOUBTFUL_PLACE,) * words)
            cells[column] = join_passages(cells[column], passage)
        pages = [place.unit.page for place in members]
        kind = RowKind.SECTION if members[0].column == SECTION else RowKind.DATA
        spans = tuple(range(len(columns)))
        rows.append(TableRow(kind, tuple(cells), spans, min(pages), max(pages)))
    return rows


def _parted(unit: Unit) -> tuple[Passage | None, Passage]:
    """A unit's leading ordinal, if it has one with text after it, and the rest."""
    if unit.marker is None or unit.marker_only:
        return None, passage_of(unit.lines, unit.page)
    first = unit.lines[0]
    head, tail = first.words[0], first.words[1:]
    lines = ((Line(tail),) if tail else ()) + unit.lines[1:]
    region = Region(unit.page, bounding_box(word.box for word in first.words[:1]))
    text = unit.marker.text
    return Passage(text, text, (region,), (head.confidence,), (head.doubtful,)), passage_of(lines, unit.page)


def _without(lines: Sequence[Line], headers: Sequence[DumpedHeader]) -> list[Line]:
    """The lines that are in none of the headers; indexes below the first header stay as they were."""
    gone = {index for header in headers for index in range(header.start, header.end)}
    return [line for index, line in enumerate(lines) if index not in gone]


def _with_units(page: PageContent, placed: Sequence[Placed]) -> PageContent:
    """The page with its part of the table, a cell a piece in the order of the dump, for the page's text."""
    pieces = [(place, _parted(place.unit)) for place in placed if place.unit.page == page.page]
    if not pieces:
        return page
    cells: list[GridCell] = []
    for place, parts in pieces:
        for passage in parts:
            if passage is not None and passage.regions:
                cells.append(GridCell(len(cells), max(place.column, 0), 1, 1, passage.regions[0].box, place.unit.lines))
    box = bounding_box(cell.box for cell in cells)
    edges = (box.y0, *(cell.box.y1 for cell in cells))
    return replace(page, tables=(PageTable(box, edges, (box.x0, box.x1), tuple(cells), ruled=False),))


def _head_of(page: PageContent, end: int) -> PageContent:
    starts = tuple(start for start in page.paragraph_starts if start < end)
    return replace(page, lines=page.lines[:end], paragraph_starts=starts)
