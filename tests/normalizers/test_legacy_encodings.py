import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.legacy_encodings import LegacyEncoding, decode, decode_bytes, detect

PLAN = "Cộng hòa xã hội chủ nghĩa Việt Nam, độc lập, tự do, hạnh phúc; ủy ban nhân dân tỉnh"
EXAMPLES = {
    LegacyEncoding.TCVN3: "Céng hßa x· héi chñ nghÜa ViÖt Nam, ®éc lËp, tù do, h¹nh phóc; ñy ban nh©n d©n tØnh",
    LegacyEncoding.VNI: (
        "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, ñoäc laäp, töï do, haïnh phuùc; uûy ban nhaân daân tænh"
    ),
}


@pytest.mark.parametrize("encoding", EXAMPLES)
def test_text_of_old_fonts_is_told_and_decoded(encoding: LegacyEncoding) -> None:
    assert detect(EXAMPLES[encoding]) is encoding
    assert decode(EXAMPLES[encoding], encoding) == PLAN


def test_viscii_bytes_as_rfc_1456_has_them() -> None:
    data = bytes([0x43, 0xB5, 0x6E, 0x67, 0x20, 0x68, 0xF2, 0x61, 0x20, 0x78, 0xE3, 0x20, 0x68, 0xB5, 0x69])
    assert decode_bytes(data, LegacyEncoding.VISCII) == "Cộng hòa xã hội"
    assert decode_bytes(b"\xd0\x80\x94\x1e", LegacyEncoding.VISCII) == "ĐẠỢỴ"


def test_vps_bytes() -> None:
    assert decode_bytes(b"C\xb6ng h\xf2a x\xe3 h\xb6i ch\xfb ngh\xefa Vi\x8ct Nam", LegacyEncoding.VPS) == (
        "Cộng hòa xã hội chủ nghĩa Việt Nam"
    )


def test_windows_1252_punctuation_is_the_same_byte() -> None:
    # 0x8E is ệ in VISCII's capitals; Windows-1252 shows it as Ž.
    assert decode("VI\u017dT", LegacyEncoding.VISCII) == "VIỆT"


def test_capitals_of_vni() -> None:
    assert decode("UÛY BAN NHAÂN DAÂN, Ñoàng Nai", LegacyEncoding.VNI) == "ỦY BAN NHÂN DÂN, Đồng Nai"


@pytest.mark.parametrize(
    "text", [PLAN, unicodedata.normalize("NFD", PLAN), "Plain English text, nothing else", "", "2022"]
)
def test_unicode_text_is_none_of_them(text: str) -> None:
    assert detect(text) is None


@given(st.text(), st.sampled_from(LegacyEncoding))
def test_any_text_is_taken(text: str, encoding: LegacyEncoding) -> None:
    decode(text, encoding)
    detect(text)
