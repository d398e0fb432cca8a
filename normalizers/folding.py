"""Vietnamese letters brought to their bare base letter, for matching words whose marks a scan may have lost.

Folding keeps the length of the text, so that a position in the folded text is the same position in the text as
printed. It decides nothing: callers match on folded text and take the value from the printed one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# Latin-1 supplement, Latin extended A and B, combining-free Vietnamese block.
_FOLDED_RANGES = ((0x00C0, 0x0250), (0x1E00, 0x1F00))


def _base_letter(character: str) -> str:
    if character in "đðĐÐ":
        return "d"
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


_FOLDING = {
    code: _base_letter(chr(code))
    for first, last in _FOLDED_RANGES
    for code in range(first, last)
    if unicodedata.category(chr(code)).startswith("L")
} | {code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
# Signs that print alike; all stay one character long.
_FOLDING |= {ord(sign): "-" for sign in "‐‑‒–—−"} | {ord(sign): '"' for sign in "“”„«»"} | {0x00A0: " ", 0x202F: " "}


def fold_marks(text: str) -> str:
    """`text` in lower case without tone and vowel marks ("Quý" -> "quy", "Đ" -> "d"); same length as `text`."""
    return text.translate(_FOLDING)


_LETTER_RUNS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Folder:
    """Folds text for matching certain words: what only looks like one of them once its marks are gone is blanked out.

    "đất" folds to "dat" as "đạt" does, but its marks tell that it is another word; "dat" and "đat" may be "đạt" with
    marks lost. Made of the words that a caller's patterns look for, with their marks.
    """

    forms: Mapping[str, tuple[frozenset[tuple[int, str]], ...]]
    others: frozenset[str]

    @classmethod
    def of_words(cls, words: Iterable[str], others: Iterable[str] = ()) -> Folder:
        """A folder for `words`, each a syllable as spelt.

        `others` are words with fewer marks than one of `words` that are still meant as they stand ("tư" beside "từ").
        """
        forms: dict[str, list[frozenset[tuple[int, str]]]] = {}
        for word in words:
            forms.setdefault(fold_marks(word), []).append(_marks(word))
        return cls({key: tuple(marks) for key, marks in forms.items()}, frozenset(others))

    def fold(self, text: str) -> str:
        """`text` folded, same length; words that are surely others than those looked for become "_"."""
        folded = fold_marks(text)

        def kept(match: re.Match[str]) -> str:
            forms = self.forms.get(match[0])
            if forms is None:
                return match[0]
            word = text[match.start() : match.end()]
            printed = _marks(word)
            is_one = word.lower() not in self.others and any(printed <= form for form in forms)
            return match[0] if is_one else "_" * len(match[0])

        return _LETTER_RUNS.sub(kept, folded)


def _marks(word: str) -> frozenset[tuple[int, str]]:
    """The marks of `word` with the index of the letter that bears them."""
    return frozenset(
        (index, mark)
        for index, letter in enumerate(word)
        for mark in (unicodedata.normalize("NFD", letter)[1:] or ("-" if letter in "đĐ" else ""))
    )
