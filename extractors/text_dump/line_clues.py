"""What a line of a dumped table tells by itself: its words, bars, ordinal, and where cells may begin.

Costs are in nats, as those of the language model that they are added to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from extractors.markers import Marker, MarkerKind, read_markers
from extractors.table_meaning.wordings import Field, plain
from extractors.text_dump.cell_endings import Endings
from extractors.text_dump.cell_vocabulary import (
    BODIES,
    begins_agency,
    begins_deadline,
    begins_effect,
    begins_many_bodies,
    begins_measure,
    begins_product,
    is_no_body,
    is_plainly_deadline,
    is_strange,
    leading_ordinal,
    may_end,
)
from extractors.text_dump.dumped_lines import BEFORE_FIRST, DASHES_AND_PLUS, Place, PrintedLine
from extractors.text_dump.letter_widths import SPACE, word_widths

# Lines of more words are left as dumped.
MAX_WORDS = 60
# The cost of a row without an ordinal while nothing is known of the table.
UNNUMBERED = 3.0
TYPICAL_START = 2.0
UNTYPICAL_START = 2.0
UNTYPICAL_DEADLINE = 3.0
UNTYPICAL_LEVEL = 5.0
STRANGE_WORD = 0.8
# Of the first five words of a deadline.
MOST_STRANGE = 2
# Within a cell of bodies: a deadline, or other bodies with no joining word or mark between; of a deadline another.
DEADLINE_INSIDE = 4.0
SECOND_BODIES = 3.0
SECOND_BODY = 1.0
SECOND_DEADLINE = 1.5
DEADLINE_IN_SENTENCE = 2.0
# An item of a list begins on a line of its own.
STARTS_ITEM = 1.5
# The language model's cost of a word is bounded: beyond, the dump garbled it.
MOST_SURPRISE = 9.0
# A small letter at the head of a word that was garbled may have been a capital.
GARBLED = 0.3

# A word whose place is another column's, and one of cells that touch, for each letter that it is outside its column.
MISPLACED = 8.0
OUTSIDE_PER_LETTER = 0.4

_OUTER_MARKER = re.compile(r"(?:[IVX]{1,5}|[A-HĐ])\.?|(?=[1l|]*[IVX])[IVX1l|]{1,5}[.)]")
_NUMBER_MARKER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2}[.)]?")
UNKNOWN_WORD = 1
"""The id of words that a language model does not know."""
ORDINALS = -2
"""In place of a column: the ordinals."""
Costs = NDArray[np.float64]
Context = tuple[int, int]
OPENING: Context = (0, 0)
"""Before the first word of a cell."""
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

    def first(self, contexts: NDArray[np.int64], ids: NDArray[np.int64]) -> Costs:
        """The cost of each word if it stood after each of `contexts`, rows of two ids: (contexts, words)."""
        ...

    def second(self, contexts: NDArray[np.int64], ids: NDArray[np.int64]) -> Costs:
        """That of its successor then."""
        ...

    def alone(self, ids: NDArray[np.int64]) -> Costs:
        """The cost of each word with nothing before it."""
        ...


@dataclass(frozen=True, slots=True)
class GapOdds:
    """The shares of lines with a blank line before them, of those that begin a row or cell and of those within one."""

    of_new: float
    within: float

    def cost(self, *, new: bool, gap: bool) -> float:
        """The cost, in nats, of a line's having a blank line before it or not."""
        share = self.of_new if new else self.within
        return -float(np.log(share if gap else 1.0 - share))


# Of cells that are dumped one after the other, while nothing is known of the table.
USUAL_CELL_GAPS = GapOdds(0.8, 0.2)


class Alignment(StrEnum):
    """Where the text of a cell stands that has fewer lines than its row."""

    TOP = "top"
    MIDDLE = "middle"

    def astray(self, first: int, last: int, n_lines: int) -> int:
        """How many lines too low or high a cell's lines `first` to `last` are, in a row of `n_lines`."""
        above, below = first, n_lines - 1 - last
        return above if self is Alignment.TOP else max(0, abs(above - below) - 1)


@dataclass(frozen=True, slots=True)
class Beginnings:
    """What it costs a column's cells to begin with a small letter, and as an item of a list."""

    small: float = 3.0
    item: float = 0.0


USUAL_BEGINNINGS = Beginnings()
USUAL_PAUSES = (0.0, 1.0, 2.0, 3.0)
"""What it costs a cell to go on after 0, 1, 2, 3 or more lines of others, while nothing is known of the table."""


@dataclass(frozen=True, slots=True)
class KnownColumns:
    """A table's columns from left to right, without that of the ordinals, and what the document tells of them.

    `widths` are in letters, `pairs` the words that recur in a column's cells; by index, where known.
    `unnumbered` is the cost of a row without an ordinal; `gaps` how blank lines part rows that run across, `cell_gaps`
    how they part the cells of those that do not;
    `alignments` where cells stand in rows that are higher; `endings` how cells end, `beginnings`
    how they begin; of lines that run across `pauses` has what it costs a cell to go on after so many lines without it,
    `cuts`, for each page, what it costs a line without bars to hold parts of one cell more (`usual_cut` of others).
    """

    fields: tuple[Field, ...]
    widths: Mapping[int, float] = field(default_factory=dict)
    pairs: Pairs = field(default_factory=dict)
    unnumbered: float = UNNUMBERED
    gaps: GapOdds | None = None
    cell_gaps: GapOdds = USUAL_CELL_GAPS
    alignments: Mapping[int, Alignment] = field(default_factory=dict)
    endings: Mapping[int, Endings] = field(default_factory=dict)
    pauses: tuple[float, ...] = USUAL_PAUSES
    beginnings: Mapping[int, Beginnings] = field(default_factory=dict)
    cuts: Mapping[int, float] = field(default_factory=dict)
    usual_cut: float = 0.0


@dataclass(frozen=True)
class LineClues:
    """What is known of a line whatever came before it.

    `prefix` sums the costs of its words, `edges` their widths, each with a space behind it (see letter_widths);
    `small`, `capital` and `item` tell how each word begins, `parted` whether a cell may end before it. `breaks` sums,
    for each column, the costs of words that begin what another cell says standing within one of its cells, `misplaced`
    those of words that their places put into another column.
    `marker` is an ordinal that the line begins with, `marker_sure` where a bar or its form makes it sure;
    `following` are those of the next lines that have one.
    """

    line: PrintedLine
    ids: NDArray[np.int64]
    prefix: Costs
    edges: Costs
    small: Costs
    capital: NDArray[np.bool_]
    item: NDArray[np.bool_]
    parted: NDArray[np.bool_]
    plain: tuple[str, ...]
    starts: Mapping[int, Costs]
    strange: Mapping[int, Costs]
    breaks: Mapping[int, Costs]
    bars_inside: NDArray[np.int64]
    misplaced: Mapping[int, Costs]
    marker: Marker | None
    marker_sure: bool
    shouted: bool
    following: tuple[Marker, ...] = ()


def words_of(lines: Sequence[PrintedLine], readable: Callable[[str], Sequence[str]]) -> list[list[str]]:
    """Each line's words repaired: what belongs together for sure (a block, a part between bars) as one text."""
    found: list[list[str]] = []
    block: list[PrintedLine] = []

    def flush() -> None:
        words = list(readable(" ".join(word.text for line in block for word in line.words))) if block else []
        for line in block:
            found.append(words[: len(line.words)])
            del words[: len(line.words)]
        block.clear()

    for line in lines:
        if line.after_gap or line.across or line.bars or (block and block[0].page != line.page):
            flush()
        if not (line.across or line.bars):
            block.append(line)
            continue
        edges = [0, *sorted(line.bars), len(line.words)]
        parts = [" ".join(word.text for word in line.words[start:end]) for start, end in pairwise(edges)]
        found.append([word for part in parts for word in readable(part)])
    flush()
    return found


def inserted_costs(words: Sequence[str], fluency: FluencyModel) -> list[float]:
    """What each word costs more than its line would without it, in nats."""
    ids = np.array([*OPENING, *fluency.ids(words)], np.int64)
    contexts = np.stack([ids[:-2], ids[1:-1]], axis=1)
    costs = fluency.first(contexts, ids[2:])
    own, without = np.diagonal(costs), np.diagonal(costs, offset=1)
    return [*(own[:-1] + own[1:] - without).tolist(), *own[-1:].tolist()]


def clues_of(line: PrintedLine, words: Sequence[str], columns: Sequence[Field], fluency: FluencyModel) -> LineClues:
    """What a line tells by itself; `words` are its words repaired."""
    n = len(words)
    item = np.array([word in DASHES_AND_PLUS for word in words], bool)
    ids = np.where(item, OPENING[0], fluency.ids(words))
    capital = np.array([word[:1].isupper() and not word.isupper() for word in words], bool)
    rests = [" ".join(words[index : index + 5]).lstrip("-–+ ") for index in range(n)]
    firsts = [next((char for char in rest if char.isalnum()), "") for rest in rests]
    letters = tuple("-" if dash else plain(word) for dash, word in zip(item, words, strict=True))
    garbled = np.array([not _is_as_dumped(own.text, word) for own, word in zip(line.words, letters, strict=True)], bool)
    small = np.where(np.array([char.islower() for char in firsts], bool) & ~item, np.where(garbled, GARBLED, 1.0), 0.0)
    running = np.where(item, STARTS_ITEM, np.minimum(fluency.running(ids), MOST_SURPRISE))
    past_dashes = np.flatnonzero(~item)[2:]  # "Kế hoạch - Tài chính" reads on
    running[past_dashes] = np.minimum(running[past_dashes], fluency.running(ids[~item])[2:])
    running[:2] = np.where(item[:2], STARTS_ITEM, 0.0)
    inside = np.array([sum(1 for bar in line.bars if bar <= index) for index in range(n + 1)], np.int64)
    marker, sure = _marker(line, words)
    return LineClues(
        line,
        ids,
        np.concatenate(([0.0], np.cumsum(running))),
        np.concatenate(([0.0], np.cumsum(word_widths(words) + SPACE))),
        small,
        capital,
        item,
        np.array([index == 0 or may_end(words[index - 1]) for index in range(n)], bool),
        letters,
        _start_costs(rests, garbled, columns),
        {column: _strange_costs(words, letters, name) for column, name in enumerate(columns)},
        _break_costs(words, rests, columns),
        inside,
        _misplaced_costs(line, len(columns)),
        marker,
        sure,
        _is_shouted(words),
    )


def _start_costs(rests: Sequence[str], garbled: NDArray[np.bool_], columns: Sequence[Field]) -> dict[int, Costs]:
    """For each column the cost of a cell that begins as each of `rests` does; a `garbled` first word says nothing."""
    n = len(rests)
    agency, deadline, product, measure, effect = (
        np.fromiter(map(begins, rests), bool, n)
        for begins in (begins_agency, begins_deadline, begins_product, begins_measure, begins_effect)
    )
    agency |= garbled & np.array([begins_agency(rest.partition(" ")[2]) for rest in rests], bool)
    deadline &= np.array([_strange_words(rest) <= MOST_STRANGE for rest in rests], bool)
    costs: dict[int, Costs] = {}
    for column, name in enumerate(columns):
        if name in BODIES:
            costs[column] = np.where(agency, -TYPICAL_START, UNTYPICAL_START)
        elif name is Field.DEADLINE:
            costs[column] = np.where(deadline, -TYPICAL_START, UNTYPICAL_DEADLINE)
        elif name is Field.EFFECTIVENESS:
            costs[column] = np.where(effect, -TYPICAL_START, UNTYPICAL_LEVEL)
        else:
            costs[column] = np.where(deadline, UNTYPICAL_START / 2, 0.0)
            if name in (Field.OUTPUT, Field.MEASURE):
                typical = product if name is Field.OUTPUT else measure
                costs[column] = costs[column] - np.where(typical, TYPICAL_START / 2, 0.0)
    return costs


def _strange_words(rest: str) -> int:
    return sum(is_strange(word, Field.DEADLINE) for word in plain(rest).split())


def _strange_costs(words: Sequence[str], letters: Sequence[str], name: Field) -> Costs:
    """The cost of words i to j (exclusive) for a column whose cells are made of few words; (1, 1) zero for others."""
    if name in (Field.LEAD, Field.COORDINATING):
        strange = [is_no_body(word) for word in words]
    elif name in (Field.DEADLINE, Field.EFFECTIVENESS):
        strange = [is_strange(word, name) for word in letters]
    else:
        return np.zeros((1, 1))
    odd: Costs = np.concatenate(([0.0], np.cumsum(strange)))
    return np.clip(odd[None, :] - odd[:-1, None], 0, None) * STRANGE_WORD


def _break_costs(words: Sequence[str], rests: Sequence[str], columns: Sequence[Field]) -> dict[int, Costs]:
    """For each column the summed costs of words that begin another cell's text standing within one of its cells."""
    n = len(words)
    begins = np.array([word[:1].isupper() or word[:1].isdigit() for word in words], bool)
    separate = np.array([index == 0 or may_end(words[index - 1]) for index in range(n)], bool)
    ended = np.array([index > 0 and words[index - 1].endswith((";", ".", ":")) for index in range(n)], bool)
    fresh = begins & separate & ~ended
    deadline = fresh & np.array([is_plainly_deadline(rest) for rest in rests], bool)
    many = fresh & np.array([begins_many_bodies(rest) for rest in rests], bool)
    body = fresh & np.array([begins_agency(rest) for rest in rests], bool)
    found: dict[int, Costs] = {}
    for column, name in enumerate(columns):
        if name in BODIES:
            costs = DEADLINE_INSIDE * deadline + np.where(many, SECOND_BODIES, SECOND_BODY * body)
        elif name is Field.DEADLINE:
            costs = SECOND_DEADLINE * deadline + np.where(many, SECOND_BODIES, 0.0)
        else:
            costs = DEADLINE_IN_SENTENCE * deadline
        found[column] = np.concatenate(([0.0], np.cumsum(costs)))
    return found


def _misplaced_costs(line: PrintedLine, n_columns: int) -> dict[int, Costs]:
    """For each column the summed costs of words whose places are another's; nothing where no places are known."""
    if not line.places:
        return {}
    return {
        column: np.concatenate(([0.0], np.cumsum([_misplaced(place, column) for place in line.places])))
        for column in range(n_columns)
    }


def _misplaced(place: Place, column: int) -> float:
    if not place.first <= column <= place.last:
        return MISPLACED
    return min(MISPLACED, OUTSIDE_PER_LETTER * place.outside[column - place.first])


def _is_as_dumped(dumped: str, repaired: str) -> bool:
    """True where repair left a word's letters as they were, marks aside."""
    return dumped.strip(".,;:()").isalpha() and plain(dumped) == repaired


def _is_shouted(words: Sequence[str]) -> bool:
    """True for a line of capitals, as titles are."""
    letters = [letter for word in words for letter in word if letter.isalpha()]
    return len(words) > 3 and sum(letter.isupper() for letter in letters) > 0.8 * len(letters)


def _marker(line: PrintedLine, words: Sequence[str]) -> tuple[Marker | None, bool]:
    """An ordinal that the line begins with, and whether a bar or its form makes it sure."""
    head = line.words[0].text
    if line.places and line.places[0].first != BEFORE_FIRST:
        return None, False
    if (1 in line.bars or (line.places and line.places[0].last == BEFORE_FIRST)) and len(head) <= 5:
        found = [marker for marker in read_markers(head) if marker.kind is not MarkerKind.BULLET]
        if found:
            return found[0], found[0].kind is not MarkerKind.LOWER or found[0].is_first
    if (
        len(words) == 1 and len(head.strip(".,;:)")) == 1 and head[:1].isalpha()
    ):  # a diacritic's remains rather than "a"
        return None, False
    if len(words) > 1 and _OUTER_MARKER.fullmatch(head) and len(head) > 1:
        outer = [marker for marker in read_markers(head) if marker.kind in (MarkerKind.ROMAN, MarkerKind.LETTER)]
        if outer:
            return outer[0], head.endswith((".", ")"))
    if len(words) > 1 and _NUMBER_MARKER.fullmatch(head):
        return next(iter(read_markers(head)), None), False
    text = " ".join(word.text for word in line.words)
    found_marker = leading_ordinal(text)
    return found_marker, False
