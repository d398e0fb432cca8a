"""Printed pages as data: which word stands where, where the ruling lines run, which cell covers what.

Coordinates are points with the origin at the top left of the page. What is drawn and what the truth tells come from
the same objects.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.layout import Box
from samples.fonts import Face, text_width
from samples.plan import Plan, Table

A4_SHORT, A4_LONG = 595.28, 841.89

ASCENT, DESCENT = 0.891, 0.216
"""Of Tinos, as shares of the size."""


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word with its baseline; `ends_line` is False where a space follows on the same line."""

    text: str
    x: float
    baseline: float
    face: Face
    size: float
    ends_line: bool = False

    @property
    def box(self) -> Box:
        """From the ascender to the descender of the face."""
        width = text_width(self.text, self.face, self.size)
        return Box(self.x, self.baseline - ASCENT * self.size, self.x + width, self.baseline + DESCENT * self.size)


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal or vertical ruling line of `width` points; `dashes` are the lengths drawn and left out in turn."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float = 0.6
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text in reading order: a paragraph or as much of it as the page holds, a cell, a line of the header.

    `role` is "header", "paragraph", "cell", "signature" or "page_number". `starts` is False where the passage began on
    an earlier page.
    """

    role: str
    text: str
    box: Box
    starts: bool = True


@dataclass(slots=True)
class Sheet:
    """A page while it is being set, and what it holds afterwards."""

    page: int
    width: float
    height: float
    words: list[PlacedWord] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    shades: list[Box] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    signature_at: tuple[float, float] | None = None
    """Centre of the place where one signs, in points."""


@dataclass(frozen=True, slots=True)
class CellPart:
    """What one page shows of a cell."""

    page: int
    box: Box
    text: str


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell, counted over the whole table with its header once; parts from top to bottom."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    parts: tuple[CellPart, ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as printed. `n_header_rows` of its rows are the header with the numbering row.

    `path` are the headings of the narrative that the table stands under.
    """

    table: Table
    index: int
    n_header_rows: int
    n_rows: int
    cells: tuple[PrintedCell, ...]
    path: tuple[str, ...]

    def row_pages(self, row: int) -> tuple[int, int]:
        """First and last page of a row."""
        pages = [part.page for cell in self.cells if cell.row == row and cell.row_span == 1 for part in cell.parts] or [
            part.page for cell in self.cells if cell.row <= row < cell.row + cell.row_span for part in cell.parts
        ]
        return min(pages), max(pages)


@dataclass(frozen=True, slots=True)
class PrintedPlan:
    """A plan on paper. `paragraph_pages` gives the page on which each block of the plan begins, by its index."""

    plan: Plan
    sheets: tuple[Sheet, ...]
    tables: tuple[PrintedTable, ...]
    block_pages: tuple[int, ...]
    block_paths: tuple[tuple[str, ...], ...]

    def passages(self) -> Iterator[tuple[int, Passage]]:
        """All passages in reading order, with their page."""
        for sheet in self.sheets:
            for passage in sheet.passages:
                yield sheet.page, passage
