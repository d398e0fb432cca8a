"""Letterheads and signatures of text dumps: letters without marks or with wrong ones, columns in any order."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from extractors.header import read_header
from extractors.records import DocumentHeader
from extractors.text_dump.pages import dump_pages
from pipeline.document import assemble

BODY = """
Thuc hien Ke hoach so 77/KH-UBND ngay 06/01/2024 cua Uy ban nhan dan tinh ve viec nang cao chat luong cong tac
chi dao, dieu hanh; co quan xay dung ke hoach voi cac noi dung cu the nhu sau:

I. MUC DICH, YEU CAU

- Nang cao nhan thuc va trach nhiem cua can bo, cong chuc trong viec thuc hien cac nhiem vu duoc giao.
"""


@cache
def header_of(
    letterhead: str, title: str = "KE HOACH\nPhong, chong thien tai nam 2024", end: str = ""
) -> DocumentHeader:
    return read_header(assemble(dump_pages(f"{letterhead}\n\n{title}\n{BODY}\n{end}\n")))


MARKS_LOST = """UBND TINH LAM DONG CONG HOA XA HOI CHU NGHIA VIET NAM
SO KHOA HOC VA CONG NGHE Doc lap - Tu do - Hanh phuc
So: 318/KH-SKHCN Lam Dong, ngay 04 thang 3 nam 2024"""
SIGNS_FOR_LETTERS = """UBND TiNH LArtI DdNG
So KHOA HQC VA CoNG NGHQ
56: 31B /KH-SKHCN

CQNG HOA Xd HQI CHU NGHiA VIET NAM
EQc l4p - Tu do - H4nh phric
Ldm Ddng, ngiry 04 th6ng 3 ndm 2024"""
LEFT_COLUMN_LAST = """CONG HOA XA HOI CHU NGHIA VIET NAM
Déc lap - Tu do - Hanh phtic
Lam Déng, ngay 04 thang 3 n4m 2024

UBND TINH LAM DONG
SO KHOA HOC VA
CONG NGHE
S6 318/KH-SKHCN"""


@pytest.mark.parametrize("letterhead", [MARKS_LOST, SIGNS_FOR_LETTERS, LEFT_COLUMN_LAST])
def test_a_letterhead_says_the_same_however_it_was_dumped(letterhead: str) -> None:
    found = header_of(letterhead)
    assert found.number == "318/KH-SKHCN"
    assert found.issued_date == date(2024, 3, 4)
    assert found.issuer == "Sở Khoa học và Công nghệ"
    assert found.parent_issuer == "UBND tỉnh Lâm Đồng"
    assert found.place == "Lâm Đồng"


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("S6: l2/KH-UBND", "12/KH-UBND"),
        ("So: O5/KH-UBND", "05/KH-UBND"),
        ("$6: 04lKH-UBND", "04/KH-UBND"),
        ("So: 21711KH-UBND", "2171/KH-UBND"),
        ("S6: 231 /Kl-1-UBND", "231/KH-UBND"),
        ("S5: 77/K11-UBNI)", "77/KH-UBND"),
        ("S6: 12 5/KH-IJBND", "125/KH-UBND"),
        ("S~: 33/KHUBND", "33/KH-UBND"),
        ("S6: 15a/KH-UBND", "15a/KH-UBND"),
        ("S6: /KH-UBND", ""),
        ("S6: ~t/KH-UBND", ""),
    ],
)
def test_a_number_is_told_by_its_form(printed: str, number: str) -> None:
    assert header_of(f"UY BAN NHAN DAN\nXA TAN PHU\n{printed}\nTan Phu, ngay 9 thang 5 nam 2024").number == number


@pytest.mark.parametrize(
    ("printed", "surely"), [("S6: 45/KH-UBND", True), ("S6: 4S/KH-UBND", False), ("S6: 451KH-UBND", False)]
)
def test_a_number_told_from_letters_makes_the_header_one_to_look_at(printed: str, *, surely: bool) -> None:
    found = header_of(
        f"UY BAN NHAN DAN\nXA TAN PHU\n{printed}\nTan Phu, ngay 9 thang 5 nam 2024",
        end="Noi nhan:\n- Luu: VT.\n\nCHU TICH\n\nTran Van Hung",
    )
    assert found.number == "45/KH-UBND"
    assert (found.confidence > 0.5) is surely


def test_a_code_is_no_word_to_be_repaired_and_has_its_issuers_letters() -> None:
    found = header_of("UBND TINH SON LA\nTRUONG CAO DANG Y TE\nS6: 140 /KH-CDYT\nSon La, ngay 9 thang 5 nam 2024")
    assert found.number == "140/KH-CĐYT"


@pytest.mark.parametrize(
    ("line", "issued", "surely"),
    [
        ("Ldo Cai, ngiry 12 th6ng 11 ndm 2024", date(2024, 11, 12), True),
        ("Lao Cai, ngay Z1 thang l0 nam 2O24", date(2024, 10, 21), False),
        ("Lao Cai, ngay     05     thang     3    nam 2024", date(2024, 3, 5), True),
        ("Lao Cai, ngay     thang     nam 2024", None, True),
        ("Lao Cai, ngdyJL thdng t ndm 2024", None, True),
    ],
)
def test_dates_of_dumps(line: str, issued: date | None, *, surely: bool) -> None:
    found = header_of(
        f"UY BAN NHAN DAN\nTINH LAO CAI\nSo: 7/KH-UBND\n{line}",
        end="Noi nhan:\n- Luu: VT.\n\nCHU TICH\n\nTran Van Hung",
    )
    assert (found.issued_date, found.place) == (issued, "Lào Cai")
    assert (found.confidence > 0.5) is surely


def test_a_form_is_dated_above_its_signatures() -> None:
    found = header_of("UBND TINH LAO CAI\nSO NOI VU", end="Ngay 15 thang 4 nam 2024\n\nGIAM DOC\n\nLe Van Minh")
    assert found.issued_date == date(2024, 4, 15)


def test_a_culture_office_is_no_plan_of_actions() -> None:
    found = header_of("UBND XA TAN PHU\nPHONG VAN HOA - XA HOI\nSo: 8/KH-VHXH\nTan Phu, ngay 9 thang 5 nam 2024")
    assert (found.doc_type, found.number) == ("Kế hoạch", "8/KH-VHXH")
    assert found.issuer == "Phòng Văn hóa - Xã hội"


@pytest.mark.parametrize(
    ("parent", "issuer", "parent_issuer", "name"),
    [
        ("BO NONG NGHIEP VA MOI TRUONG", "CUC THUY LQI", "Bộ Nông nghiệp và Môi trường", "Cục Thủy lợi"),
        (
            "UBND TiNH PHU THQ",
            "BAN QUAN L! DU AN DAU TU\nXAY DUNG KHU VUC VIET TRI",
            "UBND tỉnh Phú Thọ",
            "Ban Quản lý dự án đầu tư xây dựng khu vực Việt Trì",
        ),
    ],
)
def test_bodies_that_look_like_others(parent: str, issuer: str, parent_issuer: str, name: str) -> None:
    found = header_of(f"{parent}\n{issuer}\nSo: 18/KH-ABC\nViet Tri, ngay 9 thang 5 nam 2024")
    assert (found.parent_issuer, found.issuer) == (parent_issuer, name)


def test_a_place_that_no_list_has_is_no_province() -> None:
    found = header_of("UBND XA BINH THANH\nSo: 18/KH-UBND\nBình Thạnh, ngày 9 tháng 5 năm 2024")
    assert found.place == "Bình Thạnh"


def test_a_title_goes_on_below_marks_that_were_dumped_as_signs() -> None:
    title = "KE HOACH\nCai cach hanh chinh nam 202S\n\n9 ? r A ~A A cua Ban Quan ly Khu kinh te tinh Quang Tri"
    found = header_of("UBND TINH QUANG TRI\nBAN QUAN LY KHU KINH TE\nSo: 8/KH-KKT", title)
    assert found.title == "Cải cách hành chính năm 2025 của Ban Quản lý Khu kinh tế tỉnh Quảng Trị"
    assert found.plan_year == 2025


def test_a_dump_without_its_letterhead_has_no_issuer() -> None:
    found = read_header(assemble(dump_pages(BODY)))
    assert (found.issuer, found.number, found.place) == ("", "", "")


@pytest.mark.parametrize(
    ("end", "title", "name"),
    [
        ("Noi nhan:\n- Luu: VT.\n\nKT. GIAM DOC\nPHO GIAM DOC\n\n\nLe Thi Thu Ha", "Phó Giám đốc", "Lê Thị Thu Hà"),
        ("Nai nhn: KT. GI4M D6C\n- Tinh uy (b/c); PH6 GI4M D6C\n- Luu: VT.\nLe Huu An", "Phó Giám đốc", "Lê Hữu An"),
        ("Noi nh~n: GIAM D6C\n- Nhu tren;\n- Luu: VT.\nPhi;tm Qu6c H0nh", "Giám đốc", "Phạm Quốc Hạnh"),
        ("TRtIONG BANNgudi l6p\n\nLo Van S6n Tr6n Ngoc Chi6n", "Trưởng Ban", "Trần Ngọc Chiến"),
        ("Noi nh4n:\n- Luu: VT.\n\nGIAM DOC\n\nEflng Nggc Minh", "Giám đốc", "Đặng Ngọc Minh"),
    ],
)
def test_offices_and_names_of_dumps(end: str, title: str, name: str) -> None:
    found = header_of(SIGNS_FOR_LETTERS, end=end)
    assert (found.signer_title, found.signer) == (title, name)
