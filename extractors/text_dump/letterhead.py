"""Lines of a letterhead and of a signature whose two columns were dumped side by side with one space between.

The right column says the same on every document: the country, the motto, place and date; so the cut can be found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from extractors.casing import OFFICES
from extractors.table_meaning.wordings import plain
from normalizers.garbled_letters import plainly

# The letterhead is within so many lines that have text.
LETTERHEAD_LINES = 12
# Letters that agree, in percent, for the end of a line to be one of the formulas.
FORMULA_AGREEMENT = 72
# The same for "Nơi nhận" and for the title of an office.
RECIPIENTS_AGREEMENT, OFFICE_AGREEMENT = 72, 78
LONGEST_MARK, FEWEST_MARKS = 2, 4
MAX_LINE_WORDS = 30
MAX_PLACE_WORDS = 4
# The same for the document's type, of which so large a share are capitals.
TYPE_AGREEMENT = 72
TYPE_CAPITALS = 0.6
LONGEST_TITLE = 9
# A line that goes on with the title is so long at most, in widths of the page's text; specks have fewer letters.
MOST_OF_WIDTH = 0.8
FEWEST_LETTERS = 3

_FORMULAS = ("cong hoa xa hoi chu nghia viet nam", "doc lap tu do hanh phuc")
_DAY = re.compile(r"ng\w{0,2}y\b")
_MONTH = re.compile(r"\bt\w{1,3}ng?\b.*\bn\w{1,2}m\b")
_ON_BEHALF = re.compile(r"^(?:kt|tm|tl|tuq|q)\b\s*")
_OFFICES = [plainly(office) for office in (*OFFICES, "Ủy ban nhân dân", "Ban Thường vụ", "Hội đồng nhân dân")]


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
    """The index of the first word of the signer's title behind "Nơi nhận:", or behind a recipient, in one line."""
    for index in range(1, min(len(words), 4)):
        heads = words[index - 1].endswith((":", ";", "."))
        if heads and fuzz.ratio(plainly(" ".join(words[:index])), "noi nhan") >= RECIPIENTS_AGREEMENT:
            rest = " ".join(words[index:])
            return index if _in_capitals(rest) else None
    for index in range(2, len(words)):
        ended = words[0].startswith(("-", "–", "+")) and words[index - 1].endswith((";", ",", "."))
        if ended and _in_capitals(" ".join(words[index:])) and is_office(" ".join(words[index:])):
            return index
    return None


def is_office(text: str) -> bool:
    """True for words that are near to the title of an office, or to those of whom a signer stands for."""
    bare = _ON_BEHALF.sub("", plainly(text))
    return process.extractOne(bare, _OFFICES, scorer=fuzz.ratio, score_cutoff=OFFICE_AGREEMENT) is not None


def leading_marks(words: Sequence[str]) -> int:
    """How many of the first words are marks of letters, dumped as a row of one or two signs each before the line."""
    marks = next((index for index, word in enumerate(words) if len(word) > LONGEST_MARK), len(words))
    return marks if marks >= FEWEST_MARKS else 0


def _in_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return sum(map(str.isupper, letters)) >= TYPE_CAPITALS * len(letters) > 0


def title_lines(printed: Sequence[str]) -> range:
    """The indexes of the lines of the title, which are centred on paper: the document's type and what follows it.

    `printed` are the lines of the first page. Empty where no type is found.
    """
    filled = [index for index, line in enumerate(printed) if line.strip()]
    widths = sorted(len(printed[index].strip()) for index in filled)
    widest = widths[len(widths) * 9 // 10] if widths else 0
    for place, index in enumerate(filled[:LETTERHEAD_LINES]):
        if not _names_type(printed[index]):
            continue
        end = index + 1
        for other in filled[place + 1 :]:
            apart = other > end > index + 1
            if other - index > LONGEST_TITLE or (apart and not _goes_on(printed[other], widest)):
                break
            end = other + 1
        return range(index, end)
    return range(0)


def _names_type(line: str) -> bool:
    return _in_capitals(line) and fuzz.ratio(plainly(line), "ke hoach") >= TYPE_AGREEMENT


def _goes_on(line: str, widest: int) -> bool:
    """True for a line below a blank one that is no paragraph: it begins small and is shorter than lines of text."""
    words = [word for word in line.split() if len(word) >= FEWEST_LETTERS and word.isalpha()]
    short = len(line.strip()) <= MOST_OF_WIDTH * widest
    return bool(words) and words[0].islower() and short and not line.rstrip().endswith((":", ";", "."))


def _place_of_issue(words: Sequence[str]) -> int | None:
    """Where "Khánh Hòa, ngày ..." begins behind a number."""
    for index in range(2, len(words)):
        if _DAY.match(plainly(words[index])) and _is_before_date(words, index):
            start = index
            while start > 0 and index - start < MAX_PLACE_WORDS and _may_name_place(words[start - 1]):
                if start > 1 and words[start - 2].endswith(("-", "/")):  # the end of a number
                    break
                start -= 1
            return start if 0 < start < index else None
    return None


def _is_before_date(words: Sequence[str], index: int) -> bool:
    """True where what ends before the word "ngày" at `index` is a place: a comma says so, or a date that follows."""
    behind = plainly(" ".join(words[index + 1 :]))
    return words[index - 1].endswith((",", ".", ";")) or _MONTH.search(behind) is not None


def _may_name_place(word: str) -> bool:
    return word[:1].isupper() and not re.search(r"\d\d|/|-[A-ZĐ]{2}", word) and not word.endswith(":")
