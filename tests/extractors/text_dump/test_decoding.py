"""The bytes of a text file in every encoding that plans survive in."""

from __future__ import annotations

import unicodedata

import pytest

from extractors.text_dump.decoding import NotTextError, decode_bytes
from normalizers.legacy_encodings import LegacyEncoding, decode, with_whole_capitals

TEXT = "Kế hoạch cải cách hành chính năm 2024\nPhòng Nội vụ chủ trì, phối hợp với Văn phòng tổ chức thực hiện\n"
# "Phòng Nội vụ chủ trì thực hiện kế hoạch của Ủy ban", as programs before Unicode wrote it.
TCVN3 = bytes.fromhex(
    "5068df6e67204ee9692076f42063 68f1207472d7 2074 68f9 6320 6869d66e206bd520 686f b963 6820 63f1 61".replace(" ", "")
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_with_and_without_its_mark(encoding: str) -> None:
    assert decode_bytes(TEXT.encode(encoding)).text == TEXT


@pytest.mark.parametrize("encoding", list(LegacyEncoding))
def test_encodings_from_before_unicode(encoding: LegacyEncoding) -> None:
    text = TEXT.lower() * 3
    letters = sorted(set(text) - set(map(chr, range(128))))
    written = {
        letter: next(code for code in _codes(encoding) if decode(code, encoding) == letter) for letter in letters
    }
    data = "".join(written.get(letter, letter) for letter in text).encode("latin-1")

    decoded = decode_bytes(data)

    assert decoded.text == text
    assert decoded.encoding == encoding.value


def test_tcvn3_has_no_capitals_with_tones() -> None:
    text = "Sở Nội vụ tỉnh\nCộNG HòA Xã HộI CHủ NGHĩA VIệT NAM\nSở NộI Vụ\nSố: 15/KH-SNV\nKế HOạCH\n"
    whole = "Sở Nội vụ tỉnh\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ NỘI VỤ\nSố: 15/KH-SNV\nKẾ HOẠCH\n"
    assert with_whole_capitals(text) == whole


def test_windows_code_page_of_viet_nam() -> None:
    text = "Ủy ban nhân dân tỉnh yêu cầu các sở, ngành thực hiện nghiêm túc kế hoạch này và báo cáo kết quả."
    parted = "".join(
        letter if letter in "âêôăơưđÂÊÔĂƠƯĐ" else _toned(letter) for letter in unicodedata.normalize("NFC", text)
    )
    found = decode_bytes(parted.encode("cp1258"))
    assert (found.text, found.encoding) == (text, "cp1258")


def _toned(letter: str) -> str:
    """A letter as the code page writes it: with its hat or horn in one, its tone behind it."""
    parts = unicodedata.normalize("NFD", letter)
    shaped = [part for part in parts if part not in "\u0300\u0301\u0303\u0309\u0323"]
    return unicodedata.normalize("NFC", "".join(shaped)) + "".join(part for part in parts if part not in shaped)


def _codes(encoding: LegacyEncoding) -> list[str]:
    single = [chr(code) for code in range(0x80, 0x100)]
    if encoding is not LegacyEncoding.VNI:
        return single
    return single + [base + mark for base in "aeiouyôö" for mark in single]


def test_lost_bytes_and_zeros_do_not_change_the_encoding() -> None:
    data = TEXT.encode() * 20
    broken = data[:100] + b"\xe1" + data[100:] + b"\x00"

    decoded = decode_bytes(broken)

    assert decoded.encoding == "utf-8"
    assert decoded.text.count("\ufffd") <= 2
    assert "\x00" not in decoded.text


def test_a_file_cut_in_the_middle_of_a_letter() -> None:
    assert decode_bytes(TEXT.encode("utf-16")[:-1]).text == TEXT[:-1]


def test_line_ends_become_line_feeds() -> None:
    assert decode_bytes("một\r\nhai\rba".encode()).text == "một\nhai\nba"


def test_tcvn3_is_told_by_its_content() -> None:
    decoded = decode_bytes(TCVN3)

    assert decoded.encoding == "tcvn3"
    assert decoded.text.startswith("Phòng Nội vụ")


def test_a_program_is_no_text() -> None:
    with pytest.raises(NotTextError):
        decode_bytes(bytes(range(1, 32)) * 40)
