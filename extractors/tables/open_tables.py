"""Tables that lack upright ruling lines, or all: columns and rows from the gaps between what is printed.

Decides, from boxes alone (of words, or of the letters on a picture that nobody has read yet), where such a table is and
what its grid is, conservatively: at least three columns whose gaps stay free down the table. Rows are parted by level
ruling lines where there are any (half-ruled tables), else by the marks in a narrow first column. What is told apart by
words only (is it a header? are these ordinals?) is left to `columns`.

Boxes are arrays of shape (n, 4): x0, y0, x1, y1 in points, of a page whose lines are straight (see `bow`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.layout import Box, GridCell, PageTable
from extractors.tables.grid import partition
from extractors.tables.intervals import Intervals, length, merged, seldom_covered, without
from extractors.tables.row_gaps import levels_above, levels_between

Boxes = NDArray[np.float64]

MIN_COLUMNS = 3
"""Two columns stand side by side in letterheads and signature blocks."""
MIN_ROWS = 3
MIN_RULING_WIDTH = 0.35
"""Of the page's width: level ruling lines of a table; those of a letterhead are shorter."""
SAME_RULING = 0.02
"""Of the page's width: how far ends of a table's ruling lines may differ."""
MAX_BRIDGED = 0.15
"""Share of rows that may have something in the gap between two columns: specks, a word that juts out."""
MIN_FULL = 0.25
"""Share of rows (of lines, in unruled tables) with as many texts side by side as a table must have columns; the others
are titles, or further lines of one tall cell."""
MIN_FILLED = 0.4
"""Share of an unruled table's rows in which a column has text."""
MANY_ROWS = 8
"""From so many rows on, their gaps tell the columns without the header, over which stamps are put."""
MAX_ROWS_APART = 0.4
"""Of the page's height: level lines farther apart do not belong to one table."""

LEANS = tuple(n * 0.003 for n in range(-12, 13))
MIN_STARTS, MORE_TOGETHER = 20, 1.15
"""A lean is taken where there is so much to tell it by, and so much more falls together than without."""

# Shares of the line height.
MIN_GUTTER = 0.42
"""What must stay free between two columns: cells have margins of 4 pt on each side, a space is 0.25 high."""
WORD_SPACE = 0.36
"""Words of one text lie nearer than this; wider where lines are justified."""
HEADER_GAP = 0.6
"""A line with two such gaps may begin an unruled table."""
MIN_HEADING_RULING = 3.5
"""A shorter line in a header is a stroke of letters or underlines a word; a longer one, headings over columns."""
MAX_LINE_GAP = 2.6
"""A larger distance between two lines ends an unruled table."""
NARROWEST_COLUMN = 2.2
"""Of the line height: the other columns of an unruled table hold words or figures."""
MIN_LINE = 0.35
"""What is lower is no line of text: dust, remains of a ruling line."""
WIDEST_ORDINAL = 4.2
"""The first column of an unruled table holds ordinals, "STT" at the widest."""


@dataclass(frozen=True, slots=True)
class _Band:
    """What stands between two levels, and its texts side by side: intervals from left to right."""

    top: float
    bottom: float
    boxes: Boxes

    def covered(self, gap: float) -> Intervals:
        """What the boxes cover from left to right, gaps narrower than `gap` closed."""
        return merged([(float(box[0]), float(box[2])) for box in self.boxes], gap)


def half_ruled_tables(boxes: Boxes, rulings: Sequence[Box], width: float, height: float) -> list[PageTable]:
    """Tables with level ruling lines only, from top to bottom.

    Args:
        boxes: What is printed outside of ruled tables.
        rulings: The level ruling lines outside of ruled tables.
        width: Of the page.
        height: Of a line of text.
    """
    tables = []
    for levels in _groups(rulings, width):
        x0, x1 = float(np.median([box.x0 for box in levels])), float(np.median([box.x1 for box in levels]))
        within = [box for box in rulings if box not in levels and x0 - height < box.x0 and box.x1 < x1 + height]
        short = [box for box in within if box.width >= MIN_HEADING_RULING * height]
        table = _half_ruled(boxes, [box.y_center for box in levels], short, (x0, x1), height)
        if table is not None:
            tables.append(table)
    return tables


def _groups(rulings: Sequence[Box], width: float) -> list[list[Box]]:
    """Long level lines that begin and end alike, three or more, from top to bottom."""
    groups: list[list[Box]] = []
    for box in sorted(rulings, key=lambda box: box.y_center):
        if box.width < MIN_RULING_WIDTH * width:
            continue
        for group in groups:
            last = group[-1]
            alike = max(abs(box.x0 - last.x0), abs(box.x1 - last.x1)) <= SAME_RULING * width
            if alike and box.y_center - last.y_center <= MAX_ROWS_APART * width:
                group.append(box)
                break
        else:
            groups.append([box])
    return [group for group in groups if len(group) >= MIN_ROWS]


def _half_ruled(
    boxes: Boxes, levels: Sequence[float], short: Sequence[Box], sides: tuple[float, float], height: float
) -> PageTable | None:
    inside = boxes[(boxes[:, 0] > sides[0] - height) & (boxes[:, 2] < sides[1] + height)]
    middle = (inside[:, 1] + inside[:, 3]) / 2
    bands = [
        _Band(top, bottom, inside[(middle >= top) & (middle < bottom)])
        for top, bottom in pairwise(levels)
        if bottom - top > height / 2
    ]
    if not bands:
        return None
    gutters = _gutters(bands, short, sides, height)
    if len(gutters) + 1 < MIN_COLUMNS:
        return None
    columns = [sides[0], *((start + end) / 2 for start, end in gutters), sides[1]]
    between = [(sides[0], sides[0]), *gutters, (sides[1], sides[1])]
    rows: list[float] = [bands[0].top]
    beside: list[list[bool]] = []  # for each row, whether a wall stands in each gutter
    below: list[list[bool]] = []  # for each row, whether its columns end with it
    for band in bands:
        inner = sorted(
            (box for box in short if band.top + height / 2 < box.y_center < band.bottom - height / 2),
            key=lambda box: box.y_center,
        )
        whole = _walls(band, gutters, columns, height)
        for line in inner:
            if not all(any(a - height <= end <= b + height for a, b in between) for end in (line.x0, line.x1)):
                continue  # strokes of letters; what is drawn under a heading goes from gap to gap
            covers = [line.x0 - height <= (a + b) / 2 <= line.x1 + height for a, b in pairwise(columns)]
            if rows[-1] >= line.y_center - height / 2 or not any(covers):
                continue
            rows.append(line.y_center)
            beside.append([wall and not (a and b) for wall, (a, b) in zip(whole, pairwise(covers), strict=True)])
            below.append(covers)
        rows.append(band.bottom)
        beside.append([True] * len(gutters) if rows[-2] != band.top else whole)
        below.append([True] * (len(columns) - 1))
    spans = partition(np.array(below[:-1], bool).reshape(len(below) - 1, len(columns) - 1), np.array(beside, bool))
    return _page_table(rows, columns, spans)


def _gutters(bands: Sequence[_Band], short: Sequence[Box], sides: tuple[float, float], height: float) -> Intervals:
    """The gaps between the columns of a table whose rows are known, the first row its header or a row like others."""
    head = _Band(bands[0].top, bands[0].bottom, _not_over(bands[0].boxes, short, height)).covered(WORD_SPACE * height)
    covered = [head, *(band.covered(WORD_SPACE * height) for band in bands[1:])]
    full = [texts for texts in covered if len(texts) >= MIN_COLUMNS]
    filled = [texts for texts in covered if texts]
    if len(full) < max(2, MIN_FULL * len(filled)):
        return []
    free = seldom_covered(full, sides, int(MAX_BRIDGED * len(full)))
    least = MIN_GUTTER * height
    free = [gap for gap in free if length(gap) >= least]
    if len(head) >= MIN_COLUMNS:
        beside = [[part for part in without(gap, head) if length(part) >= least] for gap in free]
        many = len(full) >= MANY_ROWS
        free = [part for gap, left in zip(free, beside, strict=True) for part in left or ([gap] if many else [])]
    gutters: Intervals = []
    left = sides[0]
    for index, (start, end) in enumerate(free):
        right = free[index + 1][0] if index + 1 < len(free) else sides[1]
        if _has_text(head, full, left, start) and _has_text(head, full, end, right):
            gutters.append((start, end))
            left = end
    return gutters


def _has_text(head: Intervals, rows: Sequence[Intervals], start: float, end: float) -> bool:
    """True where something stands between two places: in the header, or in half of the rows."""

    def inside(texts: Intervals) -> bool:
        return any(start <= (x0 + x1) / 2 <= end for x0, x1 in texts)

    return inside(head) or sum(map(inside, rows)) * 2 >= len(rows)


def _not_over(boxes: Boxes, short: Sequence[Box], height: float) -> Boxes:
    """The boxes without those of headings that stand over several columns: a short ruling line is drawn under them."""
    keep = np.ones(len(boxes), dtype=bool)
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    for line in short:
        keep &= ~((x > line.x0) & (x < line.x1) & (y < line.y_center) & (y > line.y_center - 3 * height))
    return boxes[keep]


def _walls(band: _Band, gutters: Intervals, columns: Sequence[float], height: float) -> list[bool]:
    """For each gutter whether nothing stands across it; a title that runs across one goes on to the table's end."""
    texts = band.covered(WORD_SPACE * height)
    walls = [not any(x0 < (start + end) / 2 < x1 for x0, x1 in texts) for start, end in gutters]
    if not all(walls) and walls.index(False) <= 1:
        last = max(x1 for _, x1 in texts)
        first = walls.index(False)
        walls = [wall and (index < first or columns[index + 1] < last) for index, wall in enumerate(walls)]
    return walls


def lean_of(boxes: Boxes, height: float) -> float:
    """How far (dx/dy) texts that begin below each other lean, where no upright ruling line tells.

    The lean for which their beginnings fall together most often (as in deskewing by projection, Postl 1986).
    """
    starts = [
        (x0, (line.top + line.bottom) / 2) for line in _lines(boxes) for x0, _ in line.covered(WORD_SPACE * height)
    ]
    if len(starts) < MIN_STARTS:
        return 0.0
    x, y = np.array(starts).T

    def together(lean: float) -> int:
        places = np.floor((x - lean * y) / (height / 4)).astype(np.int64)
        return int((np.bincount(places - places.min()) ** 2).sum())

    best = max(LEANS, key=lambda lean: (together(lean), -abs(lean)))
    return best if together(best) > MORE_TOGETHER * together(0.0) else 0.0


def unruled_tables(boxes: Boxes, width: float, height: float) -> list[PageTable]:
    """Tables without any ruling lines, from top to bottom: a header, and a first column of ordinals. See the module."""
    lines = _lines(boxes)
    tables: list[PageTable] = []
    start = 0
    while start < len(lines):
        stop = _run(lines, start, height)
        table = _unruled(lines[start:stop], height) if stop - start >= MIN_ROWS else None
        if table is not None:
            tables.append(table)
        start = stop if table is not None else start + 1
    return [table for table in tables if table.box.width >= MIN_RULING_WIDTH * width]


def _lines(boxes: Boxes) -> list[_Band]:
    """The boxes parted wherever nothing stands from one side of the page to the other."""
    ordered = boxes[np.argsort(boxes[:, 1], kind="stable")]
    lines: list[_Band] = []
    start, bottom = 0, float("-inf")
    for index, box in enumerate(ordered):
        if index > start and box[1] > bottom:
            part = ordered[start:index]
            lines.append(_Band(float(part[:, 1].min()), bottom, part))
            start = index
        bottom = max(bottom, float(box[3]))
    if len(ordered):
        part = ordered[start:]
        lines.append(_Band(float(part[:, 1].min()), bottom, part))
    return lines


def _run(lines: Sequence[_Band], start: int, height: float) -> int:
    """The index after the last line that leaves the gaps of the line at `start` free; titles may close them."""
    texts = lines[start].covered(HEADER_GAP * height)
    gaps = [(before[1], after[0]) for before, after in pairwise(texts)]
    stop = start
    for index in range(start, len(lines)):
        if index > start and lines[index].top - lines[index - 1].bottom > MAX_LINE_GAP * height:
            break
        covered = lines[index].covered(WORD_SPACE * height)
        left = [part for gap in gaps for part in without(gap, covered) if part[1] - part[0] >= MIN_GUTTER * height]
        kept = sum(any(a < end and start_ < b for a, b in left) for start_, end in gaps)
        if kept == len(gaps) and len(gaps) >= MIN_COLUMNS - 1:
            gaps = [max((p for p in left if p[0] < end and begin < p[1]), key=length) for begin, end in gaps]
        elif len(covered) > 2 or len(gaps) < MIN_COLUMNS - 1 or covered[0][0] > gaps[0][1]:
            break
        stop = index + 1
    while stop > start + 1 and not _ends_row(lines[stop - 1], gaps, height):
        stop -= 1
    return stop


def _ends_row(line: _Band, gaps: Intervals, height: float) -> bool:
    """True where the last line of a run belongs to its last row: text on several columns, or within one but the first.

    What begins at the left is text below the table.
    """
    texts = line.covered(WORD_SPACE * height)
    if len(texts) >= MIN_COLUMNS - 1 or not gaps:
        return len(texts) >= MIN_COLUMNS - 1
    start, end = texts[0]
    return start >= gaps[0][0] and not any(start < (a + b) / 2 < end for a, b in gaps)


def _unruled(lines: Sequence[_Band], height: float) -> PageTable | None:
    boxes = np.concatenate([line.boxes for line in lines])
    sides = float(boxes[:, 0].min()), float(boxes[:, 2].max())
    gutters = _gutters(lines, (), sides, height)
    if len(gutters) + 1 < MIN_COLUMNS or gutters[0][0] - sides[0] > WIDEST_ORDINAL * height:
        return None
    columns = [sides[0], *((start + end) / 2 for start, end in gutters), sides[1]]
    middle = (boxes[:, 0] + boxes[:, 2]) / 2
    anchors = _lines(boxes[middle < columns[1]])
    if len(anchors) < MIN_ROWS + 1:
        return None
    marks = [_box(anchor) for anchor in anchors]
    others = [_box(line) for left, right in pairwise(columns[1:]) for line in _lines(_between(boxes, left, right))]
    others = [box for box in others if box.height >= MIN_LINE * height]
    inner = levels_between(marks, others) or levels_above(marks, others)
    if inner is None:
        return None
    rows = [lines[0].top, *inner, lines[-1].bottom]
    y = (boxes[:, 1] + boxes[:, 3]) / 2
    bands = [_Band(top, bottom, boxes[(y >= top) & (y < bottom)]) for top, bottom in pairwise(rows)]
    walls = np.array([_walls(band, gutters, columns, height) for band in bands], bool)
    if not _is_even(bands, walls, columns, height):
        return None
    spans = partition(np.ones((len(rows) - 2, len(columns) - 1), bool), walls)
    return _page_table(rows, columns, spans)


def _is_even(bands: Sequence[_Band], walls: NDArray[np.bool_], columns: Sequence[float], height: float) -> bool:
    """True for columns that are wide enough, headed one by one, and filled in many rows: lists and forms are not."""
    if not walls[0].all() or min(b - a for a, b in pairwise(columns[1:])) < NARROWEST_COLUMN * height:
        return False
    filled = np.array(
        [[bool(len(_between(band.boxes, left, right))) for left, right in pairwise(columns)] for band in bands]
    )
    usual = filled.mean(axis=0)
    return bool(filled[0].all() and (usual[1:] >= MIN_FILLED).sum() >= MIN_COLUMNS - 1)


def _between(boxes: Boxes, left: float, right: float) -> Boxes:
    middle = (boxes[:, 0] + boxes[:, 2]) / 2
    return boxes[(middle >= left) & (middle < right)]


def _box(band: _Band) -> Box:
    return Box(float(band.boxes[:, 0].min()), band.top, float(band.boxes[:, 2].max()), band.bottom)


def _page_table(
    rows: Sequence[float], columns: Sequence[float], spans: Sequence[tuple[int, int, int, int]]
) -> PageTable:
    cells = tuple(
        GridCell(
            row, column, height, width, Box(columns[column], rows[row], columns[column + width], rows[row + height])
        )
        for row, column, height, width in spans
    )
    return PageTable(Box(columns[0], rows[0], columns[-1], rows[-1]), tuple(rows), tuple(columns), cells, ruled=False)
