"""Where rows begin that no ruling line parts: told by what stands in their first column and by the gaps between lines.

Decides, conservatively, from boxes alone: between two marks of the first column (ordinals) runs the widest of the gaps
that cross the whole table there; where the gaps are alike, rows may begin beside their ordinals.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extractors.layout import Box

WIDER_GAP = 1.15
"""How much wider the gap between two rows is than any other between their ordinals."""
SAME_LINE = 0.5
"""Of the line height: how far the middles of an ordinal and of the text beside it may lie apart."""
MIN_ALIGNED = 0.8
"""Share of the ordinals with text beside them: where cells are centred, ordinals do not tell where rows begin."""


def levels_between(anchors: Sequence[Box], others: Sequence[Box]) -> list[float] | None:
    """Where the rows of `anchors` (from top to bottom) are parted, one level between each two; None if not sure.

    `others` are the boxes of all other lines of these rows. Each level is the widest gap between two anchors, plainly
    wider than the next and than the usual gap between lines.
    """
    gaps = _gaps([*anchors, *others])
    chosen: list[tuple[float, float]] = []
    for upper, lower in pairwise(anchors):
        between = [gap for gap in gaps if upper.y_center < gap[0] and gap[1] < lower.y_center]
        between.sort(key=_height, reverse=True)
        if not between or (len(between) > 1 and _height(between[0]) < WIDER_GAP * _height(between[1])):
            return None
        chosen.append(between[0])
    usual = [_height(gap) for gap in gaps if gap not in chosen]
    levels = [sum(gap) / 2 for gap in chosen]
    if not usual:  # the lines of a row leave no gap at all; then some row must have several
        return levels if _has_tall_row(others, levels) else None
    return None if min(map(_height, chosen), default=0.0) < WIDER_GAP * median(usual) else levels


def _has_tall_row(boxes: Sequence[Box], levels: Sequence[float]) -> bool:
    """True where between two levels one line stands below another."""
    for top, bottom in pairwise([float("-inf"), *levels, float("inf")]):
        row = [box for box in boxes if top < box.y_center <= bottom]
        for index, box in enumerate(row):
            for other in row[:index]:
                overlap = min(box.x1, other.x1) - max(box.x0, other.x0)
                if overlap > 0 and abs(box.y_center - other.y_center) > SAME_LINE * box.height:
                    return True
    return False


def _height(gap: tuple[float, float]) -> float:
    return gap[1] - gap[0]


def _gaps(boxes: Sequence[Box]) -> list[tuple[float, float]]:
    """What no box covers between the first and the last, top to bottom."""
    found: list[tuple[float, float]] = []
    ordered = sorted(boxes, key=lambda box: box.y0)
    bottom = ordered[0].y1
    for box in ordered[1:]:
        if box.y0 > bottom:
            found.append((bottom, box.y0))
        bottom = max(bottom, box.y1)
    return found


def levels_above(anchors: Sequence[Box], others: Sequence[Box]) -> list[float] | None:
    """Just above each anchor but the first, where nearly all of them have text beside them on their line; else None."""
    gaps = _gaps([*anchors, *others])
    beside = [[box for box in others if _on_line(box, anchor)] for anchor in anchors]
    if sum(map(bool, beside)) < MIN_ALIGNED * len(anchors):
        return None
    levels: list[float] = []
    for anchor, level in zip(anchors[1:], beside[1:], strict=True):
        top = min([anchor.y0, *(box.y0 for box in level)])
        above = [gap for gap in gaps if gap[1] <= top + anchor.height / 4 and gap[1] > top - anchor.height]
        if not above:
            return None
        levels.append(sum(above[-1]) / 2)
    return levels


def _on_line(box: Box, anchor: Box) -> bool:
    return abs(box.y_center - anchor.y_center) <= SAME_LINE * max(anchor.height, box.height)
