"""Titles of sections that the search for rows left in a cell, and beginnings of rows that it took for titles.

Decides by the ordinals around: a Roman number before a row of a table that counts its rows is its section's, and so is
a number that the next rows are counted below; a "title" with one row without ordinal below it, between rows that count
on, is that row's beginning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.layout import Line
from extractors.markers import BULLETS, Marker, MarkerKind, first_markers, next_markers
from extractors.text_dump.pages import LINE_HEIGHT
from extractors.text_dump.row_states import FoundRow

Part = tuple[int, Line]
Found = tuple[FoundRow, bool]
"""A row, and whether its words are certainly parted into cells."""

KEY = 0
"""The column that titles stand in."""
# A title's words and lines.
FEWEST_WORDS, MOST_WORDS = 2, 25
MOST_LINES = 3
# Rows after a number in which one counted below it tells that it is a title's.
ROWS_AHEAD = 3
# Titles that a table has at least for one to be looked for where none was found.
FEWEST_TITLES = 2
_STOPS = (".", ";", ",", ":", "-", "…")


def with_titles_mended(found: Sequence[Found]) -> list[Found]:
    """The rows of one table in order, those split that hold their section's title, those joined that were none."""
    return _with_titles_behind(_with_titles_before(_without_cut_rows(found)))


def _without_cut_rows(found: Sequence[Found]) -> list[Found]:
    """The rows without titles that are a row's beginning, or a scrap between an ordinal and its row."""
    rows = list(found)
    index = 0
    while index < len(rows) - 2:
        title, row, after = (rows[place][0] for place in range(index, index + 3))
        if not _is_cut(title, row, after):
            index += 1
            continue
        numbered = replace(row, marker=title.marker, marker_word=title.marker_word)
        if _is_scrap(title, row):
            if index and rows[index - 1][0].cells:
                rows[index - 1] = (_with_scrap(rows[index - 1][0], title.title), False)
        else:
            numbered = replace(numbered, cells={**row.cells, KEY: (*title.title, *row.cells.get(KEY, ()))})
        pages = (min(title.pages[0], row.pages[0]), row.pages[1])
        rows[index : index + 2] = [(replace(numbered, pages=pages), False)]
        index += 1
    return rows


def _is_cut(title: FoundRow, row: FoundRow, after: FoundRow) -> bool:
    if not title.title or title.marker is None or title.marker.kind is not MarkerKind.NUMBER:
        return False
    if row.title or row.marker is not None or after.title or after.marker is None:
        return False
    return after.marker.place in _places(next_markers(title.marker))


def _is_scrap(title: FoundRow, row: FoundRow) -> bool:
    """True where a "title" goes on with something and the row below it begins by itself."""
    key = row.cells.get(KEY, ())
    return title.title[0][1].text[:1].islower() and bool(key) and not key[0][1].text[:1].islower()


def _with_scrap(row: FoundRow, scrap: tuple[Part, ...]) -> FoundRow:
    last = max(row.cells)
    return replace(row, cells={**row.cells, last: (*row.cells[last], *scrap)})


def _with_titles_before(found: Sequence[Found]) -> list[Found]:
    """The rows, titles that stand at the beginning of one's first cell apart."""
    rows = [row for row, _ in found]
    kinds = {row.marker.kind for row in rows if row.title and row.marker is not None}
    data = [row.marker for row in rows if not row.title and row.marker is not None]
    counted = sum(marker.kind is MarkerKind.NUMBER for marker in data) * 2 > len(data)
    mended: list[Found] = []
    for index, (row, certain) in enumerate(found):
        marker = row.marker
        opens = marker is not None and (
            (counted and marker.kind <= MarkerKind.ROMAN and marker.kind in kinds)
            or (MarkerKind.NUMBER in kinds and _counts_below(marker, rows[index + 1 : index + 1 + ROWS_AHEAD]))
        )
        n_lines = _lines_of_title(row.cells.get(KEY, ())) if opens and not row.title else 0
        if not n_lines:
            mended.append((row, certain))
            continue
        key = row.cells[KEY]
        page = key[0][0]
        mended.append((replace(row, cells={}, title=key[:n_lines], pages=(page, page)), certain))
        cells = {**row.cells, KEY: key[n_lines:]}
        mended.append((replace(row, marker=None, marker_word=None, cells=cells), certain))
    return mended


def _counts_below(marker: Marker, following: Sequence[FoundRow]) -> bool:
    """True where the next ordinal is of the level below `marker`: 2.1, or 2.3 where some were lost."""
    read = next((row.marker for row in following if row.marker is not None), None)
    depth = len(marker.numbers)
    return (
        read is not None
        and marker.kind is read.kind is MarkerKind.NUMBER
        and len(read.numbers) == depth + 1
        and read.numbers[:depth] == marker.numbers
    )


def _lines_of_title(lines: Sequence[Part]) -> int:
    """How many lines of a cell its section's title takes: up to the next that begins like a sentence; 0 for none."""
    for n, (before, after) in enumerate(pairwise(line.text for _, line in lines[: MOST_LINES + 1]), start=1):
        if (after.startswith(BULLETS) or after[:1].isupper()) and not before.endswith((",", "-")):
            n_words = sum(len(line.words) for _, line in lines[:n])
            return n if FEWEST_WORDS <= n_words <= MOST_WORDS and lines[0][1].text[:1].isupper() else 0
    return 0


def _with_titles_behind(found: Sequence[Found]) -> list[Found]:
    """The rows, titles without ordinals that stand at the end of one's last cell, before the next section, apart."""
    if sum(bool(row.title) for row, _ in found) < FEWEST_TITLES:
        return list(found)
    mended: list[Found] = []
    for index, (row, certain) in enumerate(found):
        following = found[index + 1][0] if index + 1 < len(found) else None
        title = _title_behind(row, following) if following is not None else None
        if title is None:
            mended.append((row, certain))
            continue
        page = title[0]
        left = {column: _above(parts, title) for column, parts in row.cells.items()}
        cells = {column: parts for column, parts in left.items() if parts}
        mended.append((replace(row, cells=cells), certain))
        mended.append((FoundRow(None, None, {}, (title,), (page, page), row.surprise, row.across), certain))
    return mended


def _title_behind(row: FoundRow, following: FoundRow) -> Part | None:
    """The row's last printed line where it stands alone behind a whole sentence, before what may begin a section."""
    if row.title or following.title or not (following.marker is None or _may_begin(following.marker, row)):
        return None
    parts = sorted(
        (part for cell in row.cells.values() for part in cell),
        key=lambda part: (part[0], part[1].box.y0, part[1].box.x0),
    )
    if not parts:
        return None
    page, last = parts[-1]
    same = [line for other, line in parts if other == page and line.box.y0 == last.box.y0]
    before = parts[len(parts) - len(same) - 1] if len(parts) > len(same) else None
    if before is None or before[1].words in [line.words for _, line in row.cells.get(KEY, ())]:
        return None
    words = tuple(word for line in same for word in line.words)
    line = Line(words)
    apart = page != before[0] or line.box.y0 - before[1].box.y1 > LINE_HEIGHT
    whole = line.text[:1].isupper() and not line.text.endswith(_STOPS) and FEWEST_WORDS < len(words) <= MOST_WORDS
    return (page, line) if apart and whole and before[1].text.endswith((".", ";")) else None


def _above(parts: Sequence[Part], line: Part) -> tuple[Part, ...]:
    """The parts of a cell that stand above a printed line."""
    return tuple(part for part in parts if (part[0], part[1].box.y0) < (line[0], line[1].box.y0))


def _may_begin(marker: Marker, row: FoundRow) -> bool:
    """True for an ordinal that begins a level and is not the one below the row before."""
    return marker.is_first and (row.marker is None or marker.place not in _places(first_markers(row.marker)))


def _places(markers: Sequence[Marker]) -> list[object]:
    return [marker.place for marker in markers]
