"""How cells of a column resemble each other: which of their texts recur, and which are one of these and more, or less.

Plans name the same bodies, times and products again and again. A text that stands in one row only, and is one that
stands in several with words added or cut off, has been parted from its neighbours wrongly.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Rows in which a text stands that recurs.
RECURS = 2
_BETWEEN_BODIES = re.compile(
    r"[;,\n]|\b(?:chủ trì|phối hợp|thực hiện|tham mưu)\b(?:[ ,]+(?:với|cùng|và)\b)?", re.IGNORECASE
)
_EDGES = " .,;:-–+*()"
# Heads of bodies' names that name none by themselves.
_BARE = re.compile(
    r"phòng|ban|sở|khoa|tổ|hội|trạm|đoàn|cục|chi cục|trung tâm|ủy ban|bộ phận|thanh tra|các|viện|bộ|đơn vị|trường"
)


def named_bodies(text: str) -> tuple[str, ...]:
    """The names in a cell of bodies, in small letters; what they do is left out."""
    parts = (" ".join(part.lower().split()).strip(_EDGES) for part in _BETWEEN_BODIES.split(text))
    return tuple(part for part in parts if part)


def whole_text(text: str) -> tuple[str, ...]:
    """A cell's text as its only part, in small letters; nothing where it is empty."""
    part = " ".join(text.lower().split()).strip(_EDGES)
    return (part,) if part else ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """How many of a row's parts stand in no other row, and how they differ from those that do.

    `grown` counts those that are a recurring one with words too many, `cut` those with words too few, and cells that
    say no more than what names begin with.
    """

    rare: int = 0
    grown: int = 0
    cut: int = 0


def likenesses(rows: Sequence[Sequence[tuple[str, ...]]]) -> tuple[Likeness, ...]:
    """The likeness of each of `rows`, of which each has the parts of each of its cells of one kind."""
    parts_of = [[part for cell in cells for part in cell] for cells in rows]
    counted = Counter(part for parts in parts_of for part in set(parts))
    pieces = {piece for part, times in counted.items() if times >= RECURS for piece in _pieces(part)}
    found = []
    for cells, parts in zip(rows, parts_of, strict=True):
        rare = [part for part in parts if counted[part] < RECURS]
        grown = sum(any(counted[piece] >= RECURS for piece in _pieces(part)) for part in rare)
        cut = sum(part in pieces for part in rare)
        bare = sum(len(cell) == 1 and _BARE.fullmatch(cell[0]) is not None for cell in cells)
        found.append(Likeness(len(rare), grown, cut + bare))
    return tuple(found)


def _pieces(text: str) -> Iterator[str]:
    """What `text` begins with and ends with, in whole words, without what parts them from the rest."""
    words = text.split()
    for place in range(1, len(words)):
        yield " ".join(words[:place]).strip(_EDGES)
        yield " ".join(words[place:]).strip(_EDGES)
