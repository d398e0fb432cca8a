"""The noise channel: how likely a reader makes one piece of text of another, as costs of edit operations.

A printed letter becomes one letter, two, or none; two letters become one; a letter comes from nowhere. Costs are
negative natural logarithms. They are learned by expectation maximisation over aligned words, each counted by its
cheapest edit path; see E. Brill and R. C. Moore, "An improved error model for noisy channel spelling correction", 2000.
The cost of an operation is normalised by how often its printed side occurs: normalising two-to-one operations by how
often such an operation was used would make them nearly free.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log

from normalizers.unicode import folded, split_syllable

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
"""Occurrences of a letter that what happens to all letters of its base counts for."""


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


def learn(pairs: Iterable[tuple[str, str]], rounds: int = 4) -> Channel:
    """The channel of aligned (printed, read) words, from nothing."""
    counted = Counter(pairs)
    channel = FIRST_GUESS
    for number in range(rounds):
        channel = _estimated(counted, channel, None, _FIRST_DOUBLE if number == 0 else NEVER, 1.0)
    return channel


def adapted(channel: Channel, pairs: Mapping[tuple[str, str], float], weight: float) -> Channel:
    """The channel moved towards weighted (printed, read) words of one document.

    The old channel counts as `weight` occurrences of each printed letter.
    """
    return _estimated(pairs, channel, channel, _FIRST_DOUBLE + 2.0, weight)


def _estimated(
    pairs: Mapping[tuple[str, str], float], channel: Channel, prior: Channel | None, guess: float, weight: float
) -> Channel:
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
    return _pooled(used, stood) if prior is None else _mixed(used, stood, prior, weight)


def _pooled(used: Counter[Operation], stood: Counter[str]) -> Channel:
    """Costs from counts alone; letters share what happens to letters of the same base: "ẫ" is too rare by itself."""
    by_base: Counter[Operation] = Counter()
    base_stood: Counter[str] = Counter()
    for (printed, read), count in used.items():
        if len(printed) == 1:
            by_base[folded(printed), read] += count
    for char, count in stood.items():
        if len(char) == 1:
            base_stood[folded(char)] += count
    costs: dict[Operation, float] = {}
    for char in [char for char in stood if len(char) == 1]:
        base = folded(char)
        for (other, read), count in by_base.items():
            if other == base:
                own = used[char, read] + _POOLED_WEIGHT * count / (base_stood[base] + 1)
                costs[char, read] = -log(own / (stood[char] + _POOLED_WEIGHT))
    for (printed, read), count in used.items():
        if not printed or (len(printed) == 2 and count >= 2):
            costs[printed, read] = -log((count - 0.5 * (len(printed) == 2)) / (stood[printed] + 1.0))
    return Channel(costs, unseen_replacement=9.0, unseen_deletion=8.0, unseen_insertion=9.0)


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
