"""Intervals of a line: joined where they are near, what they leave free, where few of many cover."""

from __future__ import annotations

from collections.abc import Sequence

Intervals = list[tuple[float, float]]
"""Start and end of each, in any unit that goes one way."""


def length(interval: tuple[float, float]) -> float:
    """How long it is."""
    return interval[1] - interval[0]


def merged(intervals: Intervals, gap: float) -> Intervals:
    """In ascending order, those joined that are less than `gap` apart."""
    joined: Intervals = []
    for start, end in sorted(intervals):
        if joined and start - joined[-1][1] < gap:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def without(gap: tuple[float, float], covered: Intervals) -> Intervals:
    """What `covered`, ascending and apart, leaves of a gap."""
    free: Intervals = []
    start = gap[0]
    for x0, x1 in covered:
        if x1 <= start or x0 >= gap[1]:
            continue
        if x0 > start:
            free.append((start, x0))
        start = max(start, x1)
    if start < gap[1]:
        free.append((start, gap[1]))
    return free


def seldom_covered(rows: Sequence[Intervals], sides: tuple[float, float], most: int) -> Intervals:
    """Where at most so many of the rows have something, from left to right."""
    changes = sorted((place, change) for row in rows for x0, x1 in row for place, change in ((x0, 1), (x1, -1)))
    free: Intervals = []
    covered, start = 0, sides[0]
    for place, change in changes:
        if change > 0 and covered == most:
            free.append((start, place))
        elif change < 0 and covered == most + 1:
            start = place
        covered += change
    return [(a, b) for a, b in [*free, (start, sides[1])] if a < b]
