"""Ordinals of dumped rows that stand in another cell: before the title ("12 Đa dạng hóa ..." for 1.2), or alone in one.

Finds what may be one; whether it is, the numbering decides.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.layout import EMPTY, TableRow
from extractors.markers import Marker, read_markers

_FIGURE = r"\d{1,2}(?:[.,]\d{1,2}){0,3}[.,]?"
_ALONE = re.compile(_FIGURE)
_LEADING = re.compile(rf"[-–—\s]*(?P<figure>{_FIGURE})\s+(?=[^\W\d_])")


def stray_ordinals(row: TableRow, title: str, taken: frozenset[int]) -> tuple[str, ...]:
    """The figures that may be the row's ordinal; columns in `taken` (its title's, the ordinals') are not searched."""
    leading = _LEADING.match(title)
    alone = [text for index in _searched(row, taken) if _ALONE.fullmatch(text := row.cells[index].text.strip())]
    return tuple(dict.fromkeys([*([leading["figure"]] if leading else []), *alone]))


def without_stray_ordinal(row: TableRow, title: str, marker: Marker, taken: frozenset[int]) -> tuple[TableRow, str]:
    """The row and its title without the figure that `marker` was read from."""
    leading = _LEADING.match(title)
    if leading and _may_say(leading["figure"], marker):
        return row, title[leading.end() :]
    for index in _searched(row, taken):
        text = row.cells[index].text.strip()
        if _ALONE.fullmatch(text) and _may_say(text, marker):
            cells = (*row.cells[:index], EMPTY, *row.cells[index + 1 :])
            return replace(row, cells=cells), title
    return row, title


def _searched(row: TableRow, taken: frozenset[int]) -> list[int]:
    return [index for index, start in enumerate(row.spans) if start == index and index not in taken]


def _may_say(text: str, marker: Marker) -> bool:
    return any(reading.place == marker.place for reading in read_markers(text)) or _digits(text) == _digits(marker.text)


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
