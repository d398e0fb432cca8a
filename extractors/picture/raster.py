"""Pictures of pages: gray levels, ink, size of the letters, turning and scaling.

All functions take and give numpy uint8, (height, width) gray or (height, width, 3) RGB, 0 black.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.picture.components import components_of

Picture = NDArray[np.uint8]

WHITE = 255


def to_gray(picture: Picture) -> Picture:
    """The luminance of an RGB picture; a gray one is returned as it is."""
    if picture.ndim == 2:
        return picture
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def black_on_white(picture: Picture) -> Picture:
    """`picture`, inverted where its print is lighter than its paper, as in negatives and wrongly marked fax pages."""
    sample = to_gray(np.ascontiguousarray(picture[::4, ::4]))
    shares = np.bincount(sample.ravel(), minlength=WHITE + 1).cumsum() / sample.size
    darkest, paper, lightest = (int(level) for level in np.searchsorted(shares, (0.01, 0.5, 0.99)))
    # An underexposed page is dark, too, but its print is darker still.
    negative = paper < DARK_PAPER and lightest - paper > paper - darkest
    return np.asarray(WHITE - picture, dtype=np.uint8) if negative else picture


DARK_PAPER = 100
"""Of 255: paper that is darker is in deep shadow, or none."""


def scaled(gray: Picture, factor: float) -> Picture:
    """`gray` with its sides times `factor`: area mean when it shrinks, cubic when it grows."""
    if abs(factor - 1) < 0.01:
        return gray
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(gray, None, fx=factor, fy=factor, interpolation=how), dtype=np.uint8)


def reduced(gray: Picture, dpi: float, wanted_dpi: float) -> tuple[Picture, float]:
    """`gray` with whole squares of pixels averaged, and its resolution: the one nearest to `wanted_dpi`.

    Averaging whole pixels is ten times as quick as `scaled`.
    """
    step = max(1, round(dpi / wanted_dpi))
    if step == 1 or min(gray.shape) < step:
        return gray, dpi
    small = cv2.resize(gray, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8), dpi / step


def ink_of(gray: Picture, dpi: float) -> NDArray[np.bool_]:
    """Where there is ink: darker than the mean around it by more than paper's own grain.

    The neighbourhood is three lines of text (0.5 inch), so that both uneven light and solid areas are told apart.
    """
    side = int(dpi * 0.5) | 1
    mean = cv2.blur(gray, (side, side))
    return np.asarray(gray.astype(np.int16) < mean.astype(np.int16) - INK_CONTRAST)


INK_CONTRAST = 28
"""Gray levels under the local mean from which a pixel counts as ink; paper grain and JPEG noise stay under 20."""


def turned(picture: Picture, quarter_turns: int) -> Picture:
    """`picture` turned counterclockwise by `quarter_turns` times 90 degrees."""
    return np.ascontiguousarray(np.rot90(picture, quarter_turns))


def rotation_matrix(width: float, height: float, angle_deg: float, scale: float = 1.0) -> NDArray[np.float64]:
    """The 2 x 3 affine map that turns about the picture's middle, counterclockwise on screen, then scales from 0, 0."""
    matrix = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), angle_deg, 1.0), dtype=np.float64)
    return matrix * scale


def warped(gray: Picture, matrix: NDArray[np.float64], width: int, height: int) -> Picture:
    """`gray` under the affine `matrix`, white where it came from outside."""
    result = cv2.warpAffine(
        gray, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(WHITE,)
    )
    return np.asarray(result, dtype=np.uint8)


def print_threshold(gray: Picture) -> int:
    """The gray level under which a pixel of a page (light levelled, paper white) is print rather than noise.

    Where the page's print is pale the level lies higher. Two fifths of the way from white to the page's print, which
    is the median of what is clearly darker than paper.
    """
    sample = gray[::2, ::2]
    dark = sample[sample < CLEARLY_DARK]
    level = float(np.median(dark)) if dark.size else 0.0
    return int(WHITE - PRINT_SHARE * (WHITE - level))


CLEARLY_DARK = 140
"""Darker than any paper once light is levelled."""
PRINT_SHARE = 0.45
"""Of the distance from paper to print: strokes one pixel wide are blurred to about half of it."""


def text_bounds(gray: Picture, threshold: int, x_height: float) -> tuple[int, int, int, int] | None:
    """The smallest (x0, y0, x1, y1) with all that may be letters, with room for marks; None where there is nothing.

    What may be letters: connected print at least half an x-height long; specks and noise are smaller.
    """
    step = 2 if gray.size > LARGE_PICTURE else 1  # where letters are is told well enough by every other pixel
    sampled = np.asarray(gray[::step, ::step] < threshold, dtype=np.uint8)
    _, stats = components_of(sampled)
    stats = stats[1:] * step
    longest = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    letters = stats[longest >= SMALLEST_LETTER * x_height]
    if not len(letters):
        return None
    room = round(ROOM_FOR_MARKS * x_height)
    left, top = letters[:, cv2.CC_STAT_LEFT], letters[:, cv2.CC_STAT_TOP]
    right, bottom = left + letters[:, cv2.CC_STAT_WIDTH], top + letters[:, cv2.CC_STAT_HEIGHT]
    height, width = gray.shape
    return (
        max(0, int(left.min()) - room),
        max(0, int(top.min()) - room),
        min(width, int(right.max()) + room),
        min(height, int(bottom.max()) + room),
    )


LARGE_PICTURE = 500_000
"""Pixels; pages are larger, cells smaller."""
SMALLEST_LETTER = 0.5
"""In x-heights: a hyphen is 0.6 long."""
ROOM_FOR_MARKS = 0.8
"""In x-heights: marks that are no letters themselves reach so far beyond them."""
