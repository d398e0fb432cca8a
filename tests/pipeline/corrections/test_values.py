"""What people type becomes values of the columns' types; what follows from it is worked out."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.corrections.values import Plan, Row, ValueUnfitError, follow, typed_value
from pipeline.dataset.schemas import DOCUMENTS, INDICATORS, RISKS, TASKS, TableSchema

PLAN = Plan(2025, date(2025, 1, 15))


@pytest.mark.parametrize(
    ("table", "column", "text", "value"),
    [
        (TASKS, "task", "Rà soát", "Rà soát"),
        (TASKS, "task", "", ""),
        (TASKS, "deadline_end", "05/12/2025", date(2025, 12, 5)),
        (TASKS, "deadline_end", "2025-12-05", date(2025, 12, 5)),
        (TASKS, "deadline_end", "", None),
        (TASKS, "lead_agencies", "Văn phòng; Sở Tài chính;", ["Văn phòng", "Sở Tài chính"]),
        (TASKS, "needs_review", "false", False),
        (TASKS, "needs_review", "Có", True),
        (TASKS, "recurrence", "", None),
        (INDICATORS, "value", "1,5", 1.5),
        (INDICATORS, "value", "2.500", 2500.0),
        (INDICATORS, "comparator", ">=", ">="),
        (RISKS, "effectiveness_level", "high", "high"),
        (DOCUMENTS, "recipients", "Như trên;\nLưu: VT", ["Như trên", "Lưu: VT"]),
    ],
)
def test_typed_values(table: TableSchema, column: str, text: str, value: object) -> None:
    assert typed_value(table.schema.field(column), text) == value


@pytest.mark.parametrize(
    ("table", "column", "text"),
    [
        (TASKS, "deadline_end", "31/02/2025"),
        (TASKS, "deadline_kind", "Quý"),
        (TASKS, "needs_review", "vâng ạ"),
        (INDICATORS, "value", "l00"),
        (INDICATORS, "value", ""),
    ],
)
def test_values_that_do_not_fit(table: TableSchema, column: str, text: str) -> None:
    with pytest.raises(ValueUnfitError):
        typed_value(table.schema.field(column), text)


def task(**values: object) -> Row:
    empty: Row = dict.fromkeys(TASKS.schema.names)
    return empty | {"task": "", "legal_refs": []} | values


def test_deadlines_and_agencies_follow_from_what_is_corrected() -> None:
    row = task(responsible="Văn phòng chủ trì, phối hợp Phòng Tư pháp", deadline_text="Quý IV")
    follow("tasks", row, frozenset({"responsible", "deadline_text"}), PLAN)
    assert (row["lead_agencies"], row["coordinating_agencies"]) == (["Văn phòng"], ["Phòng Tư pháp"])
    assert (row["deadline_kind"], row["deadline_end"]) == ("quarter", date(2025, 12, 31))


def test_what_is_itself_corrected_does_not_follow() -> None:
    row = task(lead="Văn phòng", lead_agencies=["Văn phòng Sở"], deadline_text="Quý IV", deadline_end=date(2026, 1, 1))
    follow("tasks", row, frozenset({"lead", "lead_agencies", "deadline_text", "deadline_end"}), PLAN)
    assert (row["lead_agencies"], row["deadline_end"]) == (["Văn phòng Sở"], date(2026, 1, 1))
    assert row["deadline_start"] == date(2025, 10, 1)


def test_documents_cited_follow_from_the_text() -> None:
    row = task(task="Thực hiện Kế hoạch số 2943/KH-UBND")
    follow("tasks", row, frozenset({"task"}), PLAN)
    assert row["legal_refs"] == ["2943/KH-UBND"]
