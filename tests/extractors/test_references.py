"""Documents cited, each once, in order."""

from __future__ import annotations

from datetime import date

from extractors.layout import Box, DocumentTable, Passage, Region, RowKind, TableRow
from extractors.references import read_references
from tests.extractors.paragraphs_of import paragraphs_of

PLAN = """
Số: 607/KH-KKTKCN
Thực hiện Kế hoạch số 2943/KH-UBND, Nghị quyết số 18-NQ/TW;
Kế hoạch số 2943/KH-UBND ngày 29/8/2025 của UBND tỉnh; Nghị quyết số 18/NQ-TW.
(Kèm theo Kế hoạch số 607/KH-KKTKCN ngày 12/9/2025 của Ban Quản lý)
"""


def row(page: int, top: float, *texts: str) -> TableRow:
    cells = tuple(Passage(text, text, regions=(Region(page, Box(0, top, 9, top + 9)),)) for text in texts)
    return TableRow(RowKind.DATA, cells, tuple(range(len(cells))), page, page)


def test_each_document_once_without_the_plans_own_number() -> None:
    found = read_references(paragraphs_of(PLAN))
    assert [reference.number for reference in found] == ["2943/KH-UBND", "18-NQ/TW"]


def test_later_citations_fill_what_the_first_leaves_out() -> None:
    first, second = read_references(paragraphs_of(PLAN))
    assert (first.doc_type, first.issuer, first.issued_date) == ("Kế hoạch", "UBND tỉnh", date(2025, 8, 29))
    assert (second.doc_type, second.issued_date) == ("Nghị quyết", None)
    assert "2943/KH-UBND" in first.context


def test_tables_and_paragraphs_are_read_in_the_order_of_the_page() -> None:
    table = DocumentTable(1, (row(1, 30.0, "Theo Quyết định số 766/QĐ-TTg", "Thông tư số 01/2023/TT-VPCP"),))
    text = "Căn cứ Nghị định số 30/2020/NĐ-CP\nVăn phòng\nTheo Quyết định số 235/QĐ-UBND"
    found = read_references(paragraphs_of(text), (table,))
    assert [reference.number for reference in found] == [
        "30/2020/NĐ-CP",
        "766/QĐ-TTg",
        "01/2023/TT-VPCP",
        "235/QĐ-UBND",
    ]


def test_nothing_cited_gives_nothing() -> None:
    assert read_references(paragraphs_of("Ngày 12 tháng 9 năm 2025")) == ()
