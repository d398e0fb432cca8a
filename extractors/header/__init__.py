"""The header of a document: number, type, issuer, place and date, title, signature, recipients, year.

Reads the letterhead above the type ("KẾ HOẠCH"), the title below it, and the signature block after the body. What
can't be read stays empty; a number or date that the letterhead lost is taken from the head of an appendix that cites
its plan.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rapidfuzz import fuzz

from extractors.header.beginning import FORMULA_AGREEMENT, Head, find_head, is_speck
from extractors.header.bodies import place_of_issue
from extractors.header.issue import date_of_signing, place_of, read_date_and_place
from extractors.header.letterhead import read_issuers
from extractors.header.number import read_number
from extractors.header.signature import read_signature
from extractors.header.title import read_title
from extractors.layout import DocumentContent, Passage, TextSource
from extractors.printed_lines import PrintedLine, printed_lines
from extractors.records import DocumentHeader, FieldSource
from extractors.table_meaning.wordings import plain
from normalizers.document_numbers import find_document_numbers
from normalizers.folding import fold_marks

DOUBTFUL_HEADER = 0.5
_ATTACHED = re.compile(r"\b(?:kem theo|ban hanh kem theo|dinh kem)\b")
_YEARS = re.compile(r"nam\s*(?:hoc\s*)?(?P<year>(?:19|20)\d\d)")
_SCHOOL_YEAR = re.compile(r"\bnam hoc\s*(?:19|20)\d\d")
_PERIOD = re.compile(r"(?P<first>(?:19|20)\d\d)\s*[-–]\s*(?P<last>(?:19|20)\d\d)")


def read_header(content: DocumentContent) -> DocumentHeader:
    """The header of a document; a field that is not found is "" or None."""
    lines = tuple(line for line in printed_lines(content) if not is_speck(line))
    head = find_head(lines)
    sources: list[FieldSource] = []

    def keep(field: str, *passages: Passage) -> None:
        sources.extend(FieldSource(field, passage) for passage in passages if passage.text)

    dumped = bool(content.pages) and all(page.text_source is TextSource.TEXT_DUMP for page in content.pages)
    mentions = [paragraph.passage.text for paragraph in content.paragraphs]
    parent, issuer, parent_lines, issuer_lines = read_issuers(
        head.above, mentions, named=bool(head.doc_type), as_dumped=dumped
    )
    number, number_line = read_number(head.above, head.doc_type, (issuer, parent), as_dumped=dumped)
    issued, place, date_line = read_date_and_place(head.above, as_dumped=dumped)
    if dumped and place and date_line is not None:
        place = place_of_issue(place_of(date_line.passage.text_raw), place, (issuer, parent))
    if issued is None and date_line is None and number_line is None:
        issued, date_line = date_of_signing(lines)
    cited_number, cited_date = _cited_by_appendix(lines, head)
    number, issued = number or cited_number, issued or cited_date
    if number_line is not None:
        keep("number", number_line.passage)
    if date_line is not None:
        keep("place", date_line.passage)
        keep("issued_date", date_line.passage)
    keep("parent_issuer", *(line.passage for line in parent_lines))
    keep("issuer", *(line.passage for line in issuer_lines))
    if head.named_by is not None:
        keep("doc_type", head.named_by.passage)
    title, title_lines = read_title(head, as_dumped=dumped)
    keep("title", *(line.passage for line in title_lines))
    signature = read_signature(lines, as_dumped=dumped)
    keep("signer_title", *signature.title_passages)
    keep("signer", *signature.name_passages)
    keep("recipients", *signature.recipient_passages)
    header = DocumentHeader(
        number=number,
        doc_type=head.doc_type,
        issuer=issuer,
        parent_issuer=parent,
        place=place,
        issued_date=issued,
        title=title,
        signer_title=signature.title,
        signer=signature.name,
        recipients=signature.recipients,
        plan_year=_plan_year(title, issued),
        sources=tuple(sources),
    )
    return replace(header, confidence=_sureness(header))


def _cited_by_appendix(lines: Sequence[PrintedLine], head: Head) -> tuple[str, date | None]:
    """The plan's own number and date as an appendix's head cites them ("(Kèm theo Kế hoạch số 04/KH-KCNĐN ...)")."""
    for index, line in enumerate(lines):
        if not _ATTACHED.search(fold_marks(line.text)):
            continue
        text = " ".join(entry.text for entry in lines[index : index + 3])
        cited = find_document_numbers(text)
        if cited and fuzz.partial_ratio(plain(head.doc_type or "ke hoach"), plain(text)) >= FORMULA_AGREEMENT:
            return cited[0].number, cited[0].issued_date
    return "", None


def names_school_year(title: str) -> bool:
    """True where a title names a school year ("năm học 2025-2026"): such a plan runs from August to July."""
    return _SCHOOL_YEAR.search(fold_marks(title)) is not None


def _plan_year(title: str, issued: date | None) -> int | None:
    """The year that the title names, else that of issue; of a period the year of issue if inside, else the first."""
    folded = fold_marks(title)
    period = _PERIOD.search(folded)
    named = _YEARS.search(folded)
    if period is not None:
        first, last = int(period["first"]), int(period["last"])
        if re.search(r"nam hoc\s*$", folded[: period.start()]):
            return first
        outside = _YEARS.search(folded[: period.start()] + " " * len(period[0]) + folded[period.end() :])
        if outside:
            return int(outside["year"])
        return issued.year if issued is not None and first <= issued.year <= last else first
    if named is not None:
        return int(named["year"])
    return issued.year if issued is not None else None


def _sureness(header: DocumentHeader) -> float:
    """The share of the fields found, lowered by how poorly their words were read.

    A number or date with doubtful words (written by hand, under a stamp) makes the header one to look at, whatever else
    was found: it would name another document.
    """
    found = (header.number, header.doc_type, header.issuer, header.issued_date, header.title, header.signer)
    confidences = [confidence for source in header.sources for confidence in source.passage.word_confidences]
    read = sum(confidences) / len(confidences) if confidences else 1.0
    named = [source.passage for source in header.sources if source.field in ("number", "issued_date")]
    doubtful = any(any(passage.word_doubtful) for passage in named)
    share = sum(bool(value) for value in found) / len(found)
    return round(min(share * read, DOUBTFUL_HEADER if doubtful else 1.0), 4)
