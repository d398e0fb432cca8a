"""Codes and digits by what they look like."""

from __future__ import annotations

import pytest

from normalizers.code_shapes import code_by_shape, digits_of


@pytest.mark.parametrize(
    ("read", "digits"), [("l2", "12"), ("1 204", "1204"), ("O5", "05"), ("9B", "98"), ("", ""), ("4x", None)]
)
def test_digits_behind_letters(read: str, digits: str | None) -> None:
    assert digits_of(read) == digits


@pytest.mark.parametrize(
    ("read", "errors", "code"),
    [
        ("UBND", 0, "UBND"),
        ("IJBN0", 0, "UBND"),
        ("HDND", 0, "HĐND"),
        ("UBWD", 0, ""),
        ("UBWD", 1, "UBND"),
        ("SNV", 1, ""),
    ],
)
def test_codes_by_their_shape(read: str, errors: int, code: str) -> None:
    assert code_by_shape(read, ("UBND", "HĐND"), errors=errors) == code
