"""Heading structure of the narrative part: each paragraph with the headings above it.

A heading begins with a marker ("I.", "1.", "1.1.", "a)", "-") and has something below it. Whether a marked paragraph
is a heading or an item of a list is told by its length, how it ends and what follows: "2. Mục tiêu cụ thể" is one,
"2. Các phòng bám sát kế hoạch để hoàn thành nhiệm vụ." is a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.heading_markers import HeadingMarker, Level, decide_markers
from extractors.layout import Paragraph, Passage
from normalizers.folding import fold_marks


@dataclass(frozen=True, slots=True)
class OutlinedParagraph:
    """A paragraph with the headings above it (with their markers, outermost first) and its own marker.

    `marker` is as printed ("1.", "a)", "-"; "" for none), `ordinal` without its sign ("1", "a", ""), `text` what
    follows the marker. `is_heading` paragraphs are in the `section_path` of those below them.
    """

    paragraph: Paragraph
    section_path: tuple[str, ...]
    marker: str
    ordinal: str
    text: str
    level: Level | int
    is_heading: bool


# Longest headings, in characters: titles of chapters run on, lettered ones are short.
_LONGEST_TITLE = 260
_LONGEST_SENTENCE_HEADING = 70
_LONGEST_DASH_HEADING = 130
# Most words of a heading that ends with a full stop, above items and above plain text.
_MOST_WORDS_BEFORE_ITEMS, _MOST_WORDS_BEFORE_TEXT = 14, 5
# Most letters that a scratch is read as.
_MOST_LETTERS_OF_A_SPECK = 2
# Strokes that a Roman number may have been read as, a capital among them, with its sign.
_DAMAGED_ROMAN = re.compile(r"(?=.*[IVXLHYTK])[IVXLHNMKUWGTYlvi1|!]{1,5}[.,:;)]?")
_ENDS_BODY = re.compile(r"^\W*noi nhan\b")
_APPENDIX = re.compile(r"^\W*(?:phu luc|bieu mau|mau so|danh muc kem theo)\b")
_LONGEST_APPENDIX_TITLE = 120


def outline(paragraphs: Sequence[Paragraph]) -> tuple[OutlinedParagraph, ...]:
    """Every paragraph in order with its section path; "Nơi nhận" and "Phụ lục" begin anew.

    Specks that were read as a letter or two neither end nor make a heading.
    """
    markers = decide_markers([_with_marker_as_read(paragraph.passage) for paragraph in paragraphs])
    stack: list[tuple[int, str]] = []
    outlined: list[OutlinedParagraph] = []
    following = _following(paragraphs, markers)
    for paragraph, marker, next_marker in zip(paragraphs, markers, following, strict=True):
        text = paragraph.passage.text
        folded = fold_marks(text)
        if _ENDS_BODY.match(folded) or (_APPENDIX.match(folded) and len(text) <= _LONGEST_APPENDIX_TITLE):
            stack.clear()
        if marker.level < Level.NONE:
            stack = [entry for entry in stack if entry[0] < marker.level]
        is_heading = _is_heading(marker, next_marker)
        outlined.append(
            OutlinedParagraph(
                paragraph=paragraph,
                section_path=tuple(title for _, title in stack),
                marker=marker.printed,
                ordinal=marker.ordinal,
                text=marker.rest if marker.level < Level.NONE else text.strip(),
                level=marker.level,
                is_heading=is_heading,
            )
        )
        if is_heading:
            stack.append((marker.level, heading_title(f"{marker.printed} {marker.rest}")))
    return tuple(outlined)


def _with_marker_as_read(passage: Passage) -> str:
    """The text, what may be a damaged Roman number at its beginning as read: repair takes "I1L." for a word."""
    read, _, _ = passage.text_raw.partition(" ")
    written, _, rest = passage.text.partition(" ")
    if read == written or _DAMAGED_ROMAN.fullmatch(read) is None:
        return passage.text
    signed = not read[-1].isalnum()
    return f"{read} {rest}" if signed or rest.isupper() else passage.text


def heading_title(text: str) -> str:
    """A heading as it stands in section paths: one line, without the colon or white space at its end."""
    return " ".join(text.split()).rstrip(" :").rstrip()


def _following(paragraphs: Sequence[Paragraph], markers: Sequence[HeadingMarker]) -> list[HeadingMarker | None]:
    """For each paragraph the marker of the next that is more than a speck; None after the last."""
    following: list[HeadingMarker | None] = []
    upcoming: HeadingMarker | None = None
    for paragraph, marker in zip(reversed(paragraphs), reversed(markers), strict=True):
        following.append(upcoming)
        letters = sum(character.isalnum() for character in paragraph.passage.text)
        if letters > _MOST_LETTERS_OF_A_SPECK or marker.level < Level.NONE:
            upcoming = marker
    return following[::-1]


def _is_heading(marker: HeadingMarker, following: HeadingMarker | None) -> bool:  # noqa: PLR0911 - a rule a level
    if marker.level >= Level.NONE or following is None:
        return False
    text = " ".join(marker.rest.split())
    if marker.level <= Level.ROMAN:
        return len(text) <= _LONGEST_TITLE or text.isupper()
    if following.level <= marker.level or len(text) > _LONGEST_TITLE:
        return False
    has_items = following.level < Level.NONE
    if marker.level >= Level.DASH:
        return text.endswith(":") and has_items and len(text) <= _LONGEST_DASH_HEADING
    if text.endswith((".", ";", ",")):
        # "1. Mục đích." may head plain text; a longer sentence heads only what is marked below it.
        longest = _MOST_WORDS_BEFORE_ITEMS if has_items else _MOST_WORDS_BEFORE_TEXT
        return len(text.split()) <= longest and text.endswith(".") and text.count(".") == 1
    if marker.level >= Level.SMALL_LETTER:
        return has_items or text.endswith(":") or len(text) <= _LONGEST_SENTENCE_HEADING
    return True
