"""The dataset as an Excel workbook or CSV files, for colleagues without Python."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.dataset.notes import note_on
from pipeline.dataset.reading import check_schema, read_table
from pipeline.dataset.schemas import TABLES
from pipeline.errors import NoDataset, OutputUnusable

SHEETS = {
    "tasks": "Nhiệm vụ",
    "indicators": "Chỉ tiêu",
    "risks": "Rủi ro, cơ hội",
    "documents": "Văn bản",
    "references": "Văn bản viện dẫn",
}
"""The tables that are exported, and the name of the sheet of each. Pages and cells are for programs."""

DICTIONARY_SHEET = "Giải thích"
DOCUMENT = "document"
DOCUMENT_TITLE = "Văn bản"
"""The first column of every sheet: the document's number, or the name of its file where it has none."""

LAST = ("row_id", "doc_id", "source_sha256", "options_digest", "pipeline_version", "extracted_at")
"""Columns that people look at least."""

EXCEL_MAX_ROWS = 1_048_576
EXCEL_MAX_TEXT = 32_767
COLUMN_WIDTH_MAX = 52
COLUMN_WIDTH_MIN = 9
HEADER_LOOK = {"bold": True, "bottom": 1, "valign": "top", "text_wrap": True, "bg_color": "#E8F1F8"}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take the text of a CSV file for a formula."""


def export_workbook(dataset: Path, workbook: Path) -> dict[str, int]:
    """Write the dataset in the folder `dataset` to the file `workbook` (.xlsx); gives the number of rows a sheet.

    A sheet a table, with Vietnamese titles, filters and a frozen header, and one that explains the columns; dates are
    dates; lists are joined by "; "; text that begins like a formula stays text. A sheet holds 1,048,575 rows at most;
    the rest is left out and the count tells. The file is written beside itself and renamed, so that an interrupted
    export leaves the old one.

    Raises:
        NoDataset: there is no dataset in that folder.
        OutputUnusable: the file can't be written.
    """
    written = {}
    temporary = workbook.with_name(workbook.name + ".part")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    tables = list(_frames(dataset))
    try:
        with xlsxwriter.Workbook(str(temporary), options) as book:
            look = book.add_format(HEADER_LOOK)
            formats = {
                str: book.add_format({"text_wrap": True, "valign": "top"}),
                date: book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"}),
                datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm", "valign": "top"}),
            }
            for name, frame in tables:
                written[name] = _write_sheet(book.add_worksheet(SHEETS[name]), name, frame, look, formats)
            _write_dictionary(book.add_worksheet(DICTIONARY_SHEET), tables, look, formats)
    except FileCreateError as error:
        cause = error.args[0]
        raise OutputUnusable(getattr(cause, "strerror", None) or str(cause), str(workbook)) from error
    temporary.replace(workbook)
    return written


def _write_sheet(
    sheet: Worksheet, table: str, frame: pd.DataFrame, look: Format, formats: Mapping[type, Format]
) -> int:
    rows = frame.head(EXCEL_MAX_ROWS - 1)
    for column, name in enumerate(frame.columns):
        values = rows[name].tolist()
        sheet.write_string(0, column, _title(table, name), look)
        longest = max((len(line) for value in values[:200] for line in str(value).splitlines()), default=0)
        wanted = max(COLUMN_WIDTH_MIN, longest + 1, min(18, len(_title(table, name)) + 3))
        sheet.set_column(column, column, min(COLUMN_WIDTH_MAX, wanted))
        for index, value in enumerate(values, start=1):
            _write_value(sheet, index, column, value, formats)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(rows)), max(0, len(frame.columns) - 1))
    return len(rows)


def _write_value(sheet: Worksheet, row: int, column: int, value: object, formats: Mapping[type, Format]) -> None:
    if value is None or value is pd.NaT or value != value:  # noqa: PLR0124 - NaN is unlike itself
        return
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value.replace(tzinfo=None), formats[datetime])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats[date])
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, formats[str])
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, formats[str])
    else:
        sheet.write_string(row, column, str(value)[:EXCEL_MAX_TEXT], formats[str])


def _write_dictionary(
    sheet: Worksheet, tables: list[tuple[str, pd.DataFrame]], look: Format, formats: Mapping[type, Format]
) -> None:
    """What the columns are, and what they are called in the dataset."""
    titles = ("Trang tính", "Cột", "Tên trong bộ dữ liệu", "Ý nghĩa (tiếng Anh)", "Ví dụ")
    for column, (title, width) in enumerate(zip(titles, (20, 26, 24, 60, 44), strict=True)):
        sheet.write_string(0, column, title, look)
        sheet.set_column(column, column, width)
    schemas = {table.name: table.schema for table in TABLES}
    row = 1
    for table, frame in tables:
        for name in frame.columns:
            field = schemas[table].field(name) if name in schemas[table].names else None
            meaning = (field.metadata or {}).get(b"description", b"").decode() if field is not None else ""
            note = note_on(table, name)
            example = note.example if note is not None else ""
            for column, text in enumerate((SHEETS[table], _title(table, name), name, meaning, example)):
                sheet.write_string(row, column, text, formats[str])
            row += 1
    sheet.freeze_panes(1, 0)


def _title(table: str, column: str) -> str:
    note = note_on(table, column)
    return DOCUMENT_TITLE if column == DOCUMENT else note.vietnamese if note is not None else column


def export_csv(dataset: Path, folder: Path) -> dict[str, int]:
    """Write the dataset to `folder` as a CSV file a table; gives the number of rows of each.

    UTF-8 with a byte order mark, without which Excel reads Vietnamese as Latin-1; dates as YYYY-MM-DD. Text that Excel
    would take for a formula ("- Báo cáo", "=1+1") begins with an apostrophe.

    Raises:
        NoDataset: there is no dataset in that folder.
    """
    written = {}
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in _frames(dataset):
        temporary = folder / f"{name}.csv.part"
        frame.map(_harmless).to_csv(temporary, index=False, encoding="utf-8-sig")
        temporary.replace(folder / f"{name}.csv")
        written[name] = len(frame)
    return written


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def _frames(dataset: Path) -> Iterator[tuple[str, pd.DataFrame]]:
    """The tables as frames of Python objects, lists joined, in the order of documents and rows."""
    if not (dataset / "documents").is_dir():
        raise NoDataset("no documents there", str(dataset))
    check_schema(dataset / "documents")
    documents = read_table(dataset / "documents").to_pylist()
    numbers = {row["doc_id"]: row.get("number") or row["source_name"] for row in documents}
    for name in SHEETS:
        if (dataset / name).is_dir():
            yield name, _frame(read_table(dataset / name), numbers)


def _frame(table: pa.Table, numbers: Mapping[str, str]) -> pd.DataFrame:
    order = [(key, "ascending") for key in ("plan_year", "doc_id", "seq") if key in table.column_names]
    columns = table.sort_by(order).to_pydict()
    names = sorted(columns, key=lambda name: LAST.index(name) + 1 if name in LAST else 0)
    joined = {
        name: pd.Series(["; ".join(map(str, v)) if isinstance(v, list) else v for v in columns[name]], dtype=object)
        for name in names
    }
    documents = pd.Series([numbers.get(doc_id, "") for doc_id in columns["doc_id"]], dtype=object)
    return pd.DataFrame({DOCUMENT: documents} | joined)
