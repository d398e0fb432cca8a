"""The scores of the reading benchmark."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from benchmarks.reading import Case, cases_of, main, reliability
from benchmarks.text_score import Score, score_text
from extractors.layout import Box, Line, Word
from extractors.reading.reader import Segmentation
from pipeline.options import PageOptions


def test_a_perfect_reading_scores_one_whatever_the_form_of_dashes_and_accents() -> None:
    score = score_text("Kế hoạch – năm 2025", "Kế  hoạch\n- năm 2025")
    assert (score.letter_accuracy, score.syllable_f1, score.diacritic_accuracy) == (1.0, 1.0, 1.0)


def test_order_costs_letters_and_not_syllables() -> None:
    score = score_text("một hai ba bốn", "ba bốn một hai")
    assert score.syllable_f1 == 1.0
    assert score.letter_accuracy < 0.6


def test_a_wrong_mark_costs_diacritics() -> None:
    score = score_text("tổ chức", "tố chức")
    assert score.syllable_f1 == 0.5
    assert score.diacritic_accuracy == 0.5  # of ổ and ứ


def test_scores_add_up() -> None:
    total = score_text("một hai", "một hai", pages=1, cpu_s=1.0) + score_text("ba", "tư", pages=1, cpu_s=3.0)
    assert (total.pages, total.cpu_s) == (2, 4.0)
    assert total.syllable_f1 == pytest.approx(2 / 3)
    assert Score().syllable_f1 == 0.0


def test_pairs_are_found_by_name_and_a_folder_without_any_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "alone.pdf").touch()
    assert main([str(tmp_path)]) == 2
    assert "no pairs" in capsys.readouterr().err
    (tmp_path / "page.png").touch()
    (tmp_path / "page.txt").write_text("Kế hoạch", encoding="utf-8")
    assert [(case.name, case.truth) for case in cases_of(tmp_path)] == [("page", "Kế hoạch")]


class Stubborn:
    """A reader that reads the same whatever it is shown."""

    name = "stubborn"

    def read(self, picture: NDArray[np.uint8], segmentation: Segmentation) -> tuple[Line, ...]:
        del picture, segmentation
        boxes = (Box(10 * index, 20, 10 * index + 8, 30) for index in range(3))
        words = zip(("kế", "hoạch", "hoạch"), boxes, (0.9, 0.99, 0.55), strict=True)
        return (Line(tuple(Word(text, box, confidence) for text, box, confidence in words)),)


def test_reliability_counts_a_word_as_right_as_often_as_the_truth_has_it(tmp_path: Path) -> None:
    page = np.full((600, 400), 255, np.uint8)
    page[300:320, 100:300] = 0
    Image.fromarray(page).save(tmp_path / "page.png")
    bins, error = reliability([Case("page", tmp_path / "page.png", "Kế hoạch")], Stubborn(), PageOptions())
    assert {top: (one.words, one.right) for top, one in bins.items()} == {0.95: (1, 0), 1.01: (1, 1), 0.6: (1, 0)}
    assert error == pytest.approx((0.9 + 0.01 + 0.55) / 3)
