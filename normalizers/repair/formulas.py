"""Lines that official documents fix word for word: headings, mottoes and the names of what issues them.

In capitals they are what a reader gets wrong most, and nothing else looks like them: a line near enough to one of them,
accents aside, is that formula.
"""

from __future__ import annotations

from functools import cache

from rapidfuzz import fuzz, process

from normalizers.unicode import folded, nfc

FORMULAS = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "ỦY BAN NHÂN DÂN",
    "HỘI ĐỒNG NHÂN DÂN",
    "KẾ HOẠCH",
    "QUYẾT ĐỊNH",
    "THÔNG BÁO",
    "BÁO CÁO",
    "TỜ TRÌNH",
    "NƠI NHẬN",
    "TỔ CHỨC THỰC HIỆN",
    "MỤC ĐÍCH, YÊU CẦU",
    "NHIỆM VỤ, GIẢI PHÁP",
    "NHIỆM VỤ VÀ GIẢI PHÁP",
    "NỘI DUNG THỰC HIỆN",
    "KINH PHÍ THỰC HIỆN",
    "QUAN ĐIỂM",
    "MỤC TIÊU",
    "KT. CHỦ TỊCH",
    "PHÓ CHỦ TỊCH",
    "TRƯỞNG BAN",
    "PHÓ TRƯỞNG BAN",
)
_NEAR = 80.0
"""Similarity, of 100, from which a line is the formula: one letter in five may be wrong."""
_LEAST_LETTERS = 7


def formula_of(line: str) -> str | None:
    """The formula that the line, misread, stands for; None where it is none, or reads as one already."""
    plain = folded(line).strip()
    if not _LEAST_LETTERS <= len(plain) <= 50:
        return None
    found = process.extractOne(plain, list(_plain()), scorer=fuzz.ratio, score_cutoff=_NEAR)
    if found is None:
        return None
    formula = _plain()[found[0]]
    if len(formula.split()) != len(line.split()) or folded(formula)[0] != plain[0]:
        return None
    return formula if nfc(line).lower() != formula.lower() else None


@cache
def _plain() -> dict[str, str]:
    found: dict[str, str] = {}
    for formula in FORMULAS:
        found.setdefault(folded(formula), formula)
    return found
