"""Which syllables may stand behind what was read, and at what cost: all of the lexicon is weighed at once.

A syllable is an onset and a rhyme, and no operation of the channel spans both, so the cost of a syllable is the least,
over all cuts of what was read, of the onset's cost for the left part and the rhyme's for the right. There are some 30
onsets and 600 rhymes; each part read is aligned once with all of them, held as a trie whose levels are numpy arrays.
So no candidate is missed, and no index of misspellings is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from normalizers.repair.channel import NEVER, Channel
from normalizers.unicode import split_syllable

Costs = NDArray[np.float32]
Indexes = NDArray[np.intp]

_BEYOND_BEST_CUT = 9.0
"""Nats by which the best onset of a cut may be worse than that of the best cut before the cut is left out."""
_REMEMBERED = 6_000
"""Parts remembered (two kilobytes each) before all are forgotten: a long document has fewer."""
_READINGS_AT_ONCE = 512
_BATCH = 128
"""Parts aligned at once: enough to outweigh numpy's overhead, few enough to stay in cache."""
LONGEST_READ = 9
"""Letters of a reading that may be one syllable (nghiêng has seven) with two that came from nowhere."""


@dataclass(frozen=True)
class _Level:
    """The nodes of a trie at one depth: where their parents are in the level above, and their letters."""

    parents: Indexes
    grandparents: Indexes
    chars: Indexes
    pairs: Indexes


@dataclass(frozen=True)
class Trie:
    """Strings as a trie in levels; `ends` has, for each length, the strings so long (by index) and their nodes."""

    chars: tuple[str, ...]
    pairs: tuple[str, ...]
    levels: tuple[_Level, ...]
    ends: tuple[tuple[int, Indexes, Indexes], ...]

    @classmethod
    def of(cls, strings: Sequence[str]) -> Trie:
        """The trie of distinct strings."""
        chars = tuple(sorted({char for string in strings for char in string}))
        pairs = tuple(sorted({string[i : i + 2] for string in strings for i in range(len(string) - 1)}))
        char_index = {char: i for i, char in enumerate(chars)}
        pair_index = {pair: i for i, pair in enumerate(pairs)}
        levels: list[_Level] = []
        above = {"": 0}
        above_two: dict[str, int] = {}
        for depth in range(1, max(map(len, strings), default=0) + 1):
            nodes = sorted({string[:depth] for string in strings if len(string) >= depth})
            levels.append(
                _Level(
                    np.array([above[node[:-1]] for node in nodes], np.intp),
                    np.array([above_two.get(node[:-2], 0) for node in nodes], np.intp),
                    np.array([char_index[node[-1]] for node in nodes], np.intp),
                    np.array([pair_index.get(node[-2:], 0) for node in nodes], np.intp),
                )
            )
            above_two, above = above, {node: i for i, node in enumerate(nodes)}
        places: list[dict[str, int]] = [{"": 0}]
        for depth in range(1, len(levels) + 1):
            nodes = sorted({string[:depth] for string in strings if len(string) >= depth})
            places.append({node: i for i, node in enumerate(nodes)})
        by_length: dict[int, list[int]] = {}
        for index, string in enumerate(strings):
            by_length.setdefault(len(string), []).append(index)
        ends = tuple(
            (
                length,
                np.array(members, np.intp),
                np.array([places[length][strings[index]] for index in members], np.intp),
            )
            for length, members in sorted(by_length.items())
        )
        return cls(chars, pairs, tuple(levels), ends)


class Aligner:
    """Costs of reading any part where each string of a trie is printed, under one channel; remembered."""

    def __init__(self, trie: Trie, channel: Channel) -> None:
        self._trie = trie
        self._channel = channel
        self._known: dict[str, Costs] = {}
        self._columns: dict[str, tuple[Costs, Costs, float]] = {}
        self._doubles: dict[str, Costs] = {}
        self._deletions = np.array([channel.cost(char, "") for char in trie.chars], np.float32)
        by_read: dict[str, list[tuple[int, float]]] = {}
        pair_index = {pair: i for i, pair in enumerate(trie.pairs)}
        char_index = {char: i for i, char in enumerate(trie.chars)}
        double: dict[str, list[tuple[int, float]]] = {}
        for (printed, read), cost in channel.costs.items():
            if printed in pair_index and len(printed) == 2:
                by_read.setdefault(read, []).append((pair_index[printed], cost))
            elif len(read) == 2 and printed in char_index:
                double.setdefault(read, []).append((char_index[printed], cost))
        self._pairs_by_read = by_read
        self._doubles_by_read = double

    def prepare(self, parts: Sequence[str]) -> None:
        """Aligns the parts that are new, many at a time."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        new = sorted((part for part in dict.fromkeys(parts) if part not in self._known), key=len)
        for start in range(0, len(new), _BATCH):
            batch = new[start : start + _BATCH]
            for part, costs in zip(batch, self._aligned(batch), strict=True):
                self._known[part] = costs

    def costs(self, part: str) -> Costs:
        """The cost, for each string of the trie, of reading `part` for it; `prepare` must have seen the part."""
        return self._known[part]

    def _column(self, char: str) -> tuple[Costs, Costs, float]:
        found = self._columns.get(char)
        if found is None:
            replaced = np.array([self._channel.cost(printed, char) for printed in self._trie.chars], np.float32)
            paired = np.full(max(len(self._trie.pairs), 1), NEVER, np.float32)
            for index, cost in self._pairs_by_read.get(char, ()):
                paired[index] = cost
            found = self._columns[char] = (replaced, paired, self._channel.cost("", char))
        return found

    def _double(self, two: str) -> Costs:
        found = self._doubles.get(two)
        if found is None:
            found = np.full(len(self._trie.chars), NEVER, np.float32)
            for index, cost in self._doubles_by_read.get(two, ()):
                found[index] = cost
            self._doubles[two] = found
        return found

    def _aligned(self, batch: list[str]) -> Costs:
        """Costs of shape (parts, strings): the usual table of edit distance, for all nodes of a level at once.

        The parts may differ in length; what lies beyond the end of one is computed and not looked at.
        """
        length = max(map(len, batch))
        padded = [part.ljust(length) for part in batch]
        columns = [[self._column(part[j]) for part in padded] for j in range(length)]
        replaced = [np.stack([column[0] for column in row]) for row in columns]
        paired = [np.stack([column[1] for column in row]) for row in columns]
        inserted = [np.array([column[2] for column in row], np.float32)[:, None] for row in columns]
        doubled = [np.stack([self._double(part[j : j + 2]) for part in padded]) for j in range(length - 1)]
        table: list[list[Costs]] = [[np.zeros((len(batch), 1), np.float32)]]
        for j in range(length):
            table[0].append(table[0][j] + inserted[j])
        for depth, level in enumerate(self._trie.levels, 1):
            above = table[depth - 1]
            row: list[Costs] = []
            deletions = self._deletions[level.chars]
            for j in range(length + 1):
                best = above[j][:, level.parents] + deletions
                if j:
                    np.minimum(best, above[j - 1][:, level.parents] + replaced[j - 1][:, level.chars], out=best)
                    np.minimum(best, row[j - 1] + inserted[j - 1], out=best)
                    if depth > 1:
                        two = table[depth - 2][j - 1][:, level.grandparents] + paired[j - 1][:, level.pairs]
                        np.minimum(best, two, out=best)
                if j > 1:
                    np.minimum(best, above[j - 2][:, level.parents] + doubled[j - 2][:, level.chars], out=best)
                row.append(best)
            table.append(row)
        lengths = np.array([len(part) for part in batch])
        result = np.empty((len(batch), sum(len(members) for _, members, _ in self._trie.ends)), np.float32)
        for own in sorted(set(lengths.tolist())):
            rows = np.flatnonzero(lengths == own)
            for depth, members, nodes in self._trie.ends:
                result[rows[:, None], members] = table[depth][own][rows[:, None], nodes]
        return result


@dataclass(frozen=True)
class Syllabary:
    """The lexicon's regular syllables as pairs of an onset and a rhyme. `words` are their ids in the lexicon."""

    words: NDArray[np.int32]
    onsets: Indexes
    rhymes: Indexes
    onset_trie: Trie
    rhyme_trie: Trie

    @classmethod
    def of(cls, syllables: Sequence[str], ids: Sequence[int]) -> Syllabary:
        """The syllabary of distinct syllables with their word ids."""
        split = [split_syllable(syllable) for syllable in syllables]
        onsets = sorted({onset for onset, _ in split})
        rhymes = sorted({rhyme for _, rhyme in split})
        onset_index = {onset: i for i, onset in enumerate(onsets)}
        rhyme_index = {rhyme: i for i, rhyme in enumerate(rhymes)}
        return cls(
            np.array(ids, np.int32),
            np.array([onset_index[onset] for onset, _ in split], np.intp),
            np.array([rhyme_index[rhyme] for _, rhyme in split], np.intp),
            Trie.of(onsets),
            Trie.of(rhymes),
        )


class Weigher:
    """Weighs the whole syllabary for readings, under one channel."""

    def __init__(self, syllabary: Syllabary, channel: Channel) -> None:
        self._syllabary = syllabary
        self._onsets = Aligner(syllabary.onset_trie, channel)
        self._rhymes = Aligner(syllabary.rhyme_trie, channel)

    def nearest(self, reads: Sequence[str], bias: Costs, count: int) -> tuple[NDArray[np.int32], Costs]:
        """The `count` best word ids of each reading by channel cost plus `bias` (one a syllable), and their costs.

        Both results have the shape (readings, count); the costs are the channel's alone, in nats. Readings longer than
        LONGEST_READ are cut short by the caller.
        """
        words = np.empty((len(reads), count), np.int32)
        costs = np.empty((len(reads), count), np.float32)
        for start in range(0, len(reads), _READINGS_AT_ONCE):
            end = start + _READINGS_AT_ONCE
            words[start:end], costs[start:end] = self._nearest(reads[start:end], bias, count)
        return words, costs

    def all_costs(self, read: str) -> Costs:
        """The channel's cost of every syllable for a reading, in the order of the syllabary's words."""
        self._onsets.prepare([read[:cut] for cut in range(min(len(read), 5) + 1)])
        cuts = self._cuts(read)
        self._rhymes.prepare([read[cut:] for cut in cuts])
        return self._total(read, cuts)

    def _cuts(self, read: str) -> list[int]:
        """Where the onset may end. Cuts that leave nothing for the rhyme delete a vowel at least, and stay in."""
        best = [float(self._onsets.costs(read[:cut]).min()) for cut in range(min(len(read), 5) + 1)]
        lowest = min(best)
        return [cut for cut, cost in enumerate(best) if cost <= lowest + _BEYOND_BEST_CUT]

    def _total(self, read: str, cuts: Sequence[int]) -> Costs:
        syllabary = self._syllabary
        total: Costs | None = None
        for cut in cuts:
            left, right = self._onsets.costs(read[:cut]), self._rhymes.costs(read[cut:])
            cost = left[syllabary.onsets] + right[syllabary.rhymes]
            total = cost if total is None else np.minimum(total, cost, out=total)
        assert total is not None  # noqa: S101 (the cut with the lowest cost is always among them)
        return total

    def _nearest(self, reads: Sequence[str], bias: Costs, count: int) -> tuple[NDArray[np.int32], Costs]:
        self._onsets.prepare([read[:cut] for read in reads for cut in range(min(len(read), 5) + 1)])
        cuts = [self._cuts(read) for read in reads]
        self._rhymes.prepare([read[cut:] for read, own in zip(reads, cuts, strict=True) for cut in own])
        words = np.empty((len(reads), count), np.int32)
        costs = np.empty((len(reads), count), np.float32)
        syllabary = self._syllabary
        for row, (read, own) in enumerate(zip(reads, cuts, strict=True)):
            total = self._total(read, own)
            nearest = np.argpartition(total + bias, count)[:count]
            words[row] = syllabary.words[nearest]
            costs[row] = total[nearest]
        return words, costs
