"""Building the reader's character language model from a corpus: counted n-grams, Witten-Bell smoothing, back-off.

Witten, I. H. and Bell, T. C. (1991), "The zero-frequency problem", method C. N-grams seen less often than their order's
threshold are left out and what they had goes to the shorter context, so that every row sums to one.
"""

from __future__ import annotations

import argparse
import itertools
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.own_reader.alphabet import encode
from extractors.own_reader.language import BOUNDARY, LOG_STEP, N_SYMBOLS, SYMBOL_OF_CLASS, LanguageModel, Trie
from training.reader.text import load_corpus

LEAST_COUNTS = (1, 1, 2, 3, 5, 9, 14)
"""How often an n-gram of each order must occur: what keeps the model within 3 MB."""

Keys = NDArray[np.uint64]


def symbols_of(lines: tuple[tuple[str, ...], ...]) -> NDArray[np.uint8]:
    """The lines' symbols one after the other, a boundary before each line and at the end."""
    parts: list[NDArray[np.uint8]] = []
    for words in lines:
        parts.append(np.array([BOUNDARY], np.uint8))
        parts.append(SYMBOL_OF_CLASS[np.array(encode(" ".join(words)), np.intp)])
    parts.append(np.array([BOUNDARY], np.uint8))
    return np.concatenate(parts)


def _count(text: NDArray[np.uint8], order: int) -> tuple[Keys, NDArray[np.int64]]:
    """Distinct n-grams, a byte a symbol, first symbol highest; those that run over a line's end are left out."""
    keys = np.zeros(len(text) - order + 1, np.uint64)
    inside = np.ones(len(keys), bool)
    for place in range(order):
        piece = text[place : place + len(keys)]
        keys = (keys << np.uint64(8)) | piece
        if 0 < place < order - 1:
            inside &= piece != BOUNDARY
    return np.unique(keys[inside], return_counts=True)


def build(text: NDArray[np.uint8], least: tuple[int, ...] = LEAST_COUNTS) -> Trie:
    """The trie of a text of symbols (see `symbols_of`), up to an order of `len(least)` (8 at most)."""
    keys_before: Keys = np.zeros(1, np.uint64)
    p_before = np.array([1.0 / N_SYMBOLS])
    symbols, children, probabilities, back_offs = [np.zeros(1, np.uint8)], [], [np.ones(1)], []
    for order, threshold in enumerate(least, start=1):
        keys, counts = _count(text, order)
        parents = np.searchsorted(keys_before, keys >> np.uint64(8)) if order > 1 else np.zeros(len(keys), np.intp)
        parents = np.minimum(parents, len(keys_before) - 1)
        known = (keys_before[parents] == keys >> np.uint64(8)) if order > 1 else np.ones(len(keys), bool)
        keys, counts, parents = keys[known], counts[known], parents[known]
        total = np.bincount(parents, counts, len(keys_before))
        kinds = np.bincount(parents, minlength=len(keys_before)).astype(float)
        kept = counts >= threshold
        keys, counts, parents = keys[kept], counts[kept], parents[kept]
        if order == 1:
            lower = np.full(len(keys), p_before[0])
        else:
            ends = np.searchsorted(keys_before, keys & np.uint64((1 << 8 * (order - 1)) - 1))
            lower = p_before[ends]
        p = (counts + kinds[parents] * lower) / (total[parents] + kinds[parents])
        left = 1 - np.bincount(parents, p, len(keys_before))
        left_lower = 1 - np.bincount(parents, lower, len(keys_before))
        back_offs.append(np.clip(left, 1e-6, 1) / np.clip(left_lower, 1e-6, None))
        children.append(np.bincount(parents, minlength=len(keys_before)))
        symbols.append((keys & np.uint64(255)).astype(np.uint8))
        probabilities.append(p)
        keys_before, p_before = keys, p
    back_offs.append(np.ones(len(keys_before)))
    children.append(np.zeros(len(keys_before), np.int64))
    return Trie(
        np.concatenate(symbols),
        np.concatenate(children).astype(np.uint8),
        _bytes(np.concatenate(probabilities)),
        _bytes(np.concatenate(back_offs)),
    )


def _bytes(probabilities: NDArray[np.float64]) -> NDArray[np.uint8]:
    return (-np.log(probabilities) / LOG_STEP).round().clip(0, 255).astype(np.uint8)


def nats_a_character(model: LanguageModel, lines: tuple[tuple[str, ...], ...]) -> float:
    """Mean surprise over the lines."""
    texts = [encode(" ".join(words)) for words in lines]
    return -sum(model.score(text) for text in texts) / sum(map(len, texts))


def main() -> None:
    """Counts the corpora and writes the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--least", type=int, nargs="+", default=list(LEAST_COUNTS))
    options = parser.parse_args()
    corpora = [load_corpus(path) for path in options.corpus]
    text = symbols_of(tuple(itertools.chain.from_iterable(corpus.training for corpus in corpora)))
    trie = build(text, tuple(options.least))
    trie.save(options.out)
    sample = corpora[0].validation[:600]
    print(  # noqa: T201 - the result of the command
        f"{len(trie.symbols)} n-grams, {options.out.stat().st_size} bytes,"
        f" {nats_a_character(LanguageModel(trie), sample):.4f} nats a character on lines kept back"
    )


if __name__ == "__main__":
    main()
