"""Rows of tables that rule their columns but not their rows: told by the markers in the first column.

Decides, conservatively, that one ruled row holds several: its first cell has nothing but markers, a line each, and the
gaps between the lines of all cells part them one by one (`row_gaps`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.layout import Box, GridCell, PageTable
from extractors.markers import read_markers
from extractors.tables.row_gaps import levels_above, levels_between

ORDINAL = re.compile(r"^\(?([0-9]{1,3})\s*[.)]?$")
MIN_ORDINALS = 2


def split_rows(table: PageTable) -> PageTable:
    """The table with rows parted where ordinals say so; the table itself where they do not."""
    edges: list[float] = [table.row_edges[0]]
    cells: list[GridCell] = []
    first_of: list[int] = []
    levels_of: list[list[float]] = []
    for row in range(table.n_rows):
        levels = _levels(table, row)
        first_of.append(len(edges) - 1)
        levels_of.append(levels)
        edges += [*levels, table.row_edges[row + 1]]
    if len(edges) == len(table.row_edges):
        return table
    first_of.append(len(edges) - 1)
    for cell in table.cells:
        levels = levels_of[cell.row]
        start, stop = first_of[cell.row], first_of[cell.row + cell.row_span]
        if not levels or cell.row_span > 1:
            cells.append(replace(cell, row=start, row_span=stop - start))
            continue
        bounds = [cell.box.y0, *levels, cell.box.y1]
        for index, (top, bottom) in enumerate(pairwise(bounds)):
            last = index == len(bounds) - 2
            lines = tuple(
                line
                for line in cell.lines
                if (line.box.y_center >= top or index == 0) and (line.box.y_center < bottom or last)
            )
            box = Box(cell.box.x0, top, cell.box.x1, bottom)
            cells.append(GridCell(start + index, cell.column, 1, cell.column_span, box, lines))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return replace(table, row_edges=tuple(edges), cells=tuple(cells))


def _levels(table: PageTable, row: int) -> list[float]:
    """Where the row is to be parted, top to bottom; nowhere where that is not sure."""
    own = [cell for cell in table.cells if cell.row == row and cell.row_span == 1]
    first = next((cell for cell in own if cell.column == 0 and cell.column_span == 1), None)
    if first is None or len(own) < 2:
        return []
    markers = [line for line in first.lines if line.text.strip()]
    if len(markers) < MIN_ORDINALS or not all(read_markers(line.text) for line in markers):
        return []
    others = [line.box for cell in own if cell is not first for line in cell.lines]
    anchors = [line.box for line in markers]
    found = levels_between(anchors, others)
    if found is None and _count_on([line.text for line in markers]):
        found = levels_above(anchors, others)
    return found or []


def _count_on(texts: Sequence[str]) -> bool:
    """True for numbers that follow one another."""
    numbers = [int(found.group(1)) for text in texts if (found := ORDINAL.match(text))]
    return len(numbers) == len(texts) and all(after - before == 1 for before, after in pairwise(numbers))
