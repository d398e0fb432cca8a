"""The story of a page: from an open source to everything that one page says."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2

from extractors.layout import Box, Line, PageContent, PageGeometry, PageTable, TextSource
from extractors.own_reader.reader import OwnReaderUnavailableError, open_own_reader
from extractors.paragraphs import paragraph_starts, without_line_hyphens
from extractors.raster import to_gray, turned
from extractors.reader import Reader
from extractors.reading_order import in_reading_order, lines_from_words
from extractors.region_reading import read_regions
from extractors.second_voice import SecondVoiceReader
from extractors.tables import fill_table, find_rulings, find_unruled_tables, level_rulings, scaled, tables_of
from extractors.tesseract import TesseractUnavailableError, open_tesseract
from extractors.text_layer import TextLayer, quarter_turns_of, triage, turned_characters, words_of
from pipeline.errors import ReaderUnavailable
from pipeline.options import PageOptions, ReaderName
from pipeline.page_picture import UprightPage, geometry_of, upright_page
from pipeline.source import POINTS_PER_INCH, Source, SourcePage

RULINGS_DPI = 100.0
"""Resolution at which ruling lines of digital pages are looked for."""


def open_reader(name: ReaderName = ReaderName.OWN) -> Reader:
    """The reader for a process of its own; raises ReaderUnavailable with the packages to install.

    OpenCV keeps to one thread of that process as well: on pictures of a page's size more cost CPU time and gain little.
    """
    cv2.setNumThreads(1)
    try:
        tesseract = open_tesseract()
        if name is ReaderName.TESSERACT:
            return tesseract
        return SecondVoiceReader(open_own_reader(), tesseract)
    except (TesseractUnavailableError, OwnReaderUnavailableError) as error:
        raise ReaderUnavailable(str(error)) from error


def read_page(source: Source, page: int, reader: Reader, options: PageOptions) -> PageContent:
    """Everything that page `page` (from 1) of `source` says: from its text layer where that is sound, else by OCR.

    Raises PageError where the page can't be loaded or rendered.
    """
    started = time.perf_counter()
    source_page = source.page(page)
    layer = _layer_of(source_page)
    if options.use_text_layer and layer.text.can_be_used:
        content = _from_text_layer(source_page, page, layer, options)
    else:
        content = _from_picture(source_page, page, layer.text, reader, options)
    return replace(content, seconds=time.perf_counter() - started)


@dataclass(frozen=True, slots=True)
class _PageLayer:
    """A page's text layer, turned so that its lines are level, and how many of its letters stand off the page."""

    text: TextLayer
    quarter_turns: int
    n_off_page: int


def _layer_of(source_page: SourcePage) -> _PageLayer:
    width, height = source_page.width, source_page.height
    characters = source_page.characters()
    shown = [one for one in characters if one.text.isspace() or _is_shown(one.box, width, height)]
    quarter_turns = quarter_turns_of(shown)
    level = turned_characters(shown, width, height, quarter_turns) if quarter_turns else shown
    text = triage(words_of(level), source_page.picture_dpi() is not None)
    return _PageLayer(text, quarter_turns, len(characters) - len(shown))


def _is_shown(box: Box, width: float, height: float) -> bool:
    return 0 <= box.x_center <= width and 0 <= box.y_center <= height


def _from_text_layer(source_page: SourcePage, page: int, layer: _PageLayer, options: PageOptions) -> PageContent:
    """A digital page: words from the layer, ruling lines from a picture of it."""
    words = layer.text.words
    tables: list[PageTable] = []
    level: tuple[Box, ...] = ()
    if options.find_tables and source_page.has_drawings():
        gray = turned(to_gray(source_page.render(RULINGS_DPI)), layer.quarter_turns)
        to_points = POINTS_PER_INCH / RULINGS_DPI
        rulings = find_rulings(gray, RULINGS_DPI)
        for found in tables_of(rulings):
            table, words = fill_table(scaled(found, to_points), words)
            tables.append(table)
        level = tuple(box.scaled(to_points) for box in level_rulings(rulings))
    content = PageContent(
        page,
        geometry_of(source_page, layer.quarter_turns),
        TextSource.TEXT_LAYER,
        layer.text.verdict,
        layer.text.reason,
        dpi=0.0,
        lines=lines_from_words(words),
        tables=tuple(tables),
        dropped=(("letter_off_page", layer.n_off_page),) if layer.n_off_page else (),
    )
    return _arranged(content, level, options)


def _from_picture(
    source_page: SourcePage, page: int, layer: TextLayer, reader: Reader, options: PageOptions
) -> PageContent:
    """A scanned page: its picture made upright and even, tables read cell by cell, the rest as a column."""
    upright = upright_page(source_page, reader, options)
    rulings = find_rulings(upright.gray, upright.dpi) if options.find_tables else None
    ruled = tables_of(rulings) if rulings else ()
    reading = read_regions(upright.gray, upright.dpi, upright.x_height, ruled, reader)
    to_points = POINTS_PER_INCH / upright.dpi
    content = PageContent(
        page,
        upright.geometry,
        TextSource.OCR,
        layer.verdict,
        layer.reason,
        dpi=upright.dpi,
        lines=_with_doubts(reading.lines, upright, to_points),
        tables=tuple(_table_with_doubts(table, upright, to_points) for table in reading.tables),
        dropped=(("speck", reading.n_specks),) if reading.n_specks else (),
    )
    level = tuple(box.scaled(to_points) for box in level_rulings(rulings)) if rulings else ()
    return _arranged(content, level, options)


def _with_doubts(lines: Sequence[Line], upright: UprightPage, to_points: float) -> tuple[Line, ...]:
    """Lines in points; words that stood under a stamp or a signature are doubtful."""
    return tuple(
        Line(
            tuple(
                replace(word, box=word.box.scaled(to_points), doubtful=word.doubtful or upright.under_stamp(word.box))
                for word in line.words
            )
        )
        for line in lines
    )


def _table_with_doubts(table: PageTable, upright: UprightPage, to_points: float) -> PageTable:
    empty = replace(table, cells=tuple(replace(cell, lines=()) for cell in table.cells))
    in_points = scaled(empty, to_points)
    cells = (
        replace(cell, lines=_with_doubts(read.lines, upright, to_points))
        for cell, read in zip(in_points.cells, table.cells, strict=True)
    )
    return replace(in_points, cells=tuple(cells))


def _arranged(content: PageContent, level: Sequence[Box], options: PageOptions) -> PageContent:
    """What both kinds of pages have in common: page number dropped, unruled tables, reading order, paragraphs.

    Tables without upright ruling lines are told by the `level` ones (points).
    """
    lines, n_numbers = _without_page_number(content.lines, content.geometry)
    tables = content.tables
    if options.find_tables and not tables:
        tables, lines = find_unruled_tables(lines, content.geometry.width, level)
    lines = in_reading_order(lines)
    lines = without_line_hyphens(lines, paragraph_starts(lines))
    tables = tuple(_with_whole_words(table) for table in tables)
    dropped = (*content.dropped, ("page_number", n_numbers)) if n_numbers else content.dropped
    return replace(content, lines=lines, paragraph_starts=paragraph_starts(lines), tables=tables, dropped=dropped)


def _with_whole_words(table: PageTable) -> PageTable:
    cells = (replace(cell, lines=without_line_hyphens(cell.lines, ())) for cell in table.cells)
    return replace(table, cells=tuple(cells))


PAGE_NUMBER_ZONE = 0.1
"""Share of the page's height, at its top and bottom, where the page number stands."""
PAGE_NUMBER = re.compile(
    r"[-–—~.·\s]*(?:(?:trang|tr)\s?(?:số\s?)?[:.]?\s?)?\d{1,4}(?:\s?(?:/|trên|of)\s?\d{1,4})?[-–—~.·\s]*", re.IGNORECASE
)
"""3, - 3 -, Trang 3, 3/12, Trang 3/12."""
NUMBERS_ONLY = 3
"""A bare number of more digits is no page's."""


def _without_page_number(lines: Sequence[Line], geometry: PageGeometry) -> tuple[tuple[Line, ...], int]:
    """The lines without the two topmost or lowest ones where they are nothing but a page number in the margin."""
    ordered = sorted(lines, key=lambda line: line.box.y_center)
    numbers = [line for line in (*ordered[:2], *ordered[2:][-2:]) if _is_page_number(line, lines, geometry)]
    return tuple(line for line in lines if line not in numbers), len(numbers)


def _is_page_number(line: Line, lines: Sequence[Line], geometry: PageGeometry) -> bool:
    margin = PAGE_NUMBER_ZONE * geometry.height
    in_margin = line.box.y1 < margin or line.box.y0 > geometry.height - margin
    digits = sum(char.isdigit() for char in line.text)
    if not in_margin or (line.text.isdigit() and digits > NUMBERS_ONLY) or PAGE_NUMBER.fullmatch(line.text) is None:
        return False
    beside = (other for other in lines if other is not line and abs(other.box.y_center - line.box.y_center) < SAME_ROW)
    return not any(True for _ in beside)


SAME_ROW = 6.0
"""Points: half a line. A number with something beside it belongs to a form or a table."""
