"""The dataset as an Excel workbook or CSV files, for colleagues without Python."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import xlsxwriter

from pipeline.dataset.reading import read_table

SHEETS = {
    "documents": "Văn bản",
    "tasks": "Nhiệm vụ",
    "indicators": "Chỉ tiêu",
    "risks": "Rủi ro, cơ hội",
    "references": "Văn bản viện dẫn",
}
"""The tables that are exported, and the name of the sheet of each. Pages and cells are for programs."""

EXCEL_MAX_ROWS = 1_048_576
EXCEL_MAX_TEXT = 32_767
COLUMN_WIDTH_MAX = 60
COLUMN_WIDTH_MIN = 8


def export_workbook(dataset: Path, workbook: Path) -> dict[str, int]:
    """Write the dataset in the folder `dataset` to the file `workbook` (.xlsx); gives the number of rows a sheet.

    A sheet a table, with filters and a frozen header; dates are dates; lists are joined by "; "; text that begins like
    a formula stays text. A sheet holds 1,048,575 rows at most; the rest is left out and the count tells.
    The file is written beside itself and renamed, so that an interrupted export leaves the old one.

    Raises:
        FileNotFoundError: there is no dataset in that folder.
    """
    written = {}
    temporary = workbook.with_name(workbook.name + ".part")
    with xlsxwriter.Workbook(
        str(temporary), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    ) as book:
        header = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        cell = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm", "valign": "top"})
        for name, frame in _frames(dataset):
            sheet = book.add_worksheet(SHEETS[name])
            rows = frame.head(EXCEL_MAX_ROWS - 1)
            for column, title in enumerate(frame.columns):
                values = rows[title].tolist()
                sheet.write_string(0, column, title, header)
                longest = max((len(str(value)) for value in values[:200]), default=0)
                sheet.set_column(column, column, min(COLUMN_WIDTH_MAX, max(COLUMN_WIDTH_MIN, longest, len(title) + 3)))
                for index, value in enumerate(values, start=1):
                    if value is None or value is pd.NaT or value != value:  # noqa: PLR0124 - NaN is unlike itself
                        continue
                    if isinstance(value, datetime):
                        sheet.write_datetime(index, column, value.replace(tzinfo=None), moment)
                    elif isinstance(value, date):
                        sheet.write_datetime(index, column, value, day)
                    elif isinstance(value, bool):
                        sheet.write_boolean(index, column, value, cell)
                    elif isinstance(value, int | float):
                        sheet.write_number(index, column, value, cell)
                    else:
                        sheet.write_string(index, column, str(value)[:EXCEL_MAX_TEXT], cell)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, max(1, len(rows)), max(0, len(frame.columns) - 1))
            written[name] = len(rows)
    temporary.replace(workbook)
    return written


def export_csv(dataset: Path, folder: Path) -> dict[str, int]:
    """Write the dataset to `folder` as a CSV file a table; gives the number of rows of each.

    UTF-8 with a byte order mark, without which Excel reads Vietnamese as Latin-1; dates as YYYY-MM-DD.

    Raises:
        FileNotFoundError: there is no dataset in that folder.
    """
    written = {}
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in _frames(dataset):
        temporary = folder / f"{name}.csv.part"
        frame.to_csv(temporary, index=False, encoding="utf-8-sig")
        temporary.replace(folder / f"{name}.csv")
        written[name] = len(frame)
    return written


def _frames(dataset: Path) -> Iterator[tuple[str, pd.DataFrame]]:
    """The tables as frames of Python objects, lists joined, in the order of documents and rows."""
    if not (dataset / "documents").is_dir():
        raise FileNotFoundError(f"{dataset} holds no dataset (no folder documents/); run `kehoach extract` first")
    for name in SHEETS:
        if not (dataset / name).is_dir():
            continue
        table = read_table(dataset / name)
        order = [(key, "ascending") for key in ("doc_id", "seq") if key in table.column_names]
        frame = pd.DataFrame(
            {
                title: pd.Series(
                    ["; ".join(value) if isinstance(value, list) else value for value in column], dtype=object
                )
                for title, column in table.sort_by(order).to_pydict().items()
            }
        )
        yield name, frame
