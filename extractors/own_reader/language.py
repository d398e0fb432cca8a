"""A character language model: how likely each character is after those before it.

A trie of n-grams with back-off, in small arrays. Letters are in lower case and all digits are one character, so that
capitals and numbers share what is known of text; which digit or case it is, only the picture can tell. The row of
log probabilities after a context is put together once and kept, since the same contexts come again and again.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.own_reader.alphabet import CHARACTERS, N_CLASSES

LOG_STEP = 1 / 12
"""Log probabilities are kept as whole multiples of this, one byte each."""

BOUNDARY = 0
"""The symbol before a text's first and after its last character."""

_ROWS_KEPT, _STEPS_KEPT = 12_000, 300_000
"""Bounds of what is kept, some 40 MB in all."""


def _symbols() -> tuple[NDArray[np.uint8], int]:
    """The model's symbol of each class, and how many symbols there are (0 is the boundary)."""
    folded = ["", *("0" if character.isdigit() else character.lower() for character in CHARACTERS)]
    names = sorted(set(folded[1:]))
    table = np.array([0] + [1 + names.index(name) for name in folded[1:]], np.uint8)
    return table, len(names) + 1


SYMBOL_OF_CLASS, N_SYMBOLS = _symbols()


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
    """Log probabilities of classes after a context. A context is a node of the trie; `START` begins a text.

    Contexts longer than the trie's order are cut from the left.
    """

    def __init__(self, trie: Trie) -> None:
        self._symbols = trie.symbols
        firsts = np.zeros(len(trie.symbols) + 1, np.int32)
        firsts[0] = 1
        np.cumsum(trie.children, out=firsts[1:])
        firsts[1:] += 1
        self._firsts = firsts
        self._logs = trie.log_probabilities.astype(np.float32) * np.float32(-LOG_STEP)
        self._back_offs = trie.back_offs.astype(np.float32) * np.float32(-LOG_STEP)
        self._rows: dict[int, NDArray[np.float32]] = {}
        self._class_rows: dict[int, NDArray[np.float32]] = {}
        self._suffixes: dict[int, int] = {0: 0}
        self._next: dict[tuple[int, int], int] = {}
        self.start = self._after(0, BOUNDARY)

    def log_probabilities(self, context: int) -> NDArray[np.float32]:
        """Log probability of each class after `context`; the blank's (class 0) is that of the text's end."""
        row = self._class_rows.get(context)
        if row is None:
            if len(self._rows) >= _ROWS_KEPT:
                self._class_rows.clear()
                self._rows.clear()
            row = self._symbol_row(context)[SYMBOL_OF_CLASS]
            self._class_rows[context] = row
        return row

    def after(self, context: int, character_class: int) -> int:
        """The context that `character_class` leads to."""
        return self._after(context, int(SYMBOL_OF_CLASS[character_class]))

    def score(self, classes: list[int]) -> float:
        """Log probability of a text from its start, its end not counted."""
        context, total = self.start, 0.0
        for one in classes:
            total += float(self.log_probabilities(context)[one])
            context = self.after(context, one)
        return total

    def _child(self, node: int, symbol: int) -> int:
        """The child of `node` by `symbol`, or -1."""
        first, last = int(self._firsts[node]), int(self._firsts[node + 1])
        place = first + bisect_left(self._symbols[first:last], symbol)
        return place if place < last and self._symbols[place] == symbol else -1

    def _symbol_row(self, node: int) -> NDArray[np.float32]:
        row = self._rows.get(node)
        if row is None:
            first, last = int(self._firsts[node]), int(self._firsts[node + 1])
            if node == 0:
                row = np.full(N_SYMBOLS, -255 * LOG_STEP, np.float32)
            else:
                row = self._symbol_row(self._suffix(node)) + self._back_offs[node]
            row[self._symbols[first:last]] = self._logs[first:last]
            self._rows[node] = row
        return row

    def _suffix(self, node: int) -> int:
        return self._suffixes[node]

    def _after(self, node: int, symbol: int) -> int:
        found = self._next.get((node, symbol))
        if found is not None:
            return found
        child = self._child(node, symbol)
        if node == 0:
            found = max(child, 0)
            self._suffixes.setdefault(found, 0)
        elif child < 0:
            found = self._after(self._suffix(node), symbol)
        else:
            found = child
            self._suffixes[child] = self._after(self._suffix(node), symbol)
        if found and self._firsts[found] == self._firsts[found + 1]:
            found = self._suffix(found)  # a leaf knows no more of what follows than its own end does
        if len(self._next) >= _STEPS_KEPT:
            self._next.clear()
        self._next[node, symbol] = found
        return found


__all__ = ["BOUNDARY", "LOG_STEP", "N_CLASSES", "LanguageModel", "Trie", "load_trie"]
