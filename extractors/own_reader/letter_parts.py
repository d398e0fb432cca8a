"""The ink of a picture and its connected parts: letters, pieces of them, and what is no letter."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.own_reader.line_picture import shade_counts
from extractors.own_reader.type_size import X_HEIGHT_EM
from extractors.picture.components import components_of

_INK_SHARE = 0.42
"""Share of the way from paper to the darkest print from which a pixel is ink."""
_LEAST_INK_SHADES = 45
"""But never less dark than this: on a page with hardly any print the grain of the paper would be letters."""
_PAPER_QUANTILE, _DARKEST_QUANTILE = 0.7, 0.001

Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Parts:
    """Connected parts of the ink: left, top, right, bottom (exclusive) and area, an entry a part."""

    left: NDArray[np.int32]
    top: NDArray[np.int32]
    right: NDArray[np.int32]
    bottom: NDArray[np.int32]
    area: NDArray[np.int32]

    def chosen(self, which: NDArray[np.bool_] | NDArray[np.intp]) -> Parts:
        """Some of the parts."""
        return Parts(self.left[which], self.top[which], self.right[which], self.bottom[which], self.area[which])

    @property
    def middle_x(self) -> NDArray[np.float64]:
        """Column of the middle."""
        return (self.left + self.right) / 2.0

    @property
    def middle_y(self) -> NDArray[np.float64]:
        """Row of the middle."""
        return (self.top + self.bottom) / 2.0

    @property
    def height(self) -> NDArray[np.int32]:
        """In pixels."""
        return self.bottom - self.top

    @property
    def width(self) -> NDArray[np.int32]:
        """In pixels."""
        return self.right - self.left

    def __len__(self) -> int:
        return len(self.left)


def together(first: Parts, second: Parts) -> Parts:
    """The parts of both."""
    return Parts(
        np.concatenate([first.left, second.left]),
        np.concatenate([first.top, second.top]),
        np.concatenate([first.right, second.right]),
        np.concatenate([first.bottom, second.bottom]),
        np.concatenate([first.area, second.area]),
    )


def ink_of(picture: Picture) -> Picture:
    """1 where there is ink."""
    counts = shade_counts(picture).cumsum()
    paper, darkest = np.searchsorted(counts, np.array([_PAPER_QUANTILE, _DARKEST_QUANTILE]) * counts[-1])
    limit = float(paper) - max(_INK_SHARE * (float(paper) - float(darkest)), _LEAST_INK_SHADES)
    # darker than the limit, which is at most as dark as the whole shade below it
    _, ink = cv2.threshold(picture, math.ceil(limit) - 1, 1, cv2.THRESH_BINARY_INV)
    return np.asarray(ink, np.uint8)


def parts_of(ink: Picture) -> Parts:
    """The connected parts of an ink mask."""
    _, stats = components_of(ink)
    left, top, width, height, area = np.ascontiguousarray(stats[1:].T)
    return Parts(left, top, left + width, top + height, area)


def without_clutter(parts: Parts, x_height: float) -> Parts:
    """Without ruling lines, frames, blots and specks."""
    em = x_height / X_HEIGHT_EM
    height, width = parts.height, parts.width
    ruling = (width > 5 * em) & (height < 0.35 * em) | (height > 2.5 * em) & (width < 0.35 * em)
    large = (height > 4 * em) | (width > 9 * em) & (height > 1.5 * em)
    speck = (parts.area < (0.045 * em) ** 2 * 2) | (np.maximum(height, width) < 0.05 * em)
    return parts.chosen(~(ruling | large | speck))
