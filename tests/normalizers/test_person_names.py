"""Names of persons as dumps have them."""

from __future__ import annotations

import pytest

from normalizers.person_names import is_surname, rightmost_person


@pytest.mark.parametrize(
    ("raw", "repaired", "name"),
    [
        ("Pham Van Quyet", "Phẩm Văn Quyết", "Phạm Văn Quyết"),
        ("Nguyén Hitu Tho", "Nguyễn Hit Thọ", "Nguyễn Hữu Thọ"),
        ("rAn Quoc Bao", "rân Quốc Báo", "Trần Quốc Bảo"),
        ("Bui Thi Mai Hoang Van Binh", "Bùi Thị Mãi Hoàng Vấn Bình", "Hoàng Văn Bình"),
        ("Trần Văn Hợi", "Trần Văn Hợi", "Trần Văn Hợi"),
        ("Ban Quan ly", "Ban Quản lý", ""),
        ("Rmah Bloi", "Rmah Bloi", ""),
    ],
)
def test_names(raw: str, repaired: str, name: str) -> None:
    assert rightmost_person(raw, repaired) == name


@pytest.mark.parametrize("word", ["Nguyễn", "NGUYEN", "Ksor", "uông", "Y"])
def test_surnames_are_known_whatever_their_marks_and_capitals(word: str) -> None:
    assert is_surname(word)


@pytest.mark.parametrize("word", ["Quyết", "Xã", ""])
def test_other_words_are_no_surnames(word: str) -> None:
    assert not is_surname(word)
