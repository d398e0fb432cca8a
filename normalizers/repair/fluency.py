"""How fluently words follow each other: costs of a text's words in the language model, whatever was read for them.

For texts whose words stand in a doubtful order (columns run together): what belongs together reads fluently.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from normalizers.repair import model_file
from normalizers.repair.lexicon import N_SPECIALS, NUMBER, START, UNKNOWN

Costs = NDArray[np.float64]
Context = tuple[int, int]
"""The ids of the two words before a word."""

OPENING: Context = (START, START)
"""The context of the first word of a text."""


class Fluency:
    """Costs, in nats, of words after words. Words are ids, which `ids` gives."""

    def __init__(self, model: model_file.Model) -> None:
        self._words = model.words
        self._model = model.language_model

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {word: place for place, word in enumerate(self._words) if place >= N_SPECIALS}

    def ids(self, words: Sequence[str]) -> NDArray[np.int64]:
        """The id of each word; punctuation around it and its case don't count."""
        return np.array([self._id(word) for word in words], np.int64)

    def _id(self, word: str) -> int:
        bare = word.strip(".,;:!?()[]\"'“”‘’-–/").lower()
        if any(char.isdigit() for char in bare):
            return NUMBER
        return self._ids.get(bare, UNKNOWN)

    def running(self, ids: NDArray[np.int64]) -> Costs:
        """The cost of each word after the two before it in the same text; 0 for the first two."""
        costs = np.zeros(len(ids))
        if len(ids) > 2:
            costs[2:] = self._model.trigram_costs(ids[:-2], ids[1:-1], ids[2:])
        return costs

    def first(self, contexts: NDArray[np.int64], ids: NDArray[np.int64]) -> Costs:
        """The cost of each word if it stood after each of `contexts`, rows of two ids: (contexts, words)."""
        shape = (len(contexts), len(ids))
        left, right, word = (
            np.broadcast_to(part, shape).ravel() for part in (contexts[:, :1], contexts[:, 1:], ids[None, :])
        )
        return np.asarray(self._model.trigram_costs(left, right, word), np.float64).reshape(shape)

    def second(self, contexts: NDArray[np.int64], ids: NDArray[np.int64]) -> Costs:
        """That of each word's successor then, for which a context's later word counts; 0 for the last word."""
        costs = np.zeros((len(contexts), len(ids)))
        if len(ids) > 1 and len(contexts):
            lasts, places = np.unique(contexts[:, 1], return_inverse=True)
            shape = (len(lasts), len(ids) - 1)
            before = np.broadcast_to(lasts[:, None], shape).ravel()
            word, following = (np.broadcast_to(part[None, :], shape).ravel() for part in (ids[:-1], ids[1:]))
            costs[:, :-1] = self._model.trigram_costs(before, word, following).reshape(shape)[places]
        return costs

    def alone(self, ids: NDArray[np.int64]) -> Costs:
        """The cost of each word with nothing before it: how rare it is."""
        return np.asarray(self._model.unigram[ids], np.float64)


def load_fluency() -> Fluency:
    """The fluency of the language model that comes with the package."""
    return Fluency(model_file.load(model_file.PACKAGED))
