"""The shapes of words on a page, without reading them: where they are, and how their ink is spread over their height.

Letters of a word stand closer than lines do, so closing small gaps makes words into blobs that lie along the lines.
In a word the rows that hold the bodies of its letters are the fullest; over them stand marks and ascenders, under them
dots and descenders.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.picture.components import components_of

Ink = NDArray[np.bool_]
Integers = NDArray[np.intp]

WORD_GAP_IN = 0.035
"""Gaps closed to make words: letters of 13 pt stand 0.01 to 0.02 inch apart, lines 0.08 and more."""
LONGEST_WORD_IN = 2.0
THICKEST_WORD_IN = 0.4
THINNEST_WORD_IN = 0.05
"""Bounds of word blobs: rulings, edges and stamps pass them on one side, specks on the other."""
ELONGATED = 1.8
"""Times as long as wide: "kế" is nearly square, "trường" is 3 to 1."""
BODY_SHARE = 0.5
"""Rows with at least this share of the fullest row's ink belong to the letters' bodies."""
ENOUGH_WORDS = 120
"""Words looked into; more don't change what is found."""


@dataclass(frozen=True, slots=True)
class WordBoxes:
    """Boxes of word blobs in pixels, an array each."""

    left: Integers
    top: Integers
    width: Integers
    height: Integers


@dataclass(frozen=True, slots=True)
class WordBodies:
    """Of each word: ink over, and under, the bodies of its letters (pixels), and the height of the bodies."""

    above: Integers
    below: Integers
    height: Integers


def word_boxes(ink: Ink, dpi: float) -> WordBoxes:
    """Boxes of what may be words, lying or standing."""
    side = max(2, round(WORD_GAP_IN * dpi))
    closed = cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    _, stats = components_of(np.asarray(closed, np.uint8))
    left, top, width, height, _ = stats[1:].astype(np.intp).T
    long, short = np.maximum(width, height), np.minimum(width, height)
    words = (long < LONGEST_WORD_IN * dpi) & (short < THICKEST_WORD_IN * dpi) & (short > THINNEST_WORD_IN * dpi)
    return WordBoxes(left[words], top[words], width[words], height[words])


def lying_share(boxes: WordBoxes) -> float:
    """Of the elongated words, by length, the share that lies level; 1 where there is none."""
    lying = int(boxes.width[boxes.width > ELONGATED * boxes.height].sum())
    standing = int(boxes.height[boxes.height > ELONGATED * boxes.width].sum())
    return lying / (lying + standing) if lying + standing else 1.0


def quarter_turned(boxes: WordBoxes, page_width: int) -> WordBoxes:
    """The boxes on the page turned counterclockwise by 90 degrees; `page_width` is that before turning."""
    return WordBoxes(boxes.top, page_width - boxes.left - boxes.width, boxes.height, boxes.width)


def word_bodies(ink: Ink, boxes: WordBoxes) -> WordBodies:
    """How the ink of the lying, elongated words is spread over their height; of ENOUGH_WORDS of them at most."""
    long = np.flatnonzero(boxes.width > ELONGATED * boxes.height)
    if len(long) > ENOUGH_WORDS:
        long = long[np.linspace(0, len(long) - 1, ENOUGH_WORDS).astype(np.intp)]
    above, below, body_height = [], [], []
    for index in long:
        top, left = boxes.top[index], boxes.left[index]
        profile = ink[top : top + boxes.height[index], left : left + boxes.width[index]].sum(axis=1)
        body = np.flatnonzero(profile >= BODY_SHARE * profile.max())
        first, last = body[0], body[-1]
        above.append(profile[:first].sum())
        below.append(profile[last + 1 :].sum())
        body_height.append(last - first + 1)
    return WordBodies(np.array(above, np.intp), np.array(below, np.intp), np.array(body_height, np.intp))


def x_height_px(bodies: WordBodies, usual: float) -> float | None:
    """Height of the letters without ascenders: the mean of the middle half of the words; None with under 10 words.

    Bodies of capitals and digits are half as high again. Where most words are such (tables of numbers, title pages) the
    mean lies well over the `usual` height; the lower words are measured then, or capitals are taken to be capitals.
    """
    if len(bodies.height) < FEWEST_WORDS:
        return None
    ordered = np.sort(bodies.height)
    height = _middle_mean(ordered)
    if height > MUCH * usual:
        lower = ordered[ordered - RIM_PX < height / MUCH]
        height = _middle_mean(lower) if len(lower) >= FEWEST_LOWER_WORDS else height / CAPITAL_HEIGHT
    return height


def _middle_mean(ordered: Integers) -> float:
    quarter = len(ordered) // 4
    return float(ordered[quarter : len(ordered) - quarter].mean()) - RIM_PX


FEWEST_WORDS = 10
FEWEST_LOWER_WORDS = 6
MUCH = 1.17
"""Over the height of 13 pt by so much is 15 pt, which only headings have."""
CAPITAL_HEIGHT = 1.45
"""Height of capitals and digits, in x-heights."""
RIM_PX = 1.0
"""Half a pixel on either side is ink only in part, yet counted."""
