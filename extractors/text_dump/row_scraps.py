"""Titles that are none: a row's beginning, a scrap of the row before, its deadline, the next row's first words.

A "title" with one row without ordinal below it, between rows that count on, is that row's beginning; one that goes on
with something is a scrap of a cell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from extractors.markers import MarkerKind, next_markers
from extractors.text_dump.row_parts import KEY, Found, Part, lines_of_title, places
from extractors.text_dump.row_states import FoundRow


def without_strange_lines(found: Sequence[Found], dates: int | None) -> list[Found]:
    """The rows, titles without the lines of the row before and of the next.

    Those before a title's first capital go on with the last cell of the row before; those behind it that begin a
    sentence begin the next row where this one begins inside one. What has no letters is no title.
    """
    rows: list[Found] = []
    ordinal: FoundRow | None = None
    for each in found:
        row, certain = each
        if ordinal is not None and row.marker is None and not row.title:
            row, certain = replace(row, marker=ordinal.marker, marker_word=ordinal.marker_word), False
        ordinal = None
        if rows and rows[-1][0].title and not row.title and _begins_inside(row):
            row, certain = _with_beginning(rows, row, certain=certain)
        strange = _strange_lines(row.title)
        if strange and rows and rows[-1][0].cells:
            rows[-1] = (_with_scrap(rows[-1][0], strange, dates), False)
            row = replace(row, title=row.title[len(strange) :])
            if not row.title:
                ordinal = row
                continue
        rows.append((row, certain))
    return rows


def _strange_lines(title: tuple[Part, ...]) -> tuple[Part, ...]:
    """The lines before a title's first capital where one follows, or all of one without letters."""
    if not _has_letters(title):
        return title
    return title[: next((n for n, (_, line) in enumerate(title) if line.text[:1].isupper()), 0)]


def _with_beginning(rows: list[Found], row: FoundRow, *, certain: bool) -> Found:
    """The row with the sentence that begins behind the title above, which is the last of `rows`."""
    above, above_certain = rows[-1]
    n_lines = lines_of_title(above.title)
    if not n_lines:
        return row, certain
    rows[-1] = (replace(above, title=above.title[:n_lines]), above_certain)
    return replace(row, cells={**row.cells, KEY: (*above.title[n_lines:], *row.cells.get(KEY, ()))}), False


def _has_letters(parts: Sequence[Part]) -> bool:
    return any(character.isalpha() for _, line in parts for character in line.text)


def _begins_inside(row: FoundRow) -> bool:
    key = row.cells.get(KEY, ())
    return not key or key[0][1].text[:1].islower()


def without_cut_rows(found: Sequence[Found], dates: int | None) -> list[Found]:
    """The rows without titles that are a row's beginning, or a scrap between an ordinal and its row.

    A scrap goes on with the last cell of the row before, one of figures with its cell in the column of `dates`.
    """
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
                rows[index - 1] = (_with_scrap(rows[index - 1][0], title.title, dates), False)
        else:
            numbered = replace(numbered, cells={**row.cells, KEY: (*title.title, *row.cells.get(KEY, ()))})
        pages = (min(title.pages[0], row.pages[0]), row.pages[1])
        rows[index : index + 2] = [(replace(numbered, pages=pages), False)]
        index += 1
    return rows


def without_times(found: Sequence[Found], dates: int, is_time: Callable[[str], bool]) -> list[Found]:
    """The rows without titles that are the deadline which the row before lacks."""
    rows: list[Found] = []
    for row, certain in found:
        before = rows[-1][0] if rows else None
        lacks = before is not None and bool(before.cells) and dates not in before.cells
        if before is not None and lacks and row.title and is_time(" ".join(line.text for _, line in row.title)):
            rows[-1] = (replace(before, cells={**before.cells, dates: row.title}), False)
        else:
            rows.append((row, certain))
    return rows


def _is_cut(title: FoundRow, row: FoundRow, after: FoundRow) -> bool:
    if not title.title or title.marker is None or title.marker.kind is not MarkerKind.NUMBER:
        return False
    if row.title or row.marker is not None or after.title or after.marker is None:
        return False
    return after.marker.place in places(next_markers(title.marker))


def _is_scrap(title: FoundRow, row: FoundRow) -> bool:
    """True where a "title" goes on with something and the row below it begins by itself."""
    key = row.cells.get(KEY, ())
    return not title.title[0][1].text[:1].isupper() and bool(key) and not key[0][1].text[:1].islower()


def _with_scrap(row: FoundRow, scrap: tuple[Part, ...], dates: int | None) -> FoundRow:
    figures = not _has_letters(scrap)
    last = dates if dates in row.cells and dates is not None and figures else max(row.cells)
    return replace(row, cells={**row.cells, last: (*row.cells[last], *scrap)})
