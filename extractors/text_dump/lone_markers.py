"""Section markers of one letter ("A", "I", "V") on a line of their own, put before the title that follows them.

Alone such a letter looks like what is left of a mark above a word; before a title it is read as a marker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.layout import Line

_MARKER = re.compile(r"([A-HIVX])[.)]?")
# A title has so many words, and no sentence's end.
FEWEST_WORDS, MOST_WORDS = 2, 14
_ENDS = (".", ";", ",", ":", "-")
_FIRST_LETTER = "A"
# The number of a section, and words of the lines of a title above and below it, at most.
_ROMAN = re.compile(r"[IVX]{1,5}[.)]?")
MOST_WORDS_BELOW = 6


def with_lone_markers(rows: Sequence[tuple[Line, ...]]) -> tuple[tuple[Line, ...], ...]:
    """The printed lines of a region, each as its parts, with markers joined to their titles' first lines.

    Letters count on from A, but before titles in capitals; Roman numbers of one letter stand before any title.
    """
    found: list[tuple[Line, ...]] = []
    letter = _FIRST_LETTER
    index = 0
    while index < len(rows):
        following = rows[index + 1] if index + 1 < len(rows) else ()
        match = _MARKER.fullmatch(rows[index][0].text.strip()) if len(rows[index]) == 1 else None
        if match is None or len(following) != 1 or not _is_title(following[0]):
            found.append(rows[index])
            index += 1
            continue
        roman = match[1] in "IVX"
        if roman or match[1] == letter or following[0].text.isupper():
            found.append((Line((*rows[index][0].words, *following[0].words)),))
            letter = letter if roman else chr(ord(match[1]) + 1)
            index += 2
        else:
            found.append(rows[index])
            index += 1
    return tuple(found)


def with_centred_markers(rows: Sequence[tuple[Line, ...]]) -> tuple[tuple[Line, ...], ...]:
    """The printed lines of a region that runs across, Roman numbers between two lines of their title put before it.

    Where cells stand in the middle of their rows, the number of a title of two lines stands between them.
    """
    found = list(rows)
    for index in range(1, len(rows) - 1):
        above, own, below = found[index - 1 : index + 2]
        if max(len(above), len(own), len(below)) > 1 or _ROMAN.fullmatch(own[0].text.strip()) is None:
            continue
        if _is_title(above[0]) and below[0].text[:1].islower() and len(below[0].words) <= MOST_WORDS_BELOW:
            found[index - 1] = (Line((*own[0].words, *above[0].words)),)
            found[index] = ()
    return tuple(row for row in found if row)


def _is_title(line: Line) -> bool:
    text = line.text.strip()
    return text[:1].isupper() and FEWEST_WORDS <= len(line.words) <= MOST_WORDS and not text.endswith(_ENDS)
