"""The title: the lines below the type, up to the first of the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from extractors.casing import normal_case
from extractors.header.beginning import LETTER, Head, in_capitals
from extractors.printed_lines import PrintedLine
from extractors.text_dump.letterhead import leading_marks
from normalizers.code_shapes import digits_of
from normalizers.folding import fold_marks

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
AUTHORITY_SPACING = 2.0
# "năm 202s".
_MISREAD_YEAR = re.compile(r"\b([Nn]ăm\s+)(2[0Oo][\dOlISsB]{2})(?!\w)")

_BODY_START = re.compile(
    r"^(?:thuc hien|can cu|nham|de |theo|tiep tuc|trien khai thuc hien (?:nghi|quyet|ke|chi|chuong|cong)|kinh gui"
    r"|[ivx]+\s?[.,]\s|\d{1,2}\s?[.,]\s|[a-z]\s?[.)]\s|phan |ke thua|phat huy|xet |ngay \d)"
)
_AUTHORITY = re.compile(
    r"^(?:chu tich|(?:tong )?giam doc|bo truong|thu tuong|chinh phu|(?:tong )?cuc truong|uy ban nhan dan"
    r"|hoi dong nhan dan|hieu truong|truong ban|vien truong|thong doc|chanh |ban chap hanh|ban thuong vu)"
)
_NOT_TITLE = re.compile(r"^\W*(?:noi nhan|phu luc|bieu|mau so|kem theo|ban hanh kem)\b|^ngay\b.*\bthang\b")


def read_title(head: Head, *, as_dumped: bool = False) -> tuple[str, tuple[PrintedLine, ...]]:
    """The title: the lines below the type up to the first of the body.

    Of what was dumped, marks that were dumped as a row of signs before a line are left out, and the year is put right.
    """
    found: list[PrintedLine] = [head.type_line] if head.type_line is not None else []
    for line in head.below[:LONGEST_TITLE_LINES]:
        if _is_blot(line, found):
            continue
        if _ends_title(line, found):
            break
        found.append(line)
    texts = {id(line): _without_marks(line.text) if as_dumped else line.text for line in found}
    runs = (" ".join(texts[id(line)] for line in run) for _, run in groupby(found, lambda line: in_capitals(line.text)))
    text = " ".join(normal_case(" ".join(run.split())) for run in runs).strip(" -–_*:.")
    if as_dumped:
        text = _MISREAD_YEAR.sub(lambda year: year[1] + (digits_of(year[2]) or year[2]), text)
    return (text[:1].upper() + text[1:] if head.doc_type == LETTER else text), tuple(found)


def _without_marks(text: str) -> str:
    """The line without the tokens of one or two signs that it begins with, where there are several: no words do so."""
    words = text.split()
    return " ".join(words[leading_marks(words) :]) if leading_marks(words) else text


def _is_blot(line: PrintedLine, title: Sequence[PrintedLine]) -> bool:
    middle = _middle_of(title)
    return line.placed and line.right - line.left < BLOT_WIDTH and abs(line.middle - middle) > CENTRED_TOLERANCE


def _middle_of(title: Sequence[PrintedLine]) -> float:
    """The middle that the title's lines are centred on: that of the widest, which specks move least."""
    return max(title, key=lambda line: line.right - line.left).middle if title else 0.5


def _ends_title(line: PrintedLine, title: Sequence[PrintedLine]) -> bool:
    """True where `line` is no part of the title whose lines so far are `title`."""
    folded = fold_marks(line.text).strip()
    goes_on = bool(title) and _goes_on(line, title)
    wraps = goes_on and line.placed and line.text[:2].isalpha() and line.text[:1].islower()
    if _NOT_TITLE.match(folded) or (
        not wraps and _BODY_START.match(folded) and (title or line.text.endswith((";", ":", ",")))
    ):
        return True
    return bool(title) and (not goes_on or _names_authority(line, title[-1]))


def _names_authority(line: PrintedLine, previous: PrintedLine) -> bool:
    """True for who decides, in capitals and apart from the title: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH"."""
    apart = line.placed and line.top - previous.top > AUTHORITY_SPACING * max(previous.height, line.height)
    return apart and line.text.isupper() and _AUTHORITY.match(fold_marks(line.text)) is not None


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
