"""A character language model: how likely each character is after those before it.

A trie of n-grams with back-off, in small arrays. Letters are in lower case and all digits are one character, so that
capitals and numbers share what is known of text; which digit or case it is, only the picture can tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.own_reader.alphabet import CHARACTERS, N_CLASSES

LOG_STEP = 1 / 12
"""Log probabilities are kept as whole multiples of this, one byte each."""

BOUNDARY = 0
"""The symbol before a text's first and after its last character."""

_KEPT = 150_000
"""Bound of the answers that are kept of each kind, some 15 MB each."""


def _symbols() -> tuple[NDArray[np.uint8], int]:
    """The model's symbol of each class, and how many symbols there are (0 is the boundary)."""
    folded = ["", *("0" if character.isdigit() else character.lower() for character in CHARACTERS)]
    names = sorted(set(folded[1:]))
    table = np.array([0] + [1 + names.index(name) for name in folded[1:]], np.uint8)
    return table, len(names) + 1


SYMBOL_OF_CLASS, N_SYMBOLS = _symbols()
_SYMBOLS = SYMBOL_OF_CLASS.tobytes()
_UNSEEN_STEPS = 255
"""What a symbol costs that the model has never seen, in steps."""


@dataclass(frozen=True)
class Trie:
    """N-grams as nodes in breadth-first order; node 0 is the empty one.

    `symbols[i]` is node i's last symbol; its parent's children are consecutive and ascending. `children[i]` counts
    node i's children; `log_probabilities` and `back_offs` are in steps of -LOG_STEP.
    """

    symbols: NDArray[np.uint8]
    children: NDArray[np.uint8]
    log_probabilities: NDArray[np.uint8]
    back_offs: NDArray[np.uint8]

    def save(self, path: Path) -> None:
        """Writes the trie as a compressed npz."""
        np.savez_compressed(path, **vars(self))


def load_trie(path: Path) -> Trie:
    """Reads what `Trie.save` wrote."""
    with np.load(path) as arrays:
        return Trie(**{name: arrays[name] for name in arrays.files})


class LanguageModel:
    """Log probabilities of classes after a context. A context is a node of the trie; `start` begins a text.

    Contexts longer than the trie's order are cut from the left. Answers are kept, since the same words come again and
    again.
    """

    def __init__(self, trie: Trie) -> None:
        firsts = np.ones(len(trie.symbols) + 1, np.int32)
        np.cumsum(trie.children, out=firsts[1:])
        firsts[1:] += 1
        self._firsts = firsts.data
        # Bytes, since one of them is found and taken ten times as quickly as an entry of an array.
        self._symbols = trie.symbols.tobytes()
        self._logs = trie.log_probabilities.tobytes()
        self._back_offs = trie.back_offs.tobytes()
        self._suffixes: dict[int, int] = {0: 0}
        self._next: dict[int, int] = {}
        self._known: dict[int, float] = {}
        self.start = self._after(0, BOUNDARY)

    def log_probability(self, context: int, character_class: int) -> float:
        """Log probability of a class after `context`; the blank's (class 0) is that of the text's end."""
        key = context * N_CLASSES + character_class
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            found = self._known[key] = -LOG_STEP * self._log_steps(context, _SYMBOLS[character_class])
        return found

    def after(self, context: int, character_class: int) -> int:
        """The context that `character_class` leads to."""
        return self._after(context, _SYMBOLS[character_class])

    def score(self, classes: list[int]) -> float:
        """Log probability of a text from its start, its end not counted."""
        context, total = self.start, 0.0
        for one in classes:
            total += self.log_probability(context, one)
            context = self.after(context, one)
        return total

    def _child(self, node: int, symbol: int) -> int:
        """The child of `node` by `symbol`, or -1."""
        return self._symbols.find(symbol, self._firsts[node], self._firsts[node + 1])

    def _log_steps(self, node: int, symbol: int) -> int:
        """Minus the log probability of `symbol` after `node`, in steps: the longest n-gram's and the way back to it."""
        steps = 0
        child = self._child(node, symbol)
        while child < 0 and node:
            steps += self._back_offs[node]
            node = self._suffixes[node]
            child = self._child(node, symbol)
        return steps + (self._logs[child] if child >= 0 else _UNSEEN_STEPS)

    def _after(self, node: int, symbol: int) -> int:
        key = node * N_SYMBOLS + symbol
        found = self._next.get(key)
        if found is not None:
            return found
        child = self._child(node, symbol)
        if node == 0:
            found = max(child, 0)
            self._suffixes.setdefault(found, 0)
        elif child < 0:
            found = self._after(self._suffixes[node], symbol)
        else:
            found = child
            self._suffixes[child] = self._after(self._suffixes[node], symbol)
        if found and self._firsts[found] == self._firsts[found + 1]:
            found = self._suffixes[found]  # a leaf knows no more of what follows than its own end does
        if len(self._next) >= _KEPT:
            self._next.clear()
        self._next[key] = found
        return found


__all__ = ["BOUNDARY", "LOG_STEP", "N_CLASSES", "LanguageModel", "Trie", "load_trie"]
