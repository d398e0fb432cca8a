"""Indicators in their place: section, page, task and deadline."""

from __future__ import annotations

import math
from datetime import date

import pytest

from extractors.headings import outline
from extractors.indicators import read_indicators
from extractors.layout import Box, Passage, Region
from extractors.plan import Plan
from extractors.records import FieldSource, Risk, Task
from tests.extractors.paragraphs_of import paragraphs_of

PLAN = """
KẾ HOẠCH
Phấn đấu 100% nhiệm vụ trong phần đầu không tính
I. Kết quả thực hiện năm 2024
- 98% hồ sơ được giải quyết đúng hạn.
II. Mục tiêu
1. Mục tiêu cụ thể
- Tỷ lệ hồ sơ đúng hạn đạt tối thiểu 96%; tỷ lệ hài lòng đạt trên 95% vào cuối năm 2025.
III. Kinh phí thực hiện
- Ngân sách tỉnh hỗ trợ 70% chi phí.
Nơi nhận:
- Lưu: VT, 100% bản chính.
"""


def task(**fields: str) -> Task:
    passage = Passage(fields["output"], fields["output"], regions=(Region(4, Box(0, 0, 9, 9)),))
    return Task(
        source=fields.get("source", "table"),
        table_index=1,
        page_first=3,
        page_last=4,
        ordinal="1",
        section_path=("I. Cải cách thể chế",),
        task=fields.get("task", "Thực hiện giải ngân kế hoạch đầu tư công."),
        deadline_text=fields.get("deadline_text", "Trong năm 2025"),
        output=fields["output"],
        sources=(FieldSource("output", passage),),
    )


def test_targets_of_the_narrative_have_their_section() -> None:
    found = read_indicators(outline(paragraphs_of(PLAN)), plan=Plan(2025))
    assert [(each.name, each.comparator, each.value) for each in found] == [
        ("Tỷ lệ hồ sơ đúng hạn", ">=", 96),
        ("tỷ lệ hài lòng", ">", 95),
    ]
    assert {each.section_path for each in found} == {("II. Mục tiêu", "1. Mục tiêu cụ thể")}
    assert {(each.source, each.task_index, each.page) for each in found} == {("narrative", None, 1)}
    assert [each.deadline_end for each in found] == [None, date(2025, 12, 31)]
    assert found[0].sources[0].passage.text.startswith("- Tỷ lệ hồ sơ")


def test_targets_of_a_row_take_its_deadline_section_and_index() -> None:
    rows = (task(output="Báo cáo."), task(output="- 100% hồ sơ được số hóa.\n- Đến 31/01/2026: 90% dịch vụ đạt."))
    found = read_indicators((), rows, plan=Plan(2025))
    assert [(each.task_index, each.deadline_text) for each in found] == [(1, "Trong năm 2025"), (1, "Đến 31/01/2026")]
    assert found[0].deadline_end == date(2025, 12, 31)
    assert found[1].deadline_end == date(2026, 1, 31)
    assert {(each.source, each.page, each.section_path) for each in found} == {("table", 4, ("I. Cải cách thể chế",))}


def test_a_name_that_says_nothing_is_taken_from_the_task() -> None:
    (found,) = read_indicators((), (task(output="Hoàn thành tối thiểu 90% kế hoạch được giao."),))
    assert found.name == "giải ngân kế hoạch đầu tư công"
    assert found.text == "Hoàn thành tối thiểu 90% kế hoạch được giao."


def test_a_limit_in_the_deadline_cell_is_its_own_deadline() -> None:
    (found,) = read_indicators((), (task(output="Quyết định", deadline_text="Trong vòng 30 ngày kể từ ngày ban hành"),))
    assert (found.comparator, found.value, found.unit, found.deadline_text) == ("<=", 30, "ngày", "")


def test_narrative_tasks_are_not_counted_twice() -> None:
    assert read_indicators((), (task(output="100% hồ sơ được số hóa", source="narrative"),)) == ()


def test_a_risk_states_targets_in_measure_and_action_only() -> None:
    limit = "đảm bảo tiếp nhận hồ sơ không quá 08 tiếng"
    risk = Risk(
        1, 2, 2, "01", "risk", "Tiếp nhận hồ sơ quá 08 tiếng", measure=limit, action=limit, deadline_text="Hàng năm"
    )
    found = read_indicators((), (), (risk,))
    assert [(each.value, each.unit, each.deadline_text, each.page) for each in found] == [
        (8, "tiếng", "Hàng năm", 2)
    ] * 2


def test_unreadable_digits_are_flagged() -> None:
    for printed, value in (("l00%", 100.0), ("9O0%", math.nan)):
        (found,) = read_indicators((), (task(output=f"{printed} hồ sơ được số hóa"),))
        assert found.value == pytest.approx(value, nan_ok=True)
        assert found.needs_review


def test_items_whose_line_breaks_are_lost_state_a_target_each() -> None:
    text = "Tỷ lệ hồ sơ trực tuyến: tối thiểu 80% Tỷ lệ thanh toán trực tuyến: tối thiểu 60%"
    found = read_indicators((), (task(output=text),))
    assert [(each.text, each.value) for each in found] == [
        ("Tỷ lệ hồ sơ trực tuyến: tối thiểu 80%", 80),
        ("Tỷ lệ thanh toán trực tuyến: tối thiểu 60%", 60),
    ]


def test_years_before_the_plan_tell_of_what_was_reached() -> None:
    text = (
        "I. Mục tiêu\n- Năm 2023, tỷ lệ đúng hạn đạt 90%.\n- Tăng tỷ lệ hài lòng thêm 5% so với năm 2024.\n"
        "- Giai đoạn 2021-2025 đạt 95%."
    )
    found = read_indicators(outline(paragraphs_of(text)), plan=Plan(2025))
    assert [each.value for each in found] == [5, 95]
    assert len(read_indicators(outline(paragraphs_of(text)))) == 3
