"""Lines of cells that a dump tore apart: what stood to the right on a skewed page is dumped a line higher or lower.

Within a column a line begins at its left edge or at a gap; a piece that begins where one on a line near by ends, with
nothing of the column between, is the rest of that one's line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractors.layout import Line, Word
from extractors.text_dump.dumped_lines import DASHES_AND_PLUS
from extractors.text_dump.laid_out import LaidOutColumns, printed_rows, segments
from extractors.text_dump.pages import LETTER_WIDTH, LINE_HEIGHT

# Lines with text that the pieces of one line are apart, at most.
MOST_APART = 4
# Letters between two pieces of a line, at most, and behind the dash before an item; pieces may overlap by rounding.
WIDEST_GAP = 4.0
WIDEST_INDENT = 9.0
OVERLAP = 1.0
# Of candidates the nearest are taken: a line apart counts as so many letters, and a tear against the page's slant.
LETTERS_PER_LINE = 2.0
AGAINST_SLANT = 4.0
ORDINALS = 0
"""The first column; ordinals are in no lines."""


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """The words of a printed line from left to right; `after_gap` where blank lines, or ruling, stand before it."""

    words: tuple[Word, ...]
    after_gap: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of a row close together in a column; `whole` unless its cell touches the one before or after it."""

    column: int
    row: int
    words: tuple[Word, ...]
    whole: bool

    @property
    def begins(self) -> float:
        return self.words[0].box.x0 / LETTER_WIDTH

    @property
    def ends(self) -> float:
        return self.words[-1].box.x1 / LETTER_WIDTH

    @property
    def n_letters(self) -> int:
        return sum(len(word.text) for word in self.words)

    @property
    def is_dash(self) -> bool:
        return len(self.words) == 1 and self.words[0].text in DASHES_AND_PLUS


@dataclass(frozen=True, slots=True)
class _Tear:
    left: int
    right: int
    gap: float
    apart: int

    def cost(self, slant: int) -> float:
        against = AGAINST_SLANT if slant and (self.apart > 0) is not (slant > 0) else 0.0
        return self.gap + LETTERS_PER_LINE * abs(self.apart) + against


def whole_rows(lines: Sequence[Line], columns: LaidOutColumns) -> tuple[PrintedRow, ...]:
    """The printed lines of a page of a table, what was torn off its lines put back; none is lost."""
    rows = [row for row in printed_rows(lines) if row]
    pieces = [piece for index, row in enumerate(rows) for piece in _pieces(row, index, columns)]
    row_of = _mended(pieces)
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


def _mended(pieces: Sequence[_Piece]) -> list[int]:
    """The row of each piece: that of the longest piece of its line."""
    tears = _tears(pieces)
    slant = 0
    for _ in range(2):  # which way the page slants is told by the tears themselves
        chosen = _nearest(tears, slant)
        slant = sum(1 if tear.apart > 0 else -1 for tear in chosen)
    after = {tear.left: tear.right for tear in chosen}
    row_of = [piece.row for piece in pieces]
    for first in after.keys() - after.values():
        chain = [first]
        while chain[-1] in after:
            chain.append(after[chain[-1]])
        longest = max(chain, key=lambda index: (not pieces[index].whole, pieces[index].n_letters))
        for index in chain:
            row_of[index] = pieces[longest].row
    return row_of


def _nearest(tears: Sequence[_Tear], slant: int) -> list[_Tear]:
    """The tears, each piece torn once on either side."""
    chosen: list[_Tear] = []
    lefts: set[int] = set()
    rights: set[int] = set()
    for tear in sorted(tears, key=lambda tear: (tear.cost(slant), tear.left, tear.right)):
        if tear.left not in lefts and tear.right not in rights:
            lefts.add(tear.left)
            rights.add(tear.right)
            chosen.append(tear)
    return chosen


def _tears(pieces: Sequence[_Piece]) -> list[_Tear]:
    """All pairs of a column's pieces that may be of one line."""
    found: list[_Tear] = []
    for column in sorted({piece.column for piece in pieces} - {ORDINALS}):
        own = [(index, piece) for index, piece in enumerate(pieces) if piece.column == column]
        for index, piece in own:
            near = [pair for pair in own if 0 < abs(pair[1].row - piece.row) <= MOST_APART]
            if not piece.whole or _has_before(piece, own):
                continue
            for other, left in near:
                gap = piece.begins - left.ends
                widest = WIDEST_INDENT if left.is_dash else WIDEST_GAP
                if left.begins + OVERLAP < piece.begins and -OVERLAP <= gap <= widest and _goes_on(left, piece, own):
                    found.append(_Tear(other, index, max(0.0, gap), piece.row - left.row))
    return found


def _has_before(piece: _Piece, own: Sequence[tuple[int, _Piece]]) -> bool:
    """True where the piece's own line has one to its left, not far away."""
    before = (other for _, other in own if other is not piece and other.row == piece.row)
    return any(0 <= piece.begins - other.ends <= WIDEST_INDENT for other in before)


def _goes_on(left: _Piece, right: _Piece, own: Sequence[tuple[int, _Piece]]) -> bool:
    """True where nothing of the column stands on the lines from one to the other where they do."""
    first, last = sorted((left.row, right.row))
    return not any(
        first <= other.row <= last and other.begins < right.ends and other.ends > left.begins
        for _, other in own
        if other is not left and other is not right
    )
