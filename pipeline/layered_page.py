"""A page with a text layer: whether the layer says what is printed, and what the page says by it.

A sound layer over a picture of the whole page was made by some OCR; it is believed where it covers the print and a
reading of a few of its lines agrees. A scan pasted into a digital page is read where the layer has no words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress

import numpy as np

from extractors.layout import Box, Line, PageContent, PageTable, TextLayerVerdict, TextSource, Word
from extractors.picture.raster import Picture, ink_of, to_gray, turned
from extractors.picture.raster import scaled as scaled_picture
from extractors.picture.word_shapes import word_boxes
from extractors.reading.reader import Reader, Segmentation
from extractors.reading.text_layer import (
    Character,
    TextLayer,
    in_capitals,
    quarter_turns_of,
    triage,
    turned_characters,
    words_of,
)
from extractors.reading_order import lines_from_words
from extractors.tables.cells import fill_table, scaled
from extractors.tables.grid import level_rulings, tables_of
from extractors.tables.rulings import find_rulings
from normalizers.unicode import is_vietnamese_syllable, trimmed
from pipeline.options import PageOptions
from pipeline.page_picture import SURVEY_DPI, UprightPage, geometry_of, upright_page
from pipeline.scanned_page import PrintedPage, read_picture
from pipeline.source import POINTS_PER_INCH, SourcePage

RULINGS_DPI = 100.0
"""Resolution at which ruling lines of digital pages are looked for."""
CHECKED_LINES = 6
"""Lines of a layer that are read to see whether it says what is printed."""
CHECKED_WORDS = 4
"""Words that those have at least."""
AGREEING_SHARE = 0.85
"""Of the words read with confidence, those that the layer has too. Layers by an OCR with Vietnamese reach 0.95."""
COVERED_SHARE = 0.8
"""Of the print on a page, what a layer must cover to stand for the page."""
SURE_WORD = 0.85
"""Confidence of words that count as read."""
PASTED_SHARE = 0.04
"""Of the page's area: smaller pictures are emblems, seals and signatures."""
PASTED_SIDE = 36.0
"""Points: neither are strips narrower than half an inch a text."""
WORDLESS_SHARE = 0.02
"""Of a picture's area, what words over it may cover where the layer doesn't say what is on it."""
TOUCHING = 2.0
"""Points: a scan is sometimes cut into strips, so near to each other."""
SENSE_SHARE = 0.6
"""Of the words read on a picture, those that are Vietnamese or numbers where there is text on it at all."""
FEWEST_WORDS = 5
"""Fewer words on a picture are the inscription of an emblem or what a reader sees in a photograph."""


@dataclass(frozen=True, slots=True)
class PageLayer:
    """A page's text layer, turned so that its lines are level, and how many of its letters stand off the page."""

    text: TextLayer
    quarter_turns: int
    n_off_page: int


def layer_of(source_page: SourcePage) -> PageLayer:
    """The text layer of a page, judged by what it says."""
    width, height = source_page.width, source_page.height
    characters = source_page.characters()
    is_shown = [one.text.isspace() or _is_shown(one.box, width, height) for one in characters]
    shown = list(compress(characters, is_shown))
    quarter_turns = quarter_turns_of(shown)
    level = list(turned_characters(shown, width, height, quarter_turns)) if quarter_turns else shown
    text = triage(words_of(level), source_page.picture_dpi() is not None)
    if text.encoding is not None:
        text = in_capitals(text, level, list(compress(source_page.in_capital_fonts(), is_shown)))
    return PageLayer(text, quarter_turns, len(characters) - len(shown))


def _is_shown(box: Box, width: float, height: float) -> bool:
    return 0 <= box.x_center <= width and 0 <= box.y_center <= height


# A layer over a picture of the page


def checked(layer: PageLayer, upright: UprightPage, reader: Reader) -> TextLayer:
    """The layer, which passed for sound, as it is after comparing it with the page's picture."""
    text = layer.text
    if upright.geometry.rotation_deg != 90 * layer.quarter_turns:
        return replace(text, verdict=TextLayerVerdict.GARBAGE, reason="its lines run across those of the picture")
    words = [replace(word, box=upright.placed(word.box)) for word in text.words]  # in pixels of the picture
    covered = _covered_share(words, upright)
    if covered < COVERED_SHARE:
        return replace(text, verdict=TextLayerVerdict.NONE, reason=f"it covers only {covered:.0%} of the print")
    lines = [line for line in lines_from_words(words) if len(line.words) >= CHECKED_WORDS]
    step = max(1, len(lines) // CHECKED_LINES)
    agreeing, n_words = _agreement(lines[step // 2 :: step][:CHECKED_LINES], upright.gray, reader)
    if agreeing < AGREEING_SHARE * n_words:
        reason = f"a reading of some lines agrees with {agreeing} of {n_words} words"
        return replace(text, verdict=TextLayerVerdict.GARBAGE, reason=reason)
    return replace(text, reason=f"{text.reason}; {agreeing} of {n_words} words agree with the picture")


def _covered_share(words: Sequence[Word], upright: UprightPage) -> float:
    """The share of what looks like words on the picture, by their widths, that the layer has words for."""
    factor = SURVEY_DPI / upright.dpi
    ink = ink_of(scaled_picture(upright.gray, factor), SURVEY_DPI)
    said = np.zeros(ink.shape, np.bool_)
    for word in words:
        box = word.box.scaled(factor)
        room = int(box.height / 2)
        said[max(0, int(box.y0) - room) : int(box.y1) + room + 1, max(0, int(box.x0) - room) : int(box.x1) + room] = (
            True
        )
    seen = word_boxes(ink, SURVEY_DPI)
    covered = said[seen.top + seen.height // 2, seen.left + seen.width // 2]
    total = int(seen.width.sum())
    return float(seen.width[covered].sum()) / total if total else 1.0


def _agreement(lines: Iterable[Line], gray: Picture, reader: Reader) -> tuple[int, int]:
    """How many of the words that are read on `gray` at some lines those have as well, and how many were read."""
    agreeing = n_words = 0
    for line in lines:
        box, room = line.box, int(line.box.height / 4)
        part = gray[max(0, int(box.y0) - room) : int(box.y1) + room, max(0, int(box.x0) - room) : int(box.x1) + room]
        if not part.size:
            continue
        said = {trimmed(word.text) for word in line.words}
        read = reader.read(np.ascontiguousarray(part), Segmentation.LINE)
        sure = [trimmed(word.text) for one in read for word in one.words if word.confidence > SURE_WORD]
        agreeing += sum(word in said for word in sure)
        n_words += len(sure)
    return agreeing, n_words


# A page by its layer


def read_layer(
    source_page: SourcePage, page: int, layer: PageLayer, reader: Reader, options: PageOptions
) -> PrintedPage:
    """A digital page: words from the layer, ruling lines from a picture of it, pasted pictures read."""
    words = layer.text.words
    pasted = tuple(_pasted_pictures(source_page, page, layer, reader, options))
    tables: list[PageTable] = []
    level: tuple[Box, ...] = ()
    if options.find_tables and source_page.has_drawings():
        gray = turned(to_gray(source_page.render(RULINGS_DPI)), layer.quarter_turns)
        for picture in pasted:
            _paint_white(gray, picture.box.scaled(RULINGS_DPI / POINTS_PER_INCH))
        to_points = POINTS_PER_INCH / RULINGS_DPI
        rulings = find_rulings(gray, RULINGS_DPI)
        for found in tables_of(rulings):
            table, words = fill_table(scaled(found, to_points), words)
            tables.append(table)
        level = tuple(box.scaled(to_points) for box in level_rulings(rulings))
    tables += (table for picture in pasted for table in picture.tables)
    lines = (*lines_from_words(words), *(line for picture in pasted for line in picture.lines))
    reason = layer.text.reason + (f"; {len(pasted)} pasted pictures read" if pasted else "")
    content = PageContent(
        page,
        geometry_of(source_page, layer.quarter_turns),
        TextSource.TEXT_LAYER,
        layer.text.verdict,
        reason,
        dpi=0.0,
        lines=lines,
        tables=tuple(sorted(tables, key=lambda table: table.box.y0)),
        dropped=(("letter_off_page", layer.n_off_page),) if layer.n_off_page else (),
    )
    return PrintedPage(content, level)


@dataclass(frozen=True, slots=True)
class _PastedPicture:
    """A picture on a digital page and what it says, in points of the page with level lines."""

    box: Box
    lines: tuple[Line, ...]
    tables: tuple[PageTable, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a page as a page of its own, turned as the page's text layer is."""

    whole: SourcePage
    quarter_turns: int
    box: Box

    @property
    def width(self) -> float:
        return self.box.width

    @property
    def height(self) -> float:
        return self.box.height

    def picture_dpi(self) -> float | None:
        return self.whole.picture_dpi()

    def pictures(self) -> list[Box]:
        return []

    def has_drawings(self) -> bool:
        return True

    def characters(self) -> list[Character]:
        return []

    def in_capital_fonts(self) -> list[bool]:
        return []

    def render(self, dpi: float) -> Picture:
        picture = turned(self.whole.render(dpi), self.quarter_turns)
        box = self.box.scaled(dpi / POINTS_PER_INCH)
        return np.ascontiguousarray(picture[int(box.y0) : int(box.y1), int(box.x0) : int(box.x1)])


def _pasted_pictures(
    source_page: SourcePage, page: int, layer: PageLayer, reader: Reader, options: PageOptions
) -> Iterator[_PastedPicture]:
    pictures = source_page.pictures()
    if not pictures:
        return
    width, height = source_page.width, source_page.height
    corners = (Character("x", box) for box in pictures)
    level = [box for _, box in turned_characters(corners, width, height, layer.quarter_turns)]
    if layer.quarter_turns % 2:
        width, height = height, width
    for box in _merged(level):
        shown = Box(max(0.0, box.x0), max(0.0, box.y0), min(width, box.x1), min(height, box.y1))
        if min(shown.width, shown.height) < PASTED_SIDE or shown.area < PASTED_SHARE * width * height:
            continue
        inside = sum(word.box.area for word in layer.text.words if shown.contains(word.box.x_center, word.box.y_center))
        if inside > WORDLESS_SHARE * shown.area:
            continue
        part = _Part(source_page, layer.quarter_turns, shown)
        as_pasted = replace(options, orient=False)
        read = read_picture(
            upright_page(part, reader, as_pasted), page, TextLayer((), layer.text.verdict, ""), reader, as_pasted
        )
        if _makes_sense(read.content):
            lines = tuple(Line(tuple(_moved(word, shown) for word in line.words)) for line in read.content.lines)
            yield _PastedPicture(shown, lines, tuple(_moved_table(table, shown) for table in read.content.tables))


def _merged(boxes: Iterable[Box]) -> list[Box]:
    """Boxes, those that touch as one."""
    merged: list[Box] = []
    for box in boxes:
        grown = box
        apart = []
        for other in merged:
            reach = Box(other.x0 - TOUCHING, other.y0 - TOUCHING, other.x1 + TOUCHING, other.y1 + TOUCHING)
            if reach.intersection(grown) > 0:
                grown = grown.union(other)
            else:
                apart.append(other)
        merged = [*apart, grown]
    return merged


def _makes_sense(content: PageContent) -> bool:
    cells = (cell.lines for table in content.tables for cell in table.cells)
    words = [word for lines in (content.lines, *cells) for line in lines for word in line.words]
    sensible = sum(
        word.confidence > SURE_WORD
        and (any(map(str.isdigit, word.text)) or (len(word.text) > 1 and is_vietnamese_syllable(word.text)))
        for word in words
    )
    return sensible >= max(FEWEST_WORDS, SENSE_SHARE * len(words))


def _moved(word: Word, origin: Box) -> Word:
    return replace(word, box=word.box.shifted(origin.x0, origin.y0))


def _moved_table(table: PageTable, origin: Box) -> PageTable:
    cells = (
        replace(
            cell,
            box=cell.box.shifted(origin.x0, origin.y0),
            lines=tuple(Line(tuple(_moved(word, origin) for word in line.words)) for line in cell.lines),
        )
        for cell in table.cells
    )
    return replace(
        table,
        box=table.box.shifted(origin.x0, origin.y0),
        row_edges=tuple(edge + origin.y0 for edge in table.row_edges),
        column_edges=tuple(edge + origin.x0 for edge in table.column_edges),
        cells=tuple(cells),
    )


def _paint_white(gray: Picture, box: Box) -> None:
    gray[max(0, int(box.y0)) : int(box.y1) + 1, max(0, int(box.x0)) : int(box.x1) + 1] = 255
