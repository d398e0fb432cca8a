"""The documents that a plan cites, each once, in order of first appearance.

The plan's own number ("Số: 607/KH-KKTKCN") is no reference, wherever the plan repeats it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.layout import DocumentTable, Paragraph, Passage
from extractors.records import Reference
from normalizers.document_numbers import DocumentNumber, find_document_numbers
from normalizers.folding import fold_marks

_OWN_NUMBER = re.compile(r"^\W*s[o6]\s*[:.;]?\s*$")
# How much of the text around a number is kept as its context, in characters.
_CONTEXT_BEFORE, _CONTEXT_AFTER = 60, 120


def read_references(paragraphs: Sequence[Paragraph], tables: Sequence[DocumentTable] = ()) -> tuple[Reference, ...]:
    """Every document cited in `paragraphs` and `tables`, in reading order.

    One document printed in two ways ("18-NQ/TW", "18/NQ-TW") counts once, in the first. What the first citation leaves
    out (type, issuer, date) is filled from later ones.
    """
    own: set[tuple[str, ...]] = set()
    found: dict[tuple[str, ...], Reference] = {}
    for passage, page in _passages(paragraphs, tables):
        for cited in find_document_numbers(passage.text):
            if _OWN_NUMBER.match(fold_marks(passage.text[: cited.start])):
                own.add(cited.key)
            reference = _reference(cited, passage.text, page)
            earlier = found.get(cited.key)
            found[cited.key] = reference if earlier is None else _completed(earlier, reference)
    return tuple(reference for key, reference in found.items() if key not in own)


def _passages(paragraphs: Sequence[Paragraph], tables: Sequence[DocumentTable]) -> Iterator[tuple[Passage, int]]:
    """All passages with their pages, in reading order: by page, then from top to bottom; a merged cell once."""
    placed: list[tuple[int, float, int, Passage]] = [
        (paragraph.page, paragraph.box.y0, index, paragraph.passage) for index, paragraph in enumerate(paragraphs)
    ]
    for table in tables:
        for row in table.rows:
            for column, passage in enumerate(row.cells):
                if row.spans[column] == column and passage.text:
                    first = passage.regions[0] if passage.regions else None
                    page, top = (first.page, first.box.y0) if first else (row.page_first, 0.0)
                    placed.append((page, top, len(placed), passage))
    placed.sort(key=lambda place: place[:3])
    seen: set[int] = set()
    for page, _, _, passage in placed:
        if id(passage) not in seen:
            seen.add(id(passage))
            yield passage, page


def _reference(cited: DocumentNumber, text: str, page: int) -> Reference:
    context = text[max(0, cited.start - _CONTEXT_BEFORE) : cited.end + _CONTEXT_AFTER]
    return Reference(
        number=cited.number,
        doc_type=cited.doc_type,
        issuer=cited.issuer,
        issued_date=cited.issued_date,
        page=page,
        context=" ".join(context.split()),
    )


def _completed(first: Reference, later: Reference) -> Reference:
    return replace(
        first,
        doc_type=first.doc_type or later.doc_type,
        issuer=first.issuer or later.issuer,
        issued_date=first.issued_date or later.issued_date,
    )
