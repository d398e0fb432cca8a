"""Documents around tables of each kind: their truth is a full grid, and what makes the kind is on the page."""

from __future__ import annotations

import json

import pytest

from samples.plan import Stroke
from samples.table_kinds import TableForm, compose_tables, set_tables, turns_of
from samples.truth import truth_files


@pytest.mark.parametrize("form", TableForm)
def test_cells_cover_the_grid_once(form: TableForm) -> None:
    tables = json.loads(truth_files(set_tables(3, form))["pages.json"])["tables"]
    assert len(tables) == {TableForm.SEVERAL: 3, TableForm.NO_TABLE: 0}.get(form, 1)
    for table in tables:
        places = sorted(
            (row, column)
            for cell in table["cells"]
            for row in range(cell["row"], cell["row"] + cell["row_span"])
            for column in range(cell["column"], cell["column"] + cell["column_span"])
        )
        assert places == [(row, column) for row in range(table["n_rows"]) for column in range(table["n_columns"])]


def test_same_seed_same_document() -> None:
    assert compose_tables(5, TableForm.TOTALS) == compose_tables(5, TableForm.TOTALS)
    assert compose_tables(5, TableForm.TOTALS) != compose_tables(6, TableForm.TOTALS)


def test_three_levels_of_header() -> None:
    (table,) = set_tables(1, TableForm.THREE_LEVELS).tables
    assert table.n_header_rows == 3
    assert {(cell.row, cell.column_span) for cell in table.cells if cell.text == "Vốn đầu tư"} == {(0, 4)}


def test_totals_are_merged_over_the_first_columns() -> None:
    (table,) = set_tables(1, TableForm.TOTALS).tables
    (total,) = (cell for cell in table.cells if cell.text == "Tổng cộng")
    assert (total.column, total.column_span) == (0, 3)


@pytest.mark.parametrize("form", [TableForm.CUT_ROWS, TableForm.CUT_CELL])
def test_cut_rows_stand_on_two_pages(form: TableForm) -> None:
    (table,) = set_tables(2, form).tables
    assert any(table.row_pages(row)[0] < table.row_pages(row)[1] for row in range(table.n_rows))


def test_a_page_lacks_an_upright_line() -> None:
    printed = set_tables(1, TableForm.LOST_COLUMN)
    pages = sorted({part.page for cell in printed.tables[0].cells for part in cell.parts})
    counts = [len({rule.x0 for rule in printed.sheets[page - 1].rules if rule.x0 == rule.x1}) for page in pages]
    assert min(counts) == max(counts) - 1


def test_inner_lines_are_broken_and_the_frame_is_not() -> None:
    for form, stroke in ((TableForm.DASHED, Stroke.DASHED), (TableForm.DOTTED, Stroke.DOTTED)):
        printed = set_tables(1, form)
        assert printed.tables[0].table.look.stroke is stroke
        rules = [rule for sheet in printed.sheets for rule in sheet.rules if rule.x0 == rule.x1]
        left = min(rule.x0 for rule in rules)
        assert all(bool(rule.dashes) == (rule.x0 != left) for rule in rules if rule.x0 < max(r.x0 for r in rules))


def test_turned_pages_are_turned() -> None:
    printed = set_tables(1, TableForm.TURNED)
    assert [page for page, _ in turns_of(printed, TableForm.TURNED)] == [sheet.page for sheet in printed.sheets]
    assert turns_of(printed, TableForm.RULED) == ()
