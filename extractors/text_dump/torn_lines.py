"""Lines of cells that a dump tore apart: what stood to the right on a skewed page is dumped a line higher or lower.

Within a column a line begins at its left edge or at a gap; a piece that begins where one on a line near by ends, with
nothing of the column between, is the rest of that one's line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from extractors.layout import Line, Word
from extractors.text_dump.dumped_lines import DASHES_AND_PLUS
from extractors.text_dump.laid_out import LaidOutColumns, printed_rows, segments
from extractors.text_dump.line_clues import OPENING, FluencyModel
from extractors.text_dump.pages import LETTER_WIDTH, LINE_HEIGHT

# Lines of its column that the pieces of a line are apart, at most, and letters; a dump that tears lines puts their
# pieces in the right order from left to right, but with gaps that were not in print.
MOST_APART = 2
WIDEST_GAP = 40.0
# Letters by which pieces are rounded to overlap, and behind the dash before an item.
OVERLAP = 1.0
WIDEST_INDENT = 9.0
# What speaks against two pieces being of one line, in nats: each line of the column, and of the page, from one to the
# other, each letter between them, a left one that begins no line itself, and that they don't read on, which counts in
# part: words may be misread.
PER_LINE = 2.0
PER_PRINTED_LINE = 0.3
PER_LETTER = 0.08
NO_BEGINNING = 3.0
READS_ON = 0.6
MOST_SURPRISE = 9.0
MOST_AGAINST = 12.0
MOST_TOGETHER = 12
# A piece that begins so many letters right of where others of its column do begins no line.
INDENT = 6.0
LEFT_SHARE = 0.2
ORDINALS = 0
"""The first column; ordinals are in no lines."""


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """The words of a printed line from left to right; `after_gap` where blank lines, or ruling, stand before it."""

    words: tuple[Word, ...]
    after_gap: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of a row close together in a column; `whole` unless its cell touches the one before or after it.

    `line` counts the lines of its column.
    """

    column: int
    row: int
    words: tuple[Word, ...]
    whole: bool
    line: int = 0

    @property
    def begins(self) -> float:
        return self.words[0].box.x0 / LETTER_WIDTH

    @property
    def ends(self) -> float:
        return self.words[-1].box.x1 / LETTER_WIDTH

    @property
    def n_letters(self) -> int:
        return sum(sum(map(str.isalnum, word.text)) for word in self.words)

    @property
    def is_dash(self) -> bool:
        return len(self.words) == 1 and self.words[0].text in DASHES_AND_PLUS


@dataclass(frozen=True, slots=True)
class _Tear:
    against: float
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class ReadingOn:
    """Tells how well words read on; `readable` gives a text's words repaired, one for each."""

    readable: Callable[[str], Sequence[str]]
    fluency: FluencyModel

    def cost(self, left: Sequence[Word], right: Sequence[Word]) -> float:
        """The cost of the first word on the right after the last two on the left, in nats."""
        before, after = (
            self.fluency.ids(self.readable(" ".join(word.text for word in part))) for part in (left, right)
        )
        context = np.array([[*OPENING, *before][-2:]], np.int64)
        return min(MOST_SURPRISE, float(self.fluency.first(context, after[:1])[0, 0]))


def whole_rows(lines: Sequence[Line], columns: LaidOutColumns, reading: ReadingOn) -> tuple[PrintedRow, ...]:
    """The printed lines of a page of a table, what was torn off its lines put back; no word is lost."""
    rows = [row for row in printed_rows(lines) if row]
    pieces = [piece for index, row in enumerate(rows) for piece in _pieces(row, index, columns)]
    row_of = _mended(pieces, reading)
    words_of: dict[int, list[Word]] = {}
    for piece, row in zip(pieces, row_of, strict=True):
        words_of.setdefault(row, []).extend(piece.words)
    places = [round(row[0].box.y0 / LINE_HEIGHT) for row in rows]
    filled = set(places)
    found: list[PrintedRow] = []
    before = -2
    for row in sorted(words_of):
        gap = any(place not in filled for place in range(before + 1, places[row]))
        found.append(PrintedRow(tuple(sorted(words_of[row], key=lambda word: word.box.x0)), gap))
        before = places[row]
    return tuple(found)


def _pieces(row: Sequence[Word], index: int, columns: LaidOutColumns) -> Iterator[_Piece]:
    for segment in segments(row):
        place = columns.places_of(segment)[0]
        parts = [(place.first, segment)] if place.first == place.last else groupby(segment, key=columns.under)
        for column, words in parts:
            yield _Piece(column, index, tuple(words), whole=place.first == place.last)


def _mended(pieces: Sequence[_Piece], reading: ReadingOn) -> list[int]:
    """The row of each piece: that of the longest piece of its line."""
    after = {tear.left: tear.right for tear in _likeliest(_tears(pieces, reading))}
    torn = set(after.values())
    row_of = [piece.row for piece in pieces]
    for first in after.keys() - torn:
        chain = [first]
        while chain[-1] in after:
            chain.append(after[chain[-1]])
        longest = max(chain, key=lambda index: (not pieces[index].whole, pieces[index].n_letters))
        for index in chain:
            row_of[index] = pieces[longest].row
    return row_of


def _likeliest(tears: Sequence[_Tear]) -> list[_Tear]:
    """The tears, each piece torn at most once on either side, against which least speaks altogether.

    Tears that share a piece with none of the others are decided apart, of many that do the likeliest.
    """
    chosen: list[_Tear] = []
    rest = sorted(tears, key=lambda tear: (tear.against, tear.left, tear.right))
    while rest:
        group = [rest.pop(0)]
        for tear in group:  # grows while it is gone through
            beside = [other for other in rest if tear.left == other.left or tear.right == other.right]
            group += beside
            rest = [other for other in rest if other not in beside]
        group = sorted(group, key=lambda tear: (tear.against, tear.left, tear.right))[:MOST_TOGETHER]
        chosen += _best(group, frozenset(), frozenset())[1]
    return chosen


def _best(tears: Sequence[_Tear], lefts: frozenset[int], rights: frozenset[int]) -> tuple[float, list[_Tear]]:
    """The best choice among `tears` of pieces not in `lefts` and `rights`, and how much speaks for it."""
    if not tears:
        return 0.0, []
    first, rest = tears[0], tears[1:]
    without = _best(rest, lefts, rights)
    if first.left in lefts or first.right in rights:
        return without
    worth, chosen = _best(rest, lefts | {first.left}, rights | {first.right})
    worth += MOST_AGAINST - first.against
    return (worth, [first, *chosen]) if worth >= without[0] else without


def _tears(pieces: Sequence[_Piece], reading: ReadingOn) -> list[_Tear]:
    """All pairs of a column's pieces that may be of one line, and what speaks against each."""
    found: list[_Tear] = []
    for column in sorted({piece.column for piece in pieces} - {ORDINALS}):
        rows = sorted({piece.row for piece in pieces if piece.column == column})
        line_of = {row: line for line, row in enumerate(rows)}
        by_line: dict[int, list[tuple[int, _Piece]]] = {}
        for index, piece in enumerate(pieces):
            if piece.column == column:
                line = line_of[piece.row]
                by_line.setdefault(line, []).append((index, replace(piece, line=line)))
        own = [pair for line in range(len(rows)) for pair in by_line[line]]
        begins = float(np.quantile([piece.begins for _, piece in own], LEFT_SHARE)) + INDENT
        for index, piece in own:
            lines = range(piece.line - MOST_APART, piece.line + MOST_APART + 1)
            near = [pair for line in lines for pair in by_line.get(line, ())]
            if not piece.whole or not piece.n_letters or _has_before(piece, near):
                continue
            for other, left in near:
                against = _against(left, piece, begins)
                if against >= MOST_AGAINST or not _goes_on(left, piece, near):
                    continue
                if not left.is_dash:
                    against += READS_ON * reading.cost(left.words, piece.words)
                if against < MOST_AGAINST:
                    found.append(_Tear(against, other, index))
    return found


def _against(left: _Piece, right: _Piece, begins: float) -> float:
    """What their places say against two pieces being of one line; lines begin left of `begins`."""
    apart = abs(right.line - left.line)
    gap = right.begins - left.ends
    widest = WIDEST_INDENT if left.is_dash else WIDEST_GAP
    stands_right = left.begins + OVERLAP < right.begins and (left.is_dash or right.begins > begins)
    if not (0 < apart <= MOST_APART and stands_right and -OVERLAP <= gap <= widest):
        return MOST_AGAINST
    lines = PER_LINE * apart + PER_PRINTED_LINE * abs(right.row - left.row)
    return lines + PER_LETTER * max(0.0, gap) + NO_BEGINNING * (left.begins > begins)


def _has_before(piece: _Piece, near: Sequence[tuple[int, _Piece]]) -> bool:
    """True where the piece's own line has one to its left, not far away."""
    before = (other for _, other in near if other is not piece and other.row == piece.row)
    return any(0 <= piece.begins - other.ends <= WIDEST_INDENT for other in before)


def _goes_on(left: _Piece, right: _Piece, near: Sequence[tuple[int, _Piece]]) -> bool:
    """True where nothing of the column stands on the lines from one to the other where they do."""
    first, last = sorted((left.row, right.row))
    return not any(
        first <= other.row <= last and other.begins < right.ends and other.ends > left.begins
        for _, other in near
        if other is not left and other is not right
    )
