"""Dumps as programs make them, of a page written for the test."""

from __future__ import annotations

import shutil

import pytest

from samples.dump_programs import Program, dump_with
from tests import written_pdf

PAGES = 2
ROW = ["1.2", "Rà soát quy trình số 12 của đơn vị", "Văn phòng", "Quý II năm 2025"]


@pytest.mark.parametrize("program", Program)
def test_programs_keep_the_words_and_part_the_pages(program: Program) -> None:
    if program is not Program.ACROSS and shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed")
    pages = dump_with(program, written_pdf.plan("Kế hoạch", pages=PAGES)).rstrip("\f\n").split("\f")
    assert len(pages) == PAGES
    assert set(" ".join(ROW).split()) <= set(pages[0].split())


def test_lines_across_hold_the_cells_of_all_columns() -> None:
    assert " ".join(ROW) in dump_with(Program.ACROSS, written_pdf.plan("Kế hoạch", pages=PAGES)).splitlines()
