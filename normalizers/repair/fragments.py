r"""Letters that a reader broke into strokes and signs: "cht'.rc" for "chức", "V\1" for "vụ", "b<)" for "bộ".

Readers of Western languages see in a letter with a horn, a hook or two marks the strokes of several: "ll'" or "fr" for
"ư", "l'.1" for "ủ", "c!" for "đ". Each letter so broken is told from its strokes alone, since no word is written with
them; which of its accents it bore is left to the noise channel. Taken for punctuation, the strokes would part a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

_FRAGMENTS: tuple[tuple[str, str], ...] = (
    (r"[lL]J'?(?=[0oO]['’·])", "ư"),
    (r"(?<![^\W\d_])<[l1I!]", "d"),
    (r"[lt1i]'\.rn(?![^\W\d_])", "ủa"),
    # ứ, ự before "ng", of which "m" has the n: "(mg", "dt'.mg".
    (r"(?:[lt1i]?'\.|\()mg", "ưng"),
    (r"(?:[lt1i]?'\.|(?<=[^\W\d_])\(|t:|(?<=h)\.|(?<=^)\()r(?=[a-z]|$|[.,;])", "ư"),
    (r"ll'|lJ'|(?<=[^\W\d_])(?:fr|[lL]\.?r(?![^\W\d_]))", "ư"),
    (r"\\(?:\.?[rfJ]'?|T)|(?<=[^\W\d_])l,J", "ự"),
    # N in capitals: "}\IHAN".
    (r"[}lI]\\I(?=[A-ZĐ]{2})", "N"),
    # ụ: "V\1", "C\l", "Vl,1".
    (r"\\[1lI](?![^\W\d_]*\d)|(?<=[^\W\d_])l,1", "ụ"),
    (r"(?<=[^\W\d_])l!", "ự"),
    (r"(?<=[hcCdtmgpsbxkv])ll(?=[^\W\d_]?$|[^\W\d_]?[,.;])", "ủ"),
    # ủ: "chl'.1", "cl'.1a".
    (r"[lt1i]'\.[1lia]", "ủ"),
    # y behind its consonant: "!)1", "k)i", "t)1".
    (r"(?<![^\W\d_])[!1lI][)}](?:-'|[1l'])", "lý"),
    (r"(?<=[kKtT])\.?\)[1il']", "ỷ"),
    # ộ, â, à and á with the strokes of their marks beside them.
    (r"(?<=[bB])e\)|<'?\.?\)|\(;?\)|\(>|(?<=[a-zđ])\(J\)", "ộ"),
    (r"<'[l1]", "â"),
    (r"[<e]:\\", "à"),
    (r"[<e]:1", "á"),
    # ạ: "c;i", "9-".
    (r"c;[it]|:;i", "ạ"),
    (r"(?<=[^\W\d_])9-11(?=h)", "ạn"),
    (r"(?<!\w)109-(?=i)", "loạ"),
    (r"(?<=[a-zC])9-(?=[a-z1]|$)", "ạ"),
    (r"(?<=[dtDTđ])00(?!\d)", "ạo"),
    (r"(?<=[^\W\d_])er(?=i?(?![^\W\d_])|ng)", "ơ"),
    # Strokes of m and n between letters: "ki6111", "quyC11".
    (r"(?:(?<=[^\W\d_])|(?<=~)|(?<=[^\W\d_][06]))1{3,4}(?![\d/.,-])|(?<![\w.,/-])111(?=[\\a-z])", "m"),
    (r"(?:(?<=[^\W\d_])|(?<=['’·]))(?:11|l1(?=[gh]))(?![\d/.,-])|(?<![\w.,/-])11(?=[a-z~])", "n"),
    # The horn of ơ and ư, standing beside its letter.
    (r"[oO][·'’‘](?=[cgmnptiuaohy]|[^\w]|\d|$)|[oO](?:-(?=[nmi]?$|[nmi][.,;:]*$)|[\"”](?=[^\W\d_]|$))", "ơ"),
    (r"[uU][·'’‘](?=[cgmnptiuaohyQ]|[^\w]|\d|$)|[uU][\"”](?=[^\W\d_]|$)", "ư"),
    (r"6(?:[\"”](?=[^\W\d_]|$)|['’‘·])", "ơ"),
    (r"0['’‘·](?=[^\W\d_]|1)", "ơ"),
    (r"[9Qq][·'’‘]", "ợ"),
    # Strokes of i and l.
    (r"(?<=[a-z~])!(?=[a-zC]|$)", "i"),
    (r"(?<![\w\[])\](?=[^\W\d_])", "l"),
    (r"(?<=[aeouyäêAO])rn(?![gh])|(?<![^\W\d_])rn(?=[aeiouêü])", "m"),
)
_FRAGMENT = re.compile("|".join(f"(?P<f{place}>{pattern})" for place, (pattern, _) in enumerate(_FRAGMENTS)))


@dataclass(frozen=True, slots=True)
class Stroke:
    """A character as it is taken, and what stands for it in the token: nothing for the second letter of a fragment."""

    taken: str
    printed: str


@cache
def _replacement(group: str) -> str:
    return _FRAGMENTS[int(group[1:])][1]


def strokes(token: str) -> Sequence[Stroke] | None:
    """The token with its broken letters whole, character by character; None where none is broken.

    The `printed` of all strokes, joined, are the token again.
    """
    found: list[Stroke] = []
    end = 0
    for match in _FRAGMENT.finditer(token):
        found += [Stroke(char, char) for char in token[end : match.start()]]
        letters = _replacement(str(match.lastgroup))
        letters = letters.upper() if match[0][0] in "OUQ" else letters
        found += [Stroke(letter, "" if place else match[0]) for place, letter in enumerate(letters)]
        end = match.end()
    if not found and not end:
        return None
    return [*found, *(Stroke(char, char) for char in token[end:])]


_OTHERWISE: tuple[tuple[re.Pattern[str], str, float], ...] = (
    (re.compile(r"^c[tl1!](?=[^h])"), "d", 1.0),
    (re.compile(r"^d(?=[piuymn~].?$)|^d[.](?=u$)"), "ca", 4.0),
)
"""What a word as read may begin with, what it then stands for, and the nats against it: a "đ" of which bow and stem
came apart ("ct6i"), or a "c" and an "a" that ran together ("yêu du", "phân dp")."""


def other_readings(form: str) -> tuple[tuple[str, float], ...]:
    """Other forms that a word as read may stand for, each with the nats against it."""
    return tuple(
        (pattern.sub(letters, form), against) for pattern, letters, against in _OTHERWISE if pattern.match(form)
    )
