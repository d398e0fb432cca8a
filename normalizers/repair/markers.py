"""List markers that lost their stroke: the second "d)" between "d)" and "e)" is "đ)".

Vietnamese lists go a, b, c, d, đ, e. A reader that misses the stroke gives two "d" in a row, and only then is the
second one certain: a single "d)" before "e)" may be one of a list that goes on without "đ".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from normalizers.repair.types import RepairedText

_MARKER = re.compile(r"([(\[]?)([a-zđA-ZĐ])([)\].])")
_AROUND = ("c", "d", "d", "e")
_BARE = ("c", "d", "e")
"""Three markers of which the second has no stroke, whatever comes next."""
_SURE = 0.98


def with_list_markers(texts: Sequence[RepairedText]) -> list[RepairedText]:
    """The texts, in reading order, with the second of two texts in a row that begin with "d)" beginning with "đ)".

    Only where texts that begin with "c)" and "e)", written alike, stand around them: then nothing else was printed.
    """
    result = list(texts)
    series: dict[tuple[str, str, bool], list[tuple[int, str]]] = {}
    for place, text in enumerate(texts):
        match = _MARKER.fullmatch(text.tokens[0].text) if text.tokens else None
        if match:
            own = series.setdefault((match[1], match[3], match[2].isupper()), [])
            own.append((place, match[2].lower()))
    for own in series.values():
        for start in range(len(own) - len(_AROUND) + 1):
            found = own[start : start + len(_AROUND)]
            letters = tuple(letter for _, letter in found)
            if letters == _AROUND:
                result[found[2][0]] = _stroked(result[found[2][0]])
            if letters in (_AROUND, (*_BARE, letters[-1])):
                result[found[1][0]] = _sure(result[found[1][0]])
    return result


def _sure(text: RepairedText) -> RepairedText:
    first, *others = text.tokens
    return RepairedText(text.text, (replace(first, confidence=max(first.confidence, _SURE), reason=""), *others))


def _stroked(text: RepairedText) -> RepairedText:
    first, *others = text.tokens
    marker = first.text.replace("d", "đ").replace("D", "Đ")
    token = replace(first, text=marker, confidence=_SURE, reason="list marker")
    return RepairedText(text.text.replace(first.text, marker, 1), (token, *others))
