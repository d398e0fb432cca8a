"""From ruling lines to tables: which lines belong together, the grid they draw, and its cells.

Decides what is a table (a connected net of lines with at least two cells) and what is not (underlines, the lines under
a letterhead, a frame around text), where a frame is open, and which places of the grid a merged cell covers. The cells
of a table are a partition of its grid, whatever the picture shows.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.layout import Box, GridCell, PageTable
from extractors.tables.bow import Bow
from extractors.tables.line_pieces import Floats, Ruling
from extractors.tables.nets import MAX_MISS, MIN_OVERHANG, nets_of
from extractors.tables.rulings import PageRulings, find_rulings
from extractors.tables.walls import Edge, drawn_edges, drawn_walls, faint_walls

# In points.
MIN_EDGE_DISTANCE = 6.0
"""Lines nearer than this are one edge of the grid (double rules). A row of 8 pt text is 9 pt high."""
MIN_DRAWN_COLUMN = 0.15
"""Share of the table's height along which a column's edge is drawn: a piece of a scratch runs through a row or two."""
MAX_OVERHANG = 9.0
"""A line that alone runs this far out of the frame is a crease, or goes on as one."""
MAX_FAR = 60.0
"""A line that runs so far out of the frame, or out of both of its sides, has nothing to do with the table: a streak."""
MAX_CREASE_RISE = 2.0
"""Such a line is kept, cut off at the frame, where it rises no more than this against the page's slope."""
MIN_TABLE_SIDE = 20.0
"""Smaller nets are drawings, stamps or letters."""


def find_tables(picture: NDArray[np.uint8], dpi: float) -> tuple[PageTable, ...]:
    """The ruled tables of a page, from top to bottom, in pixels of `picture`, cells without lines.

    `picture` is gray, shape (height, width), 0 black, upright and deskewed to within 0.3 degree, light levelled or not.
    """
    return tables_of(find_rulings(picture, dpi))


def level_rulings(rulings: PageRulings) -> tuple[Box, ...]:
    """The boxes of all level ruling lines, in pixels: what the rows of half-ruled tables are told by."""
    return tuple(
        Box(
            line.start,
            float(line.across.min()) - line.thickness / 2,
            line.end,
            float(line.across.max()) + line.thickness / 2,
        )
        for line in rulings.horizontal
    )


def tables_of(rulings: PageRulings) -> tuple[PageTable, ...]:
    """The tables that `rulings` draw, from top to bottom."""
    tables = []
    for horizontal, vertical in nets_of(rulings):
        table = _table(horizontal, vertical, rulings)
        if table is not None:
            tables.append(table)
    return tuple(sorted(tables, key=lambda table: (table.box.y0, table.box.x0)))


def _table(horizontal: list[Ruling], vertical: list[Ruling], rulings: PageRulings) -> PageTable | None:
    """The table that a net of lines draws, or None where it draws none."""
    rows, columns = _frame(horizontal, vertical, rulings)
    upright_mask = np.asarray(cv2.transpose(rulings.vertical_mask), np.uint8)
    rows = drawn_edges(rows, columns, rulings.horizontal_mask, rulings.point)
    columns = drawn_edges(columns, rows, upright_mask, rulings.point, MIN_DRAWN_COLUMN)
    if len(rows) < 2 or len(columns) < 2:
        return None
    below = drawn_walls(rows, columns, rulings.horizontal_mask, rulings.point)
    beside = drawn_walls(columns, rows, upright_mask, rulings.point)
    below |= faint_walls(rows, columns, rulings.ink, rulings.point, below)
    beside |= faint_walls(columns, rows, np.asarray(cv2.transpose(rulings.ink), np.uint8), rulings.point, beside)
    spans = partition(below[1:-1], beside[1:-1].T)
    box = Box(columns[0].mean, rows[0].mean, columns[-1].mean, rows[-1].mean)
    smallest = MIN_TABLE_SIDE * rulings.point
    if len(spans) < 2 or box.width < smallest or box.height < smallest / 2:
        return None
    return PageTable(
        box=box,
        row_edges=tuple(edge.mean for edge in rows),
        column_edges=tuple(edge.mean for edge in columns),
        cells=tuple(_cell(rows, columns, span) for span in spans),
        open_top=not rows[0].drawn,
        open_bottom=not rows[-1].drawn,
    )


def _frame(horizontal: list[Ruling], vertical: list[Ruling], rulings: PageRulings) -> tuple[list[Edge], list[Edge]]:
    """The edges of the rows and of the columns; where the frame is open, one stands for the missing line."""
    point = rulings.point
    rows = _edges(horizontal, rulings.level_bow, point)
    vertical = _within(vertical, rows, _open_ends(vertical, rows, point), rulings.upright_bow, point)
    columns = _edges(vertical, rulings.upright_bow, point)
    horizontal = _within(horizontal, columns, _open_ends(horizontal, columns, point), rulings.level_bow, point)
    rows = _edges(horizontal, rulings.level_bow, point)
    if not rows or len(columns) < 2:
        return rows, columns
    top, bottom = _open_ends(vertical, rows, point)
    left, right = _open_ends(horizontal, columns, point)
    for edges, start, end in ((rows, top, bottom), (columns, left, right)):
        if start is not None:
            edges.insert(0, _virtual(start, edges[0]))
        if end is not None:
            edges.append(_virtual(end, edges[-1]))
    return rows, columns


def _edges(lines: Sequence[Ruling], bow: Bow, point: float) -> list[Edge]:
    """The rulings gathered into edges of the grid, ascending. Their place is compared with the page's bow taken out."""
    placed = sorted(
        ((float(bow.straightened(line).mean()), line) for line in lines),
        key=lambda item: item[0],
    )
    clusters: list[list[tuple[float, Ruling]]] = []
    for place, line in placed:
        if clusters:
            weights = [other.length for _, other in clusters[-1]]
            middle = float(np.average([other for other, _ in clusters[-1]], weights=weights))
            if place - middle <= MIN_EDGE_DISTANCE * point:
                clusters[-1].append((place, line))
                continue
        clusters.append([(place, line)])
    edges = []
    for cluster in clusters:
        members = [line for _, line in cluster]
        along = np.concatenate([line.along for line in members])
        across = np.concatenate([line.across for line in members])
        order = np.argsort(along, kind="stable")
        along, across = along[order], across[order]
        middle = float(across.mean())
        along, across = _prolonged(along, across, bow)
        spread = max(place for place, _ in cluster) - min(place for place, _ in cluster)
        half = max(line.thickness for line in members) / 2 + (spread / 2 if spread > 1.5 * point else 0.0)
        edges.append(Edge(along, across, half, middle))
    return edges


def _prolonged(along: Floats, across: Floats, bow: Bow) -> tuple[Floats, Floats]:
    """A line that goes on with the page's bow beyond what is drawn of it."""
    far = 1e4
    before = np.concatenate(([along[0] - far], bow.along[bow.along < along[0] - 1]))
    after = np.concatenate((bow.along[bow.along > along[-1] + 1], [along[-1] + far]))
    start, end = bow.at(along[[0, -1]])
    return np.concatenate((before, along, after)), np.concatenate(
        (across[0] + bow.at(before) - start, across, across[-1] + bow.at(after) - end)
    )


def _open_ends(lines: Sequence[Ruling], crossing: Sequence[Edge], point: float) -> tuple[float | None, float | None]:
    """Where the frame is open at the start and at the end of `lines`: the place where most of them end, or None."""
    if not crossing:
        return None, None
    first, last = crossing[0], crossing[-1]
    starts, ends, at_first, at_last = [], [], 0, 0
    for line in lines:
        before = first.at(float(line.across[0])) - line.start
        after = line.end - last.at(float(line.across[-1]))
        at_first += before >= -MAX_MISS * point
        at_last += after >= -MAX_MISS * point
        if before > MIN_OVERHANG * point:
            starts.append(line.start)
        if after > MIN_OVERHANG * point:
            ends.append(line.end)
    start = float(np.median(starts)) if len(starts) >= max(2, at_first / 2) else None
    end = float(np.median(ends)) if len(ends) >= max(2, at_last / 2) else None
    return start, end


def _within(
    lines: Sequence[Ruling],
    crossing: Sequence[Edge],
    ends: tuple[float | None, float | None],
    bow: Bow,
    point: float,
) -> list[Ruling]:
    """The lines without those that only cross the frame (creases, scratches), and without what goes on outside of it.

    The frame reaches from the first to the last of the `crossing` edges, or to its open `ends`.
    """
    if not crossing:
        return []
    first = crossing[0].mean if ends[0] is None else ends[0]
    last = crossing[-1].mean if ends[1] is None else ends[1]
    kept = []
    for line in lines:
        if line.end <= first or line.start >= last:
            continue
        inside = line
        overhangs = (first - line.start, line.end - last)
        if min(overhangs) > MAX_OVERHANG * point or max(overhangs) > MAX_FAR * point:
            continue
        if line.start < first - MAX_OVERHANG * point or line.end > last + MAX_OVERHANG * point:
            inside = line.clipped(first, last)
            course = bow.straightened(inside)
            if float(np.abs(course - course[0]).max()) > MAX_CREASE_RISE * point:
                continue
            if inside.length < (last - first) / 2:
                continue
        kept.append(inside)
    return kept


def _virtual(place: float, neighbour: Edge) -> Edge:
    """An edge that is not drawn, at `place`, parallel to its neighbour."""
    return Edge(neighbour.along, neighbour.across - neighbour.mean + place, 0.0, place, drawn=False)


def partition(walls_below: NDArray[np.bool_], walls_right: NDArray[np.bool_]) -> list[tuple[int, int, int, int]]:
    """Cells of a grid as (row, column, row span, column span), a partition in reading order.

    `walls_below`, shape (rows - 1, columns), tells where a wall is drawn under a place; `walls_right`, shape
    (rows, columns - 1), where one is drawn to the right of it. Where open places do not form a rectangle, rectangles
    are taken from the top left, first as wide, then as high as the walls allow.
    """
    n_rows, n_columns = walls_right.shape[0], walls_below.shape[1]
    taken = np.zeros((n_rows, n_columns), dtype=bool)
    cells = []
    for row in range(n_rows):
        for column in range(n_columns):
            if taken[row, column]:
                continue
            end = column + 1
            while end < n_columns and not walls_right[row, end - 1] and not taken[row, end]:
                end += 1
            last = row + 1
            while last < n_rows and not (
                walls_below[last - 1, column:end].any()
                or walls_right[last, column : end - 1].any()
                or taken[last, column:end].any()
            ):
                last += 1
            taken[row:last, column:end] = True
            cells.append((row, column, last - row, end - column))
    return cells


def _cell(rows: Sequence[Edge], columns: Sequence[Edge], place: tuple[int, int, int, int]) -> GridCell:
    """The cell at (row, column, row span, column span).

    Its inside lies between its four edges as they run there, not where they run on average.
    """
    row, column, row_span, column_span = place
    top, bottom, left, right = rows[row], rows[row + row_span], columns[column], columns[column + column_span]
    x = (left.at(top.mean) + right.at(top.mean)) / 2
    y = (top.at(x) + bottom.at(x)) / 2
    x0, x1 = left.at(y) + left.half, right.at(y) - right.half
    x = (x0 + x1) / 2
    y0, y1 = top.at(x) + top.half, bottom.at(x) - bottom.half
    return GridCell(*place, Box(x0, y0, max(x0, x1), max(y0, y1)))
