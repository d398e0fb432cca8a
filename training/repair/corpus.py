"""Text for training: lines as sequences of word ids, and aligned words of printed and read lines."""

from __future__ import annotations

import json
import lzma
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from normalizers.repair.tokens import Kind, segments, spaced
from normalizers.unicode import folded, is_vietnamese_syllable, nfc

SPECIALS = ("<s>", "<unk>", "<n>", "<c>")
START, UNKNOWN, NUMBER, CODE = range(4)

MIN_COUNT = 3
"""Rarer words never enter the model: names of people stay out, and no sentence can be read from it."""
MIN_FOREIGN_COUNT = 8
"""As above, for words that are not built like a Vietnamese syllable: rarer ones are mostly typing errors."""
MIN_ACRONYM_COUNT = 5
_GAP = 0.75
"""Cost of a word without a counterpart, where two words that are nothing alike cost 1."""


@dataclass(frozen=True)
class Pair:
    """A printed word and what a reader made of it, case folded alike."""

    printed: str
    read: str


@dataclass(frozen=True)
class TrainingText:
    """The corpus as numbers. `ids` has START before each line; words are in `words` (the specials first).

    `rare` marks the words that are known from a word list, and that the lines have fewer than MIN_COUNT times.
    """

    words: tuple[str, ...]
    ids: NDArray[np.int32]
    acronyms: tuple[str, ...]
    rare: NDArray[np.bool_]


def open_lines(path: Path) -> Iterator[str]:
    """The lines of a UTF-8 text file, plain or xz."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as stream:
        for line in stream:
            yield nfc(line.rstrip("\n")).replace("ð", "đ").replace("Ð", "Đ")


def read_text(lines: Iterable[str], words: Sequence[str] = ()) -> TrainingText:
    """Counts the words of the lines, chooses the vocabulary, and writes the lines as ids.

    `words` are those of a word list, a line each: their syllables are in the vocabulary however rare they are.
    """
    lines = chain(lines, words)
    listed = Counter(syllable for word in words for symbols in map(_symbols, word.split()) for syllable in symbols)
    forms: Counter[str] = Counter()
    acronyms: Counter[str] = Counter()
    sequences: list[list[str]] = []
    cache: dict[str, tuple[str, ...]] = {}
    for line in lines:
        sequence: list[str] = []
        for token in line.split():
            symbols = cache.get(token)
            if symbols is None:
                symbols = cache[token] = _symbols(token)
            sequence.extend(symbols)
            acronyms.update(symbol[1:] for symbol in symbols if symbol[0] == "A" and len(symbol) > 1)
        sequences.append(sequence)
        forms.update(sequence)
    syllables = {
        form for form, count in forms.items() if (count >= MIN_COUNT or form in listed) and is_vietnamese_syllable(form)
    }
    glued = {
        form: parts for form in forms if form not in syllables for parts in [_unglued(form, syllables, forms)] if parts
    }
    counts: Counter[str] = Counter()
    for form, count in forms.items():
        for part in glued.get(form, (form,)):
            counts[part] += count
    kept = [
        form
        for form, count in counts.items()
        if form not in SPECIALS
        and form.islower()
        and (form in syllables or count >= (MIN_COUNT if is_vietnamese_syllable(form) else MIN_FOREIGN_COUNT))
        and (is_vietnamese_syllable(form) or len(form) == 1 or form.isalpha())
    ]
    kept.sort(key=lambda form: (-counts[form], form))
    words = (*SPECIALS, *kept)
    index = {word: place for place, word in enumerate(words)}
    flat: list[int] = []
    for sequence in sequences:
        flat.append(START)
        for form in sequence:
            if form[0] == "A" and len(form) > 1:
                flat.append(CODE)
                continue
            flat.extend(index.get(part, UNKNOWN) for part in glued.get(form, (form,)))
    frequent = tuple(sorted(form for form, count in acronyms.items() if count >= MIN_ACRONYM_COUNT))
    rare = [word not in SPECIALS and counts[word] - listed[word] < MIN_COUNT for word in words]
    return TrainingText(words, np.array(flat, np.int32), frequent, np.array(rare, bool))


def _symbols(token: str) -> tuple[str, ...]:
    found = []
    for segment in segments(token, (), garbled=False):
        if segment.kind is Kind.WORD:
            found.append(segment.observed.lower())
        elif segment.kind is Kind.NUMBER:
            found.append("<n>")
        elif segment.kind is Kind.CODE:
            found.append("<c>")
        elif segment.kind is Kind.ACRONYM:
            found.append("A" + segment.text)
    return tuple(found)


def _unglued(form: str, syllables: set[str], counts: Counter[str]) -> tuple[str, str] | None:
    """Two accented syllables printed without their space ("hànhchính"), as office documents often have them."""
    if form.isascii() or len(form) < 5 or is_vietnamese_syllable(form):
        return None
    splits = [(form[:place], form[place:]) for place in range(2, len(form) - 1)]
    good = [split for split in splits if split[0] in syllables and split[1] in syllables]
    return max(good, key=lambda split: min(counts[split[0]], counts[split[1]]), default=None)


def read_pairs(lines: Iterable[str], language: str) -> list[Pair]:
    """Aligned words of the JSON lines [language, dpi, printed, read] that one reader's language model read."""
    found: list[Pair] = []
    for line in lines:
        reader, _dpi, printed, read = json.loads(line)
        if reader == language:
            found.extend(align(printed, read, garbled=language != "vie"))
    return found


def align(printed: str, read: str, *, garbled: bool) -> list[Pair]:
    """Words of the two lines that stand for each other one to one; words split or glued by the reader are left out."""
    left, right = nfc(printed).split(), nfc(read).split()
    found: list[Pair] = []
    for i, j in paired_places(left, right):
        # A word beside a gap may be half of one that was split or glued: nothing to learn from.
        if _distance(folded(left[i]), folded(right[j])) < 0.8:
            found.extend(_pairs(left[i], right[j], garbled))
    return found


def paired_places(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """Places in both of the words that stand for each other, likest words together, in order.

    A word without a counterpart costs _GAP, two that are nothing alike cost 1: a word lost and a speck gained
    elsewhere shift nothing, a word read as another one is paired with it.
    """
    costs = np.zeros((len(left) + 1, len(right) + 1))
    costs[:, 0] = _GAP * np.arange(len(left) + 1)
    costs[0, :] = _GAP * np.arange(len(right) + 1)
    plain_left, plain_right = [folded(word) for word in left], [folded(word) for word in right]
    distance = [[_distance(a, b) for b in plain_right] for a in plain_left]
    for i in range(1, len(left) + 1):
        for j in range(1, len(right) + 1):
            costs[i, j] = min(
                costs[i - 1, j - 1] + distance[i - 1][j - 1], costs[i - 1, j] + _GAP, costs[i, j - 1] + _GAP
            )
    i, j, found = len(left), len(right), []
    while i and j:
        if costs[i, j] == costs[i - 1, j - 1] + distance[i - 1][j - 1]:
            i, j = i - 1, j - 1
            found.append((i, j))
        elif costs[i, j] == costs[i - 1, j] + _GAP:
            i -= 1
        else:
            j -= 1
    found.reverse()
    return found


def _distance(left: str, right: str) -> float:
    return Levenshtein.normalized_distance(left, right)


def _pairs(printed: str, read: str, garbled: bool) -> list[Pair]:
    a = [segment for segment in segments(printed, (), garbled=False) if segment.kind is Kind.WORD]
    b = [segment for segment in segments(read, (), garbled=garbled) if segment.kind is Kind.WORD]
    if len(a) != 1 or len(b) != 1 or not is_vietnamese_syllable(a[0].observed):
        return []
    return [Pair(a[0].observed, b[0].observed)]


def words_of(text: str) -> list[str]:
    """The text's words without its spaces."""
    return [part for part in spaced(text) if not part.isspace()]
