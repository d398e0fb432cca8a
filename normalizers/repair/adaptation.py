"""What a document tells of its own words, once it was decoded: its reader's habits and its names.

No truth is needed, as the language model settles most words however they are spelt.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from normalizers.repair.channel import Channel, adapted
from normalizers.repair.lexicon import Lexicon
from normalizers.repair.reading import Choice
from normalizers.repair.tokens import Case, Segment

ROUNDS = 3
LEAST_WORDS = 300
"""Words below which a document says too little of its reader."""
_MOST_CHARS = 400_000
"""Characters, some two hundred pages, beyond which a document tells nothing new of its reader."""
_WEIGHT = 15.0
"""Occurrences of a letter that what is known of readers in general counts for."""
_SURE_ENOUGH = 0.7
_NAME_SHARE = 0.6
"""Share of a name's occurrences, each as much as it is sure, from which the others follow."""

DecodedWord = tuple[Segment, Choice]


def telling(texts: Sequence[str]) -> Sequence[str]:
    """The first texts, as many as are looked at to learn a reader's habits; one at least."""
    size = 0
    for count, text in enumerate(texts, 1):
        size += len(text)
        if size >= _MOST_CHARS:
            return texts[:count]
    return texts


def channel_of(words: Iterable[DecodedWord], channel: Channel, lexicon: Lexicon) -> Channel:
    """The channel moved to what is sure to have been read in a document."""
    seen: Counter[tuple[str, str]] = Counter()
    for segment, choice in words:
        # Capitals among small letters that may be no word tell nothing of how words are read.
        sure = choice.probability >= _SURE_ENOUGH and (segment.other is None or segment.other.among is True)
        if sure and lexicon.is_word(choice.word):
            seen[lexicon.words[choice.word], segment.observed] += 1
    return adapted(channel, seen, _WEIGHT)


def names_of(words: Iterable[DecodedWord], lexicon: Lexicon) -> dict[str, int]:
    """For each form that stands for a name several times, the word id of the reading that most of them have.

    A reading that words around settle counts for more than one that nothing does.
    """
    votes: dict[str, dict[int, float]] = defaultdict(dict)
    counts: Counter[str] = Counter()
    for segment, choice in words:
        if segment.case is Case.TITLE and lexicon.is_word(choice.word):
            own = votes[segment.observed]
            own[choice.word] = own.get(choice.word, 0.0) + choice.probability
            counts[segment.observed] += 1
    readings = {}
    for form, own in votes.items():
        word, share = max(own.items(), key=lambda item: item[1])
        if counts[form] >= 2 and share >= _NAME_SHARE * sum(own.values()):
            readings[form] = word
    return readings
