"""The bytes of a text file in every encoding that plans survive in."""

from __future__ import annotations

import pytest

from extractors.text_dump.decoding import NotTextError, decode_bytes

TEXT = "Kế hoạch cải cách hành chính năm 2024\nPhòng Nội vụ chủ trì, phối hợp với Văn phòng tổ chức thực hiện\n"
# "Phòng Nội vụ chủ trì thực hiện kế hoạch của Ủy ban", as programs before Unicode wrote it.
TCVN3 = bytes.fromhex(
    "5068df6e67204ee9692076f42063 68f1207472d7 2074 68f9 6320 6869d66e206bd520 686f b963 6820 63f1 61".replace(" ", "")
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_with_and_without_its_mark(encoding: str) -> None:
    assert decode_bytes(TEXT.encode(encoding)).text == TEXT


def test_line_ends_become_line_feeds() -> None:
    assert decode_bytes("một\r\nhai\rba".encode()).text == "một\nhai\nba"


def test_tcvn3_is_told_by_its_content() -> None:
    decoded = decode_bytes(TCVN3)

    assert decoded.encoding == "tcvn3"
    assert decoded.text.startswith("Phòng Nội vụ")


def test_a_program_is_no_text() -> None:
    with pytest.raises(NotTextError):
        decode_bytes(bytes(range(1, 32)) * 40)
