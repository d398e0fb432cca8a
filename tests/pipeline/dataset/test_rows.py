"""Records become rows that keep the contract: identities, form C, boxes on the page as shown."""

from __future__ import annotations

import pytest

from pipeline.dataset.rows import SchemaError, _arrow, displayable
from pipeline.dataset.schemas import CELLS, REFERENCES, TABLES
from pipeline.dataset.writing import PageFailure
from tests.pipeline.dataset.plan_content import DOC_ID, plan_tables


def rows(name: str, failures: tuple[PageFailure, ...] = ()) -> list[dict[str, object]]:
    (table,) = (table for table in plan_tables(failures=failures) if table.schema.name == name)
    result: list[dict[str, object]] = table.rows.to_pylist()
    return result


def test_rows_have_their_identities() -> None:
    assert [row["row_id"] for name in ("tasks", "indicators", "risks") for row in rows(name)] == [
        f"{DOC_ID}-t0001",
        f"{DOC_ID}-i0001",
        f"{DOC_ID}-r0001",
    ]
    assert rows("indicators")[0]["task_row_id"] == f"{DOC_ID}-t0001"
    assert rows("documents")[0]["doc_id"] == DOC_ID


def test_text_is_in_form_c() -> None:
    assert rows("tasks")[0]["task"] == "Rà soát quy trình nội bộ"


def test_unknown_and_empty_are_told_apart() -> None:
    (task,) = rows("tasks")
    assert task["coordinating"] is None
    (document,) = rows("documents")
    assert document["signer"] == ""


def test_cells_lie_on_the_page_as_shown() -> None:
    cells = rows("cells")
    assert [(cell["row_id"], cell["field"], cell["page"]) for cell in cells] == [
        (f"{DOC_ID}-t0001", "task", 1),
        (f"{DOC_ID}-t0001", "task", 2),
    ]
    # The cell is 400 wide and 50 high on the upright page, which was turned by a quarter.
    assert (cells[0]["x0"], cells[0]["y0"], cells[0]["x1"], cells[0]["y1"]) == (150.0, 342.0, 200.0, 742.0)


def test_every_row_of_every_table_is_kept() -> None:
    assert [(row["row_kind"], row["cells"]) for row in rows("table_rows")] == [
        ("header", ["STT", "Nội dung"]),
        ("data", ["1", "Rà soát quy trình nội bộ"]),
    ]


def test_a_page_shows_its_own_text_in_reading_order() -> None:
    first, second = rows("pages")
    assert first["text"] == "KẾ HOẠCH năm 2025\nSTT\nNội dung\n1\nRà soát quy\nPhần cuối còn"
    assert first["text_raw"] == "KE HOACH nam 2025\nSTT\nNội dung\n1\nRà soát quy\nPhần cuối còn"
    assert second["text"] == "nữa đây.\nSTT\nNội dunq\ntrình nội bộ\nHết"
    assert (first["n_words"], first["n_repaired"], second["n_repaired"]) == (14, 3, 3)
    assert first["dropped"] == ["page_number: 1"]


def test_failed_pages_are_listed_and_send_the_document_to_review() -> None:
    failure = (PageFailure(3, "PageTimeout", "it took longer than it may"),)
    assert [(row["page"], row["failure"]) for row in rows("pages", failure)] == [
        (1, ""),
        (2, ""),
        (3, "it took longer than it may"),
    ]
    (document,) = rows("documents", failure)
    assert (document["n_pages"], document["failed_pages"], document["needs_review"]) == (3, [3], True)


def test_every_column_is_described() -> None:
    undescribed = [
        f"{table.name}.{field.name}"
        for table in TABLES
        for field in table.schema
        if not (field.metadata or {}).get(b"description")
    ]
    assert undescribed == []


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ({"number": None}, "references.number: null"),
        ({"nomber": "1"}, "nomber"),
    ],
)
def test_rows_that_break_their_schema_are_refused(row: dict[str, object], complaint: str) -> None:
    whole = rows("references")[0]
    with pytest.raises(SchemaError, match=complaint):
        _arrow(REFERENCES, [whole | row])


def test_confidences_outside_their_range_are_refused() -> None:
    with pytest.raises(SchemaError, match="ocr_confidence"):
        _arrow(CELLS, [rows("cells")[0] | {"ocr_confidence": 1.5}])


def test_names_that_are_no_utf8_are_told_with_escapes() -> None:
    assert displayable("ke\u0302\u0301 hoa\u0323ch.pdf") == "kế hoạch.pdf"
    assert displayable("k\udcff.pdf") == "k\\xff.pdf"
