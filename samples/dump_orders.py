"""In which order the words of a page come in a dump: cell after cell, across the columns, down them, in pieces.

Gives blocks, the lines that a dump keeps together; what wears on them is decided in dump_wear.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from extractors.layout import Box
from samples.dump_wear import Block, Wear, bar
from samples.plan import SectionRow
from samples.sheets import Passage, PlacedWord, PrintedPlan, Sheet


class Order(StrEnum):
    """In which order the words of a table come."""

    CELLS = "cells"
    """Cell after cell, row by row, blank lines between them."""
    BANDS = "bands"
    """The same, but that neighbouring cells may be read as one, line by line across them."""
    ACROSS = "across"
    """Line by line across the columns, one space between them."""
    BARRED = "barred"
    """The same with bars where ruling lines were, most of them."""
    MIXED = "mixed"
    """Pages with bars, and pages cell after cell; some rows of each the other way."""
    DOWN = "down"
    """Down the columns, one after the other, page by page."""
    SPACED = "spaced"
    """Line by line, with runs of spaces that keep the places."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a dump reads a table.

    `heads` puts each column's header at its head, `parts` parts the columns at section rows (both of columns dumped
    downwards); `joined` is the share of neighbouring cells that are read as one, and of pages whose ordinals are read
    with the column beside them.
    """

    order: Order
    heads: bool = True
    parts: bool = False
    joined: float = 0.0


class _Role(StrEnum):
    HEADER = "header"
    SECTION = "section"
    DATA = "data"


Roles = Mapping[tuple[int, Box], _Role]
"""What rows the cells of tables are of, by page and box."""


@dataclass(frozen=True, slots=True)
class _Cell:
    box: Box
    row: int
    """Among the rows of the page, from 0."""
    column: int
    role: _Role

    @property
    def header(self) -> bool:
        return self.role is _Role.HEADER


LETTER_WIDTH = 5.5
"""Points of a letter on average, which is what a space stands for."""
MIXED_PAGES = 0.6
"""Share of the pages of a mixed dump that are read across."""
OTHER_ROWS = 0.15
"""Share of the rows of a mixed dump that are read the other way."""


def roles_of(printed: PrintedPlan) -> Roles:
    """What rows the cells of all tables are of; headers that are printed again are none of them."""
    found: dict[tuple[int, Box], _Role] = {}
    for table in printed.tables:
        for cell in table.cells:
            index = cell.row - table.n_header_rows
            section = index >= 0 and isinstance(table.table.rows[index], SectionRow)
            role = _Role.HEADER if index < 0 else _Role.SECTION if section else _Role.DATA
            found.update({(part.page, part.box): role for part in cell.parts})
    return found


def page_blocks(sheet: Sheet, reading: Reading, roles: Roles, wear: Wear, chance: random.Random) -> Iterator[Block]:
    """The blocks of a page in the order in which they are dumped."""
    ordinals_joined = chance.random() < reading.joined
    for is_table, group in groupby(sheet.passages, key=lambda passage: passage.role in ("cell", "repeated_header")):
        passages = list(group)
        if not is_table:
            boxes = [passage.box for passage in passages]
            lines = lines_of([word for word in sheet.words if any(_holds(box, word) for box in boxes)], wear.offset)
            yield Block(tuple(" ".join(word.text for word in line) for line in lines), parted=True)
            continue
        cells = _cells(sheet, passages, roles)
        order = reading.order
        if order is Order.MIXED:
            yield from _mixed(sheet, cells, wear, chance)
        elif order is Order.CELLS:
            yield from (_block(sheet, [cell], wear) for cell in cells)
        elif order is Order.BANDS:
            yield from _bands(sheet, cells, reading, wear, chance)
        elif order is Order.DOWN:
            yield from _down(sheet, cells, reading, wear, ordinals_joined=ordinals_joined)
        else:
            yield from _across(sheet, cells, order, wear, chance)


def _cells(sheet: Sheet, passages: Sequence[Passage], roles: Roles) -> list[_Cell]:
    columns = sorted({round(passage.box.x0) for passage in passages})
    tops = sorted({round(passage.box.y0) for passage in passages})
    return [
        _Cell(
            passage.box,
            tops.index(round(passage.box.y0)),
            columns.index(round(passage.box.x0)),
            _Role.HEADER if passage.role == "repeated_header" else roles[sheet.page, passage.box],
        )
        for passage in passages
    ]


def _block(sheet: Sheet, cells: Sequence[_Cell], wear: Wear) -> Block:
    words = [word for word in sheet.words if any(_holds(cell.box, word) for cell in cells)]
    lines = tuple(" ".join(word.text for word in line) for line in lines_of(words, wear.offset))
    return Block(lines, cells[0].row, cells[0].header)


def _bands(
    sheet: Sheet, cells: Sequence[_Cell], reading: Reading, wear: Wear, chance: random.Random
) -> Iterator[Block]:
    """Row by row; some cells read as one with the next."""
    for _, row in groupby(cells, key=lambda cell: cell.row):
        band: list[_Cell] = []
        for cell in row:
            if band and (cell.header or chance.random() >= reading.joined):
                yield _block(sheet, band, wear)
                band = []
            band.append(cell)
        yield _block(sheet, band, wear)


def _down(
    sheet: Sheet, cells: Sequence[_Cell], reading: Reading, wear: Wear, *, ordinals_joined: bool
) -> Iterator[Block]:
    """Column after column; `ordinals_joined` reads the first two as one."""
    parts = [list(part) for _, part in groupby(cells, key=lambda cell: _apart(cell, reading))]
    for part in parts:
        if _apart(part[0], reading) is not None:
            yield from (_block(sheet, [cell], wear) for cell in part)
            continue
        rest = part
        if ordinals_joined:
            joined = [cell for cell in part if cell.column <= 1]
            rest = [cell for cell in part if cell.column > 1]
            by_row = groupby(sorted(joined, key=lambda cell: (cell.row, cell.column)), key=lambda cell: cell.row)
            yield from (_block(sheet, list(row), wear) for _, row in by_row)
        yield from (_block(sheet, [cell], wear) for cell in sorted(rest, key=lambda cell: (cell.column, cell.box.y0)))


def _apart(cell: _Cell, reading: Reading) -> tuple[_Role, int] | None:
    """What a cell that no column goes over belongs to: the header, or a section row; None for the others."""
    if cell.header:
        return None if reading.heads else (_Role.HEADER, 0)
    return (_Role.SECTION, cell.row) if cell.role is _Role.SECTION and reading.parts else None


def _mixed(sheet: Sheet, cells: Sequence[_Cell], wear: Wear, chance: random.Random) -> Iterator[Block]:
    usually = chance.random() < MIXED_PAGES
    rows = [list(group) for _, group in groupby(cells, key=lambda cell: cell.row)]
    ways = [usually if chance.random() >= OTHER_ROWS else not usually for _ in rows]
    for across, group in groupby(zip(ways, rows, strict=True), key=lambda pair: pair[0]):
        part = [cell for _, row in group for cell in row]
        if across:
            yield from _across(sheet, part, Order.BARRED, wear, chance)
        else:
            yield from (_block(sheet, [cell], wear) for cell in part)


def _across(sheet: Sheet, cells: Sequence[_Cell], order: Order, wear: Wear, chance: random.Random) -> Iterator[Block]:
    """A block a row, as far as lines tell rows apart."""
    boxes = [cell.box for cell in cells]
    left = min(box.x0 for box in boxes)
    bottom: float | None = None
    lines: list[str] = []
    header = False
    row = 0
    for line in lines_of([word for word in sheet.words if any(_holds(box, word) for box in boxes)], wear.offset):
        first = next(cell for cell in cells if _holds(cell.box, line[0]))
        if bottom is not None and line[0].baseline > bottom:
            yield Block(tuple(lines), row, header)
            lines, row = [], row + 1
        if bottom is None or line[0].baseline > bottom:
            bottom, header = max(bottom or 0.0, first.box.y1), first.header
        lines.append(_spaced(line, left) if order is Order.SPACED else _line_across(line, boxes, order, wear, chance))
    yield Block(tuple(lines), row, header)


def _spaced(line: Sequence[PlacedWord], left: float) -> str:
    text = ""
    for word in line:
        text = text.ljust(max(len(text) + bool(text), round((word.x - left) / LETTER_WIDTH))) + word.text
    return text


def _line_across(
    line: Sequence[PlacedWord], boxes: Sequence[Box], order: Order, wear: Wear, chance: random.Random
) -> str:
    text = ""
    before: Box | None = None
    for word in line:
        own = next(box for box in boxes if _holds(box, word))
        barred = order is Order.BARRED and before is not None and own.x0 > before.x0 + 1
        text += (bar(wear, chance) if barred else " " if text else "") + word.text
        before = own
    return text


def _holds(box: Box, word: PlacedWord) -> bool:
    middle = word.box
    return box.x0 <= middle.x_center <= box.x1 and box.y0 - 1 <= word.baseline - word.size / 4 <= box.y1 + 1


def lines_of(words: Sequence[PlacedWord], offset: float = 0.5) -> list[list[PlacedWord]]:
    """Words by baseline, from left to right; baselines that differ by less than `offset` of a letter's size are one."""
    lines: list[list[PlacedWord]] = []
    for word in sorted(words, key=lambda word: word.baseline):
        if lines and word.baseline - lines[-1][0].baseline < word.size * offset:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.x) for line in lines]
