"""The header of a document: number, type, issuer, place and date, title, signature, recipients, year.

Reads the letterhead above the type ("KẾ HOẠCH"), the title below it, and the signature block after the body. What
can't be read stays empty; a number or date that the letterhead lost is taken from the head of an appendix that cites
its plan.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from rapidfuzz import fuzz

from extractors.casing import body_case, normal_case
from extractors.layout import DocumentContent, Passage
from extractors.printed_lines import PrintedLine, printed_lines
from extractors.records import DocumentHeader, FieldSource
from extractors.signature import read_signature
from extractors.table_meaning.wordings import plain
from normalizers.document_numbers import find_document_numbers
from normalizers.folding import fold_marks

# Types of documents that plans come as, and those that are read beside them.
DOCUMENT_TYPES = (
    "Kế hoạch liên tịch",
    "Kế hoạch",
    "Chương trình hành động",
    "Chương trình",
    "Quyết định",
    "Thông báo",
    "Báo cáo",
    "Hướng dẫn",
    "Chỉ thị",
    "Nghị quyết",
    "Phương án",
    "Đề án",
    "Tờ trình",
    "Kết luận",
    "Phụ lục",
)
# Letters in a hundred that must agree for a line to be one of the printed formulas.
FORMULA_AGREEMENT = 80
# A line without digits and with fewer letters than this is a speck, unless the reader is sure of it ("Sở;").
FEWEST_LETTERS = 3
DOUBTFUL_HEADER = 0.5
SURE_OF_SHORT_LINE = 0.7
# The letterhead and the title end within this many lines.
HEAD_LINES = 40
# A title longer than this many lines has run into the body.
LONGEST_TITLE_LINES = 9
# A line is centred when its middle is this near to the middle of the title's lines, in page widths. One that fills the
# page must be nearer: the first line of the body is full but for its indent.
CENTRED_TOLERANCE = 0.035
FULL_WIDTH = 0.7
CENTRED_TOLERANCE_OF_FULL = 0.012
# A line off the middle and narrower than this, in page widths, is a blot beside the title, not the end of it.
BLOT_WIDTH = 0.08
# The lines of a title follow each other within this many letter heights; the body stands farther off or is indented.
MOST_TITLE_SPACING = 3.0

_MOTTO = ("cong hoa xa hoi chu nghia viet nam", "doc lap tu do hanh phuc", "dang cong san viet nam")
_MOTTO_PARTS = (
    "cong hoa xa hoi chu nghia",
    "viet nam",
    "xa hoi chu nghia viet nam",
    "chu nghia viet nam",
    "nghia viet nam",
)
_NUMBER_LINE = re.compile(r"^\W*(?:so|s6|s0|sd|\$6|\$o)\s*(?:[:.;]|(?=[\d/]|$))\s*(?P<number>.*)$")
_NUMBER = re.compile(
    r"\d{1,6}[a-z]?\s*[/-]\s*(?:\d{4}\s*/\s*)?[^\W\d_][^\s,;]*(?:\s?[-–/&.]\s?[^\s,;]+)*", re.IGNORECASE
)
_DATE = re.compile(
    r"ng[aàáảãạ]?y\s*(?P<day>\d{1,2})?\D{0,12}?th[aàáảãạ]?ng\s*(?P<month>\d{1,2})?\D{0,12}?n[aàáảãạăâ]?m\s*(?P<year>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_PLACE = re.compile(r"^\W*(?P<place>[^,\d]*?)\s*(?:,|\bng[a-z]y\b)")
_BODY_START = re.compile(
    r"^(?:thuc hien|can cu|nham|de |theo|tiep tuc|trien khai thuc hien (?:nghi|quyet|ke|chi|chuong|cong)|kinh gui"
    r"|[ivx]+\s?[.,]\s|\d{1,2}\s?[.,]\s|[a-z]\s?[.)]\s|phan |ke thua|phat huy|xet |ngay \d)"
)
_NOT_TITLE = re.compile(r"^\W*(?:noi nhan|phu luc|bieu|mau so|kem theo|ban hanh kem)\b|^ngay\b.*\bthang\b")
_ATTACHED = re.compile(r"\b(?:kem theo|ban hanh kem theo|dinh kem)\b")
_RULE = re.compile(r"^[\W_]*$")
_HEADS = re.compile(
    r"^(?:ubnd|uy ban|hdnd|hoi dong|so |bo |ban |phong |truong \S|chi cuc|cuc |tong cuc|trung tam|cong an|bo chi huy"
    r"|van phong|tram |hat |dai (?:phat|truyen)|bao tang|thu vien|ban chi huy|bo tu lenh|su doan"
    r"|lien minh|lien hiep|hiep hoi"
    r"|quy |ngan hang|tong cong ty|tong lien doan|thi uy|quan uy|huyen doan|thi doan|quan doan"
    r"|dang uy|dang bo|huyen uy|tinh uy|thanh uy|hoi |doan |lien doan|vien |kho bac|bao hiem|thanh tra"
    r"|cong ty|tap doan|benh vien|dai hoc|hoc vien|toa an|thanh doan|tinh doan|chi bo|mat tran|chinh phu|thu tuong)"
)
# A name goes on in the next line: "... VÀ", "... NÔNG NGHIỆP VÀ MÔI" (then "TRƯỜNG" is not a school).
_JOINS_ON = re.compile(r"(?:\bva|\bcac|\bcua|\bmoi|,|-|–)$")
_YEARS = re.compile(r"nam\s*(?:hoc\s*)?(?P<year>(?:19|20)\d\d)")
_SCHOOL_YEAR = re.compile(r"\bnam hoc\s*(?:19|20)\d\d")
_PERIOD = re.compile(r"(?P<first>(?:19|20)\d\d)\s*[-–]\s*(?P<last>(?:19|20)\d\d)")


@dataclass(frozen=True, slots=True)
class _Head:
    """The lines of the letterhead, those from the type on, and the line that names the type (`named_by`)."""

    above: tuple[PrintedLine, ...]
    doc_type: str
    below: tuple[PrintedLine, ...]
    type_line: PrintedLine | None
    named_by: PrintedLine | None = None


def read_header(content: DocumentContent) -> DocumentHeader:
    """The header of a document; a field that is not found is "" or None."""
    lines = tuple(line for line in printed_lines(content) if not _is_speck(line))
    head = _find_head(lines)
    sources: list[FieldSource] = []

    def keep(field: str, *passages: Passage) -> None:
        sources.extend(FieldSource(field, passage) for passage in passages if passage.text)

    number, number_line = _read_number(head.above)
    issued, place, date_line = _read_date_and_place(head.above)
    cited_number, cited_date = _cited_by_appendix(lines, head)
    number, issued = number or cited_number, issued or cited_date
    if number_line is not None:
        keep("number", number_line.passage)
    if date_line is not None:
        keep("place", date_line.passage)
        keep("issued_date", date_line.passage)
    parent, issuer, parent_lines, issuer_lines = _read_issuers(head.above)
    keep("parent_issuer", *(line.passage for line in parent_lines))
    keep("issuer", *(line.passage for line in issuer_lines))
    if head.named_by is not None:
        keep("doc_type", head.named_by.passage)
    title, title_lines = _read_title(head)
    keep("title", *(line.passage for line in title_lines))
    signature = read_signature(lines)
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


def _is_formula(text: str, formulas: Sequence[str]) -> bool:
    folded = plain(text)
    return any(fuzz.ratio(folded, formula) >= FORMULA_AGREEMENT for formula in formulas)


def _find_head(lines: tuple[PrintedLine, ...]) -> _Head:
    """The first line that names a type of document by itself, in capitals, and what stands above and below it."""
    first_page = lines[0].page if lines else 1
    for index, line in enumerate(lines[:HEAD_LINES]):
        if line.page > first_page + 1:
            break
        found = _type_of(line.text)
        if found is not None:
            doc_type, rest = found
            above, below = _around(lines, index)
            return _Head(above, doc_type, below, _with_text(line, rest) if rest else None, line)
    above = tuple(line for line in lines[:HEAD_LINES] if line.page == first_page)
    return _Head(above, "", (), None)


def _around(lines: tuple[PrintedLine, ...], index: int) -> tuple[tuple[PrintedLine, ...], tuple[PrintedLine, ...]]:
    """What stands above and below the line of the type: by place on its page, else by the order of reading."""
    line = lines[index]
    if not line.placed:
        return lines[:index], lines[index + 1 :]
    same_page = [other for other in lines if other.page == line.page and other is not line]
    above = [other for other in same_page if other.top < line.top]
    below = sorted((other for other in same_page if other.top >= line.top), key=lambda other: other.top)
    return tuple(above), tuple(below)


def _is_speck(line: PrintedLine) -> bool:
    """True for a rule, and for what specks and broken rules are read as: no digit and hardly a letter."""
    letters = sum(character.isalpha() for character in line.text)
    if _RULE.match(line.text) is not None:
        return True
    unsure = letters < 2 or line.passage.ocr_confidence < SURE_OF_SHORT_LINE
    return letters < FEWEST_LETTERS and unsure and not any(map(str.isdigit, line.text))


def _type_of(text: str) -> tuple[str, str] | None:
    """The type that a line of the title names in capitals, and what follows it in the line."""
    if not _in_capitals(text):
        return None
    words = text.split()
    for doc_type in DOCUMENT_TYPES[:-1]:
        size = len(doc_type.split())
        start = plain(" ".join(words[:size]))
        if start[:1] == plain(doc_type)[:1] and fuzz.ratio(start, plain(doc_type)) >= FORMULA_AGREEMENT:
            return doc_type, " ".join(words[size:])
        if len(words) <= size + 1 and fuzz.ratio(plain(text).replace(" ", ""), plain(doc_type).replace(" ", "")) >= 85:
            return doc_type, ""
    return None


def _with_text(line: PrintedLine, text: str) -> PrintedLine:
    return PrintedLine(text, line.page, line.left, line.right, line.top, line.height, line.passage, line.placed)


def _read_number(above: Sequence[PrintedLine]) -> tuple[str, PrintedLine | None]:
    for line in above:
        match = _NUMBER_LINE.match(fold_marks(line.text))
        if match is None:
            continue
        printed = line.text[match.start("number") :]
        number = _clean_number(printed)
        if number or not printed.strip(" ./-:…"):
            return number, line if number else None
    for line in above:
        number = _clean_number(line.text)
        if number:
            return number, line
    return "", None


def _clean_number(printed: str) -> str:
    """A document's number without the spaces of the scan; "" where its digits or letters are missing."""
    spaced = re.sub(r"\s*([-–/&])\s*", lambda match: match[1].replace("–", "-"), printed.strip())
    cited = find_document_numbers(spaced)
    if cited:
        return cited[0].number
    match = _NUMBER.search(spaced)
    if match is None or not any(character.isupper() for character in match[0]):
        return ""
    return re.sub(r"\s+", "", match[0]).strip(".,;:")


def _read_date_and_place(above: Sequence[PrintedLine]) -> tuple[date | None, str, PrintedLine | None]:
    alone = [(line, line.text) for line in above]
    wrapped = [(line, f"{line.text} {below.text}") for line, below in pairwise(above)]
    for line, text in (*alone, *wrapped):
        match = _DATE.search(fold_marks(text))
        if match is not None:
            return _date_of(match), _place_of(text), line
    for line in above:  # A date that is not filled in still follows the place.
        folded = fold_marks(line.text)
        if re.search(r"\bng[a-z]{1,2}\b.*\bth[a-z]{1,3}\b", folded):
            return None, _place_of(line.text), line
    return None, "", None


def _date_of(match: re.Match[str]) -> date | None:
    if not match["day"] or not match["month"]:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _place_of(text: str) -> str:
    match = _PLACE.match(fold_marks(text))
    return " ".join(text[match.start("place") : match.end("place")].split()).strip(" ,.;") if match else ""


def _read_issuers(
    above: Sequence[PrintedLine],
) -> tuple[str, str, tuple[PrintedLine, ...], tuple[PrintedLine, ...]]:
    """The body above the issuer and the issuer: the capitals of the left column, parted where a body's name begins."""
    groups: list[list[PrintedLine]] = []
    for line in above:
        folded = plain(line.text)
        if not folded or _is_formula(line.text, (*_MOTTO, *_MOTTO_PARTS)) or (line.placed and line.middle > 0.5):
            continue
        if (
            _NUMBER_LINE.match(fold_marks(line.text))
            or _DATE.search(fold_marks(line.text))
            or re.search(r"\bng[a-z]{1,2}\b.*\bthang\b", fold_marks(line.text))
        ):
            if groups:
                break
            continue
        capitals = [character for character in line.text if character.isalpha()]
        if not capitals or sum(character.isupper() for character in capitals) < 0.6 * len(capitals):
            if groups:
                break
            continue
        goes_on = bool(groups) and (
            _JOINS_ON.search(fold_marks(groups[-1][-1].text).strip()) is not None or _HEADS.match(folded + " ") is None
        )
        if goes_on:
            groups[-1].append(line)
        else:
            groups.append([line])
    names = [body_case(" ".join(" ".join(line.text for line in group).split()).strip(" .,-_:*")) for group in groups]
    if not names:
        return "", "", (), ()
    if len(names) == 1:
        return "", names[0], (), tuple(groups[0])
    return names[-2], names[-1], tuple(groups[-2]), tuple(groups[-1])


def _in_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and sum(character.isupper() for character in letters) >= 0.6 * len(letters)


def _read_title(head: _Head) -> tuple[str, tuple[PrintedLine, ...]]:
    """The title: the lines below the type up to the first of the body."""
    found: list[PrintedLine] = [head.type_line] if head.type_line is not None else []
    for line in head.below[:LONGEST_TITLE_LINES]:
        if _is_blot(line, found):
            continue
        if _ends_title(line, found):
            break
        found.append(line)
    text = " ".join(" ".join(line.text for line in found).split()).strip(" -–_*:.")
    return normal_case(text), tuple(found)


def _is_blot(line: PrintedLine, title: Sequence[PrintedLine]) -> bool:
    middle = _middle_of(title)
    return line.placed and line.right - line.left < BLOT_WIDTH and abs(line.middle - middle) > CENTRED_TOLERANCE


def _middle_of(title: Sequence[PrintedLine]) -> float:
    """The middle that the title's lines are centred on: that of the widest, which specks move least."""
    return max(title, key=lambda line: line.right - line.left).middle if title else 0.5


def _ends_title(line: PrintedLine, title: Sequence[PrintedLine]) -> bool:
    """True where `line` is no part of the title whose lines so far are `title`."""
    folded = fold_marks(line.text).strip()
    if _NOT_TITLE.match(folded) or (_BODY_START.match(folded) and (title or line.text.endswith((";", ":", ",")))):
        return True
    return bool(title) and not _goes_on(line, title)


def _goes_on(line: PrintedLine, title: Sequence[PrintedLine]) -> bool:
    """True where `line` stands below the title's last line as another line of it would."""
    previous = title[-1]
    if not line.placed:
        return not line.text[:1].isupper() or (previous.text.isupper() and line.text.isupper())
    near = line.page == previous.page and line.top - previous.top <= MOST_TITLE_SPACING * max(
        previous.height, line.height
    )
    full = line.right - line.left > FULL_WIDTH and title[0].right - title[0].left > FULL_WIDTH
    tolerance = CENTRED_TOLERANCE_OF_FULL if full else CENTRED_TOLERANCE
    return near and abs(line.middle - _middle_of(title)) <= tolerance


def _cited_by_appendix(lines: Sequence[PrintedLine], head: _Head) -> tuple[str, date | None]:
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
