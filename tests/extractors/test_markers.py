"""What an ordinal cell may say, and what follows what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.markers import MarkerKind, first_markers, leading_marker, next_markers, read_markers


@pytest.mark.parametrize(
    ("text", "kind", "numbers"),
    [
        ("A", MarkerKind.LETTER, (1,)),
        ("I", MarkerKind.ROMAN, (1,)),
        ("XIV.", MarkerKind.ROMAN, (14,)),
        ("1", MarkerKind.NUMBER, (1,)),
        ("07", MarkerKind.NUMBER, (7,)),
        ("(3)", MarkerKind.NUMBER, (3,)),
        ("2.1", MarkerKind.NUMBER, (2, 1)),
        ("2. 1.3.", MarkerKind.NUMBER, (2, 1, 3)),
        ("a)", MarkerKind.LOWER, (1,)),
        ("đ", MarkerKind.LOWER, (5,)),
        ("-", MarkerKind.BULLET, ()),
    ],
)
def test_markers_as_printed(text: str, kind: MarkerKind, numbers: tuple[int, ...]) -> None:
    assert read_markers(text)[0].place == (kind, numbers)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("H", "II"), ("1H", "III"), ("VỊ", "VI"), ("lV", "IV"), ("l", "1"), ("C", "c"), ("|", "I"), ("2:2", "2.2")],
)
def test_misread_marker_offers_what_was_meant(text: str, meant: str) -> None:
    assert meant in [marker.text for marker in read_markers(text)]


@pytest.mark.parametrize("text", ["", "Văn phòng", "Quý I/2025", "....", "Tổng cộng"])
def test_other_texts_are_no_markers(text: str) -> None:
    assert read_markers(text) == ()


def test_leading_marker_of_a_title() -> None:
    marker, rest = leading_marker("2.1. Công khai thủ tục hành chính")
    assert (marker.text, rest) == ("2.1", "Công khai thủ tục hành chính")
    assert leading_marker("Công khai thủ tục hành chính")[1] == "Công khai thủ tục hành chính"
    assert leading_marker("2025 là năm cuối")[0].text == ""
    without_point, rest = leading_marker("2.1 Công khai thủ tục hành chính")
    assert (without_point.text, rest) == ("2.1", "Công khai thủ tục hành chính")


def test_both_alphabets_go_on_after_d() -> None:
    (d,) = [marker for marker in read_markers("d") if marker.kind is MarkerKind.LOWER]
    assert [marker.text for marker in next_markers(d)] == ["đ", "e"]


def test_zero_before_the_number_is_kept() -> None:
    assert [marker.text for marker in next_markers(read_markers("03")[0])] == ["04"]


@given(st.integers(min_value=1, max_value=38))
def test_next_of_a_roman_numeral_reads_as_one_more(number: int) -> None:
    marker = next(m for m in first_markers(read_markers("A")[0]) if m.kind is MarkerKind.ROMAN)
    for _ in range(number - 1):
        (marker,) = next_markers(marker)
    assert read_markers(marker.text)[0].numbers == (number,)


@given(st.text(max_size=8))
def test_any_text_can_be_asked(text: str) -> None:
    for marker in read_markers(text):
        assert marker.text
