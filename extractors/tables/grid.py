"""From ruling lines to tables: which lines belong together, the grid they draw, and its cells.

Decides what is a table (a connected net of lines with at least two cells) and what is not (underlines, the lines under
a letterhead, a frame around text), where a frame is open, and which places of the grid a merged cell covers. The cells
of a table are a partition of its grid, whatever the picture shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.layout import Box, GridCell, PageTable, bounding_box
from extractors.tables.bow import Bow
from extractors.tables.line_pieces import Floats, Mask, Ruling
from extractors.tables.rulings import PageRulings, find_rulings

# In points.
MAX_MISS = 4.0
"""Lines that end this near to each other touch: corners are the first to fade."""
MIN_EDGE_DISTANCE = 6.0
"""Lines nearer than this are one edge of the grid (double rules). A row of 8 pt text is 9 pt high."""
MIN_OVERHANG = 6.0
"""Lines that run this far beyond the outermost crossing line mean that the frame is open there."""
MIN_WALL = 0.4
"""Share of a cell's side that must be drawn. Sides of merged cells show next to nothing, faint ones over a half."""
MIN_SHORT_WALL = 0.7
"""The same for sides up to SHORT long, of which a single letter that touches the line would draw a half."""
SHORT = 25.0
MIN_FULL_WALL, MAX_WALL_SIDE_INK = 0.92, 0.25
"""A side shorter than any line that is looked for is drawn from end to end, with hardly any ink beside it."""
MIN_FAINT_WALL, FAINT_OVER_SIDE = 0.2, 3.0
"""A longer side is drawn all the same where it shows so much ink, and so many times as much as just beside it."""
MIN_SURE_WALL = 0.75
"""Every edge has one side drawn to this share, or three to MIN_WALL: a crease or a pen stroke has not."""
MIN_DRAWN_COLUMN = 0.15
"""Share of the table's height along which a column's edge is drawn: a piece of a scratch runs through a row or two."""
MAX_OVERHANG = 9.0
"""A line that alone runs this far out of the frame is a crease, or goes on as one."""
MAX_FAR = 60.0
"""A line that runs so far out of the frame, or out of both of its sides, has nothing to do with the table: a streak."""
MAX_CREASE_RISE = 2.0
"""Such a line is kept, cut off at the frame, where it rises no more than this against the page's slope."""
MAX_TITLE_HEIGHT = 40.0
"""Between two level lines of one table there is at most a title of two lines, where no upright line is."""
MIN_TABLE_SIDE = 20.0
"""Smaller nets are drawings, stamps or letters."""


@dataclass(frozen=True, slots=True, eq=False)
class _Edge:
    """A line of the grid: a polyline over all rulings that lie on it, and how far it reaches to either side."""

    along: Floats
    across: Floats
    half: float
    mean: float
    drawn: bool = True

    def at(self, along: float) -> float:
        return float(np.interp(along, self.along, self.across))

    def all_at(self, along: Floats) -> Floats:
        return np.interp(along, self.along, self.across)


_Net = tuple[list[Ruling], list[Ruling]]
"""Level and upright lines that belong together."""


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
    for horizontal, vertical in _nets(rulings):
        table = _table(horizontal, vertical, rulings)
        if table is not None:
            tables.append(table)
    return tuple(sorted(tables, key=lambda table: (table.box.y0, table.box.x0)))


def _nets(rulings: PageRulings) -> list[_Net]:
    """The rulings grouped by touching one another; groups whose boxes overlap are one (a broken frame)."""
    horizontal, vertical = rulings.horizontal, rulings.vertical
    parent = list(range(len(horizontal) + len(vertical)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    miss = MAX_MISS * rulings.point
    for i, h in enumerate(horizontal):
        for j, v in enumerate(vertical):
            if _touch(h, v, miss):
                parent[root(i)] = root(len(horizontal) + j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for i, h in enumerate(horizontal):
        groups.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(vertical):
        groups.setdefault(root(len(horizontal) + j), ([], []))[1].append(v)
    nets = [group for group in groups.values() if group[0] and len(group[1]) >= 2]
    merged = True
    while merged:
        merged = False
        for i in range(len(nets)):
            for j in range(i + 1, len(nets)):
                if _net_box(nets[i]).intersection(_net_box(nets[j])) > 0:
                    nets[i] = (nets[i][0] + nets[j][0], nets[i][1] + nets[j][1])
                    del nets[j]
                    merged = True
                    break
            if merged:
                break
    return _stacked(nets, [group[0][0] for group in groups.values() if group[0] and not group[1]], rulings.point)


def _stacked(nets: list[_Net], loose: list[Ruling], point: float) -> list[_Net]:
    """Nets one below the other are one where title rows part them in a table without outer vertical lines.

    Their level lines begin and end alike beyond the outermost upright ones, and so do the `loose` ones between them.
    """
    nets = sorted(nets, key=lambda net: _net_box(net).y0)
    joined: list[_Net] = []
    for net in nets:
        above = joined[-1] if joined else None
        if above is None or not (_is_open(above, point) and _is_open(net, point)):
            joined.append(net)
            continue
        left, right = _extent(above)
        bottom, top = _net_box(above).y1, _net_box(net).y0
        alike = [
            line
            for line in loose
            if abs(line.start - left) <= MAX_MISS * point
            and abs(line.end - right) <= MAX_MISS * point
            and bottom < float(line.across.mean()) < top
        ]
        levels = [bottom, *sorted(float(line.across.mean()) for line in alike), top]
        start, end = _extent(net)
        same = abs(start - left) <= MAX_MISS * point and abs(end - right) <= MAX_MISS * point
        if same and all(b - a <= MAX_TITLE_HEIGHT * point for a, b in pairwise(levels)):
            joined[-1] = (above[0] + alike + net[0], above[1] + net[1])
        else:
            joined.append(net)
    return joined


def _extent(net: _Net) -> tuple[float, float]:
    """Where the net's level lines begin and end, most of them."""
    return float(np.median([line.start for line in net[0]])), float(np.median([line.end for line in net[0]]))


def _is_open(net: _Net, point: float) -> bool:
    """True where the level lines run beyond the outermost upright ones on both sides."""
    left, right = _extent(net)
    upright = [float(line.across.mean()) for line in net[1]]
    return min(upright) - left > MIN_OVERHANG * point and right - max(upright) > MIN_OVERHANG * point


def _touch(h: Ruling, v: Ruling, miss: float) -> bool:
    y = h.at(float(v.across.mean()))
    x = v.at(y)
    y = h.at(x)
    return h.start - miss <= x <= h.end + miss and v.start - miss <= y <= v.end + miss


def _net_box(net: _Net) -> Box:
    boxes = [Box(h.start, float(h.across.min()), h.end, float(h.across.max())) for h in net[0]]
    boxes += [Box(float(v.across.min()), v.start, float(v.across.max()), v.end) for v in net[1]]
    return bounding_box(boxes)


def _table(horizontal: list[Ruling], vertical: list[Ruling], rulings: PageRulings) -> PageTable | None:
    """The table that a net of lines draws, or None where it draws none."""
    rows, columns = _frame(horizontal, vertical, rulings)
    upright_mask = np.asarray(cv2.transpose(rulings.vertical_mask), np.uint8)
    rows = _drawn_edges(rows, columns, rulings.horizontal_mask, rulings.point)
    columns = _drawn_edges(columns, rows, upright_mask, rulings.point, MIN_DRAWN_COLUMN)
    if len(rows) < 2 or len(columns) < 2:
        return None
    below = _walls(rows, columns, rulings.horizontal_mask, rulings.point)
    beside = _walls(columns, rows, upright_mask, rulings.point)
    below |= _faint_walls(rows, columns, rulings.ink, rulings.point, below)
    beside |= _faint_walls(columns, rows, np.asarray(cv2.transpose(rulings.ink), np.uint8), rulings.point, beside)
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


def _frame(horizontal: list[Ruling], vertical: list[Ruling], rulings: PageRulings) -> tuple[list[_Edge], list[_Edge]]:
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


def _edges(lines: Sequence[Ruling], bow: Bow, point: float) -> list[_Edge]:
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
        edges.append(_Edge(along, across, half, middle))
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


def _open_ends(lines: Sequence[Ruling], crossing: Sequence[_Edge], point: float) -> tuple[float | None, float | None]:
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
    crossing: Sequence[_Edge],
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


def _virtual(place: float, neighbour: _Edge) -> _Edge:
    """An edge that is not drawn, at `place`, parallel to its neighbour."""
    return _Edge(neighbour.along, neighbour.across - neighbour.mean + place, 0.0, place, drawn=False)


def _walls(edges: Sequence[_Edge], crossing: Sequence[_Edge], mask: Mask, point: float) -> NDArray[np.bool_]:
    """Where the edges are drawn between each two crossing ones: shape (edges, crossings - 1)."""
    shares, lengths = _drawn_shares(edges, crossing, mask, point)
    return shares >= np.where(lengths <= SHORT * point, MIN_SHORT_WALL, MIN_WALL)


def _faint_walls(
    edges: Sequence[_Edge], crossing: Sequence[_Edge], ink: Mask, point: float, known: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Walls beside those `known` that are too short or too broken to be found as lines, on edges drawn elsewhere.

    A short one (the lower level of a header) is ink from the one crossing edge to the other with none beside it; a
    longer one is dotted or faded: some ink on the edge, and plainly more than beside it.
    """
    width = ink.shape[1]
    found = np.zeros((len(edges), len(crossing) - 1), dtype=bool)
    reach = max(1.0, 0.5 * point)
    for i, edge in enumerate(edges):
        if not edge.drawn or known[i].all():
            continue
        knots = [other.at(edge.at(other.mean)) for other in crossing]
        for j, (before, after) in enumerate(pairwise(knots)):
            start = int(max(0, round(before + crossing[j].half + point / 2)))
            end = int(min(width, round(after - crossing[j + 1].half - point / 2)))
            if known[i, j] or end - start < 3 * point:
                continue
            along = np.arange(start, end)
            middle = edge.all_at(along.astype(np.float64) + 0.5)
            inked = _share_inked(ink, along, middle, np.arange(-reach, reach + 0.5))
            if inked < MIN_FAINT_WALL:
                continue
            distances = edge.half + np.array([1.5, 2.0]) * point
            beside = max(_share_inked(ink, along, middle, side * distances) for side in (-1, 1))
            is_short = after - before <= SHORT * point
            full = is_short and inked >= MIN_FULL_WALL and beside <= MAX_WALL_SIDE_INK
            found[i, j] = full or (not is_short and inked >= FAINT_OVER_SIDE * beside)
    return found


def _share_inked(ink: Mask, along: NDArray[np.intp], middle: Floats, offsets: Floats) -> float:
    places = (middle + offsets[:, np.newaxis]).astype(np.intp)
    return float((ink[np.clip(places, 0, ink.shape[0] - 1), along] > 0).any(axis=0).mean())


def _drawn_edges(
    edges: Sequence[_Edge], crossing: Sequence[_Edge], mask: Mask, point: float, least: float = 0.0
) -> list[_Edge]:
    """The edges that draw a wall for sure, and in all at least the share `least` of their length."""
    if len(edges) < 2 or len(crossing) < 2:
        return []
    shares, lengths = _drawn_shares(edges, crossing, mask, point)
    sure = (shares >= MIN_SURE_WALL).any(axis=1) | ((shares >= MIN_WALL).sum(axis=1) >= 3)
    sure &= np.where(shares >= MIN_WALL, lengths, 0.0).sum(axis=1) >= least * lengths.sum(axis=1)
    return [edge for edge, keep in zip(edges, sure, strict=True) if keep]


def _drawn_shares(
    edges: Sequence[_Edge], crossing: Sequence[_Edge], mask: Mask, point: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Which share of each edge is drawn between each two crossing ones, and how long that part is.

    Both have the shape (edges, crossings - 1). `mask` has the pixels of the edges' lines, which run along its second
    axis. An edge that stands for an open side counts as drawn.
    """
    height, width = mask.shape
    reach = max(1, round(0.8 * point))
    shares = np.ones((len(edges), len(crossing) - 1))
    lengths = np.zeros_like(shares)
    for i, edge in enumerate(edges):
        knots = [other.at(edge.at(other.mean)) for other in crossing]
        extent = int(np.ceil(edge.half)) + reach
        offsets = np.arange(-extent, extent + 1)[:, np.newaxis]
        for j, (before, after) in enumerate(pairwise(knots)):
            start = int(max(0, round(before + crossing[j].half + point)))
            end = int(min(width, round(after - crossing[j + 1].half - point)))
            lengths[i, j] = after - before
            if not edge.drawn or end - start < 2:
                continue
            along = np.arange(start, end)
            places = (edge.all_at(along.astype(np.float64) + 0.5) + offsets).astype(np.intp)
            shares[i, j] = float((mask[np.clip(places, 0, height - 1), along] > 0).any(axis=0).mean())
    return shares, lengths


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


def _cell(rows: Sequence[_Edge], columns: Sequence[_Edge], place: tuple[int, int, int, int]) -> GridCell:
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
