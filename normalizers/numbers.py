"""Numbers as Vietnamese plans print them: "1,5", "2.500", "02", "100.000.000"."""

from __future__ import annotations

import re

# A number with its separators; what stands around it is for the caller to look at.
NUMBER_PATTERN = r"\d+(?:[.,]\d+)*"

_PLAIN = re.compile(r"\d+")
_DOT_GROUPS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_COMMA_GROUPS = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?")
_DECIMAL = re.compile(r"\d+[.,]\d+")


def parse_number(text: str) -> float | None:
    """The value of a printed number, or None where `text` is not surely one.

    The comma parts the decimals and the dot the thousands. A dot that cannot part thousands ("1.5", "92.75") is read
    as a decimal sign, and two or more groups of three behind commas ("1,250,000") as thousands. A letter among the
    digits ("l00") makes it no number: digits are never guessed.
    """
    digits = text.strip()
    if not digits.isascii():
        return None
    if _PLAIN.fullmatch(digits):
        return float(digits)
    if _DOT_GROUPS.fullmatch(digits):
        return float(digits.replace(".", "").replace(",", "."))
    if _COMMA_GROUPS.fullmatch(digits):
        return float(digits.replace(",", ""))
    if _DECIMAL.fullmatch(digits):
        return float(digits.replace(",", "."))
    return None
