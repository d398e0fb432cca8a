"""Dumps of a page block by block, as `pdftotext` without options makes them: told apart, and parted into their lines.

Such a dump has a blank line between any two blocks (a cell, or cells of neighbouring columns side by side): blocks
begin as cells do, and within them few lines do. An empty cell leaves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from extractors.layout import Line
from extractors.markers import Marker, MarkerKind
from extractors.table_meaning.wordings import Field
from extractors.text_dump.cell_vocabulary import leading_ordinal
from extractors.text_dump.dumped_lines import PrintedLine, printed_line
from extractors.text_dump.line_clues import FluencyModel, LineClues, clues_of, words_of
from extractors.text_dump.pages import LINE_HEIGHT
from extractors.text_dump.table_spans import TableSpan

# Lines, at least; a block's on average, at most; the blocks that begin with a small letter, and the lines within blocks
# that begin with a capital, at most: of composed plans 0.02 and 0.25, of dumps whose blank lines stand anywhere more.
FEWEST_LINES = 20
MOST_LINES_A_BLOCK = 3.5
MOST_BEGIN_SMALL = 0.04
MOST_CAPITALS_INSIDE = 0.32
# Ordinals alone on their lines, at least, and of these those that another follows, at most.
FEWEST_ORDINALS = 4
MOST_FOLLOWED = 0.12
ALONE = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,2}|[IVX]{1,5}|[A-HĐ])[.)]?")
"""An ordinal alone on its line."""
# "Quý I, Quý / III": no ordinal.
_QUARTER = re.compile(r"[QO]\w?[uUý]\w?", re.IGNORECASE)
ReadLine = tuple[PrintedLine, list[str]]
"""A line and its words repaired."""
# Of the next ordinals so many are looked at.
FOLLOWING = 3


def is_in_blocks(span: TableSpan) -> bool:
    """True for a table whose pages were dumped block by block."""
    blocks = [block for _, body in span.bodies for block in blocks_of(body)]
    n_lines = sum(map(len, blocks))
    if n_lines < FEWEST_LINES or n_lines > MOST_LINES_A_BLOCK * len(blocks):
        return False
    if any(len(list(group)) > 1 for block in blocks for _, group in groupby(block, key=lambda line: line.box.y0)):
        return False
    small = sum(block[0].text.strip()[:1].islower() for block in blocks)
    inside = [line.text.strip()[:1] for block in blocks for line in block[1:]]
    capitals = sum(first.isupper() or first.isdigit() for first in inside)
    if not _ordinals_apart(span):
        return False
    return small <= MOST_BEGIN_SMALL * len(blocks) and capitals <= MOST_CAPITALS_INSIDE * len(inside)


def _ordinals_apart(span: TableSpan) -> bool:
    """True where ordinals stand alone, each before what is to be done; down a column they follow each other."""
    alone = [ALONE.fullmatch(line.text.strip()) is not None for _, body in span.bodies for line in body]
    followed = sum(first and second for first, second in pairwise(alone))
    return sum(alone) >= FEWEST_ORDINALS and followed <= MOST_FOLLOWED * sum(alone)


def lines_in_blocks(
    bodies: Sequence[tuple[int, Sequence[Line]]], readable: Callable[[str], Sequence[str]]
) -> list[ReadLine]:
    """The lines of a table's pages, each with its words repaired; each that begins a block has a gap before it."""
    printed = [line for page, body in bodies for line in _printed(page, body)]
    return list(zip(printed, words_of(printed, readable), strict=True))


def clues_in_blocks(lines: Sequence[ReadLine], columns: Sequence[Field], fluency: FluencyModel) -> list[LineClues]:
    """What each line tells by itself, and the ordinals that follow it."""
    return _with_ordinals([clues_of(line, words, columns, fluency) for line, words in lines])


def blocks_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines between blank lines."""
    blocks: list[list[Line]] = []
    below = -2 * LINE_HEIGHT
    for line in lines:
        if not blocks or line.box.y0 - below > LINE_HEIGHT:
            blocks.append([])
        blocks[-1].append(line)
        below = line.box.y1
    return blocks


def _printed(page: int, body: Sequence[Line]) -> Iterator[PrintedLine]:
    """The lines of a page that have words; an ordinal alone is kept as it is."""
    below = -2 * LINE_HEIGHT
    gap = False
    for _, group in groupby(body, key=lambda line: line.box.y0):
        parts = list(group)
        gap = gap or parts[0].box.y0 - below > LINE_HEIGHT
        below = parts[0].box.y1
        alone = len(parts) == 1 and ALONE.fullmatch(parts[0].text.strip())
        line = (
            PrintedLine(parts[0].words, frozenset(), page, gap, across=False)
            if alone
            else printed_line(parts, page=page, after_gap=gap, across=False)
        )
        if line.words:
            yield line
            gap = False


def _marker_of(clue: LineClues) -> Marker | None:
    if len(clue.ids) == 1:
        text = clue.line.words[0].text
        return leading_ordinal(text) if ALONE.fullmatch(text) else None
    return clue.marker if clue.marker_sure or clue.marker is None or _is_outer(clue.marker) or _counts(clue) else None


def _is_outer(marker: Marker) -> bool:
    return marker.kind in (MarkerKind.LETTER, MarkerKind.ROMAN)


def _counts(clue: LineClues) -> bool:
    """True for a number before a word that begins a cell."""
    return len(clue.ids) > 1 and clue.marker is not None and clue.small[1] == 0 and clue.line.words[0].text[0].isdigit()


def _with_ordinals(clues: Sequence[LineClues]) -> list[LineClues]:
    found: list[LineClues] = []
    following: tuple[Marker, ...] = ()
    for index, clue in reversed(list(enumerate(clues))):
        goes_on = index > 0 and not clue.line.after_gap and _QUARTER.search(clues[index - 1].line.words[-1].text)
        marker = None if goes_on else _marker_of(clue)
        found.append(replace(clue, marker=marker, following=following))
        following = (marker, *following)[:FOLLOWING] if marker is not None else following
    return found[::-1]
