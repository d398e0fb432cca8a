"""The letterhead: number, place and date, the bodies that issue a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from rapidfuzz import fuzz

from extractors.casing import body_case
from extractors.header.beginning import FORMULA_AGREEMENT
from extractors.printed_lines import PrintedLine
from extractors.table_meaning.wordings import plain
from normalizers.document_numbers import find_document_numbers
from normalizers.folding import fold_marks

_MOTTO = ("cong hoa xa hoi chu nghia viet nam", "doc lap tu do hanh phuc", "dang cong san viet nam")
_MOTTO_PARTS = (
    "cong hoa xa hoi chu nghia",
    "viet nam",
    "xa hoi chu nghia viet nam",
    "chu nghia viet nam",
    "nghia viet nam",
)
_NUMBER_LINE = re.compile(r"^\W*(?:so|s6|s0|sd|\$6|\$o|o(?=\s*:))\s*(?:[:.;]|(?=[\d/]|$))\s*(?P<number>.*)$")
_NUMBER = re.compile(
    r"\d{1,6}[a-z]?\s*[/-]\s*(?:\d{4}\s*/\s*)?[^\W\d_][^\s,;]*(?:\s?[-–/&.]\s?[^\s,;]+)*", re.IGNORECASE
)
_DATE = re.compile(
    r"ng[aàáảãạ]?y\s*(?P<day>\d{1,2})?\D{0,12}?th[aàáảãạ]?ng\s*(?P<month>\d{1,2})?\D{0,12}?n[aàáảãạăâ]?m\s*(?P<year>(?:19|20)\d\d)",
    re.IGNORECASE,
)
# The same where reader and pen left little of the words: "ngày.//9 (hang 01 na/n 2022".
_POOR_DATE = re.compile(
    r"\bng[a-z]?y\W{0,2}(?P<day>[\d/l|I]{1,3})\W{0,3}\w?h[a-z]ng\s*(?P<month>[\dl|I]{1,2})\s+n[a-z]?\W?[a-z]{0,2}\s*"
    r"(?P<year>20\d\d)"
)
_STROKES = str.maketrans("/l|I", "1111")
_CITED = re.compile(r"\W*cua\b")
_PLACE = re.compile(r"^\W*(?P<place>[^,\d]*?)\s*(?:,|\bng[a-z]y\b)")
_HEADS = re.compile(
    r"^(?:ubnd|uy ban|hdnd|hoi dong|so |bo |ban |phong |truong \S|chi cuc|cuc |tong cuc|trung tam|cong an|bo chi huy"
    r"|van phong|tram |hat |dai (?:phat|truyen)|bao tang|thu vien|ban chi huy|bo tu lenh|su doan"
    r"|lien minh|lien hiep|hiep hoi"
    r"|quy |ngan hang|tong cong ty|tong lien doan|thi uy|quan uy|huyen doan|thi doan|quan doan"
    r"|dang uy|dang bo|huyen uy|tinh uy|thanh uy|hoi |doan |lien doan|vien |kho bac|bao hiem|thanh tra"
    r"|cong ty|tap doan|benh vien|dai hoc|hoc vien|toa an|thanh doan|tinh doan|chi bo|mat tran|chinh phu|thu tuong)"
)
# Of what is stamped over a letterhead: "CÔNG VĂN ĐẾN", "ĐẾN Số: ...", words read as letters and digits.
_STAMPED = re.compile(r"^\W*(?:cong van |van ban )?den\b|\b(?=[a-z]*\d)(?=\w*[a-z]{2})\w+\b")
# A letterhead's left column ends, and its lines are narrower than this, in page widths.
RIGHT_COLUMN, WIDEST_LINE = 0.55, 0.6
_BELOW_LETTERHEAD = re.compile(r"^\W*(?:kinh gui|can cu)\b")
_OF_ANOTHER = re.compile(r"\b(?:kem theo|ban hanh theo)\b")
# A name goes on in the next line: "... VÀ", "... NÔNG NGHIỆP VÀ MÔI" (then "TRƯỜNG" is not a school).
_JOINS_ON = re.compile(r"(?:\bva|\bcac|\bcua|\bmoi|,|-|–)$")


def _is_formula(text: str, formulas: Sequence[str]) -> bool:
    folded = plain(text)
    return any(fuzz.ratio(folded, formula) >= FORMULA_AGREEMENT for formula in formulas)


def read_number(above: Sequence[PrintedLine]) -> tuple[str, PrintedLine | None]:
    """The document's number and its line: behind "Số:", else the first in the letterhead; "" and None without one."""
    left = [line for line in above if not line.placed or line.middle < RIGHT_COLUMN]
    for line in left:
        match = _NUMBER_LINE.match(fold_marks(line.text))
        if match is None:
            continue
        printed = line.text[match.start("number") :]
        number = _clean_number(printed)
        if number or not printed.strip(" ./-:…"):
            return number, line if number else None
    for line in left:
        folded = fold_marks(line.text)
        if _BELOW_LETTERHEAD.match(folded) or (line.placed and line.right - line.left > WIDEST_LINE):
            break
        number = "" if _OF_ANOTHER.search(folded) else _clean_number(line.text)
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


def read_date_and_place(above: Sequence[PrintedLine]) -> tuple[date | None, str, PrintedLine | None]:
    """Date of issue and place, with their line; a date that is not filled in is None."""
    alone = [(line, line.text) for line in above]
    wrapped = [(line, f"{line.text} {below.text}") for line, below in pairwise(above)]
    for line, text in (*alone, *wrapped):
        folded = fold_marks(text)
        match = _DATE.search(folded)
        if match is not None and _CITED.match(folded, match.end()) is None:
            return _date_of(match), _place_of(text), line
    for line in above:
        folded = fold_marks(line.text)
        poor = _POOR_DATE.search(folded)
        if poor is not None and _DATE.search(folded) is None and _CITED.match(folded, poor.end()) is None:
            return _guessed(poor), _place_of(line.text), _doubted(line)
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


def _guessed(match: re.Match[str]) -> date | None:
    """The date that strokes were read for; None where there is none such."""
    day = match["day"].translate(_STROKES)[-2:]
    try:
        return date(int(match["year"]), int(match["month"].translate(_STROKES)), int(day))
    except ValueError:
        return None


def _doubted(line: PrintedLine) -> PrintedLine:
    passage = replace(line.passage, word_doubtful=(True,) * len(line.passage.word_doubtful))
    return replace(line, passage=passage)


def _place_of(text: str) -> str:
    match = _PLACE.match(fold_marks(text))
    return " ".join(text[match.start("place") : match.end("place")].split()).strip(" ,.;") if match else ""


def read_issuers(
    above: Sequence[PrintedLine],
) -> tuple[str, str, tuple[PrintedLine, ...], tuple[PrintedLine, ...]]:
    """The body above the issuer and the issuer: the capitals of the left column, parted where a body's name begins."""
    groups: list[list[PrintedLine]] = []
    for line in above:
        folded = plain(line.text)
        if not folded or _is_formula(line.text, (*_MOTTO, *_MOTTO_PARTS)) or (line.placed and line.middle > 0.5):
            continue
        if _STAMPED.search(fold_marks(line.text)) and not find_document_numbers(line.text):
            continue
        if (
            _NUMBER_LINE.match(fold_marks(line.text))
            or find_document_numbers(line.text)
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
