"""Ruling lines of a page picture: where straight, thin, dark lines run, however broken or faint.

Decides what is a ruling line and what is only a stroke of text, a fold of the paper or a dark edge. What the lines
mean together (tables, frames, underlines) is decided in `grid`.

Coordinates are pixels of the picture, origin at its top left corner. The method is that of mathematical morphology
(opening with a long thin element, as in most lattice finders), on ink told from a local background, followed by
linking of collinear pieces.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.tables.bow import Bow, bow_of
from extractors.tables.line_pieces import (
    MAX_THICKNESS,
    MIN_PIECE,
    SIDE_DISTANCES,
    Floats,
    Mask,
    Piece,
    Ruling,
    long_runs,
    pieces_of,
    split_piece,
)

# Lengths in points (1/72 inch): printed tables are measured in them whatever the resolution of the scan.
MIN_SEED_HORIZONTAL = 24.0
"""A level line is only sought where one unbroken piece is this long: the narrowest columns (STT) are 25 pt wide."""
MAX_BREAK = 1.2
"""Breaks up to this are closed before anything else: dotted lines, drop-outs of photocopies."""
MAX_DASH_THICKNESS, MAX_DASH_GAP, MIN_DASHED = 2.4, 3.6, 22.0
"""Marks no thicker, with gaps no wider, are a dashed or dotted line from this length on: word processors leave 1 to
3 pt between dashes; of letters hardly anything is that thin over the length of a word."""
SHADE = 60
"""Gray levels by which print on a shaded cell is darker than what is left of its shade when the light is levelled."""
SHADE_REACH = 24.0
"""So far around the rest of a shade only such print is ink: the height of a header's line and its margins."""
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
WINDOW = 15.0
"""The length that the share is taken over."""
MAX_BEND = 0.008
"""How far a line may bend away from the straight, as a share of the distance: a page that lies uneven or is fed
unevenly. Rows and columns of bowed copies are lost below 0.006; creases come in from 0.010 on."""


@dataclass(frozen=True, slots=True, eq=False)
class PageRulings:
    """The ruling lines of a page, and the pixels that speak for them (masks of 0 and 1, shape of the picture).

    `ink` has all that is dark, letters too.
    `point` is the number of pixels of a typographic point; `level_bow` is how level lines run in common, `upright_bow`
    how upright ones do.
    """

    horizontal: tuple[Ruling, ...]
    vertical: tuple[Ruling, ...]
    horizontal_mask: Mask
    vertical_mask: Mask
    ink: Mask
    point: float
    level_bow: Bow
    upright_bow: Bow


def find_rulings(picture: NDArray[np.uint8], dpi: float) -> PageRulings:
    """All ruling lines of a gray, upright, deskewed picture, shape (height, width), 0 black, at `dpi`."""
    point = dpi / 72
    ink = ink_mask(picture, point)
    half = _halved(ink)
    horizontal_mask, level_bow, horizontal = _level_lines(ink, half, point, MIN_SEED_HORIZONTAL, 0.0)
    # Upright lines are the level ones of the transposed picture; they lean as those rise (turned, not sheared).
    transposed: Mask = np.asarray(cv2.transpose(ink), np.uint8)
    half = np.asarray(cv2.transpose(half), np.uint8)
    upright_mask, upright_bow, vertical = _level_lines(transposed, half, point, MIN_PIECE, -level_bow.slope)
    return PageRulings(
        tuple(horizontal),
        tuple(vertical),
        horizontal_mask,
        np.asarray(cv2.transpose(upright_mask), np.uint8),
        ink,
        point,
        level_bow,
        upright_bow,
    )


def ink_mask(picture: NDArray[np.uint8], point: float) -> Mask:
    """1 where the picture is darker than its neighbourhood's paper; what is solid (dark edges, holes) is left out."""
    height, width = picture.shape
    small = cv2.resize(picture, (max(1, width // 4), max(1, height // 4)), interpolation=cv2.INTER_AREA)
    reach = 2 * round(0.9 * point) + 3
    # Closing leaves shaded cells what they are, so that the lines around them stand out from either side.
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    paper = cv2.blur(paper, (reach, reach))
    paper = np.asarray(cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)
    darkness = cv2.subtract(paper, picture)
    some = (slice(None, None, max(1, height // 400)), slice(None, None, max(1, width // 400)))
    sample = paper[some].astype(np.float32) - picture[some]  # also what is lighter than its paper
    middle = float(np.median(sample))
    noise = 1.4826 * float(np.median(np.abs(sample - middle)))
    threshold = min(70.0, middle + max(18.0, 4.0 * noise))
    _, ink = cv2.threshold(darkness, math.floor(threshold), 1, cv2.THRESH_BINARY)
    side = round(MAX_THICKNESS * point) + 1
    square, ring = np.ones((side, side), np.uint8), np.ones((3, 3), np.uint8)
    solid = cv2.morphologyEx(ink, cv2.MORPH_OPEN, square)
    if solid.any():
        dark = cv2.threshold(darkness, math.floor(threshold) + SHADE, 1, cv2.THRESH_BINARY)[1]
        black = cv2.dilate(cv2.morphologyEx(dark, cv2.MORPH_OPEN, square), ring)
        shaded = _about(np.asarray(cv2.subtract(solid, black), np.uint8), SHADE_REACH * point)
        ink[(shaded > 0) & (dark == 0) | (black > 0)] = 0
        ink[(cv2.dilate(solid, ring) > 0) & (dark == 0)] = 0
    return np.asarray(ink, np.uint8)


def _about(mask: Mask, reach: float) -> Mask:
    """1 within about `reach` pixels of the mask's pixels, to an eighth of the picture's resolution."""
    height, width = mask.shape
    small = cv2.resize(mask, (width // 8 + 1, height // 8 + 1), interpolation=cv2.INTER_AREA)
    side = 2 * math.ceil(reach / 8) + 1
    grown = cv2.dilate((small > 0).astype(np.uint8), np.ones((side, side), np.uint8))
    return np.asarray(cv2.resize(grown, (width, height), interpolation=cv2.INTER_NEAREST), np.uint8)


def _level_lines(
    ink: Mask, half: Mask, point: float, min_seed: float, expected_slope: float
) -> tuple[Mask, Bow, list[Ruling]]:
    """The pixels of level lines, how they run in common, and the lines. `half` is `ink` at half the resolution."""
    # Both elements are rows of ones: small breaks are closed, then only long runs are left.
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 2 * round(MAX_BREAK * point / 2) + 1), np.uint8))
    dashed = _dashed(half, point)
    rows = np.flatnonzero(dashed.any(axis=1))
    drawn = dashed[rows].repeat(2, axis=1)
    for row in (2 * rows, 2 * rows + 1):
        closed[row, : drawn.shape[1]] = np.maximum(closed[row, : drawn.shape[1]], drawn)
    runs = long_runs(np.asarray(closed, np.uint8), max(3, round(MIN_PIECE * point)))
    beside: Mask = np.asarray(cv2.subtract(ink, runs), np.uint8)
    pieces = pieces_of(runs, beside, point)
    bow = bow_of([piece.line for piece in pieces], expected_slope, runs.shape[1], point)
    chains = [_trimmed(chain, runs, beside, point) for chain in _linked(pieces, bow, point, min_seed)]
    joined = [_joined([piece.line for piece in chain]) for chain in chains]
    inked = [_side_ink(line, runs, beside, point) for line in joined]
    clear = [line for line, share in zip(joined, inked, strict=True) if share <= _side_limit(line, point)]
    mask = np.zeros_like(runs)
    lines = []
    for chain, line, share in zip(chains, joined, inked, strict=True):
        # Under a stamp a piece is not clear, but lies between clear pieces of one line.
        if share <= _side_limit(line, point) or (share <= MAX_SIDE_INK_LONG and _is_between(line, clear, bow, point)):
            lines.append(line)
            for piece in chain:
                height, width = piece.pixels.shape
                mask[piece.y : piece.y + height, piece.x : piece.x + width] |= piece.pixels
    return mask, bow, lines


def _halved(ink: Mask) -> Mask:
    """The ink at half the resolution: 1 where one pixel in four has any."""
    height, width = (length // 2 for length in ink.shape)
    even = ink[: 2 * height, : 2 * width]
    above = cv2.bitwise_or(np.ascontiguousarray(even[::2]), np.ascontiguousarray(even[1::2]))
    return np.asarray(np.maximum(above[:, ::2], above[:, 1::2]), np.uint8)


def _dashed(half: Mask, point: float) -> Mask:
    """Dashed and dotted level lines of a halved picture, their gaps closed: thin marks in rows longer than words."""
    tall = np.ones((round(MAX_DASH_THICKNESS * point / 2) + 1, 1), np.uint8)
    letters = cv2.morphologyEx(half, cv2.MORPH_OPEN, tall)
    # What a stroke of a letter leaves beside it is no dash.
    thin = cv2.subtract(half, cv2.dilate(letters, np.ones((3, 3), np.uint8)))
    closed = cv2.morphologyEx(thin, cv2.MORPH_CLOSE, np.ones((1, round(MAX_DASH_GAP * point / 2) + 1), np.uint8))
    return long_runs(np.asarray(closed, np.uint8), round(MIN_DASHED * point / 2))


def _linked(pieces: list[Piece], bow: Bow, point: float, min_seed: float) -> list[list[Piece]]:
    """Chains of collinear pieces, each grown to both sides from its longest one, which is at least `min_seed` long.

    What does not run along the page's `bow` is left out.
    """
    level: list[Piece] = []
    slanted: list[Piece] = []
    for piece, is_level in zip(pieces, _are_level(pieces, bow, point), strict=True):
        # Where a crease runs along a ruling line the piece of both is not level, but a band of it is.
        (level if is_level else slanted).append(piece)
    bands = [band for piece in slanted for band in split_piece(piece.pixels, piece.x, piece.y, point)]
    level += [band for band, is_level in zip(bands, _are_level(bands, bow, point), strict=True) if is_level]
    level.sort(key=lambda piece: (-piece.line.length, piece.line.start, float(piece.line.across[0])))
    starts, ends, first, last = _ends(level, bow)
    free = np.ones(len(level), dtype=bool)
    chains: list[list[Piece]] = []
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
                offset = np.abs(here - own)
                away = starts[near] - ends[seed] if forward else ends[near] - starts[seed]
                drift = np.abs(here - (last[seed] if forward else first[seed]))
                fits = (offset <= MAX_OFFSET * point) & (drift <= MAX_OFFSET * point + MAX_BEND * np.abs(away))
                if not fits.any():
                    break
                cost = np.where(fits, np.abs(gap[near]) + 4 * offset, np.inf)
                tip = int(near[int(np.argmin(cost))])
                free[tip] = False
                chain.append(tip)
        chains.append([level[i] for i in sorted(chain, key=lambda i: (starts[i], first[i]))])
    return chains


def _are_level(pieces: Sequence[Piece], bow: Bow, point: float) -> NDArray[np.bool_]:
    starts, ends, first, last = _ends(pieces, bow)
    return np.asarray(np.abs(last - first) <= MAX_BEND * (ends - starts) + 0.6 * point)


def _ends(pieces: Sequence[Piece], bow: Bow) -> tuple[Floats, Floats, Floats, Floats]:
    """Where each piece begins and ends along its line, and across it with the bow taken out."""
    lines = [piece.line for piece in pieces]
    starts, ends = np.array([line.start for line in lines]), np.array([line.end for line in lines])
    first, last = np.array([line.across[0] for line in lines]), np.array([line.across[-1] for line in lines])
    return starts, ends, first - bow.at(starts), last - bow.at(ends)


def _trimmed(chain: list[Piece], mask: Mask, beside: Mask, point: float) -> list[Piece]:
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


def _is_between(line: Ruling, others: list[Ruling], bow: Bow, point: float) -> bool:
    """True where some of the `others` go on as the line does, before it and after it."""
    before = after = False
    middle = (line.start + line.end) / 2
    for other in others:
        nearest = min(max(middle, other.start), other.end)
        moved = bow.at(np.array([nearest, middle]))
        expected = other.at(nearest) + float(moved[1] - moved[0])
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
    height, width = mask.shape
    flat = mask.ravel()
    found = np.zeros(len(along), np.uint8)
    for offset in offsets:
        rows = np.minimum(np.maximum((middle + offset).astype(np.intp), 0), height - 1)
        found |= flat[rows * width + along]
    return found > 0
