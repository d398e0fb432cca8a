"""Which rows of a table are its header, and what they say over each column.

Numbering rows ("(1) (2) (3)") are neither header nor body. Headers whose ruling lines were not found are parted where
the rows below keep their columns apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from extractors.layout import DocumentTable, RowKind, TableRow
from extractors.table_meaning.column_content import ORDINAL_TEXT
from extractors.table_meaning.header_wording import UNMARKED_HEADER_AGREEMENT, agreement, all_wordings, named
from extractors.table_meaning.wordings import WORDINGS, plain

# A header cell over more columns or of more words is a title, not headers run together.
MOST_SHARED_COLUMNS = 4
# Each part must name its field better than a whole header needs to: any text has parts that resemble something.
PARTED_AGREEMENT = 0.9
MOST_SHARED_WORDS = 16


def split_header(table: DocumentTable) -> tuple[tuple[TableRow, ...], tuple[TableRow, ...]]:
    """The header rows and the body, numbering rows in neither.

    A row that was taken for a header but starts with a marker such as "A" or "I" is a section row; where no row is
    marked a header, the first rows are one if they read like one.
    """
    header = [row for row in table.header if not _starts_with_ordinal(row)]
    misplaced = [row for row in table.header if _starts_with_ordinal(row) and not is_numbering(row)]
    body = [replace(row, kind=RowKind.SECTION) for row in misplaced] + list(table.body)
    if not header:
        while body and len(header) < 3 and _reads_like_header(body[0], len(header)):
            header.append(body.pop(0))
    if body and _is_misread_numbering(body[0]):
        body.pop(0)
    named = [row for row in header if not (is_numbering(row) or _is_misread_numbering(row))]
    return tuple(named), tuple(row for row in body if not is_numbering(row))


def _starts_with_ordinal(row: TableRow) -> bool:
    first = row.cells[0].text.strip()
    return bool(first) and ORDINAL_TEXT.fullmatch(first) is not None and plain(first) not in {"tt"}


def is_numbering(row: TableRow) -> bool:
    """True for the row that numbers the columns: "(1) (2) (3)", "1 2 3=1+2", "A B 1 2"; two cells may be misread."""
    texts = [row.cells[index].text.strip() for index in range(len(row.cells)) if row.spans[index] == index]
    filled = [text for text in texts if text]
    if len(filled) < 3 or any(len(text) > 12 for text in filled):
        return False
    numbers = [re.match(r"\(?\s*(\d{1,2})\b", text) for text in filled]
    found = [int(match.group(1)) for match in numbers if match]
    rising = all(later - earlier in (1, 2) for earlier, later in pairwise(found))
    return rising and len(found) >= max(2, len(filled) - 2) and found[0] <= 2


def _is_misread_numbering(row: TableRow) -> bool:
    """True for a numbering row of which the scan left brackets and some digits: "O) (2) @) 4) (6)"."""
    tokens = [
        token for index, start in enumerate(row.spans) if index == start for token in row.cells[index].text.split()
    ]
    if len(tokens) < 3 or any(len(token) > 4 or re.search(r"[^\W\d_]{3,}", token) for token in tokens):
        return False
    return sum(re.search(r"\d|[()]", token) is not None for token in tokens) * 2 >= len(tokens)


def _reads_like_header(row: TableRow, rows_before: int) -> bool:
    texts = [plain(row.cells[index].text) for index in range(len(row.cells)) if row.spans[index] == index]
    filled = [text for text in texts if text]
    if len(filled) < (2 if rows_before else 3) or _starts_with_ordinal(row):
        return False
    agreements = [max(agreement(text, all_wordings(kind)) for kind, _ in WORDINGS) for text in filled]
    return sum(agreements) / len(agreements) >= UNMARKED_HEADER_AGREEMENT


def header_path(header: Sequence[TableRow], index: int, apart: frozenset[int]) -> tuple[str, ...]:
    """A column's header texts from the outermost to its own, each once, without accents.

    `apart` has the columns that the rows below keep apart from the one to their left. A cell of the last header row
    over such columns has lost its ruling lines: it gives each its part, or none a header.
    """
    path: list[str] = []
    for row in header:
        text = row.cells[index].text
        shared = [column for column, start in enumerate(row.spans) if start == row.spans[index]]
        if row is header[-1] and any(column in apart for column in shared[1:]):
            parts = _parted(text, len(shared))
            text = parts[shared.index(index)] if parts else ""
        text = plain(re.sub(r"\([^)]*\)|\d+", " ", text)) or plain(text)
        if text and (not path or path[-1] != text):
            path.append(text)
    return tuple(path)


def printed_header(header: Sequence[TableRow], index: int) -> str:
    """A column's header texts as printed, outermost first, each once, parted by " / "."""
    texts = [" ".join(row.cells[index].text.split()) for row in header]
    return " / ".join(dict.fromkeys(text for text in texts if text))


def kept_apart(body: Sequence[TableRow], n_columns: int) -> frozenset[int]:
    """The columns that most data rows keep apart from the one to their left."""
    rows = [row for row in body if row.kind is RowKind.DATA and len(set(row.spans)) * 2 > n_columns]
    return frozenset(
        column
        for column in range(1, n_columns)
        if sum(row.spans[column] != row.spans[column - 1] for row in rows) * 2 > len(rows)
    )


def _parted(text: str, n_columns: int) -> tuple[str, ...] | None:
    """The headers of `n_columns` columns whose ruling lines were not found; None where the text does not fall apart.

    "Chủ trì Phối hợp" over two columns is two headers: each part must name a field, no two the same.
    """
    words = text.split()
    if not 1 < n_columns <= MOST_SHARED_COLUMNS or not n_columns <= len(words) <= MOST_SHARED_WORDS:
        return None
    found: tuple[str, ...] | None = None
    best = 0.0
    for cuts in combinations(range(1, len(words)), n_columns - 1):
        edges = (0, *cuts, len(words))
        parts = tuple(" ".join(words[start:end]) for start, end in pairwise(edges))
        fields = [named(part) for part in parts]
        if len({field for field, _ in fields}) == n_columns and min(agrees for _, agrees in fields) >= best:
            best, found = min(agrees for _, agrees in fields), parts
    return found if best >= PARTED_AGREEMENT else None
