"""Rows whose columns were dumped line by line are put together again; what is dumped cell by cell stays so."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.layout import RowKind
from extractors.table_meaning.wordings import Field
from extractors.text_dump.dumped_lines import printed_line, without_specks
from extractors.text_dump.line_clues import Alignment, inserted_costs
from extractors.text_dump.pages import dump_pages
from extractors.text_dump.regions import table_regions
from extractors.text_dump.row_search import find_rows
from extractors.text_dump.row_states import FoundRow
from extractors.text_dump.running_header import find_headers
from extractors.text_dump.tables import part_tables
from normalizers.repair.fluency import Fluency

COLUMNS = (Field.TASK, Field.RESPONSIBLE, Field.DEADLINE, Field.OUTPUT)
BARRED = """\
I | Công tác chỉ đạo, điều hành
Xây dựng kế hoạch kiểm tra công tác | Văn phòng chủ trì, phối | Trong năm | Kế hoạch kiểm tra được
1 | cải cách hành chính tại các cơ quan, | hợp các phòng, đơn vị | 2024 | ban hành đúng thời hạn
đơn vị trực thuộc. | trực thuộc thực hiện. | | theo quy định.
2 | Tổ chức hội nghị đối thoại với | Phòng Nội vụ chủ trì | Quý II/2024 | Báo cáo kết quả hội nghị
doanh nghiệp và người dân. | thực hiện. | | đối thoại.
"""
HEADER = "STT\n\nNội dung công việc\n\nTrách nhiệm thực hiện\n\nTiến độ\n\nKết quả/sản phẩm\n\n"


def as_read(text: str) -> Sequence[str]:
    return text.split()


def rows_of(text: str, fluency: Fluency) -> tuple[FoundRow, ...]:
    (page,) = dump_pages(text)
    (region,) = table_regions(page.lines, as_read, fluency)
    assert region.across
    return find_rows([printed_line(row) for row in region.lines], COLUMNS, as_read, fluency)


def cells_of(row: FoundRow) -> list[str]:
    return [" ".join(line.text for _, line in row.cells.get(column, ())) for column in range(4)]


@pytest.mark.parametrize("bars", ["all", "none between the first two columns"])
def test_rows_are_put_together(fluency: Fluency, bars: str) -> None:
    text = BARRED if bars == "all" else BARRED.replace("tác | Văn", "tác Văn").replace("thuộc. | trực", "thuộc. trực")

    title, first, second = rows_of(text, fluency)

    assert title.title[0][1].text == "Công tác chỉ đạo, điều hành"
    assert first.marker is not None
    assert first.marker.text == "1"
    assert cells_of(first) == [
        "Xây dựng kế hoạch kiểm tra công tác cải cách hành chính tại các cơ quan, đơn vị trực thuộc.",
        "Văn phòng chủ trì, phối hợp các phòng, đơn vị trực thuộc thực hiện.",
        "Trong năm 2024",
        "Kế hoạch kiểm tra được ban hành đúng thời hạn theo quy định.",
    ]
    assert cells_of(second)[1:] == [
        "Phòng Nội vụ chủ trì thực hiện.",
        "Quý II/2024",
        "Báo cáo kết quả hội nghị đối thoại.",
    ]


def test_no_word_with_a_letter_is_lost(fluency: Fluency) -> None:
    rows = rows_of(BARRED, fluency)
    found = [
        word
        for row in rows
        for text in [*cells_of(row), *(line.text for _, line in row.title)]
        for word in text.split()
    ]

    assert sorted(found) == sorted(word for word in BARRED.split() if word not in {"|", "I", "1", "2"})


def test_wrapped_cells_are_no_columns(fluency: Fluency) -> None:
    (page,) = dump_pages(
        "Xây dựng kế hoạch kiểm tra công tác\ncải cách hành chính tại các cơ quan,\nđơn vị trực thuộc."
    )

    assert [region.across for region in table_regions(page.lines, as_read, fluency)] == [False]


def test_a_sentence_that_names_columns_is_no_header() -> None:
    (page,) = dump_pages("chỉ đạo và chịu trách nhiệm về kết quả công tác được giao phụ trách theo nhiệm vụ")

    assert find_headers(page.lines, as_read) == ()


def test_a_document_with_both_kinds_of_pages(fluency: Fluency) -> None:
    whole = (
        "3\n\nTuyên truyền cải cách hành chính.\n\nVăn phòng thực hiện.\n\nThường xuyên\n\nTin, bài được đăng tải.\n"
    )

    parted = part_tables(dump_pages(HEADER + BARRED + "\f" + HEADER + whole), as_read, fluency)

    (table,) = parted.tables
    assert [row.cells[0].text_raw for row in table.body] == ["I", "1", "2", "3"]
    assert [cell.text_raw for cell in table.body[-1].cells[1:]] == [
        "Tuyên truyền cải cách hành chính.",
        "Văn phòng thực hiện.",
        "Thường xuyên",
        "Tin, bài được đăng tải.",
    ]


def test_a_row_cut_by_a_page_break_goes_on_in_its_cells(fluency: Fluency) -> None:
    before = "1\n\nTriển khai công tác theo dõi tình\n\nVăn phòng chủ trì, phối hợp các\n\nTrong năm\n2024\n"
    after = "hình thi hành pháp luật.\n\nphòng, đơn vị trực thuộc thực hiện.\n\nBáo cáo của Văn phòng.\n"

    (table,) = part_tables(dump_pages(HEADER + before + "\f" + HEADER + after), as_read, fluency).tables

    (row,) = table.body
    assert (row.page_first, row.page_last) == (1, 2)
    assert [" ".join(cell.text_raw.split()) for cell in row.cells] == [
        "1",
        "Triển khai công tác theo dõi tình hình thi hành pháp luật.",
        "Văn phòng chủ trì, phối hợp các phòng, đơn vị trực thuộc thực hiện.",
        "Trong năm 2024",
        "Báo cáo của Văn phòng.",
    ]


RISKS = (
    "STT Rủi ro/ cơ hội Biện pháp\n\nKẾ HOẠCH THỰC HIỆN\nĐánh giá\nhiệu lực\n\nNội dung thực hiện\n\n"
    "Thời gian\nhoàn thành Trách nhiệm\n\n"
)
RISK_ROWS = """\
01
Việc phối hợp giữa các cơ quan
chưa kịp thời.

Gửi văn bản
đôn đốc.

Văn phòng theo dõi tiến độ và báo cáo
lãnh đạo hằng tuần.

Hằng năm
Tất cả các phòng, đơn vị.

Cao

02
Công chức phụ trách thường xuyên
thay đổi.
"""
REST = """\
Đào tạo, bố trí
công việc hợp lý.

Cử công chức tham gia các lớp bồi dưỡng
theo kế hoạch.

Hằng năm
Văn phòng

Thấp

Ngày 05 tháng 3 năm 2025
TRƯỞNG BAN
Nguyễn Văn An
"""


def test_risks_whose_short_cells_share_a_block(fluency: Fluency) -> None:
    garbled = RISKS.replace("Thời gian", "Thdi gian").replace("Đánh giá", "Dinh giá")

    parted = part_tables(dump_pages(RISKS + RISK_ROWS + "\f" + garbled + REST), as_read, fluency)

    first, second = parted.tables[0].body
    assert [" ".join(cell.text_raw.split()) for cell in first.cells] == [
        "01",
        "Việc phối hợp giữa các cơ quan chưa kịp thời.",
        "Gửi văn bản đôn đốc.",
        "Văn phòng theo dõi tiến độ và báo cáo lãnh đạo hằng tuần.",
        "Hằng năm",
        "Tất cả các phòng, đơn vị.",
        "Cao",
    ]
    assert [" ".join(cell.text_raw.split()) for cell in second.cells][4:] == ["Hằng năm", "Văn phòng", "Thấp"]
    assert [line.text for line in parted.pages[-1].lines][-2:] == ["TRƯỞNG BAN", "Nguyễn Văn An"]


def test_a_row_whose_cells_say_what_others_should_waits_for_review(fluency: Fluency) -> None:
    good = "1\n\nTổ chức hội nghị đối thoại.\n\nVăn phòng thực hiện.\n\nTrong năm 2024\n\nBáo cáo của Văn phòng.\n\n"
    bad = (
        "2\n\nKiểm tra công tác cải cách hành chính.\n\nPhòng Nội vụ theo chương trình của tỉnh\n\nKế hoạch kiểm tra.\n"
    )

    (table,) = part_tables(dump_pages(HEADER + good + bad), as_read, fluency).tables

    certain, uncertain = table.body
    assert not any(doubtful for cell in certain.cells for doubtful in cell.word_doubtful)
    assert all(doubtful for cell in uncertain.cells for doubtful in cell.word_doubtful)


TWO_LEVELS = """\
TT

Nhiệm vụ, giải pháp

Đơn vị thực hiện

Thời hạn

Chủ trì

Phối hợp

1

Xây dựng kế hoạch kiểm tra công tác cải cách hành chính tại các
cơ quan, đơn vị trực thuộc

Văn phòng

Phòng Tài chính - Kế toán

Quý II/2024

2

Tổ chức hội nghị đối thoại với doanh nghiệp và người dân trên
địa bàn

Phòng Nội vụ

Các phòng chuyên môn

Trong tháng 10
"""


def test_columns_of_a_header_of_two_levels_stand_where_their_cells_do(fluency: Fluency) -> None:
    parted = part_tables(dump_pages(TWO_LEVELS), as_read, fluency)

    _, *rows = [[cell.text for cell in row.cells] for row in parted.tables[0].rows]

    assert [row[2:] for row in rows] == [
        ["Văn phòng", "Phòng Tài chính - Kế toán", "Quý II/2024"],
        ["Phòng Nội vụ", "Các phòng chuyên môn", "Trong tháng 10"],
    ]


def test_a_title_whose_ordinal_was_dumped_on_its_own_line(fluency: Fluency) -> None:
    rows = (
        "1\n\nThể chế, văn bản\n\n1.1\n\nXây dựng quy chế phối hợp.\n\nVăn phòng thực hiện.\n\nTrong năm 2024\n\n"
        "Quy chế được ban hành.\n\n2\n\nTài chính công\n\n2.1\n\nThực hiện giải ngân vốn đầu tư.\n\n"
        "Phòng Tài chính thực hiện.\n\nQuý IV/2024\n\nBáo cáo kết quả.\n"
    )

    (table,) = part_tables(dump_pages(HEADER + rows), as_read, fluency).tables

    assert [(row.kind, row.cells[0].text_raw, row.cells[1].text_raw) for row in table.body] == [
        (RowKind.SECTION, "1", "Thể chế, văn bản"),
        (RowKind.DATA, "1.1", "Xây dựng quy chế phối hợp."),
        (RowKind.SECTION, "2", "Tài chính công"),
        (RowKind.DATA, "2.1", "Thực hiện giải ngân vốn đầu tư."),
    ]


def test_letters_that_are_no_words_are_left_out_of_lines_across_columns() -> None:
    (page,) = dump_pages("Kiểm tra K& hoach RN Quý I, Quý IV oA năm 2024")
    line = printed_line(page.lines)
    words = [word.text for word in line.words]

    kept, _ = without_specks(line, words, [word in {"RN", "oA"} for word in words], [0.0] * len(words))

    assert [word.text for word in kept.words] == ["Kiểm", "tra", "K&", "hoach", "Quý", "I,", "Quý", "IV", "năm", "2024"]


@pytest.mark.parametrize(
    ("first", "last", "n_lines", "top", "middle"), [(0, 0, 5, 0, 3), (2, 2, 5, 2, 0), (1, 2, 5, 1, 0), (0, 4, 5, 0, 0)]
)
def test_how_far_a_cell_is_from_where_its_column_has_them(
    first: int, last: int, n_lines: int, top: int, middle: int
) -> None:
    assert Alignment.TOP.astray(first, last, n_lines) == top
    assert Alignment.MIDDLE.astray(first, last, n_lines) == middle


def test_digits_and_capitals_that_the_line_reads_better_without_are_specks(fluency: Fluency) -> None:
    (page,) = dump_pages("N 1, Văn phòng chủ trì thực hiện 5 trong quý 2 năm 2024 theo Điều 8")
    line = printed_line(page.lines)
    words = [word.text for word in line.words]

    kept, _ = without_specks(line, words, [False] * len(words), inserted_costs(words, fluency))

    assert " ".join(word.text for word in kept.words) == "Văn phòng chủ trì thực hiện trong quý 2 năm 2024 theo Điều 8"


def test_of_a_line_of_specks_words_stay() -> None:
    (page,) = dump_pages("CCHC định kỳ. . N N :")

    assert [word.text for word in printed_line(page.lines).words] == ["CCHC", "định", "kỳ."]
