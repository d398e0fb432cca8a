"""What is dark on a scan without being print: black edges, punch holes, specks of dust."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.picture.components import components_of
from extractors.picture.raster import WHITE, Picture, reduced

SOLID_IN = 0.07
"""Solid areas are thicker than this; the strokes of 16 pt bold are 0.035 inch."""
COARSE_DPI = 50.0
"""Resolution at which solid areas are looked for."""
HOLE_IN = (0.12, 0.4)
"""Diameters of punch holes."""
DARK = 128
"""Darker than this, of 255, once light is levelled, is ink."""
SPECK_IN = 0.022
"""Specks are smaller than this; the full stop of 13 pt measures 0.018 inch."""
SPECK_DISTANCE_IN = 0.05
"""A speck has no print within this distance; a full stop is nearer to its word."""


def clear_solid_areas(gray: Picture, dpi: float) -> Picture:
    """`gray` (light levelled) with solid black areas that touch the page's edge, and punch holes, painted white."""
    small, small_dpi = reduced(gray, dpi, COARSE_DPI)
    side = round(SOLID_IN * small_dpi) | 1
    ink = (small < DARK).astype(np.uint8)
    ink[[0, -1], :] = ink[[1, -2], :]
    framed = cv2.copyMakeBorder(ink, side, side, side, side, cv2.BORDER_REPLICATE)
    solid = cv2.morphologyEx(framed, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    labels, stats = components_of(np.asarray(solid, np.uint8))
    n = len(stats)
    if n == 1:
        return gray
    clear = np.zeros(n, np.uint8)
    height, width = framed.shape
    for label in range(1, n):
        x, y, w, h, area = (int(value) for value in stats[label])
        at_edge = x <= side or y <= side or x + w >= width - side or y + h >= height - side
        clear[label] = at_edge or _is_hole(w, h, area, small_dpi)
    if not clear.any():
        return gray
    mask = cv2.dilate(clear[labels], np.ones((5, 5), np.uint8))[side:-side, side:-side]  # with its blurred rim
    full = cv2.resize(mask, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_NEAREST)
    result = gray.copy()
    result[full > 0] = WHITE
    return result


def _is_hole(width: int, height: int, area: int, dpi: float) -> bool:
    low, high = HOLE_IN[0] * dpi, HOLE_IN[1] * dpi
    round_enough = 0.7 < width / height < 1.4 and area > 0.65 * width * height
    return low <= width <= high and low <= height <= high and round_enough


def clear_specks(gray: Picture, dpi: float) -> Picture:
    """`gray` (light levelled) without specks that stand away from all print.

    A speck stands alone where the box around it, grown by SPECK_DISTANCE_IN, has no other ink; counted with a summed
    area table.
    """
    ink = (gray < WHITE - 70).astype(np.uint8)
    _, stats = components_of(ink)
    size = SPECK_IN * dpi
    small = stats[1:][(stats[1:, cv2.CC_STAT_WIDTH] < size) & (stats[1:, cv2.CC_STAT_HEIGHT] < size)]
    if not len(small):
        return gray
    reach = round(SPECK_DISTANCE_IN * dpi)
    height, width = gray.shape
    left, top, w, h, area = small.T
    x0, x1 = np.maximum(left - reach, 0), np.minimum(left + w + reach, width)
    y0, y1 = np.maximum(top - reach, 0), np.minimum(top + h + reach, height)
    sums = cv2.integral(ink)
    around = sums[y1, x1] - sums[y0, x1] - sums[y1, x0] + sums[y0, x0]
    result = gray.copy()
    for index in np.flatnonzero(around <= area + OTHER_INK * area):
        rim = np.s_[
            max(0, top[index] - 1) : top[index] + h[index] + 1, max(0, left[index] - 1) : left[index] + w[index] + 1
        ]
        result[rim] = WHITE
    return result


OTHER_INK = 0.5
"""Of a speck's own ink, what may stand around it: dust comes in clouds."""


STREAK_IN = 0.025
"""Streaks are narrower than this; a photocopier's drum leaves them 0.003 to 0.015 inch wide."""
STREAK_MARGIN = 0.05
"""Share of the page's height at its top and bottom where there is no print: streaks reach into it, rulings don't."""
STREAK_DENSITY = 0.2
"""Share of the rows of both margins, and of the page, in which a streak shows: they are broken lines."""


def clear_streaks(gray: Picture, dpi: float) -> Picture:
    """`gray` (light levelled, not yet deskewed) without the thin upright lines that a photocopier's drum leaves.

    They run over the whole page, margins included, straight along the sheet whatever the print's slope. Where a
    stroke crosses one, it stays.
    """
    dark = gray < WHITE - 70
    margin = max(1, round(STREAK_MARGIN * gray.shape[0]))
    top, bottom, whole = dark[:margin].mean(axis=0), dark[-margin:].mean(axis=0), dark.mean(axis=0)
    streaked = (np.minimum(top, bottom) > STREAK_DENSITY) & (whole > STREAK_DENSITY)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], streaked, [False]))))
    result = gray
    for start, stop in edges.reshape(-1, 2):
        if stop - start > STREAK_IN * dpi:
            continue
        x0, x1 = max(1, start - 1), min(gray.shape[1] - 1, stop + 1)  # with its blurred rim
        beside = np.maximum(gray[:, x0 - 1], gray[:, x1])
        if result is gray:
            result = gray.copy()
        result[:, x0:x1] = np.maximum(gray[:, x0:x1], beside[:, None])
    return result
