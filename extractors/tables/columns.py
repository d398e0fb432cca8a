"""Tables without vertical ruling lines: columns found from the gaps between words, under a header that says what it is.

Decides, conservatively, where such a table is: there must be a header line with the words that plans put over their
columns, or at least three level ruling lines of one width with such a header; every gap between columns must stay free
down the table; rows must begin with an ordinal or be parted by the ruling lines. The two columns of a letterhead or of
a signature block have no such header and stay text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.layout import Box, GridCell, Line, PageTable, Word, bounding_box
from extractors.tables.cells import lines_of
from extractors.tables.row_kinds import ORDINAL_TERMS, is_header_term
from extractors.wordings import plain

# Shares of the text's line height (median height of words).
SEGMENT_GAP = 0.9
"""Words farther apart than this belong to different columns of a header: its spaces are 0.3 wide."""
MIN_GUTTER = 0.45
"""What must stay free between two columns all down the table."""
WIDEST_ORDINAL = 3.0
"""How far an ordinal may stand from the left where no header tells the first column's width."""
MAX_BRIDGED = 0.15
"""Share of a half-ruled table's rows that may have a word in the gap between two columns: specks, words read as one."""
MAX_ROW_GAP = 3.0
"""A larger distance between two lines ends a table that no ruling line closes."""
MIN_COLUMNS = 3
MIN_ROWS = 2
MIN_RULING_WIDTH = 0.35
"""Of the page's width: level ruling lines of a table; those of a letterhead are shorter."""
SAME_RULING = 0.02
"""Of the page's width: how far ends of a table's ruling lines may differ."""
MIN_ALIGNED_ROWS = 0.7
"""Share of ordinals that have text beside them on their line: the rows begin where the ordinals stand."""
ORDINAL = re.compile(r"^\(?(?:[0-9]{1,3}(?:\.[0-9]{1,3})*|[IVXLC]{1,6}|[A-ZĐa-zđ])\s*[.)]?$")


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a table may be: its lines from the header down, the ruling lines' heights, how many lines are header."""

    lines: tuple[Line, ...]
    levels: tuple[float, ...]
    header_lines: int
    headings: tuple[Box, ...] = ()
    """Level ruling lines under headings that stand over several columns."""


def find_unruled_tables(
    lines: Sequence[Line], page_width: float, rulings: Sequence[Box] = ()
) -> tuple[tuple[PageTable, ...], tuple[Line, ...]]:
    """Tables among `lines` (those outside ruled tables, any order), and the lines left, in the order given.

    `rulings` are the level ruling lines of the page (half-ruled tables have them), in the units of the lines' boxes,
    as is `page_width`. The tables have `ruled` False; their cells hold the words, none is lost.
    """
    words = [word for line in lines for word in line.words]
    if not words:
        return (), tuple(lines)
    height = sorted(word.box.height for word in words)[len(words) // 2]
    visual = lines_of(words)
    tables: list[PageTable] = []
    start = 0
    while start < len(visual):
        frame = _frame_at(visual, start, height, page_width, rulings)
        table = None if frame is None else _table(frame, height)
        if frame is None or table is None:
            start += 1
            continue
        tables.append(table)
        bottom = table.box.y1
        start = next((i for i in range(start, len(visual)) if visual[i].box.y_center > bottom), len(visual))
    if not tables:
        frame = _continued(visual, page_width, rulings)
        table = None if frame is None else _table(frame, height)
        tables = [] if table is None else [table]
    taken = {id(word) for table in tables for cell in table.cells for line in cell.lines for word in line.words}
    left = []
    for line in lines:
        rest = tuple(word for word in line.words if id(word) not in taken)
        if rest:
            left.append(line if len(rest) == len(line.words) else Line(rest))
    return tuple(tables), tuple(left)


def _segments(line: Line, gap: float) -> list[tuple[float, float, str]]:
    """The parts of a line that wide gaps part: (x0, x1, text)."""
    parts: list[list[Word]] = [[line.words[0]]]
    for before, word in pairwise(line.words):
        if word.box.x0 - before.box.x1 > gap:
            parts.append([])
        parts[-1].append(word)
    return [(part[0].box.x0, part[-1].box.x1, " ".join(word.text for word in part)) for part in parts]


def _is_header(line: Line, height: float) -> bool:
    """True where a line reads like the header of at least three columns."""
    segments = _segments(line, SEGMENT_GAP * height)
    if len(segments) < MIN_COLUMNS:
        return False
    known = sum(is_header_term(text) for _, _, text in segments)
    ordinal = plain(segments[0][2]) in ORDINAL_TERMS
    return known * 2 >= len(segments) and (ordinal or known >= MIN_COLUMNS)


def _frame_at(
    visual: Sequence[Line], start: int, height: float, page_width: float, rulings: Sequence[Box]
) -> _Frame | None:
    if not _is_header(visual[start], height):
        return None
    header = visual[start].box
    levels = _levels_around(header, page_width, rulings)
    end = start + 1
    while end < len(visual):
        if levels and visual[end].box.y_center > levels[-1]:
            break
        if not levels and visual[end].box.y0 - visual[end - 1].box.y1 > MAX_ROW_GAP * height:
            break
        end += 1
    # A header's other lines stand above the first ordinal; with ruling lines, above the first that is below it.
    header_lines = 1
    below = [level for level in levels if level > header.y_center]
    for line in visual[start + 1 : end]:
        first = line.words[0]
        within = line.box.y_center < below[0] if below else True
        if not within or (ORDINAL.match(first.text) and first.box.x_center < visual[start].words[0].box.x1 + height):
            break
        header_lines += 1
    first_line = start
    while levels and first_line > 0 and visual[first_line - 1].box.y_center > levels[0]:
        first_line -= 1
    headings = tuple(
        box
        for box in rulings
        if below and levels[0] < box.y_center < below[0] - height / 2 and box.y_center > levels[0] + height / 2
    )
    return _Frame(tuple(visual[first_line:end]), levels, header_lines + start - first_line, headings)


def _continued(visual: Sequence[Line], page_width: float, rulings: Sequence[Box]) -> _Frame | None:
    """The rest of a half-ruled table that a page begins with, without its header: nothing stands above it."""
    wide = sorted((box for box in rulings if box.width >= MIN_RULING_WIDTH * page_width), key=lambda box: box.y_center)
    if not wide or wide[0].y_center > visual[0].box.y_center:
        return None
    first = wide[0]
    levels = _levels_around(Box(first.x0, first.y1 + 1e-3, first.x1, first.y1 + 1e-3), page_width, rulings)
    lines = tuple(line for line in visual if levels and line.box.y_center < levels[-1])
    numbered = any(ORDINAL.match(line.words[0].text) for line in lines)
    return _Frame(lines, levels, 0) if numbered else None


def _levels_around(header: Box, page_width: float, rulings: Sequence[Box]) -> tuple[float, ...]:
    """Heights of the ruling lines of a half-ruled table with this header, ascending; none where there are not three."""
    wide = [box for box in rulings if box.width >= MIN_RULING_WIDTH * page_width]
    for first in wide:
        same = sorted(
            box.y_center
            for box in wide
            if abs(box.x0 - first.x0) <= SAME_RULING * page_width and abs(box.x1 - first.x1) <= SAME_RULING * page_width
        )
        if len(same) >= 3 and same[0] < header.y_center < same[-1]:
            return tuple(same)
    return ()


def _table(frame: _Frame, height: float) -> PageTable | None:
    """The table of a frame, or None where its columns or rows are not sure."""
    gutters, n_lines = _gutters_between_rulings(frame, height) if frame.levels else _gutters(frame, height)
    if len(gutters) + 1 < MIN_COLUMNS:
        return None
    lines = frame.lines[:n_lines]
    starts = _row_starts(frame, lines, gutters)
    if starts is None or len(starts) - 1 < MIN_ROWS:
        return None
    words = [word for line in lines for word in line.words]
    box = bounding_box(word.box for word in words)
    columns = (box.x0, *gutters, box.x1)
    rows = (box.y0, *starts[1:], max(box.y1, starts[-1]))
    cells: list[GridCell] = []
    split = _split_header(frame, words, columns, rows) if frame.headings else None
    if split is not None:
        rows, cells = split
    for index, (top, bottom) in enumerate(pairwise(rows)):
        last = index == len(rows) - 2
        if split is not None and index < 2:
            continue
        own = [w for w in words if (top <= w.box.y_center or index == 0) and (w.box.y_center < bottom or last)]
        cells += _cells_of_row(index, own, columns, Box(box.x0, top, box.x1, bottom), height)
    return PageTable(box, rows, columns, tuple(cells), ruled=False)


def _gutters_between_rulings(frame: _Frame, height: float) -> tuple[tuple[float, ...], int]:
    """As `_gutters`, of a table whose rows level ruling lines part: what stays free in all rows that are no titles.

    A gap counts where it parts the header too, but for headings over several columns, which a ruling line underlines.
    """
    header = [
        Line(words)
        for line in frame.lines[: frame.header_lines]
        if (words := tuple(word for word in line.words if _heading_over(word, frame.headings) is None))
    ]
    body = frame.lines[frame.header_lines :]
    row_of = [bisect_right(frame.levels, line.box.y_center) for line in body]
    rows = [[line for line, own in zip(body, row_of, strict=True) if own == row] for row in sorted(set(row_of))]
    first_column = max((word.box.x1 for line in header for word in line.words[:1]), default=0.0) + height
    if not header:
        first_column = min(line.box.x0 for line in body) + WIDEST_ORDINAL * height
    prose = [row for row in rows if not (len(row) == 1 and _is_title(row[0], [(0.0, first_column, "")], height))]
    box = bounding_box(line.box for line in frame.lines)
    gap = _seldom_covered(prose, box, height)
    for line in header:
        gap = _without_words(gap, line, height)
    inner = [free for free in gap if box.x0 < free[0] and free[1] < box.x1]
    segments = [segment for line in header for segment in _segments(line, SEGMENT_GAP * height)]
    gutters: list[float] = []
    left = box.x0
    for start, end in inner:
        middle = (start + end) / 2
        parted = not any(x0 < start and end < x1 for x0, x1, _ in segments)
        if not header or (parted and any(left < (x0 + x1) / 2 < middle for x0, x1, _ in segments)):
            gutters.append(middle)
            left = middle
    if header and gutters and not any((x0 + x1) / 2 > gutters[-1] for x0, x1, _ in segments):
        gutters.pop()
    return tuple(gutters), len(frame.lines)


def _seldom_covered(rows: Sequence[Sequence[Line]], box: Box, height: float) -> list[tuple[float, float]]:
    """Where hardly any row has a word, from left to right: a speck read as a word does not close a gap."""
    most = int(MAX_BRIDGED * len(rows))
    changes: list[tuple[float, int]] = []
    for row in rows:
        end = box.x0 - 1
        for word in sorted((word for line in row for word in line.words), key=lambda word: word.box.x0):
            if word.box.x1 > end:
                changes += [(max(word.box.x0, end), 1), (word.box.x1, -1)]
                end = word.box.x1
    free: list[tuple[float, float]] = []
    covered, start = 0, box.x0
    for place, change in sorted(changes):
        if change > 0 and covered == most:
            free.append((start, place))
        elif change < 0 and covered == most + 1:
            start = place
        covered += change
    free.append((start, box.x1))
    return [(start, end) for start, end in free if end - start >= MIN_GUTTER * height]


def _heading_over(word: Word, headings: Sequence[Box]) -> int | None:
    """Which of the ruling lines below headings the word stands on; None for words of other cells."""
    for index, ruling in enumerate(headings):
        if ruling.x0 <= word.box.x_center <= ruling.x1 and word.box.y_center < ruling.y_center:
            return index
    return None


def _split_header(
    frame: _Frame, words: Sequence[Word], columns: Sequence[float], rows: Sequence[float]
) -> tuple[tuple[float, ...], list[GridCell]] | None:
    """The row edges and the cells of a header with headings over several columns: two rows; None if it has none."""
    middle = min(ruling.y_center for ruling in frame.headings)
    top, bottom = rows[0], rows[1]
    if not top < middle < bottom:
        return None
    header = [word for word in words if word.box.y_center < bottom]
    covered: dict[int, int] = {}
    for index, ruling in enumerate(frame.headings):
        for column, (x0, x1) in enumerate(pairwise(columns)):
            if ruling.x0 <= (x0 + x1) / 2 <= ruling.x1:
                covered.setdefault(column, index)
    cells = []
    column = 0
    while column < len(columns) - 1:
        heading = covered.get(column)
        width = 1
        while heading is not None and covered.get(column + width) == heading:
            width += 1
        above = Box(columns[column], top, columns[column + width], bottom if heading is None else middle)
        own = [word for word in header if _column_of(word, columns) in range(column, column + width)]
        if heading is None:
            cells.append(GridCell(0, column, 2, 1, above, lines_of(own)))
        else:
            over = [word for word in own if word.box.y_center < middle]
            cells.append(GridCell(0, column, 1, width, above, lines_of(over)))
            for sub in range(column, column + width):
                under = [word for word in own if word.box.y_center >= middle and _column_of(word, columns) == sub]
                cells.append(
                    GridCell(1, sub, 1, 1, Box(columns[sub], middle, columns[sub + 1], bottom), lines_of(under))
                )
        column += width
    return (top, middle, *rows[1:]), cells


def _column_of(word: Word, columns: Sequence[float]) -> int:
    return min(max(bisect_right(columns, word.box.x_center) - 1, 0), len(columns) - 2)


def _gutters(frame: _Frame, height: float) -> tuple[tuple[float, ...], int]:
    """The middles of the gaps that stay free between the columns, and how many lines the table has.

    The table ends before the first line that closes a gap, unless that line is a title over several columns.
    """
    segments = _segments(frame.lines[0], SEGMENT_GAP * height)
    gaps: list[list[tuple[float, float]]] = [
        [((left[0] + left[1]) / 2, (right[0] + right[1]) / 2)] for left, right in pairwise(segments)
    ]
    n_lines = 0
    for index, line in enumerate(frame.lines):
        narrowed = [_without_words(gap, line, height) for gap in gaps]
        if all(narrowed):
            gaps = narrowed
        elif index < frame.header_lines or not _is_title(line, segments, height):
            if not frame.levels:
                break
            return (), 0  # the ruling lines say that the table goes on, the words say that it has other columns
        n_lines = index + 1
    widest = [max(gap, key=lambda free: free[1] - free[0]) for gap in gaps]
    return tuple((start + end) / 2 for start, end in widest), n_lines


def _without_words(gap: Sequence[tuple[float, float]], line: Line, height: float) -> list[tuple[float, float]]:
    free = list(gap)
    for word in line.words:
        cut: list[tuple[float, float]] = []
        for start, end in free:
            if word.box.x1 <= start or word.box.x0 >= end:
                cut.append((start, end))
                continue
            cut += [(start, word.box.x0), (word.box.x1, end)]
        free = [(start, end) for start, end in cut if end - start >= MIN_GUTTER * height]
    return free


def _is_title(line: Line, header: Sequence[tuple[float, float, str]], height: float) -> bool:
    """True for a section's line: a marker in the first column and one piece of text from the second on."""
    parts = _segments(line, SEGMENT_GAP * height)
    first = line.words[0]
    if not ORDINAL.match(first.text) or first.box.x0 > header[0][1] + height:
        return False
    return len(parts) == 1 or (len(parts) == 2 and parts[0][2] == first.text)


def _row_starts(frame: _Frame, lines: Sequence[Line], gutters: Sequence[float]) -> tuple[float, ...] | None:
    """The tops of the rows, the header's first; None where it is not sure where rows begin."""
    body = lines[frame.header_lines :]
    if not body:
        return None
    top = lines[0].box.y0
    beginnings = [line for line in body if ORDINAL.match(line.words[0].text) and line.words[0].box.x1 < gutters[0]]
    aligned = [line for line in beginnings if len(line.words) > 1]
    first_row = body[0].box.y0 - body[0].box.height if frame.header_lines else body[0].box.y_center
    inner = [level for level in frame.levels if first_row < level < body[-1].box.y_center]
    if len(inner) >= max(MIN_ROWS, len(beginnings)):
        return (top, *inner)
    if not frame.header_lines or not beginnings or len(aligned) < MIN_ALIGNED_ROWS * len(beginnings):
        return None
    if plain(_segments(lines[0], 0.0)[0][2]) not in ORDINAL_TERMS and len(beginnings) < MIN_ROWS + 1:
        return None
    tops = []
    for index, line in enumerate(lines):
        if any(line is other for other in beginnings):
            tops.append((lines[index - 1].box.y1 + line.box.y0) / 2)
    first = (lines[frame.header_lines - 1].box.y1 + body[0].box.y0) / 2
    return (top, *sorted({*tops, first}))


def _cells_of_row(row: int, words: Sequence[Word], columns: Sequence[float], box: Box, height: float) -> list[GridCell]:
    """The cells of a row; columns between which a word, or words as near as in a sentence, stand are merged."""
    joined = []
    lines = lines_of(words)
    for edge in columns[1:-1]:
        bridged = sum(
            any(word.box.x0 < edge < word.box.x1 for word in line.words)
            or any(
                before.box.x1 <= edge <= after.box.x0 and after.box.x0 - before.box.x1 < MIN_GUTTER * height
                for before, after in pairwise(line.words)
            )
            for line in lines
        )
        joined.append(bridged * 2 > len(lines))
    right = max((word.box.x1 for word in words), default=box.x0)
    if any(joined):  # a title's cell reaches to the table's end, the title itself perhaps not
        joined = [own or edge >= right for own, edge in zip(joined, columns[1:-1], strict=True)]
    cells = []
    start = 0
    for column in range(1, len(columns)):
        if column < len(columns) - 1 and joined[column - 1]:
            continue
        x0, x1 = columns[start], columns[column]
        inside = [
            word
            for word in words
            if (x0 <= word.box.x_center or start == 0) and (word.box.x_center < x1 or column == len(columns) - 1)
        ]
        cells.append(GridCell(row, start, 1, column - start, Box(x0, box.y0, x1, box.y1), lines_of(inside)))
        start = column
    return cells
