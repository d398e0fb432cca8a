"""The story of a page: from an open source to everything that one page says."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from extractors.layout import GridCell, Line, PageContent, PageGeometry, PageTable, TextLayerVerdict, TextSource
from extractors.noise import without_specks
from extractors.paragraphs import paragraph_starts
from extractors.raster import print_threshold, text_bounds, to_gray
from extractors.reader import Reader, Segmentation
from extractors.reading_order import in_reading_order, lines_from_words
from extractors.tables import blank_tables, cell_picture, fill_table, find_tables, scaled
from extractors.tesseract import TesseractUnavailableError, open_tesseract
from extractors.text_layer import TextLayer, triage, words_of
from pipeline.errors import ReaderUnavailable
from pipeline.options import PageOptions
from pipeline.page_picture import UprightPage, upright_page
from pipeline.source import POINTS_PER_INCH, Source, SourcePage

RULINGS_DPI = 100.0
"""Resolution at which ruling lines of digital pages are looked for."""


def open_reader() -> Reader:
    """The reader for a process of its own; raises ReaderUnavailable with the packages to install."""
    try:
        return open_tesseract()
    except TesseractUnavailableError as error:
        raise ReaderUnavailable(str(error)) from error


def read_page(source: Source, page: int, reader: Reader, options: PageOptions) -> PageContent:
    """Everything that page `page` (from 1) of `source` says: from its text layer where that is sound, else by OCR.

    Raises PageError where the page can't be loaded or rendered.
    """
    started = time.perf_counter()
    source_page = source.page(page)
    layer = triage(words_of(source_page.characters()), source_page.picture_dpi() is not None)
    if options.use_text_layer and layer.verdict is TextLayerVerdict.SOUND:
        content = _from_text_layer(source_page, page, layer, options)
    else:
        content = _from_picture(source_page, page, layer, reader, options)
    return replace(content, seconds=time.perf_counter() - started)


def _from_text_layer(source_page: SourcePage, page: int, layer: TextLayer, options: PageOptions) -> PageContent:
    """A digital page: words from the layer, ruling lines from a picture of it."""
    words = layer.words
    tables: list[PageTable] = []
    if options.find_tables:
        gray = to_gray(source_page.render(RULINGS_DPI))
        for found in find_tables(gray, RULINGS_DPI):
            table, words = fill_table(scaled(found, POINTS_PER_INCH / RULINGS_DPI), words)
            tables.append(table)
    geometry = PageGeometry(source_page.width, source_page.height, source_page.width, source_page.height)
    lines = in_reading_order(lines_from_words(words))
    content = PageContent(
        page, geometry, TextSource.TEXT_LAYER, layer.verdict, layer.reason, 0.0, lines, (), tuple(tables)
    )
    return _finished(content)


def _from_picture(
    source_page: SourcePage, page: int, layer: TextLayer, reader: Reader, options: PageOptions
) -> PageContent:
    """A scanned page: its picture made upright and even, tables read cell by cell, the rest as a column."""
    upright = upright_page(source_page, reader, options)
    found = find_tables(upright.gray, upright.dpi) if options.find_tables else ()
    to_points = POINTS_PER_INCH / upright.dpi
    threshold = print_threshold(upright.gray)
    tables = tuple(scaled(_read_cells(upright, table, reader, threshold), to_points) for table in found)
    rest = blank_tables(upright.gray, found, upright.dpi)
    read, _ = without_specks(reader.read(rest, Segmentation.COLUMN))
    lines = in_reading_order([_line_scaled(line, to_points) for line in read])
    content = PageContent(
        page, upright.geometry, TextSource.OCR, layer.verdict, layer.reason, upright.dpi, lines, (), tables
    )
    return _finished(content)


def _read_cells(upright: UprightPage, table: PageTable, reader: Reader, threshold: int) -> PageTable:
    """Each cell read by itself, cut out inside its ruling lines."""
    return replace(table, cells=tuple(_read_cell(upright, cell, reader, threshold) for cell in table.cells))


def _read_cell(upright: UprightPage, cell: GridCell, reader: Reader, threshold: int) -> GridCell:
    picture, x, y = cell_picture(upright.gray, cell, upright.dpi)
    bounds = text_bounds(picture, threshold, upright.x_height)
    if bounds is None:
        return cell
    x0, y0, x1, y1 = bounds
    segmentation = Segmentation.LINE if y1 - y0 < ONE_LINE * upright.x_height else Segmentation.CELL
    lines, _ = without_specks(reader.read(np.ascontiguousarray(picture[y0:y1, x0:x1]), segmentation))
    return replace(cell, lines=tuple(_line_shifted(line, x + x0, y + y0) for line in lines))


ONE_LINE = 4.0
"""In x-heights, with the room around: a line with marks above and below is 2.2 high, two lines are 4.5."""


def _finished(content: PageContent) -> PageContent:
    """What both kinds of pages have in common: the page number dropped, paragraphs begun."""
    lines = content.lines
    dropped: list[tuple[str, int]] = []
    if lines and _is_page_number(lines[0], content.geometry):
        lines = lines[1:]
        dropped.append(("page_number", 1))
    return replace(content, lines=lines, paragraph_starts=paragraph_starts(lines), dropped=tuple(dropped))


PAGE_NUMBER_ZONE = 0.12
"""Share of the page's height, at its top, where the page number stands."""


def _is_page_number(line: Line, geometry: PageGeometry) -> bool:
    text = line.text.strip("-–— .")
    return len(text) <= 3 and text.isdigit() and line.box.y1 < PAGE_NUMBER_ZONE * geometry.height


def _line_scaled(line: Line, factor: float) -> Line:
    return Line(tuple(replace(word, box=word.box.scaled(factor)) for word in line.words))


def _line_shifted(line: Line, dx: float, dy: float) -> Line:
    return Line(tuple(replace(word, box=word.box.shifted(dx, dy)) for word in line.words))
