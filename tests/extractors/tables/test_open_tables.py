"""Tables without upright ruling lines, found from boxes alone: before anything is read."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.layout import Box
from extractors.tables.open_tables import Boxes, half_ruled_tables, lean_of, unruled_tables

WIDTH, HEIGHT = 595.0, 12.0
PLACES = (70.0, 110.0, 300.0, 420.0)
Text = tuple[float, float, int]
"""Left, top, number of letters of 6 points."""


def letters(*texts: Text) -> Boxes:
    """A box for each letter; a word has five, with a space after it."""
    boxes = []
    for left, top, count in texts:
        x = left
        for index in range(count):
            boxes.append((x, top, x + 5.4, top + 10.0))
            x += 6.0 if index % 5 < 4 else 9.0
    return np.array(boxes)


def rows(*tops: float, places: tuple[float, ...] = PLACES) -> list[Text]:
    """Rows of an ordinal and three texts, the first of two lines, all but it centred in the row."""
    texts: list[Text] = []
    for top in tops:
        texts += [(places[0], top + 7, 1), (places[1], top, 24), (places[1], top + 14, 9)]
        texts += [(places[2], top + 7, 12), (places[3], top + 7, 10)]
    return texts


def header(top: float) -> list[Text]:
    return [(PLACES[0] - 6, top, 3), (PLACES[1] + 40, top, 10), (PLACES[2] + 6, top, 8), (PLACES[3] + 6, top, 8)]


def levels(*heights: float) -> list[Box]:
    return [Box(60, y, 535, y + 1) for y in heights]


def test_half_ruled_rows_are_those_between_the_lines() -> None:
    boxes = letters(*header(105), *rows(125, 165, 205))
    (table,) = half_ruled_tables(boxes, levels(100, 120, 160, 200, 240), WIDTH, HEIGHT)
    assert (table.n_rows, table.n_columns) == (4, 4)
    assert all(cell.row_span == cell.column_span == 1 for cell in table.cells)


def test_title_over_the_columns_is_merged() -> None:
    boxes = letters(*header(105), *rows(125), (PLACES[0], 165, 1), (PLACES[1], 165, 40), *rows(185, 225))
    (table,) = half_ruled_tables(boxes, levels(100, 120, 160, 180, 220, 260), WIDTH, HEIGHT)
    assert [(c.column, c.column_span) for c in table.cells if c.row == 2] == [(0, 1), (1, 3)]


def test_headings_over_columns_are_told_by_the_line_under_them() -> None:
    boxes = letters((PLACES[2] + 70, 105, 12), *header(125), *rows(145, 185, 225))
    under = Box(290, 119, 530, 120)
    (table,) = half_ruled_tables(boxes, [*levels(100, 140, 180, 220, 260), under], WIDTH, HEIGHT)
    places = {(c.row, c.column, c.row_span, c.column_span) for c in table.cells if c.row < 2}
    assert places == {(0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 2), (1, 2, 1, 1), (1, 3, 1, 1)}


def test_two_columns_between_lines_are_no_table() -> None:
    boxes = letters((70, 105, 20), (350, 105, 20), (70, 125, 22), (350, 125, 18))
    assert half_ruled_tables(boxes, levels(100, 120, 140), WIDTH, HEIGHT) == []


def test_unruled_rows_are_told_by_the_gaps_around_centred_ordinals() -> None:
    (table,) = unruled_tables(letters(*header(100), *rows(122, 156, 190, 224)), WIDTH, HEIGHT)
    assert (table.n_rows, table.n_columns) == (5, 4)
    for edge, top in zip(table.row_edges[1:], (122, 156, 190, 224), strict=False):
        assert top - 12 < edge < top


def test_text_around_an_unruled_table_is_not_in_it() -> None:
    prose = [(60.0, 40.0 + 15 * n, 70) for n in range(3)]
    after = [(60.0, 300.0 + 15 * n, 70) for n in range(3)]
    (table,) = unruled_tables(letters(*prose, *header(100), *rows(122, 156, 190, 224), *after), WIDTH, HEIGHT)
    assert table.box.y0 >= 100
    assert table.box.y1 <= 250


@pytest.mark.parametrize("tops", [(100.0, 115.0, 130.0, 145.0)])
def test_paragraphs_letterheads_and_lists_are_no_tables(tops: tuple[float, ...]) -> None:
    prose = letters(*((60.0, top, 70) for top in tops))
    two = letters(*((x, top, 20) for top in tops for x in (70.0, 330.0)))
    listed = letters(*((x, top, n) for top in tops for x, n in ((70.0, 1), (90.0, 60))))
    for boxes in (prose, two, listed):
        assert unruled_tables(boxes, WIDTH, HEIGHT) == []


def test_last_line_of_the_last_row_stands_alone() -> None:
    texts = [*header(100), *rows(122, 156, 190), (PLACES[1], 218, 20)]
    (table,) = unruled_tables(letters(*texts, (60, 250, 9)), WIDTH, HEIGHT)
    assert table.row_edges[-1] == 228
    assert table.n_rows == 4


def test_lean_of_columns() -> None:
    boxes = letters(*header(100), *rows(*range(122, 600, 34)))
    leaning = boxes.copy()
    leaning[:, [0, 2]] += 0.018 * ((boxes[:, 1] + boxes[:, 3]) / 2)[:, np.newaxis]
    assert lean_of(boxes, HEIGHT) == 0.0
    assert lean_of(leaning, HEIGHT) == pytest.approx(0.018, abs=0.004)
