"""Numbers that are words: the only cases in which a token of nothing but digits is rewritten, each with its reason.

They hold for readers that know no Vietnamese, which read "lệ" as 16 and "lá" as 14. A number after these words can't
be meant: nothing is counted or numbered there.
"""

from __future__ import annotations

from normalizers.unicode import modern_tone, trimmed

_AFTER = {
    # tỷ lệ, rate: "tỷ" as billion follows its number, and no number follows it.
    ("tỷ", "16"): "lệ",
    ("tỉ", "16"): "lệ",
    # thuốc lá, tobacco: medicine is never numbered in running text.
    ("thuốc", "14"): "lá",
    # thủ tục, hồ sơ ... hợp lệ, valid: "hợp" alone is no noun.
    ("hợp", "16"): "lệ",
}


def word_behind_digits(before: str, digits: str) -> str | None:
    """The word that the digits stand for after the repaired word `before`, or None where they are a number."""
    return _AFTER.get((modern_tone(trimmed(before)).lower(), digits))
