"""A table of a dump that keeps places: its columns on each page, and what its header names above them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extractors.layout import Line
from extractors.table_meaning.wordings import Field, TableKind
from extractors.text_dump.dumped_lines import PrintedLine, printed_line
from extractors.text_dump.laid_out import LaidOutColumns, fits_columns, keeps_places, segments
from extractors.text_dump.laid_out_contents import fields_by_contents
from extractors.text_dump.laid_out_fields import names_field
from extractors.text_dump.laid_out_noise import without_noise
from extractors.text_dump.laid_out_places import TablePage, placed_columns
from extractors.text_dump.line_clues import FluencyModel
from extractors.text_dump.table_spans import MAX_COLUMNS, TableSpan
from extractors.text_dump.torn_lines import ReadingOn, whole_rows

FEWEST_NAMED = 3
MOST_OF_NAMED = 0.5
# Of the words of a damaged dump those that repair changes, at least.
MISREAD = 0.1
# Lines at the top of a page that may be of its header, and names of fields that make one so.
MOST_HEADER_ROWS = 8
SURELY_HEADER = 2


@dataclass(frozen=True, slots=True)
class LaidOutTable:
    """`columns_of` has the columns of each page, `lines_of` its lines; `fields` what the table's hold.

    The first column is that of the ordinals, which `fields` are without. `damaged` where noise stood among its text:
    then ordinals, which are short, were lost as well.
    """

    columns_of: Mapping[int, LaidOutColumns]
    lines_of: Mapping[int, tuple[Line, ...]]
    fields: tuple[Field, ...]
    damaged: bool

    def printed(self, reading: ReadingOn) -> Iterator[PrintedLine]:
        """The lines of the table's body, page by page, each word with its place."""
        for page, columns in self.columns_of.items():
            for row in whole_rows(self.lines_of[page], columns, reading):
                places = {
                    word.box: replace(place, first=place.first - 1, last=place.last - 1)
                    for word, place in zip(row.words, columns.places_of(row.words), strict=True)
                }
                parts = [Line(segment) for segment in segments(row.words)]
                line = printed_line(parts, page=page, after_gap=row.after_gap)
                yield replace(line, places=tuple(places[word.box] for word in line.words))


def laid_out_table(
    span: TableSpan, readable: Callable[[str], Sequence[str]], fluency: FluencyModel
) -> LaidOutTable | None:
    """The table's columns where its dump keeps places; None where it does not, or its header names too few of them.

    `readable` gives a text's words repaired, one for each.
    """
    pages = {
        page: _without_noise(body, header, readable, fluency)
        for (page, body), header in zip(span.bodies, span.headers, strict=False)
    }
    pages = {page: parts for page, parts in pages.items() if parts.lines}
    if not keeps_places([(*parts.header, *parts.lines) for parts in pages.values()]):
        return None
    placed = placed_columns(list(pages.values()), span.kind, MAX_COLUMNS)
    columns_of = dict(zip(pages, placed.pages, strict=True))
    fields = fields_by_contents(placed, list(pages.values()), span.kind, readable)
    fits = fits_columns([(parts.lines, columns_of[page]) for page, parts in pages.items()], ordinals=True)
    if not _names_enough(fields, span) or not fits:
        return None
    lines_of = {
        page: _below_header(parts.lines, columns_of[page], fields, span.kind, readable) for page, parts in pages.items()
    }
    damaged = _is_damaged([line for _, body in span.bodies for line in body], list(lines_of.values()), readable)
    return LaidOutTable(columns_of, lines_of, fields, damaged)


def _names_enough(fields: Sequence[Field], span: TableSpan) -> bool:
    """True where the columns are what the table's rows are about, and most of what its running header names."""
    named = set(fields) - {Field.OTHER}
    key = Field.TASK if span.kind is TableKind.TASKS else Field.RISK
    most = max(map(len, span.layouts), default=0)
    return key in named and len(named) >= max(FEWEST_NAMED, MOST_OF_NAMED * most)


def _is_damaged(
    dumped: Sequence[Line], kept: Sequence[Sequence[Line]], readable: Callable[[str], Sequence[str]]
) -> bool:
    """True where noise was left out of what was dumped, or many of its words are misread."""
    texts = [line.text for lines in kept for line in lines]
    changed = [word != own for text in texts for word, own in zip(readable(text), text.split(), strict=True)]
    n_dumped = sum(len(line.words) for line in dumped)
    return len(changed) < n_dumped or sum(changed) > MISREAD * len(changed)


def _without_noise(
    body: Sequence[Line], header: Sequence[Line], readable: Callable[[str], Sequence[str]], fluency: FluencyModel
) -> TablePage:
    kept = without_noise((*header, *body), readable, fluency)
    below = body[0].box.y0 if body else float("inf")
    return TablePage(
        tuple(line for line in kept if line.box.y0 >= below), tuple(line for line in kept if line.box.y0 < below)
    )


def _below_header(
    lines: Sequence[Line],
    columns: LaidOutColumns,
    fields: Sequence[Field],
    kind: TableKind,
    readable: Callable[[str], Sequence[str]],
) -> tuple[Line, ...]:
    """The lines of a page without those at its top that are of its header, which name the fields below them.

    Lines of the header are torn, too: one that names two fields, and what is above it, and names below it.
    """
    rows: list[list[Line]] = [list(group) for _, group in groupby(lines, key=lambda line: line.box.y0)]
    end = 0
    for index, row in enumerate(rows[:MOST_HEADER_ROWS]):
        named = sum(_names_column(piece, columns, fields, kind, readable) for piece in row)
        if named >= SURELY_HEADER or (end and named == len(row)):
            end = index + 1
    return tuple(piece for row in rows[end:] for piece in row)


def _names_column(
    piece: Line,
    columns: LaidOutColumns,
    fields: Sequence[Field],
    kind: TableKind,
    readable: Callable[[str], Sequence[str]],
) -> bool:
    column = columns.under(piece)
    return column > 0 and names_field(" ".join(readable(piece.text)), fields[column - 1], kind)
