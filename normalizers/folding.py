"""Vietnamese letters brought to their bare base letter, for matching words whose marks a scan may have lost.

Folding keeps the length of the text, so that a position in the folded text is the same position in the text as
printed. It decides nothing: callers match on folded text and take the value from the printed one.
"""

from __future__ import annotations

import unicodedata

# Latin-1 supplement, Latin extended A and B, combining-free Vietnamese block.
_FOLDED_RANGES = ((0x00C0, 0x0250), (0x1E00, 0x1F00))


def _base_letter(character: str) -> str:
    if character in "đðĐÐ":
        return "d"
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


_FOLDING = {
    code: _base_letter(chr(code))
    for first, last in _FOLDED_RANGES
    for code in range(first, last)
    if unicodedata.category(chr(code)).startswith("L")
} | {code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
# Signs that print alike; all stay one character long.
_FOLDING |= {ord(sign): "-" for sign in "‐‑‒–—−"} | {ord(sign): '"' for sign in "“”„«»"} | {0x00A0: " ", 0x202F: " "}


def fold_marks(text: str) -> str:
    """`text` in lower case without tone and vowel marks ("Quý" -> "quy", "Đ" -> "d"); same length as `text`."""
    return text.translate(_FOLDING)
