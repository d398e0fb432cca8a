"""The scores of the reading benchmark."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.reading import Score, cases_of, main, score_text


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
