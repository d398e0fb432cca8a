"""Section rows, cut rows, specks: what becomes a data row and what stands above it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.layout import Passage, RowKind, TableRow
from extractors.table_meaning.fields import map_table
from extractors.table_meaning.sections import PlacedRow, place_rows, plain_cell
from tests.extractors.printed_tables import header, passage, row, section, table

HEADER = header("STT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian")


def placed(*rows: TableRow) -> tuple[PlacedRow, ...]:
    return place_rows(map_table(table(HEADER, *rows)))


def test_sections_are_paths_not_rows() -> None:
    found = placed(
        section("A", "CHỈ SỐ CẢI CÁCH HÀNH CHÍNH", 4),
        section("I", "Công tác tuyên truyền:", 4),
        row("1", "Viết tin bài", "Văn phòng", "Thường xuyên"),
        section("II", "Cải cách thể chế", 4),
        row("1", "Rà soát văn bản", "Văn phòng", "Quý II"),
    )
    assert [entry.section_path for entry in found] == [
        ("A. CHỈ SỐ CẢI CÁCH HÀNH CHÍNH", "I. Công tác tuyên truyền"),
        ("A. CHỈ SỐ CẢI CÁCH HÀNH CHÍNH", "II. Cải cách thể chế"),
    ]
    assert [entry.ordinal for entry in found] == ["1", "1"]


def test_section_over_all_columns_brings_its_own_marker() -> None:
    found = placed(
        row("B. Mức độ hài lòng", "<", "<", "<", kind=RowKind.SECTION),
        row("1", "Khảo sát ý kiến", "Văn phòng", "Quý IV"),
    )
    assert found[0].section_path == ("B. Mức độ hài lòng",)


def test_title_alone_with_rows_below_is_a_section() -> None:
    found = placed(
        row("1", "Sắp xếp tổ chức bộ máy", "", ""),
        row("1.1", "Xây dựng đề án", "Văn phòng", "Quý I"),
        row("1.2", "Bố trí lãnh đạo", "Văn phòng", "Quý II"),
        row("2", "Quản lý biên chế", "Văn phòng", "Cả năm"),
    )
    assert [entry.ordinal for entry in found] == ["1.1", "1.2", "2"]
    assert [entry.section_path for entry in found] == [
        ("1. Sắp xếp tổ chức bộ máy",),
        ("1. Sắp xếp tổ chức bộ máy",),
        (),
    ]


def test_numbered_row_without_other_cells_is_a_task_where_nothing_stands_below() -> None:
    found = placed(row("1", "Viết báo cáo", "", ""), row("2", "Gửi báo cáo", "Văn phòng", "Quý I"))
    assert [entry.key_text for entry in found] == ["Viết báo cáo", "Gửi báo cáo"]


def test_row_with_its_own_deadline_is_a_task_and_stands_above_its_parts() -> None:
    found = placed(
        row("1", "Xây dựng đề án vị trí việc làm", "Văn phòng", "Quý II"),
        row("a", "Rà soát chức danh", "Văn phòng", "Tháng 3"),
        row("b", "Trình thẩm định", "Văn phòng", "Tháng 5"),
        row("2", "Quản lý biên chế", "Văn phòng", "Cả năm"),
    )
    assert [entry.ordinal for entry in found] == ["1", "a", "b", "2"]
    assert found[1].section_path == ("1. Xây dựng đề án vị trí việc làm",)
    assert found[3].section_path == ()


def test_markers_in_the_title_where_there_is_no_ordinal_column() -> None:
    mapping = map_table(
        table(
            header("Nội dung công việc", "Đơn vị chủ trì", "Thời gian"),
            row("1. Viết tin bài", "Văn phòng", "Quý I"),
            row("2. Đăng tin bài", "Văn phòng", "Quý II"),
        )
    )
    assert [(entry.ordinal, entry.key_text) for entry in place_rows(mapping)] == [
        ("1", "Viết tin bài"),
        ("2", "Đăng tin bài"),
    ]


def test_totals_and_empty_rows_are_no_tasks() -> None:
    found = placed(
        row("1", "Mua sắm thiết bị", "Văn phòng", "Quý I"), row("", "", "", ""), row("", "Tổng cộng", "", "250")
    )
    assert [entry.key_text for entry in found] == ["Mua sắm thiết bị"]


def test_table_with_nothing_below_its_header() -> None:
    assert placed() == ()
    assert placed(row("", "", "", "")) == ()


def test_row_cut_by_the_page_break_is_one_row() -> None:
    first = row("1", "Rà soát, cập nhật các quy định về", "Văn phòng", "Quý II", page=3)
    rest = row("", "tiếp công dân và xử lý đơn thư.", "", "", page=4)
    last = row("2", "Công khai kết quả.", "Văn phòng", "Quý IV", page=4)
    found = placed(first, rest, last)
    assert [entry.key_text for entry in found] == [
        "Rà soát, cập nhật các quy định về tiếp công dân và xử lý đơn thư.",
        "Công khai kết quả.",
    ]
    assert (found[0].row.page_first, found[0].row.page_last) == (3, 4)


def test_row_of_which_the_long_cells_stand_on_the_next_page() -> None:
    first = row("1", "", "Văn phòng", "Hàng năm", page=3)
    rest = row("", "Tuyên truyền, hướng dẫn người dân.", "", "", page=4)
    found = placed(first, rest)
    assert [(entry.ordinal, entry.key_text) for entry in found] == [("1", "Tuyên truyền, hướng dẫn người dân.")]


def test_unnumbered_row_on_the_same_page_stays_a_row() -> None:
    found = placed(
        row("1", "Rà soát văn bản.", "Văn phòng", "Quý I"), row("", "Công khai văn bản.", "Văn phòng", "Quý II")
    )
    assert len(found) == 2


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("'Văn phòng", "Văn phòng"),
        ("“Đã nộp - chờ tiếp nhận”", "“Đã nộp - chờ tiếp nhận”"),
        ("Văn phòng \\ |", "Văn phòng"),
        ("~ Thường xuyên;\n~ Khi có yêu cầu", "- Thường xuyên;\n- Khi có yêu cầu"),
        ("- Văn phòng", "- Văn phòng"),
    ],
)
def test_strokes_of_ruling_lines_are_no_text(text: str, wanted: str) -> None:
    assert plain_cell(passage(text)) == wanted


def speckled(text: str, *confidences: float) -> Passage:
    return replace(passage(text), word_confidences=confidences)


def test_lone_letters_at_the_ends_go_where_the_reader_doubts_them() -> None:
    assert plain_cell(speckled("ị Văn phòng e", 0.2, 0.9, 0.9, 0.3)) == "Văn phòng"
    assert plain_cell(speckled("Văn phòng B", 0.9, 0.9, 0.9)) == "Văn phòng B"
    assert plain_cell(speckled("Quý 4", 0.9, 0.3)) == "Quý 4"
    assert plain_cell(speckled("e ị", 0.2, 0.2)) == "e ị"


def dumped(*rows: TableRow) -> tuple[PlacedRow, ...]:
    return place_rows(map_table(table(HEADER, *rows)), dumped=True)


def test_ordinal_of_a_dumped_row_before_its_title_or_alone_in_another_cell() -> None:
    found = dumped(
        row("1", "Sắp xếp tổ chức bộ máy", "", ""),
        row("1.1", "Xây dựng đề án", "Văn phòng", "Quý I"),
        row("", "12 Bố trí lãnh đạo", "Văn phòng", "Quý II"),
        row("", "Quản lý biên chế", "1.3", "Cả năm"),
        row("1.4", "Đánh giá công chức", "Văn phòng", "Cả năm"),
    )
    assert [entry.ordinal for entry in found] == ["1.1", "1.2", "1.3", "1.4"]
    assert [entry.key_text for entry in found][1:3] == ["Bố trí lãnh đạo", "Quản lý biên chế"]
    assert found[2].row.cells[2].text == ""
    assert [entry.ordinal_doubt for entry in found] == [0, 0, 0, 0]


def test_number_that_a_dumped_title_begins_with_and_that_does_not_count_on_stays() -> None:
    found = dumped(
        row("1", "Xây dựng đề án", "Văn phòng", "Quý I"),
        row("", "12 lớp tập huấn cho lãnh đạo", "Văn phòng", "Quý II"),
        row("3", "Quản lý biên chế", "Văn phòng", "Cả năm"),
    )
    assert [(entry.ordinal, entry.key_text) for entry in found][1] == ("2", "12 lớp tập huấn cho lãnh đạo")
    assert found[1].ordinal_doubt == 1


def test_supposed_ordinal_of_a_dumped_row_is_as_doubtful_as_one_that_is_unreadable() -> None:
    found = dumped(
        row("1", "Xây dựng đề án", "Văn phòng", "Quý I"),
        row("2", "Bố trí lãnh đạo", "Văn phòng", "Quý II"),
        row("", "Quản lý biên chế", "Văn phòng", "Cả năm"),
    )
    assert [(entry.ordinal, entry.ordinal_doubt) for entry in found] == [("1", 0), ("2", 0), ("3", 2)]
