"""Which way up a page is, from the shapes of its words, without reading them.

Letters of a word stand closer than lines do, so closing small gaps makes words into blobs that lie along the lines:
this tells pages that lie on their side. Vietnamese letters carry most of their marks above, and Latin ascenders are
commoner than descenders: this tells pages that stand on their head. What stays in doubt is left to a reader.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

WORD_GAP_IN = 0.035
"""Gaps closed to make words: letters of 13 pt stand 0.01 to 0.02 inch apart, lines 0.08 and more."""
LONGEST_WORD_IN = 2.0
THICKEST_WORD_IN = 0.4
THINNEST_WORD_IN = 0.05
"""Bounds of word blobs: rulings, edges and stamps pass them on one side, specks on the other."""
ELONGATED = 1.8
"""Times as long as wide: "kế" is nearly square, "trường" is 3 to 1."""


def lies_on_its_side(ink: NDArray[np.bool_], dpi: float) -> bool:
    """True where the lines of text run from top to bottom: most elongated word blobs stand upright."""
    boxes = _word_boxes(ink, dpi)
    lying = boxes.width > ELONGATED * boxes.height
    standing = boxes.height > ELONGATED * boxes.width
    return int(boxes.width[lying].sum()) < int(boxes.height[standing].sum())


@dataclass(frozen=True, slots=True)
class _Boxes:
    left: NDArray[np.intp]
    top: NDArray[np.intp]
    width: NDArray[np.intp]
    height: NDArray[np.intp]


def _word_boxes(ink: NDArray[np.bool_], dpi: float) -> _Boxes:
    side = max(2, round(WORD_GAP_IN * dpi))
    closed = cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    left, top, width, height, _ = stats[1:].astype(np.intp).T
    long, short = np.maximum(width, height), np.minimum(width, height)
    words = (long < LONGEST_WORD_IN * dpi) & (short < THICKEST_WORD_IN * dpi) & (short > THINNEST_WORD_IN * dpi)
    return _Boxes(left[words], top[words], width[words], height[words])


def upside_down_evidence(ink: NDArray[np.bool_], dpi: float) -> float:
    """Above 0 where a page with level lines stands on its head, below 0 where it is upright; 0 knows nothing.

    In every word that is longer than wide, the band of rows that holds the bodies of the letters is found; the ink
    over it (marks, ascenders) less the ink under it (dots, descenders), as a share of both over the page, is told by
    its sign. Sound pages give 0.2 to 0.6 either way.
    """
    boxes = _word_boxes(ink, dpi)
    above = below = 0
    for left, top, width, height in zip(boxes.left, boxes.top, boxes.width, boxes.height, strict=True):
        if width < ELONGATED * height:
            continue
        profile = ink[top : top + height, left : left + width].sum(axis=1)
        body = np.flatnonzero(profile >= BODY_SHARE * profile.max())
        above += int(profile[: body[0]].sum())
        below += int(profile[body[-1] + 1 :].sum())
    total = above + below
    return (below - above) / total if total else 0.0


BODY_SHARE = 0.5
"""Rows with at least this share of the fullest row's ink belong to the letters' bodies."""
