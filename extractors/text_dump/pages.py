"""A text dump becomes pages: form feeds or runs of blank lines part them, bars and wide gaps part cells.

Words get places on a sheet of evenly spaced letters, so that what comes after can go by places as on a real page:
a line of text is `LINE_HEIGHT` points, a letter `LETTER_WIDTH`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.layout import Box, Line, PageContent, PageGeometry, TextLayerVerdict, TextSource, Word
from extractors.paragraphs import LIST_MARKER, SENTENCE_END
from extractors.text_dump.delimited import in_columns
from extractors.text_dump.letterhead import LETTERHEAD_LINES, leading_marks, right_column, signature_title, title_lines

LINE_HEIGHT = 12.0
LETTER_WIDTH = 5.0
# A line this much shorter than its page's long lines had room for another word: its paragraph ends there.
SHORT_LINE = 0.75
# Bars are what is left of ruling lines; running text has no gap of four spaces.
CELL_GAP = re.compile(r"(?<!\s)\s*\|\s*|\|\s*|\s{4,}|\t+")
# Where no form feed is left, so many blank lines in a row stand where a page ended: inside pages there are one or two.
PAGE_BREAK = re.compile(r"\n(?:[^\S\n]*\n){3,}")
# A form feed that became a space: lines that begin with just one where no other line is indented.
SPACED_START = re.compile(r"^ (?=[^\s|])", re.MULTILINE)
INDENTED = re.compile(r"^(?:\t|[^\S\n]{2,})\S", re.MULTILINE)
FEWEST_PAGE_LINES = 8
PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:(?:trang|page|tr\.)\s*)?(?P<page>\d{1,3})(?:\s*(?:/|trên|of)\s*\d{1,3})?[-–—\s]*", re.IGNORECASE
)
# "Trang 3/12" on a line of its own: plainly a page number, wherever it stands.
NAMED_PAGE = re.compile(
    r"^[^\S\n]*[-–—]?[^\S\n]*(?:trang|page)\s{1,3}(?P<page>\d{1,3})(?:\s?(?:/|trên|of)\s?\d{1,3})?[^\S\n]*[-–—]?[^\S\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
# "a. Rà soát", "@) Tiếp tục": a letter that counts items, behind a sentence or a blank line.
LETTERED = re.compile(r"(?:[a-hđC]\s?\.|@\s?\))\s?(?=[^\W\d_a-z])")
# A page number among so many letters of the text's beginning stands above its page.
HEAD = 200


def dump_pages(text: str) -> tuple[PageContent, ...]:
    """The pages of a dump, each with its lines in the order of the file; a line with bars becomes several.

    An empty page at the end (a form feed that closes the file) is no page. A number alone on the first or last line of
    a page is its page number: dropped and counted.
    """
    sheets = text.split("\f") if "\f" in text.strip() else _unmarked_sheets(text)
    while len(sheets) > 1 and not sheets[-1].strip():
        sheets.pop()
    return tuple(_page(sheet, number) for number, sheet in enumerate(sheets, start=1))


def _unmarked_sheets(text: str) -> list[str]:
    """The pages of a dump without form feeds: told by named page numbers, spaces in their place, or blank lines."""
    named = _named_pages(text)
    if len(named) > 1:
        edges = named if named[0] < HEAD else [text.find("\n", place) + 1 or len(text) for place in named]
        cuts = [0, *(edges[1:] if named[0] < HEAD else edges), len(text)]
        return [sheet for sheet in (text[start:end] for start, end in pairwise(cuts)) if sheet.strip()]
    spaced = len(SPACED_START.findall(text))
    if spaced and not INDENTED.search(text) and spaced * FEWEST_PAGE_LINES <= text.count("\n"):
        text = SPACED_START.sub("\f", text)
    sheets = [sheet for part in text.split("\f") for sheet in PAGE_BREAK.split(part)]
    return [sheet for sheet in sheets if sheet.strip()] or sheets[:1]


def _named_pages(text: str) -> list[int]:
    """Where lines like "Trang 3/12" begin; empty unless they count on."""
    found = list(NAMED_PAGE.finditer(text))
    counts_on = all(int(after["page"]) == int(before["page"]) + 1 for before, after in pairwise(found))
    return [match.start() for match in found] if counts_on else []


def _page(sheet: str, number: int) -> PageContent:
    printed = sheet.split("\n")
    placed = in_columns(printed)
    filled = [index for index, line in enumerate(printed) if line.strip()]
    numbered = {index for index in {*filled[:1], *filled[-1:]} if PAGE_NUMBER.fullmatch(printed[index])}
    kept = [index for index in filled if index not in numbered]
    long_line = sorted(len(printed[index].strip()) for index in kept)[len(kept) * 9 // 10] if kept else 0
    centred = title_lines(printed) if number == 1 else range(0)
    widest = max((len(line) for line in placed), default=0)
    lines: list[Line] = []
    starts: list[int] = []
    before: int | None = None
    for index in kept:
        if _begins(printed, before, index, long_line):
            starts.append(len(lines))
        cells = _cells(placed[index], index)
        if len(cells) == 1:
            letterhead = number == 1 and index in kept[:LETTERHEAD_LINES]
            cells = _columns(cells[0], right_column if letterhead else signature_title)
        if index in centred and len(cells) == 1:
            cells = [_centred(cells[0], widest * LETTER_WIDTH)]
        starts.extend(range(len(lines) + 1, len(lines) + len(cells)))
        lines.extend(cells)
        before = index
    width = LETTER_WIDTH * widest
    height = LINE_HEIGHT * len(printed)
    return PageContent(
        page=number,
        geometry=PageGeometry(width, height, width, height),
        text_source=TextSource.TEXT_DUMP,
        verdict=TextLayerVerdict.NONE,
        verdict_reason="a text file",
        dpi=0.0,
        lines=tuple(lines),
        paragraph_starts=tuple(starts),
        dropped=(("page_number", len(numbered)),) if numbered else (),
    )


def _cells(line: str, index: int) -> list[Line]:
    """The parts of a printed line between bars and wide gaps, each as a line with its words' places."""
    parts: list[tuple[int, int]] = []
    start = 0
    for gap in CELL_GAP.finditer(line):
        parts.append((start, gap.start()))
        start = gap.end()
    parts.append((start, len(line)))
    cells = []
    for begin, end in parts:
        words = tuple(
            Word(match.group(), _place(index, begin + match.start(), begin + match.end()))
            for match in re.finditer(r"\S+", line[begin:end])
        )
        if words:
            cells.append(Line(words))
    return cells


def _columns(line: Line, cut: Callable[[Sequence[str]], int | None]) -> list[Line]:
    """The line, or its two columns where they were run together."""
    place = cut([word.text for word in line.words])
    return [line] if place is None else [Line(line.words[:place]), Line(line.words[place:])]


def _centred(line: Line, width: float) -> Line:
    """The line with its words in the middle of `width`; marks of letters that were dumped before them are none."""
    words = line.words[leading_marks([word.text for word in line.words]) :] or line.words
    dx = (width - words[0].box.x0 - words[-1].box.x1) / 2
    return Line(tuple(replace(word, box=word.box.shifted(dx, 0.0)) for word in line.words))


def _place(line_index: int, start: int, end: int) -> Box:
    top = line_index * LINE_HEIGHT
    return Box(start * LETTER_WIDTH, top, end * LETTER_WIDTH, top + LINE_HEIGHT * 0.8)


def _begins(printed: list[str], before: int | None, index: int, long_line: int) -> bool:
    """True where a paragraph begins at line `index`; `before` is the line before it that has text.

    A blank line parts paragraphs unless the sentence plainly goes on; without one, a list marker, a colon, a change to
    or from capitals (of more than an abbreviation), or a line that ended early do.
    """
    if before is None:
        return not printed[index].strip()[:1].islower()
    line, last = printed[index].strip(), printed[before].strip()
    if LIST_MARKER.match(line + " ") is not None:
        return True
    ended = last.endswith(SENTENCE_END)
    if LETTERED.match(line) is not None and (ended or index - before > 1):
        return True
    if index - before > 1:
        return ended or not line[:1].islower()
    title_ends = last.isupper() != line.isupper() and " " in line and " " in last
    if title_ends or (last.endswith(":") and line[:1].isupper()):
        return True
    room = long_line * SHORT_LINE - len(last) > len(line.split()[0])
    return room and (ended or not line[:1].islower())
