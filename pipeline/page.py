"""The story of a page: from an open source to everything that one page says."""

from __future__ import annotations

import time
from dataclasses import replace

import cv2

from extractors.layout import PageContent, PageTable, TextSource
from extractors.own_reader.reader import OwnReaderUnavailableError, open_own_reader
from extractors.paragraphs import paragraph_starts, without_line_hyphens
from extractors.reading.reader import Reader
from extractors.reading.second_voice import SecondVoiceReader
from extractors.reading.tesseract import TesseractUnavailableError, open_tesseract
from extractors.reading_order import in_reading_order
from extractors.tables.columns import find_unruled_tables, without_mistaken
from pipeline.errors import ReaderUnavailable
from pipeline.layered_page import PageLayer, checked, layer_of, read_layer
from pipeline.options import PageOptions, ReaderName
from pipeline.page_number import without_page_number
from pipeline.page_picture import upright_page
from pipeline.scanned_page import PrintedPage, read_picture
from pipeline.source import Source, SourcePage


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
    layer = layer_of(source_page)
    printed = _printed_page(source_page, page, layer, reader, options)
    return replace(_arranged(printed, options), seconds=time.perf_counter() - started)


def _printed_page(
    source_page: SourcePage, page: int, layer: PageLayer, reader: Reader, options: PageOptions
) -> PrintedPage:
    usable = options.use_text_layer and layer.text.can_be_used
    if usable and source_page.picture_dpi() is None:
        return read_layer(source_page, page, layer, reader, options)
    upright = upright_page(source_page, reader, options)
    if usable:
        layer = replace(layer, text=checked(layer, upright, reader))
        if layer.text.can_be_used:
            return read_layer(source_page, page, layer, reader, options)
    return read_picture(upright, page, layer.text, reader, options)


def _arranged(printed: PrintedPage, options: PageOptions) -> PageContent:
    """What both kinds of pages have in common: page number dropped, unruled tables, reading order, paragraphs.

    Tables without upright ruling lines are told by the level ones.
    """
    content = printed.content
    lines, n_numbers = without_page_number(content.lines, content.geometry)
    tables, lines = without_mistaken(content.tables, lines, printed.level)
    if options.find_tables and content.text_source is TextSource.TEXT_LAYER:
        outside = [box for box in printed.level if not any(t.box.contains(box.x_center, box.y_center) for t in tables)]
        unruled, lines = find_unruled_tables(lines, content.geometry.width, outside)
        tables = tuple(sorted((*tables, *unruled), key=lambda table: table.box.y0))
    lines = in_reading_order(lines)
    starts = paragraph_starts(lines)
    whole = without_line_hyphens(lines, starts)
    if len(whole) != len(lines):
        starts = paragraph_starts(whole)
    tables = tuple(_with_whole_words(table) for table in tables)
    dropped = (*content.dropped, ("page_number", n_numbers)) if n_numbers else content.dropped
    return replace(content, lines=whole, paragraph_starts=starts, tables=tables, dropped=dropped)


def _with_whole_words(table: PageTable) -> PageTable:
    cells = (replace(cell, lines=without_line_hyphens(cell.lines, ())) for cell in table.cells)
    return replace(table, cells=tuple(cells))
