"""Header, section and data rows told apart by what stands in them."""

from __future__ import annotations

import pytest

from extractors.layout import Passage, RowKind
from extractors.tables.row_kinds import GridRow, header_depth, is_header_term, is_numbering, kind_of


def row_of(*cells: str | tuple[str, int]) -> GridRow:
    """A row of cells that are their text, or text and how many columns it covers."""
    texts: list[str] = []
    spans: list[int] = []
    for cell in cells:
        text, width = (cell, 1) if isinstance(cell, str) else cell
        spans += [len(texts)] * width
        texts += [text] * width
    n = len(texts)
    return GridRow(1, tuple(Passage(text, text) for text in texts), tuple(spans), (0,) * n, (1,) * n)


@pytest.mark.parametrize(
    "text",
    ["STT", "Nội dung công việc", "NỘI DUNG CÔNG VIỆC", "Nội dung cổng viêc", "Đơn vị chủ tri", "Kết quả/sản phẩm"],
)
def test_header_words_also_when_misread(text: str) -> None:
    assert is_header_term(text)


@pytest.mark.parametrize("text", ["", "1", "Ủy ban nhân dân xã", "Rà soát văn bản quy phạm pháp luật năm 2025"])
def test_other_words(text: str) -> None:
    assert not is_header_term(text)


@pytest.mark.parametrize(
    "cells",
    [
        ("(1)", "(2)", "(3)", "(4)"),
        ("A", "B", "1", "2", "3"),
        ("1", "2", "3", "4"),
        ("1", "—", "4)", "_ (8)", "(6)", "s 3)"),  # a poor reading of (1) (2) (3) ...
    ],
)
def test_numbering_rows(cells: tuple[str, ...]) -> None:
    assert is_numbering(row_of(*cells))


@pytest.mark.parametrize("cells", [("1", "Tỷ lệ", "%", "95"), ("1", "12", "7", "30"), ("5", "", "", "")])
def test_values_are_no_numbering(cells: tuple[str, ...]) -> None:
    assert not is_numbering(row_of(*cells))


def test_header_ends_where_the_body_begins() -> None:
    rows = [
        row_of("STT", "Nhiệm vụ", "Chủ trì", "Thời gian"),
        row_of("(1)", "(2)", "(3)", "(4)"),
        row_of("1", "Rà soát", "Văn phòng", "Quý I"),
    ]
    assert header_depth(rows) == 2
    assert header_depth(rows[2:]) == 0
    assert header_depth([]) == 0


@pytest.mark.parametrize(
    ("row", "following", "kind"),
    [
        (row_of("I", ("Cải cách thể chế", 4)), None, RowKind.SECTION),
        (row_of("VỊ", ("Hiện đại hóa hành chính", 4)), None, RowKind.SECTION),  # VI misread
        (row_of(("A. Cải cách thể chế", 5)), None, RowKind.SECTION),
        (row_of("II", "Cải cách tài chính công", "", "", ""), None, RowKind.SECTION),
        (row_of("1", "Kiểm soát thủ tục", "", "", ""), row_of("a", "Rà soát", "Văn phòng", "", ""), RowKind.SECTION),
        (row_of("1", "Kiểm soát thủ tục", "", "", ""), row_of("1.1", "Rà soát", "", "", ""), RowKind.SECTION),
        (row_of("1", "Kiểm soát thủ tục", "", "", ""), row_of("2", "Rà soát", "", "", ""), RowKind.DATA),
        (row_of("1", "Rà soát", "Văn phòng", "Quý I", "Báo cáo"), None, RowKind.DATA),
        (row_of("", "", "", "", ""), None, RowKind.DATA),
        (row_of("", "", "của Bộ Nội vụ.", "", ""), None, RowKind.DATA),
    ],
)
def test_section_rows(row: GridRow, following: GridRow | None, kind: RowKind) -> None:
    assert kind_of(row, following) is kind
