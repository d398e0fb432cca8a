"""Tells text that is no Vietnamese at all, however damaged, so that nobody spends time on it or invents words for it.

In the worst garbage layers three words in ten are spelt like a syllable without its accents; in English it is one in
six, in random letters one in twelve at most.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from normalizers.unicode import folded, trimmed

_ENOUGH_WORDS = 200
"""Words below which a share says too little."""
_LEAST_ALIKE = 0.2
_LEAST_ALIKE_AMONG_FOREIGN = 0.5
"""As above for a line among foreign ones, which has a fifth by chance."""
_LOOKED_AT = 400
"""Words of a text that are looked at, spread evenly over it."""
_LATIN = re.compile(r"[A-Za-z\u00aa-\u024f\u1e00-\u1eff]")


@dataclass(frozen=True, slots=True)
class Likeness:
    """Tokens, those of them with Latin letters, and those spelt like a syllable. Adds up, and fades like Evidence."""

    tokens: float = 0.0
    words: float = 0.0
    alike: float = 0.0

    def followed_by(self, later: Likeness, fading: float = 1.0) -> Likeness:
        """This likeness times `fading`, and the later."""
        return Likeness(
            self.tokens * fading + later.tokens, self.words * fading + later.words, self.alike * fading + later.alike
        )

    @property
    def is_foreign(self) -> bool:
        """True where too few words are spelt like a syllable, and enough were seen to tell."""
        return self.tokens >= _ENOUGH_WORDS and self.alike <= _LEAST_ALIKE * self.words

    def is_foreign_among(self, others: Likeness) -> bool:
        """True for a text of any length among others that are foreign, unless it is plainly Vietnamese itself."""
        return others.is_foreign and self.alike <= _LEAST_ALIKE_AMONG_FOREIGN * self.words


def likeness(text: str, skeletons: Container[str]) -> Likeness:
    """How like Vietnamese the text is; `skeletons` are the spellings of syllables without accents."""
    if not _LATIN.search(text):
        return Likeness(float(len(text.split(maxsplit=_LOOKED_AT))))
    tokens = text.split()
    # A step that is no multiple of a usual period: what comes back at regular distances is not missed.
    sample = tokens[:: max(1, len(tokens) // _LOOKED_AT) | 1]
    words = [token for token in sample if _LATIN.search(token)]
    if not words:
        words = [token for token in tokens if _LATIN.search(token)][:_LOOKED_AT]
    alike = sum(folded(trimmed(word)) in skeletons for word in words)
    return Likeness(float(len(sample)), float(len(words)), float(alike))
