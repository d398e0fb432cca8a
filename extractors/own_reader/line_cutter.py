"""Finding the lines of a picture and cutting them out as the recogniser wants them.

A line is a straight baseline with a slope of its own, a size of type and a stretch from left to right. Letters of a
common height are joined along the rows into pieces of lines; a baseline is fitted to the feet of each piece's letters;
pieces on one baseline become one line, unless a wide gap parts them (columns of a letterhead).
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.own_reader.line_picture import BASELINE, EM, HEIGHT
from extractors.own_reader.type_size import X_HEIGHT_EM, size_of_type

USUAL_X_HEIGHT_PX = 15.0
"""The x-height that readers are handed, where the picture has too few letters to measure it."""

_INK_SHARE = 0.42
"""Share of the way from paper to the darkest print from which a pixel is ink."""
_LEAST_INK_SHADES = 45
"""But never less dark than this: on a page with hardly any print the grain of the paper would be letters."""
_PAPER_QUANTILE, _DARKEST_QUANTILE = 0.7, 0.001
_LEAST_CORE, _MOST_CORE = 0.55, 2.2
"""Heights of the parts that lines are built of, in x-heights: from small letters to capitals of titles."""
_JOIN_EM = 1.3
"""Letters no further apart belong to one piece of a line: wider than most spaces between words."""
_SPLIT_EM = 2.0
"""A gap from which the pieces on one baseline are lines of their own; justified spaces stay below."""
MARGIN_EM = 0.28
"""Paper left at both ends of a line."""
_ASCENT_EM, _DESCENT_EM = 0.98, 0.30
"""How far a line's own parts reach above and below its baseline."""
_STEEPEST = 0.04
"""Slope of the steepest line: pictures are deskewed before."""
_FEET_X_HEIGHTS = 0.14
"""How far from the baseline a foot may lie."""
_EDGE_PX = 0.6
"""What the gray edges of a letter add to its height."""
_LEAST_PICTURE_PX = 5
_ENOUGH_LETTERS = 600
"""More letters of a picture are not looked at for its size of type."""

Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class CutLine:
    """A line in pixels of its picture: the baseline is `y = height_at_zero + slope * x` from `x0` to `x1`."""

    x0: float
    x1: float
    height_at_zero: float
    slope: float
    em: float

    def baseline(self, x: float) -> float:
        """Row of the baseline at a column."""
        return self.height_at_zero + self.slope * x


@dataclass(frozen=True, slots=True)
class _Parts:
    """Connected parts of the ink: left, top, right, bottom (exclusive) and area, an entry a part."""

    left: NDArray[np.int32]
    top: NDArray[np.int32]
    right: NDArray[np.int32]
    bottom: NDArray[np.int32]
    area: NDArray[np.int32]

    def chosen(self, which: NDArray[np.bool_] | NDArray[np.intp]) -> _Parts:
        """Some of the parts."""
        return _Parts(self.left[which], self.top[which], self.right[which], self.bottom[which], self.area[which])

    @property
    def height(self) -> NDArray[np.int32]:
        return self.bottom - self.top

    @property
    def width(self) -> NDArray[np.int32]:
        return self.right - self.left

    def __len__(self) -> int:
        return len(self.left)


def find_lines(picture: Picture) -> tuple[CutLine, ...]:
    """The lines of a gray picture (0 black), from top to bottom and left to right."""
    if min(picture.shape) < _LEAST_PICTURE_PX:
        return ()
    ink = _ink(picture)
    parts = _parts(ink)
    if not len(parts):
        return ()
    x_height = _usual_x_height(parts)
    parts = _without_clutter(parts, x_height)
    core = parts.chosen(_is_core(parts, x_height))
    pieces = _once(_join(_pieces(core, x_height, ink.shape), x_height))
    lines = _grown(pieces, parts)
    lines += _left_over(parts, lines, x_height)
    return tuple(sorted(lines, key=lambda line: (line.baseline((line.x0 + line.x1) / 2), line.x0)))


def cut(picture: Picture, line: CutLine, scale: float = 1.0) -> Picture:
    """The line's picture for the recogniser: HEIGHT rows, `EM * scale` pixels an em, baseline at BASELINE."""
    factor = EM * scale / line.em
    above, below = BASELINE / factor, (HEIGHT - BASELINE) / factor
    left, right = line.x0 - MARGIN_EM * line.em, line.x1 + MARGIN_EM * line.em
    width, height = max(2, round(right - left)), max(2, round(above + below))
    # Sheared upright at the picture's own resolution first, so that shrinking can average areas.
    matrix = np.array(
        [[1.0, 0.0, left], [line.slope, 1.0, line.baseline(left) - above]],
        dtype=np.float64,
    )
    upright = cv2.warpAffine(
        picture,
        matrix,
        (width, height),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    size = (max(8, round(width * factor)), HEIGHT)
    way = cv2.INTER_AREA if factor < 0.9 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(upright, size, interpolation=way), dtype=np.uint8)


def _ink(picture: Picture) -> NDArray[np.bool_]:
    counts = np.bincount(picture.ravel(), minlength=256).cumsum()
    paper, darkest = np.searchsorted(counts, np.array([_PAPER_QUANTILE, _DARKEST_QUANTILE]) * counts[-1])
    return np.asarray(picture < paper - max(_INK_SHARE * (float(paper) - float(darkest)), _LEAST_INK_SHADES))


def _parts(ink: NDArray[np.bool_]) -> _Parts:
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    boxes = np.asarray(stats[1:], dtype=np.int32)
    left, top, width, height, area = boxes.T
    return _Parts(left, top, left + width, top + height, area)


def _usual_x_height(parts: _Parts) -> float:
    """The x-height of the type that most of the picture's letters have, about USUAL_X_HEIGHT_PX where they are few."""
    low, high = 0.55 * USUAL_X_HEIGHT_PX, 2.2 * USUAL_X_HEIGHT_PX
    heights = parts.height
    letters = (heights >= low) & (heights <= high) & (parts.width >= 0.35 * heights) & (parts.width <= 2.2 * heights)
    rises = heights[letters][:_ENOUGH_LETTERS].astype(np.float64) - _EDGE_PX
    widths = parts.width[letters][:_ENOUGH_LETTERS].astype(np.float64) - _EDGE_PX
    return size_of_type(rises, widths, USUAL_X_HEIGHT_PX / X_HEIGHT_EM) * X_HEIGHT_EM


def _without_clutter(parts: _Parts, x_height: float) -> _Parts:
    """Without ruling lines, frames, blots and specks."""
    em = x_height / X_HEIGHT_EM
    height, width = parts.height, parts.width
    ruling = (width > 5 * em) & (height < 0.35 * em) | (height > 2.5 * em) & (width < 0.35 * em)
    large = (height > 4 * em) | (width > 9 * em) & (height > 1.5 * em)
    speck = (parts.area < (0.045 * em) ** 2 * 2) | (np.maximum(height, width) < 0.05 * em)
    return parts.chosen(~(ruling | large | speck))


def _is_core(parts: _Parts, x_height: float) -> NDArray[np.bool_]:
    low, high = _LEAST_CORE * x_height, _MOST_CORE * max(x_height, USUAL_X_HEIGHT_PX)
    height, width = parts.height, parts.width
    return (height >= low) & (height <= high) & (width <= 12 * x_height) & (parts.area > 0.15 * x_height * x_height / 2)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Core parts of one line, with the line fitted to them."""

    parts: _Parts
    line: CutLine


def _pieces(core: _Parts, x_height: float, shape: tuple[int, int]) -> list[_Piece]:
    """Core parts joined along the rows."""
    if not len(core):
        return []
    em = x_height / X_HEIGHT_EM
    # Each part stands for itself by the middle half of its rows, so that lines set tight stay apart.
    field = np.zeros(shape, np.uint8)
    quarter = np.maximum(core.height // 4, 1)
    reach = round(_JOIN_EM * em / 2)
    for left, top, right, bottom, off in zip(core.left, core.top, core.right, core.bottom, quarter, strict=True):
        field[top + off : bottom - off, max(0, left - reach) : right + reach] = 1
    _, labels = cv2.connectedComponents(field, connectivity=4)
    middle_x = (core.left + core.right) // 2
    middle_y = (core.top + core.bottom) // 2
    label = labels[middle_y, middle_x]
    pieces = []
    for one in np.unique(label):
        members = core.chosen(np.flatnonzero(label == one))
        pieces.append(_Piece(members, _fitted(members, x_height)))
    return pieces


def _fitted(parts: _Parts, x_height: float) -> CutLine:
    """The baseline that most feet stand on, and the size of type."""
    x = (parts.left + parts.right) / 2.0
    feet = parts.bottom.astype(float)
    tolerance = max(1.0, _FEET_X_HEIGHTS * x_height)
    x0, x1 = float(parts.left.min()), float(parts.right.max())
    slopes = np.linspace(-_STEEPEST, _STEEPEST, 27) if len(parts) >= 5 and x1 - x0 > 6 * x_height else np.zeros(1)
    best = (-1.0, 0.0, float(np.median(feet)))
    for slope in slopes:
        at_zero = np.sort(feet - slope * x)
        # the window of 2 * tolerance that holds most feet
        upper = np.searchsorted(at_zero, at_zero + 2 * tolerance, "right")
        counts = upper - np.arange(len(at_zero))
        start = int(counts.argmax())
        inside = at_zero[start : upper[start]]
        # of equal counts the tighter, and the flatter
        worth = float(counts[start]) - float(inside[-1] - inside[0]) / (4 * tolerance) - abs(slope) * 10
        if worth > best[0]:
            best = (worth, float(slope), float(np.median(inside)))
    _, slope, at_zero_best = best
    residual = feet - slope * x - at_zero_best
    standing = np.abs(residual) <= tolerance
    if standing.sum() >= 6 and len(slopes) > 1:
        slope, at_zero_best = (float(value) for value in np.polyfit(x[standing], feet[standing], 1))
        slope = float(np.clip(slope, -_STEEPEST, _STEEPEST))
    rises = at_zero_best + slope * x[standing] - parts.top[standing] - _EDGE_PX
    widths = parts.width[standing].astype(np.float64) - _EDGE_PX
    return CutLine(x0, x1, at_zero_best, slope, size_of_type(rises, widths, x_height / X_HEIGHT_EM))


def _join(pieces: list[_Piece], x_height: float) -> list[_Piece]:
    """Pieces that lie on one baseline and near each other become one line."""
    pieces = sorted(pieces, key=lambda piece: piece.line.x0)
    lines: list[_Piece] = []
    for piece in pieces:
        place = _mate(piece, lines, x_height)
        if place is None:
            lines.append(piece)
            continue
        both = _together(lines[place].parts, piece.parts)
        lines[place] = _Piece(both, _fitted(both, x_height))
    return lines


def _once(pieces: list[_Piece]) -> list[_Piece]:
    """Without pieces that stand in the band of a longer one: letters whose feet are off, as Q and J."""
    kept: list[_Piece] = []
    for piece in sorted(pieces, key=lambda piece: -len(piece.parts)):
        x = (piece.parts.left + piece.parts.right) / 2.0
        for other in kept:
            inside = (x > other.line.x0 - other.line.em) & (x < other.line.x1 + other.line.em)
            if (_own(piece.parts, other.line) & inside).mean() > 0.5:
                break
        else:
            kept.append(piece)
    return kept


def _mate(piece: _Piece, lines: list[_Piece], x_height: float) -> int | None:
    em = x_height / X_HEIGHT_EM
    best, found = 0.30 * em, None
    for place, other in enumerate(lines):
        gap = piece.line.x0 - other.line.x1
        if not -0.3 * em <= gap <= _SPLIT_EM * em:
            continue
        if not 0.7 < piece.line.em / other.line.em < 1.43:
            continue
        x = piece.line.x0
        off = abs(other.line.baseline(x) - piece.line.baseline(x))
        if off < best:
            best, found = off, place
    return found


def _together(first: _Parts, second: _Parts) -> _Parts:
    return _Parts(
        np.concatenate([first.left, second.left]),
        np.concatenate([first.top, second.top]),
        np.concatenate([first.right, second.right]),
        np.concatenate([first.bottom, second.bottom]),
        np.concatenate([first.area, second.area]),
    )


def _own(parts: _Parts, line: CutLine) -> NDArray[np.bool_]:
    """The parts that stand in the band of a line."""
    middle = (parts.left + parts.right) / 2.0
    baseline = line.height_at_zero + line.slope * middle
    y = (parts.top + parts.bottom) / 2.0
    return (y > baseline - _ASCENT_EM * line.em) & (y < baseline + _DESCENT_EM * line.em)


def _grown(pieces: list[_Piece], parts: _Parts) -> list[CutLine]:
    """The lines stretched over the small parts at their ends (marks, dots, dashes), and parted at wide gaps.

    Pieces come with the longest first; each takes the parts in its band that no other has, so that nothing is read
    twice where two pieces lie on one line.
    """
    free = np.ones(len(parts), bool)
    middle = (parts.left + parts.right) / 2.0
    lines = []
    for piece in pieces:
        line = piece.line
        own = _own(parts, line)
        for x0, x1 in _runs(parts.chosen(own), _SPLIT_EM * line.em):
            if x1 <= line.x0 or x0 >= line.x1:
                continue
            inside = own & (middle >= x0) & (middle <= x1)
            if (inside & free).sum() <= 0.5 * inside.sum():
                continue
            free &= ~inside
            lines.append(CutLine(x0, x1, line.height_at_zero, line.slope, line.em))
    return lines


def _runs(parts: _Parts, gap: float) -> list[tuple[float, float]]:
    """Left and right ends of parts that stand nearer than `gap` to each other."""
    if not len(parts):
        return []
    order = np.argsort(parts.left)
    left, reached = parts.left[order], np.maximum.accumulate(parts.right[order])
    starts = np.flatnonzero(np.r_[True, left[1:] - reached[:-1] > gap])
    ends = np.r_[starts[1:], len(left)] - 1
    return [(float(left[start]), float(reached[end])) for start, end in zip(starts, ends, strict=True)]


def _left_over(parts: _Parts, lines: list[CutLine], x_height: float) -> list[CutLine]:
    """Lines for what no line holds: a lone dash or dot leader, a letter with its marks grown onto it."""
    em = x_height / X_HEIGHT_EM
    free = np.ones(len(parts), bool)
    middle = (parts.left + parts.right) / 2.0
    for line in lines:
        inside = (middle >= line.x0 - _SPLIT_EM * em / 2) & (middle <= line.x1 + _SPLIT_EM * em / 2)
        y = (parts.top + parts.bottom) / 2.0
        baseline = line.height_at_zero + line.slope * middle
        inside &= (y > baseline - 1.25 * line.em) & (y < baseline + 0.5 * line.em)
        free &= ~inside
    wide = (parts.width >= 0.2 * em) & (parts.width <= 4 * em) & (parts.height <= 1.3 * em)
    rest = parts.chosen(free & wide & (parts.area >= (0.1 * em) ** 2))
    found: list[CutLine] = []
    for left, top, right, bottom in zip(rest.left, rest.top, rest.right, rest.bottom, strict=True):
        height = bottom - top
        # a dash hangs at half the x-height, everything else stands on the baseline
        foot = bottom + 0.2 * em if height < 0.2 * em else float(bottom)
        found.append(CutLine(float(left), float(right), foot, 0.0, em))
    return found
