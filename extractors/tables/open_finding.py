"""Tables without upright ruling lines on a page: found on its picture before it is read, or among its words.

Decides what the finder in `open_tables` is shown: letters of a picture or words of a text layer, outside of ruled
tables, with the page's bow taken out; and puts what it finds back where it lies on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from extractors.layout import Box, PageTable, Word
from extractors.picture.components import components_of
from extractors.tables.bow import Bow
from extractors.tables.bow import straight as straight_bow
from extractors.tables.grid import level_rulings
from extractors.tables.line_pieces import Mask
from extractors.tables.open_tables import Boxes, half_ruled_tables, lean_of, unruled_tables
from extractors.tables.rulings import PageRulings

# In points.
SMALLEST_MARK, TALLEST_MARK, WIDEST_MARK = 4.0, 30.0, 150.0
"""Sides of what is taken for a letter, or for letters that touch: specks and the dots of letters are smaller, streaks
taller, what is left of ruling lines wider."""
MIN_UPRIGHT, LONG_UPRIGHT = 3, 100.0
"""From so many upright ruling lines of this length on, they tell how the page leans; pieces of streaks do not."""
LINE_HEIGHT = 2.1
"""Of the height of an x: letters with marks above and below."""
ROOM = 2.0
"""Around a ruled table: what touches its frame belongs to it."""


def open_tables_on(rulings: PageRulings, ruled: Sequence[PageTable], x_height: float) -> tuple[PageTable, ...]:
    """Tables of a picture that lack upright ruling lines, in its pixels, cells without lines.

    `ruled` are the tables found already, `x_height` is that of the page's letters in pixels.
    """
    point = rulings.point
    boxes = _letters(rulings)
    level, upright = rulings.level_bow, rulings.upright_bow
    height = LINE_HEIGHT * x_height
    if sum(line.length >= LONG_UPRIGHT * point for line in rulings.vertical) < MIN_UPRIGHT:
        outside = _outside(_straightened(boxes, level, upright), [table.box for table in ruled])
        length = float(rulings.ink.shape[0])
        upright = straight_bow(upright.slope + lean_of(outside, height), length)
    straight = _straightened(boxes, level, upright)
    levels = [_box_straightened(box, level, upright) for box in level_rulings(rulings)]
    taken = [_grown(_box_straightened(table.box, level, upright), ROOM * point) for table in ruled]
    found = _found(straight, levels, taken, float(rulings.ink.shape[1]), height)
    return tuple(_bent(table, level, upright) for table in found)


def open_tables_among(words: Sequence[Word], levels: Sequence[Box], page_width: float) -> tuple[PageTable, ...]:
    """The same among the words of a text layer, in their units; `levels` are the level ruling lines."""
    if not words:
        return ()
    boxes = np.array([(w.box.x0, w.box.y0, w.box.x1, w.box.y1) for w in words])
    height = 0.9 * float(np.median(boxes[:, 3] - boxes[:, 1]))
    # A text layer's boxes reach from ascender to descender and overlap those of the next line.
    boxes[:, 1] += 0.12 * height
    boxes[:, 3] -= 0.12 * height
    return tuple(_found(boxes, levels, (), page_width, height))


def _found(boxes: Boxes, levels: Sequence[Box], taken: Sequence[Box], width: float, height: float) -> list[PageTable]:
    boxes = _outside(boxes, taken)
    levels = [box for box in levels if not any(other.contains(box.x_center, box.y_center) for other in taken)]
    found = half_ruled_tables(boxes, levels, width, height)
    found += unruled_tables(_outside(boxes, [table.box for table in found]), width, height)
    return sorted(found, key=lambda table: table.box.y0)


def _letters(rulings: PageRulings) -> Boxes:
    """The boxes of what may be letters, at half the picture's resolution."""
    ink = cv2.subtract(cv2.subtract(rulings.ink, rulings.horizontal_mask), rulings.vertical_mask)
    height, width = ink.shape
    half: Mask = np.asarray(
        cv2.resize(ink * 255, (max(1, width // 2), max(1, height // 2)), interpolation=cv2.INTER_AREA) > 90, np.uint8
    )
    _, stats = components_of(half)
    boxes: Boxes = np.asarray(stats[1:, :4], np.float64) * 2
    widths, heights = boxes[:, 2] / rulings.point, boxes[:, 3] / rulings.point
    keep = (np.maximum(widths, heights) >= SMALLEST_MARK) & (heights <= TALLEST_MARK) & (widths <= WIDEST_MARK)
    boxes = boxes[keep]
    return np.concatenate((boxes[:, :2], boxes[:, :2] + boxes[:, 2:]), axis=1)


def _outside(boxes: Boxes, taken: Sequence[Box]) -> Boxes:
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    keep = np.ones(len(boxes), dtype=bool)
    for box in taken:
        keep &= ~((x >= box.x0) & (x <= box.x1) & (y >= box.y0) & (y <= box.y1))
    return boxes[keep]


def _grown(box: Box, by: float) -> Box:
    return Box(box.x0 - by, box.y0 - by, box.x1 + by, box.y1 + by)


def _straightened(boxes: Boxes, level: Bow, upright: Bow) -> Boxes:
    dy = level.at((boxes[:, 0] + boxes[:, 2]) / 2)
    dx = upright.at((boxes[:, 1] + boxes[:, 3]) / 2)
    return boxes - np.stack((dx, dy, dx, dy), axis=1)


def _box_straightened(box: Box, level: Bow, upright: Bow) -> Box:
    return box.shifted(-float(upright.at(np.array([box.y_center]))[0]), -float(level.at(np.array([box.x_center]))[0]))


def _bent(table: PageTable, level: Bow, upright: Bow) -> PageTable:
    """The table as it lies on the bent page."""

    def moved(box: Box) -> Box:
        return box.shifted(float(upright.at(np.array([box.y_center]))[0]), float(level.at(np.array([box.x_center]))[0]))

    cells = tuple(replace(cell, box=moved(cell.box)) for cell in table.cells)
    box = Box(
        min(cell.box.x0 for cell in cells),
        min(cell.box.y0 for cell in cells),
        max(cell.box.x1 for cell in cells),
        max(cell.box.y1 for cell in cells),
    )
    dx, dy = box.x0 - table.box.x0, box.y0 - table.box.y0
    return replace(
        table,
        box=box,
        row_edges=tuple(edge + dy for edge in table.row_edges),
        column_edges=tuple(edge + dx for edge in table.column_edges),
        cells=cells,
    )
