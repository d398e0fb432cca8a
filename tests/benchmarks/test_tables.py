"""The measure of table rows: what counts as right."""

from __future__ import annotations

import json

from benchmarks.tables import likeness, printed_rows, right_rows
from samples.table_kinds import TableForm, set_tables
from samples.truth import truth_files

ROW = ["1", "Rà soát thủ tục hành chính", "Văn phòng Sở", ""]


def test_a_row_is_right_cell_by_cell() -> None:
    assert likeness(ROW, ROW) == 1.0
    assert likeness(ROW, ["1", "Rà soát thủ tục  hành\nchính", "Văn phòng Sở", ""]) == 1.0
    assert likeness(ROW, ["1", "Rà soát thủ tục hành chính Văn phòng Sở", "", ""]) < 0.9
    assert likeness(ROW, ROW[:3]) == 0.0


def test_a_title_may_stand_in_its_cells_once_or_in_each() -> None:
    title = ["I", "Công tác chỉ đạo", "Công tác chỉ đạo", "Công tác chỉ đạo"]
    assert likeness(title, ["I", "Công tác chỉ đạo", "", ""]) == 1.0
    assert likeness(title, ["I", "Công tác khác hẳn", "", ""]) < 0.9


def test_each_row_counts_once_and_in_order() -> None:
    other = ["2", "Kiểm tra việc chấp hành kỷ luật", "Thanh tra", ""]
    assert right_rows([ROW, other], [ROW, other]) == 2
    assert right_rows([ROW, ROW], [ROW]) == 1
    assert right_rows([ROW, other], [other, ROW]) == 1


def test_the_truth_is_right_by_itself() -> None:
    rows = printed_rows(json.loads(truth_files(set_tables(1, TableForm.SECTIONS))["pages.json"]))
    assert right_rows(rows, rows) == len(rows) > 10
