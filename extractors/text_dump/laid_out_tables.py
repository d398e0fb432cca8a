"""A table of a dump that keeps places: its columns on each page, and what its header names above them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extractors.layout import Line
from extractors.table_meaning.header_wording import agreement
from extractors.table_meaning.wordings import WORDINGS, Field, TableKind, plain
from extractors.text_dump.dumped_lines import PrintedLine, printed_line
from extractors.text_dump.laid_out import LaidOutColumns, columns_like, laid_out_columns, segments
from extractors.text_dump.laid_out_headers import header_texts
from extractors.text_dump.pages import LINE_HEIGHT
from extractors.text_dump.table_spans import MAX_COLUMNS, TableSpan

# Of a table's pages those whose lines stand in columns by themselves, at least.
LAID_OUT_PAGES = 0.5
# How well a header's text must agree with a field's wordings.
NAMED = 0.6
FEWEST_NAMED = 3


@dataclass(frozen=True, slots=True)
class LaidOutTable:
    """`columns_of` has the columns of each page, `fields` what the table's hold, from left to right."""

    columns_of: Mapping[int, LaidOutColumns]
    fields: tuple[Field, ...]

    @property
    def n_before(self) -> int:
        """How many columns stand before those that cells are found for: that of the ordinals, or none."""
        return int(self.fields[0] is Field.ORDINAL)

    def printed(self, page: int, body: Sequence[Line]) -> Iterator[PrintedLine]:
        """The lines of a page of the table's body, each word with its place."""
        columns = self.columns_of[page]
        below = -2 * LINE_HEIGHT
        for _, group in groupby(body, key=lambda line: line.box.y0):
            words = [word for part in group for word in part.words]
            places = {
                word.box: replace(place, first=place.first - self.n_before, last=place.last - self.n_before)
                for word, place in zip(words, columns.places_of(words), strict=True)
            }
            line = printed_line(
                [Line(segment) for segment in segments(words)],
                page=page,
                after_gap=words[0].box.y0 - below > LINE_HEIGHT,
            )
            below = words[0].box.y1
            yield replace(line, places=tuple(places[word.box] for word in line.words))


def laid_out_table(span: TableSpan) -> LaidOutTable | None:
    """The table's columns where its dump keeps places; None where it does not, or its header names too few of them."""
    parts_of = {page: (body, header) for (page, body), header in zip(span.bodies, span.headers, strict=False) if body}
    found = {page: laid_out_columns(*parts) for page, parts in parts_of.items()}
    plainly = {page: columns for page, columns in found.items() if columns is not None}
    if not plainly or len(plainly) < LAID_OUT_PAGES * len(found):
        return None
    counted: Counter[int] = Counter()
    for page, columns in plainly.items():
        counted[columns.n_columns] += len(parts_of[page][0])
    n_columns = counted.most_common(1)[0][0]
    fitting = {page: columns for page, columns in plainly.items() if columns.n_columns == n_columns}
    others = [parts_of[page] for page in fitting]
    columns_of = {
        page: fitting[page] if page in fitting else columns_like(*parts, others, n_columns)
        for page, parts in parts_of.items()
    }
    headers = [header_texts(header, columns_of[page]) for page, (_, header) in parts_of.items()]
    texts = max(headers, key=lambda one: len(set(fields_of(one, span.kind)) - {Field.OTHER}))
    fields = fields_of(texts, span.kind)
    if len(set(fields) - {Field.OTHER}) < FEWEST_NAMED or n_columns - 1 > MAX_COLUMNS:
        return None
    return LaidOutTable(columns_of, fields)


def fields_of(headers: Sequence[Sequence[str]], kind: TableKind) -> tuple[Field, ...]:
    """The field that each column's header names in a table of this kind, each once; the others are OTHER."""
    found: list[Field] = []
    for texts in headers:
        field, agrees = _named(texts, kind)
        found.append(field if agrees >= NAMED and field not in found else Field.OTHER)
    return tuple(found)


def _named(texts: Sequence[str], kind: TableKind) -> tuple[Field, float]:
    """The field that the lines of a header name: all of them, or those below what stands over several columns."""
    best = (0.0, 0, Field.OTHER)
    for start in range(len(texts)):
        text = plain(" ".join(texts[start:]))
        for table_kind, fields in WORDINGS:
            if table_kind is kind and text:
                best = max(best, *((agreement(text, wordings), start, field) for field, wordings in fields))
    return best[2], best[0]
