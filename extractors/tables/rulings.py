"""Ruling lines of a page picture: where straight, thin, dark lines run, however broken or faint.

Decides what is a ruling line and what is only a stroke of text, a fold of the paper or a dark edge. What the lines
mean together (tables, frames, underlines) is decided in `grid`.

Coordinates are pixels of the picture, origin at its top left corner. The method is that of mathematical morphology
(opening with a long thin element, as in most lattice finders), on ink told from a local background, followed by
linking of collinear pieces.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.uint8]
Floats = NDArray[np.float64]

# Lengths in points (1/72 inch): printed tables are measured in them whatever the resolution of the scan.
MAX_THICKNESS = 4.0
"""Thicker bars are dark edges, pictures or redactions. The widest border that word processors offer is 3 pt."""
MIN_PIECE = 12.5
"""A piece of line this long is evidence: capitals of a 16 pt heading are 11 pt tall, their strokes 8 pt wide."""
MIN_SEED_HORIZONTAL = 24.0
"""A level line is only sought where one unbroken piece is this long: the narrowest columns (STT) are 25 pt wide."""
MAX_BREAK = 1.2
"""Breaks up to this are closed before anything else: dotted lines, drop-outs of photocopies."""
MAX_LINK = 14.0
"""Collinear pieces this near are one line."""
MAX_OFFSET = 1.2
"""How far two pieces of one line may lie apart across it (curvature, drawn twice)."""
MAX_SIDE_INK = 0.12
"""Share of a line's length along which ink may lie close beside it. Ruling lines show up to 0.08 (the feet of letters
that touch them), rows of letters 0.2 to 0.8; short rows of bold capitals come closest."""
MAX_SIDE_INK_LONG = 0.32
"""The same for lines longer than LONG: no text line is that straight, and tight tables have letters on their lines."""
LONG = 400.0
MAX_SLOPE_ERROR = 0.011
"""About 0.6 degree off the page's own direction: residual skew and curvature stay below, folds do not."""


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

    def at(self, along: float) -> float:
        """The line's centre at `along`, held constant beyond its ends."""
        return float(np.interp(along, self.along, self.across))


@dataclass(frozen=True, slots=True, eq=False)
class PageRulings:
    """The ruling lines of a page, and the pixels that speak for them (masks of 0 and 1, shape of the picture).

    `point` is the number of pixels of a typographic point, `slope` the rise of horizontal lines (dy/dx); vertical
    lines lean by `lean` (dx/dy).
    """

    horizontal: tuple[Ruling, ...]
    vertical: tuple[Ruling, ...]
    horizontal_mask: Mask
    vertical_mask: Mask
    point: float
    slope: float
    lean: float


def find_rulings(picture: NDArray[np.uint8], dpi: float) -> PageRulings:
    """All ruling lines of a gray, upright, deskewed picture, shape (height, width), 0 black, at `dpi`."""
    point = dpi / 72
    ink = ink_mask(picture, point)
    horizontal_mask, slope, horizontal = _level_lines(ink, point, MIN_SEED_HORIZONTAL, 0.0)
    # Upright lines are the level ones of the transposed picture; they lean as those rise (a page is turned, not sheared).
    upright_mask, lean, vertical = _level_lines(np.ascontiguousarray(ink.T), point, MIN_PIECE, -slope)
    return PageRulings(
        tuple(horizontal), tuple(vertical), horizontal_mask, np.ascontiguousarray(upright_mask.T), point, slope, lean
    )


def ink_mask(picture: NDArray[np.uint8], point: float) -> Mask:
    """1 where the picture is darker than its neighbourhood's paper; what is solid (dark edges, holes) is left out."""
    height, width = picture.shape
    small = cv2.resize(picture, (max(1, width // 4), max(1, height // 4)), interpolation=cv2.INTER_AREA)
    reach = 2 * round(0.9 * point) + 3
    paper = cv2.dilate(small, np.ones((reach, reach), np.uint8))
    paper = cv2.blur(paper, (2 * reach + 1, 2 * reach + 1))
    darkness = cv2.subtract(cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR), picture)
    sample = darkness[:: max(1, height // 400), :: max(1, width // 400)]
    middle = float(np.median(sample))
    noise = 1.4826 * float(np.median(np.abs(sample.astype(np.float32) - middle)))
    threshold = min(70.0, middle + max(18.0, 4.0 * noise))
    ink = (darkness > threshold).astype(np.uint8)
    side = round(MAX_THICKNESS * point) + 1
    solid = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    if solid.any():
        ink[cv2.dilate(solid, np.ones((3, 3), np.uint8)) > 0] = 0
    return ink


def _level_lines(ink: Mask, point: float, min_seed: float, expected_slope: float) -> tuple[Mask, float, list[Ruling]]:
    """The pixels of level lines, their common slope, and the lines."""
    # Both elements are rows of ones: small breaks are closed, then only long runs are left.
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 2 * round(MAX_BREAK * point / 2) + 1), np.uint8))
    element = np.ones((1, max(3, round(MIN_PIECE * point))), np.uint8)
    mask: Mask = np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, element), np.uint8)
    pieces = _pieces(mask, point)
    seeds = [piece for piece in pieces if piece.length >= min_seed * point]
    slope = _direction(seeds, expected_slope, point)
    beside: Mask = np.asarray(cv2.subtract(ink, mask), np.uint8)
    lines = [line for line in _linked(pieces, slope, point, min_seed) if _is_clear(line, mask, beside, point)]
    return mask, slope, lines


def _pieces(mask: Mask, point: float) -> list[Ruling]:
    """The connected pieces of a mask of level lines, thin ones only, from left to right."""
    _, labels, stats, centroids = cv2.connectedComponentsWithStats(mask, connectivity=8)
    step = max(1, round(6 * point))
    widths, heights, areas = stats[:, 2], stats[:, 3], stats[:, 4]
    thin = (areas <= MAX_THICKNESS * point * widths) & (heights <= widths / 4 + MAX_THICKNESS * point)
    pieces: list[Ruling] = []
    for index in np.flatnonzero(thin):
        if index == 0:
            continue
        x, y, width, height, area = (int(value) for value in stats[index])
        if width < 2 * step + MIN_PIECE * point:
            level = float(centroids[index][1]) + 0.5
            pieces.append(Ruling(np.array([x, x + width], float), np.array([level, level]), area / width))
            continue
        part = labels[y : y + height, x : x + width] == index
        counts = part.sum(axis=0)
        centres = ((np.arange(height) + 0.5) @ part) / np.maximum(counts, 1) + y
        along = np.arange(0, width, step)
        across = np.array([float(np.median(centres[i : i + step])) for i in along])
        middles = x + np.minimum(along + step / 2, (along + width) / 2)
        pieces.append(
            Ruling(
                np.concatenate(([x], middles, [x + width])).astype(np.float64),
                np.concatenate((across[:1], across, across[-1:])),
                float(np.median(counts)),
            )
        )
    return sorted(pieces, key=lambda piece: (piece.start, float(piece.across[0])))


def _direction(pieces: list[Ruling], expected: float, point: float) -> float:
    """The slope of the page's lines: the median over `pieces`, weighted by length; `expected` where none is long."""
    slopes: list[tuple[float, float]] = []
    for piece in pieces:
        if piece.length >= 40 * point:
            slope = float(piece.across[-1] - piece.across[0]) / piece.length
            if abs(slope - expected) <= 2 * MAX_SLOPE_ERROR:
                slopes.append((slope, piece.length))
    slopes.sort()
    half = sum(weight for _, weight in slopes) / 2
    for slope, weight in slopes:
        half -= weight
        if half <= 0:
            return slope
    return expected


def _linked(pieces: list[Ruling], slope: float, point: float, min_seed: float) -> list[Ruling]:
    """Lines made of collinear `pieces`, at least one as long as `min_seed`; what is off the page's `slope` is left out.

    `pieces` come in the order of their starts.
    """
    chains: list[list[Ruling]] = []
    live: list[list[Ruling]] = []
    for piece in pieces:
        rise = float(piece.across[-1] - piece.across[0]) - slope * piece.length
        if abs(rise) > MAX_SLOPE_ERROR * piece.length + 0.6 * point:
            continue
        live = [chain for chain in live if piece.start - chain[-1].end <= MAX_LINK * point]
        best: tuple[float, list[Ruling]] | None = None
        for chain in live:
            gap = piece.start - chain[-1].end
            offset = abs(float(piece.across[0]) - float(chain[-1].across[-1]) - slope * gap)
            if gap >= -2 * point and offset <= MAX_OFFSET * point:
                cost = abs(gap) + 4 * offset
                if best is None or cost < best[0]:
                    best = (cost, chain)
        if best is None:
            chains.append([piece])
            live.append(chains[-1])
        else:
            best[1].append(piece)
    return [_joined(chain) for chain in chains if any(piece.length >= min_seed * point for piece in chain)]


def _joined(chain: list[Ruling]) -> Ruling:
    if len(chain) == 1:
        return chain[0]
    along = np.concatenate([piece.along for piece in chain])
    across = np.concatenate([piece.across for piece in chain])
    order = np.argsort(along, kind="stable")
    thickness = float(np.average([piece.thickness for piece in chain], weights=[piece.length for piece in chain]))
    return Ruling(along[order], across[order], thickness)


def _is_clear(line: Ruling, mask: Mask, beside: Mask, point: float) -> bool:
    """True where hardly any ink lies along the line's drawn parts, on either side: it is no row of letters.

    `mask` has the lines' pixels, `beside` the ink outside of them. The picture's own border is no line either.
    """
    height, width = beside.shape
    along = np.arange(max(0, int(line.start)), min(width, int(line.end)))
    middle = np.interp(along + 0.5, line.along, line.across)
    if not len(along) or not 1.5 * point < float(middle.mean()) < height - 1.5 * point:
        return False

    def drawn(source: Mask, offsets: Sequence[float]) -> NDArray[np.bool_]:
        found = np.zeros(len(along), dtype=bool)
        for offset in offsets:
            found |= source[np.clip((middle + offset).astype(np.intp), 0, height - 1), along] > 0
        return found

    on = drawn(mask, (-2, -1, 0, 1, 2))
    length = max(1, int(on.sum()))
    limit = MAX_SIDE_INK + (MAX_SIDE_INK_LONG - MAX_SIDE_INK) * min(1.0, line.length / (LONG * point))
    for side in (-1, 1):
        near = drawn(beside, [side * (line.thickness / 2 + distance * point) for distance in (1.0, 1.4, 1.8, 2.2)])
        if float((near & on).sum()) / length > limit:
            return False
    return True
