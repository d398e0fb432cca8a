"""Cells of which a part belongs elsewhere."""

from __future__ import annotations

import pytest

from extractors.table_meaning.wordings import Field
from extractors.text_dump.run_ons import mostly_begin_small, runs_on


@pytest.mark.parametrize(
    ("text", "field", "odd"),
    [
        ("Rà soát danh mục thủ tục, tổ chức niêm yết công khai", Field.TASK, False),
        ("- Rà soát danh mục thủ tục", Field.TASK, False),
        ("Công tác chỉ đạo, điều hành Rà soát danh mục thủ tục", Field.TASK, True),
        ("danh mục thủ tục được niêm yết", Field.TASK, True),
        ("Văn phòng UBND Chi cục Thủy lợi", Field.LEAD, True),
        ("Chánh Văn phòng", Field.LEAD, False),
        ("Phòng Kinh tế, Văn phòng và Trung tâm Y tế", Field.LEAD, False),
        ("các phòng chuyên môn", Field.COORDINATING, False),
    ],
)
def test_run_ons(text: str, field: Field, odd: bool) -> None:
    assert runs_on(text, field, small=False) is odd


def test_where_tasks_begin_small_it_tells_nothing() -> None:
    small = mostly_begin_small(["rà soát thủ tục", "niêm yết thủ tục", "Công khai thủ tục"])
    assert small
    assert not runs_on("rà soát thủ tục", Field.TASK, small=small)
