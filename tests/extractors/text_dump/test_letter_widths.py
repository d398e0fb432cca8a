"""Widths are those of print: what looks alike in letters may differ by half."""

from __future__ import annotations

import pytest

from extractors.text_dump.letter_widths import SPACE, word_widths


def test_words_of_as_many_letters_differ_in_width() -> None:
    narrow, wide = word_widths(["tỉlệ", "MƯỜM"])

    assert wide > 2 * narrow


def test_marks_do_not_count() -> None:
    assert word_widths(["thường"]) == pytest.approx(word_widths(["thuong"]))


def test_usual_text_is_as_wide_as_its_letters_within_a_tenth() -> None:
    text = "Văn phòng chủ trì, phối hợp với các phòng, đơn vị trực thuộc thực hiện nhiệm vụ được giao"
    words = text.split()

    assert word_widths(words).sum() + SPACE * (len(words) - 1) == pytest.approx(len(text), rel=0.1)
