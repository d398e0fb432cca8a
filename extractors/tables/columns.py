"""Tables without upright ruling lines, once they are read: whether their words say that they are tables.

The grid is found from gaps alone (`open_tables`). Decides, conservatively, what of it stays: half-ruled tables do,
since their level ruling lines say so; of others the first column must hold ordinals, or the first row the words that
plans put over their columns. The columns of a letterhead, of a signature block or of a list have neither and become
text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.layout import Box, Line, PageTable, Word
from extractors.table_meaning.wordings import plain
from extractors.tables.cells import fill_table
from extractors.tables.open_finding import open_tables_among
from extractors.tables.row_kinds import ORDINAL_TERMS, is_header_term

MIN_LEVELS = 3
"""Level ruling lines of a half-ruled table, the header's two and the last."""
MIN_LEVEL_WIDTH = 0.8
"""Of the table's width."""
MIN_ORDINALS = 0.6
"""Share of the rows below the first with an ordinal in the first column, some of them misread."""
MIN_LETTERS = 0.3
"""Share of the words with letters: columns of figures alone may be anything."""
ORDINAL = re.compile(r"^\(?(?:[0-9]{1,3}(?:\.[0-9]{1,3})*|[IVXLC]{1,6}|[A-ZĐa-zđ])\s*[.)]?$")


def find_unruled_tables(
    lines: Sequence[Line], page_width: float, rulings: Sequence[Box] = ()
) -> tuple[tuple[PageTable, ...], tuple[Line, ...]]:
    """Tables among `lines` (those outside ruled tables, any order), and the lines left, in the order given.

    `rulings` are the level ruling lines outside of ruled tables (half-ruled tables have them), in the units of the
    lines' boxes, as is `page_width`. The tables have `ruled` False; their cells hold the words, none is lost.
    """
    words: tuple[Word, ...] = tuple(word for line in lines for word in line.words)
    tables: list[PageTable] = []
    for found in open_tables_among(words, rulings, page_width):
        table, rest = fill_table(found, words)
        if is_table(table, rulings):
            tables.append(table)
            words = rest
    left = {id(word) for word in words}
    lines_left = []
    for line in lines:
        kept = tuple(word for word in line.words if id(word) in left)
        if kept:
            lines_left.append(line if len(kept) == len(line.words) else Line(kept))
    return tuple(tables), tuple(lines_left)


def without_mistaken(
    tables: Sequence[PageTable], lines: Sequence[Line], rulings: Sequence[Box]
) -> tuple[tuple[PageTable, ...], tuple[Line, ...]]:
    """The tables without drawings and without those found from gaps alone whose words do not say that they are tables.

    What these hold joins the `lines`. A drawing is a grid without a letter or figure in it.
    """
    kept = tuple(table for table in tables if _is_written(table) and (table.ruled or is_table(table, rulings)))
    freed = tuple(line for table in tables if table not in kept for cell in table.cells for line in cell.lines)
    return kept, (*lines, *freed)


def _is_written(table: PageTable) -> bool:
    return any(c.isalnum() for cell in table.cells for line in cell.lines for c in line.text)


def is_table(table: PageTable, rulings: Sequence[Box]) -> bool:
    """True where level `rulings` or the words of a table that was found from gaps say that it is one."""
    levels = [
        box
        for box in rulings
        if table.box.y0 - box.height - 2 <= box.y_center <= table.box.y1 + box.height + 2
        and min(box.x1, table.box.x1) - max(box.x0, table.box.x0) >= MIN_LEVEL_WIDTH * table.box.width
    ]
    if len(levels) >= MIN_LEVELS:
        return True
    texts = {(cell.row, cell.column): " ".join(line.text for line in cell.lines) for cell in table.cells}
    words = [word for text in texts.values() for word in text.split()]
    if sum(any(c.isalpha() for c in word) for word in words) < MIN_LETTERS * len(words):
        return False
    head = [text for (row, _), text in texts.items() if row == 0 and text]
    known = sum(is_header_term(text) for text in head)
    is_header = known * 2 >= len(head) and (plain(head[0]) in ORDINAL_TERMS or known >= 2) if head else False
    ordinals = [bool(ORDINAL.match(texts.get((row, 0), ""))) for row in range(1, table.n_rows)]
    numbered = sum(ordinals) >= MIN_ORDINALS * len(ordinals)
    return numbered or (is_header and any(ordinals))
