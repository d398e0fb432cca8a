"""Letterhead, title and signature of plans, as printed and as scans leave them."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.header import read_header
from extractors.layout import Line
from tests.extractors.printed_tables import centred_line, document, dump, left_line, page_of

LEFT, RIGHT = 150.0, 420.0
LETTERHEAD = [
    centred_line("UBND TỈNH BÌNH SƠN", 60, LEFT),
    centred_line("SỞ NÔNG NGHIỆP VÀ MÔI", 75, LEFT),
    centred_line("TRƯỜNG", 90, LEFT),
    centred_line("Số: 118/KH-SNNMT", 110, LEFT),
    centred_line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 60, RIGHT),
    centred_line("Độc lập - Tự do - Hạnh phúc", 75, RIGHT),
    centred_line("Bình Sơn, ngày 05 tháng 3 năm 2025", 110, RIGHT),
]
TITLE = [
    centred_line("KẾ HOẠCH", 140),
    centred_line("Phòng, chống thiên tai và tìm kiếm cứu nạn", 160),
    centred_line("trên địa bàn tỉnh năm 2025", 175),
]
BODY = [
    left_line("Căn cứ Luật Phòng, chống thiên tai; Sở Nông nghiệp và Môi trường xây dựng kế hoạch như sau:", 210, 105),
    left_line("I. MỤC ĐÍCH", 230, 105),
]
SIGNATURE = [
    left_line("Nơi nhận:", 500, 90),
    left_line("- UBND tỉnh (để báo cáo);", 515, 90),
    left_line("- Các phòng, đơn vị thuộc", 530, 90),
    left_line("Sở;", 545, 90),
    left_line("- Lưu: VT, TTBVTV.", 560, 90),
    centred_line("KT. GIÁM ĐỐC", 500, RIGHT),
    centred_line("PHÓ GIÁM ĐỐC", 515, RIGHT),
    centred_line("Đặng Quốc Bảo", 600, RIGHT),
]


def of(*lines: Line) -> object:
    return read_header(document(page_of(lines)))


def test_letterhead_title_and_signature() -> None:
    found = read_header(document(page_of([*LETTERHEAD, *TITLE, *BODY, *SIGNATURE])))
    assert found.number == "118/KH-SNNMT"
    assert found.doc_type == "Kế hoạch"
    assert found.issuer == "Sở Nông nghiệp và Môi trường"
    assert found.parent_issuer == "UBND tỉnh Bình Sơn"
    assert found.place == "Bình Sơn"
    assert found.issued_date == date(2025, 3, 5)
    assert found.title == "Phòng, chống thiên tai và tìm kiếm cứu nạn trên địa bàn tỉnh năm 2025"
    assert found.signer_title == "Phó Giám đốc"
    assert found.signer == "Đặng Quốc Bảo"
    assert found.recipients == ("UBND tỉnh (để báo cáo)", "Các phòng, đơn vị thuộc Sở", "Lưu: VT, TTBVTV")
    assert found.plan_year == 2025
    assert found.confidence > 0.9
    assert {source.field for source in found.sources} >= {"number", "issuer", "title", "signer", "issued_date"}


def test_order_of_the_two_columns_does_not_matter() -> None:
    by_row = sorted(LETTERHEAD, key=lambda line: (line.box.y0, line.box.x0))
    interleaved = read_header(document(page_of([*by_row, *TITLE, *BODY, *SIGNATURE])))
    by_column = read_header(document(page_of([*LETTERHEAD, *TITLE, *BODY, *SIGNATURE])))
    assert interleaved.issuer == by_column.issuer
    assert interleaved.issued_date == by_column.issued_date
    assert interleaved.signer == by_column.signer


def test_one_line_across_both_columns_is_parted() -> None:
    across = [Line(left.words + right.words) for left, right in zip(LETTERHEAD[:2], LETTERHEAD[4:6], strict=True)]
    found = read_header(document(page_of([*across, *LETTERHEAD[2:4], LETTERHEAD[6], *TITLE, *BODY])))
    assert found.issuer == "Sở Nông nghiệp và Môi trường"
    assert found.parent_issuer == "UBND tỉnh Bình Sơn"


def test_specks_beside_the_title_are_not_its_end() -> None:
    blot = left_line("Bến", 167, 160)
    found = read_header(document(page_of([*LETTERHEAD, TITLE[0], blot, *TITLE[1:], left_line("ị", 168, 300), *BODY])))
    assert found.title == "Phòng, chống thiên tai và tìm kiếm cứu nạn trên địa bàn tỉnh năm 2025"


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Số: 607/KH-KKTKCN", "607/KH-KKTKCN"),
        ("S6: 05 /KH- UBND", "05/KH-UBND"),
        ("Số 12/2025/KH-UBND", "12/2025/KH-UBND"),
        ("Số:       /KH-UBND", ""),
        ("Số:", ""),
    ],
)
def test_number_as_printed(printed: str, number: str) -> None:
    assert read_header(dump("UBND XÃ AN PHÚ", printed, "KẾ HOẠCH", "Cải cách hành chính năm 2025")).number == number


def test_number_and_date_lost_in_the_letterhead_are_taken_from_the_appendix() -> None:
    found = read_header(
        dump(
            "UBND XÃ AN PHÚ",
            "KẾ HOẠCH",
            "Cải cách hành chính năm 2025",
            "Thực hiện Quyết định số 17/QĐ-UBND ngày 02/01/2025 của UBND tỉnh:",
            "PHỤ LỤC",
            "(Kèm theo Kế hoạch số 31/KH-UBND ngày 15 tháng 01 năm 2025 của UBND xã An Phú)",
        )
    )
    assert (found.number, found.issued_date) == ("31/KH-UBND", date(2025, 1, 15))


@pytest.mark.parametrize(
    ("line", "place", "issued"),
    [
        ("Khánh Hòa, ngày 12 tháng 9 năm 2025", "Khánh Hòa", date(2025, 9, 12)),
        ("Nghệ An, ngày 2 tháng 01 năm 2024", "Nghệ An", date(2024, 1, 2)),
        ("Quảng Ngãi, ngay 31 thang 12 năm 2024", "Quảng Ngãi", date(2024, 12, 31)),
        ("Hà Nội, ngày    tháng 9 năm 2025", "Hà Nội", None),
        ("Hà Nội, ngày 31 tháng 02 năm 2025", "Hà Nội", None),
        (", ngày tháng năm", "", None),
        ("Cao Bằng, ngày.//7 (hang 02 na/n 2023", "Cao Bằng", date(2023, 2, 17)),
        ("Cao Bằng, ngày.39 (hang 02 na/n 2023", "Cao Bằng", None),
    ],
)
def test_place_and_date(line: str, place: str, issued: date | None) -> None:
    found = read_header(dump("UBND XÃ AN PHÚ", "Số: 5/KH-UBND", line, "KẾ HOẠCH", "Cải cách hành chính"))
    assert (found.place, found.issued_date) == (place, issued)


def test_a_guessed_date_makes_the_header_one_to_look_at() -> None:
    found = read_header(dump("UBND XÃ AN PHÚ", "Số: 5/KH-UBND", "An Phú, ngày.//7 (hang 02 na/n 2023", "KẾ HOẠCH"))
    assert found.issued_date == date(2023, 2, 17)
    assert found.confidence <= 0.5


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Cải cách hành chính năm 2025", 2025),
        ("Chuyển đổi số giai đoạn 2021-2025", 2022),
        ("Chuyển đổi số giai đoạn 2026 - 2030", 2026),
        ("Nhiệm vụ năm học 2024-2025", 2024),
        ("Cải cách hành chính năm 2023 thuộc giai đoạn 2021-2030", 2023),
        ("Công tác tuyên truyền", 2022),
    ],
)
def test_year_of_the_plan(title: str, year: int) -> None:
    found = read_header(dump("UBND XÃ AN PHÚ", "An Phú, ngày 3 tháng 4 năm 2022", "KẾ HOẠCH", title))
    assert found.plan_year == year


def test_type_and_title_on_one_line_in_capitals() -> None:
    found = read_header(
        dump("UBND XÃ AN PHÚ", "KẾ HOẠCH GIẢI QUYẾT RỦI RO VÀ CƠ HỘI NĂM 2025", "Ngày ... tháng ... năm 2025")
    )
    assert found.doc_type == "Kế hoạch"
    assert found.title == "Giải quyết rủi ro và cơ hội năm 2025"


def test_chairman_on_behalf_of_the_committee() -> None:
    found = read_header(
        dump(
            "ỦY BAN NHÂN DÂN",
            "XÃ AN PHÚ",
            "KẾ HOẠCH",
            "Cải cách hành chính năm 2025",
            "Nơi nhận:",
            "- Như trên;",
            "- Lưu: VT.",
            "TM. ỦY BAN NHÂN DÂN",
            "CHỦ TỊCH",
            "LÊ THỊ HOA",
        )
    )
    assert found.issuer == "Ủy ban nhân dân xã An Phú"
    assert (found.signer_title, found.signer) == ("Chủ tịch", "Lê Thị Hoa")
    assert found.recipients == ("Như trên", "Lưu: VT")


def test_appendix_head_is_not_the_title() -> None:
    found = read_header(dump("PHỤ LỤC", "(Kèm theo Kế hoạch số 31/KH-UBND ngày 15/01/2025 của UBND xã An Phú)"))
    assert found.title == ""


def test_nothing_to_read() -> None:
    found = read_header(dump())
    assert (found.number, found.title, found.signer, found.plan_year, found.confidence) == ("", "", "", None, 0.0)
