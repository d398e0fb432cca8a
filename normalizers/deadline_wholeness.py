"""Whether a deadline's text is one whole deadline: with nothing before it, nothing behind it, and nothing cut off.

For texts whose words may have gone to another cell. What time is told is for `normalizers.deadlines`.
"""

from __future__ import annotations

import re

from normalizers.deadline_words import FOLDER
from normalizers.document_numbers import mask_citations

_YEAR = r"(?:\s*[/,.-]?\s*(?:nam\s*)?20\d\d)"
_LIST = r"\s*(?:,|;|&|-|va|hoac|den)\s*"
_QUARTER = r"(?:iii|iv|ii|i|[1-4])\b"
_MONTH = r"(?:0?[1-9]|1[0-2])\b"
_QUARTERS = rf"(?:cac )?quy {_QUARTER}(?:{_LIST}(?:quy )?{_QUARTER})*"
_MONTHS = rf"(?:cac )?thang {_MONTH}(?:{_LIST}(?:thang )?{_MONTH}(?!/\d))*"
_DATE = (
    r"(?:ngay )?\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?20\d\d)?"
    r"|(?:ngay )?\d{1,2} thang \d{1,2}|(?:0?[1-9]|1[0-2])/20\d\d"
)
_TIME = (
    rf"(?:(?:{_QUARTERS}|{_MONTHS}|{_DATE}){_YEAR}?(?: hang nam)?|(?:nam (?:hoc )?)?20\d\d(?:\s?-\s?20\d\d)?"
    r"|(?:0?[369]|ba|sau|chin) thang (?:dau|cuoi)(?: nam)?(?: 20\d\d)?|nam (?:hoc|nay)|hoc k[iy] (?:ii?|[12]))"
)
_BEFORE = (
    r"(?:(?:hoan thanh|thuc hien|xong|bao cao)? ?"
    r"(?:truoc|trong|tu|den|cham nhat|muon nhat|ca|dau|cuoi|giua|het|ke tu|sau)(?: (?:ngay|het|dau|cuoi|giua))* )"
)
_OFTEN = (
    r"(?:(?:dinh k[iy] )?(?:(?:hang|moi) (?:ngay|tuan|thang|quy|nam)(?: hoac dot xuat)?)"
    r"|dinh k[iy] (?:0?[369]|sau) thang(?:,? nam| mot lan)?"
    r"|thuong xuyen(?: (?:trong|ca) (?:nam|thang|quy)(?: hoc)?)?(?: 20\d\d)?|lien tuc|dinh k[iy]|dot xuat"
    r"|(?:trong nam|(?:ca|suot|quanh) (?:nam|quy|thang))(?: hoc)?(?: 20\d\d)?|kip thoi|ngay)"
)
_PIECE = rf"(?:{_BEFORE}?{_TIME}(?:{_LIST}{_BEFORE}?{_TIME})*|{_OFTEN})"
_CLOSED = re.compile(rf"[-–+]?\s*{_PIECE}(?:\s*[,;/&]\s*{_PIECE}|\s*va\s*{_PIECE})*\s*[.;]?")
# What may end with anything: by a plan, when something happens.
_OPEN = re.compile(
    r"[-–+]?\s*(?:thuc hien )?(?:theo|khi|ngay (?:sau )?khi|sau|truoc|trong|tuy|cham nhat|khong qua|den|\d+ ngay"
    r"|dinh k[iy]|thuong xuyen|hang|truong hop|cap nhat|tiep tuc|ke tu|ca|tu|kip thoi|dot xuat|hoan thanh)\b"
)
_CUT_OFF = re.compile(
    r"\b(?:tu|den|truoc|sau|khi|theo|ngay|va|hang|trong|dinh|cuoi|dau|yeu|cua|so|nhat|cham|thuong|tien|ke|trien|chuong"
    r"|hoan|kip|dot|moi|cac|duoc|trong thang|trong quy"
    r"|(?<!hang )(?<!trong )(?<!moi )(?<!ca )(?<!dau )(?<!cuoi )(?<!giua )(?:quy|thang|nam))\s*$"
)
# Behind what is a whole deadline by itself another one has no place without a mark between.
_TWICE = re.compile(
    r"(?:hang (?:quy|thang|nam)|thuong xuyen|ca nam|yeu cau|20\d\d|cap tren) "
    r"(?:hang (?:quy|thang|nam)|thuong xuyen|ca nam|quy|thang|truoc|trong|theo|khi|dinh k[iy]|\d{1,2}/)"
)
_HEAD = re.compile(_PIECE)
_GOES_ON = re.compile(
    r"\s*(?:$|[(,;.:/&-]|(?:theo|khi|cua|va|cho|doi|tuy|sau|truoc|trong|ke|tu|den|hoac|voi|neu|ngay|hang|moi|dinh"
    r"|thuong|nam|co|xong)\b)"
)
_NEXT_ITEM = re.compile(r"[;,.]?\s*\n\s*[-–+]?")
_BARE_YEAR = re.compile(r"20\d\d\W*")
OPEN_DOUBT = 0.5
# "Theo sự vụ" (as the case may be) has three.
FEWEST_OPEN_WORDS = 3


def deadline_oddness(text: str) -> float:
    """0 for an empty text and a whole deadline, 1 for what can't be one; OPEN_DOUBT where it may be cut off.

    "Theo kế hoạch của tỉnh" (by the province's plan) may be whole or cut: no list of such endings is complete.
    """
    folded = " ".join(_NEXT_ITEM.sub("; ", FOLDER.fold(mask_citations(text)).strip()).split())
    if not folded.strip(" .-–+;,"):
        return 0.0
    if _CLOSED.fullmatch(folded):
        return OPEN_DOUBT if _BARE_YEAR.fullmatch(folded) else 0.0
    cut_off = _CUT_OFF.search(folded.rstrip(" .;")) is not None
    head = _HEAD.match(folded)
    followed = head is not None and _GOES_ON.match(folded, head.end()) is None
    cut_off |= len(folded.split()) < FEWEST_OPEN_WORDS
    odd = _OPEN.match(folded) is None or cut_off or followed or _TWICE.search(folded) is not None
    return 1.0 if odd else OPEN_DOUBT
