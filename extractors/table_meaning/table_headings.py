"""The headings of the narrative that a table stands under.

A table inside the body belongs to the headings above it; one in an appendix, behind the signature, to none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.header.signature import names_office
from extractors.headings import OutlinedParagraph, heading_title
from extractors.layout import DocumentTable, Region
from normalizers.folding import fold_marks

# Words of a marked paragraph that can still be a table's title; sentences run longer.
LONGEST_TITLE_WORDS = 25
# What stands between the body and an appendix, where the heading of neither was readable.
_LEAVES_BODY = re.compile(r"\b(?:noi nhan|phu luc|kem theo|dinh kem)\b")


def headings_above(outlined: Sequence[OutlinedParagraph], table: DocumentTable) -> tuple[str, ...]:
    """The headings in force where `table` begins, outermost first; none where the table's place is unknown."""
    start = _start(table)
    if start is None:
        return ()
    path: tuple[str, ...] = ()
    for entry in outlined:
        place = (entry.paragraph.page, entry.paragraph.box.y0)
        if place >= (start.page, start.box.y0):
            break
        text = entry.paragraph.passage.text
        if _LEAVES_BODY.search(fold_marks(text)) or names_office(text):
            path = ()
        elif entry.is_heading or _titles_table(entry):
            path = (*entry.section_path, heading_title(f"{entry.marker} {entry.text}"))
        elif path:
            path = entry.section_path
    return path


def _titles_table(entry: OutlinedParagraph) -> bool:
    """True for a short marked paragraph that ends like a title: a table below it is what it is the heading of."""
    short = len(entry.text.split()) <= LONGEST_TITLE_WORDS and not entry.text.rstrip().endswith((".", ";", ","))
    return bool(entry.ordinal) and short


def _start(table: DocumentTable) -> Region | None:
    regions = [region for row in table.rows[:1] for cell in row.cells for region in cell.regions]
    placed = [region for region in regions if region.box.height > 0]
    return min(placed, key=lambda region: (region.page, region.box.y0), default=None)
