"""The words around the numbers of a garbled text: "dat tir 70% tro len" -> "đạt từ 70% trở lên", "08 tháng làm việc".

A language model knows numbers only as numbers, and next to one it often takes another word than the page has. But few
words stand there: what a number is compared with, and its unit, come from closed lists. Where what was read is much
nearer to a word of a list than to what it was repaired to, the word of the list is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz

from normalizers.folding import fold_marks

_NUMBER = re.compile(r"^[(“\"≥≤<>]*\d{1,3}(?:[.,]\d+)?(?P<percent>%|[oO0]/[oO0])?[.,;:)]*$")
# "thiu95%": a word and a number without the space between.
_GLUED = re.compile(r"^(?P<word>[^\W\d_]{3,6})(?P<number>\d{1,3}(?:[.,]\d+)?%[.,;:)]*)$")
_BEFORE_PERCENT = ("đạt", "từ", "trên", "dưới", "giảm", "tăng", "còn", "mức", "hơn", "bằng", "đến", "tỷ lệ")
# Phrases of two words before a number; those of the second line take a unit of time or a count as well.
_PHRASES_BEFORE = (
    *("tối thiểu", "ít nhất", "tối đa", "đạt trên", "đạt từ", "vượt mức", "đạt mức", "giảm còn", "không dưới"),
    *("không quá", "trong vòng", "chậm nhất", "nhiều nhất"),
)
_PHRASES_AFTER = ("trở lên", "trở xuống")
_WORK_TIMES = ("ngày", "tiếng", "giờ")
# What "tỷ" and "lệ" are read as; behind "tu" and "t", which may be "từ", digits are digits.
_RATE_FIRST, _RATE_OR_FROM = frozenset({"ty", "tj", "tyr", "tv", "t'"}), frozenset({"tu", "ti", "t"})
_RATE_SECOND = re.compile(r"^(?:[1lI|][8&6¢€eéèêëoộöôóòc]?|1a)$")
_NOT_A_RATE_BEFORE = re.compile(r"^(?:thang|ngay|nam|quy|gio|den|lan|phan|nguoi|tuoi|dong|ty|trieu)\b|^[\d(/.%]")
_WRECK = re.compile(r"(?=.*[^a-z])\S{2,4}g")
_STOPS = ".,;:)"
# Letters in a hundred that must agree, and by how many a word must be nearer than the one it was repaired to.
_AGREEMENT, _NEARER = 74, 12
# So like to two words before a percentage, what was read is these, whatever it was repaired to.
_SURE, _NEVER = 85, 1000
# "từ", of which the hook of its letter is read as one more.
_FROM = re.compile("t[iou]?r")
_TONE_SIGNS = str.maketrans(dict(zip("6041!|5€¢&@$", "ooaiiioeeeds", strict=True)))


def mended_quantities(read: Sequence[str], repaired: Sequence[str]) -> list[str]:
    """`repaired` with "tỷ lệ" and the words around numbers taken from closed lists where `read` is near one.

    `read` are the words before repair, which pair with `repaired`. Digits stay as they are.
    """
    words = list(repaired)
    for place, word in enumerate(words):
        glued = _GLUED.match(word)
        number = _NUMBER.match(word)
        if glued is not None:
            _mend_glued(read, words, place, glued)
        elif number is not None:
            _mend_before(read, words, place, percent=bool(number["percent"]))
            _mend_behind(read, words, place)
    for place in range(len(words) - 1):
        _mend_rate(read, words, place)
    return words


def _mend_before(read: Sequence[str], words: list[str], place: int, *, percent: bool) -> None:
    if place >= 2 and _take(read, words, place - 2, _PHRASES_BEFORE, enough=_SURE if percent else _NEVER):
        return
    if place >= 1 and percent and not _stands(words, place - 2, _PHRASES_BEFORE):
        if _FROM.fullmatch(fold_marks(read[place - 1])):
            words[place - 1] = _cased("từ", words[place - 1])
        taken = _take(read, words, place - 1, _BEFORE_PERCENT, surely=True)
        if place >= 2 and (taken or fold_marks(words[place - 1]) in ("tu", "tren", "duoi")):
            _take(read, words, place - 2, ("đạt", "giảm", "tăng"), surely=True)


def _mend_behind(read: Sequence[str], words: list[str], place: int) -> None:
    if place + 2 < len(words):
        _take(read, words, place + 1, _PHRASES_AFTER, surely=True)
        if fold_marks(" ".join(words[place + 2 : place + 4])).startswith("lam viec"):
            _take(read, words, place + 1, _WORK_TIMES)
    # "46"g quá 08": of "không" only the end is left.
    if place >= 2 and words[place - 1] == "quá" and _is_wreck(read[place - 2]):
        likeness = fuzz.ratio(_plainly(read[place - 2]), _plainly(words[place - 2]))
        if likeness < _AGREEMENT or _is_wreck(words[place - 2]):
            words[place - 2] = "không"


def _is_wreck(word: str) -> bool:
    return _WRECK.fullmatch(fold_marks(word)) is not None


def _mend_glued(read: Sequence[str], words: list[str], place: int, glued: re.Match[str]) -> None:
    if place == 0:
        return
    before = f"{read[place - 1]} {glued['word']}"
    nearest = max(_PHRASES_BEFORE, key=lambda phrase: fuzz.ratio(_plainly(before), _plainly(phrase)))
    if fuzz.ratio(_plainly(before), _plainly(nearest)) >= _AGREEMENT:
        first, second = nearest.split()
        words[place - 1], words[place] = _cased(first, words[place - 1]), second + glued["number"]


def _mend_rate(read: Sequence[str], words: list[str], place: int) -> None:
    """Puts "tỷ lệ" where its second word was read as a number or as signs."""
    first, second = read[place], read[place + 1]
    behind = fold_marks(words[place + 2]) if place + 2 < len(words) else ""
    heads = _RATE_FIRST if second.isdecimal() else _RATE_FIRST | _RATE_OR_FROM
    if fold_marks(first) not in heads or _RATE_SECOND.match(second) is None:
        return
    if not behind or _NOT_A_RATE_BEFORE.match(behind) or not behind[:1].isalpha():
        return
    words[place] = _cased("tỷ", first)
    words[place + 1] = "lệ"


def _take(
    read: Sequence[str],
    words: list[str],
    place: int,
    phrases: Sequence[str],
    *,
    surely: bool = False,
    enough: float = _NEVER,
) -> bool:
    """Puts the phrase at `place` that is nearer to what was read than what it was repaired to; True where one stands.

    Where only such a phrase can stand (`surely`), it wins over other words of the same letters ("đất", "đạt"), and over
    any that it is so like to (`enough`).
    """
    size = len(phrases[0].split())
    own = " ".join(words[place : place + size]).lower().rstrip(_STOPS)
    if own in phrases:
        return True
    seen = _plainly(" ".join(read[place : place + size]))
    if not seen:
        return False
    nearest = max(phrases, key=lambda phrase: fuzz.ratio(seen, _plainly(phrase)))
    likeness, own_likeness = fuzz.ratio(seen, _plainly(nearest)), fuzz.ratio(seen, _plainly(own))
    same = surely and _plainly(own) == _plainly(nearest)
    if likeness < _AGREEMENT or not (same or likeness >= min(own_likeness + _NEARER, enough)):
        return False
    for offset, word in enumerate(nearest.split()):
        words[place + offset] = _cased(word, words[place + offset])
    return True


def _stands(words: Sequence[str], place: int, phrases: Sequence[str]) -> bool:
    return place >= 0 and " ".join(words[place : place + 2]).lower().rstrip(_STOPS) in phrases


def _cased(word: str, like: str) -> str:
    """The word with the capital and the stop of the word that it replaces."""
    stop = like[len(like.rstrip(_STOPS)) :]
    return (word[:1].upper() + word[1:] if like[:1].isupper() else word) + stop


@cache
def _plainly(text: str) -> str:
    """`text` folded, with what readers see in letters with marks as these letters."""
    return re.sub(r"[^a-z ]", "", fold_marks(text).replace("ir", "u").replace("ii", "u").translate(_TONE_SIGNS))
