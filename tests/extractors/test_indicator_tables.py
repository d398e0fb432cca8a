"""Indicator tables: which column is the target, units, comparators, years, rows that state their target in words."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.document import read_document
from extractors.layout import TableRow
from extractors.records import Indicator
from tests.extractors.printed_tables import dump, header, row, section, table

TITLE = ("KẾ HOẠCH", "Phát triển kinh tế - xã hội năm 2025")


def read(*rows: TableRow) -> tuple[Indicator, ...]:
    return read_document(dump(*TITLE, tables=[table(*rows)])).indicators


def told(found: tuple[Indicator, ...]) -> list[tuple[str, str, float, str]]:
    return [(each.name, each.comparator, each.value, each.unit) for each in found]


def test_what_is_planned_is_the_target_not_what_was_reached() -> None:
    found = read(
        header("TT", "Chỉ tiêu", "Đơn vị tính", "Ước thực hiện năm 2024", "Kế hoạch năm 2025", "Ghi chú"),
        row("1", "Tỷ lệ hộ nghèo đa chiều", "%", "2,31", "1,8", ""),
        row("2", "Giá trị sản xuất công nghiệp", "Tỷ đồng", "12.450", "13.900", ""),
        row("3", "Số lao động được tạo việc làm", "Người", "2.100", "2.400", ""),
    )
    assert told(found) == [
        ("Tỷ lệ hộ nghèo đa chiều", "=", 1.8, "%"),
        ("Giá trị sản xuất công nghiệp", "=", 13900, "tỷ đồng"),
        ("Số lao động được tạo việc làm", "=", 2400, "người"),
    ]
    assert {each.source for each in found} == {"table"}
    assert found[1].text == "Giá trị sản xuất công nghiệp 13.900 Tỷ đồng"
    assert [source.field for source in found[0].sources] == ["text", "unit", "value"]


def test_every_year_ahead_is_a_target_of_its_own() -> None:
    found = read(
        header("STT", "Chỉ tiêu", "ĐVT", "Mục tiêu", "<", "<"),
        header("STT", "Chỉ tiêu", "ĐVT", "Năm 2024", "Năm 2025", "Năm 2026"),
        row("1", "Tỷ lệ hồ sơ trực tuyến toàn trình", "%", "60", "70", "80"),
    )
    assert [(each.value, each.deadline_text, each.deadline_end) for each in found] == [
        (70, "Năm 2025", date(2025, 12, 31)),
        (80, "Năm 2026", date(2026, 12, 31)),
    ]


@pytest.mark.parametrize(
    ("cell", "name", "wanted"),
    [
        ("≥ 95", "Tỷ lệ trẻ em tiêm chủng", (">=", 95, "%")),
        ("95% trở lên", "Tỷ lệ trẻ em tiêm chủng", (">=", 95, "%")),
        ("Trên 95%", "Tỷ lệ trẻ em tiêm chủng", (">", 95, "%")),
        ("Dưới 1,5", "Tỷ lệ tăng dân số", ("<", 1.5, "%")),
        ("95", "Tỷ lệ trẻ em tiêm chủng đạt tối thiểu", (">=", 95, "%")),
        ("100%", "Tỷ lệ trẻ em tiêm chủng", ("=", 100, "%")),
    ],
)
def test_comparators_of_cell_and_name(cell: str, name: str, wanted: tuple[str, float, str]) -> None:
    (found,) = read(header("TT", "Chỉ tiêu", "ĐVT", "Kế hoạch năm 2025"), row("1", name, "%", cell))
    assert (found.comparator, found.value, found.unit) == wanted


def test_range_of_two_values() -> None:
    (found,) = read(header("TT", "Chỉ tiêu", "ĐVT", "Kế hoạch 2025"), row("1", "Tốc độ tăng trưởng", "%", "7,5 - 8"))
    assert (found.comparator, found.value, found.value_max) == ("=", 7.5, 8)


def test_unit_in_the_name_and_sections() -> None:
    found = read(
        header("TT", "Chỉ tiêu", "Kế hoạch năm 2025", "Cơ quan theo dõi"),
        section("I", "Chỉ tiêu xã hội", 4),
        row("1", "Tỷ lệ lao động qua đào tạo (%)", "72", "Sở Nội vụ"),
        row("2", "Số giường bệnh trên một vạn dân (giường)", "32", "Sở Y tế"),
    )
    assert told(found) == [
        ("Tỷ lệ lao động qua đào tạo", "=", 72, "%"),
        ("Số giường bệnh trên một vạn dân", "=", 32, "giường"),
    ]
    assert {each.section_path for each in found} == {("I. Chỉ tiêu xã hội",)}


def test_row_that_states_its_target_in_words() -> None:
    (found,) = read(
        header("TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm 2025"),
        row("1", "Tỷ lệ hồ sơ giải quyết đúng hạn đạt từ 98% trở lên", "", "Đạt"),
    )
    assert told((found,)) == [("Tỷ lệ hồ sơ giải quyết đúng hạn", ">=", 98, "%")]


def test_costs_are_no_indicators() -> None:
    found = read(
        header("TT", "Nội dung chi", "Đơn vị tính", "Số lượng", "Đơn giá", "Thành tiền"),
        row("1", "Thuê hội trường", "ngày", "2", "1.000.000", "2.000.000"),
    )
    assert found == ()
