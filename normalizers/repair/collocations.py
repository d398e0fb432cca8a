"""Numbers that are words: the only cases in which a token of nothing but digits is rewritten, each with its reason.

They hold for readers that know no Vietnamese, which read "lệ" as 16, "lá" and "là" as 14, "ở" and "ô" as 6. Between
these words a number can't be meant: nothing is counted or numbered there.
"""

from __future__ import annotations

from dataclasses import dataclass

from normalizers.unicode import modern_tone, trimmed


@dataclass(frozen=True, slots=True)
class Collocation:
    """`word` stands behind `digits` after one of the words `before` and before one of the texts `after`; () is any."""

    digits: str
    word: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


COLLOCATIONS = (
    # tỷ lệ, rate: "tỷ" as billion follows its number, and no number follows it.
    Collocation("16", "lệ", before=("tỷ", "tỉ")),
    # thủ tục, hồ sơ ... hợp lệ, valid: "hợp" alone is no noun.
    Collocation("16", "lệ", before=("hợp",)),
    # thuốc lá, tobacco: medicine is never numbered in running text.
    Collocation("14", "lá", before=("thuốc",)),
    # gọi là, nghĩa là, hiểu là, coi là, called, meaning: verbs of naming, with no count behind them.
    Collocation("14", "là", before=("gọi", "nghĩa", "hiểu", "coi")),
    # ô tô, car, and ô nhiễm, pollution: "tô" and "nhiễm" are not counted.
    Collocation("6", "ô", after=("tô", "nhiễm")),
    # ở nước ngoài, ở Việt Nam, abroad, in Viet Nam: neither comes in sixes.
    Collocation("6", "ở", after=("nước ngoài", "việt nam")),
    # nhà ở riêng lẻ, xã hội, thương mại ..., housing: behind a number stands what is counted.
    Collocation("6", "ở", before=("nhà",), after=("riêng", "xã hội", "thương mại", "công vụ", "hiện", "hình thành")),
    # chỗ ở hợp pháp, hiện tại, dwelling: as above.
    Collocation("6", "ở", before=("chỗ",), after=("hợp", "hiện", "của", "cho", "và")),
    # dân chủ ở cơ sở, hệ thống chính trị ở cơ sở, at the grass roots: set phrases.
    Collocation("6", "ở", before=("chủ", "trị"), after=("cơ sở",)),
    # nhận chìm ở biển, dumping at sea: "chìm" is a verb, and there is one sea.
    Collocation("6", "ở", before=("chìm",), after=("biển",)),
    # làm rõ, nêu rõ, ghi rõ, to state clearly, before what is stated.
    Collocation("16", "rõ", before=("làm", "nêu", "ghi"), after=("họ tên", "lý do", "sự", "nội dung", "trách nhiệm")),
    # lộ trình, roadmap, lộ thiên, open-cast, lỗ hổng, gap: their second words are not counted.
    Collocation("16", "lộ", after=("trình", "thiên")),
    Collocation("16", "lỗ", after=("hổng",)),
)


def word_behind_digits(before: str, digits: str, after: str) -> str | None:
    """The word that the digits stand for, or None where they are a number.

    `before` is the repaired word before them, `after` the text of the two repaired words after them.
    """
    left, right = _plain(before), " ".join(map(_plain, after.split()))
    for one in COLLOCATIONS:
        if (
            one.digits == digits
            and (not one.before or left in one.before)
            and (not one.after or any(f"{right} ".startswith(f"{text} ") for text in one.after))
        ):
            return one.word
    return None


def _plain(word: str) -> str:
    return modern_tone(trimmed(word)).lower()
