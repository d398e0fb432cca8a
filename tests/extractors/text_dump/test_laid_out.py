"""Dumps that keep places: columns are told by where words stand, rows by what they say."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.layout import DocumentTable, RowKind
from extractors.table_meaning.wordings import Field, TableKind
from extractors.text_dump.laid_out import laid_out_columns
from extractors.text_dump.laid_out_headers import with_laid_out
from extractors.text_dump.laid_out_places import TablePage, placed_columns
from extractors.text_dump.laid_out_tables import laid_out_table
from extractors.text_dump.pages import LETTER_WIDTH, LINE_HEIGHT, dump_pages
from extractors.text_dump.running_header import find_headers
from extractors.text_dump.table_spans import TableSpan
from extractors.text_dump.tables import part_tables
from normalizers.repair.fluency import Fluency
from pipeline.document import assemble
from samples.compose import compose
from samples.dumping import Kind, dump, dumping_of
from samples.typesetting import typeset

HEADER = """\
                                                                Cơ quan thực hiện
TT           Nội dung công việc             Sản phẩm                                     Thời hạn
                                                             Chủ trì        Phối hợp
"""
WRAPPED_HEADER = """\
                                            Sản
Số                                        phẩm/kết      Cơ quan      Đơn vị phối
             Nội dung công việc                                                          Thời hạn
TT                                           quả        chủ trì         hợp
                                           đầu ra
"""
BODY = """\
I    Công tác lãnh đạo, điều hành, kiểm tra và đôn đốc các đơn vị trong toàn xã
     Rà soát, sửa đổi quy chế làm việc
                                                         Phòng Văn hóa
1    của cơ quan theo hướng phân công    Quy chế                        Trạm Y tế       Quý I, Quý II
                                                         - Xã hội
     rõ người, rõ việc
     Niêm yết công khai các thủ tục tại                                 Công an xã;
2    bộ phận một cửa                     Bảng niêm yết   Văn phòng                      Trong tháng 9
                                                                        Hội Nông dân
II   Chuyển đổi số
1    Tập huấn kỹ năng số cho cán bộ, Kế hoạch;           Công an xã     Trạm Y tế       15/8/2025
     công chức                           báo cáo kết quả
2    Cập nhật cơ sở dữ liệu dân cư       Báo cáo         Văn phòng                      Hằng quý
"""
EDGES = [5, 41, 57, 72, 88]


def as_read(text: str) -> Sequence[str]:
    return text.split()


def table_of(text: str, fluency: Fluency) -> DocumentTable:
    (table,) = part_tables(dump_pages(text), as_read, fluency).tables
    return table


def cells(table: DocumentTable) -> list[list[str]]:
    return [[cell.text_raw for cell in row.cells] for row in table.rows if row.kind is not RowKind.HEADER]


def test_columns_begin_where_few_words_pass() -> None:
    (page,) = dump_pages(HEADER + BODY)

    found = laid_out_columns(page.lines)

    assert found is not None
    assert [round(edge / LETTER_WIDTH) for edge in found.edges] == pytest.approx(EDGES, abs=1)


@pytest.mark.parametrize("narrow", ["  ", "    "])
def test_lines_that_stand_in_no_columns_have_none(narrow: str) -> None:
    words = as_read("Ủy ban nhân dân xã tổ chức thực hiện kế hoạch cải cách hành chính hằng năm")
    lines = [narrow.join(" ".join(words[: n % 7 + 2]) for n in (start, start + 3)) for start in range(14)]
    (page,) = dump_pages("\n".join(lines))
    assert laid_out_columns(page.lines) is None


def test_a_page_of_few_lines_has_its_table_s_columns() -> None:
    (page,) = dump_pages(HEADER + BODY)
    (short,) = dump_pages("3    Sao lưu dữ liệu hằng tuần             Bản sao lưu     Văn phòng\n")
    pages = [TablePage(page.lines[8:], page.lines[:8]), TablePage(short.lines, ())]

    placed = placed_columns(pages, TableKind.TASKS, most=7)

    assert placed.fields == (Field.TASK, Field.OUTPUT, Field.LEAD, Field.COORDINATING, Field.DEADLINE)
    assert [placed.pages[1].column_of(line.words[0]) for line in short.lines] == [0, 1, 2, 3]


@pytest.mark.parametrize("header", [HEADER, WRAPPED_HEADER], ids=["two levels", "wrapped"])
def test_rows_of_a_table_that_keeps_places(fluency: Fluency, header: str) -> None:
    table = table_of(header + BODY, fluency)

    assert [cell.text for cell in table.rows[0].cells if "phối hợp" in cell.text] == ["Đơn vị phối hợp"]
    assert cells(table) == [
        ["I", "Công tác lãnh đạo, điều hành, kiểm tra và đôn đốc các đơn vị trong toàn xã", "", "", "", ""],
        [
            "1",
            "Rà soát, sửa đổi quy chế làm việc của cơ quan theo hướng phân công rõ người, rõ việc",
            "Quy chế",
            "Phòng Văn hóa - Xã hội",
            "Trạm Y tế",
            "Quý I, Quý II",
        ],
        [
            "2",
            "Niêm yết công khai các thủ tục tại bộ phận một cửa",
            "Bảng niêm yết",
            "Văn phòng",
            "Công an xã; Hội Nông dân",
            "Trong tháng 9",
        ],
        ["II", "Chuyển đổi số", "", "", "", ""],
        [
            "1",
            "Tập huấn kỹ năng số cho cán bộ, công chức",
            "Kế hoạch; báo cáo kết quả",
            "Công an xã",
            "Trạm Y tế",
            "15/8/2025",
        ],
        ["2", "Cập nhật cơ sở dữ liệu dân cư", "Báo cáo", "Văn phòng", "", "Hằng quý"],
    ]


def test_a_wrapped_header_ends_where_the_body_begins(fluency: Fluency) -> None:
    (page,) = dump_pages(
        WRAPPED_HEADER + BODY.split("\n", 1)[1].replace("Rà soát, sửa đổi quy chế", "Đánh giá, tổng kết việc")
    )

    (header,) = with_laid_out(page.lines, find_headers(page.lines, as_read), as_read, fluency)

    assert header.columns == (
        Field.ORDINAL,
        Field.TASK,
        Field.OUTPUT,
        Field.LEAD,
        Field.COORDINATING,
        Field.DEADLINE,
    )
    assert page.lines[header.end].text == "Đánh giá, tổng kết việc làm việc"


def test_a_row_goes_on_over_a_page_break(fluency: Fluency) -> None:
    first, second = BODY.split("     rõ người")

    table = table_of(f"{HEADER}{first}\f{HEADER}     rõ người{second}", fluency)

    tasks = [row[1] for row in cells(table)]
    assert tasks[1] == "Rà soát, sửa đổi quy chế làm việc của cơ quan theo hướng phân công rõ người, rõ việc"
    assert tasks[2] == "Niêm yết công khai các thủ tục tại bộ phận một cửa"


DAMAGED_HEADER = """\
                                            xz                   ie                        ea
sa           Noi dung cong viec         nce            Don vi chu tri   Co quan phoi hop   rae
"""
DAMAGED = """\
      Kiém tra viéc thuc hién
                              co                                                            Quy I nam
 1                                      Bao cao ket        Van phong     Tram Y té
      ché giao viéc kem thoi
                             han        qua                                                 2025
   ee nue ae                                  SRE ee                           eae
      T6 chic trién khai quy ché lam                       Phong Kinh                       Hang thang
 2                                      Ké hoach                         Cong an xa
      viéc cua co quan                  chi tiét           té
            ae oe ee                            ESSE ie
      Ra soat, cap nhat bd cau hoi                         Cong an xa                       Thang 9/2025
 3                                      Quyét dinh                       Van phong
      thuong gap                        ban hanh
      Niém yét cong khai cac thu tuc    Bang niém          Tram Y té                        Hang quy
 4                                                                       Phong Kinh té
      tai bd phan mot ctra              yét
"""


def test_names_that_were_lost_are_told_by_what_stands_below_them(fluency: Fluency) -> None:
    pages = dump_pages(f"{DAMAGED_HEADER}{DAMAGED}\f{DAMAGED_HEADER}{DAMAGED}")

    (table,) = part_tables(pages, as_read, fluency).tables

    header = [cell.text for cell in table.rows[0].cells]
    assert header[1:] == [
        "Nội dung công việc",
        "Kết quả, sản phẩm",
        "Đơn vị chủ trì",
        "Đơn vị phối hợp",
        "Thời gian thực hiện",
    ]
    assert [row.cells[1].text_raw for row in table.rows[1:3]] == [
        "Kiém tra viéc thuc hién co ché giao viéc kem thoi han",
        "T6 chic trién khai quy ché lam viéc cua co quan",
    ]


def test_rows_whose_ordinals_were_lost_wait_for_review(fluency: Fluency) -> None:
    lost = DAMAGED.replace("\n 3  ", "\n    ")
    pages = dump_pages(f"{DAMAGED_HEADER}{lost}\f{DAMAGED_HEADER}{DAMAGED}")

    (table,) = part_tables(pages, as_read, fluency).tables

    unmarked = [row for row in table.rows if row.kind is RowKind.DATA and not row.cells[0].text]
    assert [row.cells[1].text_raw for row in unmarked] == ["Ra soat, cap nhat bd cau hoi thuong gap"]
    assert all(row.placing is not None and row.placing.ambiguous for row in unmarked)


def test_the_rest_of_a_torn_header_is_none_of_the_body(fluency: Fluency) -> None:
    rest = "                                                           Don vi chu tri   Co quan phoi hop\n"
    (page,) = dump_pages(f"{DAMAGED_HEADER}{rest}{DAMAGED}")
    below = next(index for index, line in enumerate(page.lines) if line.box.y0 >= 2 * LINE_HEIGHT)
    bodies = ((1, page.lines[below:]),)
    span = TableSpan(TableKind.TASKS, ((Field.TASK, Field.LEAD),), 1, bodies, (page.lines[:below],))

    table = laid_out_table(span, as_read, fluency)

    assert table is not None
    assert table.lines_of[1][0].text == "Kiém tra viéc thuc hién"


def test_bars_between_cells_that_stand_anywhere_are_no_places() -> None:
    (table,) = assemble(dump_pages(dump(typeset(compose(9303)), dumping_of(Kind.LINES, 9303)))).tables
    assert "Nội dung công việc" in [cell.text for cell in table.rows[0].cells]
