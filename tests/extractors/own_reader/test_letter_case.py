import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.own_reader.alphabet import CHARACTERS
from extractors.own_reader.letter_case import even_case, even_line


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("HòA", "HÒA"),
        ("xÃ", "XÃ"),
        ("CôNG", "CÔNG"),
        ("hOạt", "hoạt"),
        ("Vụ", "Vụ"),
        ("số", "số"),
        ("Ủy", "Ủy"),
        ("TTr", "TTr"),
        ("kV", "kV"),
        ("MHz", "MHz"),
    ],
)
def test_letters_of_doubtful_size_follow_the_sure_ones(read: str, meant: str) -> None:
    assert even_case(read) == meant


def test_a_word_without_sure_letters_follows_its_neighbours() -> None:
    assert even_line("CộNG HòA Xã số") == "CỘNG HÒA Xã số"
    assert even_line("HIỆN Số LIỆU") == "HIỆN SỐ LIỆU"
    assert even_line("Vụ Số") == "Vụ Số"


def test_codes_are_left_alone() -> None:
    assert even_line("110kV 12/2024/NĐ-CP 1c2S") == "110kV 12/2024/NĐ-CP 1c2S"


@given(st.text(alphabet=CHARACTERS))
def test_only_the_case_changes(text: str) -> None:
    assert even_line(text).lower() == text.lower()
    assert len(even_line(text)) == len(text)
