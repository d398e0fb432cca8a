"""What a row of a table is: header, section or data.

Header rows are told by the words that headers of plans use (read with errors), by merged cells of two- and three-level
headers, and by a numbering row "(1) (2) (3)" under them. Section rows are a marker and a title over merged or
otherwise empty columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz, process

from extractors.layout import Passage, RowKind
from extractors.table_meaning.wordings import WORDINGS, plain

HEADER_TERMS = tuple(
    sorted({wording.text for _, fields in WORDINGS for _, wordings in fields for wording in wordings if wording.text})
)
"""What stands in header cells of plans, folded as `plain` does."""
ORDINAL_TERMS = ("stt", "tt", "so tt", "so thu tu")
MIN_TERM_SIMILARITY = 78.0
MIN_FUZZY_LENGTH = 6
"""Letters: shorter terms ("năm", "quý") must be read exactly."""
MAX_HEADER_WORDS = 14
MAX_HEADER_ROWS = 4
MAX_SECTION_WORDS = 80
MAX_MARKER_LENGTH = 8
"""Characters. A marker may be misread ("VỊ", "H"), but it is short."""
MAJOR_MARKER = re.compile(r"^(?:[IVXL]{1,6}|[A-ZĐ])\s*[.)]?$")
MAX_NUMBERING_LENGTH = 10
NUMBERING = re.compile(r"^[(\[{]?\s*(?:[0-9]{1,2}|[A-Z]|[IlO|])\s*[)\]}]?(?:\s*=.*)?$")


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a page's table: one passage a column, and where the cell that covers it begins and ends.

    `spans[c]` is the first column of the cell over column c; `starts[c]` and `stops[c]` its first row and the row
    after its last.
    """

    page: int
    cells: tuple[Passage, ...]
    spans: tuple[int, ...]
    starts: tuple[int, ...]
    stops: tuple[int, ...]

    def texts(self) -> list[tuple[int, int, str]]:
        """The row's cells as (first column, number of columns, text), left to right."""
        found: list[tuple[int, int, str]] = []
        for column, first in enumerate(self.spans):
            if found and found[-1][0] == first:
                found[-1] = (first, column - first + 1, found[-1][2])
            else:
                found.append((first, 1, self.cells[column].text_raw))
        return found


def is_header_term(text: str) -> bool:
    """True where a cell's text reads like one that plans put at the head of a column."""
    folded = plain(text)
    if not folded or len(folded.split()) > MAX_HEADER_WORDS:
        return False
    if folded in HEADER_TERMS:
        return True
    if len(folded) < MIN_FUZZY_LENGTH:
        return False
    long_terms = [term for term in HEADER_TERMS if len(term) >= MIN_FUZZY_LENGTH]
    if process.extractOne(folded, long_terms, scorer=fuzz.ratio, score_cutoff=MIN_TERM_SIMILARITY):
        return True
    # "Thời gian hoàn thành (dự kiến)": a term and something more
    contained = [term for term in long_terms if len(term) >= 8 and len(term) <= len(folded) <= 3 * len(term)]
    return process.extractOne(folded, contained, scorer=fuzz.partial_ratio, score_cutoff=92.0) is not None


def is_numbering(row: GridRow) -> bool:
    """True for a row such as "(1) (2) (3)" or "A B 1 2" that numbers the columns, one or two of them misread."""
    texts = [text for _, _, text in row.texts()]
    filled = [text for text in texts if text]
    if len(filled) < 2 or len(filled) < len(texts) - 1 or any(len(text) > MAX_NUMBERING_LENGTH for text in filled):
        return False
    if all(NUMBERING.match(text) for text in filled):
        digits = [int(found.group()) for text in filled if (found := re.search(r"[0-9]{1,2}", text))]
        if len(digits) >= max(1, len(filled) - 2) and all(a < b for a, b in pairwise(digits)):
            return True
    # Values may rise by chance; single figures of which most are in brackets are a numbering that is read badly.
    bracketed = sum("(" in text or ")" in text for text in filled)
    return 2 * bracketed >= len(filled) and all(
        sum(c.isdigit() for c in text) <= 2 and sum(c.isalpha() for c in text) <= 1 for text in filled
    )


def header_depth(rows: Sequence[GridRow]) -> int:
    """How many of the first rows are header: 0 where the table seems to begin with its body."""
    if not rows:
        return 0
    depth = 0
    for row in rows[:MAX_HEADER_ROWS]:
        if depth and is_numbering(row):
            depth += 1
            break
        if not _is_header_row(row, depth):
            break
        depth = max(depth + 1, max((stop for stop in row.stops if stop <= MAX_HEADER_ROWS), default=depth + 1))
    else:
        depth = min(depth, len(rows))
    depth = min(depth, len(rows))
    if depth and depth < len(rows) and is_numbering(rows[depth]):
        depth += 1
    return depth


def _is_header_row(row: GridRow, depth: int) -> bool:
    texts = [(start, text) for start, _, text in row.texts() if text and row.starts[start] >= depth]
    if not texts:
        return False
    if row.starts[0] >= depth and plain(row.cells[0].text_raw) in ORDINAL_TERMS:
        return True
    if len(row.texts()) < 2:
        return False
    known = sum(is_header_term(text) for _, text in texts)
    return len(texts) >= 2 and known >= max(2, (len(texts) + 1) // 2)


def kind_of(row: GridRow, following: GridRow | None = None) -> RowKind:
    """SECTION or DATA for a row below the header; `following` is the row after it, where there is one.

    A section row has a title and at most a marker before it. The title is merged over most columns, or stands alone in
    a row whose marker is of a section's kind (I, A) or is that of the next row's parent (1 above 1.1, a or none).
    """
    filled = [(start, span, text) for start, span, text in row.texts() if text]
    if len(row.cells) < 3 or not filled or len(filled) > 2:
        return RowKind.DATA
    start, span, title = filled[-1]
    marker = filled[0][2] if len(filled) == 2 else ""
    readable = any(c.isalpha() for c in title) and len(title.split()) <= MAX_SECTION_WORDS
    if not readable or start > 1 or row.stops[start] - row.starts[start] > 1 or len(marker) > MAX_MARKER_LENGTH:
        return RowKind.DATA
    merged = span >= max(2, (2 * (len(row.cells) - 1) + 2) // 3)
    return RowKind.SECTION if merged or (len(row.cells) >= 4 and _opens(marker, following)) else RowKind.DATA


def _opens(marker: str, following: GridRow | None) -> bool:
    """True where a row of its own with this marker, and a title, opens a section."""
    if MAJOR_MARKER.match(marker):
        return True
    if following is None or not re.match(r"^[0-9]+(?:\.[0-9]+)*\s*[.)]?$", marker):
        return False
    below = following.cells[0].text_raw
    return below == "" or bool(re.match(r"^[a-zđ]\s*[.)]?$", below)) or below.startswith(marker.rstrip(".) ") + ".")
