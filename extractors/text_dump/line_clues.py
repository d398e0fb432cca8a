"""What a line that runs across a table's columns tells by itself: its words, bars, ordinal, and where cells may begin.

Costs are in nats, as those of the language model that they are added to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from extractors.layout import Line, Word
from extractors.markers import Marker, MarkerKind, read_markers
from extractors.text_dump.units import begins_agency, begins_deadline, begins_product
from extractors.wordings import Field, plain

# Lines of more words are left as dumped.
MAX_WORDS = 60
TYPICAL_START = 2.0
UNTYPICAL_START = 2.0
RECURRING = 3.0
RECURRING_COST = 0.5
STRANGE_WORD = 0.8
_BODIES = frozenset({Field.LEAD, Field.COORDINATING, Field.RESPONSIBLE})
# Words that deadlines are made of, besides numbers.
_DEADLINE_WORD = re.compile(
    r"\D*\d.*|trong|nam|quy|thang|ngay|thuong|xuyen|dinh|ky|hang|tuan|truoc|sau|khi|theo|ke|hoach|tien|do|den|tu|cuoi"
    r"|dau|het|hoan|thanh|yeu|cau|thoi|han|gian|cua|so|noi|vu|[ivx]+"
)
DASHES_AND_PLUS = ("-", "–", "—", "+")
# Letters that are words by themselves, or what is read for them: "y kiến", "ô", "à", and names of items.
_LONE_LETTERS = frozenset("yýỳỷ¥vàaởđ")
_OUTER_MARKER = re.compile(r"(?:[IVX]{1,5}|[A-HĐ])\.?|(?=[1l|]*[IVX])[IVX1l|]{1,5}[.)]")
_NUMBER_MARKER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2}[.)]?")

Costs = NDArray[np.float64]
Context = tuple[int, int]
Pairs = Mapping[int, frozenset[tuple[str, str]]]
"""For each column the pairs of neighbouring words (plain letters) that recur in its cells; "" before the first."""


class FluencyModel(Protocol):
    """What the search asks of a language model; see normalizers.repair.fluency."""

    def ids(self, words: Sequence[str]) -> NDArray[np.int64]:
        """The id of each word."""
        ...

    def running(self, ids: NDArray[np.int64]) -> Costs:
        """The cost of each word after the two before it."""
        ...

    def first(self, context: Context, ids: NDArray[np.int64]) -> Costs:
        """The cost of each word if it stood after `context`."""
        ...

    def second(self, context: Context, ids: NDArray[np.int64]) -> Costs:
        """That of its successor then."""
        ...

    def alone(self, ids: NDArray[np.int64]) -> Costs:
        """The cost of each word with nothing before it."""
        ...


@dataclass(frozen=True, slots=True)
class KnownColumns:
    """A table's columns from left to right, without that of the ordinals, and what the document tells of them.

    `widths` are in letters, `pairs` the words that recur in a column's cells; by index, where known.
    """

    fields: tuple[Field, ...]
    widths: Mapping[int, float] = field(default_factory=dict)
    pairs: Pairs = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as dumped: its words but for specks, and the indexes of the words before which a bar stands."""

    words: tuple[Word, ...]
    bars: frozenset[int]


def printed_line(parts: Sequence[Line]) -> PrintedLine:
    """A dumped line of `parts` between bars; what has neither letter nor digit is left out, but for dashes."""
    words: list[Word] = []
    bars: set[int] = set()
    for part in parts:
        if words:
            bars.add(len(words))
        words += [word for index, word in enumerate(part.words) if not _is_speck(part.words, index)]
    return PrintedLine(tuple(words), frozenset(bar for bar in bars if bar < len(words)))


def _is_speck(words: Sequence[Word], index: int) -> bool:
    """True for signs, but for the dash before an item, and for a lone letter among them or at the middle of a line."""
    text = words[index].text
    letters = sum(map(str.isalnum, text))
    if letters == 0:
        if text not in DASHES_AND_PLUS:
            return True
        goes_on = index + 1 < len(words) and sum(map(str.isalnum, words[index + 1].text)) > 1
        hangs = index == len(words) - 1 and index > 0 and sum(map(str.isalnum, words[index - 1].text)) > 1
        return not (goes_on or hangs)
    lone = letters == 1 and text.strip("'‘’.,:;~^").isalpha() and text.lower() not in _LONE_LETTERS
    return lone and index > 0


@dataclass(frozen=True)
class LineClues:
    """What is known of a line whatever came before it."""

    line: PrintedLine
    ids: NDArray[np.int64]
    prefix: Costs
    ends: NDArray[np.int64]
    small: NDArray[np.bool_]
    plain: tuple[str, ...]
    recurring: Mapping[int, Costs]
    starts: Mapping[int, Costs]
    strange: Mapping[int, Costs]
    bars_inside: NDArray[np.int64]
    marker: Marker | None
    marker_sure: bool


def clues_of(
    line: PrintedLine, known_columns: KnownColumns, readable: Callable[[str], Sequence[str]], fluency: FluencyModel
) -> LineClues:
    """What a line tells by itself."""
    columns, pairs = known_columns.fields, known_columns.pairs
    words: list[str] = []
    edges = [0, *sorted(line.bars), len(line.words)]
    for start, end in pairwise(edges):
        words += readable(" ".join(word.text for word in line.words[start:end]))
    ids = fluency.ids(words)
    n = len(words)
    agency = np.zeros(n, bool)
    deadline = np.zeros(n, bool)
    product = np.zeros(n, bool)
    small = np.zeros(n, bool)
    for index in range(n):
        rest = " ".join(words[index : index + 5]).lstrip("-–+ ")
        agency[index] = begins_agency(rest)
        deadline[index] = begins_deadline(rest)
        product[index] = begins_product(rest)
        letter = next((char for char in rest if char.isalnum()), "")
        small[index] = letter.islower() and words[index] not in "-–+"
    starts: dict[int, Costs] = {}
    for column, name in enumerate(columns):
        cost = np.zeros(n)
        if name in _BODIES:
            cost = np.where(agency, -TYPICAL_START, UNTYPICAL_START)
        elif name is Field.DEADLINE:
            cost = np.where(deadline, -TYPICAL_START, UNTYPICAL_START * 1.5)
        else:
            cost = cost + np.where(deadline, UNTYPICAL_START / 2, 0.0)
            if name is Field.OUTPUT:
                cost = cost - np.where(product, TYPICAL_START / 2, 0.0)
        starts[column] = cost
    running = fluency.running(ids)
    letters = tuple(plain(word) for word in words)
    gains = np.clip(running - RECURRING_COST, 0, RECURRING)
    recurring = {}
    for column in range(len(columns)):
        known = pairs.get(column, frozenset())
        again = np.array([False, *(pair in known for pair in pairwise(letters))])
        recurring[column] = np.concatenate(([0.0], np.cumsum(gains * again)))
    odd = np.concatenate(([0.0], np.cumsum([_DEADLINE_WORD.fullmatch(plain(word)) is None for word in words])))
    odd = np.clip(odd[None, :] - odd[:n, None], 0, None) * STRANGE_WORD
    strange = {column: odd if name is Field.DEADLINE else np.zeros((1, 1)) for column, name in enumerate(columns)}
    lengths = np.array([len(word.text) + 1 for word in line.words], np.int64)
    ends = np.concatenate(([0], np.cumsum(lengths)))
    inside = np.array([sum(1 for bar in line.bars if bar <= index) for index in range(n + 1)], np.int64)
    marker, sure = _marker(line, words)
    return LineClues(
        line,
        ids,
        np.concatenate(([0.0], np.cumsum(running))),
        ends,
        small,
        letters,
        recurring,
        starts,
        strange,
        inside,
        marker,
        sure,
    )


def _marker(line: PrintedLine, words: Sequence[str]) -> tuple[Marker | None, bool]:
    """An ordinal that the line begins with, and whether a bar makes it sure."""
    head = line.words[0].text
    barred = 1 in line.bars
    if barred and len(head) <= 5:
        found = read_markers(head)
        if found and found[0].kind is not MarkerKind.BULLET:
            return found[0], True
    if len(words) > 1 and _OUTER_MARKER.fullmatch(head) and len(head) > 1:
        outer = [marker for marker in read_markers(head) if marker.kind in (MarkerKind.ROMAN, MarkerKind.LETTER)]
        if outer:
            return outer[0], head.endswith((".", ")"))
    if len(words) > 1 and _NUMBER_MARKER.fullmatch(head):
        return next(iter(read_markers(head)), None), False
    return None, False
