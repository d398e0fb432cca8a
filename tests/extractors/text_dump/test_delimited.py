"""Tables whose cells tabs or bars part, none lost, are read cell by cell, the empty ones too."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.layout import RowKind
from extractors.text_dump.delimited import in_columns
from extractors.text_dump.pages import dump_pages
from extractors.text_dump.tables import part_tables
from normalizers.repair.fluency import Fluency

ROWS = (
    ("TT", "Nội dung công việc", "Phân công thực hiện", "", "Thời hạn", "Sản phẩm"),
    ("", "", "Chủ trì", "Phối hợp", "", ""),
    ("I", "Công tác chỉ đạo, điều hành", "", "", "", ""),
    ("1", "Rà soát quy chế làm việc của cơ quan", "Văn phòng", "", "Quý II/2025", "Quy chế"),
    ("2", "Kiểm tra việc chấp hành kỷ luật, kỷ cương", "Thanh tra", "Phòng Nội vụ", "", "Báo cáo"),
    ("II", "Chuyển đổi số", "", "", "", ""),
    ("1", "Tập huấn kỹ năng số cho cán bộ", "", "Phòng Văn hóa", "15/8/2025", "Kế hoạch; danh sách"),
)


def as_read(text: str) -> Sequence[str]:
    return text.split()


def tabbed(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def trimmed(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join("\t".join(row).rstrip("\t") for row in rows)


def barred(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(" | ".join(row) for row in rows)


def markdown(rows: Sequence[Sequence[str]]) -> str:
    head, *body = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([head, "|---|:---|---|---|---:|---|", *body])


@pytest.mark.parametrize("written", [tabbed, trimmed, barred, markdown])
def test_every_cell_is_where_it_was(fluency: Fluency, written: object) -> None:
    assert callable(written)
    pages = dump_pages(f"PHỤ LỤC\nDANH MỤC NHIỆM VỤ\n\n{written(ROWS)}\n")

    (table,) = part_tables(pages, as_read, fluency).tables

    found = [tuple(cell.text_raw for cell in row.cells) for row in table.rows if row.kind is not RowKind.HEADER]
    assert found == list(ROWS[2:])


def test_bars_that_are_left_of_ruling_lines_give_no_columns() -> None:
    lines = [
        "1 | Rà soát quy chế làm việc Văn phòng | Quý II",
        "của cơ quan | chủ trì | năm | Quy chế",
        "2 Kiểm tra việc chấp hành | Thanh tra",
        "kỷ luật, kỷ cương | Báo cáo | quý | kết quả | gửi",
        "Phòng Nội vụ | Tháng 9",
        "3 | Tập huấn kỹ năng số | Văn phòng | Kế hoạch",
    ]
    assert in_columns(lines) == lines


@pytest.mark.parametrize("text", ["a\tb\nc\td\ne\tf", "một | hai\nba | bốn\nnăm | sáu", "", "\t\t\t"])
def test_fewer_than_three_cells_or_rows_are_no_table(text: str) -> None:
    assert in_columns(text.split("\n")) == text.split("\n")


def test_a_header_with_nothing_below_it_is_no_reason_to_fail(fluency: Fluency) -> None:
    text = barred(ROWS[:2])
    pages = dump_pages(f"{text}\n\n\f{text}\n\n\f{text}\n \n")

    parted = part_tables(pages, as_read, fluency)

    assert [row.kind for table in parted.tables for row in table.rows if row.kind is not RowKind.HEADER] == []
