"""The marker that a paragraph begins with ("I.", "1.1.", "a)", "-"), decided over all paragraphs of a document.

A scan changes the few strokes of a marker more than the letters of words: "II." loses a stroke, "III." is read as
"HI.", "2." as "2:", the point goes missing. So each paragraph gives several readings with a cost, and a beam search
takes those that count on best: I, II, III at one level, 1, 2, 3 anew below each. What is read well and merely out of
sequence stays as read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import regex

from normalizers.folding import fold_marks


class Level(IntEnum):
    """Levels of markers, from the outermost; DOTTED grows with the number of dots ("1.1." 8, "1.1.1." 9)."""

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
class HeadingMarker:
    """A marker: its level, as printed (mended where the sequence tells), without its sign, and the text behind it."""

    level: int
    printed: str
    ordinal: str
    rest: str


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a paragraph's marker may be. `number` is its place in its sequence, None where it doesn't count."""

    marker: HeadingMarker
    number: int | None
    cost: float


_PART = re.compile(r"(phan|chuong|muc)\s+(?:thu\s+)?(?:[ivxl\d]{1,5}|nhat|hai|ba|tu|nam|sau)\b\s*[.:)-]?\s*(?=\S|$)")
_ARTICLE = re.compile(r"dieu\s+\d{1,3}\s*[.:]\s*(?=\S)")
_ROMAN = re.compile(r"(?P<ordinal>[IVXl1|]*[IVX][IVXl1|]*)\s?[.)/:-]\s*(?=[^\W\d_])")
_LETTER = re.compile(r"(?P<ordinal>[A-HKLMĐ])\s?[./)]\s+(?=\S)")
_DOTTED = re.compile(r"(?P<ordinal>\d{1,2}(?:\.\d{1,2}){1,4})\s?[.):]?\s+(?=[^\W\d_]|[“\"(])")
_ARABIC = re.compile(r"(?P<ordinal>\d{1,2})\s?(?:[.)/](?:\s+(?=\S)|(?=[^\W\d_]))|-\s+(?=[^\W\d_]))")
_SMALL_LETTER = re.compile(
    r"(?P<ordinal>[a-zđ]{1,2}(?:\.\d)?)\s?\)\s*(?=\S)"
    r"|(?P<ordinal_dot>[a-hđ])(?:\s?\.\s+(?=\S)|\s\.(?=[^\W\d_]))"
)
_BRACKETED = re.compile(r"\((?P<ordinal>\d{1,2}|[a-z]|[ivx]{1,4})\)\s*(?=\S)")
_DASH = re.compile(r"[-–—−•*~●▪■◦‐]\s*(?=[^\W_]|[“\"(])")
_PLUS = re.compile(r"[+]\s*(?=\S)")
# Damaged: what may have been a Roman figure before a title, a number without its point, any letter with ")".
_DAMAGED_ROMAN = regex.compile(
    r"(?P<body>[IVXLHNMKUWGTYÌÍỈĨỊlvi1|!]{1,5})(?:\s?[.,:;)\\]+\s*|\s+)(?P<title>\p{Lu}.*)", regex.DOTALL
)
_BARE_ARABIC = regex.compile(r"(?P<ordinal>\d{1,2})\s?[,;:]?\s+(?=\p{Lu}[^\W\d_])")
_DAMAGED_LETTER = re.compile(r"(?P<ordinal>[^\W\d_])\s?\)\s*(?=\S)")
_STRAY_START = re.compile(r"^[\s'’`‘_.,|\\:;~]+(?=[\w(])")

_ROMAN_NUMERALS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_STROKES = str.maketrans(
    {"l": "I", "1": "I", "|": "I", "!": "I", "i": "I", "v": "V", "Y": "V", "L": "I", "G": "", "T": "I"}
) | {ord(letter): "I" for letter in "ÌÍỈĨỊ"}
_MERGED_STROKES = (("H", "II"), ("N", "IV"), ("M", "III"), ("U", "II"), ("K", "IX"), ("W", "VI"))
# Capitals that are their small letters but for size.
_ALIKE_IN_BOTH_CASES = ("C", "K")
_SMALL_LETTERS = "abcdđeghiklmnopqrstuvxy"

# Costs are relative to one break of a sequence.
_BREAK = 1.5
_MENDED_STROKES, _LOST_STROKE, _OTHER_KIND = 0.3, 0.9, 1.0
_DAMAGED_SIGN, _NO_MARKER_AFTER_ALL, _NEVER_NO_MARKER = 0.5, 1.2, 4.0
_BEAM_WIDTH = 16
# Titles of chapters run on, but not for ever; longer paragraphs keep the marker as read.
_LONGEST_TITLE = 260


def decide_markers(texts: Sequence[str]) -> tuple[HeadingMarker, ...]:
    """The marker of each paragraph in order; level NONE where there is none."""
    beam: list[tuple[float, tuple[tuple[int, int], ...], tuple[HeadingMarker, ...]]] = [(0.0, (), ())]
    for text in texts:
        readings = _readings(text)
        if len(readings) == 1 and readings[0].number is None:
            marker = readings[0].marker
            beam = [(cost, _closed(stack, marker.level), (*chosen, marker)) for cost, stack, chosen in beam]
            continue
        grown = [
            (cost + reading.cost + _break_cost(stack, reading), _opened(stack, reading), (*chosen, reading.marker))
            for cost, stack, chosen in beam
            for reading in readings
        ]
        best: dict[
            tuple[tuple[int, int], ...], tuple[float, tuple[tuple[int, int], ...], tuple[HeadingMarker, ...]]
        ] = {}
        for candidate in sorted(grown, key=lambda each: each[0]):
            best.setdefault(candidate[1], candidate)
        beam = list(best.values())[:_BEAM_WIDTH]
    return min(beam, key=lambda each: each[0])[2]


def _closed(stack: tuple[tuple[int, int], ...], level: int) -> tuple[tuple[int, int], ...]:
    """`stack` without the sequences that a marker of `level` ends: those below it."""
    return stack if level >= Level.NONE else tuple(entry for entry in stack if entry[0] <= level)


def _opened(stack: tuple[tuple[int, int], ...], reading: _Reading) -> tuple[tuple[int, int], ...]:
    level = reading.marker.level
    if reading.number is None:
        return _closed(stack, level)
    return (*(entry for entry in stack if entry[0] < level), (level, reading.number))


def _break_cost(stack: tuple[tuple[int, int], ...], reading: _Reading) -> float:
    """What a reading costs for not counting on from the last of its level, or for not beginning with the first."""
    if reading.number is None:
        return 0.0
    last = next((number for level, number in stack if level == reading.marker.level), 0)
    steps = (1, 2) if reading.marker.level == Level.SMALL_LETTER and last else (1,)
    return 0.0 if reading.number - last in steps else _BREAK


def _readings(text: str) -> list[_Reading]:
    """What the marker at the beginning of `text` may be, as read first."""
    stripped = _STRAY_START.sub("", text.strip())
    none = HeadingMarker(Level.NONE, "", "", text.strip())
    read = _as_read(stripped)
    if read is not None and read.number is None:
        return [read]
    if len(stripped) > _LONGEST_TITLE:
        return [read, *_small_letters(read)] if read is not None else [_Reading(none, None, 0.0)]
    readings = [read] if read is not None else []
    readings.extend(_mended_romans(stripped, read))
    readings.extend(_small_letters(read))
    if read is None:
        readings.extend(_mended_others(stripped))
    if not readings:
        return [_Reading(none, None, 0.0)]
    readings.append(_Reading(none, None, _NEVER_NO_MARKER if read is not None else _NO_MARKER_AFTER_ALL))
    return readings


def _small_letters(read: _Reading | None) -> list[_Reading]:
    """The small letter that a capital may be which differs from it by size alone."""
    if read is None or read.marker.level != Level.LETTER or read.marker.ordinal not in _ALIKE_IN_BOTH_CASES:
        return []
    name = read.marker.ordinal.lower()
    small = HeadingMarker(Level.SMALL_LETTER, read.marker.printed.lower(), name, read.marker.rest)
    return [_Reading(small, _number(Level.SMALL_LETTER, name), _MENDED_STROKES)]


def _as_read(text: str) -> _Reading | None:
    """The marker as printed; None where there is no whole one."""
    folded = fold_marks(text)
    part = _PART.match(folded)
    if part:
        level = {"phan": Level.PART, "chuong": Level.CHAPTER, "muc": Level.SECTION}[part[1]]
        return _Reading(HeadingMarker(level, text[: part.end()].strip(), "", text[part.end() :]), None, 0.0)
    article = _ARTICLE.match(folded)
    if article:
        marker = HeadingMarker(Level.ARTICLE, text[: article.end()].strip(), "", text[article.end() :])
        return _Reading(marker, None, 0.0)
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
        match = pattern.match(text)
        if match is not None:
            ordinal = next((group for group in match.groups() if group), "")
            if level is Level.ROMAN:
                ordinal = ordinal.translate(_STROKES)
            depth = level + ordinal.count(".") - 1 if level is Level.DOTTED else level
            printed = text[: match.end()].strip()
            return _Reading(HeadingMarker(depth, printed, ordinal, text[match.end() :]), _number(level, ordinal), 0.0)
    return None


def _number(level: Level, ordinal: str) -> int | None:
    """The place of a marker in its sequence."""
    if level is Level.ROMAN:
        return _ROMAN_NUMERALS.index(ordinal) if ordinal in _ROMAN_NUMERALS[1:] else None
    if level is Level.LETTER:
        return "ABCDĐEGHKLM".find(ordinal) + 1 or None
    if level in (Level.ARABIC, Level.DOTTED):
        return int(ordinal.rsplit(".", maxsplit=1)[-1])
    if level is Level.SMALL_LETTER and len(ordinal) == 1:
        return int(ordinal) if ordinal.isdigit() else _SMALL_LETTERS.find(ordinal) + 1 or None
    return None


def _mended_romans(text: str, read: _Reading | None) -> list[_Reading]:
    """Roman figures that `text` may begin with though it does not read so: a stroke lost, merged, or taken for "1"."""
    match = _DAMAGED_ROMAN.match(text)
    if match is None:
        return []
    title = match["title"]
    in_capitals = title.isupper() and len(title.split()) > 1
    whole = read is not None and read.marker.level == Level.ROMAN
    if not (whole or in_capitals or re.match(r"\S+\s?[.,:;)]", text)):
        return []
    body = match["body"].translate(_STROKES)
    forms = {body, *(body.replace(merged, strokes) for merged, strokes in _MERGED_STROKES if merged in body)}
    base = 0.0 if whole or in_capitals else _DAMAGED_SIGN
    if read is not None and not whole and not in_capitals:
        base = _OTHER_KIND
    costs: dict[int, float] = {}
    for form in forms:
        for number, numeral in enumerate(_ROMAN_NUMERALS[1:], start=1):
            exact = numeral == form
            near = form.count("I") != numeral.count("I") and form.replace("I", "") == numeral.replace("I", "")
            if exact or (near and abs(form.count("I") - numeral.count("I")) == 1):
                cost = base + (_MENDED_STROKES if exact else _LOST_STROKE)
                costs[number] = min(cost, costs.get(number, cost))
    known = read.number if whole and read is not None else None
    return [
        _Reading(
            HeadingMarker(Level.ROMAN, f"{_ROMAN_NUMERALS[number]}.", _ROMAN_NUMERALS[number], title), number, cost
        )
        for number, cost in sorted(costs.items())
        if number != known
    ]


def _mended_others(text: str) -> list[_Reading]:
    """Numbers without their point and letters that no sequence has, before ")"."""
    bare = _BARE_ARABIC.match(text)
    if bare:
        ordinal = bare["ordinal"]
        marker = HeadingMarker(Level.ARABIC, f"{ordinal}.", ordinal, text[bare.end() :])
        return [_Reading(marker, int(ordinal), _DAMAGED_SIGN)]
    letter = _DAMAGED_LETTER.match(text)
    if letter:
        return [
            _Reading(HeadingMarker(Level.SMALL_LETTER, f"{name})", name, text[letter.end() :]), place, _LOST_STROKE)
            for place, name in enumerate(_SMALL_LETTERS, start=1)
        ]
    return []
