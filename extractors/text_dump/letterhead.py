"""Lines of a letterhead and of a signature whose two columns were dumped side by side with one space between.

The right column says the same on every document: the country, the motto, place and date; so the cut can be found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from extractors.table_meaning.wordings import plain

# The letterhead is within so many lines that have text.
LETTERHEAD_LINES = 12
# Letters that agree, in percent, for the end of a line to be one of the formulas.
FORMULA_AGREEMENT = 72
MAX_LINE_WORDS = 30
MAX_PLACE_WORDS = 4
TYPE_AGREEMENT = 80
LONGEST_TITLE = 9

_FORMULAS = ("cong hoa xa hoi chu nghia viet nam", "doc lap tu do hanh phuc")
_DAY = re.compile(r"ng\w{0,2}y\b")
_RECIPIENTS = re.compile(r"n\w{1,2} nh\w{1,2}n")


def right_column(words: Sequence[str]) -> int | None:
    """The index of the first word of a letterhead's right column, where both columns stand in one line."""
    if not 2 < len(words) <= MAX_LINE_WORDS:
        return None
    scores = [
        (max(fuzz.ratio(plain(" ".join(words[index:])), formula) for formula in _FORMULAS), -index)
        for index in range(1, len(words) - 2)
    ]
    best, place = max(scores, default=(0.0, 0))
    whole = max(fuzz.ratio(plain(" ".join(words)), formula) for formula in _FORMULAS)
    if best >= FORMULA_AGREEMENT and best > whole:
        return -place
    return _place_of_issue(words)


def signature_title(words: Sequence[str]) -> int | None:
    """The index of the first word of the signer's title behind "Nơi nhận:" (recipients) in one line."""
    for index in range(1, min(len(words), 4)):
        if words[index - 1].endswith(":") and _RECIPIENTS.fullmatch(plain(" ".join(words[:index]))):
            rest = " ".join(words[index:])
            return index if rest.isupper() else None
    return None


def title_lines(printed: Sequence[str]) -> range:
    """The indexes of the lines of the title, which are centred on paper: the document's type and what follows it.

    `printed` are the lines of the first page. Empty where no type is found.
    """
    filled = [index for index, line in enumerate(printed) if line.strip()]
    for index in filled[:LETTERHEAD_LINES]:
        text = plain(printed[index])
        if printed[index].strip().isupper() and fuzz.ratio(text, "ke hoach") >= TYPE_AGREEMENT:
            below = [other for other in filled if other > index][:1]
            end = below[0] if below else index + 1
            while end < len(printed) and printed[end].strip() and end - index <= LONGEST_TITLE:
                end += 1
            return range(index, end)
    return range(0)


def _place_of_issue(words: Sequence[str]) -> int | None:
    """Where "Khánh Hòa, ngày ..." begins behind a number."""
    for index in range(2, len(words)):
        if words[index - 1].endswith(",") and _DAY.match(plain(words[index])):
            start = index
            while start > 1 and index - start < MAX_PLACE_WORDS and _may_name_place(words[start - 1]):
                if words[start - 2].endswith(("-", "/")):  # the end of a number
                    break
                start -= 1
            return start if start < index else None
    return None


def _may_name_place(word: str) -> bool:
    return word[:1].isupper() and not re.search(r"[\d/]|-[A-ZĐ]{2}", word) and not word.endswith((":", "."))
