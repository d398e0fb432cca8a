"""Place and date of issue: "Khánh Hòa, ngày 12 tháng 9 năm 2025", also where little of the words is left.

Digits read as letters ("ngày l2") and strokes of a pen are told for what they look like, and marked as doubtful. A day
or month that is not filled in, or can't be told, leaves the date unknown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import regex

from extractors.header.number import doubted
from extractors.printed_lines import PrintedLine
from normalizers.code_shapes import digits_of
from normalizers.folding import fold_marks

_DATE = re.compile(
    r"ng[aàáảãạ]?y\s*(?P<day>\d{1,2})?\D{0,12}?th[aàáảãạ]?ng\s*(?P<month>\d{1,2})?\D{0,12}?n[aàáảãạăâ]?m\s*(?P<year>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_NUMERIC_DATE = re.compile(
    r",\s*ngay\s*(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>(?:19|20)\d\d)"
)
# The same where reader and pen left little of the words: "ngày.//9 (hang 01 na/n 2022".
_POOR_DATE = re.compile(
    r"\bng[a-z]?y\W{0,2}(?P<day>[\d/l|I]{1,3})\W{0,3}\w?h[a-z]ng\s*(?P<month>[\dl|I]{1,2})\s+n[a-z]?\W?[a-z]{0,2}\s*"
    r"(?P<year>20\d\d)"
)
_STROKES = str.maketrans("/l|I", "1111")
# Letters of the words are wrong, digits are letters: "ngdy l5 th5ng 3 ndm 2O24".
_GARBLED_DATE = regex.compile(
    r"(?b)(?:ngay){s<=2,i<=1,d<=1,e<=2}[\s.,:_]*(?P<day>[\dlioszbgq|!]{1,2})[\s.,:_]*"
    r"(?:thang){s<=2,i<=1,d<=1,e<=2}[\s.,:_]*(?P<month>[\dlioszbgq|!]{1,2})[\s.,:_]*"
    r"(?:nam){s<=1,i<=1,d<=1,e<=1}[\s.,:_]*(?P<year>[2z]\s?[0o]\s?[\dliosz]\s?[\dlioszbgq])(?!\w)"
)
_BLANK_DATE = re.compile(r"\bng[a-z]{1,3}\b.*\bth[a-z\d]{1,3}\b")
_DAY_AT_END = re.compile(r"\bng[a-z]{0,2}y\W*(?:\d{1,2})?\s*$")
_MOST_PARTS = 6
# The date above the signatures is among so many last lines, alone but for the place before it.
_SIGNATURE_LINES, _MOST_DATE_WORDS = 25, 12
_CITED = re.compile(r"\W*cua\b")
_PLACE = re.compile(r"^\W*(?P<place>[^,;\d]*?)\s*(?:[,.;]|\bng[a-z]{0,2}y\b)")
_CODE = re.compile("/|-[A-ZĐ]{2}")  # the end of a number that stands before the place
_MOST_PLACE_WORDS = 6
_FIRST_YEAR = 1990


def read_date_and_place(
    above: Sequence[PrintedLine], *, as_dumped: bool
) -> tuple[date | None, str, PrintedLine | None]:
    """Date of issue and place, with their line; a date that is not filled in is None.

    `as_dumped` looks at the words as they were read too, which repair may have made others of.
    """
    alone = [(line, line.text) for line in above]
    wrapped = [(line, f"{line.text} {below.text}") for line, below in pairwise(above)]
    rows = [(row[0], " ".join(line.text for line in row)) for row in _parted_rows(above)]
    for line, text in (*alone, *wrapped, *rows):
        folded = fold_marks(text)
        match = _DATE.search(folded) or _NUMERIC_DATE.search(folded)
        if match is not None and _CITED.match(folded, match.end()) is None:
            told = _date_of(match)
            glued = match["day"] is not None and text[match.end("day")].isalpha()
            if as_dumped and (told is None or glued):
                told = _garbled_date(line.passage.text_raw) or told
                return told, place_of(text), doubted(line) if told is not None else line
            return told, place_of(text), line
    if as_dumped:
        raw = [(line, line.passage.text_raw) for line in above]
        raw += [(line, f"{line.passage.text_raw} {below.passage.text_raw}") for line, below in pairwise(above)]
        raw += [(row[0], " ".join(line.passage.text_raw for line in row)) for row in _parted_rows(above)]
        for line, text in raw:
            told = _garbled_date(text)
            if told is not None:
                return told, place_of(line.text), line if _is_plain(text) else doubted(line)
    for line in above:
        folded = fold_marks(line.text)
        poor = _POOR_DATE.search(folded)
        if poor is not None and _DATE.search(folded) is None and _CITED.match(folded, poor.end()) is None:
            return _guessed(poor), place_of(line.text), doubted(line)
    for line, text in (*alone, *rows):  # A date that is not filled in still follows the place.
        if _BLANK_DATE.search(fold_marks(text)) and place_of(text):
            return None, place_of(text), line
    return None, "", None


def _parted_rows(above: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    """Parts of one printed line from "..., ngày" on, which gaps where a pen should write parted."""
    rows: list[list[PrintedLine]] = []
    for index, line in enumerate(above):
        if line.placed and _DAY_AT_END.search(fold_marks(line.text)):
            same = [
                other
                for other in above[index : index + _MOST_PARTS]
                if (other.page, other.top) == (line.page, line.top)
            ]
            rows.append(same)
    return rows


def date_of_signing(lines: Sequence[PrintedLine]) -> tuple[date | None, PrintedLine | None]:
    """The date above the signatures with its line: forms have none in their letterhead. None where it is not told."""
    for line in reversed(lines[-_SIGNATURE_LINES:]):
        match = _DATE.search(fold_marks(line.text))
        if (
            match is not None
            and len(line.text.split()) <= _MOST_DATE_WORDS
            and match.end() >= len(line.text.rstrip(" ."))
        ):
            return _date_of(match), line
    return None, None


def names_date(text: str) -> bool:
    """True for a line that a date of issue stands in, filled in or not."""
    folded = fold_marks(text)
    return _DATE.search(folded) is not None or re.search(r"\bng[a-z]{1,2}\b.*\bthang\b", folded) is not None


def written_date(text: str) -> tuple[str, str] | None:
    """What stands before the date that a line ends with, without the comma, and the date; None where it does not."""
    match = _DATE.search(fold_marks(text))
    if match is None or text[match.end() :].strip(" .,;"):
        return None
    return text[: match.start()].strip(" .,;"), text[match.start() :]


def _date_of(match: re.Match[str]) -> date | None:
    if not match["day"] or not match["month"]:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _garbled_date(text: str) -> date | None:
    folded = fold_marks(text)
    match = _GARBLED_DATE.search(folded)
    if match is None or _CITED.match(folded, match.end()):
        return None
    day, month, year = (digits_of(match[part]) for part in ("day", "month", "year"))
    if not day or not month or not year or not any(map(str.isdigit, match["day"] + match["month"])):
        return None
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if found.year >= _FIRST_YEAR else None


def _is_plain(text: str) -> bool:
    """True where the digits of the date in `text` were read as digits."""
    match = _GARBLED_DATE.search(fold_marks(text))
    return match is not None and all(match[part].isdigit() for part in ("day", "month", "year"))


def _guessed(match: re.Match[str]) -> date | None:
    """The date that strokes were read for; None where there is none such."""
    day = match["day"].translate(_STROKES)[-2:]
    try:
        return date(int(match["year"]), int(match["month"].translate(_STROKES)), int(day))
    except ValueError:
        return None


def place_of(text: str) -> str:
    """What stands before the date where it can be a place's name."""
    match = _PLACE.match(fold_marks(text))
    if match is None:
        return ""
    words = text[match.start("place") : match.end("place")].split()
    code = max((index for index, word in enumerate(words, 1) if _CODE.search(word)), default=0)
    place = " ".join(words[code:]).strip(" ,.;")
    named = place[:1].isupper() and len(place.split()) <= _MOST_PLACE_WORDS
    return place if named else ""
