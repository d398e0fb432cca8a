"""The dataset as a workbook and as CSV, opened again."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.dataset.notes import NOTES, note_on
from pipeline.dataset.schemas import TABLES
from pipeline.errors import NoDataset, OutputUnusable
from pipeline.export import export_csv, export_workbook

TITLES = {name: NOTES[name].vietnamese for name in ("task", "deadline_end", "lead_agencies", "lead", "needs_review")}


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    rows = [
        {
            "doc_id": "b" * 16,
            "seq": seq,
            "task": task,
            "lead_agencies": ["Văn phòng", "Phòng Kinh tế"],
            "deadline_end": date(2025, 12, 5),
            "confidence": 0.5,
            "needs_review": seq == 1,
            "lead": None,
        }
        for seq, task in ((2, "- Báo cáo;\n- Kế hoạch"), (1, "=1+1"))
    ]
    for name, content in (("tasks", rows), ("documents", [{"doc_id": "b" * 16, "source_name": "a.pdf"}])):
        path = tmp_path / "dataset" / name / "plan_year=2025" / f"{'b' * 16}.parquet"
        path.parent.mkdir(parents=True)
        pq.write_table(pa.Table.from_pylist(content), path)
    return tmp_path / "dataset"


def test_a_workbook_has_a_sheet_a_table_with_dates_as_dates(dataset: Path, tmp_path: Path) -> None:
    file = tmp_path / "plans.xlsx"
    assert export_workbook(dataset, file) == {"tasks": 2, "documents": 1}
    book = openpyxl.load_workbook(file)
    sheet = book["Nhiệm vụ"]
    titles = [cell.value for cell in sheet[1]]
    values = dict(zip(titles, (cell.value for cell in sheet[2]), strict=True))
    first = {name: values[note_title] for name, note_title in ((n, TITLES[n]) for n in TITLES)}
    assert first["task"] == "=1+1"
    assert sheet.cell(2, titles.index(TITLES["task"]) + 1).data_type == "s"
    assert first["deadline_end"] == datetime(2025, 12, 5)
    assert first["lead_agencies"] == "Văn phòng; Phòng Kinh tế"
    assert first["lead"] is None
    assert first["needs_review"] is True
    assert (titles[0], values["Văn bản"], titles[-1]) == ("Văn bản", "a.pdf", "Mã văn bản")
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref is not None
    explained = {row[2].value: row[1].value for row in book["Giải thích"].iter_rows(min_row=2)}
    assert explained["deadline_end"] == TITLES["deadline_end"]
    book.close()


def test_csv_opens_in_excel_and_in_pandas(dataset: Path, tmp_path: Path) -> None:
    assert export_csv(dataset, tmp_path / "csv") == {"tasks": 2, "documents": 1}
    assert (tmp_path / "csv" / "tasks.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    frame = pd.read_csv(tmp_path / "csv" / "tasks.csv")
    assert frame["task"].tolist() == ["'=1+1", "'- Báo cáo;\n- Kế hoạch"]
    assert frame["deadline_end"].tolist() == ["2025-12-05"] * 2


def test_nothing_to_export_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoDataset, match="kehoach extract"):
        export_csv(tmp_path / "nothing", tmp_path / "csv")


def test_a_place_that_cannot_be_written_is_told(dataset: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputUnusable):
        export_workbook(dataset, tmp_path / "nowhere" / "plans.xlsx")


def test_every_column_has_a_name_and_an_example() -> None:
    for table in TABLES:
        for column in table.schema.names:
            note = note_on(table.name, column)
            assert note is not None, (table.name, column)
            assert note.vietnamese
            assert note.example
    known = {name for table in TABLES for column in table.schema.names for name in (column, f"{table.name}.{column}")}
    assert NOTES.keys() <= known | {"plan_year"}
