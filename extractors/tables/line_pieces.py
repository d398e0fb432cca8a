"""Pieces of ruling lines: connected runs of ink in a picture opened with a long thin element, and their courses.

Decides which components are thin enough to be a piece of a line and what course it takes; which pieces are one line is
decided in `rulings`. Lines are level here; upright ones are those of the transposed picture. Coordinates are pixels.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.picture.components import components_of

Mask = NDArray[np.uint8]
Floats = NDArray[np.float64]

# Lengths in points (1/72 inch): printed tables are measured in them whatever the resolution of the scan.
MAX_THICKNESS = 4.0
"""Thicker bars are dark edges, pictures or redactions. The widest border that word processors offer is 3 pt."""
MIN_PIECE = 12.5
"""A piece of line this long is evidence: capitals of a 16 pt heading are 11 pt tall, their strokes 8 pt wide."""
MAX_SLOPE = 0.03
"""How far a line may run off the axis: residual skew and the pull of a copier's rollers stay below, folds do not."""
SIDE_DISTANCES = (0.9, 1.4, 1.9)
"""How far beside a line ink is looked for: letters' strokes begin at once, the text of a cell 2.7 pt away or more."""
TEXT_SIDE_INK, SURELY_LONG = 0.4, 100.0
"""Pieces shorter than the second with more ink beside them than the first are letters: not looked at any further."""


@dataclass(frozen=True, slots=True, eq=False)
class Ruling:
    """A ruling line as a polyline, `along` ascending: at `along[i]` its centre is `across[i]`.

    That is y at x where the line is level, x at y where it is upright.
    """

    along: Floats
    across: Floats
    thickness: float

    @property
    def start(self) -> float:
        """Where the line begins."""
        return float(self.along[0])

    @property
    def end(self) -> float:
        """Where it ends."""
        return float(self.along[-1])

    @property
    def length(self) -> float:
        """How long it is."""
        return self.end - self.start

    def clipped(self, start: float, end: float) -> Ruling:
        """The part of the line from `start` to `end`, which must overlap it."""
        start, end = max(start, self.start), min(end, self.end)
        inner = (self.along > start) & (self.along < end)
        along = np.concatenate(([start], self.along[inner], [end]))
        return Ruling(along, np.interp(along, self.along, self.across), self.thickness)

    def at(self, along: float) -> float:
        """The line's centre at `along`, held constant beyond its ends."""
        return float(np.interp(along, self.along, self.across))


def long_runs(mask: Mask, length: int) -> Mask:
    """Of a mask (0 and 1) the pixels in level runs of at least `length`: opened with a row of ones.

    Few rows have any; they are told by the groups of four pixels that a run must fill.
    """
    result = np.zeros_like(mask)
    filled = (mask[:, : mask.shape[1] // 4 * 4].view(np.uint32) == FOUR_PIXELS).view(np.uint8)
    within = (length - 3) // 4
    if within > 1:
        filled = cv2.erode(filled, np.ones((1, within), np.uint8))
    rows = np.flatnonzero(filled.max(axis=1)) if filled.size else np.arange(0)
    if len(rows):
        result[rows] = cv2.morphologyEx(mask[rows], cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    return result


FOUR_PIXELS = 0x01010101
"""As one number."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A connected piece of a mask: its course, the box's origin in the mask, and its pixels in the box."""

    line: Ruling
    x: int
    y: int
    pixels: NDArray[np.bool_]


def pieces_of(mask: Mask, beside: Mask, point: float) -> list[Piece]:
    """The connected pieces of a mask of level lines, thin ones only; where lines merge at a sharp angle, each.

    Short ones that plainly belong to a row of letters, by the ink `beside` them, are left out.
    """
    rows = np.flatnonzero(mask.max(axis=1))
    if not len(rows):
        return []
    # Most rows have nothing: the others are looked at alone, a gap between them as an empty row.
    places = np.arange(len(rows)) + np.concatenate(([0], np.cumsum(np.diff(rows) > 1)))
    dense = np.zeros((int(places[-1]) + 1, mask.shape[1]), np.uint8)
    dense[places] = mask[rows]
    labels, stats = components_of(dense)
    widths, heights, areas = stats[:, 2], stats[:, 3], stats[:, 4]
    thickest = MAX_THICKNESS * point
    candidates = (areas <= 3 * thickest * widths) & (heights <= widths)
    around = _ink_around(labels, areas, beside, (rows, places), point)
    candidates &= (widths >= SURELY_LONG * point) | (around <= TEXT_SIDE_INK)
    candidates[0] = False  # the background
    pieces: list[Piece] = []
    for index in np.flatnonzero(candidates):
        x, top, width, height, area = (int(value) for value in stats[index])
        part = labels[top : top + height, x : x + width] == index
        y = int(rows[np.searchsorted(places, top)])
        if area <= thickest * width and height <= thickest + MAX_SLOPE * width:
            pieces.append(Piece(_course(part, x, y, point), x, y, part))
            continue
        pieces += split_piece(part, x, y, point)
    return pieces


def split_piece(part: NDArray[np.bool_], x: int, y: int, point: float) -> list[Piece]:
    """The level pieces in a component with its origin at (x, y)."""
    return [
        Piece(_course(band, x + left, y + top, point), x + left, y + top, band)
        for band, left, top in _bands(part, point)
    ]


def _ink_around(
    labels: NDArray[np.integer],
    areas: NDArray[np.int32],
    beside: Mask,
    rows: tuple[NDArray[np.intp], NDArray[np.intp]],
    point: float,
) -> Floats:
    """For each component, the share of its pixels with ink outside of lines close above, or close below.

    `rows` has those of the picture that components are in, and where they are in `labels`; `areas` are the components'.
    """
    in_picture, in_labels = rows
    shares = []
    for side in (-1, 1):
        near = np.zeros(labels.shape, np.uint8)
        for distance in SIDE_DISTANCES:
            shifted = np.clip(in_picture + round(side * distance * point), 0, len(beside) - 1)
            near[in_labels] |= beside[shifted]
        shares.append(np.bincount(labels[near.view(np.bool_)], minlength=len(areas)) / np.maximum(areas, 1))
    return np.maximum(shares[0], shares[1])


def _bands(part: NDArray[np.bool_], point: float) -> list[tuple[NDArray[np.bool_], int, int]]:
    """The level pieces in a component that is too high for one line, the strongest first, each with its place in it.

    A crease that meets a ruling line makes such a component: the ruling line fills its rows, the crease does not.
    """
    left_over = part.copy()
    found = []
    for _ in range(4):
        profile = left_over.sum(axis=1)
        peak = int(np.argmax(profile))
        if profile[peak] < MIN_PIECE * point:
            break
        top = bottom = peak
        while top > 0 and profile[top - 1] >= 0.3 * profile[peak] and bottom - top < MAX_THICKNESS * point:
            top -= 1
        while (
            bottom + 1 < len(profile)
            and profile[bottom + 1] >= 0.3 * profile[peak]
            and bottom - top < MAX_THICKNESS * point
        ):
            bottom += 1
        count, labels, stats, _ = cv2.connectedComponentsWithStats(
            left_over[top : bottom + 1].astype(np.uint8), connectivity=8
        )
        for index in range(1, count):
            x, y, width, height, _ = (int(value) for value in stats[index])
            if width >= MIN_PIECE * point:
                found.append((labels[y : y + height, x : x + width] == index, x, top + y))
        left_over[max(0, top - 1) : bottom + 2] = False
    return found


def _course(part: NDArray[np.bool_], x: int, y: int, point: float) -> Ruling:
    """The course of one piece of a line, whose pixels `part` has with their origin at (x, y)."""
    height, width = part.shape
    counts = part.sum(axis=0)
    step = max(1, round(6 * point))
    if width < 2 * step + MIN_PIECE * point:
        level = y + float((np.arange(height) + 0.5) @ part.sum(axis=1)) / max(1, int(counts.sum()))
        return Ruling(np.array([x, x + width], np.float64), np.array([level, level]), float(counts.mean()))
    centres = ((np.arange(height) + 0.5) @ part) / np.maximum(counts, 1) + y
    along = np.arange(0, width, step)
    across = np.add.reduceat(centres, along) / np.diff(np.append(along, width))
    middles = x + np.minimum(along + step / 2, (along + width) / 2)
    return Ruling(
        np.concatenate(([x], middles, [x + width])).astype(np.float64),
        np.concatenate((across[:1], across, across[-1:])),
        float(np.median(counts)),
    )
