import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.unicode import (
    folded,
    is_vietnamese_syllable,
    modern_tone,
    nfc,
    split_syllable,
    vietnamese_syllable_share,
)


def test_decomposed_and_mixed_input_become_one_form() -> None:
    assert nfc(unicodedata.normalize("NFD", "Kế hoạch")) == "Kế hoạch"
    assert nfc("Kê\u0301 hoạch") == "Kế hoạch"


@pytest.mark.parametrize(
    ("printed", "plain"),
    [("Kế hoạch", "ke hoach"), ("ĐỒNG NAI", "dong nai"), ("ư Ơ ỵ", "u o y"), ("“Nghị định”…", '"nghi dinh"...')],
)
def test_folding_strips_accents_and_case(printed: str, plain: str) -> None:
    assert folded(printed) == plain
    assert folded(unicodedata.normalize("NFD", printed)) == plain


@pytest.mark.parametrize(
    ("old", "new"),
    [("hoà", "hòa"), ("HOÀ", "HÒA"), ("Uỷ ban", "Ủy ban"), ("thuý, khoẻ", "thúy, khỏe"), ("hoàn", "hoàn")],
)
def test_old_tone_placement_compares_equal_to_the_new(old: str, new: str) -> None:
    assert modern_tone(old) == new
    assert modern_tone(new) == new


def test_tone_after_q_stays() -> None:
    assert modern_tone("quý QUỸ quỷ") == "quý QUỸ quỷ"


@pytest.mark.parametrize(
    "word",
    "trường nghiêng gì giếng quốc quýt khuỷu hoà hòa Ủy uỷ nghị ăn y yêu Đoàn (luật) thoại xã. kế ươm tuyết".split(),  # noqa: SIM905
)
def test_syllables_are_told_by_their_structure(word: str) -> None:
    assert is_vietnamese_syllable(word)


@pytest.mark.parametrize(
    "word", ["duçic", "nhim1", "hànhchính", "cac1", "tìch̀", "ngiêm", "kan", "tết9", "w", "", "...", "các̣"]
)
def test_what_is_built_otherwise_is_no_syllable(word: str) -> None:
    assert not is_vietnamese_syllable(word)


def test_stops_bear_only_two_tones() -> None:
    assert is_vietnamese_syllable("các")
    assert is_vietnamese_syllable("tạp")
    assert not is_vietnamese_syllable("càc")
    assert not is_vietnamese_syllable("tãp")


def test_share_tells_text_from_garbage() -> None:
    assert vietnamese_syllable_share("Cải cách hành chính năm 2022 của Ban Quản lý") == 1.0
    assert vietnamese_syllable_share("Thirc hin Nghj quy& Dai hi dai biu Dãng b") < 0.7
    assert vietnamese_syllable_share("2022 ... 15%") == 0.0


def test_syllable_splits_into_onset_and_rhyme() -> None:
    assert [split_syllable(word) for word in ("trường", "gì", "giếng", "quốc", "yêu", "ngh")] == [
        ("tr", "ường"),
        ("g", "ì"),
        ("gi", "ếng"),
        ("qu", "ốc"),
        ("", "yêu"),
        ("ng", "h"),
    ]


@given(st.text(st.characters(codec=None)))
def test_any_text_is_taken(text: str) -> None:
    assert nfc(nfc(text)) == nfc(text)
    assert folded(text).isascii()
    assert modern_tone(modern_tone(nfc(text))) == modern_tone(nfc(text))
    assert 0.0 <= vietnamese_syllable_share(text) <= 1.0
