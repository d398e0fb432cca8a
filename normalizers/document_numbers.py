"""Numbers of official documents cited in a text: "Kế hoạch số 2943/KH-UBND ngày 29/8/2025 của UBND tỉnh".

Decides what is a document number, which letters of it a scan must have changed (from a closed list), and which type,
issuer and date belong to it. Digits are taken as read, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from normalizers.folding import fold_marks

# Type codes of the decree on clerical work (Nghị định 30/2020/NĐ-CP, phụ lục III), of party documents, and of laws.
DOCUMENT_TYPES = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "QĐi": "Quy định",
    "QCPH": "Quy chế phối hợp",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "CTHĐ": "Chương trình hành động",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "GM": "Giấy mời",
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "NQLT": "Nghị quyết liên tịch",
    "PL": "Pháp lệnh",
    "L": "Luật",
    "KL": "Kết luận",
    "CV": "Công văn",
    "VBHN": "Văn bản hợp nhất",
    "TTg": "Công văn",
}
# Words that name a document before its number, longest first; folded.
_TYPE_WORDS = {
    fold_marks(name): name
    for name in (
        *DOCUMENT_TYPES.values(),
        "Bộ luật",
        "Sắc lệnh",
        "Văn bản",
        "Lệnh",
        "Thông báo kết luận",
        "Chương trình hành động",
        "Hiến pháp",
        "Giấy phép",
        "Công thư",
    )
}
_TYPE_WORD = "|".join(sorted((re.escape(word) for word in _TYPE_WORDS), key=len, reverse=True))

# What scans make of the letters of a code; the whole part must match.
_MENDED_PARTS = {
    "QD": "QĐ",
    "OD": "QĐ",
    "OĐ": "QĐ",
    "QB": "QĐ",
    "ND": "NĐ",
    "NO": "NQ",
    "NGQ": "NQ",
    "TTG": "TTg",
    "Ttg": "TTg",
    "TTR": "TTr",
    "CTR": "CTr",
    "CD": "CĐ",
    "DA": "ĐA",
    "HDND": "HĐND",
    "HÐNĐ": "HĐND",
    "HĐNĐ": "HĐND",
    "UBNĐ": "UBND",
    "UBNO": "UBND",
    "BCD": "BCĐ",
    "DU": "ĐU",
    "HDT": "HĐT",
    "BGDDT": "BGDĐT",
    "BLDTBXH": "BLĐTBXH",
    "SGDDT": "SGDĐT",
    "GDDT": "GDĐT",
    "LDTBXH": "LĐTBXH",
    "KCNDN": "KCNĐN",
}
_CODE_LETTERS = "A-ZĐÐƯÔÂĂÊƠ"
_CODE_PART = rf"[{_CODE_LETTERS}][{_CODE_LETTERS}a-z0-9]{{0,14}}"
_NUMBER = re.compile(
    rf"(?<![\w/.,-])(?P<digits>\d{{1,6}}[A-Za-z]?)"
    rf"(?:\s?/\s?(?P<year>(?:19|20)\d\d))?"
    rf"(?P<first>\s?[/-]\s?)(?P<code>{_CODE_PART}(?:\s?[-/.&]\s?{_CODE_PART}){{0,3}})(?![\w])"
)
_ASSEMBLY_LAW = re.compile(
    r"(?<![\w/.,-])(?P<digits>\d{1,3})\s?/\s?(?P<year>(?:19|20)\d\d)\s?/\s?(?P<code>QH\s?\d{1,2})(?!\w)"
)
_TYPE_BEFORE = re.compile(
    rf"({_TYPE_WORD})(?:\s+(?:lien tich|hop nhat))?(?:\s+[^.;:()\d]{{0,60}}?)?\s*(?:so|s6)?\s*[:.]?\s*$"
)
_DATE_AFTER = re.compile(
    r"\s*,?\s*\(?(?:ky\s+|ban hanh\s+)?ngay\s*"
    r"(?:(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>(?:19|20)\d\d)"
    r"|(?P<d2>\d{1,2})\s*thang\s*(?P<m2>\d{1,2})\s*nam\s*(?P<y2>(?:19|20)\d\d))"
)
_ISSUER_AFTER = re.compile(r"\s*,?\s*(?:do|cua)\s+")
_ISSUER_END = re.compile(
    r"\s(?:ve|quy dinh|ban hanh|phe duyet|sua doi|huong dan|trien khai|thuc hien|v/v|lan thu|khoa|giao|va (?:cac )?"
    rf"(?:{_TYPE_WORD}))\b|[;.,:()\n]|\s-\s"
)
_LONGEST_ISSUER = 90


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A cited document. `number` is mended; `start` and `end` bound the number as printed in the text.

    `doc_type` and `issuer` are "" and `issued_date` None where the text does not say.
    """

    number: str
    doc_type: str
    issuer: str
    issued_date: date | None
    start: int
    end: int
    citation_end: int

    @property
    def key(self) -> tuple[str, ...]:
        """What two ways to print one number share: "18-NQ/TW" and "18/NQ-TW" have one key."""
        return tuple(re.split(r"[/-]", self.number))


def find_document_numbers(text: str) -> tuple[DocumentNumber, ...]:
    """Every document number in `text`, in order, with what the words around it say of the document."""
    folded = fold_marks(text)
    found = []
    matches = sorted([*_NUMBER.finditer(text), *_ASSEMBLY_LAW.finditer(text)], key=lambda match: match.start())
    end_of_last = 0
    for match in matches:
        if match.start() < end_of_last:
            continue
        number = _mended(match)
        if number is None:
            continue
        issued, after_date = _date_after(folded, match.end())
        issuer, citation_end = _issuer_after(text, folded, after_date)
        doc_type = _type_before(folded[: match.start()]) or _type_of_code(number)
        found.append(DocumentNumber(number, doc_type, issuer, issued, match.start(), match.end(), citation_end))
        end_of_last = match.end()
    return tuple(found)


def mask_citations(text: str) -> str:
    """`text` with document numbers and their dates blanked out; same length."""
    characters = list(text)
    folded = fold_marks(text)
    for cited in find_document_numbers(text):
        _, date_end = _date_after(folded, cited.end)
        characters[cited.start : date_end] = " " * (date_end - cited.start)
    return "".join(characters)


def _mended(match: re.Match[str]) -> str | None:
    """The number without spaces and with mended letters; None where the letters make no code."""
    separators = re.findall(r"[-/.&]", match["code"])
    parts = [_mended_part(part.strip()) for part in re.split(r"[-/.&]", match["code"])]
    known_type = parts[0] in DOCUMENT_TYPES
    issuing = len(parts) >= 2 and all(len(part) >= 2 for part in parts)
    assembly = re.fullmatch(r"QH ?\d+", parts[0]) is not None
    if not (assembly or issuing or (known_type and len(parts) >= 2)):
        return None
    separators = ["-" if sign in ".&" else sign for sign in separators]
    code = parts[0].replace(" ", "") + "".join(sign + part for sign, part in zip(separators, parts[1:], strict=True))
    year = f"/{match['year']}" if match["year"] else ""
    first = match["first"].strip() if "first" in match.re.groupindex else "/"
    return f"{match['digits']}{year}{first}{code}"


def _mended_part(part: str) -> str:
    part = part.replace("Ð", "Đ")
    return _MENDED_PARTS.get(part, part)


def _type_of_code(number: str) -> str:
    for part in re.split(r"[/-]", number):
        if part in DOCUMENT_TYPES:
            return DOCUMENT_TYPES[part]
        if part.startswith("QH"):
            return "Luật"
    return ""


def _type_before(folded: str) -> str:
    match = _TYPE_BEFORE.search(folded[-120:])
    return _TYPE_WORDS[match[1]] if match else ""


def _date_after(folded: str, position: int) -> tuple[date | None, int]:
    match = _DATE_AFTER.match(folded, position)
    if match is None:
        return None, position
    day, month, year = (int(match[name] or match[name + "2"]) for name in ("d", "m", "y"))
    try:
        return date(year, month, day), match.end()
    except ValueError:
        return None, match.end()


def _issuer_after(text: str, folded: str, position: int) -> tuple[str, int]:
    start = _ISSUER_AFTER.match(folded, position)
    if start is None:
        return "", position
    stop = _ISSUER_END.search(folded, start.end(), start.end() + _LONGEST_ISSUER)
    end = stop.start() if stop else min(len(text), start.end() + _LONGEST_ISSUER)
    if stop is None and end < len(text):
        return "", position
    return text[start.end() : end].strip(), end
