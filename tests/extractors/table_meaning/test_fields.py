"""Headers become fields: the wordings in use, two levels, misread letters, tables that are something else."""

from __future__ import annotations

import pytest

from extractors.layout import RowKind
from extractors.table_meaning.fields import TableFields, map_table
from extractors.table_meaning.header_rows import is_numbering
from extractors.table_meaning.wordings import Field, TableKind
from tests.extractors.printed_tables import header, row, section, table


def fields_of(mapping: TableFields) -> list[str]:
    return [column.field.value for column in mapping.columns]


@pytest.mark.parametrize(
    ("headers", "wanted"),
    [
        (
            ["STT", "Nội dung công việc", "Trách nhiệm thực hiện", "Tiến độ thực hiện", "Kết quả/sản phẩm"],
            ["ordinal", "task", "responsible", "deadline_text", "output"],
        ),
        (
            ["TT", "Nhiệm vụ cụ thể", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành"],
            ["ordinal", "task", "output", "lead", "coordinating", "deadline_text"],
        ),
        (
            ["Số TT", "Nhiệm vụ, giải pháp", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Ghi chú"],
            ["ordinal", "task", "lead", "coordinating", "deadline_text", "note"],
        ),
        (
            ["TT", "Hoạt động", "Người phụ trách", "Thời điểm hoàn thành", "Dự kiến kết quả"],
            ["ordinal", "task", "responsible", "deadline_text", "output"],
        ),
        (
            ["STT", "Danh mục công việc", "Đơn vị thực hiện", "Đơn vị phối hợp", "Lộ trình"],
            ["ordinal", "task", "lead", "coordinating", "deadline_text"],
        ),
        (
            ["STT", "Nội dung", "Phân công", "Thời gian", "Kinh phí"],
            ["ordinal", "task", "responsible", "deadline_text", "budget"],
        ),
    ],
)
def test_wordings_of_task_tables(headers: list[str], wanted: list[str]) -> None:
    mapping = map_table(table(header(*headers), row(*[""] * len(headers))))
    assert mapping.kind is TableKind.TASKS
    assert fields_of(mapping) == wanted


def test_misread_header_still_maps() -> None:
    mapping = map_table(
        table(
            header(
                "S1T", "Nôi dunq nhiêm vu", "Cơ quan chu tri", "Co quan phôi hơp", "Thòi gían hoàn thanh", "San phâm"
            ),
            row("1", "Rà soát các thủ tục hành chính nội bộ", "Văn phòng", "Các phòng", "Quý II/2025", "Báo cáo"),
        )
    )
    assert fields_of(mapping) == ["ordinal", "task", "lead", "coordinating", "deadline_text", "output"]


def test_cells_speak_where_the_header_is_unreadable() -> None:
    rows = [
        row(str(number), "Rà soát, cập nhật các quy định của đơn vị về việc này", "Phòng Nội vụ", f"Quý {quarter}/2025")
        for number, quarter in enumerate(("I", "II", "III", "IV"), start=1)
    ]
    mapping = map_table(table(header("STT", "Nội dung công việc", "T~#", "Tién dộ"), *rows))
    assert mapping.kind is TableKind.TASKS
    assert mapping.column(Field.DEADLINE) == 3


def test_two_level_header_of_a_risk_table() -> None:
    mapping = map_table(
        table(
            header("TT", "Rủi ro/cơ hội", "Biện pháp", "Hành động", "<", "<", "Đánh giá hiệu lực"),
            header(
                "TT",
                "Rủi ro/cơ hội",
                "Biện pháp",
                "Nội dung thực hiện",
                "Thời gian",
                "Trách nhiệm",
                "Đánh giá hiệu lực",
            ),
            row("01", "Nhân sự thay đổi", "Đào tạo", "Tổ chức tập huấn", "Hàng năm", "Văn phòng", "Cao"),
        )
    )
    assert mapping.kind is TableKind.RISKS
    assert fields_of(mapping) == [
        "ordinal",
        "risk",
        "measure",
        "action",
        "deadline_text",
        "responsible",
        "effectiveness",
    ]


def test_header_of_three_levels_takes_the_innermost() -> None:
    mapping = map_table(
        table(
            header("TT", "Nhiệm vụ", "Phân công thực hiện", "<", "Thời gian"),
            header("TT", "Nhiệm vụ", "Cơ quan", "<", "Thời gian"),
            header("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"),
            row("1", "Xây dựng đề án", "Văn phòng", "Các phòng", "Quý I"),
        )
    )
    assert fields_of(mapping) == ["ordinal", "task", "lead", "coordinating", "deadline_text"]


@pytest.mark.parametrize(
    ("headers", "cells"),
    [
        (["STT", "Tên công trình", "Công suất (MVA)", "Ghi chú"], ["1", "Trạm 110 kV Bình Sơn", "40", ""]),
        (["STT", "Nội dung", "Kinh phí (triệu đồng)", "Ghi chú"], ["1", "In tài liệu", "25", ""]),
        (
            ["TT", "Dự án", "Công suất dự kiến (MW)", "Giai đoạn vận hành", "Tỉnh"],
            ["1", "Suối Ngang", "12,5", "2026-2030", ""],
        ),
        (["TT", "Họ và tên", "Chức vụ", "Điện thoại"], ["1", "Nguyễn Văn An", "Trưởng phòng", "0258 111 222"]),
        (
            ["STT", "Nội dung", "Năm 2023", "Năm 2024", "Tổng"],
            ["1", "Số hồ sơ đã nhận trong kỳ", "1.204", "1.318", "2.522"],
        ),
    ],
)
def test_statistics_and_budgets_are_no_tasks(headers: list[str], cells: list[str]) -> None:
    assert map_table(table(header(*headers), *[row(*cells)] * 4)).kind is TableKind.OTHER


def test_indicator_table() -> None:
    mapping = map_table(
        table(
            header("TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm 2025", "Ghi chú"),
            row("1", "Tỷ lệ hồ sơ trực tuyến", "%", "80", ""),
        )
    )
    assert mapping.kind is TableKind.INDICATORS
    assert fields_of(mapping) == ["ordinal", "indicator", "unit", "target", "note"]


def test_numbering_rows_are_left_out() -> None:
    assert is_numbering(row("(1)", "(2)", "(3)", "(4)"))
    assert is_numbering(row("1", "2", "3", "4=2+3"))
    assert not is_numbering(row("1", "Rà soát văn bản", "Văn phòng", "2025"))
    mapping = map_table(
        table(
            header("STT", "Nội dung", "Đơn vị chủ trì", "Thời gian"),
            row("(1)", "(2)", "(3)", "(4)"),
            row("1", "Xây dựng kế hoạch", "Văn phòng", "Quý I"),
        )
    )
    assert [entry.cells[1].text for entry in mapping.body] == ["Xây dựng kế hoạch"]


def test_header_row_not_marked_as_one_is_found() -> None:
    mapping = map_table(
        table(
            row("STT", "Nội dung công việc", "Chủ trì", "Thời gian"),
            row("1", "Xây dựng kế hoạch", "Văn phòng", "Quý I"),
        )
    )
    assert mapping.kind is TableKind.TASKS
    assert len(mapping.body) == 1


def test_section_row_taken_for_a_header_is_given_back() -> None:
    misplaced = section("A", "Chỉ số cải cách hành chính", 4)
    mapping = map_table(
        table(
            header("STT", "Nội dung công việc", "Chủ trì", "Thời gian"),
            row(*(cell.text for cell in misplaced.cells[:2]), "<", "<", kind=RowKind.HEADER),
            row("1", "Xây dựng kế hoạch", "Văn phòng", "Quý I"),
        )
    )
    assert [entry.kind for entry in mapping.body] == [RowKind.SECTION, RowKind.DATA]


def test_table_without_header_goes_on_with_the_one_before() -> None:
    first = map_table(
        table(header("STT", "Nội dung", "Chủ trì", "Thời gian"), row("1", "Rà soát", "Văn phòng", "Quý I"))
    )
    rest = [row(str(n), "Tổ chức hội nghị triển khai kế hoạch cho các đơn vị", "Văn phòng", "Quý II") for n in (2, 3)]
    mapping = map_table(table(*rest), first)
    assert fields_of(mapping) == fields_of(first)
    assert mapping.certainty < first.certainty


def test_table_without_header_is_mapped_by_its_cells_with_low_certainty() -> None:
    rows = [
        row(
            str(n),
            "Tổ chức tập huấn nghiệp vụ cho công chức của đơn vị",
            "Phòng Nội vụ",
            "Tháng 9/2025",
            "Hội nghị tập huấn",
        )
        for n in range(1, 5)
    ]
    mapping = map_table(table(*rows))
    assert fields_of(mapping) == ["ordinal", "task", "responsible", "deadline_text", "output"]
    assert mapping.certainty < 0.5
