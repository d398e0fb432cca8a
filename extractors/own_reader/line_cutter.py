"""Finding the lines of a picture and cutting them out as the recogniser wants them.

A line is a straight baseline with a slope of its own, a size of type and a stretch from left to right. Letters of a
common height are joined along the rows into pieces of lines; a baseline is fitted to the feet of each piece's letters;
pieces on one baseline become one line, unless a wide gap parts them (columns of a letterhead).
"""

from __future__ import annotations

from dataclasses import astuple, dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.own_reader.baseline import LEVEL, SLOPES, most_feet, straight
from extractors.own_reader.letter_parts import Parts, Picture, ink_of, parts_of, together, without_clutter
from extractors.own_reader.line_picture import BASELINE, EM, HEIGHT
from extractors.own_reader.type_size import X_HEIGHT_EM, size_of_type
from extractors.picture.components import MOST_SMALL_LABELS

USUAL_X_HEIGHT_PX = 15.0
"""The x-height that readers are handed, where the picture has too few letters to measure it."""

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
_FEET_X_HEIGHTS = 0.14
"""How far from the baseline a foot may lie."""
_EDGE_PX = 0.6
"""What the gray edges of a letter add to its height."""
_LEAST_PICTURE_PX = 5
_ENOUGH_LETTERS = 600
"""More letters of a picture are not looked at for its size of type."""


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


def find_lines(picture: Picture) -> tuple[CutLine, ...]:
    """The lines of a gray picture (0 black), from top to bottom and left to right."""
    if min(picture.shape) < _LEAST_PICTURE_PX:
        return ()
    ink = ink_of(picture)
    parts = parts_of(ink)
    if not len(parts):
        return ()
    x_height = _usual_x_height(parts)
    parts = without_clutter(parts, x_height)
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


def _usual_x_height(parts: Parts) -> float:
    """The x-height of the type that most of the picture's letters have, about USUAL_X_HEIGHT_PX where they are few."""
    low, high = 0.55 * USUAL_X_HEIGHT_PX, 2.2 * USUAL_X_HEIGHT_PX
    heights = parts.height
    letters = (heights >= low) & (heights <= high) & (parts.width >= 0.35 * heights) & (parts.width <= 2.2 * heights)
    rises = heights[letters][:_ENOUGH_LETTERS].astype(np.float64) - _EDGE_PX
    widths = parts.width[letters][:_ENOUGH_LETTERS].astype(np.float64) - _EDGE_PX
    return size_of_type(rises, widths, USUAL_X_HEIGHT_PX / X_HEIGHT_EM) * X_HEIGHT_EM


def _is_core(parts: Parts, x_height: float) -> NDArray[np.bool_]:
    low, high = _LEAST_CORE * x_height, _MOST_CORE * max(x_height, USUAL_X_HEIGHT_PX)
    height, width = parts.height, parts.width
    return (height >= low) & (height <= high) & (width <= 12 * x_height) & (parts.area > 0.15 * x_height * x_height / 2)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Core parts of one line, with the line fitted to them."""

    parts: Parts
    line: CutLine


def _pieces(core: Parts, x_height: float, shape: tuple[int, int]) -> list[_Piece]:
    """Core parts joined along the rows."""
    if not len(core):
        return []
    em = x_height / X_HEIGHT_EM
    # Each part stands for itself by the middle half of its rows, so that lines set tight stay apart.
    field = np.zeros(shape, np.uint8)
    quarter = np.maximum(core.height // 4, 1)
    reach = round(_JOIN_EM * em / 2)
    tops, bottoms = (core.top + quarter).tolist(), (core.bottom - quarter).tolist()
    lefts, rights = np.maximum(core.left - reach, 0).tolist(), (core.right + reach).tolist()
    for top, bottom, left, right in zip(tops, bottoms, lefts, rights, strict=True):
        field[top:bottom, left:right] = 1
    # a label begins at the top left corner of a part at most, so that 16 bits hold as many as there are parts
    kind = cv2.CV_16U if len(core) < MOST_SMALL_LABELS else cv2.CV_32S
    _, labels = cv2.connectedComponents(field, connectivity=4, ltype=kind)
    label = labels[(core.top + core.bottom) // 2, (core.left + core.right) // 2]
    order = np.argsort(label, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(label[order])) + 1)
    return [_Piece(members, _fitted(members, x_height)) for members in map(core.chosen, groups)]


def _fitted(parts: Parts, x_height: float) -> CutLine:
    """The baseline that most feet stand on, and the size of type."""
    x = parts.middle_x
    feet = parts.bottom.astype(float)
    tolerance = max(1.0, _FEET_X_HEIGHTS * x_height)
    x0, x1 = float(parts.left.min()), float(parts.right.max())
    sloped = len(parts) >= 5 and x1 - x0 > 6 * x_height
    slope, at_zero = most_feet(x, feet, SLOPES if sloped else LEVEL, tolerance)
    standing = np.abs(feet - slope * x - at_zero) <= tolerance
    if sloped and np.count_nonzero(standing) >= 6:
        slope, at_zero = straight(x[standing], feet[standing], slope)
    rises = at_zero + slope * x[standing] - parts.top[standing] - _EDGE_PX
    widths = parts.width[standing].astype(np.float64) - _EDGE_PX
    return CutLine(x0, x1, at_zero, slope, size_of_type(rises, widths, x_height / X_HEIGHT_EM))


def _join(pieces: list[_Piece], x_height: float) -> list[_Piece]:
    """Pieces that lie on one baseline and near each other become one line."""
    pieces = sorted(pieces, key=lambda piece: piece.line.x0)
    lines: list[_Piece] = []
    for piece in pieces:
        place = _mate(piece, lines, x_height)
        if place is None:
            lines.append(piece)
            continue
        both = together(lines[place].parts, piece.parts)
        lines[place] = _Piece(both, _fitted(both, x_height))
    return lines


def _once(pieces: list[_Piece]) -> list[_Piece]:
    """Without pieces that stand in the band of a longer one: letters whose feet are off, as Q and J."""
    pieces = sorted(pieces, key=lambda piece: -len(piece.parts))
    x0, x1, at_zero, slope, em = np.array([astuple(piece.line) for piece in pieces]).reshape(-1, 5).T
    is_kept = np.zeros(len(pieces), bool)
    for place, piece in enumerate(pieces):
        x, y = piece.parts.middle_x, piece.parts.middle_y
        left, right = float(x.min()), float(x.max())
        near = is_kept & (x1 + em > left) & (x0 - em < right)
        near &= at_zero + np.maximum(slope * left, slope * right) + _DESCENT_EM * em > y.min()
        near &= at_zero + np.minimum(slope * left, slope * right) - _ASCENT_EM * em < y.max()
        is_kept[place] = not any(
            np.count_nonzero(
                _own(piece.parts, pieces[other].line) & (x > x0[other] - em[other]) & (x < x1[other] + em[other])
            )
            > len(x) / 2
            for other in np.flatnonzero(near)
        )
    return [piece for piece, kept in zip(pieces, is_kept, strict=True) if kept]


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


def _own(parts: Parts, line: CutLine) -> NDArray[np.bool_]:
    """The parts that stand in the band of a line."""
    return _in_band(parts, line, _ASCENT_EM, _DESCENT_EM)


def _in_band(parts: Parts, line: CutLine, above_em: float, below_em: float) -> NDArray[np.bool_]:
    """The parts whose middle is less than so far above and below a line's baseline."""
    away = parts.middle_y - line.slope * parts.middle_x
    top, bottom = line.height_at_zero - above_em * line.em, line.height_at_zero + below_em * line.em
    return np.asarray((away > top) & (away < bottom))


def _grown(pieces: list[_Piece], parts: Parts) -> list[CutLine]:
    """The lines stretched over the small parts at their ends (marks, dots, dashes), and parted at wide gaps.

    Pieces come with the longest first; each takes the parts in its band that no other has, so that nothing is read
    twice where two pieces lie on one line.
    """
    free = np.ones(len(parts), bool)
    lines = []
    for piece in pieces:
        line = piece.line
        own = np.flatnonzero(_own(parts, line))
        middle = parts.middle_x[own]
        for x0, x1 in _runs(parts.left[own], parts.right[own], _SPLIT_EM * line.em):
            if x1 <= line.x0 or x0 >= line.x1:
                continue
            inside = own[(middle >= x0) & (middle <= x1)]
            if np.count_nonzero(free[inside]) <= 0.5 * len(inside):
                continue
            free[inside] = False
            lines.append(CutLine(x0, x1, line.height_at_zero, line.slope, line.em))
    return lines


def _runs(left: NDArray[np.int32], right: NDArray[np.int32], gap: float) -> list[tuple[float, float]]:
    """Left and right ends of what stands nearer than `gap` to each other."""
    if not len(left):
        return []
    order = np.argsort(left)
    left, reached = left[order], np.maximum.accumulate(right[order])
    breaks = np.flatnonzero(left[1:] - reached[:-1] > gap)
    starts, ends = [0, *(breaks + 1).tolist()], [*breaks.tolist(), len(left) - 1]
    return [(float(left[start]), float(reached[end])) for start, end in zip(starts, ends, strict=True)]


def _left_over(parts: Parts, lines: list[CutLine], x_height: float) -> list[CutLine]:
    """Lines for what no line holds: a lone dash or dot leader, a letter with its marks grown onto it."""
    em = x_height / X_HEIGHT_EM
    rest = parts.chosen(
        (parts.width >= 0.2 * em)
        & (parts.width <= 4 * em)
        & (parts.height <= 1.3 * em)
        & (parts.area >= (0.1 * em) ** 2)
    )
    room = _SPLIT_EM * em / 2
    for line in lines:
        inside = (rest.middle_x >= line.x0 - room) & (rest.middle_x <= line.x1 + room)
        rest = rest.chosen(~(inside & _in_band(rest, line, 1.25, 0.5)))
    found: list[CutLine] = []
    for left, top, right, bottom in zip(rest.left, rest.top, rest.right, rest.bottom, strict=True):
        height = bottom - top
        # a dash hangs at half the x-height, everything else stands on the baseline
        foot = bottom + 0.2 * em if height < 0.2 * em else float(bottom)
        found.append(CutLine(float(left), float(right), foot, 0.0, em))
    return found
