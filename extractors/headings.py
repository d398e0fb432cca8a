"""Heading structure of the narrative part: each paragraph with the headings above it.

A heading begins with a marker ("I.", "1.", "1.1.", "a)", "-") and has something below it. Whether a marked paragraph
is a heading or an item of a list is told by its length, how it ends and what follows: "2. Mục tiêu cụ thể" is one,
"2. Các phòng bám sát kế hoạch để hoàn thành nhiệm vụ." is a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from extractors.layout import Paragraph
from normalizers.folding import fold_marks


class Level(IntEnum):
    """Levels of markers, from the outermost; DOTTED grows with the number of dots ("1.1." 7, "1.1.1." 8)."""

    PART = 1
    CHAPTER = 2
    SECTION = 3
    LETTER = 4
    ROMAN = 5
    ARTICLE = 6
    ARABIC = 7
    DOTTED = 8
    SMALL_LETTER = 12
    DASH = 13
    PLUS = 14
    NONE = 20


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


_PART = re.compile(r"(phan|chuong|muc)\s+(?:thu\s+)?(?:[ivxl\d]{1,5}|nhat|hai|ba|tu|nam|sau)\b\s*[.:)-]?\s*(?=\S|$)")
_ARTICLE = re.compile(r"dieu\s+\d{1,3}\s*[.:]\s*(?=\S)")
# Scans print "I" as "l", "1" or "|"; one sure letter makes the rest Roman.
_ROMAN = re.compile(r"(?=[IVXl1|]*[IVX])(?P<ordinal>[IVXl1|]{1,6})\s?[.)/:-]\s*(?=[^\W\d_])")
_LETTER = re.compile(r"(?P<ordinal>[A-HKLMĐ])\s?[./)]\s+(?=\S)")
_DOTTED = re.compile(r"(?P<ordinal>\d{1,2}(?:\.\d{1,2}){1,4})\s?[.):]?\s+(?=[^\W\d_]|[“\"(])")
_ARABIC = re.compile(
    r"(?P<ordinal>\d{1,2})\s?[.)/](?:\s+(?=\S)|(?=[^\W\d_]))|(?P<ordinal_dash>\d{1,2})\s?-\s+(?=[^\W\d_])"
)
_SMALL_LETTER = re.compile(r"(?P<ordinal>[a-zđ]{1,2}(?:\.\d)?)\s?\)\s*(?=\S)|(?P<ordinal_dot>[a-hđ])\s?\.\s+(?=\S)")
_BRACKETED = re.compile(r"\((?P<ordinal>\d{1,2}|[a-z]|[ivx]{1,4})\)\s*(?=\S)")
_DASH = re.compile(r"[-–—−•*~●▪■◦‐]\s*(?=[^\W_]|[“\"(])")
_PLUS = re.compile(r"[+]\s*(?=\S)")
_ROMAN_SLIPS = str.maketrans({"l": "I", "1": "I", "|": "I"})

# Longest headings, in characters: titles of chapters run on, lettered ones are short.
_LONGEST_TITLE = 260
_LONGEST_SENTENCE_HEADING = 70
_LONGEST_DASH_HEADING = 130
# Most words of a heading that ends with a full stop, above items and above plain text.
_MOST_WORDS_BEFORE_ITEMS, _MOST_WORDS_BEFORE_TEXT = 14, 5
_ENDS_BODY = re.compile(r"^\W*noi nhan\b")
_APPENDIX = re.compile(r"^\W*(?:phu luc|bieu mau|mau so|danh muc kem theo)\b")
_LONGEST_APPENDIX_TITLE = 120


def outline(paragraphs: Sequence[Paragraph]) -> tuple[OutlinedParagraph, ...]:
    """Every paragraph in order with its section path; "Nơi nhận" and "Phụ lục" begin anew."""
    markers = [_read_marker(paragraph.passage.text) for paragraph in paragraphs]
    stack: list[tuple[int, str]] = []
    outlined: list[OutlinedParagraph] = []
    for index, (paragraph, marker) in enumerate(zip(paragraphs, markers, strict=True)):
        text = paragraph.passage.text
        folded = fold_marks(text)
        if _ENDS_BODY.match(folded) or (_APPENDIX.match(folded) and len(text) <= _LONGEST_APPENDIX_TITLE):
            stack.clear()
        next_marker = markers[index + 1] if index + 1 < len(markers) else None
        if marker.level < Level.NONE:
            stack = [entry for entry in stack if entry[0] < marker.level]
        is_heading = _is_heading(marker, next_marker)
        outlined.append(
            OutlinedParagraph(
                paragraph=paragraph,
                section_path=tuple(title for _, title in stack),
                marker=marker.printed,
                ordinal=marker.ordinal,
                text=marker.rest,
                level=marker.level,
                is_heading=is_heading,
            )
        )
        if is_heading:
            stack.append((marker.level, heading_title(text)))
    return tuple(outlined)


def heading_title(text: str) -> str:
    """A heading as it stands in section paths: one line, without the colon or white space at its end."""
    return " ".join(text.split()).rstrip(" :").rstrip()


@dataclass(frozen=True, slots=True)
class _Marker:
    level: int
    printed: str
    ordinal: str
    rest: str


def _read_marker(text: str) -> _Marker:
    """The marker at the beginning of `text`."""
    stripped = text.lstrip()
    folded = fold_marks(stripped)
    part = _PART.match(folded)
    if part:
        level = {"phan": Level.PART, "chuong": Level.CHAPTER, "muc": Level.SECTION}[part[1]]
        # "Phần mềm", "Mục tiêu" are words; a numbered part stands alone or before a sign or capital.
        return _Marker(level, stripped[: part.end()].strip(), "", stripped[part.end() :])
    article = _ARTICLE.match(folded)
    if article:
        return _Marker(Level.ARTICLE, stripped[: article.end()].strip(), "", stripped[article.end() :])
    for level, pattern in (
        (Level.ROMAN, _ROMAN),
        (Level.LETTER, _LETTER),
        (Level.DOTTED, _DOTTED),
        (Level.ARABIC, _ARABIC),
        (Level.SMALL_LETTER, _SMALL_LETTER),
        (Level.SMALL_LETTER, _BRACKETED),
        (Level.DASH, _DASH),
        (Level.PLUS, _PLUS),
    ):
        match = pattern.match(stripped)
        if match is None:
            continue
        groups = match.groupdict()
        ordinal = next((value for value in groups.values() if value), "")
        if level is Level.ROMAN:
            ordinal = ordinal.translate(_ROMAN_SLIPS)
        depth = level + ordinal.count(".") - 1 if level is Level.DOTTED else level
        return _Marker(depth, stripped[: match.end()].strip(), ordinal, stripped[match.end() :])
    return _Marker(Level.NONE, "", "", stripped)


def _is_heading(marker: _Marker, following: _Marker | None) -> bool:  # noqa: PLR0911 - a rule a level
    if marker.level >= Level.NONE or following is None:
        return False
    text = " ".join(marker.rest.split())
    if marker.level <= Level.ROMAN:
        return len(text) <= _LONGEST_TITLE or text.isupper()
    has_below = following.level > marker.level
    if not has_below or len(text) > _LONGEST_TITLE:
        return False
    ends_open = text.endswith(":")
    ends_sentence = text.endswith((".", ";", ",", "./."))
    if marker.level >= Level.DASH:
        return ends_open and following.level < Level.NONE and len(text) <= _LONGEST_DASH_HEADING
    if ends_sentence:
        # "1. Mục đích." may head plain text; a longer sentence heads only what is marked below it.
        words = len(text.split())
        longest = _MOST_WORDS_BEFORE_ITEMS if following.level < Level.NONE else _MOST_WORDS_BEFORE_TEXT
        return words <= longest and text.endswith(".") and text.count(".") == 1
    if marker.level >= Level.SMALL_LETTER:
        return following.level < Level.NONE or ends_open or len(text) <= _LONGEST_SENTENCE_HEADING
    return True
