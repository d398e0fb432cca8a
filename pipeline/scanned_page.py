"""A scanned page: its picture made upright and even, tables read cell by cell, the rest as a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.layout import Box, Line, PageContent, PageTable, TextSource
from extractors.reading.reader import Reader
from extractors.reading.region_reading import read_regions
from extractors.reading.text_layer import TextLayer
from extractors.tables.cells import scaled
from extractors.tables.grid import level_rulings, tables_of
from extractors.tables.open_finding import open_tables_on
from extractors.tables.rulings import find_rulings
from pipeline.options import PageOptions
from pipeline.page_picture import UprightPage
from pipeline.source import POINTS_PER_INCH


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """What stands on a page, not yet in reading order, and its level ruling lines, which may part rows (points)."""

    content: PageContent
    level: tuple[Box, ...] = ()


def read_picture(
    upright: UprightPage, page: int, layer: TextLayer, reader: Reader, options: PageOptions
) -> PrintedPage:
    """Reads page `page` from its picture; `layer` is the text layer that is not used, whose verdict is kept."""
    rulings = find_rulings(upright.gray, upright.dpi) if options.find_tables else None
    ruled = tables_of(rulings) if rulings else ()
    unruled = open_tables_on(rulings, ruled, upright.x_height) if rulings else ()
    found = sorted((*ruled, *unruled), key=lambda table: table.box.y0)
    reading = read_regions(upright.gray, upright.dpi, upright.x_height, found, reader)
    to_points = POINTS_PER_INCH / upright.dpi
    lines = tuple(line for line in reading.lines if not _is_of_seal(line, upright))
    n_of_seals = sum(len(line.words) for line in reading.lines if line not in lines)
    dropped = {"speck": reading.n_specks, "noise": reading.n_noise, "seal": n_of_seals}
    content = PageContent(
        page,
        upright.geometry,
        TextSource.OCR,
        layer.verdict,
        layer.reason,
        dpi=upright.dpi,
        lines=_with_doubts(lines, upright, to_points),
        tables=tuple(_table_with_doubts(table, upright, to_points) for table in reading.tables),
        dropped=tuple((what, count) for what, count in dropped.items() if count),
    )
    return PrintedPage(content, tuple(box.scaled(to_points) for box in level_rulings(rulings)) if rulings else ())


UNSURE_LINE = 0.75
"""Mean confidence under which a line that stands wholly under a seal or signature is what a reader makes of these."""
LETTERS_OF_WORDS = 2
"""So is a line of nothing but shorter words, however sure."""


def _is_of_seal(line: Line, upright: UprightPage) -> bool:
    """True where a line is the inscription of a seal, or a signature, rather than print under it."""
    if not all(upright.under_stamp(word.box) for word in line.words):
        return False
    unsure = sum(word.confidence for word in line.words) < UNSURE_LINE * len(line.words)
    return unsure or all(len(word.text) <= LETTERS_OF_WORDS for word in line.words)


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
