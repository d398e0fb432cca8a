"""Cells: putting words into them, changing their units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.layout import Box, Line, PageTable, Word

LINE_DISTANCE = 0.6
"""Of the median word height: centres of words on one line differ by less, those of two lines by more than 1."""


def scaled(table: PageTable, factor: float) -> PageTable:
    """The table in other units: from pixels at `dpi` to points with `factor` = 72 / dpi. Words are scaled too."""
    return replace(
        table,
        box=table.box.scaled(factor),
        row_edges=tuple(edge * factor for edge in table.row_edges),
        column_edges=tuple(edge * factor for edge in table.column_edges),
        cells=tuple(
            replace(cell, box=cell.box.scaled(factor), lines=tuple(_scaled_line(line, factor) for line in cell.lines))
            for cell in table.cells
        ),
    )


def _scaled_line(line: Line, factor: float) -> Line:
    return Line(tuple(replace(word, box=word.box.scaled(factor)) for word in line.words))


def fill_table(table: PageTable, words: Sequence[Word]) -> tuple[PageTable, tuple[Word, ...]]:
    """The table with each word in the cell that holds its centre, and the words that lie outside the table.

    A word on a ruling line goes to the cell nearest to its centre: none inside the table's box is lost. What the cells
    held before stays, before the new lines.
    """
    held: list[list[Word]] = [[] for _ in table.cells]
    outside: list[Word] = []
    for word in words:
        x, y = word.box.x_center, word.box.y_center
        if not table.box.contains(x, y):
            outside.append(word)
            continue
        nearest = min(range(len(held)), key=lambda i: _distance(table.cells[i].box, x, y))
        held[nearest].append(word)
    cells = tuple(
        replace(cell, lines=cell.lines + lines_of(words_of_cell)) if words_of_cell else cell
        for cell, words_of_cell in zip(table.cells, held, strict=True)
    )
    return replace(table, cells=cells), tuple(outside)


def _distance(box: Box, x: float, y: float) -> float:
    return max(box.x0 - x, x - box.x1, 0.0) + max(box.y0 - y, y - box.y1, 0.0)


def lines_of(words: Sequence[Word]) -> tuple[Line, ...]:
    """The words of one cell grouped into lines, top to bottom, each from left to right."""
    if not words:
        return ()
    heights = sorted(word.box.height for word in words)
    limit = LINE_DISTANCE * heights[len(heights) // 2]
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.box.y_center, word.box.x0)):
        if groups:
            centre = sum(other.box.y_center for other in groups[-1]) / len(groups[-1])
            if word.box.y_center - centre <= limit:
                groups[-1].append(word)
                continue
        groups.append([word])
    return tuple(Line(tuple(sorted(group, key=lambda word: word.box.x0))) for group in groups)
