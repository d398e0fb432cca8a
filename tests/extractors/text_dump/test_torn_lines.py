"""Lines of cells that a skewed page tore apart are whole again; what stands by itself stays where it was."""

from __future__ import annotations

import pytest

from extractors.text_dump.laid_out import LaidOutColumns
from extractors.text_dump.pages import LETTER_WIDTH, dump_pages
from extractors.text_dump.torn_lines import ReadingOn, whole_rows
from normalizers.repair.fluency import Fluency

COLUMNS = LaidOutColumns((4 * LETTER_WIDTH, 44 * LETTER_WIDTH, 66 * LETTER_WIDTH))

LOWER = """\
1   Kiểm tra việc chấp hành
                            quy chế          Van phong
    làm việc của cán bộ
                        xã                                      Hang quy
"""
HIGHER = """\
                            quy chế          Van phong
1   Kiểm tra việc chấp hành
                        xã                                      Hang quy
    làm việc của cán bộ
"""
ITEMS = """\
    -

        Ra soat hien trang
    -
        Lap danh sach
"""
OTHER_ROW = """\
1   Kiểm tra việc chấp hành quy chế      Van phong
    Lap danh sach                                                      Quy I
2   Ra soat hien trang                   Tram Y te
"""


def rows(text: str, fluency: Fluency) -> list[str]:
    (page,) = dump_pages(text)
    return [
        " ".join(word.text for word in row.words)
        for row in whole_rows(page.lines, COLUMNS, ReadingOn(str.split, fluency))
    ]


@pytest.mark.parametrize("text", [LOWER, HIGHER], ids=["lower", "higher"])
def test_the_end_of_a_line_goes_back_to_it(fluency: Fluency, text: str) -> None:
    cells = "\n".join(rows(text, fluency))

    assert "1 Kiểm tra việc chấp hành quy chế" in cells
    assert "làm việc của cán bộ xã" in cells


def test_dashes_go_before_their_items(fluency: Fluency) -> None:
    assert rows(ITEMS, fluency) == ["- Ra soat hien trang", "- Lap danh sach"]


def test_lines_that_are_whole_stay(fluency: Fluency) -> None:
    assert rows(OTHER_ROW, fluency) == [" ".join(line.split()) for line in OTHER_ROW.splitlines()]


def test_blank_lines_and_ruling_are_gaps(fluency: Fluency) -> None:
    (page,) = dump_pages("    Lap danh sach\n\n    Ra soat hien trang\n    va bao cao\n")

    assert [row.after_gap for row in whole_rows(page.lines, COLUMNS, ReadingOn(str.split, fluency))] == [
        True,
        True,
        False,
    ]
