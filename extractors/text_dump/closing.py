"""Where the last table of a dump ends: the count of its rows, the date, the signatures below it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from extractors.layout import Line
from extractors.table_meaning.wordings import plain

# What stands below a table: so many lines at most, of so many words.
MOST_LINES = 20
MOST_WORDS = 14
_CLOSING = re.compile(
    r"(?:nguoi lap|lap bieu|phe duyet|noi nhan|tm\b|kt\b|tl\b"
    r"|(?:pho )?(?:truong ban|chu tich|giam doc|hieu truong|bo truong|cuc truong|thu truong)$"
    r"|ngay\b.*\bthang\b.*\bnam\b|\w+ \w+,? ngay\b.*\bthang\b|danh muc (?:nay )?gom \d+|tong (?:so|cong))"
)
# Of a row there are sentences after such words; of a signature there are none.
_SENTENCE = re.compile(r"[.;]$")


def closing_start(lines: Sequence[Line], readable: Callable[[str], Sequence[str]], begin: int) -> int:
    """The index of the first line that is below the table; the number of lines where there is none.

    `lines` are those of the table's last page, `begin` is where its body begins.
    """
    first = max(begin, len(lines) - MOST_LINES)
    for index in range(first, len(lines)):
        words = [word.text for word in lines[index].words]
        if len(words) > MOST_WORDS:
            continue
        text = plain(" ".join(readable(" ".join(words))))
        if _CLOSING.match(text) or _CLOSING.match(plain(" ".join(words))):
            rest = [line.text for line in lines[index + 1 :]]
            if not any(_SENTENCE.search(line) and len(line.split()) > 2 for line in rest):
                return index
    return len(lines)
