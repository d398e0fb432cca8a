"""Tables of digital pages that were dumped line by line: one space between cells, no blank lines, all letters right."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.text_dump.pages import dump_pages
from extractors.text_dump.regions import table_regions
from extractors.text_dump.tables import part_tables
from normalizers.repair.fluency import Fluency
from tests.extractors.text_dump.lines_across import HEADER, ROWS, across, one_after_the_other


def as_read(text: str) -> Sequence[str]:
    return text.split()


@pytest.mark.parametrize("centred", [True, False])
def test_rows_are_put_together(fluency: Fluency, *, centred: bool) -> None:
    (table,) = part_tables(dump_pages(HEADER + across(ROWS, centred=centred)), as_read, fluency).tables

    found = [[cell.text_raw.replace("\n", " ") for cell in row.cells] for row in table.body]

    assert [cells[0] for cells in found] == [str(n) for n in range(1, len(ROWS) + 1)]
    beginnings = [(cells[1].split()[:6], cells[4][:12]) for cells in found]
    assert beginnings == [(row[0].split()[:6], row[3][:12]) for row in ROWS]


def test_short_lines_of_cells_in_the_middle_of_their_rows_run_across(fluency: Fluency) -> None:
    (page,) = dump_pages(across(ROWS, centred=True))

    assert [region.across for region in table_regions(page.lines, as_read, fluency)] == [True]


def test_cells_one_after_the_other_without_blank_lines_do_not(fluency: Fluency) -> None:
    (page,) = dump_pages("".join(one_after_the_other(row, ordinal) for ordinal, row in enumerate(ROWS, start=1)))

    assert [region.across for region in table_regions(page.lines, as_read, fluency)] == [False]


def test_a_page_of_a_few_lines_is_dumped_as_the_one_before(fluency: Fluency) -> None:
    pages = dump_pages(
        HEADER + across(ROWS, centred=True) + "\f" + across(ROWS[:1], centred=False, first=len(ROWS) + 1)
    )

    (table,) = part_tables(pages, as_read, fluency).tables

    last = table.body[-1]
    assert last.cells[0].text_raw == str(len(ROWS) + 1)
    assert last.cells[4].text_raw == ROWS[0][3]
    assert last.cells[1].text_raw.startswith("Rà soát, thống kê các thủ tục còn chồng chéo")


def test_no_word_of_sound_text_is_a_speck(fluency: Fluency) -> None:
    (table,) = part_tables(dump_pages(HEADER + across(ROWS, centred=False)), as_read, fluency).tables

    words = sorted(word for row in table.body for cell in row.cells[1:] for word in cell.text_raw.split())
    assert words == sorted(word for row in ROWS for text in row for word in text.split())


def test_bodies_that_no_line_has_both_of_may_be_each_others(fluency: Fluency) -> None:
    rows = part_tables(dump_pages(HEADER + across(ROWS, centred=True)), as_read, fluency).tables[0].body

    _, beside, both, *_ = [row.placing for row in rows]
    assert beside is not None
    assert both is not None
    assert (beside.ambiguous, both.ambiguous) == (True, False)
