"""Section rows of a table and the path of sections that each row stands under.

Decides which rows are titles ("A | Chỉ số cải cách hành chính") and which are data, reads the markers (A, I, 1, 1.1,
a, -), nests the sections by the kind of their marker, and mends a marker that a scan has changed where the sequence
tells what it must be. What the columns hold is decided in extractors.fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from extractors.fields import TableFields
from extractors.layout import EMPTY, Passage, RowKind, TableRow
from extractors.wordings import Field, plain
from normalizers.folding import fold_marks


class MarkerKind(IntEnum):
    """Kinds of markers from the outermost to the innermost as plans nest them."""

    LETTER = 0
    ROMAN = 1
    NUMBER = 2
    LOWER = 3
    BULLET = 4
    PLAIN = 5


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker: its kind, its place in its sequence (one number a level: "1.2" is (1, 2)), and its text as printed."""

    kind: MarkerKind
    numbers: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section that rows stand under; `title` has its marker ("II. Công tác tuyên truyền")."""

    marker: Marker
    title: str


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A data row with its ordinal and the sections above it, outermost first.

    `ordinal_mended` tells that the ordinal is not as read but as the sequence demands.
    """

    row: TableRow
    ordinal: str
    ordinal_passage: Passage
    key_text: str
    section_path: tuple[str, ...]
    ordinal_mended: bool = False


NO_MARKER = Marker(MarkerKind.PLAIN, (), "")
_LARGEST_ROMAN = 39
_ROMAN_NUMBERS = {
    "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]: number
    for number in range(1, _LARGEST_ROMAN + 1)
}
_LOWER_LETTERS = "abcdđeghiklmnopqrstuvxy"
_UPPER_LETTERS = "ABCDĐEGHKLMNOPQRST"
# What a scan makes of the strokes of roman numerals and digits.
_ROMAN_STROKES = str.maketrans(
    {"|": "I", "l": "I", "1": "I", "!": "I", "i": "I", "v": "V", "x": "X", "Y": "V", "y": "V"}
)
_ROMAN_MERGED = (("H", "II"), ("TV", "IV"), ("N", "IV"), ("M", "III"), ("K", "IX"))
_DIGIT_STROKES = str.maketrans(
    {"|": "1", "l": "1", "I": "1", "!": "1", "i": "1", "O": "0", "o": "0", "S": "5", "Z": "2", "g": "9"}
)
_LOOK_ALIKE_DIGITS = tuple(map(set, ("17", "38", "56", "68", "08", "35", "06", "14", "09", "27")))
_CELL_MARKER = re.compile(r"[(\[]?\s*(?P<text>[^\s()\[\]]+?(?:\s?[.,]\s?\d+)*)\s*[.,:;)\]/]*")
_LEADING_MARKER = re.compile(
    r"(?P<text>(?:[IVX|l]{1,5}|[A-ZĐ]|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]))(?P<end>\s?[.)/]|\s?[-–:](?=\s))\s*(?=\S)"
)
_DEEP_LEADING_MARKER = re.compile(r"(?P<text>\d{1,2}(?:\.\d{1,2}){1,3})(?P<end>)\s+(?=\S)")
_TOTAL_ROW = re.compile(r"(?:tong(?: cong| so| kinh phi)?|cong)")
_STRAY_STROKES = re.compile(r"['\"‘’“”|`´_~]+\s*(?=\w)")
_CLOSING = "'\"’”"
_BULLETS = ("-", "+", "*", "•", "–", "−")


def read_markers(text: str) -> tuple[Marker, ...]:
    """What an ordinal cell may say: as read first, then what a scan may have made it of; empty where no marker."""
    stripped = text.strip()
    if stripped in _BULLETS:
        return (Marker(MarkerKind.BULLET, (), stripped),)
    match = _CELL_MARKER.fullmatch(stripped)
    if match is None:
        return ()
    body = match.group("text").replace(" ", "").strip(".,")
    found: list[Marker] = []
    for marker in (
        _number(body),
        _roman(body),
        _letter(body),
        _roman(fold_marks(body).upper()),
        _number(body.translate(_DIGIT_STROKES)),
        _roman(body.translate(_ROMAN_STROKES)),
        *(
            _roman(body.translate(_ROMAN_STROKES).replace(merged, parts))
            for merged, parts in _ROMAN_MERGED
            if merged in body
        ),
        _letter(body.lower()),
    ):
        if marker is not None and marker not in found:
            found.append(marker)
    return tuple(found)


def leading_marker(text: str) -> tuple[Marker, str]:
    """A marker at the start of a title ("1.2. Công khai" -> (1, 2), "Công khai") and the rest; NO_MARKER where none."""
    match = _LEADING_MARKER.match(text) or _DEEP_LEADING_MARKER.match(text)
    if match is None:
        return NO_MARKER, text
    markers = read_markers(match.group("text"))
    if not markers:
        return NO_MARKER, text
    return markers[0], text[match.end() :]


def _number(body: str) -> Marker | None:
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{1,2}){0,3}", body) is None:
        return None
    numbers = tuple(int(part) for part in re.split(r"[.,]", body))
    return Marker(MarkerKind.NUMBER, numbers, body.replace(",", "."))


def _roman(body: str) -> Marker | None:
    head, _, tail = body.partition(".")
    number = _ROMAN_NUMBERS.get(head)
    if number is None or (tail and not tail.replace(".", "").isdigit()):
        return None
    rest = tuple(int(part) for part in tail.split(".")) if tail else ()
    return Marker(MarkerKind.ROMAN, (number, *rest), body)


def _letter(body: str) -> Marker | None:
    if len(body) != 1:
        return None
    if body in _UPPER_LETTERS:
        return Marker(MarkerKind.LETTER, (_UPPER_LETTERS.index(body) + 1,), body)
    if body in _LOWER_LETTERS:
        return Marker(MarkerKind.LOWER, (_LOWER_LETTERS.index(body) + 1,), body)
    return None


def plain_cell(text: str) -> str:
    """The text of a cell without what the ruling lines left: a quote or stroke before it that nothing closes."""
    stripped = text.strip()
    stray = _STRAY_STROKES.match(stripped)
    if stray is not None and not any(mark in stripped[stray.end() :] for mark in _CLOSING):
        return stripped[stray.end() :]
    return stripped


def place_rows(
    fields: TableFields, above: tuple[Section, ...] = ()
) -> tuple[tuple[PlacedRow, ...], tuple[Section, ...]]:
    """The data rows of a table, each with its ordinal and section path, and the sections open at the table's end.

    `above` are the sections open where the table begins (where it goes on with the table before it).
    """
    key = next(column.index for column in fields.columns if column.field in (Field.TASK, Field.RISK, Field.INDICATOR))
    ordinal_column = fields.column(Field.ORDINAL)
    readings = [_read_row(row, key, ordinal_column) for row in _whole_rows(fields.body, key, ordinal_column)]
    readings = [reading for reading in readings if reading.title or reading.others_filled]
    stack = above
    last: Marker = NO_MARKER
    placed: list[PlacedRow] = []
    for index, reading in enumerate(readings):
        following = readings[index + 1] if index + 1 < len(readings) else None
        if _TOTAL_ROW.fullmatch(plain(reading.title)) and not reading.others_are_prose:
            continue
        section = _is_section(reading, following)
        marker, mended = _settled_marker(reading, following, stack, last, section=section)
        if section and marker is NO_MARKER and ordinal_column is not None:
            marker = _guessed_level(stack, following)
        parents = _parents(stack, marker, section=section)
        if section:
            stack = (*parents, Section(marker, _titled(marker, reading.title)))
            last = marker
            continue
        stack = parents
        path = tuple(entry.title for entry in stack)
        placed.append(PlacedRow(reading.row, marker.text, reading.ordinal_passage, reading.title, path, mended))
        if following is not None and _is_child(_first(following.markers), marker):
            stack = (*stack, Section(marker, _titled(marker, reading.title)))
        last = marker
    return tuple(placed), stack


def _whole_rows(rows: Sequence[TableRow], key: int, ordinal_column: int | None) -> list[TableRow]:
    """The rows, those joined that a page break cuts and that were not surely one before the columns were known.

    One is the rest of the other where it begins the next page without an ordinal and either the title stands in one of
    them only or goes on with a small letter.
    """
    whole: list[TableRow] = []
    for row in rows:
        if whole and ordinal_column is not None and _is_rest(whole[-1], row, key, ordinal_column):
            whole[-1] = _joined(whole[-1], row)
        else:
            whole.append(row)
    return whole


def _is_rest(row: TableRow, following: TableRow, key: int, ordinal_column: int) -> bool:
    if following.page_first != row.page_last + 1 or following.cells[ordinal_column].text.strip():
        return False
    if RowKind.SECTION in (row.kind, following.kind) or row.spans != following.spans:
        return False
    title, rest = row.cells[key].text.strip(), following.cells[key].text.strip()
    return not title or not rest or rest[0].islower()


def _joined(row: TableRow, rest: TableRow) -> TableRow:
    cells = tuple(_joined_passage(*pair) for pair in zip(row.cells, rest.cells, strict=True))
    return TableRow(row.kind, cells, row.spans, row.page_first, rest.page_last)


def _joined_passage(first: Passage, second: Passage) -> Passage:
    if not first.text.strip() or not second.text.strip():
        return first if first.text.strip() else second
    return Passage(
        text_raw=f"{first.text_raw} {second.text_raw}",
        text=f"{first.text} {second.text}",
        regions=first.regions + second.regions,
        word_confidences=first.word_confidences + second.word_confidences,
        word_doubtful=first.word_doubtful + second.word_doubtful,
        repair_confidence=min(first.repair_confidence, second.repair_confidence),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """A body row as its ordinal and title columns show it."""

    row: TableRow
    markers: tuple[Marker, ...]
    ordinal_text: str
    ordinal_passage: Passage
    title: str
    merged: bool
    others_filled: int
    others_are_prose: bool


def _read_row(row: TableRow, key: int, ordinal_column: int | None) -> _Reading:
    title_start = row.spans[key]
    title_columns = [index for index, start in enumerate(row.spans) if start == title_start]
    ordinal_passage = EMPTY
    ordinal_text = ""
    title = plain_cell(row.cells[key].text)
    if ordinal_column is not None and ordinal_column not in title_columns:
        ordinal_passage = row.cells[ordinal_column]
        ordinal_text = ordinal_passage.text.strip()
    others = [
        row.cells[index].text.strip()
        for index in _own_columns(row)
        if index != title_start and (ordinal_column is None or index != row.spans[ordinal_column])
    ]
    filled = [text for text in others if text]
    markers = read_markers(ordinal_text) if ordinal_text else ()
    if not title and ordinal_text and not markers and not filled:  # A title that was read into the ordinal column.
        title, ordinal_text = ordinal_text, ""
    if not ordinal_text:
        marker, rest = leading_marker(title)
        if marker is not NO_MARKER:
            markers, title = (marker, *read_markers(marker.text)[1:]), rest
            ordinal_passage = row.cells[key]
    return _Reading(
        row=row,
        markers=markers,
        ordinal_text=ordinal_text,
        ordinal_passage=ordinal_passage,
        title=title,
        merged=len(title_columns) > 1 and len(title_columns) * 2 > len(row.cells) - 1,
        others_filled=len(filled),
        others_are_prose=any(re.search(r"[^\W\d]{2,}", text) for text in filled),
    )


def _own_columns(row: TableRow) -> Iterator[int]:
    return (index for index, start in enumerate(row.spans) if start == index)


def _first(markers: Sequence[Marker]) -> Marker:
    return markers[0] if markers else NO_MARKER


def _is_section(reading: _Reading, following: _Reading | None) -> bool:
    """True where a row only carries a title that other rows stand under."""
    if reading.others_filled or not reading.title:
        return False
    marker = _first(reading.markers)
    if reading.merged or reading.row.kind is RowKind.SECTION or marker.kind in (MarkerKind.LETTER, MarkerKind.ROMAN):
        return True
    if following is None:
        return False
    next_marker = _first(following.markers)
    if marker is NO_MARKER:
        return _is_first(next_marker) or reading.title.isupper()
    return _is_child(next_marker, marker)


def _is_first(marker: Marker) -> bool:
    return bool(marker.numbers) and marker.numbers[-1] == 1


def _is_child(marker: Marker, parent: Marker) -> bool:
    """True where `marker` is of a deeper level than `parent`: 2.1 under 2, a under 2, - under a."""
    if marker is NO_MARKER or parent is NO_MARKER:
        return False
    if marker.kind is parent.kind:
        return len(marker.numbers) > len(parent.numbers) and marker.numbers[: len(parent.numbers)] == parent.numbers
    return marker.kind > parent.kind and (_is_first(marker) or marker.kind is MarkerKind.BULLET)


def _parents(stack: tuple[Section, ...], marker: Marker, *, section: bool) -> tuple[Section, ...]:
    """The sections of `stack` that a row with `marker` stands under; a title without a marker replaces another."""
    if marker.kind is MarkerKind.PLAIN:
        plain_ones = [index for index, entry in enumerate(stack) if entry.marker.kind is MarkerKind.PLAIN]
        return stack[: plain_ones[0]] if section and plain_ones else stack
    for index, entry in enumerate(stack):
        other = entry.marker
        if other.kind is marker.kind:
            nested = len(marker.numbers) > len(other.numbers) and marker.numbers[: len(other.numbers)] == other.numbers
            if not nested:
                return stack[:index]
        elif other.kind > marker.kind and not _is_first(marker):
            return stack[:index]
    return stack


def _guessed_level(stack: tuple[Section, ...], following: _Reading | None) -> Marker:
    """A marker without text for a section whose own was lost: the next of the innermost level that can hold it."""
    below = _first(following.markers).kind if following is not None else MarkerKind.PLAIN
    for section in reversed(stack):
        kind, numbers = section.marker.kind, section.marker.numbers
        if numbers and kind < below:
            return Marker(kind, (*numbers[:-1], numbers[-1] + 1), "")
    return NO_MARKER


def _titled(marker: Marker, title: str) -> str:
    text = " ".join(title.split()).rstrip(":").rstrip()
    return f"{marker.text}. {text}" if marker.numbers and marker.text else text


def _settled_marker(
    reading: _Reading, following: _Reading | None, stack: tuple[Section, ...], last: Marker, *, section: bool
) -> tuple[Marker, bool]:
    """The marker of a row, and whether it was mended.

    As read where it goes on with a sequence that is open; else the first of its other readings that does; else as read.
    """
    if not reading.markers:
        text = " ".join(reading.ordinal_text.split())
        return (Marker(MarkerKind.PLAIN, (), text), False) if text and not section else (NO_MARKER, False)
    literal = reading.markers[0]
    open_markers = [last, *(entry.marker for entry in stack)]
    for marker in reading.markers:
        if any(_is_next(marker, earlier) for earlier in open_markers) or (_is_first(marker) and marker is literal):
            return marker, marker is not literal
    next_markers = following.markers if following is not None else ()
    look_alike = _look_alike(literal, open_markers, next_markers)
    if look_alike is not None:
        return look_alike, True
    first = next((marker for marker in reading.markers if _is_first(marker)), None)
    if first is not None and literal.kind is not MarkerKind.NUMBER:
        return first, first is not literal
    return literal, False


def _is_next(marker: Marker, earlier: Marker) -> bool:
    """True where `marker` follows `earlier` at its level (3 after 2, 2 after 1.4) or opens one below (2.1 after 2)."""
    if marker.kind is not earlier.kind or not marker.numbers or not earlier.numbers:
        return False
    size = len(marker.numbers)
    if size > len(earlier.numbers):
        return marker.numbers == (*earlier.numbers, 1)
    return marker.numbers == (*earlier.numbers[: size - 1], earlier.numbers[size - 1] + 1)


def _look_alike(literal: Marker, open_markers: Sequence[Marker], following: Sequence[Marker]) -> Marker | None:
    """A number out of sequence that prints like the one which both its neighbours demand ("1" between 6 and 8)."""
    if literal.kind is not MarkerKind.NUMBER:
        return None
    for earlier in open_markers:
        if earlier.kind is not MarkerKind.NUMBER or len(earlier.numbers) != len(literal.numbers):
            continue
        wanted = (*earlier.numbers[:-1], earlier.numbers[-1] + 1)
        after = (*wanted[:-1], wanted[-1] + 1)
        if not any(marker.kind is MarkerKind.NUMBER and marker.numbers == after for marker in following):
            continue
        text = ".".join(str(number) for number in wanted)
        if len(literal.text) == len(text) and all(
            read == printed or any({read, printed} <= group for group in _LOOK_ALIKE_DIGITS)
            for read, printed in zip(literal.text, text, strict=True)
        ):
            return Marker(MarkerKind.NUMBER, wanted, text)
    return None
