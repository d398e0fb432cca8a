"""What a foreign reader's text needs once its words are right: small letters and commas as they were printed.

Such a reader takes a "v" or "c" for a capital, the "l" of "lực" for an "I" and a comma for a full stop. What stands
around tells: no word in capitals is alone among small letters, no sentence begins with a small letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from normalizers.repair.reading import Piece
from normalizers.repair.tokens import Kind
from normalizers.repair.types import RepairedToken

_ALIKE = frozenset("COSUVWXZKPIJŨÕƠƯ")
"""Capitals that differ from their small letters by size alone, or that are read for an "l"."""
_READ_FOR_L = ("I", "J", "]")
_AROUND = 3
"""Words on either side that tell whether a line is in capitals."""
_SMALL = frozenset(
    """
    của và có các với vụ chức cho không phải sự viên vực vào vì cụ sử xuất chất khi kiện phép chuyển sát ở ứng xử xác
    xét chuẩn vận cứu kể cứ chưa vấn chịu còn khả cùng cố suất phối ước cả
    """.split()  # noqa: SIM905 (as a list it would be no clearer)
)
"""Common words in C, K, O, P, S, U, V and X that have a capital behind a small word less than seven times in 10,000."""
_SPECKS = re.compile(r"^[·!]+|·+$")
_SENTENCE_ENDS = (".", "!", "?", ":", "…", '"', "”")


@dataclass(frozen=True, slots=True)
class _Word:
    """A token with one word in it: its letters as written and as read."""

    letters: str
    read: str

    @property
    def in_capitals(self) -> bool:
        return len(self.letters) > 1 and self.letters.isupper()

    @property
    def may_be_small(self) -> bool:
        """True where it is written in capitals that its reader may have made of small letters."""
        return not self.read.isupper() or not self.read.isalpha() or set(self.read) <= _ALIKE


def tidied(pieces: Sequence[Sequence[Piece]], tokens: Sequence[RepairedToken]) -> list[RepairedToken]:
    """The tokens of one text, those that were repaired at least, as they were printed."""
    words = [_word(own, token) for own, token in zip(pieces, tokens, strict=True)]
    result = [_in_usual_case(words, tokens, place) for place in range(len(tokens))]
    return _without_specks(_with_commas(result))


def _word(pieces: Sequence[Piece], token: RepairedToken) -> _Word | None:
    read = [piece.segment.text for piece in pieces if piece.segment.kind is Kind.WORD]
    letters = "".join(char for char in token.text if char.isalpha())
    return _Word(letters, read[0]) if len(read) == 1 and letters else None


def _in_usual_case(words: Sequence[_Word | None], tokens: Sequence[RepairedToken], place: int) -> RepairedToken:
    word, token = words[place], tokens[place]
    if word is not None and not word.in_capitals and not word.read.islower() and _is_among_capitals(words, place):
        return replace(token, text=token.text.upper())
    if word is None or word.letters.islower() or any(map(str.isdigit, token.text)):
        return token
    opens = place == 0 or tokens[place - 1].text.endswith(_SENTENCE_ENDS) or words[place - 1] is None
    if word.in_capitals:
        if word.letters == "".join(filter(str.isalpha, token.source)) or not _stands_out(words, place):
            return token
        text = token.text.lower()
        return replace(token, text=_capitalised(text) if opens else text)
    before = words[place - 1] if place else None
    if opens or before is None or not before.letters[:1].islower() or not word.letters[1:].islower():
        return token
    small = word.letters.lower()
    is_l = small.startswith("l") and word.read.startswith(_READ_FOR_L)
    return replace(token, text=token.text.lower()) if is_l or small in _SMALL else token


def _stands_out(words: Sequence[_Word | None], place: int) -> bool:
    """True for a word in capitals among small letters: alone, or one that its reader may have misread so."""
    word = words[place]
    before, after = _around(words, place)
    around = [*before, *after]
    capitals = sum(other.in_capitals for other in around)
    if word is None or not around or capitals * 2 > len(around):
        return False
    if capitals * 2 == len(around) and any(other.in_capitals for other in (*before[-1:], *after[:1])):
        return False
    return word.may_be_small or not any(other.in_capitals for other in (*before[-1:], *after[:1]))


def _is_among_capitals(words: Sequence[_Word | None], place: int) -> bool:
    before, after = _around(words, place)
    told = [other.in_capitals for other in (*before, *after) if len(other.letters) > 1 and other.read.isalpha()]
    if len(told) < 2 or not all(told):
        return False
    word = words[place]
    beside = (*words[max(0, place - 1) : place], *words[place + 1 : place + 2])
    # "Mục 2. QUY HOẠCH", but "SỬ DỤNG" of which "Sử" was read.
    return word is None or not word.read.isalpha() or not word.read.istitle() or None not in (beside[0], beside[-1])


def _around(words: Sequence[_Word | None], place: int) -> tuple[list[_Word], list[_Word]]:
    before = [other for other in words[max(0, place - _AROUND) : place] if other is not None]
    after = [other for other in words[place + 1 : place + 1 + _AROUND] if other is not None]
    return before, after


def _capitalised(text: str) -> str:
    place = next(place for place, char in enumerate(text) if char.isalpha())
    return text[:place] + text[place].upper() + text[place + 1 :]


def _with_commas(tokens: Sequence[RepairedToken]) -> list[RepairedToken]:
    """The tokens with commas for full stops that a small letter follows."""
    result = list(tokens)
    for place, (token, after) in enumerate(pairwise(tokens)):
        text = token.text
        ends = text.endswith(".") and text[:-1].isalpha() and text[:-1].islower() and len(text) > 2
        if ends and after.text[:1].islower() and after.source[:1].islower():
            result[place] = replace(token, text=text[:-1] + ",", reason=token.reason or "comma")
    return result


def _without_specks(tokens: Sequence[RepairedToken]) -> list[RepairedToken]:
    """The tokens without the signs that readers see before and behind words."""
    return [
        token if text == token.text else replace(token, text=text, reason=token.reason or "speck")
        for token in tokens
        for text in [_SPECKS.sub("", token.text) if any(map(str.isalpha, token.text)) else token.text]
    ]
