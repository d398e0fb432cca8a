"""Where a document begins: the line that names its type, what stands above it and what below."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from extractors.printed_lines import PrintedLine
from extractors.table_meaning.wordings import plain
from normalizers.folding import fold_marks
from normalizers.garbled_letters import plainly

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
SURE_OF_SHORT_LINE = 0.7
# The letterhead and the title end within this many lines.
HEAD_LINES = 40
# What the name of a body begins with; folded, with a space behind.
BODY_HEADS = re.compile(
    r"^(?:ubnd|uy ban|hdnd|hoi dong|so |bo |ban |phong |truong \S|chi cuc|cuc |tong cuc|trung tam|cong an|bo chi huy"
    r"|van phong|tram |hat |dai (?:phat|truyen)|bao tang|thu vien|ban chi huy|bo tu lenh|su doan"
    r"|lien minh|lien hiep|hiep hoi"
    r"|quy |ngan hang|tong cong ty|tong lien doan|thi uy|quan uy|huyen doan|thi doan|quan doan"
    r"|dang uy|dang bo|huyen uy|tinh uy|thanh uy|hoi |doan |lien doan|vien |kho bac|bao hiem|thanh tra"
    r"|cong ty|tap doan|benh vien|dai hoc|hoc vien|toa an|thanh doan|tinh doan|chi bo|mat tran|chinh phu|thu tuong)"
)
LETTER = "Công văn"
_SUBJECT = re.compile(r"^\W*(?:v\s?/\s?v|ve viec)\b\W*")
_ADDRESSED = re.compile(r"^\W*kinh gui\b")
_RULE = re.compile(r"^[\W_]*$")


@dataclass(frozen=True, slots=True)
class Head:
    """The lines of the letterhead, those from the type on, and the line that names the type (`named_by`)."""

    above: tuple[PrintedLine, ...]
    doc_type: str
    below: tuple[PrintedLine, ...]
    type_line: PrintedLine | None
    named_by: PrintedLine | None = None


def find_head(lines: tuple[PrintedLine, ...]) -> Head:
    """The first line that names a type of document by itself, in capitals, and what stands above and below it."""
    first_page = lines[0].page if lines else 1
    for index, line in enumerate(lines[:HEAD_LINES]):
        if line.page > first_page + 1:
            break
        found = _type_of(line.text) or _type_of(line.passage.text_raw)
        if found is not None:
            doc_type, rest = found
            above, below = _around(lines, index)
            return Head(above, doc_type, below, _with_text(line, rest) if rest else None, line)
    return _head_of_letter(lines[:HEAD_LINES]) or Head(
        tuple(line for line in lines[:HEAD_LINES] if line.page == first_page), "", (), None
    )


def _head_of_letter(lines: tuple[PrintedLine, ...]) -> Head | None:
    """An official letter (công văn) has no type in capitals: what it is about stands below its number ("V/v ...")."""
    for index, line in enumerate(lines):
        folded = fold_marks(line.text)
        if _ADDRESSED.match(folded) or line.page != lines[0].page:
            return None
        subject = _SUBJECT.match(folded)
        if subject is not None and (not line.placed or line.middle < 0.5):
            above, below = _around(lines, index)
            column = tuple(other for other in below if not other.placed or other.middle < 0.5)
            return Head(above, LETTER, column, _with_text(line, line.text[subject.end() :].strip()))
    return None


def _around(lines: tuple[PrintedLine, ...], index: int) -> tuple[tuple[PrintedLine, ...], tuple[PrintedLine, ...]]:
    """What stands above and below the line of the type: by place on its page, else by the order of reading."""
    line = lines[index]
    if not line.placed:
        return lines[:index], lines[index + 1 :]
    same_page = [other for other in lines if other.page == line.page and other is not line]
    above = [other for other in same_page if other.top < line.top]
    below = sorted((other for other in same_page if other.top >= line.top), key=lambda other: other.top)
    return tuple(above), tuple(below)


def is_speck(line: PrintedLine) -> bool:
    """True for a rule, and for what specks and broken rules are read as: no digit and hardly a letter."""
    letters = sum(character.isalpha() for character in line.text)
    if _RULE.match(line.text) is not None:
        return True
    unsure = letters < 2 or line.passage.ocr_confidence < SURE_OF_SHORT_LINE
    return letters < FEWEST_LETTERS and unsure and not any(map(str.isdigit, line.text))


def _type_of(text: str) -> tuple[str, str] | None:
    """The type that a line of the title names in capitals, and what follows it in the line."""
    if not in_capitals(text):
        return None
    words = text.split()
    for doc_type in DOCUMENT_TYPES[:-1]:
        size = len(doc_type.split())
        start = plain(" ".join(words[:size]))
        if start != plain(doc_type) and BODY_HEADS.match(plain(text) + " "):
            continue
        if start[:1] == plain(doc_type)[:1] and fuzz.ratio(start, plain(doc_type)) >= FORMULA_AGREEMENT:
            return doc_type, " ".join(words[size:])
        whole = plain(doc_type).replace(" ", "")
        read = (plain(text).replace(" ", ""), plainly(text).replace(" ", ""))
        if len(words) <= size + 1 and max(fuzz.ratio(each, whole) for each in read) >= 85:
            return doc_type, ""
    return None


def _with_text(line: PrintedLine, text: str) -> PrintedLine:
    return PrintedLine(text, line.page, line.left, line.right, line.top, line.height, line.passage, line.placed)


def in_capitals(text: str) -> bool:
    """True where most letters are capitals."""
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and sum(character.isupper() for character in letters) >= 0.6 * len(letters)
