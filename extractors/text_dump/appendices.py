"""Where the appendices of a dump begin.

An appendix begins on a page with its title ("PHỤ LỤC II") at the top, or with the note that tells of which plan it is
("(Kèm theo Kế hoạch số ...)").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from extractors.layout import Line, PageContent
from extractors.table_meaning.wordings import plain

# The note stands within so many lines of its page's top, below the appendix's title, and has so many lines.
MOST_LINES_ABOVE = 12
MOST_NOTE_LINES = 4
MOST_LINES_ABOVE_TITLE = 4
LONGEST_TITLE_WORDS = 5
# Letters that agree, in percent, for a line to begin as the note, or as the title, does.
NOTE_AGREEMENT = 80
TITLE_AGREEMENT = 75
# The same for two titles to be one that is printed on each page.
SAME_TITLE = 90
_TITLE = "phu luc"
_NOTE = ("kem theo ke hoach", "ban hanh kem theo", "kem theo quyet dinh", "kem theo cong van", "dinh kem ke hoach")


@dataclass(frozen=True, slots=True)
class Opening:
    """The page (its index) on which an appendix begins, and the line below its title and note.

    `title` is what stands above that line, in plain letters; `noted` where the note is there.
    """

    page_index: int
    below: int
    title: str
    noted: bool


def appendix_openings(pages: Sequence[PageContent], readable: Callable[[str], Sequence[str]]) -> tuple[Opening, ...]:
    """The appendices' beginnings; a title that goes on over pages counts once.

    `readable` gives a text's words repaired, one for each.
    """
    found: list[Opening] = []
    for page_index, page in enumerate(pages):
        opening = _opening(page_index, page.lines, readable)
        if opening is None or (found and fuzz.ratio(opening.title, found[-1].title) >= SAME_TITLE):
            continue
        found.append(opening)
    return tuple(found)


def _opening(page_index: int, lines: Sequence[Line], readable: Callable[[str], Sequence[str]]) -> Opening | None:
    note = next((index for index, line in enumerate(lines[:MOST_LINES_ABOVE]) if _is_note(line, readable)), None)
    title = next((index for index, line in enumerate(lines[:MOST_LINES_ABOVE_TITLE]) if _is_title(line)), None)
    if note is None and title is None:
        return None
    below = _note_end(lines, note) if note is not None else (title or 0) + 1
    text = plain(" ".join(line.text for line in lines[:below]))
    return Opening(page_index, below, text, note is not None)


def _is_note(line: Line, readable: Callable[[str], Sequence[str]]) -> bool:
    words = [word.text for word in line.words]
    if not len(words) >= 3 or not words[0].startswith(("(", "[", "K", "k", "B", "b", "Đ", "D")):
        return False
    beginning = plain(" ".join(list(readable(line.text))[:5]))
    return max(fuzz.ratio(beginning[: len(note)], note) for note in _NOTE) >= NOTE_AGREEMENT


def _is_title(line: Line) -> bool:
    words = line.text.split()
    short = len(words) <= LONGEST_TITLE_WORDS or line.text.isupper()
    return words[0][:1].isupper() and short and fuzz.ratio(plain(" ".join(words[:2])), _TITLE) >= TITLE_AGREEMENT


def _note_end(lines: Sequence[Line], start: int) -> int:
    for index in range(start, min(len(lines), start + MOST_NOTE_LINES)):
        if lines[index].text.rstrip().endswith((")", "]", ").")):
            return index + 1
    return start + 1
