"""Where an appendix begins: below the note that tells of which plan it is, "(Kèm theo Kế hoạch số ...)"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rapidfuzz import fuzz

from extractors.layout import Line, PageContent
from extractors.table_meaning.wordings import plain

# The note stands within so many lines of its page's top, below the appendix's title, and has so many lines.
MOST_LINES_ABOVE = 12
MOST_NOTE_LINES = 4
# Letters that agree, in percent, for a line to begin as the note does.
NOTE_AGREEMENT = 80
_NOTE = ("kem theo ke hoach", "ban hanh kem theo", "kem theo quyet dinh", "kem theo cong van", "dinh kem ke hoach")


def appendix_start(pages: Sequence[PageContent], readable: Callable[[str], Sequence[str]]) -> tuple[int, int] | None:
    """The page (its index) and line below the last such note on `pages`; None where there is none.

    `readable` gives a text's words repaired, one for each.
    """
    for page_index in range(len(pages) - 1, -1, -1):
        lines = pages[page_index].lines
        for index, line in enumerate(lines[:MOST_LINES_ABOVE]):
            words = [word.text for word in line.words]
            if not len(words) >= 3 or not words[0].startswith(("(", "[", "K", "k", "B", "b", "Đ", "D")):
                continue
            beginning = plain(" ".join(list(readable(line.text))[:5]))
            if max(fuzz.ratio(beginning[: len(note)], note) for note in _NOTE) >= NOTE_AGREEMENT:
                return page_index, _note_end(lines, index)
    return None


def _note_end(lines: Sequence[Line], start: int) -> int:
    for index in range(start, min(len(lines), start + MOST_NOTE_LINES)):
        if lines[index].text.rstrip().endswith((")", "]", ").")):
            return index + 1
    return start + 1
