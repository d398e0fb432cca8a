"""Pieces of ruling and specks are no text; misread words and abbreviations are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.text_dump.laid_out_noise import without_noise
from extractors.text_dump.pages import dump_pages
from normalizers.repair.fluency import Fluency

TEXT = """\
 3     Kiem tra, don déc viéc thuc hién quy ché      Van phong       Hang quy
       lam viéc cia co quan                          xa
"""
RULING = "ee nue ae SRE ee                 eae ESSE      ee ae"


def as_read(text: str) -> Sequence[str]:
    return text.split()


def kept(text: str, fluency: Fluency) -> list[str]:
    (page,) = dump_pages(text)
    return [line.text for line in without_noise(page.lines, as_read, fluency)]


def test_ruling_is_no_text(fluency: Fluency) -> None:
    assert kept(f"{TEXT}{RULING}\n{TEXT}", fluency) == [*kept(TEXT, fluency), *kept(TEXT, fluency)]


@pytest.mark.parametrize("word", ["KTKCN", "15/8/2025", "TT", "IV"])
def test_abbreviations_dates_and_ordinals_are(fluency: Fluency, word: str) -> None:
    assert word in kept(f"{TEXT}       {word}\n{TEXT * 5}", fluency)
