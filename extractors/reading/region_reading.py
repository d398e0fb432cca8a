"""What is read where: each cell of a table by itself, the rest of the page as one column.

Decides what a reader is shown and drops what it makes of specks; how letters are told is the reader's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extractors.layout import GridCell, Line, PageTable, Word
from extractors.picture.raster import Picture, print_threshold, text_bounds
from extractors.reading.noise import without_noise, without_scribbles, without_specks, without_stray_quotes
from extractors.reading.reader import Reader, Segmentation
from extractors.tables.cell_pictures import blank_tables, cell_picture

ONE_LINE = 4.0
"""In x-heights, with the room around: a line with marks above and below is 2.2 high, two lines are 4.5."""


@dataclass(frozen=True, slots=True)
class PageReading:
    """What was read on a page picture, in its pixels: tables with their lines, other lines, and stray marks dropped."""

    tables: tuple[PageTable, ...]
    lines: tuple[Line, ...]
    n_specks: int
    n_noise: int
    """Words told in what turned out to be no text at all."""


def read_regions(
    gray: Picture, dpi: float, x_height: float, tables: Sequence[PageTable], reader: Reader
) -> PageReading:
    """Reads a page picture (upright, light levelled, letters `x_height` pixels high) around and inside `tables`."""
    threshold = print_threshold(gray)
    n_specks = 0
    filled: list[PageTable] = []
    for table in tables:
        cells: list[GridCell] = []
        for cell in table.cells:
            picture, x, y = cell_picture(gray, cell, dpi)
            lines, n = _read_inside(picture, threshold, x_height, reader, Segmentation.CELL)
            cells.append(replace(cell, lines=_shifted(lines, x, y)))
            n_specks += n
        filled.append(replace(table, cells=tuple(cells)))
    rest = blank_tables(gray, tables, dpi) if tables else gray
    lines, n = _read_inside(rest, threshold, x_height, reader, Segmentation.COLUMN)
    lines, n_noise = without_noise(lines)
    lines, n_scribbled = without_scribbles(lines, gray.shape[1], gray.shape[0])
    return PageReading(tuple(filled), lines, n_specks + n + n_scribbled, n_noise)


def _read_inside(
    picture: Picture, threshold: int, x_height: float, reader: Reader, segmentation: Segmentation
) -> tuple[tuple[Line, ...], int]:
    """The lines of a picture, cut to where its print is; nothing is read where there is none."""
    bounds = text_bounds(picture, threshold, x_height)
    if bounds is None:
        return (), 0
    x0, y0, x1, y1 = bounds
    if y1 - y0 < ONE_LINE * x_height and segmentation is Segmentation.CELL:
        segmentation = Segmentation.LINE
    lines, n_specks = without_specks(reader.read(np.ascontiguousarray(picture[y0:y1, x0:x1]), segmentation))
    return _shifted(without_stray_quotes(lines), x0, y0), n_specks


def _shifted(lines: Sequence[Line], dx: float, dy: float) -> tuple[Line, ...]:
    return tuple(Line(tuple(_moved(word, dx, dy) for word in line.words)) for line in lines)


def _moved(word: Word, dx: float, dy: float) -> Word:
    return replace(word, box=word.box.shifted(dx, dy))
