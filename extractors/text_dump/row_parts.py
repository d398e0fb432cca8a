"""What rows that were found in a dump are looked at by where titles and cells were taken for each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.layout import Line
from extractors.markers import BULLETS, Marker
from extractors.text_dump.row_states import FoundRow

Part = tuple[int, Line]
"""A line of a cell with its page."""
Found = tuple[FoundRow, bool]
"""A row, and whether its words are certainly parted into cells."""

KEY = 0
"""The column that titles stand in."""
FEWEST_WORDS, MOST_WORDS = 2, 25
"""Of a title."""
MOST_LINES = 3
STOPS = (".", ";", ",", ":", "-", "…")
"""What no title ends with."""


def place(part: Part) -> tuple[int, float]:
    """Where a part stands: its page, and how far down."""
    return part[0], part[1].box.y0


def unmarked(row: FoundRow) -> FoundRow:
    """The row without its ordinal."""
    return replace(row, marker=None, marker_word=None)


def places(markers: Sequence[Marker]) -> list[object]:
    """The places of markers in their sequences."""
    return [marker.place for marker in markers]


def lines_of_title(lines: Sequence[Part]) -> int:
    """How many lines of a cell its section's title takes: up to the next that begins like a sentence; 0 for none."""
    for n, (before, after) in enumerate(pairwise(line.text for _, line in lines[: MOST_LINES + 1]), start=1):
        if (after.startswith(BULLETS) or after[:1].isupper()) and not before.endswith((",", "-")):
            n_words = sum(len(line.words) for _, line in lines[:n])
            return n if FEWEST_WORDS <= n_words <= MOST_WORDS and lines[0][1].text[:1].isupper() else 0
    return 0
