"""Even light: paper becomes white whatever shadow, yellowing or lamp was on it."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.picture.raster import WHITE, Picture, reduced

PAPER_GRID_IN = 0.04
"""Side of the patches whose lightest pixel is looked for; letters' strokes are about 0.01 inch."""
PAPER_REACH_IN = 0.3
"""Neighbourhood over which paper is taken for continuous: wider than a bold capital, narrower than a shadow."""
DARKEST_PAPER = 60
"""Darker than this is no paper (a scanner's lid, a black edge); it isn't brightened into noise."""


def level_light(gray: Picture, dpi: float) -> Picture:
    """`gray` divided by its paper's brightness, found as the local maximum, smoothed by a median.

    After Shafait, Keysers, Breuel, and the background division that OCR front ends use; done on a coarse grid
    since paper varies slowly.
    """
    small, _ = reduced(gray, dpi, 1 / PAPER_GRID_IN)
    side = max(3, round(PAPER_REACH_IN / PAPER_GRID_IN)) | 1
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((side, side), np.uint8)), side)
    paper = cv2.resize(np.maximum(paper, DARKEST_PAPER), (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(gray, paper, scale=WHITE), dtype=np.uint8)
