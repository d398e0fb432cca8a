"""What it costs to read a line's ordinal as the next row's, as a title's, or as a word.

Costs in nats, as those of the language model that they are added to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from extractors.markers import Marker, MarkerKind, first_markers, next_markers
from extractors.text_dump.line_clues import LineClues

# An ordinal that is the next one; that comes after some that were lost; that counts the rows below a title; any other.
FOLLOWING_ORDINAL = -2.5
LATER_ORDINAL = -1.0
MOST_LATER = 3
COUNTED_ORDINAL = 1.0
ODD_ORDINAL = 4.0
# A number alone on its line that counts on, as a word.
LONE_ORDINAL = 4.0
# Before a title: one below which the next ordinal counts; letters and Roman numbers of sections.
OPENS_LEVEL = 3.0
SECTION_TITLE = 3.0


class Counted(Protocol):
    """What a search remembers of ordinals: the last one, and how many rows without any came after it."""

    @property
    def last(self) -> Marker | None:
        """The last ordinal."""
        ...

    @property
    def unmarked(self) -> int:
        """The number of rows since."""
        ...


def word_cost(state: Counted, clue: LineClues) -> float:
    """The cost of a line's ordinal being a word: a number alone that counts on from the last one is none."""
    if clue.marker is None or len(clue.ids) > 1 or not clue.line.words[0].text[:1].isdigit():
        return 0.0
    return LONE_ORDINAL if sequence_cost(state, clue.marker) < 0 or clue.marker.is_first else 0.0


def sequence_cost(state: Counted, marker: Marker) -> float:
    """How well an ordinal follows the last one, rows without any between them counted."""
    last = state.last
    if marker.is_first:
        return 0.0
    if last is None or (marker.kind is not last.kind and marker.place not in _places(next_markers(last))):
        return COUNTED_ORDINAL if marker.numbers == (state.unmarked + 1,) else ODD_ORDINAL
    following = next_markers(last)
    if marker.place in _places(following) or _digits(marker) in map(_digits, following):  # "53" is 5.3
        return FOLLOWING_ORDINAL
    depth = len(marker.numbers)
    if depth > len(last.numbers) or marker.numbers[:-1] != last.numbers[: depth - 1]:
        return ODD_ORDINAL
    ahead = marker.numbers[-1] - last.numbers[depth - 1]
    if ahead == state.unmarked + 1 or (ahead == 1 and depth < len(last.numbers)):
        return FOLLOWING_ORDINAL
    return LATER_ORDINAL if 1 < ahead <= MOST_LATER else ODD_ORDINAL


def _places(markers: Sequence[Marker]) -> list[object]:
    return [marker.place for marker in markers]


def _opens_level(marker: Marker, following: Sequence[Marker]) -> bool:
    """True where the first of the next ordinals that counts on is the first of the level below; specks are passed."""
    below, beside = _places(first_markers(marker)), _places(next_markers(marker))
    return next((other.place in below for other in following if other.place in (*below, *beside)), False)


def _digits(marker: Marker) -> tuple[MarkerKind, str]:
    return marker.kind, "".join(map(str, marker.numbers))


def level_cost(marker: Marker, clue: LineClues) -> float:
    """How well an ordinal stands before a title: well where the next opens the level below it."""
    if marker.kind in (MarkerKind.ROMAN, MarkerKind.LETTER):
        return -SECTION_TITLE if clue.marker_sure else -1.0
    return -OPENS_LEVEL if _opens_level(marker, clue.following) else SECTION_TITLE
