"""The markers that number rows: A, I, 1, 1.1, a, -; what a cell may say, and which marker follows which.

A scan changes the strokes of these few letters more than those of words, since nothing around them helps the reader. So
a cell gives several readings, likeliest first; extractors.table_meaning.numbering decides by the sequence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from normalizers.folding import fold_marks


class MarkerKind(IntEnum):
    """Kinds of markers from the outermost to the innermost as plans nest them."""

    LETTER = 0
    ROMAN = 1
    NUMBER = 2
    LOWER = 3
    BULLET = 4
    PLAIN = 5


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker: its kind, its place in its sequence (one number a level: "1.2" is (1, 2)), and its text as printed."""

    kind: MarkerKind
    numbers: tuple[int, ...]
    text: str

    @property
    def place(self) -> tuple[MarkerKind, tuple[int, ...]]:
        """Kind and numbers: what two readings of one marker share whatever their text."""
        return self.kind, self.numbers

    @property
    def is_first(self) -> bool:
        """True for A, I, 1, 2.1, a: what opens a sequence."""
        return bool(self.numbers) and self.numbers[-1] == 1


NO_MARKER = Marker(MarkerKind.PLAIN, (), "")
BULLETS = ("-", "+", "*", "•", "–", "−")

_LARGEST_ROMAN = 39
_REMEMBERED = 4096
"""Markers whose successors are remembered: those of a long table come up thousands of times."""
_ROMAN_NUMERALS = tuple(
    "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]
    for number in range(1, _LARGEST_ROMAN + 1)
)
_ROMAN_NUMBERS = {numeral: number for number, numeral in enumerate(_ROMAN_NUMERALS, start=1)}
_ALPHABET = "abcdđefghijklmnopqrstuvwxyz"
# Letters that a sequence may leave out: plans count a b c d e g h as often as a b c d đ e f g.
_SKIPPED_LETTERS = frozenset("đfjwz")
# What a scan makes of the strokes of roman numerals and digits.
_ROMAN_STROKES = str.maketrans(
    {"|": "I", "l": "I", "1": "I", "!": "I", "i": "I", "v": "V", "x": "X", "Y": "V", "y": "V"}
)
_ROMAN_MERGED = (("H", "II"), ("TV", "IV"), ("N", "IV"), ("M", "III"), ("K", "IX"), ("U", "II"), ("W", "VI"))
_DIGIT_STROKES = str.maketrans(
    {"|": "1", "l": "1", "I": "1", "!": "1", "i": "1", "O": "0", "o": "0", "S": "5", "Z": "2", "g": "9", "s": "5"}
)
_CELL_MARKER = re.compile(r"[(\[]?\s*(?P<text>[^\s()\[\]]+?(?:\s?[.,]\s?\d+)*)\s*[.,:;)\]/]*")
_LEADING_MARKER = re.compile(
    r"(?P<text>(?:[IVX|l]{1,5}|[A-ZĐ]|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]))(?P<end>\s?[.)/]|\s?[-–:](?=\s))\s*(?=\S)"
)
_DEEP_LEADING_MARKER = re.compile(r"(?P<text>\d{1,2}(?:\.\d{1,2}){1,3})(?P<end>)\s+(?=\S)")


def cell_body(text: str) -> str:
    """The text of an ordinal cell without brackets, spaces and the signs after it; "" where it can't be a marker."""
    match = _CELL_MARKER.fullmatch(text.strip())
    return match.group("text").replace(" ", "").strip(".,") if match else ""


def read_markers(text: str) -> tuple[Marker, ...]:
    """What an ordinal cell may say: as read first, then what a scan may have made it of; empty where no marker."""
    stripped = text.strip()
    if stripped in BULLETS:
        return (Marker(MarkerKind.BULLET, (), stripped),)
    body = cell_body(stripped)
    if not body:
        return ()
    strokes = body.translate(_ROMAN_STROKES)
    readings = (
        _number(body),
        _roman(body),
        _letter(body),
        _roman(fold_marks(body).upper()),
        _number(body.translate(_DIGIT_STROKES)),
        _roman(strokes),
        *(_roman(strokes.replace(merged, parts)) for merged, parts in _ROMAN_MERGED if merged in body),
        *(_roman(count * "I") for count in (1, 2, 3) if strokes in ("II", "III") and strokes != body),
        _letter(body.lower()),
    )
    found: dict[tuple[MarkerKind, tuple[int, ...]], Marker] = {}
    for reading in readings:
        if reading is not None:
            found.setdefault(reading.place, reading)
    return tuple(found.values())


def leading_marker(text: str) -> tuple[Marker, str]:
    """A marker at the start of a title ("1.2. Công khai" -> (1, 2), "Công khai") and the rest; NO_MARKER where none."""
    match = _DEEP_LEADING_MARKER.match(text) or _LEADING_MARKER.match(text)
    markers = read_markers(match.group("text")) if match else ()
    return (markers[0], text[match.end() :]) if match and markers else (NO_MARKER, text)


@lru_cache(_REMEMBERED)
def next_markers(marker: Marker) -> tuple[Marker, ...]:
    """What may stand after `marker` at its level: 3 after 2, B after A; both đ and e after d; none after no marker.

    The text is that of the sequence, with the zero that `marker` is written with ("02" after "01").
    """
    if marker.kind is MarkerKind.BULLET:
        return (marker,)
    if not marker.numbers:
        return ()
    steps = [marker.numbers[-1] + 1]
    if marker.kind in (MarkerKind.LETTER, MarkerKind.LOWER):
        while steps[-1] <= len(_ALPHABET) and _ALPHABET[steps[-1] - 1] in _SKIPPED_LETTERS:
            steps.append(steps[-1] + 1)
    found = [_written(marker.kind, (*marker.numbers[:-1], step), padded=marker.text.startswith("0")) for step in steps]
    return tuple(candidate for candidate in found if candidate is not None)


@lru_cache(_REMEMBERED)
def first_markers(parent: Marker) -> tuple[Marker, ...]:
    """What may open the level below `parent`: 1, a, I, A, a bullet; under "2" also "2.1"."""
    kinds = (MarkerKind.NUMBER, MarkerKind.LOWER, MarkerKind.ROMAN, MarkerKind.LETTER)
    found = [_written(kind, (1,)) for kind in kinds if kind is not parent.kind]
    if parent.kind is MarkerKind.NUMBER and parent.numbers:
        found.append(_written(MarkerKind.NUMBER, (*parent.numbers, 1)))
    return tuple(candidate for candidate in found if candidate is not None)


def _written(kind: MarkerKind, numbers: tuple[int, ...], *, padded: bool = False) -> Marker | None:
    """The marker at a place of a sequence as it is usually written; None where the sequence ends before."""
    last = numbers[-1]
    if kind is MarkerKind.NUMBER:
        text = ".".join(map(str, numbers))
        return Marker(kind, numbers, text.zfill(2) if padded and len(numbers) == 1 else text)
    if kind is MarkerKind.ROMAN:
        head = _ROMAN_NUMERALS[numbers[0] - 1] if numbers[0] <= _LARGEST_ROMAN else ""
        return Marker(kind, numbers, ".".join([head, *map(str, numbers[1:])])) if head else None
    if last > len(_ALPHABET):
        return None
    letter = _ALPHABET[last - 1]
    return Marker(kind, numbers, letter.upper() if kind is MarkerKind.LETTER else letter)


def _number(body: str) -> Marker | None:
    if re.fullmatch(r"\d{1,3}(?:[.,:]\d{1,2}){0,3}", body) is None:
        return None
    numbers = tuple(int(part) for part in re.split(r"[.,:]", body))
    return Marker(MarkerKind.NUMBER, numbers, re.sub(r"[,:]", ".", body))


def _roman(body: str) -> Marker | None:
    head, _, tail = body.partition(".")
    number = _ROMAN_NUMBERS.get(head)
    if number is None or (tail and not tail.replace(".", "").isdigit()):
        return None
    rest = tuple(int(part) for part in tail.split(".") if part) if tail else ()
    return Marker(MarkerKind.ROMAN, (number, *rest), body)


def _letter(body: str) -> Marker | None:
    if len(body) != 1 or body.lower() not in _ALPHABET:
        return None
    kind = MarkerKind.LETTER if body.isupper() else MarkerKind.LOWER
    return Marker(kind, (_ALPHABET.index(body.lower()) + 1,), body)
