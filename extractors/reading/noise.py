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


def without_noise(lines: Sequence[Line]) -> tuple[tuple[Line, ...], int]:
    """No lines, and how many words there were, where they are many and so unsure that the picture holds no text."""
    words = [word for line in lines for word in line.words]
    if len(lines) < NOISE_LINES or sum(word.confidence for word in words) > NOISE_CONFIDENCE * len(words):
        return tuple(lines), 0
    return (), len(words)


NOISE_LINES, NOISE_CONFIDENCE = 12, 0.7
"""Of words of the poorest copies that can be read the mean confidence is 0.9."""


def without_scribbles(lines: Sequence[Line], width: float, height: float) -> tuple[tuple[Line, ...], int]:
    """Lines without what a reader makes of drawings, seals, rules and the sheet's edge, and how many words those were.

    In drawings it sees crumbs of a letter or two, several near each other; print that short stands alone. A dash with
    nothing beside it is the rule under a motto. Numbers stay. `width` and `height` are the picture's.
    """
    crumbs = [line for line in lines if _is_crumb(line)]
    scribbles = {
        id(line)
        for line in crumbs
        if sum(_near(line, other) for other in crumbs) >= CRUMBS
        or all(_DASHES.fullmatch(word.text) for word in line.words)
        or _at_edge(line, width, height)
    }
    kept = tuple(line for line in lines if id(line) not in scribbles)
    return kept, sum(len(line.words) for line in lines if id(line) in scribbles)


def _at_edge(line: Line, width: float, height: float) -> bool:
    box, margin = line.box, EDGE_SHARE * width
    return box.x1 < margin or box.y1 < margin or box.x0 > width - margin or box.y0 > height - margin


EDGE_SHARE = 0.025
"""Of the page's width: so near to its edges nothing is printed, but the sheet's own edge shows."""
CRUMBS = 3
"""Crumbs that lie near each other where something is drawn, the one looked at among them."""
CRUMB_REACH = 3.0
"""In line heights: how near those are."""
_ORDINAL = re.compile(r"[IVXL]+[.)]?|[A-ZĐ][.)]|[a-zđ]\)")


def _is_crumb(line: Line) -> bool:
    texts = [word.text for word in line.words]
    return all(len(text) <= 2 and not any(map(str.isdigit, text)) for text in texts) and not _ORDINAL.fullmatch(
        texts[0]
    )


def _near(one: Line, other: Line) -> bool:
    reach = CRUMB_REACH * one.box.height
    across = max(one.box.x0, other.box.x0) - min(one.box.x1, other.box.x1)
    down = max(one.box.y0, other.box.y0) - min(one.box.y1, other.box.y1)
    return across < reach and down < reach


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
