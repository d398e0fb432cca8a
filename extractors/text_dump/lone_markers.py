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


def _is_title(line: Line) -> bool:
    text = line.text.strip()
    return text[:1].isupper() and FEWEST_WORDS <= len(line.words) <= MOST_WORDS and not text.endswith(_ENDS)
