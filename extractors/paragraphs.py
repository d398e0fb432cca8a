"""Lines become paragraphs, on a page and over page breaks.

A line begins a paragraph where it is indented, has a list marker, follows a gap, or where the line before had room for
its first word; the thresholds are multiples of the letters' height.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extractors.layout import Box, Line, PageContent, Paragraph, Passage, Region, bounding_box
from extractors.passages import NUMBERED
from extractors.reading_order import text_height

LIST_MARKER = re.compile(
    r"""^(?:
        [-–—+•*●▪◦]            # dashes and bullets
      | [a-zđ]\d?\s?\)         # a) b1)
      | \d{1,2}(?:\.\d{1,2}){0,4}\s?[.)]?\s   # 1. 1.2. 3)
      | \(?\d{1,2}\)           # (1) 1)
      | [IVXL]{1,6}\s?[.)]\s?  # II.
      | [A-HĐ]\s?[.)]\s        # A.
      | (?:Điều|Chương|Mục|Phần)\s\S{1,5}[.:]?
    )""",
    re.VERBOSE,
)
_WEAK_MARKER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){0,4}|(?:Điều|Chương|Mục|Phần)\s[^\s.:]{1,5})\s")
"""What is a marker as well as the rest of a sentence: "khoản 4 | Điều 23 Nghị định", "trước ngày | 30 tháng 6"."""
SAME_INDENT = 0.3
"""In line heights: how far two indents may differ and be the same."""
INDENT = 0.8
"""In line heights: a first line starts so much further right than the lines that go on (1.27 cm is about 2)."""
PARAGRAPH_GAP = 1.45
"""In line distances: a wider step down begins a paragraph (6 pt between paragraphs make 1.35 to 1.5)."""
ROOM = 0.6
"""In line heights, the space that a word would have needed before it."""
CENTERED_TOLERANCE = 1.5
"""In line heights: how far a centred line's middle may be from the middle of its column."""
CENTERED_FILL = 0.85
"""Share of the column's width: titles are broken by hand, where it looks well, before they fill it."""
FAR_RIGHT = 0.45
"""Share of the column's width from which lines belong to a signature: title, name and date, a paragraph each."""
SENTENCE_END = (".", ";", ":", "!", "?", "./.", '."', ".”")


@dataclass(frozen=True, slots=True)
class _Column:
    """The margins of the lines that stand under each other."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def paragraph_starts(lines: Sequence[Line]) -> tuple[int, ...]:
    """Indexes of the lines (of one page, in reading order) that begin a paragraph.

    The first line is one of them unless it looks like the rest of a paragraph from the page before.
    """
    if not lines:
        return ()
    height = text_height(lines) or 1.0
    beside = _beside(lines)
    column = _body_column(lines, beside)
    pitch = _line_distance(lines)
    starts = [0] if _begins_by_itself(lines[0], column, height) else []
    own = _own_column(lines, beside, 0)
    for index in range(1, len(lines)):
        before, line = lines[index - 1], lines[index]
        if beside[index] and (not beside[index - 1] or line.box.y0 < before.box.y0):
            own = _own_column(lines, beside, index)
        if beside[index] != beside[index - 1]:
            begins = True
        elif beside[index]:
            # a line each, as letterheads are set, but for the rest of a recipient that filled its column
            in_item = LIST_MARKER.match(lines[starts[-1]].text + " ") is not None if starts else False
            begins = not in_item or _begins(before, line, own, height, pitch)
        else:
            repeated = index - 1 in starts[-1:] and _repeats_indent(before, line, column, height)
            begins = repeated or _begins(before, line, column, height, pitch)
        if begins:
            starts.append(index)
    return tuple(starts)


def _beside(lines: Sequence[Line]) -> list[bool]:
    """Which lines stand beside another: those of the header block and the signature block."""
    boxes = [line.box for line in lines]
    found = []
    for box in boxes:
        level = (other for other in boxes if min(box.y1, other.y1) - max(box.y0, other.y0) > box.height / 2)
        found.append(any(other.x0 >= box.x1 or other.x1 <= box.x0 for other in level))
    for index in range(1, len(lines) - 1):  # a line alone on its row, inside such a block
        if found[index - 1] and found[index + 1] and boxes[index - 1].y0 < boxes[index].y0 < boxes[index + 1].y0:
            found[index] = True
    return found


def _own_column(lines: Sequence[Line], beside: Sequence[bool], start: int) -> _Column:
    """The margins of the column of a block that begins at `start`."""
    stop = start + 1
    while stop < len(lines) and beside[stop] and lines[stop].box.y0 > lines[stop - 1].box.y0:
        stop += 1
    boxes = [line.box for line in lines[start:stop]]
    return _Column(min(box.x0 for box in boxes), max(box.x1 for box in boxes))


def _body_column(lines: Sequence[Line], beside: Sequence[bool]) -> _Column:
    return _column([line for line, is_beside in zip(lines, beside, strict=True) if not is_beside] or lines)


def _repeats_indent(before: Line, line: Line, column: _Column, height: float) -> bool:
    """True where two lines begin at the same indent: the rest of a paragraph would begin at the margin."""
    indented = line.box.x0 > column.left + INDENT * height
    both_centered = _is_centered(before.box, column, height) and _is_centered(line.box, column, height)
    return indented and not both_centered and abs(line.box.x0 - before.box.x0) < SAME_INDENT * height


def without_line_hyphens(lines: Sequence[Line], starts: Sequence[int]) -> tuple[Line, ...]:
    """Lines in which a word that a line end cuts at its hyphen ("45/2025/NĐ-", "CP") stands whole in the first.

    Only where letters or digits stand before and after the hyphen: a dash between words has spaces around it. `starts`
    are the indexes of the lines that begin a paragraph, which is no rest of a word.
    """
    whole: list[Line] = []
    for index, line in enumerate(lines):
        before = whole[-1].words[-1] if whole else None
        if before is None or index in starts or not _is_cut(before.text, line.words[0].text):
            whole.append(line)
            continue
        rest = line.words[0]
        joined = replace(
            before,
            text=before.text + rest.text,
            confidence=min(before.confidence, rest.confidence),
            doubtful=before.doubtful or rest.doubtful,
            alternatives=(),
        )
        whole[-1] = Line((*whole[-1].words[:-1], joined))
        if len(line.words) > 1:
            whole.append(Line(line.words[1:]))
    return tuple(whole)


def _is_cut(before: str, after: str) -> bool:
    """True for document numbers, acronyms and years: "45/2025/NĐ-" and "CP", "KT-" and "XH", "2021-" and "2025"."""
    if before[-1:] not in ("-", "‐") or len(before) < 3:
        return False
    return (before[-2].isdigit() and after[0].isdigit()) or (before[-3:-1].isupper() and after[:2].isupper())


def join_paragraphs(pages: Sequence[PageContent]) -> tuple[Paragraph, ...]:
    """The lines outside tables of all pages as paragraphs, in reading order.

    Lines that wrap are joined by a space. A paragraph goes on over a page break where no table stands between, the
    next page's first line doesn't look like a beginning, and the last line doesn't end a sentence.
    """
    paragraphs: list[Paragraph] = []
    open_lines: list[tuple[int, list[Line]]] = []
    open_column = _Column(0.0, 0.0)

    def finish() -> None:
        if open_lines:
            paragraphs.append(_paragraph(open_lines, open_column))
            open_lines.clear()

    for content in pages:
        column = _body_column(content.lines, _beside(content.lines))
        starts = set(content.paragraph_starts)
        for index, line in enumerate(content.lines):
            begins = index in starts or (index == 0 and not _goes_on(open_lines, content))
            if begins or not open_lines:
                finish()
                open_column = column
            if not open_lines or open_lines[-1][0] != content.page:
                open_lines.append((content.page, []))
            open_lines[-1][1].append(line)
        if _table_below(content):
            finish()
    finish()
    return tuple(paragraphs)


def _goes_on(open_lines: Sequence[tuple[int, list[Line]]], content: PageContent) -> bool:
    """True where the first line of `content` may be the rest of the paragraph that is open."""
    if not open_lines or (content.tables and content.tables[0].box.y0 < content.lines[0].box.y0):
        return False
    return not open_lines[-1][1][-1].text.endswith(SENTENCE_END)


def _table_below(content: PageContent) -> bool:
    """True where the page ends with a table rather than with a line."""
    return bool(content.tables and (not content.lines or content.tables[-1].box.y0 > content.lines[-1].box.y1))


def _paragraph(open_lines: Sequence[tuple[int, list[Line]]], column: _Column) -> Paragraph:
    words = [word for _, lines in open_lines for line in lines for word in line.words]
    regions = tuple(Region(page, bounding_box(line.box for line in lines)) for page, lines in open_lines)
    text = " ".join(word.text for word in words)
    passage = Passage(
        text_raw=text,
        text=text,
        regions=regions,
        word_confidences=tuple(word.confidence for word in words),
        word_doubtful=tuple(word.doubtful for word in words),
        word_alternatives=tuple(word.alternatives for word in words),
    )
    page, first = open_lines[0]
    height = text_height(first) or 1.0
    centered = len(open_lines) == 1 and all(_is_centered(line.box, column, height) for line in first)
    return Paragraph(passage, page, regions[0].box, centered)


def _column(lines: Sequence[Line]) -> _Column:
    """Margins: those that the bulk of the lines reach."""
    if not lines:
        return _Column(0.0, 0.0)
    lefts = sorted(line.box.x0 for line in lines)
    rights = sorted(line.box.x1 for line in lines)
    return _Column(lefts[len(lefts) // 10], rights[-1 - len(rights) // 10])


def _line_distance(lines: Sequence[Line]) -> float:
    steps = [
        after.box.y_center - before.box.y_center
        for before, after in pairwise(lines)
        if after.box.y_center > before.box.y_center
    ]
    return median(steps) if steps else 0.0


def _is_centered(box: Box, column: _Column, height: float) -> bool:
    inset = min(box.x0 - column.left, column.right - box.x1)
    return inset > height and abs(box.x_center - column.middle) < CENTERED_TOLERANCE * height


def _begins_by_itself(line: Line, column: _Column, height: float) -> bool:
    """True where a line looks like the first of a paragraph whatever stands before it."""
    indented = line.box.x0 > column.left + INDENT * height
    return indented or _has_marker(None, line)


def _begins(before: Line, line: Line, column: _Column, height: float, pitch: float) -> bool:
    step = line.box.y_center - before.box.y_center
    if step < 0 or (pitch and step > PARAGRAPH_GAP * pitch):
        return True
    if _has_marker(before, line):
        return True
    if _had_room(before, line, column, height):
        return True
    far_right = column.left + FAR_RIGHT * (column.right - column.left)
    if before.box.x0 > far_right and line.box.x0 > far_right:
        return True
    fills_its_line = line.box.x1 > column.right - SAME_INDENT * height  # a centred line is as far from either margin
    both_centered = (
        not fills_its_line and _is_symmetric(before.box, column, height) and _is_symmetric(line.box, column, height)
    )
    indent = line.box.x0 - before.box.x0
    return not both_centered and indent > INDENT * height and line.box.x0 > column.left + INDENT * height


def _has_marker(before: Line | None, line: Line) -> bool:
    """True where a line begins with a marker that is not the rest of the sentence `before`, or of one unseen."""
    text = line.text + " "
    if LIST_MARKER.match(text) is None:
        return False
    ended = before is not None and before.text.endswith(SENTENCE_END)
    numbered = before is not None and before.words[-1].text.lower() in NUMBERED
    return ended or not (numbered or _WEAK_MARKER.match(text))


def _is_symmetric(box: Box, column: _Column, height: float) -> bool:
    """True where a line stands as far from both margins: a line of a centred title, or a full one."""
    return abs((box.x0 - column.left) - (column.right - box.x1)) < 2 * CENTERED_TOLERANCE * height


def _had_room(before: Line, line: Line, column: _Column, height: float) -> bool:
    """True where the first word of `line` would have fitted after `before`.

    A line that stands as far from both margins is taken for one of a centred title, which fills CENTERED_FILL of the
    width.
    """
    needed = line.words[0].box.width + ROOM * height
    if _is_symmetric(before.box, column, height):
        return before.box.width + needed < CENTERED_FILL * (column.right - column.left)
    return before.box.x1 + needed < column.right
