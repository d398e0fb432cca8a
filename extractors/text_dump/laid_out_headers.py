"""Headers of tables in dumps that keep places: the lines of a cell stand below each other, those of others between."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from extractors.layout import Line
from extractors.table_meaning.wordings import plain
from extractors.text_dump.laid_out import LaidOutColumns, laid_out_columns
from extractors.text_dump.laid_out_noise import without_noise
from extractors.text_dump.line_clues import FluencyModel
from extractors.text_dump.running_header import DumpedHeader, header_of, header_words

# Of a printed line of a header the words that headers are made of, at least.
HEADER_WORDS_SHARE = 0.75
# Of a line below one of a header the pieces that are of such words alone; it is the header's if it names more columns.
HEADER_PIECES_SHARE_BELOW = 0.5
MAX_PRINTED_LINES = 8
# What is left of wrapped names below the last line that names a column.
MAX_REST_WORDS = 3


def with_laid_out(
    lines: Sequence[Line],
    found: Sequence[DumpedHeader],
    readable: Callable[[str], Sequence[str]],
    fluency: FluencyModel,
) -> tuple[DumpedHeader, ...]:
    """The headers in a page's lines where they keep places, and of those `found` the others.

    `readable` gives a text's words repaired, one for each.
    """
    own = list(_laid_out_headers(lines, readable, fluency))
    kept = [one for one in found if not any(one.start < other.end and other.start < one.end for other in own)]
    return tuple(sorted([*kept, *own], key=lambda one: one.start))


def header_texts(header: Sequence[Line], columns: LaidOutColumns) -> tuple[tuple[str, ...], ...]:
    """What a header says above each column, a text a printed line."""
    texts: list[list[str]] = [[] for _ in range(columns.n_columns)]
    for line in header:
        for column, words in groupby(line.words, key=columns.under):
            texts[column].append(" ".join(word.text for word in words))
    return tuple(map(tuple, texts))


def _laid_out_headers(
    lines: Sequence[Line], readable: Callable[[str], Sequence[str]], fluency: FluencyModel
) -> Iterator[DumpedHeader]:
    for start, ends in _header_like(lines, readable, fluency):
        columns = laid_out_columns(lines[start:])
        if columns is None:
            continue
        headers = [_header(lines, start, end, columns, readable) for end in ends]
        certain = [-1 if header is None else header.certainty for header in headers]
        last = certain.index(max(certain))
        while last + 1 < len(ends) and all(
            len(part.words) <= MAX_REST_WORDS for part in lines[ends[last] : ends[last + 1]]
        ):
            last += 1
        found = headers[last]
        if found is not None:
            yield replace(found, laid_out=True)


def _header(
    lines: Sequence[Line], start: int, end: int, columns: LaidOutColumns, readable: Callable[[str], Sequence[str]]
) -> DumpedHeader | None:
    texts = [" ".join(parts) for parts in header_texts(lines[start:end], columns) if parts]
    words = " ".join(word for text in texts for word in readable(text))
    return header_of(plain(words), start, end, in_one_line=False)


def _header_like(
    lines: Sequence[Line], readable: Callable[[str], Sequence[str]], fluency: FluencyModel
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Runs of printed lines whose words are those of headers: where each begins, and where each of its lines ends."""
    index = start = 0
    ends: list[int] = []
    for _, group in groupby(lines, key=lambda line: line.box.y0):
        parts = list(group)
        index += len(parts)
        kept = without_noise(parts, readable, fluency)
        pieces = [plain(" ".join(readable(part.text))).split() for part in kept]
        words = [word for piece in pieces for word in piece]
        if ends and not words:
            continue
        of_header = sum(header_words(piece) == len(piece) for piece in pieces if piece)
        goes_on = bool(ends) and of_header >= HEADER_PIECES_SHARE_BELOW * len(pieces)
        is_like = bool(words) and (header_words(words) >= HEADER_WORDS_SHARE * len(words) or goes_on)
        if is_like and len(ends) < MAX_PRINTED_LINES:
            ends.append(index)
            continue
        if ends:
            yield start, tuple(ends)
        start, ends = index, []
