"""The story of a page: from an open source to everything that one page says."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from extractors.clutter import clear_solid_areas, clear_specks
from extractors.deskew import skew_deg
from extractors.layout import GridCell, Line, PageContent, PageGeometry, PageTable, TextLayerVerdict, TextSource
from extractors.light import level_light
from extractors.noise import without_specks
from extractors.orientation import lies_on_its_side, upside_down_evidence
from extractors.paragraphs import paragraph_starts
from extractors.raster import (
    Picture,
    ink_of,
    print_threshold,
    rotation_matrix,
    scaled,
    text_bounds,
    to_gray,
    turned,
    warped,
)
from extractors.reader import Reader, Segmentation
from extractors.reading_order import in_reading_order, lines_from_words
from extractors.stamps import gray_without_stamps
from extractors.tables.cells import blank_tables, cell_picture, fill_table
from extractors.tables.cells import scaled as table_scaled
from extractors.tables.grid import find_tables
from extractors.tesseract import TesseractUnavailableError, open_tesseract
from extractors.text_layer import TextLayer, triage, words_of
from extractors.word_shapes import quarter_turned, word_bodies, word_boxes, x_height_px
from pipeline.errors import ReaderUnavailable
from pipeline.source import POINTS_PER_INCH, Source, SourcePage, bounded_dpi


@dataclass(frozen=True, slots=True)
class PageOptions:
    """How pages are read. The switches turn a stage off, to measure what it is worth."""

    x_height_px: float = 15.0
    """Size that letters are scaled to for the reader; 13 to 18 px read best."""
    use_text_layer: bool = True
    orient: bool = True
    deskew: bool = True
    lift_stamps: bool = True
    level_light: bool = True
    clear_clutter: bool = True
    find_tables: bool = True


SURVEY_DPI = 100.0
"""Resolution at which a page is looked at as a whole: orientation, skew, size of letters."""
WORKING_DPI = 180.0
"""Resolution that a page is first rendered at; letters of 13 pt have an x-height of 15 px there."""
RULINGS_DPI = 100.0
"""Resolution at which ruling lines of digital pages are looked for."""
TYPICAL_X_HEIGHT_IN = 0.082
"""x-height of 13 pt Times, in which Vietnamese administrative documents are set; taken where a page has few words."""
MIN_READING_DPI, MAX_READING_DPI = 100.0, 400.0
"""Bounds of the resolution for the reader, whatever the letters seem to measure."""


@dataclass(frozen=True, slots=True)
class UprightPage:
    """A page picture for the reader: gray, upright, level, at `dpi`, and the way back to the page as shown."""

    gray: Picture
    dpi: float
    x_height: float
    geometry: PageGeometry


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
    layer = triage(words_of(source_page.characters()))
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
            table, words = fill_table(table_scaled(found, POINTS_PER_INCH / RULINGS_DPI), words)
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
    upright = upright_page(source_page, options)
    found = find_tables(upright.gray, upright.dpi) if options.find_tables else ()
    to_points = POINTS_PER_INCH / upright.dpi
    threshold = print_threshold(upright.gray)
    tables = tuple(table_scaled(_read_cells(upright, table, reader, threshold), to_points) for table in found)
    rest = blank_tables(upright.gray, found, upright.dpi)
    read, _ = without_specks(reader.read(rest, Segmentation.COLUMN))
    lines = in_reading_order([_line_scaled(line, to_points) for line in read])
    content = PageContent(
        page, upright.geometry, TextSource.OCR, layer.verdict, layer.reason, upright.dpi, lines, (), tables
    )
    return _finished(content)


def upright_page(source_page: SourcePage, options: PageOptions) -> UprightPage:
    """The page's picture turned, deskewed, evenly lit and scaled so that its letters suit the reader."""
    dpi = bounded_dpi(source_page.width, source_page.height, WORKING_DPI)
    picture = source_page.render(dpi)
    gray = gray_without_stamps(picture, dpi)[0] if options.lift_stamps else to_gray(picture)
    if options.level_light:
        gray = level_light(gray, dpi)
    if options.clear_clutter:
        gray = clear_specks(clear_solid_areas(gray, dpi), dpi)
    survey = survey_page(ink_of(scaled(gray, SURVEY_DPI / dpi), SURVEY_DPI), options)
    gray = turned(gray, survey.quarter_turns)
    reading_dpi = float(np.clip(options.x_height_px / survey.x_height_in, MIN_READING_DPI, MAX_READING_DPI))
    scale = reading_dpi / dpi
    height, width = gray.shape
    matrix = rotation_matrix(width, height, -survey.skew_deg, scale)
    if survey.skew_deg or abs(scale - 1) > 0.01:
        gray = warped(gray, matrix, round(width * scale), round(height * scale))
    return UprightPage(gray, reading_dpi, survey.x_height_in * reading_dpi, _geometry(source_page, survey))


@dataclass(frozen=True, slots=True)
class Survey:
    """What a glance at a whole page tells: quarter turns counterclockwise that make it upright, slope, letter size."""

    quarter_turns: int
    skew_deg: float
    x_height_in: float


def survey_page(ink: NDArray[np.bool_], options: PageOptions) -> Survey:
    """Looks at a page's ink at SURVEY_DPI."""
    boxes = word_boxes(ink, SURVEY_DPI)
    quarter_turns = 0
    if options.orient and lies_on_its_side(boxes):
        quarter_turns = 1
        boxes = quarter_turned(boxes, ink.shape[1])
        ink = np.ascontiguousarray(np.rot90(ink))
    bodies = word_bodies(ink, boxes)
    if options.orient and upside_down_evidence(bodies) > 0:
        quarter_turns += 2
    skew = skew_deg(ink) if options.deskew else 0.0  # the same for a page on its head
    x_height = x_height_px(bodies)
    return Survey(quarter_turns, skew, x_height / SURVEY_DPI if x_height else TYPICAL_X_HEIGHT_IN)


def _geometry(source_page: SourcePage, survey: Survey) -> PageGeometry:
    """Sizes, and the map from the upright frame back to the page as shown."""
    quarter_turns, skew = survey.quarter_turns, survey.skew_deg
    shown_width, shown_height = source_page.width, source_page.height
    width, height = (shown_height, shown_width) if quarter_turns % 2 else (shown_width, shown_height)
    # undo the deskewing: turn about the middle the other way
    back = np.vstack([rotation_matrix(width, height, skew), [0, 0, 1]])
    unturned: NDArray[np.float64] = np.array(
        {
            0: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
            1: [[0, -1, shown_width], [1, 0, 0], [0, 0, 1]],
            2: [[-1, 0, shown_width], [0, -1, shown_height], [0, 0, 1]],
            3: [[0, 1, 0], [-1, 0, shown_height], [0, 0, 1]],
        }[quarter_turns % 4],
        dtype=np.float64,
    )
    a, b, c, d, e, f = (float(value) for value in (unturned @ back)[:2].ravel())
    return PageGeometry(
        width, height, shown_width, shown_height, (a, b, c, d, e, f), 90 * (quarter_turns % 4), float(skew)
    )


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
