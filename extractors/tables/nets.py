"""Nets: which ruling lines belong together because they touch, or go on as others do.

Decides what may be one table; what grid its lines draw is decided in `grid`.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from extractors.layout import Box, bounding_box
from extractors.tables.line_pieces import Ruling
from extractors.tables.rulings import PageRulings

# In points.
MAX_MISS = 4.0
"""Lines that end this near to each other touch: corners are the first to fade."""
MIN_EDGE_DISTANCE = 6.0
"""Lines nearer than this are one edge of the grid (double rules). A row of 8 pt text is 9 pt high."""
MIN_OVERHANG = 6.0
"""Lines that run this far beyond the outermost crossing line mean that the frame is open there."""
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
MIN_OVERHANG = 6.0
"""Lines that run this far beyond the outermost crossing line mean that the frame is open there."""
MAX_TITLE_HEIGHT = 40.0
"""Between two level lines of one table there is at most a title of two lines, where no upright line is."""

Net = tuple[list[Ruling], list[Ruling]]
"""Level and upright lines that belong together."""


def nets_of(rulings: PageRulings) -> list[Net]:
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


def _stacked(nets: list[Net], loose: list[Ruling], point: float) -> list[Net]:
    """Nets one below the other are one where title rows part them in a table without outer vertical lines.

    Their level lines begin and end alike beyond the outermost upright ones, and so do the `loose` ones between them.
    """
    nets = sorted(nets, key=lambda net: _net_box(net).y0)
    joined: list[Net] = []
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


def _extent(net: Net) -> tuple[float, float]:
    """Where the net's level lines begin and end, most of them."""
    return float(np.median([line.start for line in net[0]])), float(np.median([line.end for line in net[0]]))


def _is_open(net: Net, point: float) -> bool:
    """True where the level lines run beyond the outermost upright ones on both sides."""
    left, right = _extent(net)
    upright = [float(line.across.mean()) for line in net[1]]
    return min(upright) - left > MIN_OVERHANG * point and right - max(upright) > MIN_OVERHANG * point


def _touch(h: Ruling, v: Ruling, miss: float) -> bool:
    y = h.at(float(v.across.mean()))
    x = v.at(y)
    y = h.at(x)
    return h.start - miss <= x <= h.end + miss and v.start - miss <= y <= v.end + miss


def _net_box(net: Net) -> Box:
    boxes = [Box(h.start, float(h.across.min()), h.end, float(h.across.max())) for h in net[0]]
    boxes += [Box(float(v.across.min()), v.start, float(v.across.max()), v.end) for v in net[1]]
    return bounding_box(boxes)
