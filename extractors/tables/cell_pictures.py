"""Cells as pictures: cut out of the ruling lines, and painted over where the rest of the page is read."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.layout import GridCell, PageTable

WIPE_REACH = 0.02
"""Share of the picture's dots per inch: how far (1.4 pt) from a cell's edge remains of its ruling lines may lie."""
MIN_REMAIN = 0.12
"""Of an inch: a straight run this long (8.6 pt) along a cell's edge is ruling line, not a letter."""
MARGIN = 0.05
"""Of an inch: white margin around a cell's picture; readers lose letters that touch the border."""


def cell_picture(picture: NDArray[np.uint8], cell: GridCell, dpi: float) -> tuple[NDArray[np.uint8], float, float]:
    """The inside of a cell without ruling lines, ready to be read, and the place (x, y) of its origin in `picture`.

    `picture` and `cell` are in pixels at `dpi`. A white margin is added, so the origin may lie outside of `picture`;
    a box in the cell's picture, shifted by (x, y), is a box of the page's. What remains of ruling lines along the
    edges (skew, curvature, thickness) is painted with the cell's paper.
    """
    height, width = picture.shape
    x0, y0 = max(0, int(np.floor(cell.box.x0))), max(0, int(np.floor(cell.box.y0)))
    x1, y1 = min(width, int(np.ceil(cell.box.x1))), min(height, int(np.ceil(cell.box.y1)))
    margin = max(2, round(MARGIN * dpi))
    if x1 - x0 < 3 or y1 - y0 < 3:
        return np.full((2 * margin, 2 * margin), 255, np.uint8), x0 - margin, y0 - margin
    inside = picture[y0:y1, x0:x1].copy()
    paper = int(np.percentile(inside[:: max(1, (y1 - y0) // 64), :: max(1, (x1 - x0) // 64)], 80))
    _wipe_edges(inside, paper, dpi)
    framed = cv2.copyMakeBorder(inside, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=(paper,))
    return np.asarray(framed, np.uint8), x0 - margin, y0 - margin


def _wipe_edges(inside: NDArray[np.uint8], paper: int, dpi: float) -> None:
    """Paint straight remains of ruling lines along the four edges of `inside`, in place."""
    reach = max(2, round(WIPE_REACH * dpi))
    run = max(5, round(MIN_REMAIN * dpi))
    dark = paper - max(18, paper // 8)
    level, upright = np.ones((1, run), np.uint8), np.ones((run, 1), np.uint8)
    height, width = inside.shape
    for strip, element in (
        (inside[: min(2 * reach, height)], level),
        (inside[max(0, height - 2 * reach) :], level),
        (inside[:, : min(2 * reach, width)], upright),
        (inside[:, max(0, width - 2 * reach) :], upright),
    ):
        ink = (strip < dark).astype(np.uint8)
        if min(strip.shape) == 0 or strip.shape[element.shape.index(run)] < run:
            continue
        line = cv2.morphologyEx(ink, cv2.MORPH_OPEN, element)
        if line.any():
            strip[cv2.dilate(line, np.ones((3, 3), np.uint8)) > 0] = paper


def blank_tables(picture: NDArray[np.uint8], tables: Sequence[PageTable], dpi: float) -> NDArray[np.uint8]:
    """A copy of `picture` (pixels at `dpi`) with the tables painted with paper, so that the rest can be read alone."""
    blank = picture.copy()
    grow = round(2 * dpi / 72)
    for table in tables:
        box = table.box
        y0, x0 = max(0, int(box.y0) - grow), max(0, int(box.x0) - grow)
        part = blank[y0 : int(box.y1) + grow + 1, x0 : int(box.x1) + grow + 1]
        if part.size:
            part[:] = int(np.percentile(part[::8, ::8], 80))
    return blank
