"""Titles of sections that the search for rows left in a cell.

Decides by the ordinals around: a Roman number before a row of a table that counts its rows is its section's, and so is
a number that the next rows are counted below. What was taken for a title and is none is left to row_scraps.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from extractors.layout import Line
from extractors.markers import Marker, MarkerKind, first_markers, read_markers
from extractors.table_meaning.wordings import Field
from extractors.text_dump.pages import LINE_HEIGHT
from extractors.text_dump.row_parts import (
    FEWEST_WORDS,
    KEY,
    MOST_WORDS,
    STOPS,
    Found,
    Part,
    lines_of_title,
    place,
    places,
    unmarked,
)
from extractors.text_dump.row_scraps import without_cut_rows, without_strange_lines, without_times
from extractors.text_dump.row_states import FoundRow

# Words of what stands below a title in its cell.
FEWEST_WORDS_BELOW = 4
# Rows after a number in which one counted below it tells that it is a title's.
ROWS_AHEAD = 3
# Titles that a table has at least for one to be looked for where none was found.
FEWEST_TITLES = 2
# Rows of a table that tell how many cells its rows have, and the share of them that may have one.
FEWEST_ROWS = 4
SELDOM = 0.25
# Rows above the first of a section in which its title is looked for.
ROWS_ABOVE = 2
SECOND = 2
_FIGURE = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2}")
_ROMAN = re.compile(r"[IVX]{1,5}[.)]?")


def with_titles_mended(found: Sequence[Found], columns: Sequence[Field], is_time: Callable[[str], bool]) -> list[Found]:
    """The rows of one table in order, those split that hold their section's title, those joined that were none.

    `columns` are those of the rows' cells; `is_time` tells a text that is a deadline and nothing else.
    """
    dates = columns.index(Field.DEADLINE) if Field.DEADLINE in columns else None
    rows = without_strange_lines(_parted_titles(_lone_titles(_in_dumped_order(found))), dates)
    if dates is not None:
        rows = without_times(rows, dates, is_time)
    rows = without_cut_rows(_with_titles_before(rows), dates)
    if dates is not None:
        rows = _with_titles_behind_deadlines(rows, dates, is_time)
    return _with_titles_behind(rows)


def _in_dumped_order(found: Sequence[Found]) -> list[Found]:
    """The rows, one put behind the titles that were dumped before it where the next row counts on from it.

    In a dump down the columns a row whose ordinal stands among its words is not seen to begin below a title.
    """
    rows = list(found)
    index = 0
    while index < len(rows):
        row = rows[index][0]
        titles = list(takewhile(lambda each: _stands_above(each[0], row), rows[index + 1 :]))  # noqa: B023 - used at once
        behind = index + 1 + len(titles)
        if titles and row.marker is None and behind < len(rows) and _is_second(rows[behind][0].marker):
            rows[index:behind] = [*titles, rows[index]]
        index = behind
    return rows


def _is_second(marker: Marker | None) -> bool:
    return marker is not None and marker.kind is MarkerKind.NUMBER and marker.numbers[-1] == SECOND


def _stands_above(title: FoundRow, row: FoundRow) -> bool:
    """True for a title whose first line stands above the first line of a row's key cell."""
    key = row.cells.get(KEY, ())
    return bool(title.title and key) and place(title.title[0]) < place(key[0])


def _lone_titles(found: Sequence[Found]) -> list[Found]:
    """The rows, those titles that have nothing but a line in the first cell, in a table whose rows have more.

    A figure in another cell is the ordinal of the row below.
    """
    alone = [not row.title and KEY in row.cells and _has_figures_only(row) for row, _ in found]
    data = sum(not row.title for row, _ in found)
    if data < FEWEST_ROWS or sum(alone) > SELDOM * data:
        return list(found)
    rows: list[Found] = []
    figure: FoundRow | None = None
    for index, (row, certain) in enumerate(found):
        key = row.cells.get(KEY, ())
        outer = row.marker is None or row.marker.kind <= MarkerKind.ROMAN
        below = index + 1 < len(found) and not alone[index + 1]
        below = below and (len(row.cells) == 1 or _is_unmarked(found[index + 1][0]))
        if alone[index] and outer and below and _is_all_title(key) and key[0][1].text[:1].isupper():
            rows.append((replace(row, cells={}, title=key), certain))
            figure = row
            continue
        marked = _with_figure(row, figure) if figure is not None and _is_unmarked(row) else row
        rows.append((marked, certain))
        figure = None
    return rows


def _has_figures_only(row: FoundRow) -> bool:
    """True where the cells beside the first hold single figures at most."""
    others = [parts for column, parts in row.cells.items() if column != KEY]
    return all(len(parts) == 1 and _FIGURE.fullmatch(parts[0][1].text) for parts in others)


def _is_unmarked(row: FoundRow) -> bool:
    return row.marker is None and not row.title


def _with_figure(row: FoundRow, above: FoundRow) -> FoundRow:
    words = [line.words[0] for column, parts in above.cells.items() if column != KEY for _, line in parts]
    return replace(row, marker=read_markers(words[0].text)[0], marker_word=words[0]) if words else row


def _parted_titles(found: Sequence[Found]) -> list[Found]:
    """The rows, two titles that were taken for one apart: one in capitals, and another behind it.

    Where only the ordinal of the other stands behind it, its title stands in the first cell of the next row.
    """
    parted: list[Found] = []
    pending: FoundRow | None = None
    for index, (row, certain) in enumerate(found):
        if pending is not None:
            parted += [(each, False) for each in _with_own_title(pending, row)]
            pending = None
            continue
        following = found[index + 1][0] if index + 1 < len(found) else None
        open_next = following is not None and following.marker is None and (following.title or KEY in following.cells)
        n_lines = _lines_in_capitals(row.title)
        rest = row.title[n_lines:] if n_lines else ()
        parted.append((replace(row, title=row.title[:n_lines]) if rest else row, certain))
        words = [word for _, line in rest for word in line.words]
        lone = len(words) == 1 and _ROMAN.fullmatch(words[0].text) is not None
        markers = read_markers(words[0].text) if lone else ()
        if markers and open_next:
            pending = replace(row, marker=markers[0], marker_word=words[0], title=())
        elif rest:
            page = rest[0][0]
            parted.append((replace(unmarked(row), title=rest, pages=(page, page)), certain))
    return _with_loose_cells(parted)


def _with_own_title(ordinal: FoundRow, row: FoundRow) -> Iterator[FoundRow]:
    """The title whose ordinal stood alone, and what else stands in the row that held it."""
    key = row.title or row.cells[KEY]
    n_lines = len(key) if row.title else lines_of_title(key) or len(key)
    yield replace(ordinal, title=key[:n_lines], pages=(key[0][0], key[0][0]))
    cells = {column: key[n_lines:] if column == KEY else parts for column, parts in row.cells.items()}
    if any(cells.values()):
        yield replace(row, title=(), cells={column: parts for column, parts in cells.items() if parts})


def _with_loose_cells(found: Sequence[Found]) -> list[Found]:
    """The rows, cells without a first one below a title joined to the row that lacks them."""
    rows = list(found)
    for index in range(len(rows) - 2, 0, -1):
        above, loose, row = (rows[place][0] for place in (index - 1, index, index + 1))
        is_loose = bool(above.title) and not loose.title and loose.marker is None and KEY not in loose.cells
        if is_loose and KEY in row.cells and not loose.cells.keys() & row.cells.keys():
            pages = (loose.pages[0], row.pages[1])
            rows[index : index + 2] = [(replace(row, cells={**loose.cells, **row.cells}, pages=pages), False)]
    return rows


def _lines_in_capitals(title: Sequence[Part]) -> int:
    """How many lines at the beginning of a title are in capitals, where others follow; 0 where all or none are."""
    n_lines = sum(1 for _ in takewhile(lambda part: part[1].text.isupper() and len(part[1].words) > 1, title))
    return n_lines if n_lines < len(title) else 0


def _with_titles_before(found: Sequence[Found]) -> list[Found]:
    """The rows, titles that stand at the beginning of one's first cell apart."""
    rows = [row for row, _ in found]
    titles = [row for row in rows if row.title]
    kinds = {row.marker.kind for row in titles if row.marker is not None}
    data = [row.marker for row in rows if not row.title and row.marker is not None]
    counted = sum(marker.kind is MarkerKind.NUMBER for marker in data) * 2 > len(data)
    begun = [row for index, row in enumerate(rows) if _is_first(row) or index == 0]
    n_titles = len(titles) + sum(_begins_apart(row.cells.get(KEY, ())) for row in begun)
    mended: list[Found] = []
    for index, (row, certain) in enumerate(found):
        marker = row.marker
        opens = marker is not None and (
            (counted and marker.kind <= MarkerKind.ROMAN and marker.kind in kinds)
            or (MarkerKind.NUMBER in kinds and _counts_below(marker, rows[index + 1 : index + 1 + ROWS_AHEAD]))
        )
        key = row.cells.get(KEY, ())
        first = _is_first(row) or (index == 0 and marker is None)
        may_begin = first or (n_titles >= FEWEST_TITLES and marker is None)
        own = may_begin and not opens and not (index and rows[index - 1].title) and _begins_apart(key)
        opens = opens or own
        n_lines = lines_of_title(key) if opens and not row.title else 0
        if opens and not own and not n_lines and not row.title and _is_all_title(key):
            n_lines = len(key)
        if not n_lines:
            mended.append((row, certain))
            continue
        page = key[0][0]
        title = replace(row, cells={}, title=key[:n_lines], pages=(page, page))
        rest = replace(row, cells={column: parts for column, parts in row.cells.items() if column != KEY})
        if key[n_lines:]:
            rest = replace(rest, cells={KEY: key[n_lines:], **rest.cells})
        title, rest = (unmarked(title), rest) if own else (title, unmarked(rest))
        mended += [(title, certain), (rest, certain)] if rest.cells else [(title, certain)]
    return _with_loose_cells(mended)


def _is_all_title(key: Sequence[Part]) -> bool:
    """True for a cell of one short line that is no sentence."""
    n_words = sum(len(line.words) for _, line in key)
    return len(key) == 1 and FEWEST_WORDS <= n_words <= MOST_WORDS and not key[0][1].text.endswith(STOPS)


def _is_first(row: FoundRow) -> bool:
    return row.marker is not None and row.marker.kind is MarkerKind.NUMBER and row.marker.is_first


def _begins_apart(key: Sequence[Part]) -> bool:
    """True where a line without a stop and a blank one stand above the sentence of a cell."""
    if len(key) < 2:
        return False
    (page, first), (next_page, second) = key[:2]
    apart = page == next_page and second.box.y0 - first.box.y1 > LINE_HEIGHT
    apart &= sum(len(line.words) for _, line in key[1:]) >= FEWEST_WORDS_BELOW
    return apart and second.text[:1].isupper() and not first.text.endswith(STOPS)


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


def _with_titles_behind_deadlines(found: Sequence[Found], dates: int, is_time: Callable[[str], bool]) -> list[Found]:
    """The rows, titles apart that stand behind a deadline of the section before: in a dump down the columns."""
    rows = list(found)
    for index in range(len(rows) - 1, 0, -1):
        following, above = rows[index][0], rows[index - 1][0]
        if following.title or above.title or following.marker is None or not _may_begin(following.marker, above):
            continue
        for place_above in range(index - 1, max(-1, index - 1 - ROWS_ABOVE), -1):
            row = rows[place_above][0]
            parts = row.cells.get(dates, ())
            if not _is_title_behind_deadline([line.text for _, line in parts], is_time):
                continue
            rows[place_above] = (replace(row, cells={**row.cells, dates: parts[:-1]}), False)
            page = parts[-1][0]
            rows.insert(index, (FoundRow(None, None, {}, parts[-1:], (page, page)), False))
            break
    return rows


def _is_title_behind_deadline(texts: Sequence[str], is_time: Callable[[str], bool]) -> bool:
    *deadline, title = texts or ("",)
    if not deadline or not title[:1].isupper() or title.endswith(STOPS) or len(title.split()) < FEWEST_WORDS:
        return False
    return is_time(" ".join(deadline)) and not is_time(title)


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
    whole = line.text[:1].isupper() and not line.text.endswith(STOPS) and FEWEST_WORDS < len(words) <= MOST_WORDS
    return (page, line) if apart and whole and before[1].text.endswith((".", ";")) else None


def _above(parts: Sequence[Part], line: Part) -> tuple[Part, ...]:
    """The parts of a cell that stand above a printed line."""
    return tuple(part for part in parts if (part[0], part[1].box.y0) < (line[0], line[1].box.y0))


def _may_begin(marker: Marker, row: FoundRow) -> bool:
    """True for an ordinal that begins a level and is not the one below the row before."""
    return marker.is_first and (row.marker is None or marker.place not in places(first_markers(row.marker)))
