"""How the parallel lines of a page run: a sheet that lies uneven or is fed unevenly bends all of them alike.

Decides, from the pieces of lines that a page shows, the one curve that they have in common. What runs along it is a
ruling line however much it bends; what does not is a crease or a scratch, however straight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extractors.tables.line_pieces import MAX_SLOPE, Floats, Ruling

# In points.
WINDOW = 48.0
"""The slope is told anew at this distance: copiers' rollers bend a page over 150 mm and more."""
MIN_OVERLAP = 14.0
"""A piece speaks for a window that it runs through for so long; its course is told every 6 pt."""
MIN_EVIDENCE = 60.0
"""Total length of the pieces that tell a window's slope."""
MIN_STRAIGHT = 40.0
"""Pieces this long tell the slope of the page as a whole."""
MAX_SLOPE_ERROR = 0.02
"""How far the slope of a window may be off that of the page as a whole: 1 mm over 50 mm."""
MAX_LEAN = 0.025
"""How far upright lines as a whole may be off the perpendicular on the level ones, or level ones off the axis."""


@dataclass(frozen=True, slots=True, eq=False)
class Bow:
    """The common curve of parallel lines: at `along[i]` each of them lies `across[i]` beside where it lies at 0.

    Beyond its ends the curve goes on with the page's `slope`.
    """

    along: Floats
    across: Floats
    slope: float

    def at(self, along: Floats) -> Floats:
        """How far the lines have moved at the places `along`."""
        inner = np.interp(along, self.along, self.across)
        before = np.minimum(along - self.along[0], 0.0)
        after = np.maximum(along - self.along[-1], 0.0)
        return np.asarray(inner + self.slope * (before + after), np.float64)

    def straightened(self, line: Ruling) -> Floats:
        """The line's `across` with the common curve taken out: all alike for one that runs along it."""
        return line.across - self.at(line.along)


def straight(slope: float, length: float) -> Bow:
    """Lines that do not bend."""
    return Bow(np.array([0.0, length]), np.array([0.0, slope * length]), slope)


def bow_of(lines: Sequence[Ruling], expected_slope: float, length: float, point: float) -> Bow:
    """The common curve of level `lines` over a page of the given `length`; straight where there is too little to tell.

    In windows along the page the slope is the median over the pieces in it, weighted by length.
    """
    slope = _direction(lines, expected_slope, point)
    bounds = np.arange(0.0, length + WINDOW * point, WINDOW * point)
    told: list[list[tuple[float, float]]] = [[] for _ in bounds[1:]]
    for line in lines:
        if len(line.along) <= 2:  # too short to have a course
            continue
        first, last = int(line.start // (WINDOW * point)), int(line.end // (WINDOW * point))
        for window in range(max(0, first), min(last + 1, len(told))):
            start, end = max(line.start, bounds[window]), min(line.end, bounds[window + 1])
            if end - start >= MIN_OVERLAP * point:
                rise = line.at(end) - line.at(start)
                told[window].append((rise / (end - start), end - start))
    slopes = np.full(len(told), np.nan)
    for window, votes in enumerate(told):
        near = [(value, weight) for value, weight in votes if abs(value - slope) <= MAX_SLOPE_ERROR]
        if sum(weight for _, weight in near) >= MIN_EVIDENCE * point:
            slopes[window] = _weighted_median(near)
    known = np.flatnonzero(~np.isnan(slopes))
    if len(known) < 2:
        return straight(slope, length)
    slopes = np.interp(np.arange(len(slopes)), known, slopes[known])
    padded = np.concatenate((slopes[:1], slopes, slopes[-1:]))
    smooth = (padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4
    across = np.concatenate(([0.0], np.cumsum(smooth * np.diff(bounds))))
    return Bow(bounds, across, slope)


def _direction(lines: Sequence[Ruling], expected: float, point: float) -> float:
    """The slope of the page's lines as a whole: the median, weighted by length; `expected` where none is long."""
    slopes = [
        (float(line.across[-1] - line.across[0]) / line.length, line.length)
        for line in lines
        if line.length >= MIN_STRAIGHT * point
    ]
    near = [
        (slope, weight) for slope, weight in slopes if abs(slope - expected) <= MAX_LEAN and abs(slope) <= MAX_SLOPE
    ]
    return _weighted_median(near) if near else expected


def _weighted_median(values: Sequence[tuple[float, float]]) -> float:
    """Of (value, weight), at least one."""
    ordered = sorted(values)
    half = sum(weight for _, weight in ordered) / 2
    for value, weight in ordered:
        half -= weight
        if half <= 0:
            return value
    return ordered[-1][0]
