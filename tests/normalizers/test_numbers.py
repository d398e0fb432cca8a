"""Numbers as Vietnamese plans print them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.numbers import parse_number


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("02", 2),
        ("100", 100),
        ("1,5", 1.5),
        ("0,25", 0.25),
        ("2.500", 2500),
        ("100.000.000", 100_000_000),
        ("2.500,75", 2500.75),
        ("1.5", 1.5),
        ("92.75", 92.75),
        ("1,250,000", 1_250_000),
    ],
)
def test_printed_numbers_have_their_value(printed: str, value: float) -> None:
    assert parse_number(printed) == value


@pytest.mark.parametrize("printed", ["", "l00", "1O", "9o,5", "12.34.56", "1,2,3", "2025-2026", "-", "٣", "½"])
def test_what_is_not_surely_a_number_has_none(printed: str) -> None:
    assert parse_number(printed) is None


@given(st.integers(0, 10**12))
def test_thousands_are_parted_by_dots(value: int) -> None:
    assert parse_number(f"{value:,}".replace(",", ".")) == value


@given(st.decimals(0, 10**6, places=2))
def test_decimals_stand_behind_a_comma(value: object) -> None:
    assert parse_number(f"{value:.2f}".replace(".", ",")) == pytest.approx(float(str(value)))


@given(st.text(max_size=20))
def test_any_text_is_parsed_without_raising(text: str) -> None:
    value = parse_number(text)
    assert value is None or value >= 0
