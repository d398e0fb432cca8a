"""Candidates that the words around suggest, where what was read is too far from what was printed to suggest them.

A reader that knows Vietnamese writes real syllables for smudges: "tế chức" for "tổ chức", "triển lầm" for "triển lãm".
By letters alone the printed word is none of the nearest dozen. So where a decoded word does not go together with its
neighbours, all words that do are weighed, whatever their letters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from normalizers.repair.decoder import Lattice
from normalizers.repair.language_model import WORD_BITS, LanguageModel
from normalizers.repair.lexicon import N_SPECIALS, Row

_SURE = 0.98
"""Probability of a decoded word from which it is left alone if it is known to stand beside its neighbours."""
_ADDED = 5
"""Words added to a position's candidates, at most."""
_WITHIN = 6.0
"""Nats by which an added word may be worse than the decoded one, its neighbours fixed: these may be wrong, too."""

Weigh = Callable[[str], Row]
"""Gives the ids of all syllables, and what each of them costs for a form."""


@dataclass(frozen=True)
class Suggestion:
    """Words for a position, and the channel's costs of them."""

    position: int
    words: NDArray[np.int64]
    costs: NDArray[np.float32]


def suggestions(
    lattice: Lattice,
    probabilities: NDArray[np.float32],
    forms: Mapping[int, str],
    weigh: Weigh,
    model: LanguageModel,
) -> list[Suggestion]:
    """Words that go better with their neighbours than what was decoded, for positions where that may be wrong.

    `forms` has what was read at the positions that are looked at.
    """
    best = probabilities.argmax(axis=1)
    rows = np.arange(len(best))
    words = lattice.words[rows, best]
    # A break is the context of what follows it, and has nothing before it.
    parted = np.append(lattice.breaks, True)
    linked = np.ones(len(words) + 1, bool)
    linked[1:-1] = (model.bigram_places(words[:-1], words[1:]) >= 0) | lattice.breaks[1:]
    doubtful = (probabilities[rows, best] < _SURE) | ~(linked[:-1] & linked[1:])
    found = []
    for place, form in forms.items():
        if doubtful[place]:
            decoded = int(words[place]), float(lattice.costs[place, best[place]])
            own = _suggested(
                decoded,
                int(words[place - 1]),
                None if parted[place + 1] else int(words[place + 1]),
                weigh(form),
                model,
            )
            new = ~np.isin(own[0], lattice.words[place])
            if new.any():
                found.append(Suggestion(place, own[0][new], own[1][new]))
    return found


def _suggested(decoded: tuple[int, float], before: int, after: int | None, costs: Row, model: LanguageModel) -> Row:
    """The words, with their costs, that are known to stand beside one of the neighbours and do best between both."""
    by_word = np.full(1 << WORD_BITS, np.inf, np.float32)
    by_word[costs[0]] = costs[1]
    by_word[decoded[0]] = decoded[1]
    near = [model.followers(before), np.array([decoded[0]], np.int64)]
    if after is not None:
        near.append(model.predecessors(after))
    words = np.unique(np.concatenate(near))
    words = words[(words >= N_SPECIALS) | (words == decoded[0])]
    channel = by_word[words]
    words, channel = words[np.isfinite(channel)], channel[np.isfinite(channel)]
    total = channel + _link(np.full(len(words), before, np.int64), words, model)
    if after is not None:
        total = total + _link(words, np.full(len(words), after, np.int64), model)
    limit = float(total[words == decoded[0]][0]) + _WITHIN
    order = np.argsort(total, kind="stable")[:_ADDED]
    order = order[total[order] <= limit]
    return words[order], channel[order]


def _link(first: NDArray[np.int64], second: NDArray[np.int64], model: LanguageModel) -> NDArray[np.float32]:
    return model.bigram_costs(first, second, model.bigram_places(first, second))
