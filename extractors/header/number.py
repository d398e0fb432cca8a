"""The number of a document in its letterhead: "Số: 607/KH-KKTKCN", also where reader or pen left little of it.

Digits that were read as letters ("l2", "O5") and slashes that were read as strokes ("04lKH-UBND") are told by the form
that numbers have; a number told so is marked as doubtful. A number whose digits can't be told is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from extractors.printed_lines import PrintedLine
from normalizers.code_shapes import code_by_shape, digits_of, letters_of
from normalizers.document_numbers import DOCUMENT_TYPES, find_document_numbers
from normalizers.folding import fold_marks

# A letterhead's left column ends, and its lines are narrower than this, in page widths.
RIGHT_COLUMN, WIDEST_LINE = 0.55, 0.6
_LABEL = re.compile(
    r"^\W*(?:(?:so|s6|s0|s5|sd|se|sb|\$6|\$o|\$e|o(?=\s*:))\s*(?:[:.;z]|(?=[\d/]|$))"
    r"|[s$5§8][\w~'&$€¢<>^(){}]{0,3}\s?[:;])"
)
_NUMBER = re.compile(
    r"\d{1,6}[a-z]?\s*[/-]\s*(?:\d{4}\s*/\s*)?[^\W\d_][^\s,;]*(?:\s?[-–/&.]\s?[^\s,;]+)*", re.IGNORECASE
)
_BELOW_LETTERHEAD = re.compile(r"^\W*(?:kinh gui|can cu)\b")
_OF_ANOTHER = re.compile(r"\b(?:kem theo|ban hanh theo)\b")
# Codes bear no tone: what has one was taken for a word.
_TONED = re.compile(r"[áàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE)
MOST_DIGITS = 6
_BLANK = " ./-:…"
# Signs that a slash is read as, and the codes that a document of a type has where they are not its initials.
_SLASH = r"[/\\|lI1!ftJ7)\]]"
_TYPE_CODES = {"Kế hoạch liên tịch": ("KHLT", "KH"), "Chương trình hành động": ("CTHĐ", "CTr")}
_COMMON_CODES = {"uy ban nhan dan": "UBND", "hoi dong nhan dan": "HĐND"}
_SOUND_CODE = re.compile(r"[A-ZĐƯ][A-ZĐƯa-z]*(?:[-/&.][A-ZĐƯ][A-ZĐƯa-z]*)*")
_CODE = re.compile(r"[A-ZĐÐƯÔa-z0-9&|!$<>()'’\\]+(?:\s?[-–/&.]\s?[A-ZĐÐƯÔa-z0-9&|!$<>()'’\\]+)*")
_UNIT = re.compile(r"^.*?\b(?:tỉnh|thành phố|huyện|quận|thị xã|phường|xã|thị trấn|đặc khu)\b")
_JOINING_WORDS = frozenset({"và", "các", "của", "-"})


@dataclass(frozen=True, slots=True)
class _Told:
    """A number; `doubtful` where its digits were told from what they look like."""

    number: str
    doubtful: bool = False


def read_number(
    above: Sequence[PrintedLine], doc_type: str, bodies: Sequence[str], *, as_dumped: bool
) -> tuple[str, PrintedLine | None]:
    """The document's number and its line: behind "Số:", else the first in the letterhead; "" and None without one.

    `bodies` are the issuer and the one above it, whose initials the code has. `as_dumped` takes codes as they were
    read, before repair, which knows words only. The words of the line are doubtful where the number was told.
    """
    left = [line for line in above if not line.placed or line.middle < RIGHT_COLUMN]
    for line in left:
        for text in _readings(line, as_dumped=as_dumped):
            label = _LABEL.match(fold_marks(text))
            if label is None:
                continue
            printed = text[label.end() :]
            told = _number_in(printed, doc_type, bodies)
            if told is None and not printed.strip(_BLANK):
                told = _number_in(" ".join(_beside(line, left)), doc_type, bodies)
            if told is not None:
                return told.number, doubted(line) if told.doubtful else line
            if not printed.strip(_BLANK):
                return "", None
    for line in left:
        folded = fold_marks(line.text)
        if _BELOW_LETTERHEAD.match(folded) or (line.placed and line.right - line.left > WIDEST_LINE):
            break
        if _OF_ANOTHER.search(folded):
            continue
        for text in _readings(line, as_dumped=as_dumped):
            number = _clean_number(text, bodies)
            if number:
                return number, line
    return "", None


def is_number_line(text: str) -> bool:
    """True for a line that begins as that of a number does: "Số: ..."."""
    return _LABEL.match(fold_marks(text)) is not None


def printed_number(text: str) -> str | None:
    """What stands behind "Số:" in a line that begins so, None for any other."""
    label = _LABEL.match(fold_marks(text))
    return None if label is None else text[label.end() :]


def doubted(line: PrintedLine) -> PrintedLine:
    """The line with all its words doubtful."""
    passage = replace(line.passage, word_doubtful=(True,) * max(1, len(line.passage.word_doubtful)))
    return replace(line, passage=passage)


def _beside(line: PrintedLine, lines: Sequence[PrintedLine]) -> list[str]:
    """What was read right of a line's part, in the same printed line: gaps for a pen part them."""
    return [
        other.passage.text_raw
        for other in lines
        if line.placed and (other.page, other.top) == (line.page, line.top) and other.left > line.left
    ]


def _readings(line: PrintedLine, *, as_dumped: bool) -> tuple[str, ...]:
    raw = line.passage.text_raw
    if raw.split() == line.text.split() or len(raw.split()) != len(line.text.split()):
        return (line.text,)
    return (raw, line.text) if as_dumped else (line.text, raw)


def _number_in(printed: str, doc_type: str, bodies: Sequence[str]) -> _Told | None:
    """The number that `printed`, what stands behind "Số:", begins with."""
    told = _garbled_number(printed, doc_type, bodies)
    if told is not None:
        return told
    number = _clean_number(printed, bodies)
    digits = re.match(r"[^/-]*", number)
    if digits and re.match(rf"\W*{re.escape(digits[0])}\s?[/–-]", printed):
        return _Told(number)
    return None


def _clean_number(printed: str, bodies: Sequence[str]) -> str:
    """A document's number without the spaces of the scan; "" where its digits or letters are missing."""
    spaced = re.sub(r"\s*([-–/&])\s*", lambda match: match[1].replace("–", "-"), printed.strip())
    cited = find_document_numbers(spaced)
    number = cited[0].number if cited else ""
    if not number:
        match = _NUMBER.search(spaced)
        if match is None or not any(character.isupper() for character in match[0]):
            return ""
        number = re.sub(r"\s+", "", match[0]).strip(".,;:")
    return "" if _TONED.search(number) else _with_initials(number, bodies)


def _garbled_number(printed: str, doc_type: str, bodies: Sequence[str]) -> _Told | None:
    """The number by the form that those of its type have, where digits, slash or letters may be misread."""
    for code in _codes_of(doc_type):
        match = _form(code).match(printed)
        if match is None:
            continue
        digits, slash = match["digits"].strip(), match["slash"]
        if not slash and len(digits) > 1 and not match["gap"] and re.fullmatch(_SLASH, digits[-1]):
            digits, slash = digits[:-1], digits[-1]
        suffix = digits[-1] if len(digits) > 1 and digits[-1] in "abc" else ""
        told = digits_of(digits.removesuffix(suffix))
        issuing = _issuing_code(match["code"], bodies, glued=not match["dash"])
        if not told or len(told) > MOST_DIGITS or not issuing:
            continue
        signs = ("-", "/") if slash == "-" else ("/", "-")
        number = _with_initials(f"{told}{suffix}{signs[0]}{code}{signs[1]}{issuing}", bodies)
        plain_digits = re.sub(r"[\s.,;]", "", digits.removesuffix(suffix))
        return _Told(number, doubtful=told != plain_digits or slash not in ("/", "-"))
    return None


def _issuing_code(printed: str, bodies: Sequence[str], *, glued: bool) -> str:
    """The code of who issues at the head of `printed`; "" where it is none. `glued` ones must be known."""
    code = _CODE.match(printed)
    if code is None:
        return ""
    joined = re.sub(r"\s*([-–/&.])\s*", lambda sign: sign[1].replace("–", "-"), code[0]).strip("-.,'’")
    parts = re.split(r"([-/&.])", joined)
    told = [_code_read(part, bodies) if index % 2 == 0 else part for index, part in enumerate(parts)]
    if glued and not told[0]:
        return ""
    mended = "".join(own or part for own, part in zip(told, parts, strict=True))
    return mended if _SOUND_CODE.fullmatch(mended) else ""


def _code_read(part: str, bodies: Sequence[str]) -> str:
    """The code that a part of a number was read for: what the issuer's name says first; "" where nothing tells."""
    initials = _initials_of(bodies)
    if fold_marks(part) in map(fold_marks, initials):
        return code_by_shape(part, initials)
    issuer = fold_marks(bodies[0]) if bodies else ""
    own = [code for head, code in _COMMON_CODES.items() if issuer.startswith((head, fold_marks(code)))]
    by_issuer = code_by_shape(part, own, errors=1)
    if by_issuer or (part.isupper() and part.isalpha() and part.isascii()):
        return by_issuer
    return code_by_shape(part, _COMMON_CODES.values(), errors=1) or code_by_shape(part, initials)


def _codes_of(doc_type: str) -> tuple[str, ...]:
    codes = tuple(code for code, name in DOCUMENT_TYPES.items() if name == doc_type)
    return _TYPE_CODES.get(doc_type, codes) or ("KH",)


@cache
def _form(code: str) -> regex.Pattern[str]:
    letters = letters_of(code)
    return regex.compile(
        rf"^[\s.,:;_'’-]*(?P<digits>[\w|!$\[\].,; ]{{1,9}}?)(?P<gap>\s*)"
        rf"(?P<slash>(?:[/\\-]|(?<=\d\s?)[|lI!ft](?=\s?{letters}))?)\s*"
        rf"{letters}\s?(?P<dash>[-–—~.=_/]{{0,2}})\s?(?P<code>\S.*)$"
    )


def _with_initials(number: str, bodies: Sequence[str]) -> str:
    """The number with a "Đ" for each "D" that stands for one in the names of the bodies that issue it."""
    sign = re.search(r"[-/](?=[^-/]*$)", number)
    if sign is None or "D" not in number[sign.end() :]:
        return number
    code = number[sign.end() :]
    if code in _COMMON_CODES.values() or "Đ" in code:
        return number
    initials = _initials(bodies[0]) + "".join(_initials(_UNIT.sub("", body)) for body in bodies[1:]) if bodies else ""
    found: list[str] = []
    place = 0
    for letter in code:
        place = next(
            (at for at in range(place, len(initials)) if fold_marks(initials[at]) == fold_marks(letter)), len(initials)
        )
        if place == len(initials):
            return number
        found.append(initials[place] if letter == "D" else letter)
        place += 1
    return number[: sign.end()] + "".join(found)


def _initials_of(bodies: Sequence[str]) -> tuple[str, ...]:
    """Runs of two and more of the issuer's initials: of "Trường Cao đẳng Y tế", "TCĐYT", "CĐYT" ..."""
    whole = _initials(bodies[0]) if bodies else ""
    ends = range(len(whole), 1, -1)
    return tuple(whole[start:end] for end in ends for start in range(end - 1))


def _initials(body: str) -> str:
    """The first letters of a body's name; abbreviations in it ("THCS", "GD&ĐT") whole."""
    words = [word for word in re.split(r"[\s,&]+", body) if word and word.lower() not in _JOINING_WORDS]
    letters = "".join(word if word.isupper() else word[:1].upper() for word in words)
    return "".join(letter if letter == "Đ" else fold_marks(letter).upper() for letter in letters)
