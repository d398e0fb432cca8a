"""Pages whose columns were dumped one after the other become rows again; where columns differ they wait for review."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.layout import DocumentTable, TableRow
from extractors.table_meaning.wordings import Field, TableKind
from extractors.text_dump.column_heads import named_columns
from extractors.text_dump.down_lines import down_lines
from extractors.text_dump.down_pages import DownPage
from extractors.text_dump.down_rows import rows_dumped_down
from extractors.text_dump.pages import dump_pages
from extractors.text_dump.tables import part_tables
from normalizers.repair.fluency import Fluency

HEADER = "STT\nNội dung công việc\nĐơn vị chủ trì\nThời gian thực hiện\nKết quả, sản phẩm\n\n"
ORDINALS = "1\n\n2\n\n3\n\n4\n\n"
TASKS = """\
Xây dựng kế hoạch kiểm tra cải cách hành
chính tại các xã, phường

Tổ chức hội nghị đối thoại với doanh nghiệp
về thủ tục đất đai

Rà soát, cập nhật danh mục thủ tục hành
chính thuộc thẩm quyền giải quyết

Đào tạo kỹ năng số cho cán bộ, công chức

"""
LEADS = "Văn phòng UBND\nthành phố\n\nPhòng Kinh tế\n\nVăn phòng UBND\nthành phố\n\nPhòng Nội vụ\n\n"
DEADLINES = "Quý I/2024\n\nTrước ngày\n15/6/2024\n\nThường xuyên\n\nTháng 9/2024\n\n"
OUTPUTS = (
    "Kế hoạch kiểm tra\n\nBáo cáo kết quả hội\nnghị\n\nDanh mục được công bố\n\nDanh sách học viên, báo\ncáo kết quả\n"
)
COLUMNS = (Field.TASK, Field.LEAD, Field.DEADLINE, Field.OUTPUT)


def as_read(text: str) -> Sequence[str]:
    return text.split()


def table_of(text: str, fluency: Fluency) -> DocumentTable:
    (table,) = part_tables(dump_pages(text), as_read, fluency).tables
    return table


def texts(row: TableRow) -> list[str]:
    return [" ".join(cell.text_raw.split()) for cell in row.cells]


def is_doubtful(row: TableRow) -> bool:
    return any(any(cell.word_doubtful) for cell in row.cells)


def test_columns_below_a_header_become_rows(fluency: Fluency) -> None:
    table = table_of(HEADER + ORDINALS + TASKS + LEADS + DEADLINES + OUTPUTS, fluency)

    assert [texts(row)[0] for row in table.body] == ["1", "2", "3", "4"]
    assert texts(table.body[1]) == [
        "2",
        "Tổ chức hội nghị đối thoại với doanh nghiệp về thủ tục đất đai",
        "Phòng Kinh tế",
        "Trước ngày 15/6/2024",
        "Báo cáo kết quả hội nghị",
    ]
    assert texts(table.body[3])[2:] == ["Phòng Nội vụ", "Tháng 9/2024", "Danh sách học viên, báo cáo kết quả"]
    assert not any(is_doubtful(row) for row in table.body)


def test_columns_without_blank_lines_become_rows(fluency: Fluency) -> None:
    text = HEADER.rstrip("\n") + "\n" + (ORDINALS + TASKS + LEADS + DEADLINES + OUTPUTS).replace("\n\n", "\n")

    table = table_of(text, fluency)

    assert [texts(row)[2] for row in table.body] == [
        "Văn phòng UBND thành phố",
        "Phòng Kinh tế",
        "Văn phòng UBND thành phố",
        "Phòng Nội vụ",
    ]


def test_each_column_with_its_name_at_its_head(fluency: Fluency) -> None:
    text = (
        f"STT\n\n{ORDINALS}Nội dung công việc\n\n{TASKS}Đơn vị chủ trì\n\n{LEADS}"
        f"Thời gian\nthực hiện\n\n{DEADLINES}Kết quả, sản phẩm\n\n{OUTPUTS}"
    )

    table = table_of("PHỤ LỤC\nDanh mục nhiệm vụ năm 2024\n\n" + text, fluency)

    assert [texts(row)[3] for row in table.body] == [
        "Quý I/2024",
        "Trước ngày 15/6/2024",
        "Thường xuyên",
        "Tháng 9/2024",
    ]
    assert texts(table.body[0])[4] == "Kế hoạch kiểm tra"


def test_ordinals_before_the_words_of_their_cells(fluency: Fluency) -> None:
    numbered = TASKS.replace("chính tại", "1 chính tại").replace("Tổ chức hội", "2 Tổ chức hội")
    numbered = numbered.replace("Rà soát", "3 Rà soát").replace("Đào tạo", "4 Đào tạo")

    table = table_of(HEADER + numbered + LEADS + DEADLINES + OUTPUTS, fluency)

    assert [texts(row)[:2] for row in table.body][:2] == [
        ["1", "Xây dựng kế hoạch kiểm tra cải cách hành chính tại các xã, phường"],
        ["2", "Tổ chức hội nghị đối thoại với doanh nghiệp về thủ tục đất đai"],
    ]


def test_section_rows_part_blocks_of_columns(fluency: Fluency) -> None:
    second = (
        "II\n\nChuyển đổi số\n\n5\n\n6\n\nNâng cấp cổng dịch vụ công trực tuyến\n\nSố hóa hồ sơ lưu trữ\n\n"
        "Phòng Văn hóa\n\nTrung tâm Lưu trữ\n\nQuý III/2024\n\nTrong năm 2024\n\nBiên bản nghiệm thu\n\nKho dữ liệu\n"
    )

    table = table_of(
        f"{HEADER}I\n\nCải cách thủ tục\n\n{ORDINALS}{TASKS}{LEADS}{DEADLINES}{OUTPUTS}\n{second}", fluency
    )

    assert [texts(row)[0] for row in table.body] == ["I", "1", "2", "3", "4", "II", "5", "6"]
    assert texts(table.body[5])[1] == "Chuyển đổi số"
    assert texts(table.body[7])[1:4] == ["Số hóa hồ sơ lưu trữ", "Trung tâm Lưu trữ", "Trong năm 2024"]


def test_a_row_cut_by_a_page_break(fluency: Fluency) -> None:
    rest = (
        "5\n\nvà viên chức theo kế hoạch năm\n\nKiểm tra việc sử dụng tài sản công tại các trường\n\n"
        "Phòng Tài chính\n\nQuý IV/2024\n\nThông báo kết quả kiểm tra\n"
    )

    table = table_of(HEADER + ORDINALS + TASKS + LEADS + DEADLINES + OUTPUTS + "\f" + HEADER + rest, fluency)

    assert texts(table.body[3])[1] == "Đào tạo kỹ năng số cho cán bộ, công chức và viên chức theo kế hoạch năm"
    assert (table.body[3].page_first, table.body[3].page_last) == (1, 2)
    assert texts(table.body[4])[:3] == ["5", "Kiểm tra việc sử dụng tài sản công tại các trường", "Phòng Tài chính"]


def test_where_a_column_has_fewer_cells_its_rows_wait(fluency: Fluency) -> None:
    fewer = DEADLINES.replace("Thường xuyên\n\n", "")

    table = table_of(HEADER + ORDINALS + TASKS + LEADS + fewer + OUTPUTS, fluency)

    assert [texts(row)[2] for row in table.body][1::2] == ["Phòng Kinh tế", "Phòng Nội vụ"]
    assert all(is_doubtful(row) for row in table.body)


def test_a_row_may_lack_who_helps_but_whose_cell_is_missing_is_not_known(fluency: Fluency) -> None:
    header = HEADER.replace("Thời gian", "Đơn vị phối hợp\nThời gian")
    helpers = "Sở Nội vụ\n\nHội Doanh nghiệp\n\nTrung tâm Tin học\n\n"

    table = table_of(header + ORDINALS + TASKS + LEADS + helpers + DEADLINES + OUTPUTS, fluency)

    assert len(table.body) == 4
    assert sum(not texts(row)[3] for row in table.body) == 1
    assert all(is_doubtful(row) for row in table.body)


def test_cells_dumped_one_after_the_other_are_no_columns(fluency: Fluency) -> None:
    parts = [part.split("\n\n") for part in (ORDINALS, TASKS, LEADS, DEADLINES, OUTPUTS)]
    text = "\n\n".join("\n\n".join(column[row] for column in parts) for row in range(4))
    (page,) = dump_pages(text)

    found = rows_dumped_down(
        [DownPage(1, down_lines(page.lines, as_read, fluency))], [COLUMNS], TableKind.TASKS, fluency
    )

    assert found is None


def test_names_in_a_row_are_no_heads_of_columns(fluency: Fluency) -> None:
    (page,) = dump_pages(HEADER + ORDINALS + TASKS)

    assert named_columns(down_lines(page.lines, as_read, fluency)) is None


def test_columns_stand_in_another_order_than_the_header_says(fluency: Fluency) -> None:
    header = "Thời gian thực hiện\nNội dung công việc\nKết quả, sản phẩm\nSTT\nĐơn vị chủ trì\n\n"

    table = table_of(header + ORDINALS + TASKS + LEADS + DEADLINES + OUTPUTS, fluency)

    assert texts(table.body[1]) == [
        "2",
        "Tổ chức hội nghị đối thoại với doanh nghiệp về thủ tục đất đai",
        "Phòng Kinh tế",
        "Trước ngày 15/6/2024",
        "Báo cáo kết quả hội nghị",
    ]
