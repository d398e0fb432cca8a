"""The noise channel: how likely a reader makes one piece of text of another, as costs of edit operations.

A printed letter becomes one letter, two, or none; two letters become one; a letter comes from nowhere. Costs are
negative natural logarithms. They are learned by expectation maximisation over aligned words, each counted by its
cheapest edit path; see E. Brill and R. C. Moore, "An improved error model for noisy channel spelling correction", 2000.
The cost of an operation is normalised by how often its printed side occurs: normalising two-to-one operations by how
often such an operation was used would make them nearly free.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log

from normalizers.unicode import TONES, folded, split_syllable

Operation = tuple[str, str]
"""A printed piece and what was read for it, either empty or up to two letters long."""

NEVER = 30.0
"""Cost of what no reader does."""


@dataclass(frozen=True)
class Channel:
    """Costs of operations by (printed, read). What is not in `costs` is answered from the letters' base forms."""

    costs: Mapping[Operation, float]
    unseen_replacement: float
    unseen_deletion: float
    unseen_insertion: float

    def cost(self, printed: str, read: str) -> float:
        """Nats for reading `read` where `printed` stands, each of at most two letters."""
        known = self.costs.get((printed, read))
        if known is not None:
            return known
        if len(printed) == 1 and len(read) == 1:
            return self._unseen_replacement(printed, read)
        if not read and len(printed) == 1:
            return self.unseen_deletion
        if not printed:
            return self.unseen_insertion
        return NEVER

    def _unseen_replacement(self, printed: str, read: str) -> float:
        if printed == read:
            return 0.5
        base = folded(read)[:1]
        if base != read:
            near = self.costs.get((printed, base))
            if near is not None:
                return near + 1.5
        return self.unseen_replacement - (2.0 if base == folded(printed)[:1] else 0.0)


FIRST_GUESS = Channel({}, unseen_replacement=5.0, unseen_deletion=4.0, unseen_insertion=4.0)
_FIRST_DOUBLE = 5.0
_LATIN_1 = frozenset("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ")
"""Vietnamese letters that Western code pages have."""
_POOLED_WEIGHT = 3.0
"""Occurrences of a letter that what happens to its like counts for."""
_VOWELS = frozenset("aeiouy")
_UNSEEN = 0.002
"""Occurrences, of a base letter, that what was never read for it counts for."""
_UNSEEN_TONE = 0.04
_DEAREST = 13.0
"""Cost of one letter for another, at most."""


def edit_path(printed: str, read: str, channel: Channel, guess: float = NEVER) -> list[Operation]:
    """The cheapest operations that make `read` of `printed`, a lower-case word, in order.

    `guess` is the cost of an unseen operation with two letters on one side. No operation spans onset and rhyme.
    """
    rows, columns = len(printed) + 1, len(read) + 1
    border = len(split_syllable(printed)[0])
    best = [[(0.0, "", "")] * columns for _ in range(rows)]
    cost = channel.cost
    for i in range(rows):
        for j in range(columns):
            if not i and not j:
                continue
            options = []
            if i:
                one = printed[i - 1]
                options.append((best[i - 1][j][0] + cost(one, ""), one, ""))
                if j:
                    options.append((best[i - 1][j - 1][0] + cost(one, read[j - 1]), one, read[j - 1]))
                if j > 1:
                    two = read[j - 2 : j]
                    options.append((best[i - 1][j - 2][0] + min(cost(one, two), guess), one, two))
                if i > 1 and j and i - 1 != border:
                    pair = printed[i - 2 : i]
                    options.append((best[i - 2][j - 1][0] + min(cost(pair, read[j - 1]), guess), pair, read[j - 1]))
            if j:
                options.append((best[i][j - 1][0] + cost("", read[j - 1]), "", read[j - 1]))
            best[i][j] = min(options)
    path: list[Operation] = []
    i, j = rows - 1, columns - 1
    while i or j:
        _, one, two = best[i][j]
        path.append((one, two))
        i, j = i - len(one), j - len(two)
    path.reverse()
    return path


def learn(pairs: Iterable[tuple[str, str]], *, reads_tones: bool, rounds: int = 4) -> Channel:
    """The channel of aligned (printed, read) words, from nothing.

    `reads_tones` tells that the reader knows Vietnamese: what it makes of one vowel's tone tells of the others'.
    """
    counted = Counter(pairs)
    channel = FIRST_GUESS
    for number in range(rounds):
        used, stood = _counted(counted, channel, _FIRST_DOUBLE if number == 0 else NEVER)
        channel = _pooled(used, stood, reads_tones)
    return channel


def adapted(channel: Channel, pairs: Mapping[tuple[str, str], float], weight: float) -> Channel:
    """The channel moved towards weighted (printed, read) words of one document.

    The old channel counts as `weight` occurrences of each printed letter.
    """
    used, stood = _counted(pairs, channel, _FIRST_DOUBLE + 2.0)
    return _mixed(used, stood, channel, weight)


def _counted(
    pairs: Mapping[tuple[str, str], float], channel: Channel, guess: float
) -> tuple[Counter[Operation], Counter[str]]:
    """How often each operation was used, and how often each printed piece stood."""
    used: Counter[Operation] = Counter()
    stood: Counter[str] = Counter()
    for (printed, read), count in pairs.items():
        for operation in edit_path(printed, read, channel, guess):
            used[operation] += count  # type: ignore[assignment]
        border = len(split_syllable(printed)[0])
        for place, char in enumerate(printed):
            stood[char] += count  # type: ignore[assignment]
            stood[""] += count  # type: ignore[assignment]
            if place and place != border:
                stood[printed[place - 1 : place + 1]] += count  # type: ignore[assignment]
    return used, stood


def _pooled(used: Counter[Operation], stood: Counter[str], reads_tones: bool) -> Channel:
    """Costs from counts alone, backed off to what happens to like letters: "ẫ" is too rare by itself.

    What a letter is read as is first told from what happens to its base letter; by a reader of tones, then from what
    happens to the letter without its tone, the tone being read independently of it. Each counts for _POOLED_WEIGHT
    occurrences of the letter itself.
    """
    counts = _like_letters(used, stood)
    vowels = {read for printed, read in used if len(read) == 1 and folded(read) in _VOWELS}
    reads = {read for printed, read in used if len(printed) == 1 and len(read) < 2}
    costs: dict[Operation, float] = {}
    for char in sorted(char for char in stood if len(char) == 1):
        base = folded(char)
        unseen = {"", *(vowels if base in _VOWELS else reads)} if reads_tones else set()
        for read in sorted(unseen.union(counts.by_base[base])):
            share = counts.share(char, read) if reads_tones else counts.share_of_base(base, read)
            own = used[char, read] + _POOLED_WEIGHT * share
            if own:
                costs[char, read] = min(-log(own / (stood[char] + _POOLED_WEIGHT)), _DEAREST)
    for (printed, read), count in used.items():
        if not printed or (len(printed) == 2 and count >= 2):
            costs[printed, read] = -log((count - 0.5 * (len(printed) == 2)) / (stood[printed] + 1.0))
    return Channel(costs, 10.0 if reads_tones else 9.0, unseen_deletion=8.0, unseen_insertion=9.0)


@dataclass(frozen=True)
class _LikeLetters:
    """How often base letters, letters without their tone, and tones were read as what, and how often they stood.

    Where both are vowels, `by_letter` and `by_untoned` have what was read without its tone.
    """

    by_base: Mapping[str, Counter[str]]
    by_letter: Mapping[str, Counter[str]]
    by_untoned: Mapping[str, Counter[str]]
    by_tone: Mapping[str, Counter[str]]
    letters: Counter[str]
    bases: Counter[str]

    def share_of_base(self, base: str, read: str) -> float:
        """How often a letter with that base is read so."""
        return self.by_base[base][read] / (self.bases[base] + 1)

    def share(self, printed: str, read: str) -> float:
        """How often a letter is read so, by what happens to its like."""
        letter, tone = _toneless(printed)
        base = folded(printed)
        both_vowels = base in _VOWELS and len(read) == 1 and folded(read) in _VOWELS
        read_letter, read_tone = _toneless(read) if both_vowels else (read, "")
        floor = _UNSEEN if len(read) < 2 else 0.0
        of_base = (self.by_untoned[base][read_letter] + floor) / (self.bases[base] + 1)
        of_letter = (self.by_letter[letter][read_letter] + _POOLED_WEIGHT * of_base) / (
            self.letters[letter] + _POOLED_WEIGHT
        )
        if not both_vowels:
            return of_letter
        tones = self.by_tone[tone]
        return of_letter * (tones[read_tone] + _UNSEEN_TONE) / (tones.total() + (len(TONES) + 1) * _UNSEEN_TONE)


def _like_letters(used: Counter[Operation], stood: Counter[str]) -> _LikeLetters:
    by_base: dict[str, Counter[str]] = defaultdict(Counter)
    by_letter: dict[str, Counter[str]] = defaultdict(Counter)
    by_untoned: dict[str, Counter[str]] = defaultdict(Counter)
    by_tone: dict[str, Counter[str]] = defaultdict(Counter)
    for (printed, read), count in used.items():
        if len(printed) == 1:
            letter, tone = _toneless(printed)
            kept = read
            if folded(printed) in _VOWELS and len(read) == 1:
                kept, read_tone = _toneless(read)
                if folded(read) in _VOWELS:
                    by_tone[tone][read_tone] += count
            by_base[folded(printed)][read] += count
            by_letter[letter][kept] += count
            by_untoned[folded(printed)][kept] += count
    letters: Counter[str] = Counter()
    bases: Counter[str] = Counter()
    for char, count in stood.items():
        if len(char) == 1:
            letters[_toneless(char)[0]] += count
            bases[folded(char)] += count
    return _LikeLetters(by_base, by_letter, by_untoned, by_tone, letters, bases)


def _toneless(char: str) -> tuple[str, str]:
    """A letter without its tone, and the tone; of what is no vowel, itself and none."""
    if folded(char) not in _VOWELS:
        return char, ""
    parts = unicodedata.normalize("NFD", char)
    letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
    return letter, "".join(part for part in parts if part in TONES)


def _mixed(used: Counter[Operation], stood: Counter[str], prior: Channel, weight: float) -> Channel:
    """Costs from a document's counts and from what is known of readers in general.

    What one reader does to a letter it does to its like: a letter that its code page lacks is dropped, or read as its
    base. So how often a letter is dropped is first shared among the letters of its code page.
    """
    dropped: Counter[bool] = Counter()
    shown: Counter[bool] = Counter()
    for char, count in stood.items():
        if len(char) == 1 and not char.isascii():
            dropped[char in _LATIN_1] += used[char, ""]
            shown[char in _LATIN_1] += count
    costs: dict[Operation, float] = {}
    operations = {*prior.costs, *used, *((char, "") for char in stood if len(char) == 1)}
    for operation in operations:
        printed, read = operation
        old = exp(-min(prior.cost(printed, read), NEVER))
        if not read and not printed.isascii():
            page = printed in _LATIN_1
            old = (old + dropped[page] / (shown[page] + 1)) / 2
        own_weight = weight if printed else weight * 20
        costs[operation] = -log((used[operation] + own_weight * old) / (stood[printed] + own_weight) + 1e-9)
    return Channel(costs, prior.unseen_replacement, prior.unseen_deletion, prior.unseen_insertion)
