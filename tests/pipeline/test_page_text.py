"""The text of pages from their tables: nothing on a page is lost, however its rows were told apart."""

from __future__ import annotations

from dataclasses import replace

from extractors.layout import (
    Box,
    DocumentContent,
    DocumentTable,
    GridCell,
    Line,
    PageContent,
    PageGeometry,
    PageTable,
    Passage,
    Region,
    RowKind,
    TableRow,
    TextLayerVerdict,
    TextSource,
    Word,
)
from pipeline.page_text import page_texts

PAGE = PageContent(1, PageGeometry(600, 840, 600, 840), TextSource.TEXT_LAYER, TextLayerVerdict.SOUND, "", dpi=0.0)


def passage(text: str, box: Box) -> Passage:
    return Passage(text, text, (Region(1, box),))


def cell(row: int, column: int, box: Box, *texts: str) -> GridCell:
    lines = [
        Line((Word(text, Box(box.x0, box.y0 + 20 * i, box.x1, box.y0 + 20 * i + 12)),)) for i, text in enumerate(texts)
    ]
    return GridCell(row, column, 1, 1, box, tuple(lines))


def test_rows_that_were_told_apart_when_the_table_was_joined_are_told_row_by_row() -> None:
    left, right = Box(0, 20, 100, 80), Box(100, 20, 200, 80)
    header = [cell(0, 0, Box(0, 0, 100, 20), "TT"), cell(0, 1, Box(100, 0, 200, 20), "Nhiệm vụ")]
    body = [cell(1, 0, left, "1", "2", "3"), cell(1, 1, right, "Một", "Hai", "Ba")]
    table = PageTable(Box(0, 0, 200, 80), (0, 20, 80), (0, 100, 200), (*header, *body))
    rows = [
        TableRow(
            RowKind.DATA,
            tuple(
                passage(text, Box(x, 20 + 20 * index, x + 100, 40 + 20 * index))
                for x, text in ((0, str(index + 1)), (100, word))
            ),
            (0, 1),
            1,
            1,
        )
        for index, word in enumerate(("Một", "Hai", "Ba"))
    ]
    content = DocumentContent((replace(PAGE, tables=(table,)),), (), (DocumentTable(1, tuple(rows)),))
    (text,) = page_texts(content)
    assert text.text.split("\n") == ["TT", "Nhiệm vụ", "1", "Một", "2", "Hai", "3", "Ba"]


def test_a_merged_cell_is_told_once_and_a_header_printed_again_as_it_was_read() -> None:
    again = cell(0, 0, Box(0, 0, 200, 20), "Nhiệm vụ")
    merged = replace(cell(1, 0, Box(0, 20, 200, 40), "I. Chung"), column_span=2)
    table = PageTable(Box(0, 0, 200, 40), (0, 20, 40), (0, 100, 200), (replace(again, column_span=2), merged))
    section = passage("I. Chung", merged.box)
    rows = (TableRow(RowKind.SECTION, (section, section), (0, 0), 1, 1),)
    content = DocumentContent((replace(PAGE, tables=(table,)),), (), (DocumentTable(1, rows),))
    (text,) = page_texts(content)
    assert text.text.split("\n") == ["Nhiệm vụ", "I. Chung"]
