"""Document codes ("607/KH-KKTKCN", "NĐ-CP"): their letters are mended from a closed list, their digits never guessed.

A code's parts between "/" and "-" are compared, without accents, with the abbreviations of document types and issuers
that official writing fixes (Nghị định 30/2020/NĐ-CP, phụ lục III). A part that is spelt like one but for its
accents gets them back. A number that runs into letters, where a slash was read as a digit, can't be
parted for sure: it is flagged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalizers.unicode import folded

_TYPES = (
    "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CV CĐ BGN BTT GM GGT GNP PG PC PB TT TTLT NĐ NĐHN VBHN L PL"
)
_ISSUERS = """CP TTg UBND HĐND QH UBTVQH CTN BCT BNV BTC BTP BYT BGDĐT BKHĐT BTNMT BNNPTNT BCA BQP BXD BGTVT BTTTT BKHCN
BVHTTDL BLĐTBXH BCĐ VPCP VP SNV STC STP SYT SGDĐT SKHĐT STNMT SNN SXD SGTVT STTTT SKHCN SVHTTDL SLĐTBXH SCT KCNĐN KCN
KKT TU HU ĐU MTTQ NHNN TTCP TANDTC VKSNDTC KTNN BNG TCCB CCHC KSTT BDT BDTTG BNNMT BVHTT SCT SDL SNG SDTTG SNNMT
SVHTT TTPVHCC PGDĐT GDĐT TTTT HĐQT HĐTV HĐTĐKT TĐKT BTĐKT LĐLĐ TLĐ ĐĐBQH ĐTN TWĐTN TCĐL BCĐCCHC BCĐCĐS BCĐPCTT TBCĐ
HĐBCQG ĐHQG ĐHĐN CĐN CĐCĐ HĐTS HĐNV CCB HND HPN LĐTB LĐXH QLĐT QLĐĐ VPĐP VPĐKĐĐ"""
_KNOWN = {folded(part): part for part in (_TYPES + " " + _ISSUERS).split() if folded(part) != part.lower()}
"""Abbreviations with a letter that loses its accent, by their spelling without."""
_MIXED_CASE = {part.lower(): part for part in ("TTg", "TTr", "CTr")}
"""Abbreviations with a small letter, which readers take for a capital."""
_DECREES = re.compile(r"(?<=/)N(?:[BDEP]|DB|BD|DD|ĐD|DĐ)(?=-CP\b)")
"""What readers make of "NĐ" in "NĐ-CP": of what the government issues, only a decree looks so ("NQ-CP" is none)."""
_TRAINING = re.compile(r"(?<=GD[&/-])DT\b")
"""In "GD&ĐT", education and training."""
_PART = re.compile(r"[A-Za-zĐđ]+")
_CODE = re.compile(r"\d+-[A-ZĐ]{2,}/[A-ZĐ]|\d+(?:/\d{4})?/[A-Za-zĐđ]|[A-ZĐ]{1,6}-[A-ZĐ]{2,}")
_RUN_TOGETHER = re.compile(r"\d{3,}[A-ZĐ]{2,}(?:-|$)")


@dataclass(frozen=True, slots=True)
class MendedCode:
    """A code after mending; `doubtful` where its digits can't be trusted."""

    text: str
    doubtful: bool = False


def mended_code(token: str) -> MendedCode:
    """The token with the letters of a document code put right; any other token as it is."""
    if _RUN_TOGETHER.search(token):
        return MendedCode(token, doubtful=True)
    if not _CODE.search(token):
        return MendedCode(token)
    mended = _PART.sub(lambda match: _mended_part(match[0]), token.replace("Ð", "Đ"))
    return MendedCode(_TRAINING.sub("ĐT", _DECREES.sub("NĐ", mended)))


def _mended_part(part: str) -> str:
    if not part.isascii() or not part[:1].isupper():
        return part
    return _KNOWN.get(part.lower()) or _MIXED_CASE.get(part.lower(), part)
