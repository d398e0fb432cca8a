"""A whole document read into records: tasks, risks, confidence, provenance."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.document import read_document
from extractors.layout import RowKind
from extractors.risks import effectiveness_level, risk_kind
from tests.extractors.printed_tables import (
    centred_line,
    document,
    dump,
    header,
    left_line,
    page_of,
    row,
    section,
    table,
)

HEAD = (
    "UBND XÃ AN PHÚ",
    "Số: 5/KH-UBND",
    "An Phú, ngày 10 tháng 01 năm 2025",
    "KẾ HOẠCH",
    "Cải cách hành chính năm 2025",
)
TASKS = table(
    header("STT", "Nội dung công việc", "Trách nhiệm thực hiện", "Tiến độ", "Kết quả/sản phẩm"),
    section("I", "Cải cách thể chế", 5),
    row(
        "1",
        "Rà soát văn bản theo Nghị định số 61/2018/NĐ-CP",
        "Văn phòng chủ trì, phối hợp các phòng thực hiện.",
        "Quý II",
        "Báo cáo",
    ),
    row("2", "Công khai thủ tục", "Các phòng, đơn vị trực thuộc", "Thường xuyên", ""),
)
RISKS = table(
    header("TT", "Rủi ro/cơ hội", "Biện pháp", "Hành động", "<", "<", "Đánh giá hiệu lực"),
    header("TT", "Rủi ro/cơ hội", "Biện pháp", "Nội dung thực hiện", "Thời gian", "Trách nhiệm", "Đánh giá hiệu lực"),
    row("Rủi ro", "<", "<", "<", "<", "<", "<"),
    row("01", "Nhân sự thay đổi", "Đào tạo", "Tổ chức tập huấn", "Hàng năm", "Văn phòng", "Cao"),
    row("Cơ hội", "<", "<", "<", "<", "<", "<"),
    row("02", "Được cấp phần mềm mới", "Tận dụng", "Tập huấn sử dụng", "Quý I", "Các phòng", ""),
    index=2,
)


def test_tasks_of_a_table() -> None:
    records = read_document(dump(*HEAD, tables=[TASKS]))
    first, second = records.tasks
    assert records.table_kinds == ("tasks",)
    assert (first.source, first.table_index, first.ordinal) == ("table", 1, "1")
    assert first.section_path == ("I. Cải cách thể chế",)
    assert (first.lead, first.coordinating) == ("Văn phòng", "các phòng")
    assert first.responsible == "Văn phòng chủ trì, phối hợp các phòng thực hiện."
    assert (first.deadline.start, first.deadline.end) == (date(2025, 4, 1), date(2025, 6, 30))
    assert first.legal_refs == ("61/2018/NĐ-CP",)
    printed = {"ordinal", "task", "responsible", "deadline_text", "output"}
    assert {source.field for source in first.sources} == printed | {"lead", "coordinating"}
    assert (second.output, second.deadline.recurrence) == ("", "ongoing")
    assert "output" not in {source.field for source in second.sources}


def test_a_field_without_a_column_is_none() -> None:
    bare = table(header("TT", "Nhiệm vụ", "Chủ trì", "Thời gian"), row("1", "Viết báo cáo", "Văn phòng", "Quý I"))
    (task,) = read_document(dump(*HEAD, tables=[bare])).tasks
    assert (task.lead, task.coordinating, task.responsible, task.output) == ("Văn phòng", None, None, None)


def test_risks_and_opportunities() -> None:
    records = read_document(dump(*HEAD, tables=[TASKS, RISKS]))
    assert records.table_kinds == ("tasks", "risks")
    first, second = records.risks
    assert (first.kind, first.ordinal, first.effectiveness, first.effectiveness_level) == ("risk", "01", "Cao", "high")
    assert (second.kind, second.effectiveness, second.effectiveness_level) == ("opportunity", "", None)
    assert first.responsible_agencies == ("Văn phòng",)
    assert first.table_index == 2


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Cao", "high"),
        ("Tốt", "high"),
        ("Trung bình", "medium"),
        ("Khá", "medium"),
        ("Thấp", "low"),
        ("Chưa hiệu quả", "low"),
        ("Hiệu quả", "high"),
        ("", None),
        ("Theo dõi tiếp", None),
    ],
)
def test_levels_of_effectiveness(text: str, level: str | None) -> None:
    assert effectiveness_level(text) == level


def test_kind_is_told_by_column_then_section_then_wording() -> None:
    assert risk_kind("Cơ hội mở rộng dịch vụ", (), None) == "opportunity"
    assert risk_kind("Mất cơ hội do chậm báo cáo", (), None) == "risk"
    assert risk_kind("Được cấp phần mềm", ("II. Cơ hội",), None) == "opportunity"
    assert risk_kind("Được cấp phần mềm", ("II. Cơ hội",), "Rủi ro") == "risk"


def test_poorly_read_rows_are_less_sure_and_wait_for_review() -> None:
    columns = header("TT", "Nhiệm vụ", "Chủ trì", "Thời gian")
    cells = ("1", "Rà soát các văn bản của đơn vị", "Văn phòng", "Quý I")
    (good,) = read_document(dump(*HEAD, tables=[table(columns, row(*cells))])).tasks
    (poor,) = read_document(dump(*HEAD, tables=[table(columns, row(*cells, confidence=0.4))])).tasks
    assert poor.confidence < good.confidence
    assert poor.needs_review
    assert not good.needs_review


def test_a_deadline_that_is_none_lowers_confidence() -> None:
    columns = header("TT", "Nhiệm vụ", "Chủ trì", "Thời gian")
    known, odd = (
        read_document(dump(*HEAD, tables=[table(columns, row("1", "Viết báo cáo", "Văn phòng", text))])).tasks[0]
        for text in ("Quý I/2025", "Qx~ 1'2")
    )
    assert odd.confidence < known.confidence


def test_statistics_give_no_tasks() -> None:
    statistics = table(header("STT", "Tên xã", "Số hồ sơ", "Tỷ lệ (%)"), row("1", "An Phú", "1.204", "98,2"))
    records = read_document(dump(*HEAD, tables=[statistics]))
    assert (records.tasks, records.table_kinds) == ((), ("other",))


def test_narrative_tasks_come_before_the_appendix_and_are_judged() -> None:
    records = read_document(
        dump(
            *HEAD,
            "I. NHIỆM VỤ",
            "1. Đẩy mạnh tuyên truyền cải cách hành chính trên cổng thông tin điện tử.",
            "II. TỔ CHỨC THỰC HIỆN",
            "1. Văn phòng:",
            "- Theo dõi, đôn đốc các bộ phận thực hiện Kế hoạch này.",
            tables=[TASKS],
        )
    )
    sources = [task.source for task in records.tasks]
    assert sources == sorted(sources)
    assert "narrative" in sources
    assert all(0 < task.confidence < 1 for task in records.tasks)


def test_document_without_anything() -> None:
    records = read_document(dump())
    assert (records.tasks, records.risks, records.indicators, records.references) == ((), (), (), ())


def test_a_table_inside_the_body_stands_under_its_heading_and_one_behind_the_signature_under_none() -> None:
    lines = [
        centred_line("KẾ HOẠCH", 40),
        left_line("I. NHIỆM VỤ TRỌNG TÂM", 60),
        left_line("1. Cải cách thể chế", 80),
        left_line("Các nhiệm vụ được giao như sau:", 100),
    ]
    signature = [left_line("Nơi nhận:", 40), left_line("- Lưu: VT.", 60)]
    columns = ("TT", "Nhiệm vụ", "Chủ trì", "Thời gian")
    inside = table(row(*columns, kind=RowKind.HEADER, y=200), row("1", "Viết báo cáo", "Văn phòng", "Quý I", y=220))
    behind = table(
        row(*columns, kind=RowKind.HEADER, page=2, y=200),
        row("1", "Gửi báo cáo", "Văn phòng", "Quý I", page=2, y=220),
        index=2,
    )
    records = read_document(document(page_of(lines), page_of(signature, page=2), tables=[inside, behind]))
    paths = [task.section_path for task in records.tasks if task.source == "table"]
    assert paths == [("I. NHIỆM VỤ TRỌNG TÂM", "1. Cải cách thể chế"), ()]


def test_month_column_of_a_school_year_has_dates() -> None:
    """Under "Tháng" a bare number is a month; in a school year those before August are of the next year."""
    content = dump(
        "KẾ HOẠCH",
        "Thực hiện nhiệm vụ năm học 2025-2026",
        tables=[
            table(
                header("Tháng", "Nội dung công việc", "Người phụ trách"),
                row("9", "Tổ chức khai giảng năm học mới", "Hiệu trưởng"),
                row("1 - 2", "Sơ kết học kỳ I, triển khai học kỳ II", "Hiệu trưởng"),
            )
        ],
    )
    deadlines = [task.deadline for task in read_document(content).tasks]
    assert [(each.kind, each.start, each.end) for each in deadlines] == [
        ("month", date(2025, 9, 1), date(2025, 9, 30)),
        ("month", date(2026, 1, 1), date(2026, 2, 28)),
    ]
