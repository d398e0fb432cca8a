"""Which lines of which pages of a dump are the body of its appendix table, and which are the header's or none of it.

The header is a row that is dumped together, or names of columns at the heads of columns that were dumped one after
the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extractors.layout import Line, PageContent
from extractors.table_meaning.wordings import Field, TableKind, plain
from extractors.text_dump.appendix_note import appendix_start
from extractors.text_dump.closing import closing_start
from extractors.text_dump.column_heads import first_head, may_name_columns, named_columns
from extractors.text_dump.down_lines import down_lines
from extractors.text_dump.line_clues import FluencyModel
from extractors.text_dump.running_header import body_start, find_headers

# A header of so great a certainty, or found on so many pages, is no row that happens to name columns.
SURE_HEADER = 8
FOUND_AGAIN = 3


@dataclass(frozen=True, slots=True)
class TableSpan:
    """A table's kind, the orders in which its columns may stand (without ordinals), and its body page by page.

    `header_page` is the page on which it begins.
    """

    kind: TableKind
    layouts: tuple[tuple[Field, ...], ...]
    header_page: int
    bodies: tuple[tuple[int, tuple[Line, ...]], ...]


def find_span(
    pages: Sequence[PageContent], readable: Callable[[str], Sequence[str]], fluency: FluencyModel
) -> tuple[TableSpan | None, tuple[PageContent, ...]]:
    """The table of a dump, and its pages without the lines of the table: all that follows its first header is its body.

    `readable` gives a text's words repaired, one for each.
    """
    headers_of = [find_headers(page.lines, readable) for page in pages]
    # A sentence of the narrative may name three columns; the real header names most of them, if not each time.
    surest = max((one for headers in headers_of for one in headers), key=lambda one: one.certainty, default=None)
    found_again = sum(any(one.is_same(surest) for one in headers) for headers in headers_of) if surest else 0
    if surest is None or (surest.certainty < SURE_HEADER and found_again < FOUND_AGAIN):
        n_names = 0 if surest is None else surest.n_names
        headed = _headed_columns(pages, readable, fluency, more_than=n_names)
        if headed is not None:
            return headed
    if surest is None:
        return None, tuple(pages)
    certain_of = [[one for one in headers if one.is_same(surest)] for headers in headers_of]
    printed = [
        plain(line.text)
        for page, certain in zip(pages, certain_of, strict=True)
        for one in certain
        for line in page.lines[one.start : one.end]
    ]
    rest: list[PageContent] = []
    bodies: list[tuple[int, tuple[Line, ...]]] = []
    header_page = 0
    first = next(index for index, certain in enumerate(certain_of) if certain)
    opening = appendix_start(pages[: first + 1], readable)
    for number, (page, certain) in enumerate(zip(pages, certain_of, strict=True), start=1):
        start = 0
        if not header_page:
            if opening is not None and number - 1 == opening[0] < first:
                header_page, start = page.page, opening[1]
            elif not certain:
                rest.append(page)
                continue
            else:
                header_page, start = page.page, certain[0].start
        begin = body_start(page.lines, certain, printed, start)
        end = closing_start(page.lines, readable, begin) if number == len(pages) else len(page.lines)
        rest.append(_around(page, start, end))
        gone = {index for one in certain for index in range(one.start, one.end)}
        bodies.append((page.page, tuple(page.lines[index] for index in range(begin, end) if index not in gone)))
    return TableSpan(surest.kind, surest.layouts, header_page, tuple(bodies)), tuple(rest)


def _headed_columns(
    pages: Sequence[PageContent], readable: Callable[[str], Sequence[str]], fluency: FluencyModel, *, more_than: int
) -> tuple[TableSpan, tuple[PageContent, ...]] | None:
    """The same where each column of a page has its name at its head; None unless these are more than so many."""
    read = [down_lines(page.lines, readable, fluency) if may_name_columns(page.lines) else () for page in pages]
    named = [named_columns(lines) for lines in read]
    counted = Counter((one.kind, one.columns) for one in named if one is not None and len(one.columns) > more_than)
    if not counted:
        return None
    kind, columns = max(counted, key=lambda one: (counted[one], len(one[1])))
    rest: list[PageContent] = []
    bodies: list[tuple[int, tuple[Line, ...]]] = []
    for number, (page, lines) in enumerate(zip(pages, read, strict=True), start=1):
        top = first_head(lines, columns, kind)
        if not bodies and top is None:
            rest.append(page)
            continue
        start = 0
        if not bodies and top is not None:
            start = next(index for index, line in enumerate(page.lines) if line.box.y0 >= top)
        end = closing_start(page.lines, readable, start) if number == len(pages) else len(page.lines)
        rest.append(_around(page, start, end))
        bodies.append((page.page, tuple(page.lines[start:end])))
    layout = tuple(field for field in columns if field is not Field.ORDINAL)
    return TableSpan(kind, (layout,), bodies[0][0], tuple(bodies)), tuple(rest)


def _around(page: PageContent, start: int, end: int) -> PageContent:
    """The page without its lines `start` to `end` (exclusive), which are the table's."""
    starts = [begin for begin in page.paragraph_starts if begin < start]
    starts += [start, *(begin - end + start for begin in page.paragraph_starts if begin > end)]
    lines = (*page.lines[:start], *page.lines[end:])
    return replace(page, lines=lines, paragraph_starts=tuple(begin for begin in starts if begin < len(lines)))
