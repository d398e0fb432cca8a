"""Ruled tables found in pictures: sound, skewed, bent, broken, stamped; and what is no table."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from extractors.layout import PageTable
from extractors.picture.light import level_light
from extractors.tables.grid import find_tables, level_rulings, partition
from extractors.tables.rulings import find_rulings
from tests.extractors.tables.drawing import (
    DPI,
    POINT,
    Drawn,
    Place,
    broken,
    curved,
    draw_table,
    noisy,
    page,
    skewed,
    stamped,
    write,
    write_page,
)

COLUMNS = (60, 95, 250, 340, 420, 540)
ROWS = (120, 150, 172, 240, 300, 345)
# A two-level header, a section row, a cell merged over two rows.
MERGED: tuple[Place, ...] = ((0, 0, 1, 1), (1, 1, 1, 4), (3, 3, 2, 1))


def places(table: PageTable) -> list[Place]:
    return [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells]


def covered(table: PageTable) -> list[tuple[int, int]]:
    return sorted(
        (r, c)
        for cell in table.cells
        for r in range(cell.row, cell.row + cell.row_span)
        for c in range(cell.column, cell.column + cell.column_span)
    )


def drawn(merged: tuple[Place, ...] = MERGED, open_bottom: bool = False, shade: int = 40) -> Drawn:
    return draw_table(page(), COLUMNS, ROWS, merged, open_bottom=open_bottom, shade=shade)


def expected_places(merged: tuple[Place, ...] = MERGED) -> list[Place]:
    inside = {
        (r, c) for row, column, rs, cs in merged for r in range(row, row + rs) for c in range(column, column + cs)
    }
    single = [(r, c, 1, 1) for r in range(len(ROWS) - 1) for c in range(len(COLUMNS) - 1) if (r, c) not in inside]
    return sorted(single + list(merged))


def test_edges_and_merged_cells() -> None:
    sample = drawn()
    (table,) = find_tables(sample.picture, DPI)
    assert table.row_edges == pytest.approx(sample.rows, abs=2)
    assert table.column_edges == pytest.approx(sample.columns, abs=2)
    assert places(table) == expected_places()
    assert not table.open_top
    assert not table.open_bottom
    assert table.ruled


def test_cells_lie_inside_their_ruling_lines() -> None:
    sample = drawn()
    (table,) = find_tables(sample.picture, DPI)
    for cell in table.cells:
        assert table.row_edges[cell.row] <= cell.box.y0 < cell.box.y1 <= table.row_edges[cell.row + cell.row_span]
        left, right = table.column_edges[cell.column], table.column_edges[cell.column + cell.column_span]
        assert left <= cell.box.x0 < cell.box.x1 <= right


@pytest.mark.parametrize("degrees", [-0.3, 0.3])
def test_slight_skew(degrees: float) -> None:
    (table,) = find_tables(skewed(drawn().picture, degrees), DPI)
    assert places(table) == expected_places()


def test_bent_page() -> None:
    (table,) = find_tables(curved(drawn().picture, 2), DPI)
    assert places(table) == expected_places()


@pytest.mark.parametrize("seed", range(3))
def test_faint_lines_in_grain_and_uneven_light(seed: int) -> None:
    (table,) = find_tables(noisy(drawn(shade=150).picture, seed), DPI)
    assert places(table) == expected_places()


@pytest.mark.parametrize("seed", range(3))
def test_lines_broken_by_a_photocopier(seed: int) -> None:
    (table,) = find_tables(broken(drawn().picture, seed, 0.08), DPI)
    assert places(table) == expected_places()


def test_stamp_and_signature_over_cells() -> None:
    (table,) = find_tables(stamped(drawn().picture, 330, 230), DPI)
    assert places(table) == expected_places()


def test_creases_across_a_table_are_no_columns() -> None:
    picture = drawn().picture
    height, width = picture.shape
    cv2.line(picture, (round(width * 0.3), 0), (round(width * 0.3) + 30, height), 90, 1)
    cv2.line(picture, (round(width * 0.75), 0), (round(width * 0.75) - 25, height), 90, 1)
    (table,) = find_tables(picture, DPI)
    assert places(table) == expected_places()


def test_piece_of_a_streak_through_a_row_is_no_column() -> None:
    picture = drawn().picture
    cv2.line(picture, (round(160 * POINT), round(116 * POINT)), (round(160 * POINT), round(150 * POINT)), 60, 2)
    (table,) = find_tables(picture, DPI)
    assert places(table) == expected_places()


@pytest.mark.parametrize("gap", [2.0, 3.0])
def test_dashed_lines_inside_a_frame(gap: float) -> None:
    picture = draw_table(page(), (COLUMNS[0], COLUMNS[-1]), (ROWS[0], ROWS[-1]), text=False).picture
    for x in COLUMNS[1:-1]:
        for y in np.arange(ROWS[0], ROWS[-1], 3.0 + gap).tolist():
            cv2.line(picture, (round(x * POINT), round(y * POINT)), (round(x * POINT), round((y + 3) * POINT)), 60, 1)
    for y in ROWS[1:-1]:
        for x in np.arange(COLUMNS[0], COLUMNS[-1], 3.0 + gap).tolist():
            cv2.line(picture, (round(x * POINT), round(y * POINT)), (round((x + 3) * POINT), round(y * POINT)), 60, 1)
    for y in ROWS[:-1]:
        write(picture, "Van phong", COLUMNS[1] + 4, y + 12)
    (table,) = find_tables(picture, DPI)
    assert places(table) == expected_places(())


def test_lines_around_shaded_cells() -> None:
    picture = page()
    top, bottom = round(ROWS[0] * POINT), round(ROWS[1] * POINT)
    picture[top:bottom, round(COLUMNS[0] * POINT) : round(COLUMNS[-1] * POINT)] = 205
    (table,) = find_tables(draw_table(picture, COLUMNS, ROWS).picture, DPI)
    assert places(table) == expected_places(())


@pytest.mark.parametrize("height", [40, 50, 60])
def test_the_rim_that_levelling_leaves_of_a_shade_takes_no_lines(height: int) -> None:
    picture, rows = page(), (ROWS[1] - height, *ROWS[1:])
    left, right, top, bottom = (round(place * POINT) for place in (COLUMNS[0], COLUMNS[-1], *rows[:2]))
    picture[top:bottom, left:right] = 210
    (table,) = find_tables(level_light(draw_table(picture, COLUMNS, rows).picture, DPI), DPI)
    assert places(table) == expected_places(())


def test_upright_lines_that_lean_together() -> None:
    picture = drawn().picture
    height, width = picture.shape
    lean = np.array([[1, 0.016, -0.016 * height / 3], [0, 1, 0]])
    leaning = np.asarray(cv2.warpAffine(picture, lean, (width, height), borderValue=(245,)), np.uint8)
    (table,) = find_tables(leaning, DPI)
    assert places(table) == expected_places()


def test_row_cut_by_the_page_break_has_no_line_below() -> None:
    (table,) = find_tables(drawn(open_bottom=True).picture, DPI)
    assert table.open_bottom
    assert not table.open_top
    assert places(table) == expected_places()


def test_left_border_lost_in_a_dark_edge() -> None:
    picture = draw_table(page(), (10, *COLUMNS[1:]), ROWS).picture
    picture[:, : round(14 * POINT)] = 20
    (table,) = find_tables(picture, DPI)
    assert table.n_columns == len(COLUMNS) - 1
    assert table.n_rows == len(ROWS) - 1


def test_two_tables_stay_two() -> None:
    picture = page()
    draw_table(picture, COLUMNS, (100, 130, 160, 190))
    draw_table(picture, (60, 300, 540), (400, 430, 460))
    first, second = find_tables(picture, DPI)
    assert (first.n_rows, first.n_columns) == (3, 5)
    assert (second.n_rows, second.n_columns) == (2, 2)


def test_page_of_text_has_no_table() -> None:
    picture = page()
    write_page(picture)
    assert find_tables(picture, DPI) == ()


def test_letterhead_underlines_and_frames_are_no_tables() -> None:
    picture = page()
    for x, y, length in ((120, 95, 60), (360, 80, 120), (60, 200, 470), (60, 420, 470)):
        cv2.line(picture, (round(x * POINT), round(y * POINT)), (round((x + length) * POINT), round(y * POINT)), 40, 2)
    cv2.rectangle(picture, (round(60 * POINT), round(500 * POINT)), (round(500 * POINT), round(700 * POINT)), 40, 2)
    write(picture, "DU THAO", 80, 560, 1.0)
    assert find_tables(picture, DPI) == ()


def test_underlined_words_in_a_cell_part_no_rows() -> None:
    picture = drawn(()).picture
    y = round(220 * POINT)
    cv2.line(picture, (round(100 * POINT), y), (round(240 * POINT), y), 40, 2)
    (table,) = find_tables(picture, DPI)
    assert places(table) == expected_places(())


def test_double_ruling_lines_are_one_edge() -> None:
    sample = drawn(())
    for y in sample.rows:
        y2 = y + round(3 * POINT)
        cv2.line(sample.picture, (sample.columns[0], y2), (sample.columns[-1], y2), 40, 1)
    (table,) = find_tables(sample.picture, DPI)
    assert table.n_rows == len(ROWS) - 1


def test_nothing_on_an_empty_page_and_on_a_black_one() -> None:
    assert find_tables(page(), DPI) == ()
    assert find_tables(np.zeros((400, 300), np.uint8), DPI) == ()


def test_level_rulings_of_a_half_ruled_table() -> None:
    picture = page()
    for y in (100, 130, 200):
        cv2.line(picture, (round(60 * POINT), round(y * POINT)), (round(540 * POINT), round(y * POINT)), 40, 2)
    assert find_tables(picture, DPI) == ()
    assert [box.y_center / POINT for box in level_rulings(find_rulings(picture, DPI))] == pytest.approx(
        [100, 130, 200], abs=1.5
    )


@settings(max_examples=12, deadline=None)
@given(dx=st.integers(-25, 25), dy=st.integers(-60, 150), scale=st.sampled_from([0.7, 1.0, 1.4]))
def test_moving_and_scaling_a_table_moves_and_scales_its_edges(dx: int, dy: int, scale: float) -> None:
    picture = page()
    sample = draw_table(picture, [x + dx for x in COLUMNS], [y + dy for y in ROWS], MERGED)
    size = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
    interpolation = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    resized = np.asarray(cv2.resize(sample.picture, size, interpolation=interpolation), np.uint8)
    (table,) = find_tables(resized, DPI * scale)
    assert places(table) == expected_places()
    assert table.row_edges == pytest.approx([y * scale for y in sample.rows], abs=3)
    assert table.column_edges == pytest.approx([x * scale for x in sample.columns], abs=3)


@given(st.data())
def test_cells_partition_the_grid_whatever_walls_are_drawn(data: st.DataObject) -> None:
    n_rows, n_columns = data.draw(st.integers(1, 6)), data.draw(st.integers(1, 6))
    below = data.draw(arrays.arrays(np.bool_, (n_rows - 1, n_columns)))
    beside = data.draw(arrays.arrays(np.bool_, (n_rows, n_columns - 1)))
    cells = partition(below, beside)
    found = sorted(
        (r, c) for row, column, rs, cs in cells for r in range(row, row + rs) for c in range(column, column + cs)
    )
    assert found == [(r, c) for r in range(n_rows) for c in range(n_columns)]
    for row, column, row_span, column_span in cells:
        assert not below[row : row + row_span - 1, column : column + column_span].any()
        assert not beside[row : row + row_span, column : column + column_span - 1].any()


def test_cells_of_a_found_table_partition_its_grid() -> None:
    (table,) = find_tables(noisy(broken(drawn().picture, 5, 0.2), 5), DPI)
    assert covered(table) == [(r, c) for r in range(table.n_rows) for c in range(table.n_columns)]


def test_title_rows_of_a_table_without_outer_vertical_lines() -> None:
    picture = page()
    rows = (100, 130, 150, 170, 230)
    for y in rows:
        cv2.line(picture, (round(60 * POINT), round(y * POINT)), (round(540 * POINT), round(y * POINT)), 40, 2)
    for x in (95, 300, 420):
        for top, bottom in ((100, 130), (170, 230)):  # the two title rows between have none
            cv2.line(picture, (round(x * POINT), round(top * POINT)), (round(x * POINT), round(bottom * POINT)), 40, 2)
    (table,) = find_tables(picture, DPI)
    assert places(table) == [
        *((0, c, 1, 1) for c in range(4)),
        (1, 0, 1, 4),
        (2, 0, 1, 4),
        *((3, c, 1, 1) for c in range(4)),
    ]
