"""Capitals that a foreign reader read: an abbreviation, a roman numeral, or a word of a title that lost its accents.

Such a reader makes "DDN" of "DÂN" as well as "CT" of "CT". Where the words around are in capitals, too, the language
model weighs both; among small letters a word is printed in capitals by no one, and is read so by mistake only where
its letters differ from small ones by size alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from normalizers.repair.acronyms import is_no_syllable
from normalizers.repair.lexicon import CODE, NUMBER, Row
from normalizers.repair.tokens import Kind, Segment

_AROUND = 3
"""Words on either side that tell whether capitals stand among capitals."""
_LEAST_USUAL = 3
"""Letters of a usual abbreviation that is one for sure among small letters."""
_LEAST_IN_TITLE = 4
"""Letters of one that is one for sure anywhere, if they are no syllable's."""
_USUAL = 3.0
"""Nats for a usual abbreviation among all codes."""
_UNKNOWN, _UNKNOWN_LETTER = 3.0, 2.2
"""Nats for one that nothing tells of, and for each of its letters."""
_IN_TITLE = 3.0
"""Nats against one that nothing tells of among words in capitals."""
_NUMERAL, _ODD_NUMERAL = 1.0, 7.0
"""Nats for a roman numeral as plans count with, and for one beyond."""
_NUMERALS = frozenset(
    "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split()  # noqa: SIM905 (no clearer)
)
_ALIKE = frozenset("COSUVWXZKPIJ")
"""Capitals that differ from their small letters by size alone, or that are read for an "l"."""
_UNLIKE_COST, _ALIKE_COST, _MOST_COST = 2.0, 0.4, 6.0
"""Nats against a small letter being read as a capital, of the two kinds, and for a word at most."""


def in_context(segments: Sequence[Sequence[Segment]]) -> list[list[Segment]]:
    """The segments of a text's tokens, capitals that can be no word where they stand told to be none.

    Of the others, `among` of the result says whether they stand among capitals.
    """
    if not any(segment.other is not None for token in segments for segment in token):
        return [list(token) for token in segments]
    capitals = [_in_capitals(token) for token in segments]
    result = []
    for place, token in enumerate(segments):
        around = [
            is_capital
            for is_capital in (*capitals[max(0, place - _AROUND) : place], *capitals[place + 1 : place + 1 + _AROUND])
            if is_capital is not None
        ]
        among = sum(around) * 2 > len(around) if around else None
        marker = token[-1].text[:1] in (".", ")") and token[-1].kind is Kind.LITERAL
        result.append([_decided(segment, among, marker) for segment in token])
    return result


def _in_capitals(token: Sequence[Segment]) -> bool | None:
    """Whether a token is a word in capitals; None where it tells nothing: abbreviations, numbers, single letters."""
    words = [segment for segment in token if segment.kind is Kind.WORD]
    letters = [char for segment in words for char in segment.text if char.isalpha()]
    if len(letters) < 2 or any(segment.other is not None and _is_sure(segment) for segment in words):
        return None
    return sum(map(str.isupper, letters)) * 2 > len(letters)


def _is_sure(segment: Segment) -> bool:
    """True for an abbreviation that is one wherever it stands."""
    other = segment.other
    return (
        other is not None
        and other.kind is Kind.ACRONYM
        and other.usual
        and len(segment.text) >= _LEAST_IN_TITLE
        and is_no_syllable(segment.text)
    )


def _decided(segment: Segment, among: bool | None, marker: bool) -> Segment:
    other = segment.other
    if other is None:
        return segment
    if other.kind is Kind.NUMBER:
        is_word = among is True and not marker
    elif among is True:
        is_word = not _is_sure(segment)
    else:
        is_word = not (other.usual and len(segment.text) >= _LEAST_USUAL) and not is_no_syllable(segment.text)
    if is_word:
        return replace(segment, other=replace(other, among=among))
    observed = other.text if other.text != segment.text else ""
    return Segment(segment.text, other.kind, observed)


def with_other(row: Row, segment: Segment) -> Row:
    """The candidates of a word in capitals with the abbreviation or numeral that it may be."""
    other = segment.other
    if other is None:
        return row
    ids, costs = row
    if other.kind is Kind.NUMBER:
        return np.append(ids, NUMBER), np.append(costs, np.float32(_cost_of_numeral(other.text)))
    unknown = _UNKNOWN + _UNKNOWN_LETTER * len(segment.text) + (_IN_TITLE if other.among is True else 0.0)
    cost = _USUAL if other.usual else unknown
    against = 0.0 if other.among is True else _cost_of_capitals(segment.text) * (0.5 if other.among is None else 1.0)
    return np.append(ids, CODE), np.append(costs + np.float32(against), np.float32(cost))


def _cost_of_numeral(text: str) -> float:
    return _NUMERAL if text in _NUMERALS else _ODD_NUMERAL


def _cost_of_capitals(text: str) -> float:
    """Nats against small letters being read as these capitals."""
    return min(sum(_ALIKE_COST if char in _ALIKE else _UNLIKE_COST for char in text), _MOST_COST)
