"""How well a text was read: letters in reading order; syllables, marks and words with digits in any order."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from normalizers.unicode import folded

DASHES = re.compile("[\u2010-\u2015\u2212]")
OUTER_PUNCTUATION = ".,;:()[]\"“”'"


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over one or more files, so that scores add up."""

    letters: int = 0
    letter_errors: int = 0
    syllables: int = 0
    syllables_read: int = 0
    syllables_right: int = 0
    marked: int = 0
    marked_right: int = 0
    numbers: int = 0
    numbers_lost: int = 0
    numbers_invented: int = 0
    pages: int = 0
    cpu_s: float = 0.0
    reading_s: float = 0.0

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @property
    def letter_accuracy(self) -> float:
        """One less the character error rate in reading order."""
        return 1 - self.letter_errors / max(1, self.letters)

    @property
    def syllable_f1(self) -> float:
        """F1 over the bag of syllables."""
        return 2 * self.syllables_right / max(1, self.syllables + self.syllables_read)

    @property
    def diacritic_accuracy(self) -> float:
        """Of the letters whose base letter was read, the share whose marks are right too, over letters with marks."""
        return self.marked_right / max(1, self.marked)


def score_text(truth: str, read: str, pages: int = 0, cpu_s: float = 0.0, reading_s: float = 0.0) -> Score:
    """Compares a text as read with the truth, white space and kinds of dashes aside."""
    truth, read = plain(truth), plain(read)
    expected, found = Counter(truth.split()), Counter(read.split())
    printed, told = numbers(truth), numbers(read)
    marked = marked_right = 0
    for block in Levenshtein.opcodes(truth, read):
        if block.tag not in ("equal", "replace"):
            continue
        pairs = zip(truth[block.src_start : block.src_end], read[block.dest_start : block.dest_end], strict=False)
        for letter, other in pairs:
            if letter.isalpha() and not letter.isascii() and folded(letter) == folded(other):
                marked += 1
                marked_right += letter.lower() == other.lower()
    return Score(
        letters=len(truth),
        letter_errors=Levenshtein.distance(truth, read),
        syllables=expected.total(),
        syllables_read=found.total(),
        syllables_right=(expected & found).total(),
        marked=marked,
        marked_right=marked_right,
        numbers=printed.total(),
        numbers_lost=(printed - told).total(),
        numbers_invented=(told - printed).total(),
        pages=pages,
        cpu_s=cpu_s,
        reading_s=reading_s,
    )


def plain(text: str) -> str:
    """The text composed, with one kind of dash and one space between words."""
    return " ".join(DASHES.sub("-", unicodedata.normalize("NFC", text)).split())


def numbers(text: str) -> Counter[str]:
    """The words with digits, outer punctuation aside."""
    words = (word.strip(OUTER_PUNCTUATION) for word in text.split())
    return Counter(word for word in words if any(map(str.isdigit, word)))
