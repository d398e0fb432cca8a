"""Capital or small, for letters that differ in nothing but size (o O, c C, s S and the like).

A recogniser that sees one line at a time, its size brought to a standard, mistakes these; their neighbours in the word
tell.
"""

from __future__ import annotations

import re
import unicodedata

_SAME_SHAPE = frozenset("cosuvwxz")
_VOWELS = frozenset("aeiouy")
_LETTERS = re.compile(r"(?<![\w])[^\W\d_]{2,}(?![\w])")


def _base(letter: str) -> str:
    return unicodedata.normalize("NFD", letter.lower())[0]


def _differs(letter: str) -> bool:
    """True where the small and the capital letter have different shapes."""
    return letter.isalpha() and _base(letter) not in _SAME_SHAPE


def even_case(word: str) -> str:
    """`word` with letters of doubtful size in the case of those that are sure.

    All sure letters capital: all are; all sure letters small: all are but the first, which stays. A word without a sure
    letter, without a vowel (`kV`, `MHz`) or with both kinds beyond its first letter (`TTr`) stays as it is.
    """
    if not any(_base(letter) in _VOWELS for letter in word):
        return word
    sure = [letter for letter in word if _differs(letter)]
    if sure and all(letter.isupper() for letter in sure) and (len(sure) > 1 or not _differs(word[0])):
        return word.upper()
    if sure and all(letter.islower() for letter in sure):
        return word[0] + word[1:].lower()
    if len(sure) > 1 and _differs(word[0]) and all(letter.islower() for letter in sure[1:]):
        return word[0] + word[1:].lower()
    return word


def even_line(text: str) -> str:
    """`even_case` of each run of letters; words without a sure letter are capitals where both neighbours are.

    The length stays. Tokens with digits are left alone.
    """
    words = _LETTERS.sub(lambda run: even_case(run.group()), text).split(" ")
    capitals = [
        word == word.upper()
        and sum(map(str.isalpha, word)) > 1
        and not any(map(str.isdigit, word))
        and any(map(_differs, word))
        for word in words
    ]
    for place in range(1, len(words) - 1):
        word = words[place]
        if any(map(_differs, word)) or any(map(str.isdigit, word)):
            continue
        if capitals[place - 1] and capitals[place + 1] and any(letter.isupper() for letter in word):
            words[place] = word.upper()
    return " ".join(words)
