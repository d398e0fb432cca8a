"""Section rows of a table and the path of sections that each row stands under.

Decides which rows are titles ("A | Chỉ số cải cách hành chính") and which are data, joins rows that a page break cuts,
and names the sections above each row. The markers and their nesting come from numbering.py, what the columns hold from
fields.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.layout import EMPTY, Passage, RowKind, TableRow
from extractors.markers import BULLETS, NO_MARKER, Marker, MarkerKind, leading_marker, read_markers
from extractors.table_meaning.columns import joined_passage
from extractors.table_meaning.fields import TableFields
from extractors.table_meaning.numbered_rows import NumberedRow, Reading
from extractors.table_meaning.numbering import number_rows
from extractors.table_meaning.stray_ordinals import stray_ordinals, without_stray_ordinal
from extractors.table_meaning.wordings import Field, plain


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A data row with its ordinal and the sections above it, outermost first.

    `ordinal_reading` tells whether the ordinal is as read or as the sequence demands.
    """

    row: TableRow
    ordinal: str
    ordinal_passage: Passage
    key_text: str
    section_path: tuple[str, ...]
    ordinal_reading: Reading = Reading.AS_READ

    @property
    def ordinal_doubt(self) -> int:
        """0 where the ordinal was read, 1 where both its neighbours tell it, 2 where one does or it is not readable."""
        return min(2, max(0, self.ordinal_reading - Reading.LOOK_ALIKE))


# In a table that numbers this share of its rows, one without a number at the top of a page is the rest of a cut one.
MOSTLY_NUMBERED = 0.75
SENTENCE_ENDS = (".", ";", ":", "!", "?", "”", '"', ")")
# A lone letter or sign at the end of a cell that the reader is less sure of than this is a speck.
SURE_OF_LONE_LETTER = 0.6

_TOTAL_ROW = re.compile(r"(?:tong(?: cong| so| kinh phi)?|cong)")
_STRAY_STROKES = re.compile(r"['\"‘’“”|`´_~]+\s*(?=\w)")
_TRAILING_STROKES = re.compile(r"(?:\s+[\\|~_`'^*<>+=–-]+)+$")
_MISREAD_DASH = re.compile(r"^[~=»] (?=\w)", re.MULTILINE)
_CLOSING = "'\"’”"


def plain_cell(passage: Passage) -> str:
    """The text of a cell as printed but for what a scan leaves in it.

    Strokes of ruling lines go, before it (unless closed, as quotes are) and after it, and so do lone letters and signs
    at its ends that the reader is unsure of. A tilde that begins a line is the dash of a list.
    """
    stripped = _without_specks(passage)
    stripped = _MISREAD_DASH.sub("- ", _TRAILING_STROKES.sub("", stripped))
    stray = _STRAY_STROKES.match(stripped)
    if stray is not None and not any(mark in stripped[stray.end() :] for mark in _CLOSING):
        return stripped[stray.end() :]
    return stripped


def _without_specks(passage: Passage) -> str:
    text = passage.text.strip()
    words = list(re.finditer(r"\S+", text))
    if len(words) < 2 or len(words) != len(passage.word_confidences):
        return text
    specks = [_is_speck(word[0], sure) for word, sure in zip(words, passage.word_confidences, strict=True)]
    if all(specks):
        return text
    first, last = specks.index(False), len(specks) - 1 - specks[::-1].index(False)
    return text[words[first].start() : words[last].end()]


def _is_speck(word: str, confidence: float) -> bool:
    letters = [character for character in word if character.isalnum()]
    if confidence >= SURE_OF_LONE_LETTER or any(character.isdigit() for character in letters):
        return False
    return len(letters) <= 1 and word not in BULLETS


def place_rows(fields: TableFields, above: tuple[str, ...] = (), *, dumped: bool = False) -> tuple[PlacedRow, ...]:
    """The data rows of a table in order, each with its ordinal and section path, which begins with `above`.

    `dumped` tables come from text dumps: ordinals may be lost, or stand in other cells of their rows.
    """
    key = next(column.index for column in fields.columns if column.field in (Field.TASK, Field.RISK, Field.INDICATOR))
    ordinal_column = fields.column(Field.ORDINAL)
    readings = [_read_row(row, key, ordinal_column) for row in _whole_rows(fields.body, key, ordinal_column)]
    readings = [reading for reading in readings if not _says_nothing(reading)]
    following: list[_Reading | None] = [*readings[1:], None]
    titles = [_is_title(reading, after) for reading, after in zip(readings, following, strict=False)]
    taken = frozenset({key} if ordinal_column is None else {key, ordinal_column})
    hints = [
        stray_ordinals(reading.row, reading.title, taken) if dumped and not reading.ordinal_texts else ()
        for reading in readings
    ]
    numbered = [
        NumberedRow(reading.ordinal_texts, reading.ordinal_confidence, title, stray)
        for reading, title, stray in zip(readings, titles, hints, strict=True)
    ]
    numberings = number_rows(numbered, dumped=dumped)
    holding = {parent for numbering in numberings for parent in numbering.parents}
    sections = [
        _titled(numbering.marker, reading.title) for reading, numbering in zip(readings, numberings, strict=True)
    ]
    placed: list[PlacedRow] = []
    for index, (reading, numbering) in enumerate(zip(readings, numberings, strict=True)):
        if titles[index] and (index in holding or reading.merged or numbering.marker.kind <= MarkerKind.ROMAN):
            continue
        path = (*above, *(sections[parent] for parent in numbering.parents))
        ordinal = numbering.marker.text or " ".join(" ".join(reading.ordinal_texts[:1]).split())
        row, text = reading.row, reading.title
        if hints[index] and numbering.reading < Reading.BY_SEQUENCE:
            row, text = without_stray_ordinal(row, text, numbering.marker, taken)
        placed.append(PlacedRow(row, ordinal, reading.ordinal_passage, text, path, numbering.reading))
    return tuple(placed)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A body row as its ordinal and title columns show it; `others_filled` counts the other cells with text."""

    row: TableRow
    ordinal_texts: tuple[str, ...]
    ordinal_confidence: float
    ordinal_passage: Passage
    title: str
    merged: bool
    others_filled: int
    others_are_prose: bool


def _read_row(row: TableRow, key: int, ordinal_column: int | None) -> _Reading:
    title_start = row.spans[key]
    title_columns = [index for index, start in enumerate(row.spans) if start == title_start]
    title = plain_cell(row.cells[key])
    passage = EMPTY
    if ordinal_column is not None and ordinal_column not in title_columns:
        passage = row.cells[ordinal_column]
    beside = [
        index
        for index in _own_columns(row)
        if index != title_start and (ordinal_column is None or index != row.spans[ordinal_column])
    ]
    if len(beside) == 1 and row.spans.count(beside[0]) * 2 >= len(row.cells):
        # A section's title that a scratch cuts in two: the rest stands in the cell merged over all other columns.
        rest = plain_cell(row.cells[beside[0]])
        title = f"{title} {rest}" if sum(map(str.isalpha, rest)) > 1 else title
        beside = []
    others = [row.cells[index].text.strip() for index in beside]
    filled = [text for text in others if text]
    texts = tuple(dict.fromkeys(text.strip() for text in (passage.text, passage.text_raw) if text.strip()))
    confidence = min(passage.word_confidences, default=1.0)
    if texts and not title and not filled and not any(read_markers(text) for text in texts):
        title, texts = texts[0], ()  # A title that was read into the ordinal column.
    if not texts:
        marker, rest = leading_marker(title)
        if marker is not NO_MARKER:
            passage, title, texts = row.cells[key], rest, (marker.text,)
            confidence = row.cells[key].word_confidences[0] if row.cells[key].word_confidences else 1.0
    return _Reading(
        row=row,
        ordinal_texts=texts,
        ordinal_confidence=confidence,
        ordinal_passage=passage,
        title=title,
        merged=row.kind is RowKind.SECTION or (len(title_columns) > 1 and len(set(row.spans)) * 2 <= len(row.cells)),
        others_filled=len(filled),
        others_are_prose=any(re.search(r"[^\W\d]{2,}", text) for text in filled),
    )


def _own_columns(row: TableRow) -> Iterator[int]:
    return (index for index, start in enumerate(row.spans) if start == index)


def _whole_rows(rows: Sequence[TableRow], key: int, ordinal_column: int | None) -> list[TableRow]:
    """The rows, those joined that a page break cuts and that were not surely one before the columns were known.

    One is the rest of the other where it begins the next page without an ordinal, and the title stands in one of them
    only, goes on with a small letter or a dash, or (in a table that numbers its rows) was left without a full stop.
    """
    if ordinal_column is None:
        return list(rows)
    numbered = sum(bool(row.cells[ordinal_column].text.strip()) for row in rows) >= MOSTLY_NUMBERED * len(rows)
    whole: list[TableRow] = []
    for row in rows:
        if whole and _is_rest(whole[-1], row, key, ordinal_column, mostly_numbered=numbered):
            whole[-1] = _joined(whole[-1], row)
        else:
            whole.append(row)
    return whole


def _is_rest(row: TableRow, following: TableRow, key: int, ordinal_column: int, *, mostly_numbered: bool) -> bool:
    if following.page_first != row.page_last + 1 or read_markers(following.cells[ordinal_column].text.strip("*•~.,' ")):
        return False
    if RowKind.SECTION in (row.kind, following.kind) or row.spans != following.spans:
        return False
    title, rest = row.cells[key].text.strip(), following.cells[key].text.strip()
    if not plain(title) or not plain(rest) or rest[0].islower() or rest.startswith(BULLETS):
        return True
    return mostly_numbered and not title.endswith(SENTENCE_ENDS)


def _joined(row: TableRow, rest: TableRow) -> TableRow:
    cells = tuple(joined_passage(*pair) for pair in zip(row.cells, rest.cells, strict=True))
    return TableRow(row.kind, cells, row.spans, row.page_first, rest.page_last, row.placing)


def _says_nothing(reading: _Reading) -> bool:
    """True for an empty row and for a total."""
    if not reading.title:
        return reading.others_filled == 0
    return _TOTAL_ROW.fullmatch(plain(reading.title)) is not None and not reading.others_are_prose


def _is_title(reading: _Reading, following: _Reading | None) -> bool:
    """True where a row carries a title only, which other rows may stand under."""
    if reading.others_filled or not reading.title:
        return False
    if reading.merged or reading.ordinal_texts:
        return True
    opens = following is not None and any(
        marker.is_first for text in following.ordinal_texts for marker in read_markers(text)[:1]
    )
    return opens or reading.title.isupper()


def _titled(marker: Marker, title: str) -> str:
    text = " ".join(title.split()).rstrip(" :,;")
    return f"{marker.text}. {text}" if marker.numbers and marker.text else text
