"""Tables joined over pages: repeated headers, rows cut by the break, columns lost, and tables that stay apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.layout import (
    Box,
    DocumentTable,
    GridCell,
    Line,
    PageContent,
    PageGeometry,
    PageTable,
    RowKind,
    TextLayerVerdict,
    TextSource,
    Word,
)
from extractors.tables.cells import scaled
from extractors.tables.continuation import join_tables

HEADER = ("STT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian hoàn thành")
EDGES = (60.0, 90.0, 300.0, 420.0, 540.0)
LINE = 14.0


def line_at(text: str, x: float, y: float) -> Line:
    words, left = [], x
    for token in text.split():
        width = 5.0 * len(token)
        words.append(Word(token, Box(left, y, left + width, y + 10)))
        left += width + 3
    return Line(tuple(words))


def table_of(
    rows: Sequence[Sequence[str | tuple[str, int]]],
    edges: Sequence[float] = EDGES,
    top: float = 100.0,
    open_bottom: bool = False,
) -> PageTable:
    """A page's table; a cell is its text (lines parted by a line feed), or text and how many columns it covers."""
    cells: list[GridCell] = []
    levels = [top]
    for index, row in enumerate(rows):
        texts = [(item, 1) if isinstance(item, str) else item for item in row]
        height = LINE * max(1, *(text.count("\n") + 1 for text, _ in texts)) + 6
        column = 0
        for text, span in texts:
            box = Box(edges[column] + 1, levels[-1] + 1, edges[column + span] - 1, levels[-1] + height - 1)
            lines = tuple(
                line_at(part, box.x0 + 3, box.y0 + 2 + LINE * k) for k, part in enumerate(text.split("\n")) if part
            )
            cells.append(GridCell(index, column, 1, span, box, lines))
            column += span
        assert column == len(edges) - 1
        levels.append(levels[-1] + height)
    box = Box(edges[0], levels[0], edges[-1], levels[-1])
    return PageTable(box, tuple(levels), tuple(edges), tuple(cells), open_bottom=open_bottom)


def page_of(number: int, *tables: PageTable, lines: Sequence[Line] = ()) -> PageContent:
    return PageContent(
        number,
        PageGeometry(595, 842, 595, 842),
        TextSource.OCR,
        TextLayerVerdict.NONE,
        "",
        180.0,
        tuple(lines),
        (),
        tables,
    )


def texts(table: DocumentTable) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_header_printed_again_is_no_row_however_it_is_misread() -> None:
    first = table_of([HEADER, ("1", "Rà soát thủ tục", "Văn phòng", "Quý I")])
    again = ("SIT", "Nội dung cộng viêc", "Đơn vi chủ tri", "Thời gian hoàn thảnh")
    second = table_of([again, ("2", "Báo cáo định kỳ", "Văn phòng", "Quý II")])
    (table,) = join_tables([page_of(1, first), page_of(2, second)])
    assert [row.kind for row in table.rows] == [RowKind.HEADER, RowKind.DATA, RowKind.DATA]
    assert [row.cells[0].text for row in table.body] == ["1", "2"]
    assert [(row.page_first, row.page_last) for row in table.body] == [(1, 1), (2, 2)]


def test_table_goes_on_without_its_header() -> None:
    first = table_of([HEADER, ("1", "Rà soát thủ tục", "Văn phòng", "Quý I")])
    second = table_of([("2", "Báo cáo định kỳ", "Văn phòng", "Quý II")])
    (table,) = join_tables([page_of(1, first), page_of(2, second)])
    assert len(table.header) == 1
    assert len(table.body) == 2


def test_row_cut_by_the_break_is_joined_cell_by_cell() -> None:
    first = table_of([HEADER, ("1", "Rà soát các thủ tục", "Văn phòng", "Quý I")], open_bottom=True)
    second = table_of([HEADER, ("", "hành chính của xã.", "", ""), ("2", "Báo cáo", "Văn phòng", "Quý II")])
    (table,) = join_tables([page_of(1, first), page_of(2, second)])
    assert texts(table)[1] == ["1", "Rà soát các thủ tục hành chính của xã.", "Văn phòng", "Quý I"]
    row = table.body[0]
    assert (row.page_first, row.page_last) == (1, 2)
    assert [region.page for region in row.cells[1].regions] == [1, 2]
    assert len(table.body) == 2


def test_row_whose_long_cells_all_stand_after_the_break() -> None:
    first = table_of([HEADER, ("8", "", "Văn phòng", "Hàng năm")], open_bottom=True)
    second = table_of([HEADER, ("", "Tích cực tuyên truyền", "", ""), ("9", "Tổng hợp", "Văn phòng", "Quý II")])
    (table,) = join_tables([page_of(3, first), page_of(4, second)])
    assert texts(table)[1] == ["8", "Tích cực tuyên truyền", "Văn phòng", "Hàng năm"]


def test_cut_row_is_told_by_its_text_where_the_page_ends_with_a_ruling_line() -> None:
    first = table_of([HEADER, ("1", "Rà soát các thủ tục", "Văn phòng và", "Quý I")])
    second = table_of([HEADER, ("", "hành chính của xã.", "các phòng", ""), ("2", "Báo cáo", "Văn phòng", "Quý II")])
    (table,) = join_tables([page_of(1, first), page_of(2, second)])
    assert [row.cells[0].text for row in table.body] == ["1", "2"]
    assert table.body[0].cells[2].text == "Văn phòng và các phòng"


def test_row_over_three_pages_is_one() -> None:
    pages = [
        page_of(1, table_of([HEADER, ("1", "Phần đầu của", "Văn phòng", "Quý I")], open_bottom=True)),
        page_of(2, table_of([HEADER, ("", "một nội dung rất dài", "", "")], open_bottom=True)),
        page_of(3, table_of([HEADER, ("", "và phần cuối.", "", ""), ("2", "Báo cáo", "Văn phòng", "Quý II")])),
    ]
    (table,) = join_tables(pages)
    assert table.body[0].cells[1].text == "Phần đầu của một nội dung rất dài và phần cuối."
    assert (table.body[0].page_first, table.body[0].page_last) == (1, 3)
    assert len(table.body) == 2


def test_rows_with_ordinals_of_their_own_are_not_joined() -> None:
    first = table_of([HEADER, ("1", "Rà soát thủ tục", "Văn phòng", "Quý I")], open_bottom=True)
    second = table_of([HEADER, ("2", "báo cáo", "Văn phòng", "Quý II")])
    (table,) = join_tables([page_of(1, first), page_of(2, second)])
    assert len(table.body) == 2


def test_new_row_without_ordinal_is_not_joined_to_a_closed_one() -> None:
    first = table_of([HEADER, ("1", "Rà soát thủ tục.", "Văn phòng.", "Quý I.")])
    second = table_of([HEADER, ("", "Báo cáo định kỳ.", "Văn phòng.", "Quý II.")])
    (table,) = join_tables([page_of(1, first), page_of(2, second)])
    assert len(table.body) == 2


def test_section_row_after_the_break_stays_a_row() -> None:
    first = table_of([HEADER, ("1", "Rà soát thủ tục", "Văn phòng", "Quý I")], open_bottom=True)
    second = table_of([HEADER, ("II", ("Cải cách tài chính công", 3)), ("1", "Báo cáo", "Văn phòng", "Quý II")])
    (table,) = join_tables([page_of(1, first), page_of(2, second)])
    assert [row.kind for row in table.body] == [RowKind.DATA, RowKind.SECTION, RowKind.DATA]
    assert table.body[1].spans == (0, 1, 1, 1)
    assert {cell.text for cell in table.body[1].cells[1:]} == {"Cải cách tài chính công"}


def test_title_between_two_tables_keeps_them_apart() -> None:
    first = table_of([HEADER, ("1", "Rà soát thủ tục", "Văn phòng", "Quý I")])
    second = table_of([HEADER, ("1", "Báo cáo định kỳ", "Văn phòng", "Quý II")])
    title = line_at("Phụ lục II DANH MỤC NHIỆM VỤ", 200, 60)
    tables = join_tables([page_of(1, first), page_of(2, second, lines=[title])])
    assert [table.index for table in tables] == [1, 2]
    assert [len(table.header) for table in tables] == [1, 1]


def test_other_columns_are_another_table() -> None:
    first = table_of([HEADER, ("1", "Rà soát thủ tục", "Văn phòng", "Quý I")])
    second = table_of([("1", "Báo cáo", "Văn phòng", "Quý II")], edges=(60.0, 200.0, 300.0, 500.0, 540.0))
    assert len(join_tables([page_of(1, first), page_of(2, second)])) == 2


def test_other_header_is_another_table() -> None:
    first = table_of([HEADER, ("1", "Rà soát thủ tục", "Văn phòng", "Quý I")])
    second = table_of([("STT", "Rủi ro", "Biện pháp", "Trách nhiệm"), ("1", "Chậm muộn", "Đôn đốc", "Văn phòng")])
    assert len(join_tables([page_of(1, first), page_of(2, second)])) == 2


def test_a_page_without_the_table_ends_it() -> None:
    first = table_of([HEADER, ("1", "Rà soát thủ tục", "Văn phòng", "Quý I")])
    second = table_of([HEADER, ("2", "Báo cáo", "Văn phòng", "Quý II")])
    assert len(join_tables([page_of(1, first), page_of(2), page_of(3, second)])) == 2


def test_column_lost_on_one_page_is_put_back() -> None:
    rows = [HEADER, ("1", "Rà soát thủ tục", "Văn phòng", "Quý I")]
    lost = table_of(
        [("", "Nội dung công việc", "Đơn vị chủ trì"), ("2", "Báo cáo", "Văn phòng")], EDGES[:3] + EDGES[4:]
    )
    cells = tuple(
        replace(cell, lines=(Line(cell.lines[0].words + line_at("Quý II", 425, cell.box.y0 + 2).words),))
        if cell.row == 1 and cell.column == 2
        else cell
        for cell in lost.cells
    )
    pages = [page_of(1, table_of(rows)), page_of(2, replace(lost, cells=cells)), page_of(3, table_of(rows))]
    (table,) = join_tables(pages)
    assert texts(table)[2] == ["2", "Báo cáo", "Văn phòng", "Quý II"]


def test_crease_taken_for_a_column_is_left_out() -> None:
    rows = [HEADER, ("1", "Rà soát thủ tục", "Văn phòng", "Quý I")]
    extra = table_of(
        [
            ("STT", "Nội dung", "công việc", "Đơn vị chủ trì", "Thời gian hoàn thành"),
            ("2", "Báo", "cáo", "Văn phòng", ""),
        ],
        (60.0, 90.0, 150.0, 300.0, 420.0, 540.0),
    )
    (table,) = join_tables([page_of(1, table_of(rows)), page_of(2, extra), page_of(3, table_of(rows))])
    assert table.n_columns == 4
    assert table.body[1].cells[1].text == "Báo cáo"


def test_column_lost_on_one_of_two_pages_is_put_back() -> None:
    full = table_of([("3", "Công khai", "Văn phòng", "Quý I"), ("4", "Kiểm tra", "Công an", "Quý II")])
    lost = table_of([HEADER, ("1", "Rà soát", "", "Quý I"), ("2", "Báo cáo", "", "Quý II")])
    cells = []
    for cell in lost.cells:
        if cell.column == 1:
            beside = next(c for c in lost.cells if (c.row, c.column) == (cell.row, 2))
            words = [*cell.lines[0].words, *line_at("Văn phòng", 303, cell.box.y0 + 2).words]
            box = Box(cell.box.x0, cell.box.y0, beside.box.x1, cell.box.y1)
            cells.append(replace(cell, box=box, lines=(Line(tuple(words)),)))
        elif cell.column != 2:
            cells.append(replace(cell, column=cell.column - (cell.column > 2)))
    edges = lost.column_edges[:2] + lost.column_edges[3:]
    lost = replace(lost, cells=tuple(cells), column_edges=edges)
    (table,) = join_tables([page_of(1, lost), page_of(2, full)])
    assert texts(table)[1:3] == [["1", "Rà soát", "Văn phòng", "Quý I"], ["2", "Báo cáo", "Văn phòng", "Quý II"]]


def test_rest_of_one_cell_after_a_closed_break_where_all_rows_have_ordinals() -> None:
    first = table_of([HEADER, ("1", "Rà soát;", "Văn phòng", "Quý I"), ("2", "- Kiểm tra;", "Công an", "Quý II")])
    second = table_of([HEADER, ("", "- Báo cáo kết quả;", "", ""), ("3", "Công khai", "Văn phòng", "Quý III")])
    (table,) = join_tables([page_of(1, first), page_of(2, second)])
    assert [row.cells[0].text for row in table.body] == ["1", "2", "3"]
    assert table.body[1].cells[1].text == "- Kiểm tra;\n- Báo cáo kết quả;"


def test_header_of_unknown_words_is_told_by_being_printed_again() -> None:
    header = ("Mã", "Loài cây gỗ lớn", "Đường kính thân", "Tuổi rừng")
    first = table_of([header, ("A1", "Keo lai", "12", "5"), ("A2", "Bạch đàn", "14", "6")])
    second = table_of([header, ("A3", "Thông", "18", "9")])
    (table,) = join_tables([page_of(1, first), page_of(2, second)])
    assert [row.kind for row in table.rows] == [RowKind.HEADER] + [RowKind.DATA] * 3


def test_two_level_header_with_numbering_row() -> None:
    cells = table_of(
        [
            ("STT", "Rủi ro", ("Kế hoạch thực hiện", 2)),
            ("", "", "Nội dung thực hiện", "Trách nhiệm"),
            ("(1)", "(2)", "(3)", "(4)"),
            ("01", "Chậm muộn", "Đôn đốc", "Văn phòng"),
        ]
    ).cells
    # the first two header cells are merged over both levels
    merged = tuple(
        replace(cell, row_span=2) if cell.row == 0 and cell.column < 2 else cell
        for cell in cells
        if not (cell.row == 1 and cell.column < 2)
    )
    table = table_of([HEADER] * 4)
    (joined,) = join_tables([page_of(1, replace(table, cells=merged))])
    assert [row.kind for row in joined.rows] == [RowKind.HEADER] * 3 + [RowKind.DATA]
    assert [cell.text for cell in joined.rows[1].cells] == ["STT", "Rủi ro", "Nội dung thực hiện", "Trách nhiệm"]


def test_cell_merged_over_rows_goes_on_over_the_break() -> None:
    def with_merged_deadline(table: PageTable, first: int, text: str) -> PageTable:
        column = [cell for cell in table.cells if cell.column == 3 and cell.row >= first]
        merged = replace(column[0], row_span=len(column), lines=(line_at(text, 430, column[0].box.y0),) if text else ())
        rest = [cell for cell in table.cells if cell not in column]
        return replace(table, cells=tuple(sorted([*rest, merged], key=lambda cell: (cell.row, cell.column))))

    first = table_of([HEADER, ("1", "Rà soát", "Văn phòng", ""), ("2", "Công khai", "Văn phòng", "")])
    second = table_of([HEADER, ("3", "Báo cáo", "Văn phòng", ""), ("4", "Tổng hợp", "Văn phòng", "")])
    pages = [
        page_of(1, with_merged_deadline(first, 1, "Năm 2025")),
        page_of(2, with_merged_deadline(second, 1, "")),
    ]
    (joined,) = join_tables(pages)
    assert [row.cells[3].text for row in joined.body] == ["Năm 2025"] * 4


def test_grid_with_a_hole_is_refused() -> None:
    table = table_of([HEADER])
    with pytest.raises(ValueError, match="page 1"):
        join_tables([page_of(1, replace(table, cells=table.cells[1:]))])


@settings(max_examples=40, deadline=None)
@given(
    counts=st.lists(st.integers(1, 6), min_size=1, max_size=20),
    repeated=st.booleans(),
    shift=st.floats(-15, 15),
    scale=st.floats(0.95, 1.05),
)
def test_joining_pages_keeps_the_number_of_body_rows(
    counts: list[int], repeated: bool, shift: float, scale: float
) -> None:
    pages, ordinal = [], 0
    for number, count in enumerate(counts, start=1):
        rows: list[Sequence[str | tuple[str, int]]] = [HEADER] if repeated or number == 1 else []
        for _ in range(count):
            ordinal += 1
            rows.append((str(ordinal), f"Nhiệm vụ số {ordinal}.", "Văn phòng.", "Quý I."))
        table = table_of(rows, [edge + shift * (number % 2) for edge in EDGES])
        pages.append(page_of(number, scaled(table, scale) if number % 3 == 0 else table))
    (joined,) = join_tables(pages)
    assert [row.cells[0].text for row in joined.body] == [str(n) for n in range(1, ordinal + 1)]


def test_cell_shared_by_a_cut_row_and_the_next_one() -> None:
    first = table_of([HEADER, ("6", "Rà soát các", "Văn phòng", "Quý II/2024")])
    second = table_of([HEADER, ("", "thủ tục hành chính.", "", ""), ("7", "Báo cáo", "Công an", "")])
    column = [cell for cell in second.cells if cell.column == 3 and cell.row >= 1]
    merged = replace(column[0], row_span=2)
    cells = [cell for cell in second.cells if cell not in column] + [merged]
    second = replace(second, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))
    (table,) = join_tables([page_of(2, first), page_of(3, second)])
    assert [row.cells[0].text for row in table.body] == ["6", "7"]
    assert [row.cells[3].text for row in table.body] == ["Quý II/2024"] * 2


def test_a_section_s_title_at_the_foot_of_a_page_is_told_by_the_row_on_the_next() -> None:
    first = table_of(
        [HEADER, ("1", "Lãnh đạo, chỉ đạo", "", ""), ("1.1", "Họp", "Sở A", "Quý I"), ("2", "Tài chính", "", "")]
    )
    second = table_of([HEADER, ("2.1", "Quyết toán", "Sở B", "Quý II"), ("2.2", "Kiểm kê", "Sở C", "Quý III")])
    (table,) = join_tables([page_of(1, first), page_of(2, second)])
    assert [row.kind for row in table.rows if row.kind is not RowKind.HEADER] == [
        *(RowKind.SECTION, RowKind.DATA, RowKind.SECTION),
        *(RowKind.DATA, RowKind.DATA),
    ]


@pytest.mark.parametrize(("ruled", "tables"), [(True, 2), (False, 1)])
def test_an_edge_between_words_may_lie_anywhere_in_its_gap(ruled: bool, tables: int) -> None:
    rows = [HEADER, ("1", "Họp", "Sở A", "Quý I"), ("2", "Kiểm kê", "Sở B", "Quý II")]
    moved = (60.0, 90.0, 300.0, 406.0, 540.0)
    pages = [page_of(1, replace(table_of(rows), ruled=ruled)), page_of(2, replace(table_of(rows, moved), ruled=ruled))]
    assert len(join_tables(pages)) == tables
