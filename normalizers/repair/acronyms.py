"""Acronyms: those that plans use, those of a document, and how a foreign reader misreads one.

No language model weighs them, so a misread one is put right only where its letters look like those of a known one:
"CCI-IC" for "CCHC", whose "H" came apart, "UBNU" for "UBND".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable
from functools import cache
from pathlib import Path

from normalizers.unicode import folded, is_vietnamese_syllable, nfc, trimmed

_LISTED = Path(__file__).with_name("acronyms.txt")

_LEAST_UNACCENTED = 3
"""Letters of an acronym that is known by its spelling without accents: "QD" may be anything."""
_LEAST_MISREAD = 4
"""Letters of an acronym that is told from others by all but one letter."""
_LONGEST = 8
_CAME_APART = re.compile(r"[I1lJ|]:?-[I1lJ|]")
"""An "H" of which the two strokes came apart."""
_BROKEN = (
    (_CAME_APART, "H"),
    (re.compile(r"F\{|\}\{"), "H"),
    (re.compile(r"[Il1|}]['’]?\\[IlJ1]?|[Il1|]['’]?\{"), "N"),
    (re.compile(r"I['’]|['’]I"), "T"),
)
"""Letters that a reader broke into strokes and signs, as the regular expressions of them."""
_SPECKS = re.compile(r"[.,:;'’·_]")
_ALIKE = ("DUO", "CGO", "UV", "NMH", "EFBP", "BR", "QO", "ĐDBPEF8", "XK", "TIF1", "HR", "S5", "O0")
"""Letters that readers take for each other, and digits that they take for them."""
_ONSET_AND_CODA = re.compile(r"(?:ngh?|[ckgnpt]h|gi|qu|tr|[bcdghklmnprstvx])?(?:ch|ng|nh|[cmnpt])?")


def misread_acronym(core: str, acronyms: Container[str]) -> str | None:
    """The acronym that a token, read by a foreign reader, stands for; None where it is one already, or none.

    `core` is the token without the punctuation around it.
    """
    if core in acronyms or not 2 < len(core) <= _LONGEST + 3 or sum(map(str.isupper, core)) < 2:
        return None
    joined = core
    for broken, letter in _BROKEN:
        joined = broken.sub(letter, joined)
    if joined != core:
        joined = _SPECKS.sub("", joined)
        return joined if joined in acronyms else None
    letters = sum(map(str.isalpha, core))
    if letters < _LEAST_MISREAD - 1 or len(core) < _LEAST_MISREAD or not core.isupper() or is_vietnamese_syllable(core):
        return None
    found = {
        other
        for place, letter in enumerate(core)
        for group in _ALIKE
        if letter in group
        for own in group
        if own != letter and own.isalpha() and (other := core[:place] + own + core[place + 1 :]) in acronyms
        if core.isalnum() or own == "Đ"
    }
    # "HDND" is known beside "HĐND", which it stands for.
    return max(found, key=lambda other: other.count("Đ")) if len({folded(other) for other in found}) == 1 else None


@cache
def is_no_syllable(core: str) -> bool:
    """True for consonants in capitals that are no onset and coda: of a word, a reader loses the vowel at most."""
    plain = folded(core)
    return (
        2 < len(core) <= _LONGEST
        and core.isalpha()
        and core.isupper()
        and not any(char in "aeiouy" for char in plain)
        and _ONSET_AND_CODA.fullmatch(plain) is None
    )


def document_acronyms(texts: Iterable[str], skeletons: Container[str] = ()) -> frozenset[str]:
    """Capitals that are no syllable and come back, or stand in brackets where they are introduced.

    Words of titles come back, too: what is spelt like one without its accents (`skeletons`) must be introduced, and
    texts mostly in capitals tell nothing.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        tokens = nfc(text).split()
        in_title = sum(map(str.isupper, tokens)) * 2 > len(tokens)
        for token in tokens:
            word = trimmed(token)
            if 2 <= len(word) <= _LONGEST and word.isupper() and word.isalpha() and not is_vietnamese_syllable(word):
                if token.startswith("(") and ")" in token:
                    counts[word] += 3
                elif not in_title and folded(word) not in skeletons:
                    counts[word] += 1
    return frozenset(word for word, count in counts.items() if count >= 3)


@cache
def usual_acronyms() -> frozenset[str]:
    """What plans abbreviate without saying so, from the list that comes with the package."""
    lines = _LISTED.read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.partition(":")[2].split())


def unaccented_acronyms(acronyms: frozenset[str], sure: frozenset[str]) -> dict[str, str]:
    """For the acronyms with a "Đ", how they are spelt without, where that is none of the `sure` ones: HDND for HĐND."""
    found: dict[str, str] = {}
    for acronym in sorted(acronyms):
        plain = acronym.replace("Đ", "D")
        if plain != acronym and plain not in sure and len(plain) >= _LEAST_UNACCENTED:
            found[plain] = acronym
    return found
