"""Whether a deadline's text is one whole deadline."""

from __future__ import annotations

import pytest

from normalizers.deadline_wholeness import OPEN_DOUBT, deadline_oddness


@pytest.mark.parametrize(
    "text",
    [
        "", "-", "Quý II/2024", "Quý I, quý III năm 2025", "Tháng 9, tháng 10/2023", "Trước ngày 15/11/2024",
        "Từ tháng 3 đến tháng 12/2026", "Hằng quý", "Định kỳ 6 tháng, năm", "Thường xuyên", "Trong năm 2025", "Cả năm",
        "Quý IV/2024;\nhoàn thành trước 30/11/2024", "Thường xuyên, định kỳ hằng tháng", "Năm học 2024-2025",
    ],
)  # fmt: skip
def test_whole_deadlines(text: str) -> None:
    assert deadline_oddness(text) == 0.0


@pytest.mark.parametrize(
    "text",
    [
        "IV năm 2025", "Quý II/2022 hiện", "Từ tháng 11 đến tháng", "Trong tháng", "Theo", "Theo cấu", "Hằng quý Văn",
        "Quế III năm 2023", "Trong tháng 10 Trung", "Hằng tháng Trước ngày 13/6/2024", "Văn phòng", "12/9/2023 chưa",
    ],
)  # fmt: skip
def test_what_has_words_too_many_or_too_few(text: str) -> None:
    assert deadline_oddness(text) == 1.0


@pytest.mark.parametrize("text", ["Theo kế hoạch của huyện", "Khi có hướng dẫn mới", "2025", "Trong 30 ngày làm việc"])
def test_what_may_be_whole_or_cut_off(text: str) -> None:
    assert deadline_oddness(text) == OPEN_DOUBT
