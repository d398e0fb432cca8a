"""Round seals on gray scans, told by their shape: words that stand under one can't be trusted.

On colour scans a seal is lifted off by its colour. In gray its ink is as dark as print, so that it stays; only the
place is told.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.picture.raster import Picture, reduced

SURVEY_DPI = 50.0
"""Resolution, about, at which circles are looked for: a seal's ring is one or two pixels thick there."""
RADIUS_IN = (0.55, 0.85)
"""Seals of Vietnamese offices measure 32 to 42 mm; copies are a little larger or smaller."""
EDGE_CONTRAST, VOTES = 120, 28
"""Of the Hough transform: how sharp edges are, and how many of their pixels must vote for a centre."""
CANDIDATES = 4
"""Circles looked at closely, the best first."""
INK = 170
"""Darker than this, of 255, is ink at that resolution, where thin rings are gray."""
SECTORS = 90
CLOSED_SHARE = 0.8
"""Of the sectors of a ring, those with ink. Drawings and letters leave half of them empty."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A circle in inches from the top left of the page picture."""

    x: float
    y: float
    radius: float


def round_seals(gray: Picture, dpi: float) -> tuple[Seal, ...]:
    """The round seals on a gray page (light levelled) at `dpi`.

    Circles by the Hough transform with gradients (Yuen et al. 1990), kept where ink runs all around them.
    """
    small, small_dpi = reduced(gray, dpi, SURVEY_DPI)
    low, high = (round(radius * small_dpi) for radius in RADIUS_IN)
    if min(small.shape) < 2 * low:
        return ()
    circles = cv2.HoughCircles(
        small,
        cv2.HOUGH_GRADIENT,
        dp=1,
        minDist=small_dpi,
        param1=EDGE_CONTRAST,
        param2=VOTES,
        minRadius=low,
        maxRadius=high,
    )
    if circles is None:
        return ()
    ink = np.asarray(small < INK)
    found = (_closest(ink, *(float(value) for value in circle)) for circle in circles.reshape(-1, 3)[:CANDIDATES])
    return tuple(
        Seal(x / small_dpi, y / small_dpi, radius / small_dpi) for share, x, y, radius in found if share >= CLOSED_SHARE
    )


def _closest(ink: NDArray[np.bool_], x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    """Share of the ring that is inked, for the centre and radius near those given that fit best, and these."""
    tries = product((0.0, -1.0, 1.0), (0.0, -1.0, 1.0), (0.0, -1.0, 1.0, -2.0, -3.0))
    return max((_inked_share(ink, x + dx, y + dy, radius + dr), x + dx, y + dy, radius + dr) for dx, dy, dr in tries)


def _inked_share(ink: NDArray[np.bool_], x: float, y: float, radius: float) -> float:
    angles = np.arange(SECTORS) * (2 * math.pi / SECTORS)
    closed = np.zeros(SECTORS, np.bool_)
    for ring in (radius - 0.7, radius, radius + 0.7):
        columns = np.rint(x + ring * np.cos(angles)).astype(np.intp)
        rows = np.rint(y + ring * np.sin(angles)).astype(np.intp)
        inside = (columns >= 0) & (rows >= 0) & (columns < ink.shape[1]) & (rows < ink.shape[0])
        closed[inside] |= ink[rows[inside], columns[inside]]
    return float(closed.mean())
