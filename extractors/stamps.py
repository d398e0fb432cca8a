"""Red stamps and blue signatures are taken off the page without the print under them.

Coloured ink is dark in some channel only: a red stamp is bright in the red channel, where black print under it stays
black. So inside the coloured area the brightest channel is taken, stretched so that the ink's own brightness becomes
paper, rather than painting the area white.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.light import level_light
from extractors.raster import WHITE, Picture, to_gray

COLOUR = 0.16
"""Difference of brightest and darkest channel, of paper's brightness, from which a pixel is coloured ink. JPEG and
uneven yellowing reach 0.1 once the paper's tint is divided out."""
MIN_COLOURED_SHARE = 0.0004
"""Share of the page's pixels: a signature covers about 0.002, a stamp 0.01; less is noise."""
SURVEY_STEP = 4
"""Every so many pixels are looked at to tell whether the page has coloured ink at all."""
FAINT_COLOUR = 0.06
"""The same for pixels near coloured ink: thin strokes and the rims of thick ones, blurred into the paper."""
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

    A gray picture, or one without enough colour to be a stamp, comes back as its gray and None. Light is levelled
    where ink was taken off.
    """
    if picture.ndim == 2:
        return picture, None
    gray = to_gray(picture)
    if not _has_coloured_ink(picture):
        return gray, None
    red, green, blue = (level_light(np.asarray(channel, np.uint8), dpi) for channel in cv2.split(picture))
    brightest = cv2.max(cv2.max(red, green), blue)
    darkest = cv2.min(cv2.min(red, green), blue)
    result = level_light(gray, dpi)
    chroma = cv2.subtract(brightest, darkest)
    coloured = chroma > COLOUR * WHITE
    faint = chroma > FAINT_COLOUR * WHITE
    for ink in (coloured & (red >= blue), coloured & (blue > red)):
        if np.count_nonzero(ink) < MIN_COLOURED_SHARE * ink.size:
            continue
        pure = float(np.percentile(brightest[ink], PURE_INK_PERCENTILE))
        lifted = cv2.LUT(brightest, _stretch(PRINT_BRIGHTNESS * WHITE, pure))
        area = _grown(_grown(ink, NEAR_IN * dpi) & faint | ink, FRINGE_IN * dpi)
        cv2.copyTo(cv2.max(result, lifted), area.view(np.uint8), result)
    return result, coloured


def _grown(mask: NDArray[np.bool_], reach: float) -> NDArray[np.bool_]:
    side = 2 * max(1, round(reach)) + 1
    return cv2.dilate(mask.astype(np.uint8), np.ones((side, side), np.uint8)).astype(bool)


def _has_coloured_ink(picture: Picture) -> bool:
    sample = picture[::SURVEY_STEP, ::SURVEY_STEP].astype(np.int16)
    chroma = sample.max(axis=2) - sample.min(axis=2)
    tint = int(np.median(chroma))
    return bool(np.count_nonzero(chroma > tint + COLOUR * WHITE) > MIN_COLOURED_SHARE * chroma.size)


def _stretch(dark: float, pure: float) -> NDArray[np.uint8]:
    """A table that leaves values up to `dark` as they are and takes those from `pure` on to paper."""
    return np.interp(np.arange(256), [0, dark, max(pure, dark + 1), 255], [0, dark, WHITE, WHITE]).astype(np.uint8)
