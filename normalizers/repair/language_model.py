"""How likely a syllable is after the two before it: a back-off trigram model in sorted integer arrays.

Costs are negative natural logarithms ("nats"), kept as one byte each. A bigram's key is its two word ids side by side,
a trigram's that of its context's place among the bigrams beside its last word's id; both are found by binary search,
behind a bitmap that turns away most of those that don't exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

WORD_BITS = 13
"""A vocabulary has fewer than 8,192 words."""
STEP = 0.0625
"""Nats between two costs that a byte tells apart: too fine to matter beside the channel's costs."""

Ids = NDArray[np.int64]
Costs = NDArray[np.float32]

_HASH_BITS = 22
_HASH = np.uint32(2654435769)


@dataclass(frozen=True)
class LanguageModel:
    """A trained model. Arrays are never written to, so that processes may share them."""

    unigram: Costs
    unigram_backoff: Costs
    bigram_keys: NDArray[np.uint32]
    bigram: NDArray[np.uint8]
    bigram_backoff: NDArray[np.int8]
    trigram_keys: NDArray[np.uint32]
    trigram: NDArray[np.uint8]
    bigram_filter: NDArray[np.bool_]
    trigram_filter: NDArray[np.bool_]

    @classmethod
    def from_arrays(
        cls,
        *,
        unigram: Costs,
        unigram_backoff: Costs,
        bigram_keys: NDArray[np.uint32],
        bigram: NDArray[np.uint8],
        bigram_backoff: NDArray[np.int8],
        trigram_keys: NDArray[np.uint32],
        trigram: NDArray[np.uint8],
    ) -> LanguageModel:
        """The model of the arrays as they are in a model file."""
        return cls(
            unigram,
            unigram_backoff,
            bigram_keys,
            bigram,
            bigram_backoff,
            trigram_keys,
            trigram,
            _filter_of(bigram_keys),
            _filter_of(trigram_keys),
        )

    @classmethod
    def from_costs(
        cls,
        *,
        unigram: NDArray[np.float64],
        unigram_backoff: NDArray[np.float64],
        bigram_keys: Ids,
        bigram: NDArray[np.float64],
        bigram_backoff: NDArray[np.float64],
        trigram_keys: Ids,
        trigram: NDArray[np.float64],
    ) -> LanguageModel:
        """The model with costs in nats rounded to bytes."""
        return cls.from_arrays(
            unigram=unigram.astype(np.float32),
            unigram_backoff=unigram_backoff.astype(np.float32),
            bigram_keys=bigram_keys.astype(np.uint32),
            bigram=np.clip(np.rint(bigram / STEP), 0, 255).astype(np.uint8),
            bigram_backoff=np.clip(np.rint(bigram_backoff / STEP), -127, 127).astype(np.int8),
            trigram_keys=trigram_keys.astype(np.uint32),
            trigram=np.clip(np.rint(trigram / STEP), 0, 255).astype(np.uint8),
        )

    def bigram_places(self, first: Ids, second: Ids) -> Ids:
        """The place of each bigram among those of the model, -1 where it has none."""
        keys = ((first << WORD_BITS) | second).astype(np.uint32)
        return _places(self.bigram_keys, self.bigram_filter, keys)

    def followers(self, first: int) -> Ids:
        """The words that the model knows to follow a word."""
        start, end = np.searchsorted(self.bigram_keys, [first << WORD_BITS, (first + 1) << WORD_BITS])
        return (self.bigram_keys[start:end] & np.uint32((1 << WORD_BITS) - 1)).astype(np.int64)

    def predecessors(self, second: int) -> Ids:
        """The words that the model knows to stand before a word."""
        starts, words = self._by_second
        return words[starts[second] : starts[second + 1]].astype(np.int64)

    @cached_property
    def _by_second(self) -> tuple[NDArray[np.int64], NDArray[np.uint16]]:
        seconds = self.bigram_keys & np.uint32((1 << WORD_BITS) - 1)
        order = np.argsort(seconds, kind="stable")
        starts = np.searchsorted(seconds[order], np.arange((1 << WORD_BITS) + 1))
        return starts, (self.bigram_keys[order] >> np.uint32(WORD_BITS)).astype(np.uint16)

    def bigram_costs(self, first: Ids, second: Ids, places: Ids) -> Costs:
        """Nats of `second` after `first`, given what `bigram_places` says of them."""
        backed_off = self.unigram_backoff[first] + self.unigram[second]
        return np.where(places >= 0, self.bigram[places] * np.float32(STEP), backed_off)

    def trigram_costs(self, first: Ids, second: Ids, third: Ids) -> Costs:
        """Nats of `third` after `first` and `second`."""
        context = self.bigram_places(first, second)
        lower = self.bigram_places(second, third)
        costs = self.bigram_costs(second, third, lower)
        costs = costs + np.where(context >= 0, self.bigram_backoff[context] * np.float32(STEP), np.float32(0))
        both = np.flatnonzero((context >= 0) & (lower >= 0))
        places = self.trigram_places(context[both], third[both])
        found = places >= 0
        costs[both[found]] = self.trigram[places[found]] * np.float32(STEP)
        return costs

    def trigram_places(self, contexts: Ids, third: Ids) -> Ids:
        """The place of each trigram, given its context's place among the bigrams; -1 where there is none."""
        keys = ((contexts << WORD_BITS) | third).astype(np.uint32)
        return _places(self.trigram_keys, self.trigram_filter, keys)


def _hashed(keys: NDArray[np.uint32]) -> NDArray[np.uint32]:
    return (keys * _HASH) >> np.uint32(32 - _HASH_BITS)


def _filter_of(keys: NDArray[np.uint32]) -> NDArray[np.bool_]:
    bitmap = np.zeros(1 << _HASH_BITS, bool)
    bitmap[_hashed(keys)] = True
    return bitmap


def _places(known: NDArray[np.uint32], bitmap: NDArray[np.bool_], keys: NDArray[np.uint32]) -> Ids:
    places = np.full(len(keys), -1, np.int64)
    maybe = np.flatnonzero(bitmap[_hashed(keys)])
    wanted = keys[maybe]
    found = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    hit = known[found] == wanted
    places[maybe[hit]] = found[hit]
    return places
