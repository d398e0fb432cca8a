"""What cells of a column say, and what gives a cell away as another's."""

from __future__ import annotations

import pytest

from extractors.table_meaning.wordings import Field
from extractors.text_dump.cell_vocabulary import is_no_body, leading_ordinal, may_end, misfits


@pytest.mark.parametrize(
    ("text", "field", "wrong"),
    [
        ("Văn phòng chủ trì, phối hợp các phòng", Field.RESPONSIBLE, False),
        ("- Phòng Nội vụ", Field.LEAD, False),
        ("Văn phòng Theo chương trình của tỉnh", Field.LEAD, True),
        ("Báo cáo kết quả thực hiện", Field.LEAD, True),
        ("Trong năm 2024", Field.DEADLINE, False),
        ("Trước ngày 05/12/2024", Field.DEADLINE, False),
        ("Trong năm 2024 Trong năm 2024", Field.DEADLINE, True),
        ("Các phòng chuyên môn", Field.DEADLINE, True),
        ("Cao", Field.EFFECTIVENESS, False),
        ("Văn phòng", Field.EFFECTIVENESS, True),
        ("Bất cứ điều gì trong năm 2024", Field.TASK, False),
    ],
)
def test_a_cell_that_says_what_another_column_says(text: str, field: Field, *, wrong: bool) -> None:
    assert misfits(text, field) is wrong


@pytest.mark.parametrize(
    ("text", "ordinal"),
    [("10", "10"), ("a Rà soát văn bản", "a"), ("2.1 Công bố", "2.1"), ("I11. Cải cách", "III"), ("Kiểm tra", None)],
)
def test_ordinals_at_the_head_of_a_line(text: str, ordinal: str | None) -> None:
    marker = leading_ordinal(text)

    assert (marker.text if marker else None) == ordinal


@pytest.mark.parametrize(("word", "ends"), [("của", False), ("phòng,", False), ("thuộc", False), ("hiện.", True)])
def test_a_cell_does_not_end_on_a_joining_word(word: str, *, ends: bool) -> None:
    assert may_end(word) is ends


@pytest.mark.parametrize(
    ("deadline", "odd"), [("Quý II, quý IV/2022", False), ("Quý 4/2022", False), ("Quý 11, quý IV/2022", True)]
)
def test_a_quarter_that_is_none_does_not_fit(deadline: str, odd: bool) -> None:
    assert misfits(deadline, Field.DEADLINE) is odd


@pytest.mark.parametrize("word", ["sơ", "bộ", "thành", "phố", "tử", "Sở", "bản"])
def test_words_that_are_joining_ones_but_for_their_marks_may_end_a_cell(word: str) -> None:
    assert may_end(word)


@pytest.mark.parametrize("word", ["số", "Bộ", "của", "từ", "và", "phó", "Trưởng", "cua", "so", "hợp"])
def test_joining_words_end_no_cell(word: str) -> None:
    assert not may_end(word)


@pytest.mark.parametrize(("word", "none"), [("những", True), ("khi", True), ("kê", False), ("Thống", False)])
def test_words_that_no_name_of_a_body_has(word: str, *, none: bool) -> None:
    assert is_no_body(word) is none
