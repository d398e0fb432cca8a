"""Folding keeps lengths, and tells words apart that fold alike."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from normalizers.folding import Folder, fold_marks


def test_marks_and_case_go() -> None:
    assert fold_marks("Quý ĐƯỜNG Ủy – “ngày”") == 'quy duong uy - "ngay"'


@given(st.text(max_size=60))
def test_the_length_stays(text: str) -> None:
    assert len(fold_marks(text)) == len(text)
    assert len(Folder.of_words(["đạt", "từ"]).fold(text)) == len(text)


def test_a_word_with_other_marks_is_blanked_out() -> None:
    folder = Folder.of_words(["đạt", "từ"], others=["tư"])
    assert folder.fold("đạt Đạt dat đat") == "dat dat dat dat"
    assert folder.fold("đất đặt") == "___ ___"
    assert folder.fold("từ tu tử tư") == "tu tu __ __"
    assert folder.fold("hồ sơ") == "ho so"
