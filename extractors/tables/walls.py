"""Walls: where the edges of a grid are drawn between each two that cross them, and where they are faint or merged away.

Decides from the pixels along an edge whether it parts two cells. Coordinates are pixels; masks are such that the edge's
lines run along their second axis.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.tables.line_pieces import Floats, Mask

# Lengths in points.
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


@dataclass(frozen=True, slots=True, eq=False)
class Edge:
    """A line of the grid: a polyline over all rulings that lie on it, and how far it reaches to either side."""

    along: Floats
    across: Floats
    half: float
    mean: float
    drawn: bool = True

    def at(self, along: float) -> float:
        """Where the edge lies at `along`."""
        return float(np.interp(along, self.along, self.across))

    def all_at(self, along: Floats) -> Floats:
        """The same for many places."""
        return np.interp(along, self.along, self.across)


def drawn_walls(edges: Sequence[Edge], crossing: Sequence[Edge], mask: Mask, point: float) -> NDArray[np.bool_]:
    """Where the edges are drawn between each two crossing ones: shape (edges, crossings - 1)."""
    shares, lengths = _drawn_shares(edges, crossing, mask, point)
    return shares >= np.where(lengths <= SHORT * point, MIN_SHORT_WALL, MIN_WALL)


def faint_walls(
    edges: Sequence[Edge], crossing: Sequence[Edge], ink: Mask, point: float, known: NDArray[np.bool_]
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


def drawn_edges(
    edges: Sequence[Edge], crossing: Sequence[Edge], mask: Mask, point: float, least: float = 0.0
) -> list[Edge]:
    """The edges that draw a wall for sure, and in all at least the share `least` of their length."""
    if len(edges) < 2 or len(crossing) < 2:
        return []
    shares, lengths = _drawn_shares(edges, crossing, mask, point)
    sure = (shares >= MIN_SURE_WALL).any(axis=1) | ((shares >= MIN_WALL).sum(axis=1) >= 3)
    sure &= np.where(shares >= MIN_WALL, lengths, 0.0).sum(axis=1) >= least * lengths.sum(axis=1)
    return [edge for edge, keep in zip(edges, sure, strict=True) if keep]


def _drawn_shares(
    edges: Sequence[Edge], crossing: Sequence[Edge], mask: Mask, point: float
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
        lengths[i] = np.diff(knots)
        first, last = max(0, math.floor(knots[0])), min(width, math.ceil(knots[-1]))
        if not edge.drawn or last <= first:
            continue
        along = np.arange(first, last)
        places = (edge.all_at(along + 0.5) + offsets).astype(np.intp)
        # How much of the edge is drawn up to each place, so that a part of it is a difference.
        drawn = np.concatenate(([0], np.cumsum(mask[np.clip(places, 0, height - 1), along].max(axis=0) > 0)))
        for j, (before, after) in enumerate(pairwise(knots)):
            start = max(first, round(before + crossing[j].half + point)) - first
            end = min(last, round(after - crossing[j + 1].half - point)) - first
            if end - start >= 2:
                shares[i, j] = float(drawn[end] - drawn[start]) / (end - start)
    return shares, lengths
