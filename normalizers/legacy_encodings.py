"""Vietnamese text in the encodings from before Unicode: TCVN3 (ABC), VNI, VISCII and VPS.

Documents of the 1990s and 2000s were typed with fonts that draw Vietnamese letters in the places of Western ones.
Copied out, or decoded as Latin-1 or Windows-1252, they read "Céng hßa x· héi" (TCVN3) or "Coäng hoøa xaõ hoäi" (VNI).
`detect` tells which encoding makes Vietnamese syllables of such text; `decode` turns it into Unicode.

The tables follow TCVN 5712:1993 as the ABC fonts use it, RFC 1456 (VISCII), and the layouts of the VNI and VPS fonts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from normalizers.unicode import TONES, nfc, vietnamese_syllable_share


class LegacyEncoding(StrEnum):
    """An encoding of Vietnamese from before Unicode."""

    TCVN3 = "tcvn3"
    VNI = "vni"
    VISCII = "viscii"
    VPS = "vps"


_SAMPLE = 4_000
"""Characters looked at: a page or two is enough to tell."""
_LEAST_SHARE = 0.85
"""Share of syllables among the words that decoding must reach: scans stay far below, typed text above."""
_LEAST_GAIN = 0.2
"""Share of syllables that decoding must add: text that is Vietnamese already gains nothing."""

_JOINING_SIGNS = ("", "-", "–", ",")
# Lower-case letters a à ả ã á ạ ..., in the order of the Vietnamese alphabet's tables.
_LETTERS = (
    "à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ đ è ẻ ẽ é ẹ ê ề ể ễ ế ệ ì ỉ ĩ í ị ò ỏ õ ó ọ ô ồ ổ ỗ ố ộ ơ ờ ở ỡ ớ ợ "
    "ù ủ ũ ú ụ ư ừ ử ữ ứ ự ỳ ỷ ỹ ý ỵ"
)
_ORDER = tuple(_LETTERS.split())
_TCVN3_BYTES = bytes.fromhex(
    "b5 b6 b7 b8 b9 a8 bb bc bd be c6 a9 c7 c8 c9 ca cb ae cc ce cf d0 d1 aa d2 d3 d4 d5 d6 d7 d8 dc dd de df e1 e2 e3"
    "e4 ab e5 e6 e7 e8 e9 ac ea eb ec ed ee ef f1 f2 f3 f4 ad f5 f6 f7 f8 f9 fa fb fc fd fe"
)
_TCVN3_CAPITALS = {"Ă": 0xA1, "Â": 0xA2, "Ê": 0xA3, "Ô": 0xA4, "Ơ": 0xA5, "Ư": 0xA6, "Đ": 0xA7}
_VISCII_BYTES = bytes.fromhex(
    "e0 e4 e3 e1 d5 e5 a2 c6 c7 a1 a3 e2 a5 a6 e7 a4 a7 f0 e8 eb a8 e9 a9 ea ab ac ad aa ae ec ef ee ed b8 f2 f6 f5 f3"
    "f7 f4 b0 b1 b2 af b5 bd b6 b7 de be fe f9 fc fb fa f8 df d7 d8 e6 d1 f1 cf d6 db fd dc"
)
_VISCII_CAPITALS = bytes.fromhex(
    "c0 c4 c3 c1 80 c5 82 02 05 81 83 c2 85 86 06 84 87 d0 c8 cb 88 c9 89 ca 8b 8c 8d 8a 8e cc 9b ce cd 98 d2 99 a0 d3"
    "9a d4 90 91 92 8f 93 b4 96 97 b3 95 94 d9 9c 9d da 9e bf bb bc ff ba b9 9f 14 19 dd 1e"
)
_VPS_BYTES = bytes.fromhex(
    "e0 e4 e3 e1 e5 e6 a2 a3 a4 a1 a5 e2 c0 c4 c5 c3 c6 c7 e8 c8 eb e9 cb ea 8a 8b cd 89 8c ec cc ef ed ce f2 d5 f5 f3"
    "86 f4 d2 b0 87 d3 b6 d6 a9 aa ab a7 ae f9 fb db fa f8 dc d8 ba bb d9 bf ff 9b cf 9a 9c"
)
_VPS_LETTERS = "À Á Ả Ã Â Ầ Ấ Ẩ Ă Ằ Ắ Ẳ Đ É Ẻ Ẽ Ê Ề Ế Ể Ễ Ì Í Ỉ Ĩ Ò Ó Ỏ Õ Ô Ồ Ố Ổ Ỗ Ơ Ờ Ớ Ở Ỡ Ù Ú Ủ Ũ Ư Ừ Ứ Ử Ỳ Ý Ỷ Ỹ"
# Capitals of VPS; those with a dot below and some others have control characters, which fonts of the time can't show.
_VPS_CAPITALS = dict(
    zip(
        _VPS_LETTERS.split(),
        bytes.fromhex(
            "80 c1 81 82 c2 84 83 85 88 8e 8d 8f f1 c9 de fe ca 93 90 94 95 b5 b4 b7 b8 bc b9 bd be d4 97 96 98 99 f7"
            "9e 9d 9f a6 a8 da d1 ac d0 af ad b1 b2 dd fd b3"
        ),
        strict=True,
    )
)
# VNI writes a letter and, after it, its marks: "aù" is á, "aâ" â, "aá" ấ.
_VNI_TONES = dict(zip("øùûõï", TONES, strict=True))
_VNI_CIRCUMFLEX = {"â": "", **dict(zip("àáåãä", TONES, strict=True))}
_VNI_BREVE = {"ê": "", **dict(zip("èéúüë", TONES, strict=True))}
_VNI_SINGLE = {"ñ": "đ", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ"}


def detect(text: str) -> LegacyEncoding | None:
    """The encoding that makes text of Vietnamese syllables of `text`, read as Latin-1 or Windows-1252, or None."""
    sample = text[:_SAMPLE]
    if all(char.isascii() for char in sample):
        return None
    plain = vietnamese_syllable_share(sample)
    shares = {encoding: vietnamese_syllable_share(decode(sample, encoding)) for encoding in LegacyEncoding}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] >= max(_LEAST_SHARE, plain + _LEAST_GAIN) else None


def decode(text: str, encoding: LegacyEncoding) -> str:
    """`text`, the bytes of `encoding` decoded as Latin-1 or Windows-1252, in Unicode NFC. Other characters stay."""
    single = _as_latin_1(text)
    if encoding is LegacyEncoding.VNI:
        pattern, table = _vni()
        return nfc(pattern.sub(lambda match: table[match[0]], single))
    return nfc(single.translate(_tables()[encoding]))


def with_whole_capitals(text: str) -> str:
    """`text` with words in capitals whole: "CộNG HòA" becomes "CỘNG HÒA".

    TCVN3 has no capitals with a tone; a font of capitals draws the small ones so, and copied out they are small. A
    word of one letter without marks ("Sở") is in capitals where a word beside it is.
    """
    return "\n".join(_with_capitals(line) for line in text.split("\n"))


def _with_capitals(line: str) -> str:
    parts = re.split(r"([^\W\d_]+)", line)
    words = parts[1::2]
    plain = ["".join(char for char in word if char.isascii()) for word in words]
    sure = [word.isupper() and len(word) > 1 for word in plain]
    for place, word in enumerate(words):
        near = [
            other
            for other, between in ((place - 1, parts[2 * place]), (place + 1, parts[2 * place + 2]))
            if 0 <= other < len(words) and between.strip() in _JOINING_SIGNS
        ]
        small_beside = any(plain[other][1:].islower() for other in near)
        lone = plain[place].isupper() or not plain[place]
        if sure[place] or (lone and any(sure[other] for other in near) and not small_beside):
            parts[2 * place + 1] = word.upper()
    return "".join(parts)


def decode_bytes(data: bytes, encoding: LegacyEncoding) -> str:
    """`data` in `encoding` as Unicode NFC."""
    return decode(data.decode("latin-1"), encoding)


def _as_latin_1(text: str) -> str:
    """Characters that Windows-1252 has where Latin-1 has controls, brought back to their bytes' places."""
    return text.translate(_windows_1252())


@cache
def _windows_1252() -> Mapping[int, int]:
    found = {}
    for byte in range(0x80, 0xA0):
        try:
            found[ord(bytes([byte]).decode("cp1252"))] = byte
        except UnicodeDecodeError:
            continue
    return found


@cache
def _tables() -> Mapping[LegacyEncoding, Mapping[int, str]]:
    capitals = [char.upper() for char in _ORDER]
    tcvn3 = dict(zip(_TCVN3_BYTES, _ORDER, strict=True)) | {byte: char for char, byte in _TCVN3_CAPITALS.items()}
    viscii = dict(zip(_VISCII_CAPITALS, capitals, strict=True)) | dict(zip(_VISCII_BYTES, _ORDER, strict=True))
    vps = {byte: char for char, byte in _VPS_CAPITALS.items()} | dict(zip(_VPS_BYTES, _ORDER, strict=True))
    return {LegacyEncoding.TCVN3: tcvn3, LegacyEncoding.VISCII: viscii, LegacyEncoding.VPS: vps}


@cache
def _vni() -> tuple[re.Pattern[str], Mapping[str, str]]:
    table = dict(_VNI_SINGLE)
    for base, written in (*((vowel, vowel) for vowel in "aeouy"), ("ơ", "ô"), ("ư", "ö")):
        table |= {written + mark: base + tone for mark, tone in _VNI_TONES.items()}
    for base in "aeo":
        table |= {base + mark: base + "\u0302" + tone for mark, tone in _VNI_CIRCUMFLEX.items()}
    table |= {"a" + mark: "a\u0306" + tone for mark, tone in _VNI_BREVE.items()}
    table = {written: unicodedata.normalize("NFC", char) for written, char in table.items()}
    for written, char in list(table.items()):
        table[written.upper()] = char.upper()
        table[written[0].upper() + written[1:]] = char.upper()
    ordered = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered))), table
