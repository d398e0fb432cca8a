"""Red stamps and blue signatures are taken off the page without the print under them.

Coloured ink is dark in some channel only: a red stamp is bright in the red channel, where black print under it stays
black. So inside the coloured area the brightest channel is taken, stretched so that the ink's own brightness becomes
paper, rather than painting the area white.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.picture.components import components_of
from extractors.picture.light import level_light
from extractors.picture.raster import WHITE, Picture, to_gray

COLOUR = 0.16
"""Difference of brightest and darkest channel, of paper's brightness, from which a pixel is coloured ink. JPEG and
uneven yellowing reach 0.1 once the paper's tint is divided out."""
MIN_COLOURED_SHARE = 0.0004
"""Share of the page's pixels: a signature covers about 0.002, a stamp 0.01; less is noise."""
SURVEY_STEP = 4
"""Every so many pixels are looked at to tell whether the page has coloured ink at all."""
FAINT_COLOUR = 0.06
"""The same for pixels near coloured ink: thin strokes and the rims of thick ones, blurred into the paper."""
REACH_IN = 0.4
"""Room around coloured ink in which paper is looked for, to level its light."""
NEAR_IN = 0.06
"""How near: a stamp's rings and letters stand so close."""
FRINGE_IN = 0.012
"""How far ink reaches past its visible colour: JPEG keeps colour at half resolution."""
PRINT_BRIGHTNESS = 0.3
"""Print under coloured ink is darker than this in every channel, of paper's brightness."""
PURE_INK_PERCENTILE = 25
"""Of the brightness of coloured pixels in their brightest channel: a quarter are darker, from print under the ink or
from overlaps; from there up it is ink alone."""


def gray_without_stamps(picture: Picture, dpi: float) -> tuple[Picture, NDArray[np.bool_] | None]:
    """The gray of an RGB picture with coloured ink taken off, and where that was.

    A gray picture, or one without enough colour to be a stamp, comes back as its gray and None; otherwise its light
    is levelled, too. Only the parts of the page with colour are looked at channel by channel.
    """
    if picture.ndim == 2:
        return picture, None
    gray = to_gray(picture)
    sample = _coloured_sample(picture)
    if np.count_nonzero(sample) <= MIN_COLOURED_SHARE * sample.size:
        return gray, None
    result = level_light(gray, dpi)
    coloured = np.zeros(gray.shape, np.bool_)
    for part in _parts(sample, dpi):
        coloured[part] |= _lift(np.ascontiguousarray(picture[part]), result[part], dpi, gray.size)
    return result, coloured


def _parts(sample: NDArray[np.bool_], dpi: float) -> Iterator[tuple[slice, slice]]:
    """Where on the page coloured ink is, with room for the paper around it. Parts may overlap."""
    _, stats = components_of(_grown(sample, REACH_IN * dpi / SURVEY_STEP).astype(np.uint8))
    for left, top, width, height, _ in (SURVEY_STEP * stats[1:]).tolist():
        yield slice(top, top + height), slice(left, left + width)


def _lift(picture: Picture, gray: Picture, dpi: float, page_pixels: int) -> NDArray[np.bool_]:
    """Takes coloured ink off `gray` (level, changed in place), a part of a page; where in the part it was."""
    red, green, blue = (level_light(np.asarray(channel, np.uint8), dpi) for channel in cv2.split(picture))
    brightest = cv2.max(cv2.max(red, green), blue)
    darkest = cv2.min(cv2.min(red, green), blue)
    chroma = cv2.subtract(brightest, darkest)
    coloured = chroma > COLOUR * WHITE
    faint = chroma > FAINT_COLOUR * WHITE
    for ink in (coloured & (red >= blue), coloured & (blue > red)):
        if np.count_nonzero(ink) < MIN_COLOURED_SHARE / 2 * page_pixels:
            continue
        pure = float(np.percentile(brightest[ink], PURE_INK_PERCENTILE))
        lifted = cv2.LUT(brightest, _stretch(PRINT_BRIGHTNESS * WHITE, pure))
        area = _grown(_grown(ink, NEAR_IN * dpi) & faint | ink, FRINGE_IN * dpi)
        cv2.copyTo(cv2.max(gray, lifted), area.view(np.uint8), gray)
    return coloured


def _grown(mask: NDArray[np.bool_], reach: float) -> NDArray[np.bool_]:
    side = 2 * max(1, round(reach)) + 1
    return cv2.dilate(mask.astype(np.uint8), np.ones((side, side), np.uint8)).astype(bool)


def _coloured_sample(picture: Picture) -> NDArray[np.bool_]:
    """Which of every SURVEY_STEP-th pixels are coloured more than the paper is."""
    size = -(-picture.shape[1] // SURVEY_STEP), -(-picture.shape[0] // SURVEY_STEP)
    red, green, blue = cv2.split(cv2.resize(picture, size, interpolation=cv2.INTER_NEAREST))
    chroma = cv2.subtract(cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue))
    return np.asarray(chroma > float(np.median(chroma)) + COLOUR * WHITE)


def _stretch(dark: float, pure: float) -> NDArray[np.uint8]:
    """A table that leaves values up to `dark` as they are and takes those from `pure` on to paper."""
    return np.interp(np.arange(256), [0, dark, max(pure, dark + 1), 255], [0, dark, WHITE, WHITE]).astype(np.uint8)
