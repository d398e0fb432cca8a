"""Estimates the trigram model: interpolated modified Kneser-Ney, pruned, as sorted integer arrays.

Source: S. F. Chen and J. Goodman, "An empirical study of smoothing techniques for language modeling", 1998. Pruning by
what a trigram adds to the likelihood of the training text: K. Seymore and R. Rosenfeld, "Scalable backoff language
models", 1996.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from normalizers.repair.language_model import WORD_BITS, LanguageModel
from training.repair.corpus import NUMBER, START, UNKNOWN

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class _Level:
    """N-grams of one order: sorted keys, and for each the probability given its context before back-off is added."""

    keys: Counts
    discounted: NDArray[np.float64]
    contexts: Counts
    left_over: NDArray[np.float64]


def estimate(
    ids: NDArray[np.int32], rare: NDArray[np.bool_], threshold: float, bigram_threshold: float
) -> LanguageModel:
    """The model of the lines in `ids` (each begun by START). `rare` marks the words that are in no trigram.

    A trigram stays where its count times the nats that it adds to the lower order is at least `threshold`, a bigram
    likewise, or where it is the context of a trigram that stays.
    """
    bits = WORD_BITS
    n_words = len(rare)
    words = ids.astype(np.int64)
    starts = words == START
    two = (words[:-1] << bits) | words[1:]
    two_ok = ~starts[1:]
    three = (words[:-2] << 2 * bits) | (words[1:-1] << bits) | words[2:]
    three_ok = ~starts[2:] & ~starts[1:-1]
    unknown = words == UNKNOWN
    two_ok &= ~(unknown[:-1] | unknown[1:])
    unfit = unknown | rare[words]
    three_ok &= ~(unfit[:-2] | unfit[1:-1] | unfit[2:])
    tri_keys, tri_counts = np.unique(three[three_ok], return_counts=True)
    # Lower orders count in how many contexts a word stands, save after START, which has nothing before it.
    bi_keys, bi_counts = np.unique(two[two_ok], return_counts=True)
    after, continuation = np.unique(tri_keys & ((1 << 2 * bits) - 1), return_counts=True)
    lower = bi_counts.copy()
    from_start = (bi_keys >> bits) == START
    lower[~from_start] = 1
    place = np.searchsorted(bi_keys, after)
    lower[place] = np.where(from_start[place], lower[place], continuation)
    uni_keys, uni_counts = np.unique(bi_keys & ((1 << bits) - 1), return_counts=True)
    unigram = np.zeros(n_words)
    unigram[uni_keys] = uni_counts
    unigram = (np.maximum(unigram - 0.5, 0) + 0.5 * len(uni_keys) / (n_words - 1)) / unigram.sum()
    unigram[START] = 1e-9
    unigram /= unigram.sum()
    bigrams = _level(bi_keys, lower, bits)
    trigrams = _level(tri_keys, tri_counts.astype(np.int64), bits)
    bi_probability = bigrams.discounted + _at(bigrams, bi_keys >> bits) * unigram[bi_keys & ((1 << bits) - 1)]
    suffix = np.searchsorted(bi_keys, tri_keys & ((1 << 2 * bits) - 1))
    tri_probability = trigrams.discounted + _at(trigrams, tri_keys >> bits) * bi_probability[suffix]
    gain = tri_counts * (np.log(tri_probability) - np.log(_at(trigrams, tri_keys >> bits) * bi_probability[suffix]))
    keep = gain >= threshold
    tri_keys, tri_probability, suffix = tri_keys[keep], tri_probability[keep], suffix[keep]
    bi_gain = bi_counts * (
        np.log(bi_probability) - np.log(_at(bigrams, bi_keys >> bits) * unigram[bi_keys & ((1 << bits) - 1)])
    )
    needed = np.zeros(len(bi_keys), bool)
    needed[np.searchsorted(bi_keys, tri_keys >> bits)] = True
    needed[suffix] = True
    needed |= bi_gain >= bigram_threshold
    bi_final = bi_probability
    context = bi_keys >> bits
    mass = np.bincount(context[needed], bi_final[needed], n_words)
    low = np.bincount(context[needed], unigram[bi_keys & ((1 << bits) - 1)][needed], n_words)
    uni_backoff = np.maximum(1 - mass, 1e-6) / np.maximum(1 - low, 1e-6)
    tri_context = np.searchsorted(bi_keys, tri_keys >> bits)
    mass = np.bincount(tri_context, tri_probability, len(bi_keys))
    low = np.bincount(tri_context, bi_probability[suffix], len(bi_keys))
    bi_backoff = np.maximum(1 - mass, 1e-6) / np.maximum(1 - low, 1e-6)
    new_index = np.cumsum(needed) - 1
    return LanguageModel.from_costs(
        unigram=-np.log(unigram),
        unigram_backoff=-np.log(uni_backoff),
        bigram_keys=bi_keys[needed],
        bigram=-np.log(bi_final[needed]),
        bigram_backoff=-np.log(bi_backoff[needed]),
        trigram_keys=(new_index[tri_context] << bits) | (tri_keys & ((1 << bits) - 1)),
        trigram=-np.log(tri_probability),
    )


def _level(keys: Counts, counts: Counts, bits: int) -> _Level:
    contexts, first = np.unique(keys >> bits, return_index=True)
    # At least one of each, so that a text of a few lines can be trained on too.
    of_counts = [max(float(np.count_nonzero(counts == n)), 1.0) for n in (1, 2, 3, 4)]
    y = of_counts[0] / (of_counts[0] + 2 * of_counts[1])
    discounts = np.array([0.0, *(max(n - (n + 1) * y * of_counts[n] / of_counts[n - 1], 0.1) for n in (1, 2, 3))])
    taken = discounts[np.minimum(counts, 3)]
    totals = np.add.reduceat(counts, first).astype(float)
    spread = np.repeat(totals, np.diff([*first, len(keys)]))
    left = np.add.reduceat(taken, first) / totals
    return _Level(keys, (counts - taken) / spread, contexts, left)


def _at(level: _Level, contexts: Counts) -> NDArray[np.float64]:
    return level.left_over[np.searchsorted(level.contexts, contexts)]


def perplexity(model: LanguageModel, ids: NDArray[np.int32]) -> float:
    """That of the lines in `ids`, words outside the vocabulary left out."""
    total, n = 0.0, 0
    words = ids.astype(np.int64)
    a, b, c = words[:-2], words[1:-1], words[2:]
    ok = (c != START) & (c != UNKNOWN) & (b != START) & (b != UNKNOWN) & (a != UNKNOWN)
    costs = model.trigram_costs(a[ok], b[ok], c[ok])
    total, n = float(costs.sum()), len(costs)
    return float(np.exp(total / n))


__all__ = ["NUMBER", "estimate", "perplexity"]
