"""Sets a table: heights of rows, breaks between and within rows, ruling lines, merged cells.

Decides how much of each cell a page takes; where the table starts and what surrounds it is `typesetting`'s business.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extractors.layout import Box
from samples.fonts import Face, text_width, wrap
from samples.plan import DataRow, SectionRow, Table
from samples.sheets import ASCENT, CellPart, Passage, PlacedWord, PrintedCell, PrintedTable, Sheet
from samples.table_parts import Edges, header_places, rules_of_cell, section_places

LINE_PITCH = 1.16
"""Line distance as a multiple of the size, as word processors set single spacing."""
PADDING_X, PADDING_Y = 4.0, 2.5
MIN_LINES_BEFORE_CUT = 1


@dataclass(frozen=True, slots=True)
class _Cell:
    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    face: Face
    centred: bool
    lines: tuple[tuple[str, ...], ...]
    item_ends: frozenset[int]
    """Indexes of the lines that end an item."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What a page shows of a row."""

    page: int
    y0: float
    y1: float
    cut_above: bool = False
    cut_below: bool = False


class _TableSetter:
    def __init__(self, table: Table, left: float, width: float) -> None:
        self.table, self.look = table, table.look
        self.pitch = self.look.font_size * LINE_PITCH
        self.edges = [left]
        for column_width in self._column_widths(width):
            self.edges.append(self.edges[-1] + column_width)
        header, self.n_header = header_places(table.columns, self.look.numbering_row)
        self.cells = [self._cell(place, Face.BOLD, centred=True) for place in header]
        if self.look.numbering_row:
            self.cells = [c if c.row < self.n_header - 1 else self._plain(c) for c in self.cells]
        for index, row in enumerate(table.rows, self.n_header):
            self._add_row(row, index)
        self.n_rows = self.n_header + len(table.rows)
        self.heights = self._heights()
        self.parts: list[list[_Part]] = [[] for _ in range(self.n_rows)]

    def _column_widths(self, width: float) -> list[float]:
        """Each column's share of `width`, more where its longest word needs it, at the cost of the others."""
        columns, rows = self.table.columns, [row for row in self.table.rows if isinstance(row, DataRow)]
        needed: list[float] = []
        for index, column in enumerate(columns):
            body = [word for row in rows for word in (row.cells[index] or "").split()]
            markers = [row.marker for row in self.table.rows if isinstance(row, SectionRow) and index == 0]
            longest = [text_width(word, Face.REGULAR, self.look.font_size) for word in body]
            longest += [text_width(word, Face.BOLD, self.look.font_size) for word in [*column.title.split(), *markers]]
            needed.append(max(longest, default=0.0) + 2 * PADDING_X + 0.5)
        if sum(needed) > width:
            raise ValueError(f"{len(columns)} columns with these words do not fit into {width:.0f} points")
        fixed: set[int] = set()
        while True:
            free = width - sum(needed[index] for index in fixed)
            total = sum(column.width for index, column in enumerate(columns) if index not in fixed)
            widths = [
                needed[index] if index in fixed else free * column.width / total for index, column in enumerate(columns)
            ]
            narrow = {index for index, value in enumerate(widths) if value < needed[index] - 0.01}
            if not narrow:
                return widths
            fixed |= narrow

    def _plain(self, cell: _Cell) -> _Cell:
        return self._cell((cell.row, cell.column, 1, 1, cell.text), Face.ITALIC, centred=True)

    def _cell(self, place: tuple[int, int, int, int, str], face: Face, *, centred: bool) -> _Cell:
        row, column, row_span, column_span, text = place
        width = self.edges[column + column_span] - self.edges[column] - 2 * PADDING_X
        lines: list[tuple[str, ...]] = []
        ends: set[int] = set()
        for item in text.split("\n"):
            lines += [tuple(line) for line in wrap(item, face, self.look.font_size, width)]
            ends.add(len(lines) - 1)
        return _Cell(row, column, row_span, column_span, text, face, centred, tuple(lines), frozenset(ends))

    def _add_row(self, row: SectionRow | DataRow, index: int) -> None:
        if isinstance(row, SectionRow):
            face = Face.BOLD if row.level <= 2 else Face.BOLD_ITALIC
            for place in section_places(row, index, len(self.table.columns)):
                alone = place[3] == len(self.table.columns)
                self.cells.append(self._cell(place, face, centred=place[1] == 0 and not alone))
            return
        for position, (column, text) in enumerate(zip(self.table.columns, row.cells, strict=True)):
            if position in row.merged:
                continue
            if text is None:
                above = next(i for i in range(len(self.cells) - 1, -1, -1) if self.cells[i].column == position)
                cell = self.cells[above]
                place = (cell.row, cell.column, cell.row_span + 1, cell.column_span, cell.text)
                self.cells[above] = self._cell(place, cell.face, centred=cell.centred)
            else:
                span = 1
                while position + span in row.merged:
                    span += 1
                self.cells.append(self._cell((index, position, 1, span, text), Face.REGULAR, centred=column.centred))

    def _needed(self, n_lines: int) -> float:
        return max(n_lines, 1) * self.pitch + 2 * PADDING_Y

    def _heights(self) -> list[float]:
        heights = [self._needed(1)] * self.n_rows
        for cell in self.cells:
            if cell.row_span == 1:
                heights[cell.row] = max(heights[cell.row], self._needed(len(cell.lines)))
        for cell in self.cells:
            lacking = self._needed(len(cell.lines)) - sum(heights[cell.row : cell.row + cell.row_span])
            if lacking > 0:
                heights[cell.row + cell.row_span - 1] += lacking
        return heights

    def place_rows(self, y: float, sheet: Sheet, bottom: float, next_sheet: Callable[[], tuple[Sheet, float]]) -> float:
        """Finds the part of each row on each page; returns where the table ends."""
        page = sheet.page
        self.sheets = {page: sheet}
        self.repeated: dict[int, float] = {}
        head_height = sum(self.heights[: self.n_header])
        least = head_height + (self._needed(2) if self.look.cut_rows else self.heights[self.n_header])
        if y + least > bottom:
            sheet, y = next_sheet()
        self.sheets[sheet.page] = sheet

        def turn_page() -> float:
            nonlocal sheet
            sheet, top = next_sheet()
            self.sheets[sheet.page] = sheet
            if self.look.repeat_header:
                self.repeated[sheet.page] = top
                top += head_height
            return top

        for row in range(self.n_rows):
            height = self.heights[row]
            if row < self.n_header or y + height <= bottom:
                self.parts[row].append(_Part(sheet.page, y, y + height))
                y += height
                continue
            n_lines = int((bottom - y - 2 * PADDING_Y) / self.pitch + 0.01)
            total = max((len(c.lines) for c in self.cells if c.row == row and c.row_span == 1), default=1)
            if not self.look.cut_rows or n_lines < MIN_LINES_BEFORE_CUT or total <= n_lines:
                y = turn_page()
                self.parts[row].append(_Part(sheet.page, y, y + height))
                y += height
                continue
            cut_above = False
            while total > n_lines:
                height = self._needed(n_lines)
                self.parts[row].append(_Part(sheet.page, y, y + height, cut_above=cut_above, cut_below=True))
                total -= n_lines
                y = turn_page()
                cut_above = True
                n_lines = int((bottom - y - 2 * PADDING_Y) / self.pitch + 0.01)
            height = self._needed(total)
            self.parts[row].append(_Part(sheet.page, y, y + height, cut_above=cut_above))
            y += height
        return y

    def _extents(self) -> dict[int, tuple[float, float]]:
        """Where the table's rows begin and end on each page (the header printed again not counted)."""
        extents: dict[int, tuple[float, float]] = {}
        for part in (part for parts in self.parts for part in parts):
            top, end = extents.get(part.page, (part.y0, part.y1))
            extents[part.page] = (min(top, part.y0), max(end, part.y1))
        return extents

    def _cell_parts(self, cell: _Cell) -> list[_Part]:
        """The cell's rows joined page by page."""
        joined: list[_Part] = []
        for row in range(cell.row, cell.row + cell.row_span):
            for part in self.parts[row]:
                if joined and joined[-1].page == part.page:
                    last = joined[-1]
                    joined[-1] = _Part(part.page, last.y0, part.y1, last.cut_above, part.cut_below)
                else:
                    joined.append(part)
        return joined

    def _pour(self, cell: _Cell, parts: list[_Part]) -> list[tuple[int, int]]:
        """Which lines of the cell (first, end) each of its parts takes."""
        shares: list[tuple[int, int]] = []
        start = 0
        for index, part in enumerate(parts):
            room = int((part.y1 - part.y0 - 2 * PADDING_Y) / self.pitch + 0.01)
            end = len(cell.lines) if index == len(parts) - 1 else min(len(cell.lines), start + max(room, 0))
            shares.append((start, end))
            start = end
        return shares

    def _set_lines(self, cell: _Cell, part: _Part, share: tuple[int, int], sheet: Sheet) -> None:
        lines = cell.lines[share[0] : share[1]]
        size = self.look.font_size
        x0, x1 = self.edges[cell.column], self.edges[cell.column + cell.column_span]
        spare = part.y1 - part.y0 - len(lines) * self.pitch
        at_top = self.look.top_aligned and cell.face is Face.REGULAR
        at_bottom = self.look.bottom_aligned and cell.face is Face.REGULAR
        y = part.y0 + (PADDING_Y if at_top else spare - PADDING_Y if at_bottom else spare / 2)
        for line in lines:
            width = text_width(" ".join(line), cell.face, size)
            x = (x0 + x1 - width) / 2 if cell.centred else x0 + PADDING_X
            baseline = y + (self.pitch - size) / 2 + ASCENT * size
            sheet.words += set_line(line, x, baseline, cell.face, size)
            y += self.pitch

    def _text(self, cell: _Cell, share: tuple[int, int]) -> str:
        pieces: list[str] = []
        for index in range(*share):
            pieces.append(" ".join(cell.lines[index]))
            pieces.append("\n" if index in cell.item_ends else " ")
        return "".join(pieces[:-1])

    def draw(self) -> tuple[PrintedCell, ...]:
        """Puts words, rules and passages on the sheets, and tells the cells."""
        printed: list[PrintedCell] = []
        self.extents = self._extents()
        for page, top in self.repeated.items():
            self._draw_header_again(page, top)
        for cell in sorted(self.cells, key=lambda c: (c.row, c.column)):
            parts = self._cell_parts(cell)
            shares = self._pour(cell, parts)
            told: list[CellPart] = []
            for index, (part, share) in enumerate(zip(parts, shares, strict=True)):
                sheet = self.sheets[part.page]
                box = Box(self.edges[cell.column], part.y0, self.edges[cell.column + cell.column_span], part.y1)
                self._set_lines(cell, part, share, sheet)
                self._shade(cell, box, sheet)
                self._draw_edges(cell, part, box, sheet)
                text = self._text(cell, share)
                told.append(CellPart(part.page, box, text))
                if text:
                    sheet.passages.append(Passage("cell", text, box, starts=index == 0 or share[0] == 0))
            printed.append(PrintedCell(cell.row, cell.column, cell.row_span, cell.column_span, cell.text, tuple(told)))
        return tuple(printed)

    def _shade(self, cell: _Cell, box: Box, sheet: Sheet) -> None:
        if self.look.shaded_header and cell.row < self.n_header:
            sheet.shades.append(box)

    def _draw_header_again(self, page: int, top: float) -> None:
        shift = top - self.parts[0][0].y0
        sheet = self.sheets[page]
        for cell in self.cells:
            if cell.row >= self.n_header:
                continue
            (part,) = self._cell_parts(cell)
            moved = _Part(page, part.y0 + shift, part.y1 + shift)
            box = Box(self.edges[cell.column], moved.y0, self.edges[cell.column + cell.column_span], moved.y1)
            self._set_lines(cell, moved, (0, len(cell.lines)), sheet)
            self._shade(cell, box, sheet)
            self._draw_edges(cell, moved, box, sheet)
            sheet.passages.append(Passage("repeated_header", cell.text, box))

    def _draw_edges(self, cell: _Cell, part: _Part, box: Box, sheet: Sheet) -> None:
        edges = Edges(
            left=cell.column == 0,
            right=cell.column + cell.column_span == len(self.table.columns),
            top=cell.row == 0 or part.y0 == self.extents[part.page][0],
            bottom=cell.row + cell.row_span == self.n_rows or part.y1 == self.extents[part.page][1],
            in_header=cell.row < self.n_header,
            cut_above=part.cut_above,
            cut_below=part.cut_below,
        )
        sheet.rules += [rule for rule in rules_of_cell(box, edges, self.look) if rule not in sheet.rules]


def set_line(
    words: tuple[str, ...], x: float, baseline: float, face: Face, size: float, *, space: float = 0.0
) -> list[PlacedWord]:
    """Places the words of a line; `space` is added to each space (justified text)."""
    gap = text_width(" ", face, size) + space
    placed: list[PlacedWord] = []
    for index, word in enumerate(words):
        placed.append(PlacedWord(word, x, baseline, face, size, ends_line=index == len(words) - 1))
        x += text_width(word, face, size) + gap
    return placed


def set_table(
    table: Table,
    index: int,
    path: tuple[str, ...],
    *,
    sheet: Sheet,
    area: Box,
    next_sheet: Callable[[], tuple[Sheet, float]],
) -> tuple[PrintedTable, float]:
    """Sets `table` into `area` of `sheet` and of as many further sheets as `next_sheet` must give.

    Args:
        table: What to set.
        index: Its number in the document, from 0.
        path: The narrative's headings above it.
        sheet: Where it begins.
        area: From where it begins to the lower margin; its sides hold for all pages.
        next_sheet: Begins a page and tells its sheet and upper margin.

    Returns:
        The table with its cells, and where it ends on the last sheet.
    """
    setter = _TableSetter(table, area.x0, area.width)
    end = setter.place_rows(area.y0, sheet, area.y1, next_sheet)
    return PrintedTable(table, index, setter.n_header, setter.n_rows, setter.draw(), path), end
