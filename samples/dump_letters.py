"""What readers make of the letters of a dumped page: all marks gone, or misread in the ways of four readers.

None of the four knows Vietnamese as printed here: each takes letters with marks for what it knows. Words that no mark
is on come through but for a few; signs and digits nearly always do.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Mapping
from enum import StrEnum


class Loss(StrEnum):
    """What became of the letters."""

    NONE = "none"
    STRIPPED = "stripped"
    """All marks are gone."""
    FOREIGN = "foreign"
    """Read by a reader that does not know Vietnamese: marks gone or a letter like it, as many letters as before."""
    ENGLISH = "english"
    """By a reader of English and its accents: "nhi¢m vu", "t6 chirc"."""
    DROPPED = "dropped"
    """By one that drops letters with two marks: "nhim vii", "t chüc"."""
    DIGITS = "digits"
    """By one that takes them for digits and capitals: "nhiQm vu", "t6 chric"."""
    STROKES = "strokes"
    """By one that takes marks and strokes for signs: "nhi~m V\\1", "t6 ch(rc"."""


READ_RIGHT = 0.4
"""Share of the letters with marks of which a foreign reader gets the letter below the marks."""
READ_PLAIN = 0.35
"""The same of the four readers, of letters that they have something else for."""
_READ_AS = {"a": "a4é", "e": "eé€", "o": "o6é0", "i": "ij", "u": "uwu", "y": "y¥", "d": "da"}

_Readings = Mapping[str, tuple[str, ...]]


def _readings(text: str) -> _Readings:
    """Readings of letters: "ế é ê e" a line, "_" for nothing."""
    rows = (line.split() for line in text.strip().splitlines())
    return {row[0]: tuple(item.replace("_", "") for item in row[1:]) for row in rows}


_ENGLISH = _readings("""
đ d d d
Đ D P Pb
ư u u w ur
ứ u t ir ur
ừ u ir t
ử u r ir
ữ u it i
ự u u y
ơ o o
ớ 6 o é
ờ o d 0
ở o 0 S
ỡ 6 o
ợ g o q
â a a 4
ấ 4 a a d
ầ a d 4
ẩ 4 a é
ẫ a 4 4
ậ 4 a a
ă a a i
ắ 4 a i
ằ a 4 a
ặ a a 4
á 4 a a
à a a
ả a 4 a
ã a 4
ạ a a a
ê é e é
ế é é ê e
ề é é e
ể é é €
ễ é é
ệ é ¢ € e
ẹ e e
ẽ é €
ô 6 6 o
ố 6 é b
ồ 6 d o
ổ 6 o 3
ỗ 6 d
ộ 6 0 o
ó 6 o é
ỏ o 6
õ 6 o
ọ o 9 o
ị i j i
ỉ i i
ĩ i T
í i i
ụ u y u
ủ u t 1
ũ u ii
ý y y
ỷ y y
ỳ y y
""")
_DROPPED = _readings("""
đ d d
Đ D D
ư u i.r ix tr
ứ ü u tr
ừ ii r
ử r ü
ữ ü t
ự ir r
ơ o o a
ớ i o a
ờ i th o
ở & o
ợ q çi
â a â
ấ t ât â
ầ _ a
ẩ _ a
ậ _ a
ă ä a
ắ c a
ằ ng a
ặ c .t
á á á
à à a
ả ã á à
ã dã ã
ạ a a?
ê e ê
ế _ ê i
ề _ e ye
ể _ ê e
ễ _ ê
ệ _ i
ô O o ô
ố _ ô
ồ _ O
ổ _ ô
ộ O _ d
ó O ó
ọ 9 p
ị j j
ỉ i i
í I i
ụ ii i u
ủ ü ü
ũ ü
ý ' ½
ỳ k'
""")
_DIGITS = _readings("""
đ d d <l
Đ D E 8
ư u u r
ứ t ri u
ừ ir u
ử ri r
ữ fi u
ự ru s u
ơ o cr o
ớ 6 o
ờ d i
ở s o
ợ q qp
â 6 d d
ấ 6 5 A
ầ a A d
ẩ A d
ẫ 6 d
ậ Q 0 a
ă d 6 [
ắ 6 d
ằ 6 d
ặ 4 d
á 6 5 d
à d d
ả i 6 A
ã d 6
ạ 4 a t
ê 6 € C
ế 6 t i
ề C A 0
ể 6 C €
ễ 6 0
ệ Q e 0
ô 6 0
ố 6 5
ồ d 0
ổ 6 d
ộ Q O 0
ó 6 o
ọ g o
ị i f
ỉ i i
í i f
ụ u q 4
ủ u ri
ũ ii u
ý y !
""")
_STROKES = _readings("""
đ d ct cl
Đ D D
ư u u' tr
ứ (r u' ii
ừ i'r tu
ử ir cu
ữ li u
ự \\r ~r u
ơ o o· a
ớ 6 o·
ờ a o
ở 6 o·
ợ Q o
â a A
ấ ~ 5 A
ầ ~ § d
ẩ A :i
ậ ~ a
ă a ~
ắ ~ 5
ằ ~ a
ặ ~ a
á a c
à a <1
ả a ii
ã a a
ạ i;t 0 <;l
ê e e
ế ~ @ €
ề ~ d e
ể € @ ~
ễ ~ e
ệ ~ ¢ e
ô 6 6
ố 6 A
ồ d 6
ổ 6 6
ộ ¢ 9 (>
ó 6 o
ọ 9 o
ị j i
í i f
ụ \\I 1,1 V
ủ u l'.1
ũ ii u
ý y )'
""")
_READERS = {Loss.ENGLISH: _ENGLISH, Loss.DROPPED: _DROPPED, Loss.DIGITS: _DIGITS, Loss.STROKES: _STROKES}
_PLAIN_READINGS = {
    Loss.ENGLISH: {"l": ("1", "I"), "g": ("q", "g"), "v": ("y", "v")},
    Loss.DROPPED: {"l": ("1", "I"), "c": ("e", "c"), "r": ("n", "r")},
    Loss.DIGITS: {"l": ("1", "I"), "h": ("lr", "h"), "g": ("q", "g"), "t": ("f", "r")},
    Loss.STROKES: {"m": ("rn", "111"), "n": ("11", "ri"), "h": ("11", "b"), "l": ("1", "!")},
}
PLAIN_MISREAD = 0.015
"""Share of the letters without marks that come out as another."""


def garbled(text: str, loss: Loss, chance: random.Random) -> str:
    """The text as the reader has it; line feeds stay where they are."""
    if loss is Loss.NONE:
        return text
    if loss is Loss.STRIPPED:
        return _unmarked(text)
    if loss is Loss.FOREIGN:
        return "".join(_read_as(letter, chance) for letter in text)
    return "".join(_misread(letter, loss, chance) for letter in text)


def _unmarked(text: str) -> str:
    """The text without marks, capitals as they are."""
    bare = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return bare.replace("đ", "d").replace("Đ", "D")


def _read_as(letter: str, chance: random.Random) -> str:
    base = _unmarked(letter)
    if base == letter or unicodedata.combining(letter) or chance.random() < READ_RIGHT:
        return base
    read = chance.choice(_READ_AS.get(base.lower(), base))
    return read.upper() if letter.isupper() and read.isalpha() else read


def _misread(letter: str, loss: Loss, chance: random.Random) -> str:
    base = _unmarked(letter)
    if base == letter:
        others = _PLAIN_READINGS[loss].get(letter)
        return chance.choice(others) if others and chance.random() < PLAIN_MISREAD else letter
    reader = _READERS[loss]
    found = reader.get(letter) or reader.get(letter.lower())
    if found is None or chance.random() < READ_PLAIN:
        return base
    read = chance.choice(found)
    return read.upper() if letter.isupper() and read.isalpha() and len(read) == 1 else read
