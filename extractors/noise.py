"""What a reader makes of specks: marks that stand alone, and dashes read as other strokes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.layout import Line, Word

_MISREAD_DASH = re.compile(r"[~_=]?[-~–—=][~_]?|[~_¬]")
"""What is read where a line begins with a list dash."""
_SPECK = re.compile(r"[`'´‘’\"“”„\\_^~|.,:;}{*°ˆ‹›«»¡¬·•€®©<>¦]+")
_DASHES = re.compile(r"[-–—_=]+")
THINNEST_DASH = 0.04
"""Height to width: a hyphen has 0.2, a long dash 0.06, what remains of a ruling line less."""
_MEANT = re.compile(r"\.{2,}|…+|[*°•]+")
"""Rows of dots are blanks to be filled in; asterisks and bullets are marks that people print alone."""


def without_specks(lines: Iterable[Line]) -> tuple[tuple[Line, ...], int]:
    """Lines without words that are nothing but stray marks, and how many of those there were.

    A stray stroke at the start of a line with more words is the dash of a list. Lines of nothing else vanish.
    """
    kept: list[Line] = []
    n_specks = 0
    for line in lines:
        words = [_dash(word) if _is_list_dash(line.words, index) else word for index, word in enumerate(line.words)]
        meant = tuple(word for word in words if not _is_speck(word))
        n_specks += len(words) - len(meant)
        if meant:
            kept.append(Line(meant))
    return tuple(kept), n_specks


def without_stray_quotes(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines (of one region, top to bottom) without quotation marks that open at a line's start and never close.

    The model puts them before "T", "V", "Y" that begin a line, where no mark is printed.
    """
    kept: list[Line] = []
    for index, line in enumerate(lines):
        first = line.words[0]
        bare = first.text.lstrip(SINGLE_QUOTES)
        if bare[:1] in DOUBLE_QUOTES and not _closes_later(line, lines[index + 1 :]):
            bare = bare.lstrip("".join(DOUBLE_QUOTES) + SINGLE_QUOTES)
        changed = bare and bare != first.text and bare[0].isalpha()
        kept.append(Line((replace(first, text=bare), *line.words[1:])) if changed else line)
    return tuple(kept)


SINGLE_QUOTES = "'`‘’"
DOUBLE_QUOTES = ('"', "“", "”", "„")


def _closes_later(line: Line, below: Iterable[Line]) -> bool:
    rest = line.text[1:] + "".join(other.text for other in below)
    return any(mark in rest for mark in DOUBLE_QUOTES)


def _is_list_dash(words: Sequence[Word], index: int) -> bool:
    return index == 0 and len(words) > 1 and _MISREAD_DASH.fullmatch(words[0].text) is not None


def _dash(word: Word) -> Word:
    return word if word.text in ("-", "–") else replace(word, text="-")


def _is_speck(word: Word) -> bool:
    if _DASHES.fullmatch(word.text):
        return word.box.height < THINNEST_DASH * word.box.width
    return _SPECK.fullmatch(word.text) is not None and _MEANT.fullmatch(word.text) is None
