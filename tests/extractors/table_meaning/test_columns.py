"""Scratches that look like column edges, and tables that go on with other edges."""

from __future__ import annotations

from extractors.layout import DocumentTable, TableRow
from extractors.table_meaning.columns import chained, without_scratches
from extractors.table_meaning.fields import map_table
from extractors.table_meaning.wordings import Field
from tests.extractors.printed_tables import header, row, section, table

HEADERS = ("STT", "Nội dung công việc", "Chủ trì", "Phối hợp", "Thời gian")
HEADER = header(*HEADERS)
SECOND_HEADER = header(*HEADERS, page=2)


def task(ordinal: str, page: int = 1) -> TableRow:
    return row(ordinal, "Rà soát văn bản của đơn vị", "Văn phòng", "Các phòng", "Quý II", page=page)


def test_scratch_through_a_column_is_dropped() -> None:
    scratched = table(
        header("STT", "Nội dung", "công việc", "Đơn vị chủ trì", "Thời gian"),
        row("1", "Rà soát văn bản", "<", "Văn phòng", "Quý I"),
        row("2", "Công khai kết", "quả xử lý", "Văn phòng", "Quý II"),
        row("3", "Viết báo cáo", "<", "Văn phòng", "Quý IV"),
    )
    whole = without_scratches(scratched)
    assert [cell.text for cell in whole.rows[0].cells] == ["STT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian"]
    assert [cell.text for cell in whole.rows[2].cells] == ["2", "Công khai kết quả xử lý", "Văn phòng", "Quý II"]
    assert whole.rows[1].spans == (0, 1, 2, 3)


def test_a_title_over_the_scratch_stays_one_title() -> None:
    scratched = table(
        header("STT", "Nội dung", "<", "Đơn vị chủ trì", "Thời gian"),
        row("I", "Cải cách thể chế", "<", "<", "<"),
        row("1", "Rà soát văn bản", "<", "Văn phòng", "Quý I"),
        row("II", "Tuyên truyền", "", "<", "<"),
        row("1", "Viết tin bài", "<", "Văn phòng", "Quý I"),
    )
    whole = without_scratches(scratched)
    assert whole.rows[1].spans == (0, 1, 1, 1)
    assert [cell.text for cell in whole.rows[3].cells] == ["II", "Tuyên truyền", "Tuyên truyền", "Tuyên truyền"]


def test_columns_merged_in_most_rows_stay_two_where_the_header_names_two_fields() -> None:
    real = table(
        header("STT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian"),
        row("1", "Rà soát văn bản", "Các phòng, đơn vị", "<", "Quý I"),
        row("2", "Viết báo cáo", "Các phòng, đơn vị", "<", "Quý IV"),
        row("3", "Công khai", "Văn phòng", "Các phòng", "Quý IV"),
    )
    assert without_scratches(real) is real


def chain_of(*tables: DocumentTable) -> list[int]:
    mappings = [map_table(entry) for entry in tables]
    return [len(chain.parts) for chain in chained(tables, mappings)]


def test_table_on_the_next_page_goes_on() -> None:
    assert chain_of(table(HEADER, task("1"), task("2")), table(SECOND_HEADER, task("3", 2), task("4", 2), index=2)) == [
        2
    ]


def test_table_that_counts_anew_is_another() -> None:
    assert chain_of(table(HEADER, task("1"), task("2")), table(SECOND_HEADER, task("1", 2), index=2)) == [1, 1]


def test_table_after_a_gap_of_pages_is_another() -> None:
    assert chain_of(table(HEADER, task("1"), task("2")), table(header(*HEADERS, page=4), task("3", 4), index=2)) == [
        1,
        1,
    ]


def test_numbers_may_begin_anew_below_a_section_row() -> None:
    assert chain_of(
        table(HEADER, task("1"), section("II", "Tuyên truyền", 5)), table(SECOND_HEADER, task("1", 2), index=2)
    ) == [2]


def test_rows_of_a_goes_on_table_stand_under_the_first_tables_columns() -> None:
    moved = table(
        header("STT", "Nội dung công việc", "Thời gian", "Chủ trì", "Phối hợp", page=2),
        row("3", "Viết báo cáo năm", "Quý IV", "Văn phòng", "Các phòng", page=2),
        index=2,
    )
    first = table(HEADER, task("1"), task("2"))
    (chain,) = chained([first, moved], [map_table(first), map_table(moved)])
    last = chain.fields.body[-1]
    deadline = chain.fields.column(Field.DEADLINE)
    assert deadline is not None
    assert last.cells[deadline].text == "Quý IV"
    assert chain.table_index(last) == 2
    assert chain.table_index(chain.fields.body[0]) == 1
