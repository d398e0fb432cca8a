"""Chooses among the candidates of every position with what stands around them: forward-backward over a trigram lattice.

Each position has a few candidate words with the channel's costs. The language model's costs are looked up for all
positions at once; then one pass from the left and one from the right give each candidate's probability, given the whole
text (L. R. Rabiner, "A tutorial on hidden Markov models", 1989). The likeliest candidate at each position makes the
fewest wrong syllables, and its probability is how sure that is. States are pairs of words; all are kept, as with a
dozen candidates a beam would save nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from normalizers.repair.language_model import STEP, Ids, LanguageModel

Costs = NDArray[np.float32]
Mask = NDArray[np.bool_]

_BLOCK = 64
"""Positions looked up at once: outweighs numpy's overhead, and stays in the processor's cache."""
_LONGEST_BLOCK = 384
"""Where no text ends until then, one is cut: bounds memory."""
_FLOOR = np.float32(1e-30)


@dataclass(frozen=True)
class Lattice:
    """Candidates of N positions: word ids and costs, both of shape (N, K); costs are infinite where there is none.

    `breaks` marks positions that stand for no word but part the texts: their one candidate is free, and is the context
    of what follows.
    """

    words: Ids
    costs: Costs
    breaks: Mask


def posteriors(lattice: Lattice, model: LanguageModel, weight: float = 1.0) -> Costs:
    """The probability of each candidate, of shape (N, K). `weight` multiplies the language model's costs.

    Time and memory grow linearly with N; beyond a block, memory holds only what is returned.
    """
    n = len(lattice.words)
    result = np.zeros(lattice.costs.shape, np.float32)
    start = 0
    while start < n:
        end = _block_end(lattice.breaks, start, n)
        result[start:end] = _block(
            lattice.words[start:end], lattice.costs[start:end], lattice.breaks[start:end], model, weight
        )
        start = end
    return result


def _block_end(breaks: Mask, start: int, n: int) -> int:
    """Where the block from `start` ends: at the first break once it is full, or where a text goes on too long."""
    if n - start <= _BLOCK * 2:
        return n
    following = np.flatnonzero(breaks[start + _BLOCK : start + _LONGEST_BLOCK])
    return start + _BLOCK + int(following[0]) if len(following) else min(n, start + _LONGEST_BLOCK)


def _block(words: Ids, costs: Costs, breaks: Mask, model: LanguageModel, weight: float) -> Costs:
    n, k = words.shape
    valid = np.isfinite(costs)
    emission = np.where(valid, np.exp(-np.where(valid, costs, 0)), 0).astype(np.float32)
    first = model.unigram[words[0]] * weight
    first[breaks[:1].repeat(k)] = 0
    if n == 1:
        return _normalised(np.exp(-first) * emission[0])[None, :]
    places, pair_costs = _pairs(words, valid, breaks, model, weight)
    start = np.exp(-first[:, None] - pair_costs[0]) * emission[0][:, None] * emission[1][None, :]
    forward = np.empty((n - 1, k, k), np.float32)
    forward[0] = _normalised(start)
    steps = _steps(words, emission, breaks, places=places, pair_costs=pair_costs, model=model, weight=weight)
    for i in range(n - 2):
        # Sum over the first word of each triple: (b, 1, a) times (b, a, c).
        following = np.matmul(forward[i].T[:, None, :], steps[i])[:, 0, :]
        forward[i + 1] = following * (1 / max(float(following.sum()), 1e-30))
    backward = np.ones((k, k), np.float32)
    result = np.empty((n, k), np.float32)
    for i in range(n - 2, -1, -1):
        both = forward[i] * backward
        result[i + 1] = both.sum(axis=0)
        if i == 0:
            result[0] = both.sum(axis=1)
            break
        # Sum over the last word of each triple: (b, a, c) times (b, c, 1).
        backward = np.matmul(steps[i - 1], backward[:, :, None])[:, :, 0].T
        backward = backward * (1 / max(float(backward.max()), 1e-30))
    return np.asarray(result / np.maximum(result.sum(axis=1, keepdims=True), _FLOOR), np.float32)


def _pairs(words: Ids, valid: Mask, breaks: Mask, model: LanguageModel, weight: float) -> tuple[Ids, Costs]:
    """Places and costs, both (N - 1, K, K), of each candidate after each of the position before."""
    n, k = words.shape
    shape = (n - 1, k, k)
    first = np.broadcast_to(words[:-1, :, None], shape).ravel()
    second = np.broadcast_to(words[1:, None, :], shape).ravel()
    both = np.flatnonzero((valid[:-1, :, None] & valid[1:, None, :]).ravel())
    places = np.full(n and (n - 1) * k * k, -1, np.int64)
    places[both] = model.bigram_places(first[both], second[both])
    costs = model.bigram_costs(first, second, places).reshape(shape) * np.float32(weight)
    costs[breaks[1:]] = 0
    return places.reshape(shape), costs


def _steps(
    words: Ids,
    emission: Costs,
    breaks: Mask,
    *,
    places: Ids,
    pair_costs: Costs,
    model: LanguageModel,
    weight: float,
) -> Costs:
    """Likelihoods, (N - 2, K, K, K) with the axes (b, a, c), of the third word of (a, b, c) after the others."""
    k = words.shape[1]
    scale = np.float32(STEP * weight)
    backoff = np.where(places[:-1] >= 0, model.bigram_backoff[places[:-1]] * scale, np.float32(0))
    backoff[breaks[2:]] = 0
    # exp is taken of the K x K parts before they are multiplied out.
    likelihood = np.exp(-pair_costs[1:]) * emission[2:, None, :]
    steps = np.exp(-backoff).transpose(0, 2, 1)[:, :, :, None] * likelihood[:, :, None, :]
    known = places >= 0
    known_after = known[1:] & ~breaks[2:, None, None]
    # (position, b) lists its known first words and its known last words; the triples are their products.
    i, b, a = np.nonzero(known[:-1].transpose(0, 2, 1))
    counts = known_after.sum(axis=2)[i, b]
    offsets = np.concatenate([[0], np.cumsum(known_after.reshape(-1, k).sum(axis=1))])
    last = np.nonzero(known_after)[2]
    rows = np.repeat(np.arange(len(i)), counts)
    if len(rows):
        within = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
        c = last[offsets[i * k + b][rows] + within]
        i, b, a = i[rows], b[rows], a[rows]
        found = model.trigram_places(places[i, a, b], words[i + 2, c])
        hit = np.flatnonzero(found >= 0)
        i, b, a, c = i[hit], b[hit], a[hit], c[hit]
        steps[i, b, a, c] = np.exp(model.trigram[found[hit]] * -scale) * emission[i + 2, c]
    return np.ascontiguousarray(steps)


def _normalised(values: Costs) -> Costs:
    return np.asarray(values / max(float(values.sum()), 1e-30), np.float32)
