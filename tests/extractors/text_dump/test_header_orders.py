"""In which order columns may stand whose header's lines run across its names of two levels."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.table_meaning.wordings import Field
from extractors.text_dump.pages import dump_pages
from extractors.text_dump.running_header import DumpedHeader, find_headers


def as_read(text: str) -> Sequence[str]:
    return text.split()


def header_of(text: str) -> DumpedHeader:
    (page,) = dump_pages(f"{text}\n1 Rà soát, thống kê hồ sơ còn tồn đọng tại bộ phận một cửa Văn phòng Quý II\n")
    (header,) = find_headers(page.lines, as_read)
    assert page.lines[header.end].text.startswith("1 Rà soát")
    return header


def test_lines_across_of_many_words_are_a_header_where_all_are_of_names() -> None:
    header = header_of("Số Giao việc cho Thời gian\nNội dung công việc\nTT Chủ trì Phối hợp hoàn thành")

    assert header.layouts == ((Field.TASK, Field.LEAD, Field.COORDINATING, Field.DEADLINE),)


def test_a_name_that_wraps_beside_others_is_read() -> None:
    header = header_of("Số Đơn vị chủ Cơ quan phối Thời hạn\nNhiệm vụ cụ thể\nTT trì hợp hoàn thành")

    assert header.layouts == ((Field.TASK, Field.LEAD, Field.COORDINATING, Field.DEADLINE),)


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("Thời hạn Kết quả\nSTT Công việc Đơn vị thực hiện\nhoàn thành dự kiến", Field.DEADLINE, Field.OUTPUT),
        ("Kết quả Thời hạn\nSTT Công việc Đơn vị thực hiện\ndự kiến hoàn thành", Field.OUTPUT, Field.DEADLINE),
    ],
)
def test_names_of_one_line_stand_from_left_to_right(text: str, left: Field, right: Field) -> None:
    header = header_of(text)

    assert len(header.layouts) > 1
    assert all(layout.index(left) < layout.index(right) for layout in header.layouts)
    assert all(layout[0] is Field.TASK for layout in header.layouts)


def test_names_one_below_the_other_tell_no_order() -> None:
    (page,) = dump_pages("Thời gian\nSản phẩm\nNhiệm vụ\nSTT\nĐơn vị chủ trì\n")
    (header,) = find_headers(page.lines, as_read)

    assert header.beside == ()
    places = {layout.index(Field.DEADLINE) < layout.index(Field.OUTPUT) for layout in header.layouts}
    assert places == {True, False}


def test_a_long_line_of_names_with_a_word_of_its_own_goes_on_with_the_header_above_it() -> None:
    header = header_of("Thời hạn\nSố TT Tên công việc Bộ phận thực hiện Kết quả, sản phẩm Ghi chú\nhoàn thành")

    assert all({Field.DEADLINE, Field.OUTPUT, Field.NOTE} <= set(layout) for layout in header.layouts)
    assert all(layout[0] is Field.TASK and layout[-1] is Field.NOTE for layout in header.layouts)


def test_ends_of_names_beside_each_other_are_the_headers() -> None:
    header = header_of("Trách nhiệm thực Kết quả dự\nTT Nội dung công việc Thời gian\nhiện kiến")

    assert header.end == 3
