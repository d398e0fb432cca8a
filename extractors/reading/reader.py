"""The seam for text readers: whatever turns a picture of text into words."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from extractors.layout import Line


class Segmentation(StrEnum):
    """What a picture that is to be read holds."""

    PAGE = "page"
    """Anything: columns, paragraphs, headings."""
    COLUMN = "column"
    """One column of text of varying sizes."""
    CELL = "cell"
    """One even block of lines."""
    LINE = "line"
    """A single line."""


class Reader(Protocol):
    """Reads pictures of text. A reader is made once a process and holds its model."""

    name: str

    def read(self, picture: NDArray[np.uint8], segmentation: Segmentation) -> tuple[Line, ...]:
        """The lines of `picture` from top to bottom.

        `picture` is gray, shape (height, width), 0 black, upright, with an x-height of 13 to 18 px. Boxes are in its
        pixels, origin at its top left; confidences are from 0 to 1, calibrated.
        """
        ...
