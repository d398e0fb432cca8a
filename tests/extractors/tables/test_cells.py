"""Words put into cells, cells cut out of their ruling lines, tables in other units."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.layout import Box, PageTable, Word
from extractors.tables.cell_pictures import blank_tables, cell_picture
from extractors.tables.cells import fill_table, lines_of, scaled
from extractors.tables.grid import find_tables
from tests.extractors.tables.drawing import DPI, POINT, Picture, draw_table, page, skewed

COLUMNS = (60, 200, 400, 540)
ROWS = (120, 160, 220)


def found(picture: Picture) -> PageTable:
    (table,) = find_tables(picture, DPI)
    return table


def word(text: str, x: float, y: float, height: float = 10) -> Word:
    return Word(text, Box(x, y, x + 6 * len(text), y + height))


def test_words_go_to_the_cell_that_holds_their_centre_and_none_is_lost() -> None:
    table = scaled(found(draw_table(page(), COLUMNS, ROWS).picture), 1 / POINT)
    inside = word("Văn", 70, 130)
    on_the_line = word("phòng", 190, 150)  # its centre lies on the ruling line between two cells
    outside = word("Trang", 300, 20)
    filled, left = fill_table(table, [inside, on_the_line, outside])
    assert left == (outside,)
    held = [w.text for cell in filled.cells for line in cell.lines for w in line.words]
    assert sorted(held) == ["Văn", "phòng"]
    assert filled.cells[0].lines[0].words[0].text == "Văn"


def test_lines_of_a_cell_from_words_of_uneven_height() -> None:
    words = [word("dụng", 40, 31, 13), word("Ứng", 10, 28, 14), word("-", 70, 37, 2), word("tin", 12, 47, 10)]
    assert [line.text for line in lines_of(words)] == ["Ứng dụng -", "tin"]


@pytest.mark.parametrize("degrees", [0.0, 0.3])
def test_cell_picture_has_the_text_and_no_ruling_line(degrees: float) -> None:
    picture = skewed(draw_table(page(), COLUMNS, ROWS).picture, degrees)
    table = found(picture)
    for cell in table.cells:
        crop, x, y = cell_picture(picture, cell, DPI)
        ink = crop < 150
        assert ink.any(), "the cell's words are there"
        assert ink.sum(axis=1).max() < crop.shape[1] / 2, "no level line is left"
        assert ink.sum(axis=0).max() < crop.shape[0] / 2, "no upright line is left"
        rows, columns = np.nonzero(ink)
        back = picture[int(rows[0] + y), int(columns[0] + x)]
        assert back < 150, "the origin leads back to the page"


def test_cell_without_an_inside_gives_paper() -> None:
    table = found(draw_table(page(), COLUMNS, ROWS).picture)
    cell = table.cells[0]
    flat = type(cell)(0, 0, 1, 1, Box(10, 10, 11, 11))
    crop, _, _ = cell_picture(page(), flat, DPI)
    assert crop.size
    assert (crop == 255).all()


def test_blanked_tables_leave_the_rest() -> None:
    picture = draw_table(page(), COLUMNS, ROWS).picture
    picture[20:30, 100:400] = 30
    blank = blank_tables(picture, find_tables(picture, DPI), DPI)
    assert (blank[20:30, 100:400] == 30).all()
    assert (blank[round(110 * POINT) : round(230 * POINT)] > 200).all()


def test_scaling_there_and_back_is_identity() -> None:
    table = found(draw_table(page(), COLUMNS, ROWS).picture)
    filled, _ = fill_table(table, [word("Quý", 150, 260)])
    again = scaled(scaled(filled, 0.5), 2.0)
    assert again == filled
