"""Pictures of pages: gray levels, ink, size of the letters, turning and scaling.

All functions take and give numpy uint8, (height, width) gray or (height, width, 3) RGB, 0 black.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

WHITE = 255
TYPICAL_X_HEIGHT_PT = 5.9
"""x-height of 13 pt Times, the size that Vietnamese administrative documents are printed in."""


def to_gray(picture: Picture) -> Picture:
    """The luminance of an RGB picture; a gray one is returned as it is."""
    if picture.ndim == 2:
        return picture
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def scaled(gray: Picture, factor: float) -> Picture:
    """`gray` with its sides times `factor`: area mean when it shrinks, cubic when it grows."""
    if abs(factor - 1) < 0.01:
        return gray
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(gray, None, fx=factor, fy=factor, interpolation=how), dtype=np.uint8)


def ink_of(gray: Picture, dpi: float) -> NDArray[np.bool_]:
    """Where there is ink: darker than the mean around it by more than paper's own grain.

    The neighbourhood is three lines of text (0.5 inch), so that both uneven light and solid areas are told apart.
    """
    side = int(dpi * 0.5) | 1
    mean = cv2.blur(gray, (side, side))
    return np.asarray(gray.astype(np.int16) < mean.astype(np.int16) - INK_CONTRAST)


INK_CONTRAST = 28
"""Gray levels under the local mean from which a pixel counts as ink; paper grain and JPEG noise stay under 20."""


def x_height_px(ink: NDArray[np.bool_], dpi: float) -> float:
    """Height in pixels of the letters without ascenders, by the median of the lower part of component heights.

    Components under 0.02 inch (specks, dots, marks) and over 0.25 inch (rulings, stamps) don't count. Falls back to
    TYPICAL_X_HEIGHT_PT where fewer than 30 letters are found.
    """
    fallback = TYPICAL_X_HEIGHT_PT * dpi / 72
    n, _, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    if n < 2:
        return fallback
    heights, widths = stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_WIDTH]
    letters = (heights > 0.02 * dpi) & (heights < 0.25 * dpi) & (widths > 0.01 * dpi) & (widths < 0.4 * dpi)
    if int(letters.sum()) < 30:
        return fallback
    return float(np.percentile(heights[letters], 35))


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
