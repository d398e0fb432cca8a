"""What an open file gives: pages that can be measured, rendered and asked for their text layer; and their bounds.

The bounds say what untrusted input may cost before any pixel exists. What the pictures and characters mean is for the
extractors.
"""

from __future__ import annotations

import math
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from extractors.layout import Box
from extractors.reading.text_layer import Character
from pipeline.errors import PageError, PageTooLarge

POINTS_PER_INCH = 72.0
MAX_PAGES = 5000
"""More pages than any plan has; beyond it a page tree is taken for an attack."""
MAX_PIXELS = 40_000_000
"""An A3 page at 400 dpi has 31 million."""
MIN_SIDE_PT = 18.0
"""A line of 13 pt with its leading."""
MIN_DPI = 40.0
"""Below it letters of 13 pt are 4 px high: nothing can be read."""
Picture = NDArray[np.uint8]


class SourcePage(Protocol):
    """One page of an open source, as shown by a viewer."""

    @property
    def width(self) -> float:
        """Points."""
        ...

    @property
    def height(self) -> float:
        """Points."""
        ...

    def picture_dpi(self) -> float | None:
        """Resolution of the picture that covers most of the page; None where there is none."""
        ...

    def pictures(self) -> list[Box]:
        """Where pictures are pasted into a digital page, in points as shown; of the first them that are looked at."""
        ...

    def has_drawings(self) -> bool:
        """False where the page surely shows nothing but letters, so that no ruling line can be on it."""
        ...

    def render(self, dpi: float) -> Picture:
        """The page as RGB (height, width, 3) or gray (height, width), uint8, at `dpi`.

        Raises PageTooLarge where it would pass MAX_PIXELS, before anything is allocated.
        """
        ...

    def characters(self) -> list[Character]:
        """The characters of the text layer in the file's order; empty where there is none."""
        ...

    def in_capital_fonts(self) -> list[bool]:
        """For each of `characters`, whether it is in a font that draws small letters as capitals (".VnTimeH")."""
        ...


class Source(Protocol):
    """An open file."""

    name: str

    @property
    def n_pages(self) -> int:
        """Number of pages; raises InputDamaged, InputTooLarge where they can't be counted."""
        ...

    def page(self, page: int) -> SourcePage:
        """Page `page`, counted from 1."""
        ...


def check_size(width: float, height: float, subject: str) -> None:
    """Raises PageError where no line of text fits on a page of that size (points), or it has none."""
    if not min(width, height) >= MIN_SIDE_PT:  # also where it is no number
        raise PageError(f"the page measures {width:.3g} x {height:.3g} points, too small for a line of text", subject)


def bounded_dpi(width: float, height: float, dpi: float) -> float:
    """`dpi`, or the highest resolution at which a page of that size (points) has no more than MAX_PIXELS.

    Raises PageTooLarge where that is under MIN_DPI, ValueError where the page has no area.
    """
    if not (width > 0 and height > 0):
        raise ValueError("page without area")
    highest = POINTS_PER_INCH * math.sqrt(MAX_PIXELS / (width * height))
    if highest < MIN_DPI:
        raise PageTooLarge(f"the page measures {width:.0f} x {height:.0f} points")
    return min(dpi, highest)
