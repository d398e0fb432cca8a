"""Rows of an indicator table ("Chỉ tiêu | Đơn vị tính | Kế hoạch năm") become indicators.

Decides which of the columns of figures states what is aimed at (not what was reached last year), and puts name, value
and unit together, which stand in columns of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.indicators import Place, indicator_of
from extractors.plan import Plan
from extractors.records import FieldSource, Indicator
from extractors.table_meaning.fields import Column, TableFields
from extractors.table_meaning.sections import PlacedRow, plain_cell
from extractors.table_meaning.wordings import Field
from extractors.tasks import cell_of, cell_text
from normalizers.folding import fold_marks
from normalizers.target_cells import plain_unit, read_value, unit_in_name
from normalizers.target_clauses import FoundIndicator, find_indicators

# Headers over what was, and over what only compares.
_NOT_AIMED_AT = re.compile(
    r"\b(?:thuc hien|uoc|ket qua|dat duoc|so sanh|so voi|ty le hoan thanh|tang giam|hien trang|nam truoc|da dat)\b"
)
_AIMED_AT = re.compile(r"\b(?:ke hoach|chi tieu|muc tieu|phan dau|giao|dang ky|du kien|can dat)\b")
_NAMED_YEAR = re.compile(r"(?:(?:den\s+)?nam\s+)?(?:19|20)\d\d(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def read_indicator_rows(fields: TableFields, rows: Sequence[PlacedRow], plan: Plan) -> Iterator[Indicator]:
    """The indicators of one table, row by row; a row without a figure states one if its own text does."""
    columns = _aimed_at(fields, plan.year)
    for row in rows:
        if row.key_text:
            yield from _of_row(fields, columns, row, plan)


def _aimed_at(fields: TableFields, plan_year: int | None) -> tuple[Column, ...]:
    """The columns whose figures are targets: those named so, of years not before the plan's."""
    figures = [column for column in fields.columns if column.field is Field.TARGET]
    not_past = [column for column in figures if not _is_past(fold_marks(column.header), plan_year)]
    named = [column for column in not_past if _AIMED_AT.search(fold_marks(column.header))]
    aimed = named or [column for column in not_past if not _NOT_AIMED_AT.search(fold_marks(column.header))]
    return tuple(aimed)


def _is_past(header: str, plan_year: int | None) -> bool:
    years = [int(year) for year in _YEAR.findall(header)]
    return plan_year is not None and bool(years) and max(years) < plan_year


def _of_row(fields: TableFields, columns: Sequence[Column], row: PlacedRow, plan: Plan) -> Iterator[Indicator]:
    name, unit_of_name = unit_in_name(" ".join(row.key_text.split()))
    name = name.strip(" -+•:;.,")
    unit_cell = cell_text(cell_of(fields, row, Field.UNIT)) or ""
    unit = plain_unit(unit_cell) or unit_of_name
    deadline = cell_text(cell_of(fields, row, Field.DEADLINE)) or ""
    found = False
    for column in columns:
        passage = row.row.cells[column.index]
        printed = " ".join(plain_cell(passage).split())
        stated = read_value(printed, name)
        if stated is None:
            continue
        found = True
        own_deadline = deadline or (_year_of(column.header) if len(columns) > 1 else "")
        text = " ".join(part for part in (row.key_text, printed, "" if stated.unit else unit_cell) if part)
        target = FoundIndicator(
            " ".join(text.split()), name, stated.comparator, stated.value, stated.value_max,
            plain_unit(stated.unit) or unit, own_deadline,
        )  # fmt: skip
        yield _indicator(fields, row, target, column.index, plan)
    if not found:
        for target in find_indicators(row.key_text):
            yield _indicator(fields, row, replace(target, deadline_text=target.deadline_text or deadline), None, plan)


def _year_of(header: str) -> str:
    """The year that a header names, as printed ("Năm 2026"); "" without one."""
    match = _NAMED_YEAR.search(fold_marks(header))
    return header[match.start() : match.end()] if match else ""


def _indicator(
    fields: TableFields, row: PlacedRow, target: FoundIndicator, value_column: int | None, plan: Plan
) -> Indicator:
    sources = [("text", cell_of(fields, row, Field.INDICATOR)), ("unit", cell_of(fields, row, Field.UNIT))]
    if value_column is not None:
        sources.append(("value", row.row.cells[value_column]))
    printed = tuple(FieldSource(name, passage) for name, passage in sources if passage is not None and passage.text)
    return indicator_of(target, Place("table", row.row.page_first, row.section_path, printed), plan)
