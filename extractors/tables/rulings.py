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

from extractors.components import components_of

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
MAX_END_INK = 0.2
"""The same for the pieces at a line's ends, which may be text that stands in line with it."""
SIDE_DISTANCES = (0.9, 1.4, 1.9)
"""How far beside a line ink is looked for: letters' strokes begin at once, the text of a cell 2.7 pt away or more."""
WINDOW = 15.0
"""The length that the share is taken over."""
TEXT_SIDE_INK, SURELY_LONG = 0.4, 100.0
"""Pieces shorter than the second with more ink beside them than the first are letters: not looked at any further."""
MAX_BEND = 0.008
"""How far a line may bend away from the straight, as a share of the distance: a page that lies uneven or is fed
unevenly. Rows and columns of bowed copies are lost below 0.006; creases come in from 0.010 on."""
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

    def clipped(self, start: float, end: float) -> Ruling:
        """The part of the line from `start` to `end`, which must overlap it."""
        start, end = max(start, self.start), min(end, self.end)
        inner = (self.along > start) & (self.along < end)
        along = np.concatenate(([start], self.along[inner], [end]))
        return Ruling(along, np.interp(along, self.along, self.across), self.thickness)

    def at(self, along: float) -> float:
        """The line's centre at `along`, held constant beyond its ends."""
        return float(np.interp(along, self.along, self.across))


@dataclass(frozen=True, slots=True, eq=False)
class PageRulings:
    """The ruling lines of a page, and the pixels that speak for them (masks of 0 and 1, shape of the picture).

    `ink` has all that is dark, letters too.
    `point` is the number of pixels of a typographic point, `slope` the rise of horizontal lines (dy/dx); vertical
    lines lean by `lean` (dx/dy).
    """

    horizontal: tuple[Ruling, ...]
    vertical: tuple[Ruling, ...]
    horizontal_mask: Mask
    vertical_mask: Mask
    ink: Mask
    point: float
    slope: float
    lean: float


def find_rulings(picture: NDArray[np.uint8], dpi: float) -> PageRulings:
    """All ruling lines of a gray, upright, deskewed picture, shape (height, width), 0 black, at `dpi`."""
    point = dpi / 72
    ink = ink_mask(picture, point)
    horizontal_mask, slope, horizontal = _level_lines(ink, point, MIN_SEED_HORIZONTAL, 0.0)
    # Upright lines are the level ones of the transposed picture; they lean as those rise (turned, not sheared).
    upright_mask, lean, vertical = _level_lines(np.asarray(cv2.transpose(ink), np.uint8), point, MIN_PIECE, -slope)
    return PageRulings(
        tuple(horizontal),
        tuple(vertical),
        horizontal_mask,
        np.asarray(cv2.transpose(upright_mask), np.uint8),
        ink,
        point,
        slope,
        lean,
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


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """A connected piece of a mask: its course, the box's origin in the mask, and its pixels in the box."""

    line: Ruling
    x: int
    y: int
    pixels: NDArray[np.bool_]


def _level_lines(ink: Mask, point: float, min_seed: float, expected_slope: float) -> tuple[Mask, float, list[Ruling]]:
    """The pixels of level lines, their common slope, and the lines."""
    # Both elements are rows of ones: small breaks are closed, then only long runs are left.
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 2 * round(MAX_BREAK * point / 2) + 1), np.uint8))
    element = np.ones((1, max(3, round(MIN_PIECE * point))), np.uint8)
    runs: Mask = np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, element), np.uint8)
    beside: Mask = np.asarray(cv2.subtract(ink, runs), np.uint8)
    pieces = _pieces(runs, beside, point)
    slope = _direction([piece.line for piece in pieces], expected_slope, point)
    chains = [_trimmed(chain, runs, beside, point) for chain in _linked(pieces, slope, point, min_seed)]
    joined = [_joined([piece.line for piece in chain]) for chain in chains]
    inked = [_side_ink(line, runs, beside, point) for line in joined]
    clear = [line for line, share in zip(joined, inked, strict=True) if share <= _side_limit(line, point)]
    mask = np.zeros_like(runs)
    lines = []
    for chain, line, share in zip(chains, joined, inked, strict=True):
        # Under a stamp a piece is not clear, but lies between clear pieces of one line.
        if share <= _side_limit(line, point) or (share <= MAX_SIDE_INK_LONG and _is_between(line, clear, slope, point)):
            lines.append(line)
            for piece in chain:
                height, width = piece.pixels.shape
                mask[piece.y : piece.y + height, piece.x : piece.x + width] |= piece.pixels
    return mask, slope, lines


def _pieces(mask: Mask, beside: Mask, point: float) -> list[_Piece]:
    """The connected pieces of a mask of level lines, thin ones only; where lines merge at a sharp angle, each.

    Short ones that plainly belong to a row of letters, by the ink `beside` them, are left out.
    """
    labels, stats = components_of(mask)
    widths, heights, areas = stats[:, 2], stats[:, 3], stats[:, 4]
    thickest = MAX_THICKNESS * point
    candidates = (areas <= 3 * thickest * widths) & (heights <= widths)
    around = _ink_around(mask, beside, labels, len(stats), point)
    candidates &= (widths >= SURELY_LONG * point) | (around <= TEXT_SIDE_INK)
    candidates[0] = False  # the background
    pieces: list[_Piece] = []
    for index in np.flatnonzero(candidates):
        x, y, width, height, area = (int(value) for value in stats[index])
        part = labels[y : y + height, x : x + width] == index
        if area <= thickest * width and height <= thickest + MAX_SLOPE_ERROR * width:
            pieces.append(_Piece(_course(part, x, y, point), x, y, part))
            continue
        pieces += _split(part, x, y, point)
    return pieces


def _split(part: NDArray[np.bool_], x: int, y: int, point: float) -> list[_Piece]:
    """The level pieces in a component with its origin at (x, y)."""
    return [
        _Piece(_course(band, x + left, y + top, point), x + left, y + top, band)
        for band, left, top in _bands(part, point)
    ]


def _ink_around(mask: Mask, beside: Mask, labels: NDArray[np.integer], count: int, point: float) -> Floats:
    """For each component of `mask`, the share of its pixels with ink outside of lines close above, or close below."""
    height, width = mask.shape
    places = np.flatnonzero(mask.view(np.bool_))
    y, x = np.divmod(places, width)
    own = labels.ravel()[places]
    total = np.maximum(np.bincount(own, minlength=count), 1)
    flat = beside.view(np.bool_).ravel()
    shares = []
    for side in (-1, 1):
        near = np.zeros(len(x), dtype=bool)
        for distance in SIDE_DISTANCES:
            rows = np.clip(y + round(side * distance * point), 0, height - 1)
            near |= flat[rows * width + x]
        shares.append(np.bincount(own, weights=near, minlength=count) / total)
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


def _direction(pieces: list[Ruling], expected: float, point: float) -> float:
    """The slope of the page's lines: the median over `pieces`, weighted by length; `expected` where none is long."""
    slopes: list[tuple[float, float]] = []
    for piece in pieces:
        if piece.length >= 40 * point:
            slope = float(piece.across[-1] - piece.across[0]) / piece.length
            if abs(slope - expected) <= MAX_SLOPE_ERROR:
                slopes.append((slope, piece.length))
    slopes.sort()
    half = sum(weight for _, weight in slopes) / 2
    for slope, weight in slopes:
        half -= weight
        if half <= 0:
            return slope
    return expected


def _linked(pieces: list[_Piece], slope: float, point: float, min_seed: float) -> list[list[_Piece]]:
    """Chains of collinear pieces, each grown to both sides from its longest one, which is at least `min_seed` long.

    What is off the page's `slope` is left out.
    """
    level: list[_Piece] = []
    for piece in pieces:
        # Where a crease runs along a ruling line the piece of both is not level, but a band of it is.
        parts = [piece] if _is_level(piece.line, slope, point) else _split(piece.pixels, piece.x, piece.y, point)
        level += [part for part in parts if _is_level(part.line, slope, point)]
    level.sort(key=lambda piece: (-piece.line.length, piece.line.start, float(piece.line.across[0])))
    starts = np.array([piece.line.start for piece in level])
    ends = np.array([piece.line.end for piece in level])
    first = np.array([float(piece.line.across[0]) for piece in level])
    last = np.array([float(piece.line.across[-1]) for piece in level])
    free = np.ones(len(level), dtype=bool)
    chains: list[list[_Piece]] = []
    for seed in range(len(level)):
        if ends[seed] - starts[seed] < min_seed * point:
            break
        if not free[seed]:
            continue
        free[seed] = False
        chain = [seed]
        for forward in (True, False):
            tip = seed
            while True:
                gap = starts - ends[tip] if forward else starts[tip] - ends
                near = np.flatnonzero(free & (gap >= -2 * point) & (gap <= MAX_LINK * point))
                if not len(near):
                    break
                here, own = (first[near], last[tip]) if forward else (last[near], first[tip])
                run = gap[near] if forward else -gap[near]
                offset = np.abs(here - own - slope * run)
                away = starts[near] - ends[seed] if forward else ends[near] - starts[seed]
                drift = np.abs(here - (last[seed] if forward else first[seed]) - slope * away)
                fits = (offset <= MAX_OFFSET * point) & (drift <= MAX_OFFSET * point + MAX_BEND * np.abs(away))
                if not fits.any():
                    break
                cost = np.where(fits, np.abs(gap[near]) + 4 * offset, np.inf)
                tip = int(near[int(np.argmin(cost))])
                free[tip] = False
                chain.append(tip)
        chains.append([level[i] for i in sorted(chain, key=lambda i: (starts[i], first[i]))])
    return chains


def _is_level(line: Ruling, slope: float, point: float) -> bool:
    rise = float(line.across[-1] - line.across[0]) - slope * line.length
    return abs(rise) <= MAX_BEND * line.length + 0.6 * point


def _trimmed(chain: list[_Piece], mask: Mask, beside: Mask, point: float) -> list[_Piece]:
    """The chain without pieces at its ends that look like letters: text that stands in line with a ruling line."""
    if len(chain) == 1:
        return chain
    clear = [_side_ink(piece.line, mask, beside, point) <= MAX_END_INK for piece in chain]
    if not any(clear):
        return chain
    first, last = clear.index(True), len(clear) - clear[::-1].index(True)
    return chain[first:last]


def _joined(lines: list[Ruling]) -> Ruling:
    if len(lines) == 1:
        return lines[0]
    along = np.concatenate([line.along for line in lines])
    across = np.concatenate([line.across for line in lines])
    order = np.argsort(along, kind="stable")
    thickness = float(np.average([line.thickness for line in lines], weights=[line.length for line in lines]))
    return Ruling(along[order], across[order], thickness)


def _is_between(line: Ruling, others: list[Ruling], slope: float, point: float) -> bool:
    """True where some of the `others` go on as the line does, before it and after it."""
    before = after = False
    middle = (line.start + line.end) / 2
    for other in others:
        nearest = min(max(middle, other.start), other.end)
        expected = other.at(nearest) + slope * (middle - nearest)
        away = max(line.start - other.end, other.start - line.end, 0.0)
        if abs(float(line.across.mean()) - expected) <= MAX_OFFSET * point / 2 + MAX_BEND / 2 * away:
            before |= other.end <= middle
            after |= other.start >= middle
    return before and after


def _side_limit(line: Ruling, point: float) -> float:
    """How much ink may lie beside a line of this length."""
    return MAX_SIDE_INK + (MAX_SIDE_INK_LONG - MAX_SIDE_INK) * min(1.0, line.length / (LONG * point))


def _side_ink(line: Ruling, mask: Mask, beside: Mask, point: float) -> float:
    """The share of the line's drawn parts that has ink close to it, on the side that has more; rows of letters do.

    It is the median over windows along the line, so that a stamp on a part of it does not count, nor the lines that
    cross it. `mask` has the lines' pixels, `beside` the ink outside of them. 1 for the picture's own border.
    """
    height, width = beside.shape
    ends = min(MAX_THICKNESS * point, line.length / 4)  # where it meets other lines
    along = np.arange(max(0, int(line.start + ends)), min(width, int(line.end - ends)))
    middle = np.interp(along + 0.5, line.along, line.across)
    if not len(along) or not 1.5 * point < float(middle.mean()) < height - 1.5 * point:
        return 1.0
    on = _any_at(mask, along, middle, (-2, -1, 0, 1, 2))
    count = max(1, round(len(along) / (WINDOW * point)))
    starts = np.arange(count) * len(along) // count
    drawn = np.add.reduceat(on.astype(np.float64), starts)
    shares = []
    for side in (-1, 1):
        offsets = [side * (line.thickness / 2 + distance * point) for distance in SIDE_DISTANCES]
        near = np.add.reduceat((_any_at(beside, along, middle, offsets) & on).astype(np.float64), starts)
        shares.append(float(np.median(near[drawn > 0] / drawn[drawn > 0])) if drawn.any() else 1.0)
    return max(shares)


def _any_at(mask: Mask, along: NDArray[np.intp], middle: Floats, offsets: Sequence[float]) -> NDArray[np.bool_]:
    """For each place of a line, whether `mask` is set at any of the `offsets` from its middle."""
    places = (middle + np.asarray(offsets, np.float64)[:, np.newaxis]).astype(np.intp)
    return np.asarray((mask[np.clip(places, 0, mask.shape[0] - 1), along] > 0).any(axis=0), np.bool_)
