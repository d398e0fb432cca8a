"""Which lines of a dump are its table's, where the header is lost, scrambled, or stands on a later page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.table_meaning.wordings import Field, TableKind
from extractors.text_dump.lone_markers import with_lone_markers
from extractors.text_dump.pages import dump_pages
from extractors.text_dump.running_header import find_headers
from extractors.text_dump.table_spans import find_spans
from normalizers.repair.fluency import Fluency

HEADER = "STT\nNội dung công việc\nĐơn vị chủ trì\nThời gian thực hiện\nKết quả, sản phẩm\n\n"
NOTE = "PHỤ LỤC\nDANH MỤC NHIỆM VỤ NĂM 2024\n(Kèm theo Kế hoạch số 31/KH-UBND ngày 15/01/2024\ncủa UBND xã Tân Lập)\n\n"
ROW = "{0}\n\nRà soát các thủ tục đợt {0}\n\nVăn phòng UBND\n\nQuý II/2024\n\nBáo cáo rà soát\n\n"


def as_read(text: str) -> Sequence[str]:
    return text.split()


RISK_HEADER = "STT\nRủi ro/cơ hội\nBiện pháp\nNội dung thực hiện\nThời gian\nTrách nhiệm\nĐánh giá hiệu lực\n\n"
RISK = "{0}\n\nHồ sơ lưu trữ bị ẩm mốc\n\nPhòng ngừa\n\nLắp máy hút ẩm tại kho\n\nQuý I\n\nVăn phòng\n\nCao\n\n"


def test_a_table_whose_first_header_is_lost_begins_below_the_note(fluency: Fluency) -> None:
    narrative = "Trên đây là Kế hoạch công tác năm 2024.\n\n"
    pages = dump_pages(f"{narrative}\f{NOTE}{ROW.format(1)}\f{HEADER}{ROW.format(2)}")

    (span,), rest = find_spans(pages, as_read, fluency)

    assert span.header_page == 2
    assert [page for page, _ in span.bodies] == [2, 3]
    assert span.bodies[0][1][0].text == "1"
    assert [line.text for line in rest[0].lines] == ["Trên đây là Kế hoạch công tác năm 2024."]
    assert rest[1].lines[-1].text == "của UBND xã Tân Lập)"


def test_a_table_with_its_header_begins_at_it(fluency: Fluency) -> None:
    (span,), rest = find_spans(dump_pages(f"{NOTE}{HEADER}{ROW.format(1)}"), as_read, fluency)

    assert span.bodies[0][1][0].text == "1"
    assert rest[0].lines[-1].text == "của UBND xã Tân Lập)"


def test_names_in_an_order_that_no_table_has_stand_as_they_usually_do() -> None:
    (page,) = dump_pages("Đơn vị phối hợp\nThời gian\nNhiệm vụ\nSTT\nSản phẩm\nĐơn vị chủ trì\n")

    (header,) = find_headers(page.lines, as_read)

    usual = (Field.TASK, Field.LEAD, Field.COORDINATING, Field.DEADLINE, Field.OUTPUT)
    assert usual in header.layouts
    assert header.layouts[0][0] is Field.TASK


def test_names_in_a_usual_order_stand_so() -> None:
    (page,) = dump_pages(HEADER)

    (header,) = find_headers(page.lines, as_read)

    assert header.layouts == ((Field.TASK, Field.LEAD, Field.DEADLINE, Field.OUTPUT),)


def test_each_appendix_has_a_table_of_its_own(fluency: Fluency) -> None:
    second = "PHỤ LỤC II\nRỦI RO VÀ CƠ HỘI NĂM 2024\n\n"
    pages = dump_pages(f"{NOTE}{HEADER}{ROW.format(1)}\f{ROW.format(2)}\f{second}{RISK_HEADER}{RISK.format(1)}")

    spans, rest = find_spans(pages, as_read, fluency)

    assert [(span.kind, [page for page, _ in span.bodies]) for span in spans] == [
        (TableKind.TASKS, [1, 2]),
        (TableKind.RISKS, [3]),
    ]
    assert [line.text for line in rest[2].lines] == ["PHỤ LỤC II", "RỦI RO VÀ CƠ HỘI NĂM 2024"]


def test_a_header_of_another_kind_begins_a_table(fluency: Fluency) -> None:
    pages = dump_pages(f"{HEADER}{ROW.format(1)}\f{RISK_HEADER}{RISK.format(1)}")

    spans, _ = find_spans(pages, as_read, fluency)

    assert [span.kind for span in spans] == [TableKind.TASKS, TableKind.RISKS]


def test_an_appendix_without_a_known_header_is_no_part_of_the_table_before(fluency: Fluency) -> None:
    figures = "(Kèm theo Kế hoạch số 31/KH-UBND ngày 15/01/2024)\n\nXã\n\nSố hộ\n\nTân Lập\n\n412 hộ\n"
    pages = dump_pages(f"{NOTE}{HEADER}{ROW.format(1)}\fPHỤ LỤC II\nSỐ LIỆU CÁC XÃ NĂM 2023\n{figures}")

    (span,), rest = find_spans(pages, as_read, fluency)

    assert [page for page, _ in span.bodies] == [1]
    assert rest[1].lines[-1].text == "412 hộ"


def test_a_title_printed_on_each_page_begins_one_appendix(fluency: Fluency) -> None:
    pages = dump_pages(f"{NOTE}{HEADER}{ROW.format(1)}\f{NOTE}{HEADER}{ROW.format(2)}")

    (span,), _ = find_spans(pages, as_read, fluency)

    assert [page for page, _ in span.bodies] == [1, 2]


def test_three_columns_with_their_names_at_their_heads(fluency: Fluency) -> None:
    tasks = "Nhiệm vụ\n\nRà soát thủ tục\n\nTập huấn cán bộ\n\nKiểm tra công vụ\n\n"
    leads = "Phân công thực hiện\n\nVăn phòng\n\nPhòng Nội vụ\n\nPhòng Tư pháp\n\n"
    times = "Thời gian thực hiện\n\nQuý I\n\nQuý II\n\nQuý III\n"

    (span,), _ = find_spans(dump_pages(tasks + leads + times), as_read, fluency)

    assert span.layouts == ((Field.TASK, Field.RESPONSIBLE, Field.DEADLINE),)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("A\n\nCÁC NHIỆM VỤ CHUNG\n", ["A CÁC NHIỆM VỤ CHUNG"]),
        ("I\n\nCông tác chỉ đạo\n", ["I Công tác chỉ đạo"]),
        ("B\n\nPhòng Nội vụ\n", ["B", "Phòng Nội vụ"]),
        ("A\n\ncủa các cơ quan\n", ["A", "của các cơ quan"]),
        ("I\n\nRà soát thủ tục hành chính.\n", ["I", "Rà soát thủ tục hành chính."]),
    ],
)
def test_a_marker_of_one_letter_is_put_before_its_title(text: str, joined: list[str]) -> None:
    (page,) = dump_pages("Trang đầu của phụ lục\n" + text)

    rows = with_lone_markers([(line,) for line in page.lines[1:]])

    assert [row[0].text for row in rows] == joined


def test_columns_below_a_name_stand_where_it_does() -> None:
    (page,) = dump_pages("TT\nNội dung công việc\nKết quả\nĐơn vị thực hiện\nThời hạn\nChủ trì\nPhối hợp\n")

    (header,) = find_headers(page.lines, as_read)

    assert header.layouts[0] == (Field.TASK, Field.OUTPUT, Field.LEAD, Field.COORDINATING, Field.DEADLINE)
