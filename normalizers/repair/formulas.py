"""Lines that official documents fix word for word: headings, mottoes and the names of what issues them.

In capitals they are what a reader gets wrong most, and nothing else looks like them: a line near enough to one of them,
accents aside, is that formula.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz, process

from normalizers.repair.types import RepairedToken
from normalizers.unicode import folded, modern_tone, nfc, trimmed

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
    "MỤC TIÊU, YÊU CẦU",
    "NHIỆM VỤ, GIẢI PHÁP",
    "NHIỆM VỤ VÀ GIẢI PHÁP",
    "NHIỆM VỤ, GIẢI PHÁP CỤ THỂ",
    "NHIỆM VỤ, GIẢI PHÁP CHỦ YẾU",
    "NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM",
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
_NUMBER = re.compile(r"[IVXLl1]{1,5}[.)]|\d{1,2}[.)]")
"""What may stand before a heading."""
_LEAST_LETTERS = 7
_MOTTO_WORDS = 8
"""Words of "Độc lập - Tự do - Hạnh phúc", the one formula that is not in capitals."""


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


def with_formulas(parts: Sequence[str], tokens: list[RepairedToken]) -> list[RepairedToken]:
    """The tokens with lines that are a misread formula put right."""
    result: list[RepairedToken] = []
    line: list[RepairedToken] = []
    remaining = iter(tokens)
    for part in [*parts, "\n"]:
        if not part.isspace():
            line.append(next(remaining))
        elif "\n" in part and line:
            result += _formula_tokens(line)
            line = []
    return result


def _formula_tokens(line: list[RepairedToken]) -> list[RepairedToken]:
    if len(line) > 1 and _NUMBER.fullmatch(line[0].source):
        return [line[0], *_formula_tokens(line[1:])]
    letters = [char for token in line for char in token.source if char.isalpha()]
    if sum(char.isupper() for char in letters) * 2 < len(letters) and len(line) != _MOTTO_WORDS:
        return line
    formula = formula_of(" ".join(token.text for token in line)) or formula_of(" ".join(token.source for token in line))
    if formula is None:
        return line
    return [
        token if _is_written_so(token, word) else RepairedToken(token.source, word, 0.95, False, "formula")
        for token, word in zip(line, formula.split(), strict=True)
    ]


def _is_written_so(token: RepairedToken, word: str) -> bool:
    """True where the token is the formula's word as printed: with the tone's old place, or a colon behind it."""
    return not token.changed and modern_tone(trimmed(nfc(token.source).lower())) == modern_tone(trimmed(word.lower()))
