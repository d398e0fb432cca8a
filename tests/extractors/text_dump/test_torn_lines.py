"""Lines of cells that a skewed page tore apart are whole again; what stands by itself stays where it was."""

from __future__ import annotations

import pytest

from extractors.text_dump.laid_out import LaidOutColumns
from extractors.text_dump.pages import LETTER_WIDTH, dump_pages
from extractors.text_dump.torn_lines import whole_rows

COLUMNS = LaidOutColumns((4 * LETTER_WIDTH, 44 * LETTER_WIDTH, 66 * LETTER_WIDTH))

LOWER = """\
1   Kiem tra viec chap hanh
                            quy che          Van phong
    lam viec cua can bo
                        xa                                      Hang quy
"""
HIGHER = """\
                            quy che          Van phong
1   Kiem tra viec chap hanh
                        xa                                      Hang quy
    lam viec cua can bo
"""
ITEMS = """\
    -

        Ra soat hien trang
    -
        Lap danh sach
"""
OTHER_ROW = """\
1   Kiem tra viec chap hanh quy che      Van phong
    Lap danh sach                                             Quy I
2   Ra soat hien trang                   Tram Y te
"""


def rows(text: str) -> list[str]:
    (page,) = dump_pages(text)
    return [" ".join(word.text for word in row.words) for row in whole_rows(page.lines, COLUMNS)]


@pytest.mark.parametrize("text", [LOWER, HIGHER], ids=["lower", "higher"])
def test_the_end_of_a_line_goes_back_to_it(text: str) -> None:
    cells = "\n".join(rows(text))

    assert "1 Kiem tra viec chap hanh quy che" in cells
    assert "lam viec cua can bo xa" in cells


def test_dashes_go_before_their_items() -> None:
    assert rows(ITEMS) == ["- Ra soat hien trang", "- Lap danh sach"]


def test_lines_that_are_whole_stay() -> None:
    assert rows(OTHER_ROW) == [" ".join(line.split()) for line in OTHER_ROW.splitlines()]


def test_blank_lines_and_ruling_are_gaps() -> None:
    (page,) = dump_pages("    Lap danh sach\n\n    Ra soat hien trang\n    va bao cao\n")

    assert [row.after_gap for row in whole_rows(page.lines, COLUMNS)] == [True, True, False]
