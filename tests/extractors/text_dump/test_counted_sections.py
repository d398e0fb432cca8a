"""Titles of sections among lines that run across: their Roman numbers, without a point, alone, or between two lines."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.layout import RowKind
from extractors.table_meaning.wordings import Field
from extractors.text_dump.counted_sections import with_counted_sections
from extractors.text_dump.dumped_lines import printed_line
from extractors.text_dump.line_clues import LineClues, clues_of
from extractors.text_dump.lone_markers import with_centred_markers
from extractors.text_dump.pages import dump_pages
from extractors.text_dump.tables import part_tables
from normalizers.repair.fluency import Fluency
from tests.extractors.text_dump.lines_across import HEADER, ROWS, across

COLUMNS = (Field.TASK, Field.LEAD, Field.COORDINATING, Field.DEADLINE)


def as_read(text: str) -> Sequence[str]:
    return text.split()


def clues_in(text: str, fluency: Fluency) -> list[LineClues]:
    (page,) = dump_pages(text)
    lines = [printed_line([line]) for line in page.lines]
    return [clues_of(line, [word.text for word in line.words], COLUMNS, fluency) for line in lines]


@pytest.mark.parametrize(
    ("numbers", "sure"),
    [
        (["I", "II", "III"], [True, True, True]),
        (["I", "II"], [False, False]),
        (["I", "III", "II"], [False, False, False]),
        (["I", "I", "II", "V", "III"], [False, True, True, False, True]),
    ],
)
def test_numbers_that_count_on_are_sure(fluency: Fluency, numbers: list[str], sure: list[bool]) -> None:
    clues = clues_in("\n".join(f"{number} Công tác tuyên truyền" for number in numbers), fluency)

    assert [clue.marker_sure for clue in with_counted_sections(clues)] == sure


@pytest.mark.parametrize(
    ("lines", "put"),
    [
        (["Ứng dụng công nghệ và chuyển", "II", "đổi số"], ["II Ứng dụng công nghệ và chuyển", "đổi số"]),
        (["Trước ngày 30/6/2024.", "II", "đổi số"], ["Trước ngày 30/6/2024.", "II", "đổi số"]),
        (["Quý", "II", "Thanh tra Sở chủ trì"], ["Quý", "II", "Thanh tra Sở chủ trì"]),
    ],
)
def test_a_number_between_two_lines_of_its_title_is_put_before_them(lines: list[str], put: list[str]) -> None:
    (page,) = dump_pages("\n".join(lines))

    rows = with_centred_markers([(line,) for line in page.lines])

    assert [row[0].text for row in rows] == put


def test_rows_stand_under_titles_without_points(fluency: Fluency) -> None:
    text = HEADER
    for start, title in enumerate(
        ["I Công tác lãnh đạo", "II Công tác cán bộ", "Cơ sở vật chất, trang thiết\nIII\nbị"]
    ):
        text += title + "\n" + across(ROWS[2 * start : 2 * start + 2], centred=True, first=2 * start + 1)

    (table,) = part_tables(dump_pages(text), as_read, fluency).tables

    kinds = [(row.kind, row.cells[0].text_raw) for row in table.body]
    assert kinds == [
        (RowKind.SECTION, "I"), (RowKind.DATA, "1"), (RowKind.DATA, "2"),
        (RowKind.SECTION, "II"), (RowKind.DATA, "3"), (RowKind.DATA, "4"),
        (RowKind.SECTION, "III"), (RowKind.DATA, "5"), (RowKind.DATA, "6"),
    ]  # fmt: skip
