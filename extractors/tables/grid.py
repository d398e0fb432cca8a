"""From ruling lines to tables: which lines belong together, the grid they draw, and its cells.

Decides what is a table (a connected net of lines with at least two cells) and what is not (underlines, the lines under
a letterhead, a frame around text), where a frame is open, and which places of the grid a merged cell covers. The cells
of a table are a partition of its grid, whatever the picture shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.layout import Box, GridCell, PageTable, bounding_box
from extractors.tables.rulings import Floats, Mask, PageRulings, Ruling, find_rulings

# In points.
MAX_MISS = 4.0
"""Lines that end this near to each other touch: corners are the first to fade."""
MIN_EDGE_DISTANCE = 6.0
"""Lines nearer than this are one edge of the grid (double rules). A row of 8 pt text is 9 pt high."""
MIN_OVERHANG = 6.0
"""Lines that run this far beyond the outermost crossing line mean that the frame is open there."""
MIN_WALL = 0.4
"""Share of a cell's side that must be drawn. Sides of merged cells show next to nothing, faint ones over a half."""
MIN_SURE_WALL = 0.75
"""Every edge has one side drawn to this share, or three to MIN_WALL: a crease or a pen stroke has not."""
MAX_OVERHANG = 24.0
"""A line that alone runs this far out of the frame is a crease or a scratch."""
MIN_TABLE_SIDE = 20.0
"""Smaller nets are drawings, stamps or letters."""


@dataclass(frozen=True, slots=True, eq=False)
class _Edge:
    """A line of the grid: a polyline over all rulings that lie on it, and how far it reaches to either side."""

    along: Floats
    across: Floats
    half: float
    drawn: bool = True

    def at(self, along: float) -> float:
        return float(np.interp(along, self.along, self.across))

    def all_at(self, along: Floats) -> Floats:
        return np.interp(along, self.along, self.across)

    @property
    def mean(self) -> float:
        return float(self.across.mean())


def find_tables(picture: NDArray[np.uint8], dpi: float) -> tuple[PageTable, ...]:
    """The ruled tables of a page, from top to bottom, in pixels of `picture`, cells without lines.

    `picture` is gray, shape (height, width), 0 black, upright and deskewed to within 0.3 degree, light levelled or not.
    """
    return tables_of(find_rulings(picture, dpi))


def tables_of(rulings: PageRulings) -> tuple[PageTable, ...]:
    """The tables that `rulings` draw, from top to bottom."""
    tables = []
    for horizontal, vertical in _nets(rulings):
        table = _table(horizontal, vertical, rulings)
        if table is not None:
            tables.append(table)
    return tuple(sorted(tables, key=lambda table: (table.box.y0, table.box.x0)))


def _nets(rulings: PageRulings) -> list[tuple[list[Ruling], list[Ruling]]]:
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
    return nets


def _touch(h: Ruling, v: Ruling, miss: float) -> bool:
    y = h.at(float(v.across.mean()))
    x = v.at(y)
    y = h.at(x)
    return h.start - miss <= x <= h.end + miss and v.start - miss <= y <= v.end + miss


def _net_box(net: tuple[list[Ruling], list[Ruling]]) -> Box:
    boxes = [Box(h.start, float(h.across.min()), h.end, float(h.across.max())) for h in net[0]]
    boxes += [Box(float(v.across.min()), v.start, float(v.across.max()), v.end) for v in net[1]]
    return bounding_box(boxes)


def _table(horizontal: list[Ruling], vertical: list[Ruling], rulings: PageRulings) -> PageTable | None:
    point = rulings.point
    rows = _edges(horizontal, rulings.slope, point)
    columns = _edges(vertical, rulings.lean, point)
    if len(columns) < 2 or not rows:
        return None
    top, bottom = _open_ends(vertical, rows, point)
    left, right = _open_ends(horizontal, columns, point)
    columns = _edges(_within(vertical, rows, top, bottom, point), rulings.lean, point)
    rows = _edges(_within(horizontal, columns, left, right, point), rulings.slope, point) if columns else []
    if len(columns) < 2 or not rows:
        return None
    if top is not None:
        rows.insert(0, _virtual(top, rows[0]))
    if bottom is not None:
        rows.append(_virtual(bottom, rows[-1]))
    if left is not None:
        columns.insert(0, _virtual(left, columns[0]))
    if right is not None:
        columns.append(_virtual(right, columns[-1]))
    if len(rows) < 2:
        return None
    across_rows = _walls(rows, columns, rulings.horizontal_mask, point)
    across_columns = _walls(columns, rows, np.ascontiguousarray(rulings.vertical_mask.T), point).T
    rows, across_rows, across_columns = _without_idle(rows, across_rows, across_columns)
    columns, down, over = _without_idle(columns, across_columns.T, across_rows.T)
    across_columns, across_rows = down.T, over.T
    if len(rows) < 2 or len(columns) < 2:
        return None
    spans = partition(across_rows[1:-1] >= MIN_WALL, across_columns[:, 1:-1] >= MIN_WALL)
    if len(spans) < 2:
        return None
    cells = tuple(GridCell(r, c, rs, cs, _inside(rows, columns, r, c, rs, cs)) for r, c, rs, cs in spans)
    box = Box(columns[0].mean, rows[0].mean, columns[-1].mean, rows[-1].mean)
    if box.width < MIN_TABLE_SIDE * point or box.height < MIN_TABLE_SIDE * point / 2:
        return None
    return PageTable(
        box=box,
        row_edges=tuple(edge.mean for edge in rows),
        column_edges=tuple(edge.mean for edge in columns),
        cells=cells,
        open_top=not rows[0].drawn,
        open_bottom=not rows[-1].drawn,
    )


def _edges(lines: Sequence[Ruling], slope: float, point: float) -> list[_Edge]:
    """The rulings gathered into edges of the grid, ascending. Their place is compared with the slope taken out."""
    placed = sorted(
        ((float(line.across.mean()) - slope * (line.start + line.end) / 2, line) for line in lines),
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
        # Beyond the drawn part the edge goes on with the page's slope.
        far = 1e4
        along = np.concatenate(([along[0] - far], along, [along[-1] + far]))
        across = np.concatenate(([across[0] - slope * far], across, [across[-1] + slope * far]))
        spread = max(place for place, _ in cluster) - min(place for place, _ in cluster)
        half = max(line.thickness for line in members) / 2 + (spread / 2 if spread > 1.5 * point else 0.0)
        edges.append(_Edge(along, across, half))
    return edges


def _open_ends(lines: Sequence[Ruling], crossing: Sequence[_Edge], point: float) -> tuple[float | None, float | None]:
    """Where the frame is open at the start and at the end of `lines`: the place where most of them end, or None."""
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
    lines: Sequence[Ruling], crossing: Sequence[_Edge], start: float | None, end: float | None, point: float
) -> list[Ruling]:
    """The lines that do not run far out of the frame, which reaches from the first to the last crossing edge."""
    first = crossing[0].mean if start is None else start
    last = crossing[-1].mean if end is None else end
    far = MAX_OVERHANG * point
    return [line for line in lines if line.start > first - far and line.end < last + far]


def _virtual(place: float, neighbour: _Edge) -> _Edge:
    """An edge that is not drawn, at `place`, parallel to its neighbour."""
    return _Edge(neighbour.along, neighbour.across - neighbour.mean + place, 0.0, drawn=False)


def _walls(edges: Sequence[_Edge], crossing: Sequence[_Edge], mask: Mask, point: float) -> NDArray[np.float64]:
    """How much of each edge is drawn between each two crossing ones: shares, shape (edges, crossings - 1).

    `mask` has the pixels of the edges' lines, edges running along its second axis.
    """
    height, width = mask.shape
    reach = max(1, round(0.8 * point))
    shares = np.zeros((len(edges), len(crossing) - 1))
    for i, edge in enumerate(edges):
        if not edge.drawn:
            shares[i] = 1.0
            continue
        knots = [other.at(edge.at(other.mean)) for other in crossing]
        for j in range(len(knots) - 1):
            start = int(max(0, round(knots[j] + crossing[j].half + point)))
            end = int(min(width, round(knots[j + 1] - crossing[j + 1].half - point)))
            if end - start < 2:
                shares[i, j] = 1.0
                continue
            along = np.arange(start, end)
            middle = edge.all_at(along.astype(np.float64) + 0.5)
            extent = int(np.ceil(edge.half)) + reach
            drawn = np.zeros(len(along), dtype=bool)
            for offset in range(-extent, extent + 1):
                place = np.clip((middle + offset).astype(np.intp), 0, height - 1)
                drawn |= mask[place, along] > 0
            shares[i, j] = float(drawn.mean())
    return shares


def _without_idle(
    edges: list[_Edge], own: NDArray[np.float64], crossing: NDArray[np.float64]
) -> tuple[list[_Edge], NDArray[np.float64], NDArray[np.float64]]:
    """Edges that draw no wall for sure are left out.

    `own` has the walls on the edges (edges, places); `crossing` those of the other direction (edges - 1, ...).
    """
    keep = [
        i for i in range(len(edges)) if bool((own[i] >= MIN_SURE_WALL).any()) or int((own[i] >= MIN_WALL).sum()) >= 3
    ]
    if len(keep) == len(edges) or len(keep) < 2:
        return [edges[i] for i in keep], own[keep], crossing[: max(0, len(keep) - 1)]
    merged = np.stack(
        [
            np.average(
                crossing[a:b], axis=0, weights=[abs(edges[k + 1].mean - edges[k].mean) + 1e-9 for k in range(a, b)]
            )
            for a, b in pairwise(keep)
        ]
    )
    return [edges[i] for i in keep], own[keep], merged


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
            while last < n_rows and _continues(walls_below, walls_right, taken, last, column, end):
                last += 1
            taken[row:last, column:end] = True
            cells.append((row, column, last - row, end - column))
    return cells


def _continues(
    walls_below: NDArray[np.bool_],
    walls_right: NDArray[np.bool_],
    taken: NDArray[np.bool_],
    row: int,
    start: int,
    end: int,
) -> bool:
    """True where the places `start`..`end` of `row` belong to the cell above them."""
    return not (
        walls_below[row - 1, start:end].any() or walls_right[row, start : end - 1].any() or taken[row, start:end].any()
    )


def _inside(rows: Sequence[_Edge], columns: Sequence[_Edge], r: int, c: int, rs: int, cs: int) -> Box:
    """The inside of a cell: between its four edges as they run there, not where they run on average."""
    top, bottom, left, right = rows[r], rows[r + rs], columns[c], columns[c + cs]
    x = (left.at(top.mean) + right.at(top.mean)) / 2
    y = (top.at(x) + bottom.at(x)) / 2
    x0, x1 = left.at(y) + left.half, right.at(y) - right.half
    x = (x0 + x1) / 2
    y0, y1 = top.at(x) + top.half, bottom.at(x) - bottom.half
    return Box(x0, y0, max(x0, x1), max(y0, y1))
