"""Letterheads of text dumps told as their header was read, and everything else as it was."""

from __future__ import annotations

import pytest

from extractors.header import read_header
from extractors.header.as_read import with_header_as_read
from extractors.text_dump.pages import dump_pages
from pipeline.document import assemble

BODY = """KE HOACH
Phong, chong thien tai nam 2024

Thuc hien Ke hoach so 77/KH-UBND ngay 06/01/2024 cua Uy ban nhan dan tinh ve viec nang cao chat luong cong tac
chi dao, dieu hanh; co quan xay dung ke hoach voi cac noi dung cu the nhu sau:

I. MUC DICH, YEU CAU

- Nang cao nhan thuc va trach nhiem cua can bo, cong chuc trong viec thuc hien cac nhiem vu duoc giao.
"""


def lines_of(letterhead: str) -> tuple[list[str], list[str]]:
    """The lines of the document as repaired, and with the header as it was read."""
    content = assemble(dump_pages(f"{letterhead}\n\n{BODY}"))
    told = with_header_as_read(content, read_header(content))
    first, second = ([paragraph.passage.text for paragraph in each.paragraphs] for each in (content, told))
    return first, second


@pytest.mark.parametrize(
    "number", ["$6: 318 /KH- SKHCN", "S6:318/KH-SKHCN", "So: 318 /KH-SKHCN"], ids=["sign", "digit", "space"]
)
def test_the_number_is_told_as_it_was_read(number: str) -> None:
    repaired, told = lines_of(
        f"UBND TINH LAM DONG\nSO KHOA HOC VA CONG NGHE\n{number}\nLam Dong, ngay 04 thang 3 nam 2024"
    )
    assert "Số: 318/KH-SKHCN" in told
    assert len(told) == len(repaired)
    assert told[told.index("Số: 318/KH-SKHCN") + 1 :] == repaired[told.index("Số: 318/KH-SKHCN") + 1 :]


def test_bodies_and_place_are_told_as_they_were_read() -> None:
    _, told = lines_of(
        "UBND TiNH LAM DdNG\nSo KHOA HQC VA CoNG NGHQ\nS6: 31/KH-SKHCN\nLdm Ddng, ngay 04 thang 3 nam 2024"
    )
    assert told[:2] == ["UBND TỈNH LÂM ĐỒNG", "SỞ KHOA HỌC VÀ CÔNG NGHỆ"]
    assert "Lâm Đồng, ngày 04 tháng 3 năm 2024" in told


def test_a_line_with_other_words_than_the_number_keeps_them() -> None:
    repaired, told = lines_of(
        "UBND TINH LAM DONG\nSO KHOA HOC VA CONG NGHE\nSo: 318/KH-SKHCN ban sao luu tru tai phong\n"
    )
    assert [len(line.split()) for line in told] == [len(line.split()) for line in repaired]


def test_a_number_whose_digits_were_guessed_stays_as_repaired() -> None:
    repaired, told = lines_of("UBND TINH LAM DONG\nSO KHOA HOC VA CONG NGHE\n56: 3lB /KH-SKHCN\n")
    assert told == repaired
