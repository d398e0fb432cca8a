"""Punctuation that a reader found between two words without a space: what to write in its place.

A speck between two words reads as a hyphen or a full stop ("đơn-vị", "nhu.cầu"), and a space beside a comma gets lost.
Of 220 such places in lines read from poor scans, the hyphen or stop between two small letters was printed in two.
"""

from __future__ import annotations

import re

_STOPS = re.compile(r"[.,;:]+")
_HYPHENATED = frozenset(
    {
        # Loanwords that are spelt with hyphens (as in the texts of laws), by their first part.
        *(("ăng", "ten"), ("bô", "xít"), ("bô", "xit"), ("mô", "đun"), ("các", "bon"), ("vắc", "xin"), ("pa", "nô")),
        *(("mát", "xa"), ("áp", "phích"), ("ô", "dôn"), ("đề", "pô"), ("a", "xít"), ("i", "ốt"), ("măng", "gan")),
        *(("phi", "brô"), ("toóc", "xi"), ("pông", "tông"), ("pa", "lết"), ("ki", "lô"), ("ra", "đi"), ("ca", "bin")),
        # Compounds of two names or fields, which offices write so.
        *(("tế", "xã"), ("tế", "kỹ"), ("trị", "xã"), ("hóa", "xã"), ("thao", "du"), ("động", "thương"), ("á", "âu")),
        *(("bắc", "nam"), ("đông", "tây"), ("ả", "rập"), ("ai", "len")),
    }
)


def written_between(left: str, mark: str, right: str, *, follow_often: bool, right_is_small: bool) -> str:
    """What to write for `mark` between the words `left` and `right` (as repaired, lower-case).

    `follow_often` tells that the one is known to follow the other, `right_is_small` that `right` begins with a small
    letter as read.
    """
    if _STOPS.fullmatch(mark):
        return " " if mark == "." and right_is_small and follow_often else mark + " "
    if mark == "-" and follow_often and (left, right) not in _HYPHENATED:
        return " "
    return mark
