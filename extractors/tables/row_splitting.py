"""Rows of tables that rule their columns but not their rows: told by the markers in the first column.

Decides, conservatively, that one ruled row holds several: its first cell has a line for each of at least two ordinals
that follow one another, and beside most of them another cell begins a line too; or the widest gaps that run across all
its cells part the markers one by one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from extractors.layout import Box, GridCell, Line, PageTable
from extractors.markers import read_markers

ORDINAL = re.compile(r"^\(?([0-9]{1,3})\s*[.)]?$")
MIN_ORDINALS = 2
MIN_ALIGNED = 0.7
"""Share of the ordinals with text beside them: where cells are centred, ordinals do not tell where rows begin."""
WIDER_GAP = 1.1
"""How much wider the narrowest gap between rows is than the widest between the lines of a cell."""
SAME_LINE = 0.5
"""Of the line height: how far the lines of two cells may lie apart to be beside each other."""


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
    return _levels_above_ordinals(first, own) or _levels_in_gaps(first, own)


def _levels_in_gaps(first: GridCell, own: list[GridCell]) -> list[float]:
    """The widest gaps that run across all cells, where they part the markers of the first column one by one.

    Cells are centred in their rows more often than not, so that a marker ("I", "1") tells that there is a row but not
    where it begins; the space between rows does, being wider than that between the lines of a cell.
    """
    markers = [line for line in first.lines if line.text.strip()]
    if len(markers) < MIN_ORDINALS or not all(read_markers(line.text) for line in markers):
        return []
    boxes = sorted((line.box for cell in own for line in cell.lines), key=lambda box: box.y0)
    gaps: list[tuple[float, float]] = []
    bottom = boxes[0].y1
    for box in boxes[1:]:
        if box.y0 > bottom:
            gaps.append((box.y0 - bottom, (box.y0 + bottom) / 2))
        bottom = max(bottom, box.y1)
    gaps.sort(reverse=True)
    chosen, others = gaps[: len(markers) - 1], gaps[len(markers) - 1 :]
    if not others or chosen[-1][0] < others[0][0] * WIDER_GAP:
        return []
    levels = sorted(level for _, level in chosen)
    bands = [sum(line.box.y_center > level for level in levels) for line in markers]
    return levels if bands == list(range(len(markers))) else []


def _levels_above_ordinals(first: GridCell, own: list[GridCell]) -> list[float]:
    """Just above each ordinal, where ordinals count on and stand beside the first lines of their rows."""
    numbered = [(line, found) for line in first.lines if (found := ORDINAL.match(line.text))]
    numbers = [int(found.group(1)) for _, found in numbered]
    if len(numbers) < MIN_ORDINALS or len(numbers) != len(first.lines):
        return []
    if any(after - before != 1 for before, after in pairwise(numbers)):
        return []
    others = [line for cell in own if cell is not first for line in cell.lines]
    aligned = sum(any(_beside(line, other) for other in others) for line, _ in numbered)
    if aligned < MIN_ALIGNED * len(numbered):
        return []
    return [_top(line, others) for line, _ in numbered[1:]]


def _beside(line: Line, other: Line) -> bool:
    return abs(line.box.y_center - other.box.y_center) <= SAME_LINE * max(line.box.height, other.box.height)


def _top(line: Line, others: list[Line]) -> float:
    """Just above an ordinal's line, between it and the lines before."""
    top = min([line.box.y0, *(other.box.y0 for other in others if _beside(line, other))])
    above = [other.box.y1 for other in others if other.box.y_center < top]
    return (max(above) + top) / 2 if above and max(above) < top else top
