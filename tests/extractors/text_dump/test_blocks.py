"""Dumps block by block, as pdftotext without options makes them: cells side by side, late cells, rows over pages."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.layout import DocumentTable, RowKind
from extractors.table_meaning.wordings import Field, TableKind
from extractors.text_dump.blocks_headers import without_headers
from extractors.text_dump.blocks_lines import is_in_blocks
from extractors.text_dump.pages import dump_pages
from extractors.text_dump.table_spans import TableSpan, find_spans
from extractors.text_dump.tables import part_tables
from normalizers.repair.fluency import Fluency

HEADER = ["TT", "Nội dung công việc", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm"]
NUMBERS = ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"]
TITLE = ["I", "Công tác lãnh đạo, điều hành"]
FIRST = [
    "1",
    "Rà soát, sửa đổi quy chế làm việc của\ncơ quan theo hướng phân công rõ người",
    "Văn phòng",
    "Trạm Y tế",
    "Quý II/2025",
    "Quy chế",
]
SECOND = [
    "2",
    "Niêm yết công khai các thủ tục tại bộ Trung tâm Văn\nphận một cửa của xã và các thôn trong hóa xã\nđịa bàn",
    "Công an xã;\nHội Nông dân",
    "Trong tháng 9",
    "Bảng niêm yết",
]
THIRD = [
    "3",
    "Tập huấn kỹ năng số cho cán bộ, công\nchức các phòng chuyên môn",
    "Phòng Kinh tế",
    "Trạm Y tế",
    "15/8/2025",
    "Báo cáo kết quả",
]
FOURTH = [
    "4",
    "Cập nhật cơ sở dữ liệu dân cư của các\nthôn vào hệ thống dùng chung",
    "Văn phòng",
    "Công an xã",
    "Hằng quý",
    "Báo cáo",
]


def as_read(text: str) -> Sequence[str]:
    return text.split()


def dumped(*pages: Sequence[str]) -> str:
    return "\n\f".join("\n\n".join(blocks) for blocks in pages) + "\n"


def table_of(text: str, fluency: Fluency) -> DocumentTable:
    (table,) = part_tables(dump_pages(text), as_read, fluency).tables
    return table


def cells(table: DocumentTable) -> list[list[str]]:
    return [
        [" ".join(cell.text_raw.split()) for cell in row.cells] for row in table.rows if row.kind is not RowKind.HEADER
    ]


def joined(blocks: Sequence[str]) -> list[str]:
    return [" ".join(block.split()) for block in blocks]


def test_blocks_are_the_cells_of_their_rows(fluency: Fluency) -> None:
    table = table_of(dumped([*HEADER, *NUMBERS, *TITLE, *FIRST, *SECOND, *THIRD, *FOURTH]), fluency)

    title, first, second, third, fourth = cells(table)
    assert title[:2] == TITLE
    assert first == joined(FIRST)
    assert second[1:4] == [
        "Niêm yết công khai các thủ tục tại bộ phận một cửa của xã và các thôn trong địa bàn",
        "Trung tâm Văn hóa xã",
        "Công an xã; Hội Nông dân",
    ]
    assert third == joined(THIRD)
    assert fourth == joined(FOURTH)


def test_a_cell_that_comes_late_goes_where_its_column_is_empty(fluency: Fluency) -> None:
    ordinal, task, lead, coordinating, deadline, output = THIRD
    late = [ordinal, task, lead, coordinating, output, *FOURTH, deadline]
    table = table_of(dumped([*HEADER, *NUMBERS, *TITLE, *FIRST, *SECOND, *late]), fluency)

    assert cells(table)[3] == joined(THIRD)
    assert not any(row.placing.ambiguous for row in table.rows if row.placing is not None)


def test_a_late_cell_of_more_rows_than_one_waits_for_review(fluency: Fluency) -> None:
    second, third = [block for block in SECOND if "Nông dân" not in block], [*THIRD[:3], *THIRD[4:]]
    table = table_of(dumped([*HEADER, *NUMBERS, *TITLE, *FIRST, *second, *third, *FOURTH, "Trạm Y tế"]), fluency)

    ambiguous = [row.cells[0].text_raw for row in table.rows if row.placing is not None and row.placing.ambiguous]
    assert {"2", "3"} <= set(ambiguous)
    assert "1" not in ambiguous


def test_rows_go_on_below_the_header_of_the_next_page(fluency: Fluency) -> None:
    ordinal, task, lead, *rest = THIRD
    above, below = task.split("\n")
    table = table_of(
        dumped([*HEADER, *NUMBERS, *TITLE, *FIRST, *SECOND, ordinal, above, lead, *rest], [*HEADER, below, *FOURTH]),
        fluency,
    )

    *_, third, fourth = cells(table)
    assert third == joined(THIRD)
    assert fourth == joined(FOURTH)


@pytest.mark.parametrize("parted", [True, False])
def test_dumps_block_by_block_are_told_by_how_blocks_begin(parted: bool, fluency: Fluency) -> None:
    cells_after = [*FIRST, *SECOND, *THIRD, *FOURTH]
    blocks = cells_after if parted else ["\n".join(cells_after)]
    (span,), _ = find_spans(dump_pages(dumped([*HEADER, *blocks])), as_read, fluency)
    assert is_in_blocks(span) is parted


def test_ordinals_one_after_another_are_no_blocks(fluency: Fluency) -> None:
    rows = [FIRST, SECOND, THIRD, FOURTH]
    down = [*(row[0] for row in rows), *(block for row in rows for block in row[1:])]
    (span,), _ = find_spans(dump_pages(dumped([*HEADER, *down])), as_read, fluency)
    assert not is_in_blocks(span)


def test_names_of_columns_between_cells_are_no_cells(fluency: Fluency) -> None:
    text = dumped([*HEADER[:4], *HEADER[5:], *TITLE, *FIRST, *SECOND, *THIRD, *FOURTH, HEADER[4], "Ghi chú"])
    table = table_of(text, fluency)

    assert cells(table)[1] == joined(FIRST)
    assert cells(table)[4] == joined(FOURTH)


def test_names_at_the_heads_of_columns_are_told_from_cells() -> None:
    (page,) = dump_pages(dumped([*HEADER, *FIRST]))
    layout = (Field.TASK, Field.LEAD, Field.COORDINATING, Field.DEADLINE, Field.OUTPUT)

    found = without_headers(TableSpan(TableKind.TASKS, (layout,), 1, ((1, page.lines),)), as_read)

    ((_, lines),) = found.bodies
    assert [line.text for line in lines] == [line for block in FIRST for line in block.split("\n")]
    assert found.layouts[0] == layout


def test_cells_of_rows_whose_ordinals_come_after_them(fluency: Fluency) -> None:
    early = [*THIRD[2:], *FOURTH[2:], *THIRD[:2], *FOURTH[:2]]
    table = table_of(dumped([*HEADER, *NUMBERS, *TITLE, *FIRST, *SECOND], [*HEADER, *early]), fluency)

    *_, third, fourth = cells(table)
    assert third == joined(THIRD)
    assert fourth == joined(FOURTH)
