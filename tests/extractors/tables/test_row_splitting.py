"""Rows of a table with ruled columns only, told by their ordinals."""

from __future__ import annotations

from dataclasses import replace

from extractors.layout import Box, Line, Word
from extractors.tables.row_splitting import split_rows
from tests.extractors.tables.test_continuation import HEADER, table_of


def rows_of(*cells: str) -> list[list[str]]:
    table = split_rows(table_of([HEADER, cells]))
    covered = sorted((cell.row, cell.column) for cell in table.cells)
    assert covered == [(r, c) for r in range(table.n_rows) for c in range(table.n_columns)]
    rows: list[list[str]] = [[] for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row].append(" ".join(line.text for line in cell.lines))
    return rows[1:]


def test_ordinals_with_text_beside_them_begin_rows() -> None:
    assert rows_of(
        "1\n2\n3", "Rà soát\nCông khai\nBáo cáo", "Văn phòng\nCông an\nVăn phòng", "Quý I\nQuý II\nQuý III"
    ) == [
        ["1", "Rà soát", "Văn phòng", "Quý I"],
        ["2", "Công khai", "Công an", "Quý II"],
        ["3", "Báo cáo", "Văn phòng", "Quý III"],
    ]


def test_one_ordinal_is_one_row() -> None:
    assert len(rows_of("1", "Rà soát\nvà công khai", "Văn phòng", "Quý I")) == 1


def test_numbers_that_do_not_follow_one_another_part_nothing() -> None:
    assert len(rows_of("12\n7", "Rà soát\nvà công khai", "Văn phòng", "Quý I")) == 1


def test_gaps_across_all_cells_part_rows_whose_cells_are_centred() -> None:
    assert rows_of(
        "I\n\n\n1\n\n\n2",
        "Chỉ đạo\n\nRà soát\nvà công\nkhai\n\nBáo cáo",
        "\n\n\nVăn phòng\n\n\nCông an",
        "\n\n\nQuý I\n\n\nQuý II",
    ) == [
        ["I", "Chỉ đạo", "", ""],
        ["1", "Rà soát và công khai", "Văn phòng", "Quý I"],
        ["2", "Báo cáo", "Công an", "Quý II"],
    ]


def test_gaps_that_leave_two_markers_together_part_nothing() -> None:
    assert len(rows_of("I\n1\n\n\n2", "Chỉ đạo\nRà soát\n\nvà công khai\n\nBáo cáo", "", "")) == 1


def test_rows_that_leave_no_gap_between_their_own_lines() -> None:
    cells = ("1\n\n\n2", "Rà soát\nvà công khai\n\nBáo cáo", "", "")
    table = table_of([HEADER, cells])
    tall = tuple(
        replace(cell, lines=tuple(Line(tuple(_taller(word) for word in line.words)) for line in cell.lines))
        for cell in table.cells
    )
    assert split_rows(replace(table, cells=tall)).n_rows == 3


def _taller(word: Word) -> Word:
    return replace(word, box=Box(word.box.x0, word.box.y0 - 2.5, word.box.x1, word.box.y1 + 2.5))
