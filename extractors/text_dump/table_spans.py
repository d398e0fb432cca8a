"""Which lines of which pages of a dump are the bodies of its tables, and which are the headers' or none of them.

The header is a row that is dumped together, or names of columns at the heads of columns that were dumped one after
the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz

from extractors.layout import Line, PageContent
from extractors.table_meaning.wordings import Field, TableKind, plain
from extractors.text_dump.appendices import appendix_openings
from extractors.text_dump.closing import closing_start
from extractors.text_dump.column_heads import first_head, may_name_columns, named_columns
from extractors.text_dump.down_lines import down_lines
from extractors.text_dump.laid_out_headers import with_laid_out
from extractors.text_dump.line_clues import FluencyModel
from extractors.text_dump.running_header import DumpedHeader, body_start, find_headers

# A header of so great a certainty, or found on so many pages, is no row that happens to name columns.
SURE_HEADER = 8
FOUND_AGAIN = 3
MOST_LESS_SURE = 2
# Columns of a table, without ordinals, at most: others stay as dumped.
MAX_COLUMNS = 7
# A header of another kind of table begins one where it stands near the top of its page, and is so certain.
MOST_LINES_ABOVE = 8
SURE_OTHER_KIND = {TableKind.TASKS: 6, TableKind.RISKS: 5}
# Letters that agree, in percent, of two headers that are one, read in two ways.
SAME_TEXT = 70


@dataclass(frozen=True, slots=True)
class TableSpan:
    """A table's kind, the orders in which its columns may stand (without ordinals), and its body page by page.

    `header_page` is the page on which it begins, `headers` has the lines of its header on each page of its bodies.
    """

    kind: TableKind
    layouts: tuple[tuple[Field, ...], ...]
    header_page: int
    bodies: tuple[tuple[int, tuple[Line, ...]], ...]
    headers: tuple[tuple[Line, ...], ...] = ()


def find_spans(
    pages: Sequence[PageContent], readable: Callable[[str], Sequence[str]], fluency: FluencyModel
) -> tuple[tuple[TableSpan, ...], tuple[PageContent, ...]]:
    """The tables of a dump, one an appendix, and its pages without the lines of the tables.

    Of an appendix all that follows its first header is its table's body. `readable` gives a text's words repaired, one
    for each.
    """
    headers_of = [with_laid_out(page.lines, find_headers(page.lines, readable), readable, fluency) for page in pages]
    surest = max((one.certainty for headers in headers_of for one in headers), default=0)
    openings = appendix_openings(pages, readable)
    starts = [one.page_index for one in openings if one.page_index and (one.noted or headers_of[one.page_index])]
    starts += _other_kinds(headers_of)
    spans: list[TableSpan] = []
    rest: list[PageContent] = []
    for start, end in pairwise(sorted({0, *starts, len(pages)})):
        opening = next((one for one in openings if one.page_index == start), None)
        part = _Appendix(pages[start:end], headers_of[start:end], 0 if opening is None else opening.below)
        # Before the appendices a sentence may name columns: a table there has as sure a header as the surest.
        least = surest - MOST_LESS_SURE if opening is None and starts else 0
        span, without = _span(part, readable, fluency, least=least)
        spans += [] if span is None else [span]
        rest += without
    return tuple(spans), tuple(rest)


def _other_kinds(headers_of: Sequence[Sequence[DumpedHeader]]) -> list[int]:
    """The pages (their indexes) on which a table of another kind than the one before begins."""
    found: list[int] = []
    before: DumpedHeader | None = None
    for page_index, headers in enumerate(headers_of):
        sure = (one for one in headers if one.certainty >= SURE_OTHER_KIND[one.kind] and one.start <= MOST_LINES_ABOVE)
        header = next(sure, None)
        if header is None:
            continue
        other = before is not None and before.kind is not header.kind
        if before is not None and other and fuzz.partial_ratio(before.text, header.text) < SAME_TEXT:
            found.append(page_index)
        before = header
    return found


@dataclass(frozen=True, slots=True)
class _Appendix:
    """Pages from one appendix's beginning to the next, with the headers on each, and the line below its note."""

    pages: Sequence[PageContent]
    headers_of: Sequence[Sequence[DumpedHeader]]
    below: int


def _span(
    part: _Appendix, readable: Callable[[str], Sequence[str]], fluency: FluencyModel, *, least: int
) -> tuple[TableSpan | None, tuple[PageContent, ...]]:
    """The table of an appendix, if it has a header of so great a certainty at `least`, and the pages without it."""
    pages, headers_of = part.pages, part.headers_of
    # A sentence of the narrative may name three columns; the real header names most of them, if not each time.
    candidates = [one for headers in headers_of for one in headers if one.certainty >= least]
    surest = max(candidates, key=lambda one: one.certainty, default=None)
    found_again = sum(any(one.is_same(surest) for one in headers) for headers in headers_of) if surest else 0
    if surest is None or (surest.certainty < SURE_HEADER and found_again < FOUND_AGAIN):
        n_names = 0 if surest is None else surest.n_names
        headed = _headed_columns(pages, readable, fluency, more_than=n_names)
        if headed is not None:
            return headed
    if surest is None or max(map(len, surest.layouts)) > MAX_COLUMNS:
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
    header_lines: list[tuple[Line, ...]] = []
    header_page = 0
    begun = part.below > 0 and not certain_of[0]
    for number, (page, certain) in enumerate(zip(pages, certain_of, strict=True), start=1):
        start = 0
        if not header_page:
            if begun:
                header_page, start = page.page, part.below
            elif not certain:
                rest.append(page)
                continue
            else:
                header_page, start = page.page, certain[0].start
        laid_out = [one.end for one in certain if one.laid_out]
        begin = max(start, laid_out[0]) if laid_out else body_start(page.lines, certain, printed, start)
        end = closing_start(page.lines, readable, begin) if number == len(pages) else len(page.lines)
        rest.append(_around(page, start, end))
        gone = {index for one in certain for index in range(one.start, one.end)}
        bodies.append((page.page, tuple(page.lines[index] for index in range(begin, end) if index not in gone)))
        header_lines.append(tuple(page.lines[index] for index in range(end) if start <= index < begin or index in gone))
    return TableSpan(surest.kind, surest.layouts, header_page, tuple(bodies), tuple(header_lines)), tuple(rest)


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
    layout = tuple(field for field in columns if field is not Field.ORDINAL)[:MAX_COLUMNS]
    return TableSpan(kind, (layout,), bodies[0][0], tuple(bodies)), tuple(rest)


def _around(page: PageContent, start: int, end: int) -> PageContent:
    """The page without its lines `start` to `end` (exclusive), which are the table's."""
    starts = [begin for begin in page.paragraph_starts if begin < start]
    starts += [start, *(begin - end + start for begin in page.paragraph_starts if begin > end)]
    lines = (*page.lines[:start], *page.lines[end:])
    return replace(page, lines=lines, paragraph_starts=tuple(begin for begin in starts if begin < len(lines)))
