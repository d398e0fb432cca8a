"""The words that the repairer knows, and how to find them without their accents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from normalizers.repair.candidates import Syllabary
from normalizers.repair.tokens import Kind
from normalizers.unicode import folded, is_vietnamese_syllable

START, UNKNOWN, NUMBER, CODE = range(4)
"""Ids of the specials: before a sentence, a word outside the lexicon, a number, a code or acronym."""
N_SPECIALS = 4

Row = tuple[NDArray[np.int64], NDArray[np.float32]]
"""Candidate word ids of a position, and their costs in nats."""

_FREE = np.zeros(1, np.float32)


@dataclass(frozen=True)
class Lexicon:
    """Words by id, lower-case, in the modern placement of the tone; the first N_SPECIALS are no words."""

    words: tuple[str, ...]
    ids: Mapping[str, int]
    by_skeleton: Mapping[str, NDArray[np.int64]]
    syllable_skeletons: frozenset[str]
    syllabary: Syllabary
    bias: NDArray[np.float32]

    @classmethod
    def of(cls, words: Sequence[str], unigram: NDArray[np.float32]) -> Lexicon:
        """The lexicon of a model's words; `unigram` are their costs."""
        ids = {word: place for place, word in enumerate(words) if place >= N_SPECIALS}
        skeletons: dict[str, list[int]] = {}
        for word, place in ids.items():
            skeletons.setdefault(folded(word), []).append(place)
        by_skeleton = {
            skeleton: np.array(sorted(places, key=lambda place: float(unigram[place]))[:16], np.int64)
            for skeleton, places in skeletons.items()
        }
        syllables = [(word, place) for word, place in ids.items() if is_vietnamese_syllable(word)]
        syllabary = Syllabary.of([word for word, _ in syllables], [place for _, place in syllables])
        skeleton_set = frozenset(folded(word) for word, _ in syllables)
        return cls(tuple(words), ids, by_skeleton, skeleton_set, syllabary, unigram[syllabary.words])

    def is_word(self, place: int) -> bool:
        """True where the id is a word's, not that of a special."""
        return place >= N_SPECIALS

    def opening(self, token: str) -> Row:
        """The break before a text: the start of a sentence, or, before a small letter, of nothing in particular."""
        first = next((char for char in token if char.isalpha()), "")
        return np.array([UNKNOWN if first.islower() else START], np.int64), _FREE

    def fixed(self, kind: Kind) -> Row:
        """The only candidate of what is never touched."""
        return np.array([self.fixed_id(kind)], np.int64), _FREE

    def fixed_id(self, kind: Kind) -> int:
        """What stands in the language model for something that is never touched."""
        return NUMBER if kind is Kind.NUMBER else CODE

    def known(self, word: str) -> Row:
        """A known word as its only candidate."""
        return np.array([self.ids[word]], np.int64), _FREE
